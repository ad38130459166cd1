"""The life of one order, told from its end: which state it is to reach, and what has to happen before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import evolve, frozen

from trading_core.domain.account import AccountTerms
from trading_core.domain.commands import (
    ApplyFill,
    CancelOrder,
    CloseOrder,
    Deposit,
    ExpireOrder,
    PlaceOrder,
    ProcessOrder,
    RejectOrder,
    SetLimits,
    SettleCash,
    SetTradingState,
    Stage,
    TriggerOrder,
    Withdraw,
    buy,
    sell,
)
from trading_core.domain.effect import opened_direction
from trading_core.domain.exact import divide
from trading_core.domain.ids import ClientOrderId, FillId, OrderNumber
from trading_core.domain.limits import Limits
from trading_core.domain.order_states import OrderStatus
from trading_core.domain.quotes import Quote
from trading_core.domain.trades import Fill, Purpose
from trading_core.domain.valuation import buying_power
from trading_core.domain.words import Direction, OrderType, Side, Source, TradingState
from trading_core.testing.strategies.fills import EXITS
from trading_core.testing.strategies.listings import MOST_UNITS, STOPPED, Listing
from trading_core.testing.strategies.terms import OrderWish, near, terms_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal

    from trading_core.domain.amounts import Price
    from trading_core.domain.orders import Order
    from trading_core.testing.strategies.dice import Dice
    from trading_core.testing.strategies.scenes import Scene

THROWS: Final = 64
PLENTY: Final = 10**10
_FILLED: Final = (OrderStatus.EXECUTED, OrderStatus.CLOSED)
_ENDINGS: Final[dict[OrderStatus, Callable[[OrderNumber], CancelOrder | ExpireOrder]]] = {
    OrderStatus.CANCELLED: CancelOrder,
    OrderStatus.EXPIRED: ExpireOrder,
}
_WIDE: Final = Limits(10**14, 10**14, 10**14, 1_000, 100)
_MOST_PARTS: Final = 3
_RUINOUS: Final = 4


@frozen
class Life:
    """Who trades what, which way, and where it is to end."""

    trader: AccountTerms
    number: OrderNumber
    listing: Listing
    side: Side
    type: OrderType
    source: Source
    status: OrderStatus


def may_open(listing: Listing, side: Side, trader: AccountTerms) -> bool:
    """Whether an order of that side can open a position; a sale does so only where one may owe what one sells."""
    return side is Side.BUY or (listing.shortable and trader.margin)


class Living:
    """Lives one life in a scene, and is over with it."""

    def __init__(self, scene: Scene, life: Life, dice: Dice) -> None:
        """Come into the scene on a new day, with money."""
        self.scene, self.life, self.listing, self.dice = scene, life, life.listing, dice
        scene.next_day(self.listing.opens)
        scene.do(Deposit(life.trader.id, PLENTY, f"wages {scene.lives}"))
        if dice.happens():
            scene.do(SetLimits(life.trader.id, _WIDE, loosen=True))

    @property
    def order(self) -> Order:
        """The order as it stands."""
        return self.scene.book.orders[self.life.number]

    def live(self) -> None:
        """Take the order to its end."""
        status = self.life.status
        place = self._asked()
        if status is OrderStatus.REJECTED and self.dice.happens():
            self._ask_in_vain(place)
            return
        pending = self._some(status in {OrderStatus.PENDING, *_ENDINGS}) or status is OrderStatus.PENDING
        self._place(place, Stage.SUBMITTED if pending else place.stage)
        if not pending:
            self._trade(status)
        if status in _ENDINGS:
            self.scene.do(_ENDINGS[status](self.life.number))
        elif status is OrderStatus.REJECTED:
            self.scene.do(RejectOrder(self.life.number, "not at this broker"))
        if not pending:
            self._after(status)

    def _some(self, possible: bool) -> bool:
        return possible and self.dice.happens()

    def _asked(self) -> PlaceOrder:
        """What is asked for, after getting into the position that it closes or turns round."""
        life, listing = self.life, self.listing
        opens = may_open(listing, life.side, life.trader)
        closes = may_open(listing, life.side.opposite, life.trader) and life.status is not OrderStatus.CLOSED
        turns = opens and may_open(listing, life.side.opposite, life.trader)
        way = self.dice.choose(["open"] * opens + ["close"] * closes + ["turn"] * turns)
        units = [unit for unit in listing.units if listing.takes(life.type, unit)]
        self.unit: Decimal = self.dice.choose(units)
        least = 2 if way == "turn" or life.status is OrderStatus.PARTIALLY_FILLED else 1
        self.count: int = self.dice.within(least, MOST_UNITS)
        lots: tuple[FillId, ...] = ()
        if way != "open":
            held = self.count if way == "close" else self.dice.within(1, self.count - 1)
            lots = self._get_into(held)
        wish = OrderWish(
            life.number,
            life.trader.id,
            listing,
            life.side,
            life.type,
            life.source,
            exits=self._some(way == "open"),
            lots=lots if way == "close" and self._some(bool(lots)) else (),
            quantity=(self.unit, self.count),
        )
        terms = terms_of(self.dice, wish)
        if terms.client_order_id is not None:
            terms = evolve(terms, client_order_id=ClientOrderId(f"mine {self.scene.lives}"))
        at_once = life.status in _FILLED and life.type not in STOPPED and self.dice.happens()
        stage = Stage.FILLED if at_once else Stage.ACCEPTED
        return PlaceOrder(terms, stage, self._named(terms.limit_price))

    def _get_into(self, count: int) -> tuple[FillId, ...]:
        """Buy (or owe) what is to be sold (or bought back), and name the lot that it came in, if it is there."""
        life = self.life
        number = OrderNumber(f"before {self.scene.lives}")
        trade = sell if life.side is Side.BUY else buy
        quantity = self.listing.quantity(self.unit, count)
        self.scene.do(trade(number, life.trader.id, self.listing.symbol, quantity, self._near()))
        direction = opened_direction(life.side.opposite)
        lots = self.scene.book.accounts[life.trader.id].lots_of(self.listing.symbol, direction)
        return tuple(lot.id for lot in lots if lot.id.startswith(number) and lot.quantity >= quantity.value)

    def _near(self, limit: Price | None = None) -> Price:
        """A price near the usual one, and not worse than a limit."""
        price = self.listing.price(near(self.dice))
        if limit is None:
            return price
        return min(price, limit) if self.life.side is Side.BUY else max(price, limit)

    def _named(self, limit: Price | None) -> Price | None:
        """The price that a command names, unless the order or a quote tells it."""
        if self.life.type in STOPPED:
            return None
        if self.dice.happens():
            return self._near(limit)
        if limit is None:
            low, last, high = (self.listing.price(away) for away in (-1, 0, 1))
            bid, ask, close = self.dice.choose([(None, None, None), (low, high, last)])
            self.scene.see(Quote(self.listing.symbol, last, self.scene.now, "street", bid, ask, close))
        return None

    def _ask_in_vain(self, place: PlaceOrder) -> None:
        """While trading is halted, whatever is asked for is refused and kept as rejected."""
        self.scene.do(SetTradingState(TradingState.HALTED, "a drill"))
        self.scene.ask(place)
        self.scene.do(SetTradingState(TradingState.ACTIVE, "the drill is over"))

    def _place(self, place: PlaceOrder, stage: Stage) -> None:
        """At once, or noted first and processed later."""
        if stage is Stage.SUBMITTED or self.dice.happens():
            self.scene.do(evolve(place, stage=Stage.SUBMITTED))
            if stage is not Stage.SUBMITTED:
                self.scene.do(ProcessOrder(self.life.number, stage, place.price))
        else:
            self.scene.do(evolve(place, stage=stage))
        self.left = 0 if stage is Stage.FILLED else self.count

    def _trade(self, status: OrderStatus) -> None:
        if self._some(self.order.awaits_trigger and status is not OrderStatus.REJECTED):
            self.scene.do(TriggerOrder(self.life.number))
        if status in _FILLED:
            self._fill(self.left)
        elif status is OrderStatus.PARTIALLY_FILLED:
            self._fill(self.dice.within(1, self.left - 1))
        elif status in _ENDINGS:
            self._fill(self.dice.within(0, self.left - 1))

    def _after(self, status: OrderStatus) -> None:
        """What may come when the order has reached its state: a late report, exits, and the money at last."""
        if status in _ENDINGS and self._some(self.left > 1):
            self._fill(self.dice.within(1, self.left - 1))
        if self.order.open_quantity:
            self._exit(status)
        today, trader = self.scene.now.date(), self.scene.book.accounts[self.life.trader.id]
        if any(due <= today for due in trader.settlements) or self.dice.happens():
            self.scene.do(SettleCash(trader.id, today))

    def _fill(self, count: int) -> None:
        """Report entries of so many units together, in a few parts."""
        for part in self._parts(count):
            self._report(self._near(self.order.terms.limit_price), part, Purpose.ENTRY)
            self.left -= part

    def _parts(self, count: int) -> list[int]:
        parts: list[int] = []
        while count and len(parts) < _MOST_PARTS - 1:
            parts.append(count - self.dice.within(0, count - 1))
            count -= parts[-1]
        return [*parts, count] if count else parts

    def _exit(self, status: OrderStatus) -> None:
        """Undo some of what was opened, or all of it."""
        count = int(divide(self.order.open_quantity.value, self.unit))
        undone = count if status is OrderStatus.CLOSED else self.dice.within(0, max(count - 1, 0))
        ruined = undone and opened_direction(self.life.side) is Direction.SHORT and self.dice.below(4) > 0
        at = self._be_ruined() if ruined else self._near()
        parts = self._parts(undone)
        by_hand = bool(parts) and parts[-1:] == [count - sum(parts[:-1])] and self.dice.happens()
        for part in parts[:-1] if by_hand else parts:
            self._report(at, part, self.dice.choose(EXITS))
        if by_hand:
            self.scene.do(CloseOrder(self.life.number, at))
        if ruined and not self.dice.below(3):
            self.scene.do(Deposit(self.life.trader.id, PLENTY, f"rescue {self.scene.lives}"))

    def _be_ruined(self) -> Price:
        """Take all money out, and let the price rise until nothing can pay for the way out."""
        account = self.scene.book.accounts[self.life.trader.id]
        free = buying_power(account, self.scene.book.quotes)
        self.scene.do(Withdraw(account.id, free, f"all {self.scene.lives}"))
        return self.listing.price(_RUINOUS * self.listing.usual)

    def _report(self, price: Price, count: int, purpose: Purpose) -> None:
        name = FillId(f"{self.life.number}/{len(self.order.history)}")
        quantity = self.listing.quantity(self.unit, count)
        self.scene.do(ApplyFill(self.life.number, Fill(name, price, quantity, self.scene.now, purpose)))
