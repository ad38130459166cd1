"""How far a command is: shown on a terminal, and nowhere else."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress


def progress() -> Progress:
    """Bars on standard error, so that what is printed can be piped on, and only where a person looks at it."""
    from rich.console import Console
    from rich.progress import Progress

    return Progress(
        console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty(), redirect_stdout=False
    )


@contextmanager
def waiting(what: str) -> Iterator[None]:
    """Say what is waited for, as long as it is."""
    with progress() as bars:
        bars.add_task(what, total=None)
        yield
