"""The numbers that a text quotes, each held against the table of facts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Final

from trading_core.domain.checks import expect
from trading_core.domain.exact import ONE, ZERO, multiply, subtract, to_unit

if TYPE_CHECKING:
    from trading_core.domain.analysis.facts import Facts

# A rounded number stands for its fact as long as the rounding hides no more than this part of it.
_TOLERANCE: Final = Decimal("0.005")
_ROUNDINGS: Final = (ROUND_HALF_EVEN, ROUND_HALF_UP, ROUND_DOWN)
_MOST_DIGITS: Final = 30

_SCALES: Final = {
    "k": 3, "thousand": 3, "m": 6, "mn": 6, "million": 6, "b": 9, "bn": 9, "billion": 9, "trillion": 12,
    "百": 2, "千": 3, "萬": 4, "万": 4, "億": 8, "亿": 8, "兆": 12,
}  # fmt: skip
_WORDS: Final = {
    word: Decimal(value)
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen twenty".split()
    )
} | {
    word: Decimal(10 * (place + 3))
    for place, word in enumerate("thirty forty fifty sixty seventy eighty ninety".split())
}
_LARGE: Final = "hundred|thousand|million|billion|trillion|dozen|half|quarter|double|triple|twice"
_DIGITS: Final = "〇零一二三四五六七八九"
_TENS: Final = "十"
_HAN: Final = f"{_DIGITS}{_TENS}百千萬万億亿兆兩两"

_DAY: Final = re.compile(r"(?<!\d)(\d{4})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})(?!\d)日?")
_NUMBER: Final = re.compile(
    r"(?P<digits>(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?|(?<!\d)\.\d+)"
    r"(?P<power>[ex^/\u00d7\u2044]\s?[-+]?(?=\d))?"
    r"(?P<scale>\s?(?:thousand|million|billion|trillion|bn|mn|[kmbKMB])(?![A-Za-z])|\s?[百千萬万億亿兆]+)?"
    r"(?P<percent>\s?(?:%|percent|per cent|pct|個百分點|个百分点|成))?",
    re.IGNORECASE,
)
_ENGLISH: Final = re.compile(
    rf"\b(?P<word>{'|'.join(_WORDS)}|{_LARGE})s?\b(?P<percent>[\s-]?(?:percent|per cent|%))?", re.IGNORECASE
)
_CHINESE: Final = re.compile(rf"(?P<lead>百分之)?(?P<word>[{_HAN}]+)(?P<percent>%|成|個百分點|个百分点)?")


def unknown_numbers(text: str, facts: Facts) -> tuple[str, ...]:
    """
    Every number of a text that is no fact, as it is written there.

    A number may be rounded and may drop its sign, since "fell by 1.2 %" quotes -1.2. Digits of any script, scales
    (31 million, 3.1 萬), days, and numbers in English or Chinese words are understood; what is a number and
    cannot be read for sure is unknown, never passed over.
    """
    expect(text, str, "text")
    rest = _without(str(facts.symbol), _western(text))
    found: list[str] = []

    def day(match: re.Match[str]) -> str:
        if not _is_day(match, facts.days):
            found.append(match[0])
        return " "

    rest = _DAY.sub(day, rest)
    found.extend(_unknown(rest, facts))
    return tuple(dict.fromkeys(found))


def _western(text: str) -> str:
    """Write digits of every script as those of this one; other signs for numbers stay what they are."""
    folded = unicodedata.normalize("NFKC", text)
    return "".join(
        str(unicodedata.decimal(character)) if character.isdecimal() else character for character in folded
    )


def _without(symbol: str, text: str) -> str:
    return re.sub(rf"(?<![A-Za-z0-9.]){re.escape(symbol)}(?![A-Za-z0-9]|[.,]\d)", " ", text)


def _is_day(match: re.Match[str], days: frozenset[date]) -> bool:
    try:
        return date(int(match[1]), int(match[2]), int(match[3])) in days
    except ValueError:
        return False


def _unknown(text: str, facts: Facts) -> Iterator[str]:
    # A number in a script that has no digits, as Roman or Ethiopic ones, is never read.
    yield from (
        character
        for character in text
        if character.isnumeric() and character not in _HAN and not character.isdigit()
    )
    for match in _NUMBER.finditer(text):
        if not _is_number(match, facts):
            yield match[0].strip()
    words = _NUMBER.sub(" ", text)
    for match in _ENGLISH.finditer(words):
        value = _WORDS.get(match["word"].lower())
        alone = match["word"].lower() == "one" and not match["percent"]
        if not alone and (value is None or not _stands(value, ONE, facts, percent=bool(match["percent"]))):
            yield match[0].strip()
    for match in _CHINESE.finditer(words):
        if not _is_chinese(match, facts):
            yield match[0]


def _is_number(match: re.Match[str], facts: Facts) -> bool:
    digits, scale = match["digits"].replace(",", ""), (match["scale"] or "").strip().lower()
    if len(digits) > _MOST_DIGITS or match["power"] or (match["percent"] or "").strip() == "成":
        return False
    power = sum(_SCALES[part] for part in ([scale] if scale in _SCALES else scale))
    value = Decimal(digits)
    unit = ONE.scaleb(power + int(value.as_tuple().exponent))
    return _stands(value.scaleb(power), unit, facts, percent=match["percent"] is not None)


def _is_chinese(match: re.Match[str], facts: Facts) -> bool:
    word, percent = match["word"], match["percent"] or match["lead"]
    if not percent and word in {"一", "兩", "两"}:
        return True  # "a" and "both" more often than numbers
    value = _small(word)
    return (
        value is not None and match["percent"] != "成" and _stands(value, ONE, facts, percent=bool(percent))
    )


def _small(word: str) -> Decimal | None:
    """A number below a hundred in Chinese; greater ones are to be written in digits."""
    tens, ten, ones = word.partition(_TENS)
    if not ten:
        return Decimal(_place(word)) if len(word) == 1 and word in _DIGITS else None
    if not set(tens + ones) <= set(_DIGITS) or max(len(tens), len(ones)) > 1:
        return None
    return Decimal(10 * (_place(tens) if tens else 1) + (_place(ones) if ones else 0))


def _place(digit: str) -> int:
    return max(_DIGITS.index(digit) - 1, 0)


def _stands(value: Decimal, unit: Decimal, facts: Facts, *, percent: bool) -> bool:
    return any(_is_rounding(value, unit, fact.copy_abs()) for fact in facts.numbers(percent=percent))


def _is_rounding(value: Decimal, unit: Decimal, fact: Decimal) -> bool:
    if value == fact:
        return True
    hidden = subtract(value, fact).copy_abs()
    if fact == ZERO or hidden > multiply(fact, _TOLERANCE):
        return False
    return any(to_unit(fact, unit, rounding) == value for rounding in _ROUNDINGS)
