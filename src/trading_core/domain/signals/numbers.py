"""Numbers as people write them: 1.0860, 1,234.50, 108,70. What can be read in two ways is refused.

A comma is read by the company it keeps: the other prices of the same text show whether their writer marks
decimals with a dot or a comma. Only where that says nothing does the size of the product decide, and only
if exactly one of the two readings can be a price of it.
"""

from __future__ import annotations

import re
from decimal import Decimal
from enum import Enum, auto
from typing import TYPE_CHECKING, Final

from trading_core.domain.exact import decimal_of
from trading_core.domain.signals.scales import apart
from trading_core.errors import InvalidValue

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trading_core.domain.signals.scales import Scale

PLAIN: Final = re.compile(r"(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_GROUPED: Final = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+\.[0-9]+|[1-9][0-9]{0,2}(?:,[0-9]{3}){2,}")
_CONTINENTAL: Final = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+,[0-9]+")
_COMMA: Final = re.compile(r"(?:0|[1-9][0-9]*),[0-9]+")
_THREE: Final = re.compile(r"[1-9][0-9]{0,2},[0-9]{3}")
_LIST_FACTOR: Final = Decimal(2)


class Style(Enum):
    """What a comma inside a number is."""

    DECIMAL = auto()
    THOUSANDS = auto()
    UNKNOWN = auto()
    MIXED = auto()


def is_number(raw: str) -> bool:
    """Whether this has the shape of any number that could be read."""
    return any(shape.fullmatch(raw) for shape in (PLAIN, _GROUPED, _CONTINENTAL, _COMMA))


def _may_be_list(raw: str) -> bool:
    """Whether "95,90" could be two prices: both halves are numbers of one size."""
    left, right = raw.split(",")
    if right.startswith("0") or left == "0":
        return False
    return not apart(Decimal(left), Decimal(right), _LIST_FACTOR)


def style_of(raws: Sequence[str]) -> Style:
    """Find out from all the prices of a text how its writer uses the comma."""
    dots = any("." in raw and "," not in raw for raw in raws) or any(_GROUPED.fullmatch(raw) for raw in raws)
    commas = any(
        _CONTINENTAL.fullmatch(raw)
        or (_COMMA.fullmatch(raw) and not _THREE.fullmatch(raw) and not _may_be_list(raw))
        for raw in raws
    )
    if dots and commas:
        return Style.MIXED
    if dots:
        return Style.THOUSANDS
    return Style.DECIMAL if commas else Style.UNKNOWN


def read(raw: str, style: Style, scale: Scale) -> Decimal | str:
    """Read one number exactly, or say by its name why not."""
    try:
        number = _value(raw, style, scale)
    except InvalidValue:
        return "malformed_number"
    return number if isinstance(number, str) or number > 0 else "malformed_number"


def _value(raw: str, style: Style, scale: Scale) -> Decimal | str:
    if PLAIN.fullmatch(raw):
        return decimal_of(raw)
    if not is_number(raw) or style is Style.MIXED:
        return "malformed_number"
    grouped, decimal = raw.replace(",", ""), raw.replace(".", "").replace(",", ".")
    if _GROUPED.fullmatch(raw):
        return "ambiguous_number" if style is Style.DECIMAL else decimal_of(grouped)
    if _CONTINENTAL.fullmatch(raw) or style is Style.DECIMAL:
        return decimal_of(decimal)
    if not _THREE.fullmatch(raw):
        # A dot elsewhere, or two halves that could be two prices: no telling what the comma is.
        return "ambiguous_number"
    return decimal_of(grouped) if style is Style.THOUSANDS else _by_size(raw, grouped, decimal, scale)


def _by_size(raw: str, grouped: str, decimal: str, scale: Scale) -> Decimal | str:
    likely = [reading for reading in (grouped, decimal) if scale.holds(Decimal(reading))]
    two_prices = _may_be_list(raw) and all(scale.holds(Decimal(half)) for half in raw.split(","))
    return decimal_of(likely[0]) if len(likely) == 1 and not two_prices else "ambiguous_number"


def written(number: Decimal) -> str:
    """Write a price with all the decimals it came with; a lone digit gets one, or it would look like a label."""
    text = format(number, "f")
    return text + ".0" if len(text) == 1 else text
