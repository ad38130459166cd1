"""What goes into a replay of recorded prices, and what comes out."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

from attrs import field, frozen

from trading_core.domain.checks import a, as_tuple, each, instant
from trading_core.domain.desk import Desk
from trading_core.domain.exact import show
from trading_core.domain.ids import AccountId
from trading_core.domain.performance import Mark, Performance
from trading_core.errors import InvalidValue, TradingError

if TYPE_CHECKING:
    from trading_core.domain.orders import Order
    from trading_core.domain.trades import Trade

LONGEST: Final = 10_000


def signal_text(value: object) -> str:
    """Accept what may be the text of a signal."""
    if not isinstance(value, str) or len(value) > LONGEST:
        raise InvalidValue("text", show(value), f"the text of a signal, of at most {LONGEST} characters")
    return value


@frozen
class TimedSignal:
    """The text of a signal, and when it came."""

    at: datetime = field(converter=instant)
    text: str = field(converter=signal_text)


@frozen
class NotTraded:
    """What was asked for and refused: when, what it was, and why."""

    at: datetime = field(converter=instant)
    what: str = field(validator=a(str))
    refusal: TradingError = field(validator=a(TradingError))


@frozen
class Replayed:
    """
    How it went: the desk as it stands at the end, what the account was worth whenever bars were over, what was refused, and what
    all of it came to.
    """

    desk: Desk = field(validator=a(Desk))
    account: AccountId = field(converter=AccountId)
    bars: int = field(validator=a(int))
    marks: tuple[Mark, ...] = field(converter=as_tuple, validator=each(Mark))
    refused: tuple[NotTraded, ...] = field(converter=as_tuple, validator=each(NotTraded))
    performance: Performance = field(validator=a(Performance))

    @property
    def orders(self) -> tuple[Order, ...]:
        """Every order, the first one first."""
        return tuple(self.desk.book.orders.values())

    @property
    def trades(self) -> tuple[Trade, ...]:
        """Every trade, the first one first."""
        return tuple(entry.trade for entry in self.desk.journal(self.account) if entry.trade is not None)
