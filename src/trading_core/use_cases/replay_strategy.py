"""A strategy of a replay: what it is asked, and that it answers in the end and only so much."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import Final

from trading_core.domain.account import Account
from trading_core.domain.commands import CancelOrder, CloseOrder, PlaceOrder
from trading_core.domain.ids import Symbol
from trading_core.domain.quotes import Bar
from trading_core.errors import InvalidValue

MOST_ANSWERS: Final = 10_000

Answer = PlaceOrder | CancelOrder | CloseOrder | str
Strategy = Callable[[datetime, Mapping[Symbol, Bar], Account], Iterable[Answer] | Answer | None]


def asked(strategy: Strategy, at: datetime, bars: Sequence[Bar], account: Account) -> Sequence[object]:
    """Gather the answers of a strategy here, since one that is written as a generator fails on the way."""
    try:
        answers = strategy(at, {bar.symbol: bar for bar in bars}, account)
        if answers is None or isinstance(answers, Answer):
            return () if answers is None else (answers,)
        found = tuple(islice(answers, MOST_ANSWERS + 1))
    except Exception as failure:
        what = f"one that failed at {at.isoformat()} with {type(failure).__name__}"
        raise InvalidValue("strategy", what, "one that answers") from failure
    if len(found) > MOST_ANSWERS:
        raise InvalidValue("answers of the strategy", "without end", f"at most {MOST_ANSWERS} at a time")
    return found
