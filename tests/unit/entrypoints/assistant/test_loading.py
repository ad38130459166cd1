"""What a server process loads for assistants before one comes."""

from __future__ import annotations

import subprocess
import sys

LOADED = "import sys, entrypoints.http.main; print(sorted({'mcp', 'mcp_types', 'litestar'} & {*sys.modules}))"


def test_a_process_that_no_assistant_asks_loads_nothing_of_their_protocol() -> None:
    """The library of the protocol is a third of all that a process would load, so it waits for the first request."""
    done = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, check=True, text=True)

    assert "['litestar']" == done.stdout.strip()
