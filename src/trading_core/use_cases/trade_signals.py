"""Turn texts into orders, or into refusals that say where a text is wrong."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from attrs import evolve, field, frozen

from trading_core.domain.checks import a, optional, sequence_of
from trading_core.domain.exact import show
from trading_core.domain.ids import AccountId
from trading_core.domain.signals import parse_signal_body
from trading_core.domain.sizing import USUAL_SIZING, Sizing, to_sizing
from trading_core.errors import IdempotencyKeyReused, InvalidValue, KeyPaused, SignalRefused, TradingError
from trading_core.ports.signals import LONGEST_SIGNAL, Receipt, ReceivedSignal, SignalFate, Signals
from trading_core.use_cases.concluding import SignalOutcome, refusal_of
from trading_core.use_cases.finish_signals import FinishSignals

if TYPE_CHECKING:
    from datetime import datetime

FOR_GOOD = timedelta(days=36_500)
LONGEST_MEDIA = 100


def _body(value: object) -> str | bytes:
    if not isinstance(value, str | bytes):
        raise InvalidValue("body", show(value), "text or bytes")
    return value


@frozen(kw_only=True)
class SignalText:
    """
    A text under an id of its own, who sent it, and the account that is to trade it.

    ``window`` is how long the same words of one sender count as a repeat; with none, each is a signal of its own. A
    ``name`` is the sender's own name of this signal: said again, whenever that is, it is the same signal. A text that
    is ``paused`` is kept and refused; ``sender`` is then what is to be let go on.
    """

    id: str = field(validator=a(str))
    account: AccountId = field(converter=AccountId)
    sender: str = field(validator=a(str))
    body: str | bytes = field(converter=_body)
    media: str = field(default="", validator=a(str))
    sizing: Sizing = field(default=USUAL_SIZING, converter=to_sizing)
    window: timedelta = field(default=timedelta(0), validator=a(timedelta))
    name: str | None = field(default=None, validator=optional(str))
    paused: bool = field(default=False, validator=a(bool))


@frozen
class TradeSignals:
    """
    Keeps texts, then reads, sizes and orders what they ask for, all in one batch.

    Whatever fails once a text is kept leaves it received, and whoever finishes signals goes on from there; ``note``
    hears of it. So a sender who was told that his signal is here never has to send it again.
    """

    signals: Signals
    finish: FinishSignals
    note: Callable[[TradingError], object] = str

    def __call__(self, texts: Sequence[SignalText]) -> tuple[SignalOutcome, ...]:
        """Trade each text, or say why not."""
        now = self.finish.answer_once.clock.now()
        batch = sequence_of(texts, SignalText, "texts")
        receipts = [_receipt(text, now) for text in batch]
        if not receipts:
            return ()
        kept = self.signals.receive(receipts)
        try:
            outcomes = self.finish(kept)
        except TradingError as failure:
            self.note(failure)
            outcomes = tuple(_unfinished(one, failure) for one in kept)
        return tuple(
            _of_delivery(text, receipt.signal, outcome)
            for text, receipt, outcome in zip(batch, receipts, outcomes, strict=True)
        )


def _receipt(text: SignalText, now: datetime) -> Receipt:
    words = text.body if isinstance(text.body, str) else text.body.decode("utf-8", "replace")
    signal = ReceivedSignal(
        id=text.id,
        account=text.account,
        sender=text.sender,
        text=storable(words),
        media=text.media[:LONGEST_MEDIA],
        sizing=text.sizing,
        fingerprint=_fingerprint(text, words),
        received_at=now,
    )
    window = text.window if text.name is None else FOR_GOOD
    try:
        wish = parse_signal_body(text.body, text.media)
    except SignalRefused as slip:
        return Receipt(evolve(signal, fate=SignalFate.REFUSED, refusal=refusal_of(slip)), window)
    signal = evolve(signal, symbol=wish.symbol)
    if text.paused:
        signal = evolve(signal, fate=SignalFate.REFUSED, refusal=refusal_of(KeyPaused(text.sender)))
    return Receipt(signal, window)


def _fingerprint(text: SignalText, words: str) -> str:
    """
    What stands for a signal: its sender's name of it, or its words in whatever blanks.

    Bytes that are no text stand for themselves. What comes while the key is paused is no repeat of it afterwards.
    """
    if text.name is not None:
        kind, said = "name", text.name
    elif isinstance(text.body, bytes) and words.encode("utf-8", "replace") != text.body:
        kind, said = "bytes", text.body.hex()
    else:
        kind, said = "paused words" if text.paused else "words", " ".join(words.split())
    whole = f"{kind}\n{text.account}\n{said}"
    return sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()


def _unfinished(received: ReceivedSignal, failure: TradingError) -> SignalOutcome:
    """What is known when nothing can be done: a repeat of what was ordered is put off, for its order cannot be shown."""
    return SignalOutcome(received, refusal=failure if received.fate is SignalFate.ORDERED else None)


def _of_delivery(text: SignalText, signal: ReceivedSignal, outcome: SignalOutcome) -> SignalOutcome:
    """What became of one delivery; a name that was given to another text is a mistake."""
    if text.name is not None and outcome.received.text != signal.text:
        return evolve(outcome, refusal=IdempotencyKeyReused(text.name))
    return evolve(outcome, replayed=outcome.received.id != text.id)


def storable(text: str) -> str:
    """A text as every store can keep it: not endless, and a mark in the place of what is no character."""
    kept = text[:LONGEST_SIGNAL].replace("\0", "\ufffd")
    return kept.encode("utf-8", "replace").decode("utf-8") if not kept.isascii() else kept
