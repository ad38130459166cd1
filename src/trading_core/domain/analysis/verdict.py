"""The reading of an answer: taken whole, or refused with the reason."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from attrs import field, frozen

from trading_core.domain.analysis.quoted import unknown_numbers
from trading_core.domain.analysis.stripping import stripped
from trading_core.domain.checks import a, expect
from trading_core.domain.exact import ONE, ZERO, decimal_of, show, to_unit
from trading_core.domain.words import Word
from trading_core.errors import InvalidValue

if TYPE_CHECKING:
    from trading_core.domain.analysis.facts import Facts

LONGEST_SUMMARY: Final = 1_200
_FIELDS: Final = {"stance", "confidence", "summary"}
_FENCE: Final = re.compile(r"\s*```(?:json)?\s*\n(.*)\n\s*```\s*", re.DOTALL)
_EXPECTED: Final = "one JSON object with stance, confidence and summary alone"
_CENT: Final = Decimal("0.01")


class Stance(Word):
    """Which way a model leans; no order follows from it."""

    BULLISH = "bullish"
    BEARISH = "bearish"
    NEUTRAL = "neutral"


def _confidence(value: object) -> Decimal:
    number = decimal_of(value, "confidence")
    if not ZERO <= number <= ONE:
        raise InvalidValue("confidence", show(value), "a number from 0 to 1")
    return to_unit(number, _CENT)


def _summary(value: object) -> str:
    if not isinstance(value, str):
        raise InvalidValue("summary", show(value), "text")
    words = stripped(value)
    if not 1 <= len(words) <= LONGEST_SUMMARY:
        raise InvalidValue("summary", show(words), f"1 to {LONGEST_SUMMARY} characters of words")
    return words


@frozen
class Verdict:
    """What a model thinks, in words alone: links and markup are taken out."""

    stance: Stance = field(validator=a(Stance))
    confidence: Decimal = field(converter=_confidence)
    summary: str = field(converter=_summary)


def read_verdict(answer: str, facts: Facts) -> Verdict:
    """
    Read an answer strictly: no field more or less, none twice, and no number that is not in the table of facts.

    An answer with one wrong number is refused as a whole, since nobody can tell which of its words follow from it.
    """
    expect(answer, str, "answer")
    said = _object(answer)
    if set(said) != _FIELDS:
        raise InvalidValue("answer", show(", ".join(sorted(said))), _EXPECTED)
    stance = said["stance"]
    if not isinstance(stance, str) or stance not in {known.value for known in Stance}:
        raise InvalidValue("stance", show(stance), "bullish, bearish or neutral")
    verdict = Verdict(Stance(stance), said["confidence"], said["summary"])
    if unknown := unknown_numbers(verdict.summary, facts):
        raise InvalidValue("summary", show(", ".join(unknown)), "only numbers of the table of facts")
    return verdict


def _object(answer: str) -> dict[str, Any]:
    fenced = _FENCE.fullmatch(answer)
    try:
        said = json.loads(
            fenced[1] if fenced else answer,
            parse_float=Decimal,
            parse_int=Decimal,
            parse_constant=_no_number,
            object_pairs_hook=_once_each,
        )
    except (ValueError, RecursionError, ArithmeticError):
        raise InvalidValue("answer", show(answer), _EXPECTED) from None
    if not isinstance(said, dict):
        raise InvalidValue("answer", show(answer), _EXPECTED)
    return said


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    said = dict(pairs)
    if len(said) != len(pairs):
        raise ValueError
    return said


def _no_number(_text: str) -> None:
    raise ValueError
