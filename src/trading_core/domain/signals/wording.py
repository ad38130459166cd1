"""Words cut from a text, with the numbers that belong to them."""

from __future__ import annotations

import re
from typing import Final

from trading_core.domain.signals.chatter import HARMLESS
from trading_core.domain.signals.chinese import HAN, LONGEST_HAN
from trading_core.domain.signals.labels import INDEX, INDEXED, label
from trading_core.domain.signals.phrases import PHRASES
from trading_core.domain.signals.pieces import STRANGE, Kind, Piece
from trading_core.domain.signals.products import KNOWN, MAJOR_COINS
from trading_core.domain.signals.refusals import refusal
from trading_core.domain.signals.scales import CURRENCIES
from trading_core.domain.signals.symbols import explicit_at, is_slip, product_of, symbol_at
from trading_core.domain.signals.vocabulary import (
    GLUED,
    HARMLESS_BEFORE_NUMBER,
    LABEL_BEFORE_NUMBER,
    PAST,
    WORDS,
)
from trading_core.domain.words import Side

_LAST_LATIN: Final = "\u024f"
CURRENCY_WORDS: Final = frozenset(code.lower() for code in (*CURRENCIES, "XAU", "XAG", "BTC", "USDT", "USDC"))
_MONEY_WORDS: Final = CURRENCY_WORDS | {coin.lower() for coin in MAJOR_COINS}
_SLASHED: Final = re.compile(r"[ ]?/[ ]?[A-Za-z]{3}(?![A-Za-z0-9])")
NEXT_WORD: Final = re.compile(r"[ ./_&-]{0,3}([^\W\d_]{1,24})")
_BEFORE_NUMBER: Final = re.compile(r"[^\w\n]{0,12}[0-9]")
_NAMED: Final = re.compile(r"[ ]?(?:[:=@>#][^\w\n]{0,8})")
_FRAME: Final = re.compile(r"(?:[HDWhdw][0-9]{1,2}|[Mm][0-9]{1,2}|M[Nn]1)(?![\w.,])")
_ALNUM: Final = re.compile(r"[A-Za-z]{1,12}[0-9]{1,6}[A-Za-z0-9]{0,12}")
_REST_OF_NAME: Final = re.compile(r"[0-9A-Za-z]*")
_LABELS_PAST: Final = re.compile(r"[ ]*[@:]")
_BULLETS: Final = " *_-`>\u2022"


def cut_word(text: str, found: re.Match[str]) -> tuple[Piece, ...]:
    """Cut what begins as a word: a name, a phrase, a word with a meaning, or one without."""
    start, end = found.span()
    raw = found["word"]
    if not raw.isascii():
        if not raw[0].isalpha():
            return (Piece(Kind.NOTHING, start, start + 1),)
        if raw[0] > _LAST_LATIN:
            return _han(text, start)
    lower = raw.lower()
    return (
        _glued(text, lower, start, end)
        or _phrase(text, lower, start, end)
        or _glued_words(lower, start, end)
        or _name(text, lower, start)
        or _past(text, lower, start, end)
        or _meaning(text, lower, start, end)
        or _unknown(text, raw, start, end)
    )


def _glued(text: str, lower: str, start: int, end: int) -> tuple[Piece, ...]:
    """A word with digits on it: H4 is a span of time, US30 a product, T1 the first target."""
    glued = text[end : end + 1]
    if lower == "t" and INDEX.match(text, end):
        return (label(text, Kind.TARGET, start, end),)
    alnum = _ALNUM.match(text, start) if glued.isdigit() else None
    if alnum is None:
        return ()
    if _FRAME.match(text, start):
        return (Piece(Kind.MEASURE, start, alnum.end()),)
    return _name(text, "", start)


def _phrase(text: str, lower: str, start: int, end: int) -> tuple[Piece, ...]:
    for rest, (kind, value) in PHRASES.get(lower, ()):
        last = _end_of_phrase(text, end, rest)
        if last is not None:
            if kind is Kind.SYMBOL:
                return (Piece(kind, start, last, product_of(lower + "".join(rest))),)
            return (label(text, kind, start, last) if kind in INDEXED else Piece(kind, start, last, value),)
    return ()


