"""A small trading floor for the tests of decisions: one market of our own, and books that are audited at each step."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import ROUND_FLOOR, Decimal
from typing import TYPE_CHECKING, TypedDict, Unpack

from attrs import evolve, frozen

from tests.unit.domain.audit import audit
from trading_core.domain.account import AccountTerms
from trading_core.domain.book import Book, Settings
from trading_core.domain.commands import Deposit, OpenAccount, PlaceOrder, Stage, Withdraw
from trading_core.domain.decisions import decide
from trading_core.domain.exact import ZERO
from trading_core.domain.ids import AccountId, Currency, MarketCode, OrderNumber, Symbol
from trading_core.domain.journal import UNITS, Bucket
from trading_core.domain.markets import Market, MarketRules
from trading_core.domain.order_terms import OrderLine, OrderTerms
from trading_core.domain.orders import NOTHING
from trading_core.domain.product import Product, ProductKind
from trading_core.domain.quotes import Quote
from trading_core.domain.rules import STANDARD_RULES
from trading_core.domain.words import CostMethod, OrderType, Side, Source, TimeInForce

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trading_core.domain.account import Account
    from trading_core.domain.amounts import Quantity
    from trading_core.domain.book import Outcome
    from trading_core.domain.commands import Command
    from trading_core.domain.journal import Entry
    from trading_core.domain.limits import Limits
    from trading_core.domain.orders import Order
    from trading_core.domain.rules import Rule

NOW = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)  # a Monday
MONDAY = NOW.date()
FLOOR = MarketCode("floor")
ACME = Symbol("ACME")
BOLT = Symbol("BOLT")
PAIR = Symbol("PAIR")
A = AccountId("A")
B = AccountId("B")
TWD = Currency("TWD")


def later(seconds: float = 0, *, days: int = 0) -> datetime:
    """Say a moment after the tests' now."""
    return NOW + timedelta(days=days, seconds=seconds)


@frozen(kw_only=True)
class FloorRules(MarketRules):
    """Fees of a rate with a minimum, taxes on sales with half the rate on day trades, all in whole units."""

    fee_rate: Decimal = ZERO
    fee_least: Decimal = ZERO
    tax_rate: Decimal = ZERO

    def fee(self, product: Product, side: Side, value: Decimal, quantity: Quantity) -> Decimal:
        assert (FLOOR, True, True) == (product.market, side in Side, quantity > NOTHING)
        return max(self.fee_least, (value * self.fee_rate).quantize(Decimal(1), ROUND_FLOOR))

    def tax(self, product: Product, side: Side, ordinary: Decimal, day_traded: Decimal) -> Decimal:
        assert FLOOR == product.market
        if side is Side.BUY:
            return ZERO
        return (ordinary * self.tax_rate + day_traded * self.tax_rate / 2).quantize(Decimal(1), ROUND_FLOOR)

    def may_short(self, product: Product) -> bool:
        return product.kind is ProductKind.FX


def product(
    symbol: str, kind: ProductKind = ProductKind.STOCK, currency: str = "TWD", *, tradable: bool = True
) -> Product:
    """Make a product of the floor."""
    return Product(
        symbol=Symbol(symbol), market=FLOOR, kind=kind, currency=Currency(currency), tradable=tradable
    )


def quote(
    symbol: str, last: object, *, bid: object = None, ask: object = None, close: object = None
) -> Quote:
    """Make a quote of now."""
    return Quote(symbol, last, NOW, "tests", bid, ask, close)


def settings_of(market: Market) -> Settings:
    """Settings in which the floor is the only market."""
    return Settings(markets={FLOOR: market})


class Wishes(TypedDict, total=False):
    """What an order may ask for besides a side, a quantity and a product."""

    account: str
    limit: object
    stop: object
    stop_loss: object
    take_profits: Sequence[object]
    client: str
    lots: Sequence[str]
    source: Source
    force: TimeInForce


def terms(
    number: str = "O-1",
    side: Side = Side.BUY,
    quantity: object = 10,
    symbol: str = ACME,
    **wishes: Unpack[Wishes],
) -> OrderTerms:
    """Say what an order asks for; its type follows from the prices that it states."""
    limit, stop = wishes.get("limit"), wishes.get("stop")
    kinds = {
        (False, False): OrderType.MARKET,
        (True, False): OrderType.LIMIT,
        (False, True): OrderType.STOP,
        (True, True): OrderType.STOP_LIMIT,
    }
    return OrderTerms(
        number=number,
        source=wishes.get("source", Source.API),
        account=wishes.get("account", A),
        side=side,
        type=kinds[limit is not None, stop is not None],
        limit_price=limit,
        stop_price=stop,
        stop_loss=wishes.get("stop_loss"),
        take_profits=wishes.get("take_profits", ()),
        client_order_id=wishes.get("client"),
        lots=wishes.get("lots", ()),
        lines=[OrderLine(symbol, quantity)],
        time_in_force=wishes.get("force", TimeInForce.GTC),
    )


