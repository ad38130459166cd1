"""One door for every text that may be a signal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from trading_core.domain.amounts import Price
from trading_core.domain.checks import expect
from trading_core.domain.signals.fast import fast_signal
from trading_core.domain.signals.fields import inner_text, named_fields
from trading_core.domain.signals.folding import hiding_place
from trading_core.domain.signals.places import Fields, form_fields
from trading_core.domain.signals.reader import read_text
from trading_core.domain.signals.refusals import refusal
from trading_core.domain.signals.structured import Body

if TYPE_CHECKING:
    from trading_core.domain.signals.signal import Signal

LONGEST_TEXT: Final = 4000
FORM: Final = "application/x-www-form-urlencoded"


def parse_signal(text: object, last_price: Price | None = None) -> Signal:
    """
    Read one clear order from whatever text it is given, or raise ``SignalRefused`` and nothing else.

    Nothing is ever invented or repaired: a text with two readings, a condition, a gap or a slip is refused
    with the place and what was expected there.
    """
    _check_price(last_price)
    if not isinstance(text, str):
        raise refusal("not_text", "", 0, found=f"a value of type {type(text).__name__}")
    if len(text) > LONGEST_TEXT:
        raise refusal("too_long", text, LONGEST_TEXT)
    return fast_signal(text, last_price) or tolerant_signal(text, last_price)


def _check_price(last_price: object) -> None:
    """What is no price is a slip in the caller's program and no fault of the text."""
    if last_price is not None:
        expect(last_price, Price, "last_price")


def tolerant_signal(text: str, last_price: Price | None) -> Signal:
    """Read a text of any shape: JSON, key=value pairs, or what people write."""
    hidden = hiding_place(text)
    if hidden is not None:
        raise refusal("bad_encoding", text, hidden, hidden + 1)
    fields = named_fields(text)
    if fields is None:
        return read_text(text, last_price)
    return _from_fields(text, fields, last_price)


def _from_fields(text: str, fields: Fields, last_price: Price | None) -> Signal:
    inner = inner_text(fields.values)
    if inner is None:
        return Body(text, fields).draft.finish(last_price)
    hidden = hiding_place(inner)
    if hidden is not None:
        raise refusal("bad_encoding", inner, hidden, hidden + 1)
    return read_text(inner, last_price)


def parse_signal_body(body: object, content_type: str = "", last_price: Price | None = None) -> Signal:
    """
    Read what a webhook was sent, as bytes or text.

    The content type only tells a form from the rest: senders label JSON as text after a stray newline, so
    JSON and key=value pairs are known by their look.
    """
    expect(content_type, str, "content_type")
    _check_price(last_price)
    if isinstance(body, bytes | bytearray):
        try:
            body = bytes(body).decode("utf-8")
        except UnicodeDecodeError as wrong:
            raise refusal("bad_encoding", "", 0, found=f"byte {wrong.start}") from None
    if (
        isinstance(body, str)
        and content_type.split(";", maxsplit=1)[0].strip().lower() == FORM
        and len(body) <= LONGEST_TEXT
    ):
        form = form_fields(body)
        if form.values:
            return _from_fields(body, form, last_price)
    return parse_signal(body, last_price)
