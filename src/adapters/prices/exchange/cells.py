"""
Cells as exchanges write them: dates of the republic, numbers with commas, dashes where nothing was traded.

Only what they are known to write is read. Digits of other alphabets, half numbers and lone commas are refused, since what
looks like a number to Python may have been meant as another.
"""

from __future__ import annotations

import json
import re
from datetime import date
from decimal import Decimal
from typing import Any, Final

from adapters.prices.exchange.answers import Answer
from adapters.prices.exchange.wrong import MUCH_LATER, TurnedAway, unusable

REPUBLIC: Final = 1911
# an asterisk of either width marks what a footnote speaks of
_DATE: Final = re.compile(r"([0-9]{2,3})/([0-9]{2})/([0-9]{2})[*\uff0a ]*")
_NUMBER: Final = re.compile(r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,15})(?:\.[0-9]{1,8})?")
_NOTHING: Final = re.compile(r"-{1,4}|")
_SHOWN: Final = 40


class Unreadable(ValueError):
    """A cell that is none of those that an exchange writes."""


def object_of(part: str, answer: Answer, *, media: str | None = None) -> dict[str, Any]:
    """Read a JSON object; a page in its place means that we are shut out, whatever the status says."""
    if "html" in answer.media or answer.body.lstrip()[:1] == b"<":
        why = "it sent a page in the place of data, as it does with those whom it has banned"
        raise TurnedAway(part, MUCH_LATER, why)
    if media is not None and answer.media != media:
        raise unusable(part, f"its answer is {answer.media[:_SHOWN] or 'of no type'} and not {media}")
    try:
        found = json.loads(answer.body.decode("utf-8-sig"), object_pairs_hook=_once, parse_constant=_no)
    except (ValueError, RecursionError):
        raise unusable(part, "its answer is no whole JSON") from None
    if not isinstance(found, dict):
        raise unusable(part, "its answer is no JSON object")
    return found


def day_in(cell: object) -> date:
    """Read a day of the republic, with whatever marks stand behind it."""
    found = _DATE.fullmatch(_text(cell))
    if found is None:
        raise Unreadable(f"{show(cell)} is no date")
    year, month, day = (int(part) for part in found.groups())
    try:
        return date(year + REPUBLIC, month, day)
    except ValueError:
        raise Unreadable(f"{show(cell)} is no date") from None


def number_in(cell: object) -> Decimal:
    """Read a number, with commas between its thousands or without."""
    text = _text(cell)
    if not _NUMBER.fullmatch(text):
        raise Unreadable(f"{show(cell)} is no number")
    return Decimal(text.replace(",", ""))


def is_nothing(cell: object) -> bool:
    """Whether dashes, or nothing at all, stand for a price that there was not."""
    return _NOTHING.fullmatch(_text(cell)) is not None


def show(cell: object) -> str:
    """A cell in a sentence."""
    return repr(cell)[:_SHOWN]


def _text(cell: object) -> str:
    if not isinstance(cell, str):
        raise Unreadable(f"{show(cell)} is no text")
    return cell.strip(" ")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a field stands there twice")
    return found


def _no(word: str) -> None:
    raise ValueError(word)