def imported(number: str, *lines: tuple[str, int, int], names: Sequence[str | None] = ()) -> OrderTerms:
    """Say what an imported order was; its total is what its lines come to."""
    called = {symbol: name for (symbol, _, _), name in zip(lines, names, strict=False)}
    return OrderTerms(
        number=number,
        source=Source.IMPORT,
        lines=[OrderLine(symbol, quantity, price, called.get(symbol)) for symbol, quantity, price in lines],
        total_price=sum(quantity * price for _, quantity, price in lines),
    )


class Floor:
    """Takes commands like a desk does, and proves the laws of the books after each batch."""

    def __init__(
        self,
        rules: MarketRules | None = None,
        *,
        market: Market | None = None,
        guards: Sequence[Rule] = STANDARD_RULES,
    ) -> None:
        products = (product("ACME"), product("BOLT"), product("PAIR", ProductKind.FX))
        self.book = Book(
            settings=settings_of(market or Market(FLOOR, (rules or FloorRules(),))),
            products={each.symbol: each for each in products},
        )
        self.guards = guards
        self.entries: list[Entry] = []
        self.moves = 0

    def open(
        self,
        cash: object = 1000,
        *,
        name: str = A,
        method: CostMethod = CostMethod.AVERAGE,
        margin: bool = True,
        limits: Limits | None = None,
    ) -> Floor:
        """Open an account and go on."""
        self.ok(OpenAccount(AccountTerms(name, "TWD", method, margin), cash))
        if limits is not None:
            self.book = evolve(self.book, limits={**self.book.limits, AccountId(name): limits})
        return self

    def see(self, *quotes: Quote) -> Floor:
        """Take note of prices and go on."""
        self.book = evolve(self.book, quotes={**self.book.quotes, **{each.symbol: each for each in quotes}})
        return self

    def do(self, *commands: Command, now: datetime = NOW) -> tuple[Outcome, ...]:
        """Carry out a batch and audit the books."""
        decision = decide(self.book, commands, now, self.guards)
        self.book = decision.book
        self.entries.extend(decision.changes.entries)
        audit(self.book, self.entries)
        assert commands == tuple(outcome.command for outcome in decision.outcomes)
        return decision.outcomes

    def ok(self, command: Command, now: datetime = NOW) -> Outcome:
        """Carry out a command that must pass."""
        return self.do(command, now=now)[0].unwrap()

    def no(self, command: Command, now: datetime = NOW) -> Exception:
        """Carry out a command that must be refused, and show its refusal."""
        refusal = self.do(command, now=now)[0].refusal
        assert refusal is not None
        return refusal

    def place(
        self,
        number: str,
        side: Side,
        quantity: object,
        symbol: str = ACME,
        *,
        now: datetime = NOW,
        **wishes: Unpack[Wishes],
    ) -> Order:
        """Accept an order and show it."""
        order = self.ok(PlaceOrder(terms(number, side, quantity, symbol, **wishes)), now).order
        assert order is not None
        return order

    def trade(
        self,
        number: str,
        side: Side,
        quantity: object,
        price: object,
        symbol: str = ACME,
        *,
        now: datetime = NOW,
        **wishes: Unpack[Wishes],
    ) -> Outcome:
        """Fill an order at once."""
        return self.ok(PlaceOrder(terms(number, side, quantity, symbol, **wishes), Stage.FILLED, price), now)

    def leave(self, cash: object, name: str = A) -> Floor:
        """Take out of an account what is more than this, and go on."""
        account = self.account(name)
        self.moves += 1
        reference = f"move {self.moves}"
        change = Decimal(str(cash)) - account.cash
        if change > 0:
            self.ok(Deposit(name, change, reference))
        elif change < 0:
            self.ok(Withdraw(name, -change, reference))
        return self

    def account(self, name: str = A) -> Account:
        """Show an account."""
        return self.book.accounts[AccountId(name)]

    def order(self, number: str) -> Order:
        """Show an order."""
        return self.book.orders[OrderNumber(number)]

    def balance(self, bucket: Bucket, symbol: Symbol | None = None, name: str = A) -> Decimal:
        """Show a balance."""
        return self.account(name).balance(bucket, symbol)

    def money(self, name: str = A) -> dict[str, Decimal]:
        """Show all balances of money that are not zero, each kind in sum."""
        account = self.account(name)
        kinds = {bucket for bucket, _ in account.balances if bucket not in UNITS}
        return {bucket.value: account.total(bucket) for bucket in kinds}
