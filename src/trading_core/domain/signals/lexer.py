"""A text cut into pieces that have a meaning; whatever is only decoration falls through."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from trading_core.domain.signals.chinese import HAN
from trading_core.domain.signals.grammar import PIECE, UNIT
from trading_core.domain.signals.labels import label
from trading_core.domain.signals.numbers import PLAIN, is_number
from trading_core.domain.signals.pieces import Kind, Piece
from trading_core.domain.signals.refusals import refusal
from trading_core.domain.signals.symbols import explicit_at, pair_of_flags, product_of
from trading_core.domain.signals.vocabulary import WORDS
from trading_core.domain.signals.wording import CURRENCY_WORDS, cut_word
from trading_core.errors import InvalidValue

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST_NUMBER: Final = 32
# A dash that touches a label or stands after a number separates; any other on a number is its sign.
_REACH: Final = 40
_SIGN: Final = re.compile(r"(?:(?<![\w:.,~*)\]%-])-|\+)[$\u20ac\u00a3\u00a5]?\Z")
_BETWEEN_NUMBERS: Final = re.compile(r"(?:\A|[^\w.,])[0-9][0-9.,]*[%)\]]?[ (\[]*\Z")
_PLAIN: Final = (Kind.WORD, None)
_GLUED: Final = re.compile("[^\\W\\d_]{1,24}|[\ufe0f\u20e3]")
# Chinese is written without blanks.
_HAN_WORDS: Final = tuple(HAN)
_UNGLUED: Final = (Kind.WORD, Kind.COUNTED, Kind.FILLER, Kind.ASIDE, Kind.REFUSED)


def pieces(text: str) -> Iterator[Piece]:
    """Cut a folded text into its meaningful pieces, refusing what has no place in any order."""
    at = 0
    while (found := PIECE.search(text, at)) is not None:
        at = found.end()
        for piece in _CUTTERS[found.lastgroup or ""](text, found):
            at = piece.end
            yield piece


def _nothing(_text: str, _found: re.Match[str]) -> tuple[Piece, ...]:
    return ()


def _sign(kind: Kind, value: object = None) -> Cutter:
    def cut(_text: str, found: re.Match[str]) -> tuple[Piece, ...]:
        return (Piece(kind, found.start(), found.end(), value),)

    return cut


def _cashtag(text: str, found: re.Match[str]) -> tuple[Piece, ...]:
    named = explicit_at(text, found.end(), cased=True)
    return () if named is None else (Piece(Kind.SYMBOL, found.start(), named.end, named.product),)


def _listed(text: str, found: re.Match[str]) -> tuple[Piece, ...]:
    name = found["listed"].replace("&", "")
    try:
        return (Piece(Kind.SYMBOL, found.start(), found.end(), product_of(name)),)
    except InvalidValue:
        raise refusal("unknown_symbol", text, found.start(), found.end()) from None


def _dotted(text: str, found: re.Match[str]) -> tuple[Piece, ...]:
    start, end = found.span()
    initial = text[start].lower()
    if initial == "r":
        return (Piece(Kind.ASIDE, start, end),)
    return (label(text, Kind.STOP_LOSS if initial == "s" else Kind.TARGET, start, end),)


def _flags(_text: str, found: re.Match[str]) -> tuple[Piece, ...]:
    drawn = pair_of_flags(found["flags"][:2], found["flags"][-2:])
    return () if drawn is None else (Piece(Kind.FLAGS, found.start(), found.end(), drawn),)


def _alien(text: str, found: re.Match[str]) -> tuple[Piece, ...]:
    raise refusal("malformed_number", text, found.start(), found.end())


def _number(text: str, found: re.Match[str]) -> tuple[Piece, ...]:
    start, end = found.span()
    raw = found["number"]
    unit = UNIT.match(text, end)
    if unit is not None:
        return (Piece(Kind.MEASURE, start, unit.end(), raw if unit["relative"] else None),)
    sign = _SIGN.search(text, max(start - 2, 0), start)
    if sign is not None and not _BETWEEN_NUMBERS.search(text, max(sign.start() - _REACH, 0), sign.start()):
        return (Piece(Kind.NUMBER, sign.start(), end, text[sign.start() : end]),)
    if len(raw) > _LONGEST_NUMBER:
        raise refusal("malformed_number", text, start, end)
    glued = _GLUED.match(text, end)
    if glued is not None and _spoils(glued[0].lower()):
        raw, end = raw + glued[0], glued.end()
    parts = raw.split(",")
    if not is_number(raw) and all(PLAIN.fullmatch(part) for part in parts):
        cut = []
        for part in parts:
            cut.append(Piece(Kind.NUMBER, start, start + len(part), part))
            start += len(part) + 1
        return tuple(cut)
    return (Piece(Kind.NUMBER, start, end, raw),)


def _spoils(glued: str) -> bool:
    """Whether what is written on a number makes it unreadable: 64k, 1O860; a currency or a label does not."""
    if glued in CURRENCY_WORDS or glued.startswith(_HAN_WORDS):
        return False
    return WORDS.get(glued, _PLAIN)[0] in _UNGLUED


Cutter = Callable[[str, re.Match[str]], tuple[Piece, ...]]
_CUTTERS: Final[dict[str, Cutter]] = {
    "cross": _sign(Kind.STOP_SIGN),
    "struck": _sign(Kind.REFUSED, "cancellation"),
    "skip": _nothing,
    "expiry": _nothing,
    "placeholder": _sign(Kind.REFUSED, "placeholder"),
    "cashtag": _cashtag,
    "listed": _listed,
    "dotted": _dotted,
    "word": cut_word,
    "clock": _sign(Kind.CLOCK),
    "number": _number,
    "alien": _alien,
    "newline": _sign(Kind.NEWLINE),
    "flags": _flags,
    "at": _sign(Kind.AT, "@"),
    "question": _sign(Kind.REFUSED, "question"),
    "stopsign": _sign(Kind.STOP_SIGN),
    "targetsign": _sign(Kind.TARGET_SIGN),
}
