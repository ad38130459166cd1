"""What an order asks for: checked once when it is made, and the same for ever."""

from __future__ import annotations

from decimal import Decimal

from attrs import field, frozen

from trading_core.domain.amounts import Price, Quantity, price_or_none, to_price, to_quantity, value_of
from trading_core.domain.checks import a, as_tuple, each, expect, optional, text
from trading_core.domain.exact import ZERO, add, bounded, decimal_of, plain, show
from trading_core.domain.ids import AccountId, ClientOrderId, FillId, OrderNumber, Symbol
from trading_core.domain.trades import positive
from trading_core.domain.words import OrderType, Side, Source, TimeInForce
from trading_core.errors import InvalidValue


def _name(value: object) -> str | None:
    return None if value is None else text(value, "name", 200)


def _prices(value: object) -> tuple[Price, ...]:
    many = as_tuple(value)
    if not isinstance(many, tuple):
        raise InvalidValue("take_profits", show(value), "a sequence of prices")
    return tuple(to_price(each_one) for each_one in many)


def _lots(value: object) -> tuple[FillId, ...]:
    many = as_tuple(value)
    if not isinstance(many, tuple):
        raise InvalidValue("lots", show(value), "a sequence of fill ids")
    return tuple(FillId(each_one) for each_one in many)


def _account(value: object) -> AccountId | None:
    return None if value is None else AccountId(value)


def _client_order_id(value: object) -> ClientOrderId | None:
    return None if value is None else ClientOrderId(value)


def _range(value: object) -> tuple[Price, Price] | None:
    if value is None:
        return None
    low_and_high = _prices(value)
    if len(low_and_high) != 2 or low_and_high[0] >= low_and_high[1]:  # noqa: PLR2004
        raise InvalidValue("entry_range", show(value), "a low and a higher price")
    return low_and_high[0], low_and_high[1]


def _total(value: object) -> Decimal | None:
    return None if value is None else decimal_of(value, "total_price")


def _shown(price: Price | None) -> str:
    return "None" if price is None else str(price)


def _wanted(kind: OrderType, *, needed: bool) -> str:
    return f"a price for a {kind} order" if needed else f"none for a {kind} order"


@frozen
class OrderLine:
    """So much of one product, at a unit price where one is stated."""

    symbol: Symbol = field(converter=Symbol)
    quantity: Quantity = field(converter=to_quantity)
    unit_price: Price | None = field(default=None, converter=price_or_none)
    name: str | None = field(default=None, converter=_name)

    def __attrs_post_init__(self) -> None:
        """Refuse a line of nothing."""
        positive(self.quantity, "quantity")


@frozen(kw_only=True)
class OrderTerms:
    """
    What is asked.

    A trading order has an account, a side and one line. An imported order has neither side nor account: it is
    kept as it came, may hold many products, and its lines add up to its total.
    """

    number: OrderNumber = field(converter=OrderNumber)
    source: Source = field(default=Source.API, validator=a(Source))
    lines: tuple[OrderLine, ...] = field(converter=as_tuple, validator=each(OrderLine))
    account: AccountId | None = field(default=None, converter=_account)
    side: Side | None = field(default=None, validator=optional(Side))
    type: OrderType = field(default=OrderType.MARKET, validator=a(OrderType))
    limit_price: Price | None = field(default=None, converter=price_or_none)
    stop_price: Price | None = field(default=None, converter=price_or_none)
    entry_range: tuple[Price, Price] | None = field(default=None, converter=_range)
    time_in_force: TimeInForce = field(default=TimeInForce.GTC, validator=a(TimeInForce))
    stop_loss: Price | None = field(default=None, converter=price_or_none)
    take_profits: tuple[Price, ...] = field(default=(), converter=_prices)
    client_order_id: ClientOrderId | None = field(default=None, converter=_client_order_id)
    lots: tuple[FillId, ...] = field(default=(), converter=_lots)
    total_price: Decimal | None = field(default=None, converter=_total)

    def __attrs_post_init__(self) -> None:
        """Check what no field can know alone."""
        if self.source is Source.IMPORT:
            self._check_import()
        else:
            self._check_trading()

    def _check_import(self) -> None:
        if self.side is not None:
            raise InvalidValue("side", show(self.side), "none on an imported order")
        if self.account is not None:
            raise InvalidValue("account", show(self.account), "none on an imported order")
        if self.total_price is None:
            raise InvalidValue("total_price", "None", "the order's total")
        if self.total_price < ZERO:
            raise InvalidValue("total_price", show(self.total_price), "a number not below zero")
        if any(line.unit_price is None for line in self.lines):
            raise InvalidValue("unit_price", "None", "a price on every line of an imported order")
        if self.lines and self.total_price != self.lines_total:
            raise InvalidValue(
                "total_price", plain(self.total_price), f"the sum of the lines, {plain(self.lines_total)}"
            )

    def _check_trading(self) -> None:
        if self.account is None:
            raise InvalidValue("account", "None", "the account that trades")
        if self.side is None:
            raise InvalidValue("side", "None", "buy or sell")
        if len(self.lines) != 1:
            raise InvalidValue("lines", f"{len(self.lines)} lines", "one line in a trading order")
        limited = self.type in (OrderType.LIMIT, OrderType.STOP_LIMIT)
        if limited != (self.limit_price is not None):
            raise InvalidValue("limit_price", _shown(self.limit_price), _wanted(self.type, needed=limited))
        stopped = self.type in (OrderType.STOP, OrderType.STOP_LIMIT)
        if stopped != (self.stop_price is not None):
            raise InvalidValue("stop_price", _shown(self.stop_price), _wanted(self.type, needed=stopped))
        self.check_exits(self.stated_price)

    def check_exits(self, entry: Price | None) -> None:
        """A stop-loss lies on the losing side of the entry and of every target, targets on the winning one."""
        if entry is not None:
            expect(entry, Price, "entry")
        for target in self.take_profits:
            self._check_order(entry, target, "take_profits")
            self._check_order(self.stop_loss, target, "take_profits")
        self._check_order(self.stop_loss, entry, "stop_loss")

    def _check_order(self, worse: Price | None, better: Price | None, name: str) -> None:
        if worse is None or better is None:
            return
        if (worse >= better) if self.side is Side.BUY else (worse <= better):
            found = better if name == "take_profits" else worse
            raise InvalidValue(name, str(found), "stop-loss, entry and targets in the order of the side")

    def check_fill_price(self, price: Price | None) -> None:
        """Refuse a price to trade at that is worse than the order's own limit."""
        limit = self.limit_price
        if price is None:
            return
        expect(price, Price, "price")
        if limit is None:
            return
        if (price > limit) if self.side is Side.BUY else (price < limit):
            raise InvalidValue("price", str(price), f"the order's limit {limit} or a better price")

    @property
    def symbol(self) -> Symbol:
        """The product of a trading order."""
        return self.lines[0].symbol

    @property
    def quantity(self) -> Quantity:
        """How much a trading order wants."""
        return self.lines[0].quantity

    @property
    def stated_price(self) -> Price | None:
        """The price that the order itself names, if it names one."""
        return self.limit_price or self.stop_price

    @property
    def has_exits(self) -> bool:
        """Whether a stop-loss or a target belongs to what the order opens."""
        return self.stop_loss is not None or bool(self.take_profits)

    @property
    def lines_total(self) -> Decimal:
        """What the lines come to at their unit prices."""
        total = ZERO
        for line in self.lines:
            if line.unit_price is not None:
                total = add(total, value_of(line.unit_price, line.quantity))
        return bounded(total, "total_price")
