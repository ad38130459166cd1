"""The number that counts a label, told apart from the price that follows it."""

from __future__ import annotations

import re
from typing import Final

from trading_core.domain.signals.pieces import Kind, Piece
from trading_core.domain.signals.refusals import refusal

INDEX: Final = re.compile(r"(?P<glue>[ ]?[-_#.]?[ ]?[(\[]?)(?P<digits>[0-9]{1,2})[)\]]?(?!\d)")
_INDEX_THEN_DECIMAL: Final = re.compile(r"\.[0-9]{1,9}[.,][0-9]")
_GLUED_DECIMALS: Final = re.compile(r"[.,][0-9]")
_THEN_NUMBER: Final = re.compile(r"(?P<gap>[^\w\n]{0,20}\n?[^\w\n]{0,20})(?P<number>[0-9][0-9.,]{0,20})")
_THEN_OPEN: Final = re.compile(r"[^\w\n]{0,9}open\b", re.IGNORECASE)
INDEXED: Final = (Kind.TARGET, Kind.STOP_LOSS, Kind.ENTRY)
_HIGHEST_GLUED: Final = 12
_HIGHEST_APART: Final = 9
_SHORT: Final = 2
_MARKS: Final = (":", "=", ")")


def label(text: str, kind: Kind, start: int, end: int) -> Piece:
    """Take the number that counts a label into it: TP1, T.p 2, Target (3), but not the price of TP1.0890."""
    found = INDEX.match(text, end)
    if found is None:
        return Piece(kind, start, end)
    number, after = int(found["digits"]), found.end()
    if _GLUED_DECIMALS.match(text, after):
        glued = " " not in found["glue"] and number <= _HIGHEST_GLUED
        counts = glued and _INDEX_THEN_DECIMAL.match(text, after) is not None
    elif " " not in found["glue"]:
        counts = number <= _HIGHEST_GLUED
    elif kind is Kind.TARGET:
        counts = _counts_target(text, number, found)
    else:
        counts = number <= _HIGHEST_APART and text[after : after + 2].strip(" ")[:1] in _MARKS
    return Piece(kind, start, after, number) if counts else Piece(kind, start, end)


def _counts_target(text: str, number: int, found: re.Match[str]) -> bool:
    """Whether the lone digit of "TP 1 1.0890" counts; before another short number it may be a target itself."""
    if 0 < number <= _HIGHEST_APART and _THEN_OPEN.match(text, found.end()):
        return True
    then = _THEN_NUMBER.match(text, found.end())
    if then is None or not 0 < number <= _HIGHEST_APART:
        return False
    if not then["gap"].strip(" ") and len(then["number"]) <= _SHORT:
        raise refusal("ambiguous_number", text, found.start("digits"), found.end("digits"))
    return True
