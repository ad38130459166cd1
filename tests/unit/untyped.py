"""What callers hand in whom no type checker stops: mistakes that the library has to refuse by itself."""

from __future__ import annotations

from typing import Any


def untyped(value: object) -> Any:  # noqa: ANN401 - what it is, is not to be known
    """The same value, of which a type checker knows nothing any more."""
    return value
