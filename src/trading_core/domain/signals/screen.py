"""What is no new order is sent away before anything is read: reports, conditions, questions, second thoughts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from trading_core.domain.signals.pieces import Kind
from trading_core.domain.signals.refusals import refusal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trading_core.domain.signals.pieces import Piece

_STOPS: Final = (Kind.STOP, Kind.STOP_LOSS)
_ABOUT_LABEL: Final = frozenset(("placeholder", "question", "conditional", "tentative"))
_BLANKS: Final = frozenset(("placeholder", "question"))
_NEGATABLE: Final = (
    Kind.SIDE, Kind.SYMBOL, Kind.TYPE, Kind.WEAK_MARKET, Kind.ENTRY, Kind.KIND_OF_ORDER, Kind.COUNTED, Kind.OPEN, Kind.REFUSED,
)  # fmt: skip
_REACH: Final = 4
_CROSSES: Final = "\u274c\u2716\u2717\u2718\u274e\U0001f6ab\u26d4\U0001f44e\U0001f5d1\U0001f645\U0001f6ae:"
_WORDS_BEFORE: Final = re.compile(r"(?:[\w',]+[ ]+){1,6}\Z")
_SENTENCE: Final = 60
_SUBJECTS: Final = frozenset(
    "i i'm im i've ive i'd we we're we've we'd he he's she she's they they're they've client clients someone somebody nobody "
    "everyone everybody people banks whales institutions retail bulls bears friend".split()
)
_ADVISERS: Final = ("i", "we")
_ADVISING: Final = (
    "recommend",
    "suggest",
    "advise",
    "call",
    "like",
    "have",
    "got",
    "let",
    "present",
    "bring",
)
_TICK: Final = re.compile("[\u2705\u2714\u2611\u2713]")
_TICKS: Final = re.compile(
    r"[^\w\n\u2705\u2714\u2611\u2713]{0,4}(?:[(]?[+]?[0-9]{1,5}[ ]?(?i:pips?|points?|pts)[)]?)?[ ]{0,3}"
    r"(?P<ticks>[\u2705\u2714\u2611\u2713](?:[\ufe0f ]*[\u2705\u2714\u2611\u2713])*)\ufe0f?[ ]*(?P<gain>[+][0-9])?"
)


def screen(text: str, pieces: Sequence[Piece]) -> None:
    """Refuse a text at the first word that makes it something else than a new, unconditional order."""
    for at, piece in enumerate(pieces):
        if piece.kind is Kind.NEGATION:
            _check_negation(text, pieces, at)
        elif piece.kind is Kind.REFUSED:
            reason = str(piece.value)
            if reason in _ABOUT_LABEL:
                reason = _of_label(pieces, at, reason)
            raise refusal(reason, text, piece.start, piece.end)


def check_company(text: str, pieces: Sequence[Piece]) -> None:
    """Refuse an order that its company denies: a denial anywhere, somebody who did it, a cross, or targets ticked off."""
    for at, piece in enumerate(pieces):
        if piece.kind is Kind.NEGATION and not _counts(pieces, at):
            raise refusal("negated", text, piece.start, piece.end)
        if piece.kind is Kind.SIDE:
            _check_subject(text, piece)
        elif piece.kind is Kind.STOP_SIGN and text[piece.start] in _CROSSES and not _marks_stop(pieces, at):
            raise refusal("cancellation", text, piece.start, piece.end)
    _check_ticks(text, pieces)


def _counts(pieces: Sequence[Piece], at: int) -> bool:
    """Whether "no" is the short form of number: Signal no. 7."""
    before = pieces[at - 1].kind if at else None
    after = pieces[at + 1].kind if at + 1 < len(pieces) else None
    return before is Kind.COUNTED and after is Kind.NUMBER


def _check_subject(text: str, side: Piece) -> None:
    """Tell "we are long", which is what somebody has, from an order: it has no subject, unless somebody recommends it."""
    words = _WORDS_BEFORE.search(text, max(side.start - _SENTENCE, 0), side.start)
    said = [] if words is None else words[0].lower().replace(",", " ").split()
    subject = next((at for at, word in enumerate(said) if word in _SUBJECTS), None)
    advised = subject is not None and said[subject] in _ADVISERS
    if subject is not None and not (advised and any(word.startswith(_ADVISING) for word in said[subject:])):
        start = side.start - len(words[0] if words else "")
        raise refusal("result_message", text, start, side.end)


def _marks_stop(pieces: Sequence[Piece], at: int) -> bool:
    """A cross may stand for the stop, before it or at the end of its line."""
    after = next((piece.kind for piece in pieces[at + 1 :] if piece.kind is not Kind.STOP_SIGN), None)
    if after in (*_STOPS, Kind.NUMBER):
        return True
    # Only where targets are adorned as well is a cross behind the stop an ornament.
    if all(piece.kind is not Kind.TARGET_SIGN for piece in pieces):
        return False
    labels = (Kind.NEWLINE, Kind.TARGET, Kind.SIDE, Kind.ENTRY, *_STOPS)
    label = next((piece.kind for piece in reversed(pieces[:at]) if piece.kind in labels), Kind.NEWLINE)
    return label in _STOPS


def _check_ticks(text: str, pieces: Sequence[Piece]) -> None:
    """Ticks behind some targets, several behind one, or one before a gain tell of targets that were reached."""
    ticked = []
    first = 0
    label = Kind.NEWLINE
    for at, piece in enumerate(pieces):
        if piece.kind in (Kind.TARGET, *_STOPS, Kind.ENTRY, Kind.SIDE):
            label = piece.kind
        if (
            piece.kind is Kind.NUMBER
            and label in (Kind.TARGET, *_STOPS)
            and pieces[at - 1].kind is not Kind.NUMBER
        ):
            tail = _TICKS.match(text, piece.end)
            if tail is not None and (tail["gain"] or len(_TICK.findall(tail["ticks"])) > 1):
                raise refusal("result_message", text, tail.start("ticks"), tail.end())
            if label is Kind.TARGET:
                ticked.append(tail is not None and text[tail.end() : tail.end() + 1] in ("", "\n"))
                if ticked[-1] and tail is not None:
                    first = tail.start("ticks")
    if any(ticked) and not all(ticked):
        raise refusal("result_message", text, first, first + 1)


def _of_label(pieces: Sequence[Piece], at: int, reason: str) -> str:
    """A doubt right after a label is a doubt about its price."""
    for before in reversed(pieces[max(at - _REACH, 0) : at]):
        if before.kind in _STOPS:
            return "stop_not_a_price"
        if before.kind is Kind.TARGET:
            return "target_not_a_price"
        if before.kind is Kind.ENTRY and reason in _BLANKS:
            return "missing_entry"
        if before.kind in (Kind.NUMBER, Kind.MEASURE, Kind.NEWLINE):
            break
    return reason


def _check_negation(text: str, pieces: Sequence[Piece], at: int) -> None:
    negation = pieces[at]
    for piece in pieces[at + 1 : at + 1 + _REACH]:
        if piece.kind in (Kind.NEWLINE, Kind.NUMBER, Kind.MEASURE, Kind.ASIDE):
            break
        if piece.kind in _STOPS:
            raise refusal("stop_not_a_price", text, negation.start, piece.end)
        if piece.kind is Kind.TARGET:
            raise refusal("target_not_a_price", text, negation.start, piece.end)
        if piece.kind in _NEGATABLE:
            raise refusal("negated", text, negation.start, piece.end)
    before = pieces[at - 1] if at else negation
    if before.kind in _STOPS:
        raise refusal("stop_not_a_price", text, before.start, negation.end)
