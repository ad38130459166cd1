"""A text cut into pieces that have a meaning; whatever is only decoration falls through."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Final, NamedTuple

from trading_core.domain.signals.numbers import PLAIN, is_number
from trading_core.domain.signals.products import KNOWN
from trading_core.domain.signals.refusals import refusal
from trading_core.domain.signals.scales import CURRENCIES
from trading_core.domain.signals.symbols import (
    explicit_at,
    is_slip,
    named,
    pair_of_flags,
    product_of,
    symbol_at,
)
from trading_core.domain.signals.vocabulary import GLUED, HAN, LABEL_BEFORE_NUMBER, PHRASES, WORDS, Kind
from trading_core.domain.words import Side
from trading_core.errors import InvalidValue

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST_NUMBER: Final = 32
_LAST_LATIN: Final = "\u024f"
_STOP_SIGNS: Final = "\u274c\u2716\U0001f53b\U0001f534\U0001f6d1\u26d4\U0001f6ab"
_TARGET_SIGNS: Final = "\U0001f3af\U0001f539\U0001f535\U0001f537\u2705\U0001f7e2"
_CURRENCY_CODES: Final = frozenset((*CURRENCIES, "XAU", "XAG"))
_CURRENCY_WORDS: Final = frozenset(code.lower() for code in (*CURRENCIES, "BTC", "USDT", "USDC"))
_PLAIN: Final = (Kind.WORD, None)
_UNGLUED: Final = (Kind.WORD, Kind.COUNTED, Kind.FILLER, Kind.ASIDE, Kind.REFUSED)
_SLASHED: Final = re.compile(r"[ ]?/[ ]?[A-Za-z]{3}(?![A-Za-z0-9])")

_PIECE: Final = re.compile(
    r"""
      (?P<skip> (?:https?://|www\.|t\.me/)\S+
        | (?<!\w):[a-z][a-z0-9_+-]{0,40}:
        | [0-9\#*]\ufe0f?\u20e3
        | @(?!(?i:market|limit|entry|price|around|between))[A-Za-z_][A-Za-z0-9_]{4,31}(?![A-Za-z0-9_.])
        | (?<![\d.,/-])(?:20[0-9]{2}([./-])(?:0?[1-9]|1[0-2])\2(?:0?[1-9]|[12][0-9]|3[01])
          | (?:0?[1-9]|[12][0-9]|3[01])([./-])(?:0?[1-9]|[12][0-9]|3[01])\3 20[0-9]{2})(?![\d/-]|[.,]\d)
        | (?m:^)[ ]*\(?(?:[1-9]|1[0-2])(?:[ ]?[).:\]]{1,3}(?=[ ]+[^\s\d]|[^\W\d]|[ ]+[0-9.,]+[ ]*(?![0-9.,% ]))|[:)](?=[0-9]))
        | (?m:^)[ ]*\#[ ]?[0-9]{1,6}(?![\w.,])
      )
    | (?P<expiry> (?i:(?:close|cancel|delete|remove)[ ](?:[a-z]{1,15}[ ]){0,4}if[ ]not[ ](?:triggered|filled|activated)
        [ ](?:with)?in[ ][0-9]{1,3}[ ](?:minutes?|hours?|days?)) )
    | (?P<placeholder> \{\{ | \}\} | \$\{ | %[sd]\b | <(?!(?:b|i|u|p|br|em|code|strong)>)[A-Za-z_ ]{1,30}> | [0-9]{0,9}[.,][xX]{2,} | \b[0-9]{1,9}[.,]?[0-9]{0,9}[xX]{2,} )
    | (?P<cashtag> \$(?=[A-Za-z]) )
    | (?P<listed> (?<![\w.,])(?: [0-9]{4,6}\.(?:TWO?|HK|SS|SZ|KS|KQ|T)
        | [0-9]{1,7}[A-Za-z]{2,9}(?:USDT|USDC|BUSD|USD)(?:\.P)? | [sS]&[pP][ ]?500 )(?![\w]) )
    | (?P<dotted> (?<![^\W_])(?: [sS][ ]?[./-][ ]?[lL] | [tT][ ]?[./-][ ]?[pP] | [rR][ ]?[:/-][ ]?[rR])(?![^\W\d_]) )
    | (?P<alien> (?![0-9])\d | [\u00bc-\u00be\u2150-\u215f\u2189] )
    | (?P<word> [^\W\d_]+(?:'[^\W\d_]+)? )
    | (?P<clock> (?<![\d.,])[0-9]{1,3}(?:\.[0-9]{1,2})?:[0-9]{1,3}(?:\.[0-9]{1,2})?(?::[0-9]{2})?(?![\d:]|[.,]\d) )
    | (?P<number> [0-9](?:[.,]?[0-9])* )
    | (?P<newline> \n )
    | (?P<flags> [\U0001f1e6-\U0001f1ff]{2}[ /-]?[\U0001f1e6-\U0001f1ff]{2} )
    | (?P<at> @ )
    | (?P<question> [?\u061f] )
    """
    rf"| (?P<stopsign> [{_STOP_SIGNS}] ) | (?P<targetsign> [{_TARGET_SIGNS}] )",
    re.VERBOSE,
)
_NEXT_WORD: Final = re.compile(r"[ ./_&-]{0,3}([^\W\d_]+)")
_UNIT: Final = re.compile(
    r"""(?P<relative>\s{0,2}(?:%|(?:per[ ]?cent|pct|pips?|pipettes?|points?|pts?|ticks?|sats?|satoshis?)\b|\u9ede|\u70b9))
    |(?:x|r|h|d|w|m|st|nd|rd|th)\b
    |[ ]{0,2}(?:lots?(?![ ]{0,2}(?:size)?[ ]{0,2}[:=]?[ ]{0,2}[0-9])|hrs?|hours?|min[a-z]*|days|weeks|months|years|members?
        |doll[ae]rs?|users|traders|subscribers|times)\b""",
    re.VERBOSE | re.IGNORECASE,
)
_INDEX: Final = re.compile(r"(?P<glue>[ ]?[-_#.]?[ ]?[(\[]?)(?P<digits>[0-9]{1,2})[)\]]?(?!\d)")
_INDEX_THEN_DECIMAL: Final = re.compile(r"\.[0-9]{1,9}[.,][0-9]")
_GLUED_DECIMALS: Final = re.compile(r"[.,][0-9]")
_THEN_NUMBER: Final = re.compile(r"(?P<gap>[^\w\n]{0,20}\n?[^\w\n]{0,20})(?P<number>[0-9][0-9.,]{0,20})")
_BEFORE_NUMBER: Final = re.compile(r"[^\w\n]{0,12}[0-9]")
_NAMED: Final = re.compile(r"[ ]?(?:[:=@>#][^\w\n]{0,8})")
_FRAME: Final = re.compile(r"(?:[HDWhdw][0-9]{1,2}|[Mm][0-9]{1,2}|M[Nn]1)(?![\w.,])")
_ALNUM: Final = re.compile(r"[A-Za-z]{1,12}[0-9]{1,6}[A-Za-z0-9]{0,12}")
_REST_OF_NAME: Final = re.compile(r"[0-9A-Za-z]*")
_INDEXED: Final = (Kind.TARGET, Kind.STOP_LOSS, Kind.ENTRY)
_HIGHEST_GLUED_INDEX: Final = 12
_LONGEST_HAN: Final = 4


class Piece(NamedTuple):
    """One meaningful piece: what it is, where it stands, and its value."""

    kind: Kind
    start: int
    end: int
    value: object = None


def pieces(text: str) -> Iterator[Piece]:
    """Cut a folded text into its meaningful pieces, refusing what has no place in any order."""
    at = 0
    while (found := _PIECE.search(text, at)) is not None:
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
    name = found["listed"].replace("&", "").replace(" ", "")
    try:
        return (Piece(Kind.SYMBOL, found.start(), found.end(), product_of(name)),)
    except InvalidValue:
        raise refusal("unknown_symbol", text, found.start(), found.end()) from None


def _dotted(text: str, found: re.Match[str]) -> tuple[Piece, ...]:
    kind = {"s": Kind.STOP_LOSS, "t": Kind.TARGET, "r": Kind.ASIDE}[found["dotted"][0].lower()]
    return (_label(text, kind, found.start(), found.end()),)


def _flags(_text: str, found: re.Match[str]) -> tuple[Piece, ...]:
    drawn = pair_of_flags(found["flags"][:2], found["flags"][-2:])
    return () if drawn is None else (Piece(Kind.FLAGS, found.start(), found.end(), drawn),)


def _alien(text: str, found: re.Match[str]) -> tuple[Piece, ...]:
    raise refusal("malformed_number", text, found.start(), found.end())


def _number(text: str, found: re.Match[str]) -> tuple[Piece, ...]:
    start, end = found.span()
    raw = found["number"]
    unit = _UNIT.match(text, end)
    if unit is not None:
        return (Piece(Kind.MEASURE, start, unit.end(), raw if unit["relative"] else None),)
    if len(raw) > LONGEST_NUMBER:
        raise refusal("malformed_number", text, start, end)
    after = text[end : end + 1]
    if after.isalpha():
        word = _NEXT_WORD.match(text, end)
        lower = "" if word is None else word[1].lower()
        if word is not None and lower not in _CURRENCY_WORDS and WORDS.get(lower, _PLAIN)[0] in _UNGLUED:
            raw, end = raw + word[1], word.end()
    elif after and (after.isalnum() or after in "\ufe0f\u20e3"):
        raw += after
    if text[start - 1 : start] == "." and not text[max(start - 2, 0) : start - 1].strip(" \n:=@"):
        raw = "." + raw
    parts = raw.split(",")
    if len(parts) > 1 and not is_number(raw) and all(PLAIN.fullmatch(part) for part in parts):
        cut = []
        for part in parts:
            cut.append(Piece(Kind.NUMBER, start, start + len(part), part))
            start += len(part) + 1
        return tuple(cut)
    return (Piece(Kind.NUMBER, start, end, raw),)


def _label(text: str, kind: Kind, start: int, end: int) -> Piece:
    """Take the number that counts a label into it: TP1, T.p 2, Target (3), but not the price of TP1.0890."""
    found = _INDEX.match(text, end) if kind in _INDEXED else None
    if found is None:
        return Piece(kind, start, end)
    number, after = int(found["digits"]), found.end()
    if _GLUED_DECIMALS.match(text, after):
        counts = _INDEX_THEN_DECIMAL.match(text, after) is not None and number <= _HIGHEST_GLUED_INDEX
    elif " " not in found["glue"]:
        counts = number <= _HIGHEST_GLUED_INDEX
    elif kind is Kind.TARGET:
        then = _THEN_NUMBER.match(text, after)
        counts = then is not None and 0 < number < 10
        if then is not None and counts and not then["gap"].strip(" ") and "\n" not in then["gap"] and len(then["number"]) <= 2:
            raise refusal("ambiguous_number", text, found.start("digits"), found.end("digits"))
    else:
        counts = text[after : after + 2].strip(" ")[:1] in tuple(":=)")
    return Piece(kind, start, after, number) if counts else Piece(kind, start, end)


def _word(text: str, found: re.Match[str]) -> tuple[Piece, ...]:
    start, end = found.span()
    raw = found["word"]
    if not raw.isascii():
        if not raw[0].isalpha():
            return ()
        if raw[0] > _LAST_LATIN:
            return _han(text, start)
        end = start + next((at for at, letter in enumerate(raw) if letter > _LAST_LATIN or not letter.isalpha()), len(raw))
        raw = text[start:end]
    lower = raw.lower()
    glued = text[end : end + 1]
    if glued and glued in "0123456789" and (alnum := _ALNUM.match(text, start)) is not None:
        if _FRAME.match(text, start):
            return (Piece(Kind.MEASURE, start, alnum.end()),)
        if named(alnum[0].upper()) is not None and (place := symbol_at(text, start)) is not None:
            return (Piece(Kind.SYMBOL, start, place.end, place.product),)
        if lower in ("t", "tg"):
            return (_label(text, Kind.TARGET, start, end),)
    if lower == "t" and _INDEX.match(text, end):
        return (_label(text, Kind.TARGET, start, end),)
    for rest, (kind, value) in PHRASES.get(lower, ()):
        last = _end_of_phrase(text, end, rest)
        if last is not None:
            if kind is Kind.SYMBOL:
                value = product_of(lower + "".join(rest))
            return (Piece(kind, start, last, value) if kind not in _INDEXED else _label(text, kind, start, last),)
    if lower in GLUED:
        length, (kind, value) = GLUED[lower]
        middle = start + length
        return (Piece(Kind.SIDE, start, middle, Side(lower[:length])), Piece(kind, middle, end, value))
    meaning = WORDS.get(lower)
    if meaning is None or lower in _CURRENCY_WORDS:
        place = symbol_at(text, start)
        if place is not None:
            return (Piece(Kind.SYMBOL, start, place.end, place.product),)
    if meaning is None:
        return _unknown(text, raw, start, end)
    kind, value = meaning
    if kind is Kind.NAMING:
        return _naming(text, lower, start, end)
    if lower in LABEL_BEFORE_NUMBER and not _BEFORE_NUMBER.match(text, end):
        return (Piece(Kind.WORD if lower != "price" else Kind.FILLER, start, end),)
    if kind in _INDEXED:
        return (_label(text, kind, start, end),)
    return (Piece(kind, start, end, value if value is not None else lower),)


def _end_of_phrase(text: str, end: int, rest: tuple[str, ...]) -> int | None:
    for expected in rest:
        found = _NEXT_WORD.match(text, end)
        if found is None or found[1].lower() != expected:
            return None
        end = found.end()
    return end


def _unknown(text: str, raw: str, start: int, end: int) -> tuple[Piece, ...]:
    if is_slip(raw.upper()) or _half_known(text, raw.upper(), end):
        raise refusal("unknown_symbol", text, start, end)
    if raw == "BE" and not _NEXT_WORD.match(text, end):
        return (Piece(Kind.REFUSED, start, end, "management_message"),)
    rest = _REST_OF_NAME.match(text, end)
    return (Piece(Kind.WORD, start, end if rest is None else rest.end(), raw),)


def _half_known(text: str, name: str, end: int) -> bool:
    """A currency, a slash and three letters that are no currency: EUR/SUD."""
    second = _SLASHED.match(text, end)
    return second is not None and name in _CURRENCY_CODES


def _naming(text: str, word: str, start: int, end: int) -> tuple[Piece, ...]:
    sign = _NAMED.match(text, end)
    if sign is None:
        return (Piece(Kind.WORD, start, end),)
    place = symbol_at(text, sign.end()) if word.startswith("pa") else explicit_at(text, sign.end(), cased=True)
    if place is None:
        return (Piece(Kind.WORD, start, end),)
    return (Piece(Kind.SYMBOL, sign.end(), place.end, place.product),)


def _han(text: str, start: int) -> tuple[Piece, ...]:
    for length in range(_LONGEST_HAN, 0, -1):
        word = text[start : start + length]
        if word in HAN and len(word) == length:
            end = start + length
            if word.upper() in KNOWN:
                return (Piece(Kind.SYMBOL, start, end, KNOWN[word]),)
            kind, value = HAN[word]
            return (_label(text, kind, start, end) if kind in _INDEXED else Piece(kind, start, end, value),)
    raise refusal("foreign_words", text, start)


Cutter = Callable[[str, re.Match[str]], tuple[Piece, ...]]
_CUTTERS: Final[dict[str, Cutter]] = {
    "skip": _nothing,
    "expiry": _nothing,
    "placeholder": _sign(Kind.REFUSED, "placeholder"),
    "cashtag": _cashtag,
    "listed": _listed,
    "dotted": _dotted,
    "word": _word,
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
