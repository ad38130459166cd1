"""How a process loads its modules."""

from __future__ import annotations

import gc
import subprocess
import sys
from contextlib import suppress

from entrypoints.loading import loading

DISTANT = ("redis", "celery", "kombu", "alembic", "mcp", "httpx")


def test_garbage_is_looked_for_again_after_loading() -> None:
    """Whatever happens while modules are loaded, also inside of one another: only meanwhile nobody looks."""
    with suppress(ZeroDivisionError), loading():
        with loading():
            pass
        inside = gc.isenabled()
        raise ZeroDivisionError
    gc.unfreeze()
    assert (False, True) == (inside, gc.isenabled())


def test_what_a_deployment_does_not_use_is_not_loaded() -> None:
    """A service on SQLite alone asks nobody else, and the clients for that would be a sixth of its start."""
    program = (
        f"import sys, entrypoints.http.main\nprint([name for name in {DISTANT!r} if name in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert "[]\n" == found.stdout
