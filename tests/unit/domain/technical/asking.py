"""Calls with arguments that their types do not allow, to see them refused."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest

from trading_core.errors import InvalidValue


def asked(call: Callable[..., object], *arguments: object, **named: object) -> Callable[[], object]:
    """A call that is made later."""
    return partial(call, *arguments, **named)


def refusal(call: Callable[[], object]) -> tuple[str, str, str]:
    """The facts of the refusal that a call ends with."""
    with pytest.raises(InvalidValue) as refused:
        call()
    return refused.value.field, refused.value.found, refused.value.expected
