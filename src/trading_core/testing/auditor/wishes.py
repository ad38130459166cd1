"""What the machine asks for, made of a few small numbers so that a failing sequence shrinks to a short one."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, Literal

from attrs import frozen
from hypothesis import strategies as st

from trading_core.domain.account import AccountTerms
from trading_core.domain.commands import (
    CancelOrder,
    CloseOrder,
    Command,
    Deposit,
    ExpireOrder,
    ImportOrder,
    OpenAccount,
    ProcessOrder,
    RejectOrder,
    SetLimits,
    SettleCash,
    SetTradingState,
    Stage,
    TriggerOrder,
    Withdraw,
)
from trading_core.domain.limits import Limits
from trading_core.domain.order_terms import OrderLine, OrderTerms
from trading_core.domain.quotes import Quote
from trading_core.domain.trades import Purpose
from trading_core.domain.words import CostMethod, OrderType, Side, Source, TimeInForce, TradingState
from trading_core.testing.auditor.state import Purse
from trading_core.testing.auditor.units import decimal

if TYPE_CHECKING:
    from trading_core.testing.auditor.state import Asked, State
    from trading_core.testing.auditor.worlds import Good, World

RARE: Final = 52
NO_EXTRAS: Final = 24
LEAST: Final = Decimal("1e-8")

Step = Literal["fill", "leave", "process", "cancel", "reject", "expire", "trigger", "close"]
Kind = Literal[
    "deposit", "withdraw", "settle", "limit", "switch", "open", "record", "repeat", "quote", "wait"
]


@frozen
class Trade:
    """A new order."""

    side: Side
    who: str
    good: int
    type: OrderType
    price: int
    quantity: int
    extra: int
    stage: Stage
    at: int
    together: bool


@frozen
class Act:
    """Something that happens to one of the latest orders."""

    order: int
    step: int
    price: int
    share: int
    name: int
    stage: Stage
    together: bool


@frozen
class Errand:
    """Everything else: money, limits, the switch, prices, time, and things that are asked again."""

    kind: Kind
    who: str
    first: int
    second: int
    together: bool


Wish = Trade | Act | Errand

_picks: Final = st.integers(0, 59)
_together: Final = st.sampled_from([False, False, False, False, True])
_whos: Final = st.sampled_from("AAAAAAAABBBBBBCD")
_stages: Final = st.sampled_from([Stage.FILLED, Stage.ACCEPTED, Stage.ACCEPTED, Stage.SUBMITTED])
_types: Final = st.sampled_from([OrderType.LIMIT, OrderType.MARKET, *OrderType])
_kinds: Final[st.SearchStrategy[Kind]] = st.sampled_from(
    ["deposit", "withdraw", "withdraw", "settle", "settle", "limit", "limit", "switch", "open", "record"]
    + ["repeat", "quote", "wait"] * 3
)
_trades: Final = st.builds(
    Trade, st.sampled_from(Side), _whos, _picks, _types, _picks, _picks, _picks, _stages, _picks, _together
)
_acts: Final = st.builds(Act, _picks, _picks, _picks, _picks, _picks, _stages, _together)
_errands: Final = st.builds(Errand, _kinds, _whos, _picks, _picks, _together)

wishes: Final[st.SearchStrategy[Wish]] = st.one_of(_trades, _acts, _trades, _acts, _acts, _errands, _errands)

_WAITS: Final = tuple(
    timedelta(seconds=seconds)
    for seconds in (1, 59, 60, 61, 86_399, 86_400, 86_400, 5 * 3_600, 7 * 3_600, 2 * 86_400)
)
_EXITS_BY_REPORT: Final = (Purpose.STOP_LOSS, Purpose.TAKE_PROFIT, Purpose.CLOSE)
# What mostly happens to an order in a state; the rest of the picks ask for anything at all.
_LIKELY: Final[dict[str, tuple[Step, ...]]] = {
    "pending": ("process", "process", "process", "cancel", "expire", "reject"),
    "accepted": (
        "fill",
        "fill",
        "fill",
        "process",
        "process",
        "cancel",
        "reject",
        "expire",
        "trigger",
        "trigger",
    ),
    "partially_filled": ("fill", "fill", "leave", "leave", "cancel", "expire"),
    "executed": ("leave", "leave", "leave", "close", "close"),
    "cancelled": ("fill", "fill", "leave", "close"),
    "expired": ("fill", "fill", "leave", "close"),
}
_ANY: Final[tuple[Step, ...]] = ("fill", "leave", "process", "cancel", "reject", "expire", "trigger", "close")


def step_of(asked: Asked, pick: int) -> Step:
    """What happens to an order: mostly what may happen in its state."""
    likely = _LIKELY.get(asked.status, _ANY) if pick < RARE else _ANY
    return likely[pick % len(likely)]


def purpose_of(step: Step, pick: int) -> Purpose:
    """Why a fill is reported."""
    return Purpose.ENTRY if step == "fill" else _EXITS_BY_REPORT[pick % len(_EXITS_BY_REPORT)]


def wait_of(pick: int) -> timedelta:
    """How much time passes."""
    return _WAITS[pick % len(_WAITS)]


_TIMES: Final = list(TimeInForce)
_EXITS: Final = ((), ("stop",), ("target",), ("stop", "target"), ("stop", "target", "far"), ())
_LIKELY_STATES: Final = (TradingState.ACTIVE, TradingState.REDUCING, TradingState.ACTIVE, TradingState.HALTED)


def near(price: Decimal) -> Decimal:
    """The nearest number that can be a price or a quantity."""
    return max(price.quantize(LEAST), LEAST)


def order_terms(count: int, wish: Trade, good: Good, extra: int) -> OrderTerms:
    """Make terms: the price from the good's list, exits one tenth away from it, the rest from ``extra``."""
    side, kind = wish.side, wish.type
    stated = good.prices[wish.price % len(good.prices)]
    exits = _EXITS[extra % len(_EXITS)] if extra < NO_EXTRAS else ()
    away = {"stop": Decimal("0.9"), "target": Decimal("1.1"), "far": Decimal("1.3")}
    if side is Side.SELL:
        away = {word: 2 - factor for word, factor in away.items()}
    at = {word: near(stated * factor) for word, factor in away.items()}
    if len({*at.values(), stated}) <= len(at):  # the smallest price of all has nothing below it
        exits = ()
    return OrderTerms(
        number=f"O-{count}",
        source=Source.API,
        account=wish.who,
        side=side,
        type=kind,
        limit_price=stated if kind in {OrderType.LIMIT, OrderType.STOP_LIMIT} else None,
        stop_price=stated if kind in {OrderType.STOP, OrderType.STOP_LIMIT} else None,
        time_in_force=_TIMES[extra % len(_TIMES)],
        stop_loss=at["stop"] if "stop" in exits else None,
        take_profits=[at[word] for word in ("target", "far") if word in exits],
        client_order_id=f"mine {extra % 3}" if extra >= RARE else None,
        lots=_named_lots(extra),
        lines=[OrderLine(good.symbol, good.quantities[wish.quantity % len(good.quantities)])],
    )


