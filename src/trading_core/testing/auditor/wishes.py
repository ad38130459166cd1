"""What the machine asks for, made of a few small numbers so that a failing sequence shrinks to a short one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, Literal

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

if TYPE_CHECKING:
    from trading_core.testing.auditor.state import Asked
    from trading_core.testing.auditor.worlds import Good, World

RARE: Final = 52
NO_EXTRAS: Final = 24
LEAST: Final = Decimal("1e-8")

Step = Literal["process", "cancel", "expire", "trigger", "close"]
Errand = Literal["deposit", "withdraw", "settle", "limit", "switch", "open", "record"]

picks: Final = st.integers(0, 59)
together: Final = st.sampled_from([False, False, False, False, True])
whos: Final = st.sampled_from("AAAAAAABBBBBCCD")
kinds: Final = st.sampled_from([OrderType.LIMIT, OrderType.LIMIT, *OrderType])
stages: Final = st.sampled_from([Stage.FILLED, Stage.ACCEPTED, Stage.ACCEPTED, Stage.SUBMITTED])
exits: Final = st.sampled_from([Purpose.STOP_LOSS, Purpose.TAKE_PROFIT, Purpose.CLOSE])
steps: Final = st.sampled_from(["process", "process", "cancel", "expire", "trigger", "close", "close"])
errands: Final = st.sampled_from(
    ["deposit", "withdraw", "settle", "settle", "limit", "switch", "open", "record"]
)
waits: Final = st.sampled_from(
    [timedelta(seconds=seconds) for seconds in (1, 59, 60, 61, 3_600, 86_400, 86_400, 86_399)]
)

FITTING: Final[dict[str, Callable[[Asked], bool]]] = {
    "process": lambda asked: asked.status in {"pending", "accepted"} and not asked.imported,
    "fill": lambda asked: asked.status in {"accepted", "partially_filled"} and not asked.imported,
    "leave": lambda asked: asked.still_open > 0,
    "cancel": lambda asked: asked.working and not asked.imported,
    "expire": lambda asked: asked.working and not asked.imported,
    "trigger": lambda asked: asked.status == "accepted" and asked.terms.stop_price is not None,
    "close": lambda asked: asked.still_open > 0 and not asked.working,
}

_TIMES: Final = list(TimeInForce)
_EXITS: Final = ((), ("stop",), ("target",), ("stop", "target"), ("stop", "target", "far"), ())
_LIKELY_STATES: Final = (TradingState.ACTIVE, TradingState.REDUCING, TradingState.ACTIVE, TradingState.HALTED)


def near(price: Decimal) -> Decimal:
    """The nearest number that can be a price or a quantity."""
    return max(price.quantize(LEAST), LEAST)


def order_terms(
    count: int, who: str, good: Good, side: Side, kind: OrderType, price: int, quantity: int, extra: int
) -> OrderTerms:
    """Make terms: the price from the good's list, exits one tenth away from it, the rest from ``extra``."""
    stated = good.prices[price % len(good.prices)]
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
        account=who,
        side=side,
        type=kind,
        limit_price=stated if kind in {OrderType.LIMIT, OrderType.STOP_LIMIT} else None,
        stop_price=stated if kind in {OrderType.STOP, OrderType.STOP_LIMIT} else None,
        time_in_force=_TIMES[extra % len(_TIMES)],
        stop_loss=at["stop"] if "stop" in exits else None,
        take_profits=[at[word] for word in ("target", "far") if word in exits],
        client_order_id=f"mine {extra % 3}" if extra >= RARE else None,
        lots=_named_lots(extra),
        lines=[OrderLine(good.symbol, good.quantities[quantity % len(good.quantities)])],
    )


def _named_lots(extra: int) -> tuple[str, ...]:
    if not 42 <= extra < RARE:  # noqa: PLR2004 - some of the picks that bring no exits
        return ()
    return ((f"O-{extra % 5 + 1}.1",), ("pool",), (f"O-{extra % 3 + 1}.1", f"F-{extra % 4 + 1}"))[extra % 3]


def share_of(count: int, pick: int) -> Decimal:
    """All of it, a half, a third, all but the least part, or a little more than there is."""
    whole = Decimal(count or 10**8).scaleb(-8)
    return near((whole, whole / 2, whole / 3, whole, whole - LEAST, whole + LEAST)[pick % 6])


def used_name(pick: int) -> str:
    """The name of a fill that may have been booked, by a broker or by the library itself."""
    return f"F-{pick - RARE + 1}" if pick % 2 else f"O-{pick - RARE + 1}.1"


def step(kind: Step, number: str, stage: Stage, at: Decimal | None) -> Command:
    """Ask something of an order."""
    match kind:
        case "process":
            return ProcessOrder(number, stage, at)
        case "cancel":
            return CancelOrder(number)
        case "expire":
            return ExpireOrder(number)
        case "trigger":
            return TriggerOrder(number)
        case "close":
            return CloseOrder(number, at)


def errand(
    kind: Errand, who: str, first: int, second: int, world: World, now: datetime, numbers: list[str]
) -> Command:
    """Ask something that concerns no trade."""
    amount = (world.opening * (first + 1) / 40).quantize(Decimal("0.01"))
    match kind:
        case "deposit":
            return Deposit(who, amount, f"R-{second % 9}")
        case "withdraw":
            return Withdraw(who, amount, f"R-{second % 9}")
        case "settle":
            return SettleCash(who, now.date() + timedelta(days=first % 3))
        case "limit":
            return SetLimits(who, _limits(first, second, world.opening), loosen=second % 3 > 0)
        case "switch":
            return SetTradingState(_LIKELY_STATES[first % len(_LIKELY_STATES)], "a drill")
        case "open":
            return OpenAccount(AccountTerms(who, "TWD", CostMethod.FIFO), 0 if first % 2 else world.opening)
        case "record":
            number = f"I-{first}" if second % 3 else numbers[first % len(numbers)]
            lines = [OrderLine(good.symbol, 2, 10) for good in world.goods[: first % 3]]
            terms = OrderTerms(number=number, source=Source.IMPORT, lines=lines, total_price=20 * len(lines))
            return ImportOrder(terms)


def _limits(first: int, second: int, opening: Decimal) -> Limits:
    """One or two bounds that matter, or none."""
    bounds: list[Any] = [None] * 5
    bounds[first % 5] = (opening / 4, opening / 2, opening / 100, second % 3, Decimal("5.5"))[first % 5]
    if second % 2:
        bounds[second % 5] = 0 if second > RARE else 2
    return Limits(*bounds)


def quote(good: Good, price: int, spread: int, close: int, now: datetime) -> Quote:
    """A last price, with or without a spread around it and a close before it."""
    last = good.prices[price % len(good.prices)]
    away = last / 100
    bid, ask = (near(last - away), near(last + away)) if spread % 2 else (None, None)
    previous = good.prices[close % len(good.prices)] if close % 3 == 0 else None
    return Quote(good.symbol, last, now, "street", bid, ask, previous)
