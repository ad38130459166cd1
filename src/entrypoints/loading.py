"""The modules of a process, loaded without looking for garbage among them."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def loading() -> Iterator[None]:
    """
    Load what a process needs as long as it runs.

    There is no garbage yet and none among it later: to look for it now, and again at the end, would be a third of the start.
    """
    if not gc.isenabled():  # somebody further out loads already
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
