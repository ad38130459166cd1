"""The one decision of the library: commands in, the difference to the books and an outcome each out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any, Final

from trading_core.domain.book import Book, Decision, Outcome
from trading_core.domain.checks import instant, sequence
from trading_core.domain.commands import (
    ApplyFill,
    CancelOrder,
    CloseOrder,
    Command,
    Deposit,
    ExpireOrder,
    ImportOrder,
    OpenAccount,
    PlaceOrder,
    ProcessOrder,
    RejectOrder,
    SetLimits,
    SettleCash,
    SetTradingState,
    TriggerOrder,
    Withdraw,
)
from trading_core.domain.decisions.cash import deposit, open_account, settle, withdraw
from trading_core.domain.decisions.filling import apply_fill, close, end, trigger
from trading_core.domain.decisions.placing import import_order, place, process
from trading_core.domain.decisions.setting import set_limits, set_trading_state
from trading_core.domain.decisions.work import Work
from trading_core.domain.exact import show
from trading_core.domain.rules import STANDARD_RULES, Rule
from trading_core.errors import InvalidValue, InvariantViolated, TradingError

_PLAIN: Final[dict[type, Callable[[Work, Any, datetime], Outcome]]] = {
    OpenAccount: open_account,
    Deposit: deposit,
    Withdraw: withdraw,
    SettleCash: settle,
    ApplyFill: apply_fill,
    TriggerOrder: trigger,
    CancelOrder: end,
    ExpireOrder: end,
    RejectOrder: end,
    CloseOrder: close,
    ImportOrder: import_order,
    SetLimits: set_limits,
    SetTradingState: set_trading_state,
}
_RULED: Final[dict[type, Callable[[Work, Any, datetime, Sequence[Rule]], Outcome]]] = {
    PlaceOrder: place,
    ProcessOrder: process,
}


def decide(
    book: Book, commands: Iterable[Command], now: datetime, rules: Sequence[Rule] = STANDARD_RULES
) -> Decision:
    """
    Carry out commands one after the other, as of one moment.

    Each is decided on what the ones before it have left. A refused command refuses itself alone: money,
    holdings and the commands around it are as if it had not been there, and its outcome says why. Only books
    that contradict themselves stop the whole batch.
    """
    moment = instant(now, "now")
    if not isinstance(book, Book):
        raise InvalidValue("book", show(book), "a book")
    wishes = sequence(commands, "commands")
    guards = sequence(rules, "rules")  # a generator would guard the first order alone
    for guard in guards:
        if not _looks(guard):
            raise InvalidValue("rules", show(guard), "an object with a method check")
    work = Work(book)
    outcomes = tuple(_one(work, command, moment, guards) for command in wishes)
    return Decision(book, work.changes(), outcomes)


def _looks(guard: Rule) -> bool:
    """Whether a rule can be asked; it may be anybody's code, and fail as soon as it is looked at."""
    try:
        return callable(guard.check)
    except Exception:  # noqa: BLE001 - as said above
        return False


def _one(work: Work, command: Command, now: datetime, rules: Sequence[Rule]) -> Outcome:
    work.begin()
    try:
        plain = _PLAIN.get(type(command))
        if plain is not None:
            return plain(work, command, now)
        ruled = _RULED.get(type(command))
        if ruled is None:
            raise InvalidValue("command", show(command), "one of the commands")
        return ruled(work, command, now, rules)
    except InvariantViolated:
        raise
    except TradingError as refusal:
        work.undo()
        return Outcome(command, refusal)