def _glued_words(lower: str, start: int, end: int) -> tuple[Piece, ...]:
    if lower not in GLUED:
        return ()
    length, (kind, value) = GLUED[lower]
    middle = start + length
    return Piece(Kind.SIDE, start, middle, Side(lower[:length])), Piece(kind, middle, end, value)


def _name(text: str, lower: str, start: int) -> tuple[Piece, ...]:
    """A product's name; words with a meaning are none, except that currencies make pairs."""
    if lower in WORDS and lower not in CURRENCY_WORDS:
        return ()
    place = symbol_at(text, start)
    end = start + len(lower)
    if place is None and lower in CURRENCY_WORDS and _SLASHED.match(text, end):
        raise refusal("unknown_symbol", text, start, end)
    return () if place is None else (Piece(Kind.SYMBOL, start, place.end, place.product),)


def _past(text: str, lower: str, start: int, end: int) -> tuple[Piece, ...]:
    """A deed of the past is a report, but "BOUGHT @" at the head of its line is how some write the side."""
    head = text[text.rfind("\n", 0, start) + 1 : start].strip(_BULLETS)
    if lower not in PAST or head or not _LABELS_PAST.match(text, end):
        return ()
    return (Piece(Kind.SIDE, start, end, PAST[lower]),)


def _meaning(text: str, lower: str, start: int, end: int) -> tuple[Piece, ...]:
    if lower not in WORDS:
        return ()
    kind, value = WORDS[lower]
    if kind is Kind.NAMING:
        return _naming(text, lower, start, end)
    if lower in LABEL_BEFORE_NUMBER and not _BEFORE_NUMBER.match(text, end):
        return (Piece(Kind.FILLER if lower == "price" else Kind.WORD, start, end, lower),)
    if lower in HARMLESS_BEFORE_NUMBER and _BEFORE_NUMBER.match(text, end):
        return (Piece(Kind.WORD, start, end),)
    if kind in INDEXED:
        return (
            label(text, kind, start, end)._replace(value=lower)
            if lower == "price"
            else label(text, kind, start, end),
        )
    return (Piece(kind, start, end, lower if value is None else value),)


def _end_of_phrase(text: str, end: int, rest: tuple[str, ...]) -> int | None:
    for expected in rest:
        found = NEXT_WORD.match(text, end)
        if found is None or found[1].lower() != expected:
            return None
        end = found.end()
    return end


def _unknown(text: str, raw: str, start: int, end: int) -> tuple[Piece, ...]:
    if is_slip(raw.upper()):
        raise refusal("unknown_symbol", text, start, end)
    if raw == "BE" and not NEXT_WORD.match(text, end):
        return (Piece(Kind.REFUSED, start, end, "management_message"),)
    rest = _REST_OF_NAME.match(text, end)
    last = end if rest is None else rest.end()
    return (Piece(Kind.WORD, start, last, None if _is_plain(text[start:last].lower()) else STRANGE),)


def _is_plain(lower: str) -> bool:
    return lower in HARMLESS or lower in _MONEY_WORDS


def _naming(text: str, word: str, start: int, end: int) -> tuple[Piece, ...]:
    sign = _NAMED.match(text, end)
    if sign is None:
        return (Piece(Kind.WORD, start, end),)
    place = (
        symbol_at(text, sign.end()) if word.startswith("pa") else explicit_at(text, sign.end(), cased=True)
    )
    if place is None:
        return (Piece(Kind.WORD, start, end),)
    return (Piece(Kind.SYMBOL, sign.end(), place.end, place.product),)


def _han(text: str, start: int) -> tuple[Piece, ...]:
    for length in range(LONGEST_HAN, 0, -1):
        word = text[start : start + length]
        if word in HAN and len(word) == length:
            end = start + length
            if word in KNOWN:
                return (Piece(Kind.SYMBOL, start, end, KNOWN[word]),)
            kind, value = HAN[word]
            return (label(text, kind, start, end) if kind in INDEXED else Piece(kind, start, end, value),)
    raise refusal("foreign_words", text, start)
