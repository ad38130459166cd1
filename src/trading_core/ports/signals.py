"""Texts that came in as trading signals, and what became of each."""

from __future__ import annotations

from abc import abstractmethod
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Protocol

from attrs import field, frozen

from trading_core.domain.checks import a, instant, optional
from trading_core.domain.exact import show
from trading_core.domain.ids import OrderNumber
from trading_core.domain.words import Word
from trading_core.errors import InvalidValue

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
class ReceivedSignal:
    """
    A text as it came, without what no store can keep (NUL and halves of surrogate pairs are the door's to refuse).

    ``fingerprint`` stands for what the text says, so that the same said twice is noticed. ``detail`` is
    the reason of a refusal.
    """

    id: str = field(validator=a(str))
    sender: str = field(validator=a(str))
    text: str = field(converter=_text)
    fingerprint: str = field(validator=a(str))
    received_at: datetime = field(converter=instant)
    fate: SignalFate = field(default=SignalFate.RECEIVED, validator=a(SignalFate))
    order: OrderNumber | None = field(default=None, validator=optional(OrderNumber))
    detail: str | None = field(default=None, validator=optional(str))


class Signals(Protocol):
    """
    Received signals.

    1. What was received and concluded is what is read, every field of it.
    2. The same fingerprint from the same sender, less than the window after the first, is the first again: it is
       returned as it stands and nothing is added. Of many that come at once, one is the first.
    3. The first conclusion stands; later ones change nothing.
    4. The list is ordered by the moment of receipt, then by id, which is its mark.
    """

    @abstractmethod
    def receive(self, signal: ReceivedSignal, window: timedelta) -> ReceivedSignal:
        """Keep a signal, or find the one that it repeats."""

    @abstractmethod
    def conclude(
        self, signal: str, fate: SignalFate, order: OrderNumber | None = None, detail: str | None = None
    ) -> ReceivedSignal:
        """Write down what became of it; an unknown signal fails with ``NotFound``."""

    @abstractmethod
    def find(self, sender: str | None, page: Page) -> tuple[ReceivedSignal, ...]:
        """Read a page of the signals of one sender, or of all."""
