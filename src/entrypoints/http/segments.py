"""Parts of a path: a slash within a name, as in ``/api/orders/A%2F1/``, parts nothing.

The framework finds its routes in a path whose percents are decoded already, where such a slash looks like any other.
"""

from __future__ import annotations

from typing import Final
from urllib.parse import unquote

# Stands for a slash within a name while routes are found; no name of ours can hold it.
_WITHIN: Final = "\ufdd0"
_NO_CHARACTER: Final = "\ufffd"


def routed(path: str, raw: bytes) -> str:
    """Give the path in which routes are found, out of the decoded one and of the one that was sent."""
    if b"%" not in raw:
        return path
    parts = raw.partition(b"?")[0].decode("latin-1").split("/")
    return "/".join(unquote(part).replace(_WITHIN, _NO_CHARACTER).replace("/", _WITHIN) for part in parts)


def named_in(part: str) -> str:
    """What a path, or a part of it, was meant to say."""
    return part.replace(_WITHIN, "/")
