"""One door for every text that may be a signal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from trading_core.domain.signals.folding import hiding_place
from trading_core.domain.signals.reader import Reader
from trading_core.domain.signals.refusals import refusal

if TYPE_CHECKING:
    from trading_core.domain.amounts import Price
    from trading_core.domain.signals.signal import Signal

LONGEST_TEXT: Final = 4000


def parse_signal(text: object, last_price: Price | None = None) -> Signal:
    """
    Read one clear order from whatever it is given, or raise ``SignalRefused`` and nothing else.

    Nothing is ever invented or repaired: a text with two readings, a condition, a gap or a slip is refused
    with the place and what was expected there.
    """
    if not isinstance(text, str):
        raise refusal("not_text", "", 0, found=f"a value of type {type(text).__name__}")
    if len(text) > LONGEST_TEXT:
        raise refusal("too_long", text, LONGEST_TEXT)
    hidden = hiding_place(text)
    if hidden is not None:
        raise refusal("bad_encoding", text, hidden, hidden + 1)
    return Reader(text).read(last_price)