def _named_lots(extra: int) -> tuple[str, ...]:
    if not 42 <= extra < RARE:
        return ()
    return ((f"O-{extra % 5 + 1}.1",), ("pool",), (f"O-{extra % 3 + 1}.1", f"F-{extra % 4 + 1}"))[extra % 3]


def share_of(count: int, pick: int) -> Decimal:
    """All of it, a half, a third, all but the least part, or a little more than there is."""
    whole = Decimal(count or 10**8).scaleb(-8)
    return near((whole, whole / 2, whole / 3, whole / 2, whole - LEAST, whole + LEAST)[pick % 6])


def command_of(step: Step, number: str, stage: Stage, at: Decimal | None) -> Command:
    """Ask something of an order."""
    if step == "process":
        return ProcessOrder(number, stage, at)
    if step == "close":
        return CloseOrder(number, at)
    if step == "cancel":
        return CancelOrder(number)
    if step == "reject":
        return RejectOrder(number, "not taken by the broker")
    return ExpireOrder(number) if step == "expire" else TriggerOrder(number)


def errand(wish: Errand, state: State, now: datetime) -> Command:
    """Ask something that concerns no trade."""
    who, first, second = wish.who, wish.first, wish.second
    if wish.kind == "switch":
        return SetTradingState(_LIKELY_STATES[first % len(_LIKELY_STATES)], "a drill")
    if wish.kind == "open":
        return OpenAccount(AccountTerms(who, "TWD", CostMethod.FIFO), 0 if first % 2 else state.world.opening)
    if wish.kind in {"deposit", "withdraw", "settle", "limit"}:
        purse = state.purses.get(who) or Purse("TWD", "fifo", margin=False)
        return _errand_of(purse, wish, state, now)
    known = list(state.orders)
    number = known[first % len(known)] if known and second % 3 == 0 else f"I-{first}"
    lines = [OrderLine(good.symbol, 2, 10) for good in state.world.goods[: first % 3]]
    terms = OrderTerms(number=number, source=Source.IMPORT, lines=lines, total_price=20 * len(lines))
    return ImportOrder(terms)


def _errand_of(purse: Purse, wish: Errand, state: State, now: datetime) -> Command:
    """Move or bound somebody's money: by amounts and days that are often the very ones at which answers change."""
    who, first, second = wish.who, wish.first, wish.second
    amount = (state.world.opening * (first + 1) / 40).quantize(Decimal("0.01"))
    if wish.kind == "deposit":
        return Deposit(who, amount, f"R-{second % 9}")
    if wish.kind == "withdraw":
        spendable = decimal(state.spendable(purse))
        sought = (amount, spendable / 2, spendable, spendable + LEAST, decimal(purse.cash))[first % 6 % 5]
        return Withdraw(who, near(sought), f"R-{second % 9}")
    if wish.kind == "settle":
        days = [*purse.unsettled, now.date() + timedelta(days=first % 3)]
        return SettleCash(who, days[first % len(days)] - timedelta(days=second % 4 == 0))
    return SetLimits(who, _limits(first, second, purse, state.world), loosen=second % 3 > 0)


def _limits(first: int, second: int, purse: Purse, world: World) -> Limits:
    """A bound that matters, mostly the very one at which the next order is or is not refused; or none."""
    good = world.goods[second % len(world.goods)]
    value = near(good.prices[0] * good.quantities[first % len(good.quantities)])
    owned = decimal(purse.owned((good.symbol, "long"))) + good.quantities[0]
    lost = max(decimal(-purse.result[1]), Decimal(0)) if purse.result else Decimal(0)
    exact = (value, near(owned * good.prices[0]), lost, second % 3, Decimal(second % 3 * 5))
    bounds: list[Any] = [None] * len(exact)
    for chosen in () if first >= RARE else (first,) if second % 3 else (first, second):
        bounds[chosen % len(exact)] = exact[chosen % len(exact)]
    return Limits(*bounds)


def quote(good: Good, wish: Errand, now: datetime) -> Quote:
    """A last price, with or without a spread around it and a close before it."""
    last = good.prices[wish.second % len(good.prices)]
    away = last / 100
    bid, ask = (near(last - away), near(last + away)) if wish.first % 2 else (None, None)
    previous = None if wish.together else good.prices[wish.first % len(good.prices)]
    return Quote(good.symbol, last, now, "street", bid, ask, previous)
