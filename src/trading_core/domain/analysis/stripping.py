"""Words without what acts on whoever reads them: links, markup, and characters that cannot be seen."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_TLDS: Final = (
    "ai|app|biz|cc|click|cn|co|com|dev|eu|finance|gg|gov|hk|info|io|jp|link|live|ly|me|money|net|online|org|pro|ru|sg|"
    "shop|site|store|top|trade|tv|tw|uk|us|vip|xyz"
)
# In this order: what a link is called stays, where it leads to goes.
_NAMED_LINK: Final = re.compile(r"!?\[([^\[\]]*)\](?:\([^()]*\)|\[[^\[\]]*\])")
_ADDRESSES: Final = (
    re.compile(r"<[^<>]*>"),
    re.compile(r"\b[a-z][a-z0-9+.-]*://\S*", re.IGNORECASE),
    re.compile(r"\b(?:mailto|javascript|data|vbscript|tel|sms|file):\S*", re.IGNORECASE),
    re.compile(r"\bwww\.\S*", re.IGNORECASE),
    re.compile(r"\S+@\S+\.\S+"),
    re.compile(rf"\b(?:[\w-]+\.)+(?:{_TLDS})\b(?:[:/]\S*)?", re.IGNORECASE),
)
_MARKS: Final = str.maketrans("", "", "*`~|<>[]{}\\^")
_HEADINGS: Final = re.compile(r"^\s*#+\s*", re.MULTILINE)


def seen(text: str) -> str:
    """
    A text as a reader sees it, on one line: what is shown as space is one space, and what is not shown is gone.

    Characters that turn the direction of writing, join or hide others, or belong to no alphabet could show another
    text than the one that was checked.
    """
    folded = unicodedata.normalize("NFKC", text)
    kept = (
        " " if character.isspace() else character
        for character in folded
        if character.isspace() or unicodedata.category(character)[0] != "C"
    )
    return " ".join("".join(kept).split())


def stripped(text: str) -> str:
    """The words alone; taking something out may make an address of what is left, so it is done until nothing is found."""
    before, after = None, seen(_HEADINGS.sub("", text))
    while after != before:
        before = after
        after = _NAMED_LINK.sub(r"\1", after)
        for address in _ADDRESSES:
            after = address.sub(" ", after)
        after = seen(_HEADINGS.sub("", after.translate(_MARKS)))
    return after
