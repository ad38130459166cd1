"""Text made comparable, character for character, so that every place keeps its line and column.

Full-width and mathematical letters become plain ones, dashes one dash, odd spaces one space. Digits are
left alone: a price is read from the digits 0 to 9 or not at all.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_DASHES: Final = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\u2796\u2500"
_SPACES: Final = "\t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\u3164\u2800\u115f\u1160"
_LINES: Final = "\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
_QUOTES: Final = "\u2018\u2019\u02bc\u00b4"


def _letters() -> dict[int, str]:
    folded = {}
    for code in (*range(0xFF01, 0xFF5F), *range(0x1D400, 0x1D7CC), *range(0x24B6, 0x24EA)):
        plain = unicodedata.normalize("NFKC", chr(code))
        if plain.isascii() and not plain.isdigit() and plain not in ".,":
            folded[code] = plain
    return folded


_FOLDED: Final = {
    **_letters(),
    **dict.fromkeys(map(ord, _DASHES), "-"),
    **dict.fromkeys(map(ord, _SPACES), " "),
    **dict.fromkeys(map(ord, _LINES), "\n"),
    **dict.fromkeys(map(ord, _QUOTES), "'"),
    ord("\uff0c"): ";",
    ord("\u3001"): ";",
    ord("\uff05"): "%",
    ord("\ufe56"): "?",
}
_INVISIBLE: Final = (
    "\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufe00-\ufe0f\ufeff"
)
_HIDING: Final = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufffd\ufff9-\ufffb]"
    rf"|(?<=[\w.,])[{_INVISIBLE}]+(?=[\w.,])"
)


def fold(text: str) -> str:
    """Make a text comparable without moving any character."""
    return text.replace("\r\n", " \n").translate(_FOLDED)


def hiding_place(text: str) -> int | None:
    """Where a text first holds something that a reader cannot see or that reverses what is seen."""
    if text.isascii() and text.isprintable():
        return None
    found = _HIDING.search(text)
    return None if found is None else found.start()
