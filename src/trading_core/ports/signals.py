"""Texts that came in as trading signals, and what became of each."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Protocol

from attrs import field, frozen
from attrs.converters import optional as unless_none

from trading_core.domain.checks import a, instant, optional
from trading_core.domain.exact import show
from trading_core.domain.ids import AccountId, OrderNumber, Symbol
from trading_core.domain.order_states import OrderStatus
from trading_core.domain.sizing import USUAL_SIZING, Sizing, to_sizing
from trading_core.domain.words import Word
from trading_core.errors import InvalidValue
from trading_core.ports.paging import moment_or_none

if TYPE_CHECKING:
    from trading_core.ports.paging import Page

LONGEST_SIGNAL = 4096


def _text(value: object) -> str:
    if not isinstance(value, str) or len(value) > LONGEST_SIGNAL:
        raise InvalidValue("text", show(value), f"text of at most {LONGEST_SIGNAL} characters")
    return value


class SignalFate(Word):
    """What became of a signal: nothing yet, an order, or a refusal."""

    RECEIVED = "received"
    ORDERED = "ordered"
    REFUSED = "refused"


@frozen(kw_only=True)
class SignalRefusal:
    """
    Why there is no order: a code for machines, a sentence for people.

    Where the text itself is wrong, line and column point at the place, and ``reason`` is the parser's word for it.
    """

    code: str = field(validator=a(str))
    message: str = field(validator=a(str))
    reason: str | None = field(default=None, validator=optional(str))
    line: int | None = field(default=None, validator=optional(int))
    column: int | None = field(default=None, validator=optional(int))
    found: str | None = field(default=None, validator=optional(str))
    expected: str | None = field(default=None, validator=optional(str))


@frozen(kw_only=True)
class ReceivedSignal:
    """
    A text as it came, without what no store can keep (NUL and halves of surrogate pairs are marked).

    ``fingerprint`` stands for what the text says, so that the same said twice is noticed. ``media`` says how the
    text is to be read, ``sizing`` how much it trades: both as of its receipt, so that whoever finishes it later does
    what would have been done at once. ``symbol`` is known where the text could be read.
    """

    id: str = field(validator=a(str))
    account: AccountId = field(converter=AccountId)
    sender: str = field(validator=a(str))
    text: str = field(converter=_text)
    media: str = field(default="", validator=a(str))
    sizing: Sizing = field(default=USUAL_SIZING, converter=to_sizing)
    fingerprint: str = field(validator=a(str))
    received_at: datetime = field(converter=instant)
    symbol: Symbol | None = field(default=None, converter=unless_none(Symbol))
    fate: SignalFate = field(default=SignalFate.RECEIVED, validator=a(SignalFate))
    order: OrderNumber | None = field(default=None, validator=optional(OrderNumber))
    refusal: SignalRefusal | None = field(default=None, validator=optional(SignalRefusal))

    @property
    def unreadable(self) -> bool:
        """Whether the text itself is what is wrong."""
        return self.refusal is not None and self.refusal.line is not None


@frozen
class Receipt:
    """A signal that has come in, and for how long the same words of its sender are a repeat of it."""

    signal: ReceivedSignal = field(validator=a(ReceivedSignal))
    window: timedelta = field(default=timedelta(0), validator=a(timedelta))


@frozen
class Conclusion:
    """What became of a signal that waited."""

    signal: str = field(validator=a(str))
    fate: SignalFate = field(validator=a(SignalFate))
    order: OrderNumber | None = field(default=None, validator=optional(OrderNumber))
    refusal: SignalRefusal | None = field(default=None, validator=optional(SignalRefusal))


@frozen
class SeenSignal:
    """A signal, and where its order stands now, if it has one."""

    signal: ReceivedSignal = field(validator=a(ReceivedSignal))
    status: OrderStatus | None = field(default=None, validator=optional(OrderStatus))


@frozen(kw_only=True)
class SignalFilter:
    """Signals of an account that fit all that is stated; times include both ends."""

    account: AccountId = field(converter=AccountId)
    fate: SignalFate | None = field(default=None, validator=optional(SignalFate))
    symbol: Symbol | None = field(default=None, validator=optional(Symbol))
    since: datetime | None = field(default=None, converter=moment_or_none)
    until: datetime | None = field(default=None, converter=moment_or_none)


class Signals(Protocol):
    """
    Received signals.

    1. What was received and concluded is what is read, every field of it.
    2. The same fingerprint from the same sender, less than the first one's window after it, is the first again: it is
       returned as it stands and nothing is added; and so is the same id. Of many that come at once, in one call or in
       several, one is the first.
    3. The first conclusion stands; later ones change nothing.
    4. Those that wait are told oldest first; those whose text cannot be read are untold until they are marked, and told
       in the order of their ids.
    5. The list of an account is ordered by the moment of receipt, then by id, which is its mark.
    """

    @abstractmethod
    def receive(self, receipts: Sequence[Receipt]) -> tuple[ReceivedSignal, ...]:
        """Keep each signal, or find the one that it repeats, all in one step."""

    @abstractmethod
    def conclude(self, conclusions: Sequence[Conclusion]) -> tuple[ReceivedSignal, ...]:
        """Write down what became of each and show it; an unknown signal fails with ``NotFound``, and all with it."""

    @abstractmethod
    def waiting(self, until: datetime, limit: int) -> tuple[ReceivedSignal, ...]:
        """Read the oldest that were received up to a moment and never concluded."""

    @abstractmethod
    def untold(self, limit: int) -> tuple[ReceivedSignal, ...]:
        """Read the first whose text cannot be read and whose sender was not told on the feed."""

    @abstractmethod
    def mark_told(self, signals: Sequence[str]) -> None:
        """Forget that they are untold; marking them again does nothing."""

    @abstractmethod
    def get(self, signal: str) -> SeenSignal | None:
        """Read a signal."""

    @abstractmethod
    def find(self, wanted: SignalFilter, page: Page) -> tuple[SeenSignal, ...]:
        """Read a page of the signals that fit."""

    @abstractmethod
    def count(self, wanted: SignalFilter, up_to: int) -> int:
        """Count the signals that fit, but no further than ``up_to``."""
