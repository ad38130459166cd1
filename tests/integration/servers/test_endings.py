"""What the tests start ends with them, however they end and wherever they run."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.processes import TooLong, bounded, with_signals

ROOT = Path(__file__).resolve().parents[3]
PATIENCE = 30


def eventually(holds: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + PATIENCE
    while not holds() and time.monotonic() < deadline:
        time.sleep(0.02)
    return holds()


def runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.parametrize(
    ("handling", "how"),
    [
        (signal.SIG_DFL, signal.SIGTERM),
        (signal.SIG_DFL, signal.SIGINT),
        (signal.SIG_DFL, signal.SIGHUP),
        (signal.SIG_DFL, signal.SIGKILL),
        (signal.SIG_IGN, signal.SIGKILL),
    ],
)
def test_servers_end_with_the_run_that_started_them(
    server_folder: Path, handling: signal.Handlers, how: signal.Signals
) -> None:
    """Whoever interrupts or kills the tests finds no server left over, frozen or not, started in the background or not."""
    program = (
        "import sys, time; from pathlib import Path; from tests.servers import PostgresServer, RedisServer\n"
        "folder = Path(sys.argv[1])\n"
        "with PostgresServer(folder) as first, RedisServer(folder) as second:\n"
        "    second.freeze()\n"
        "    print(first.pid, second.pid, flush=True)\n"
        "    time.sleep(600)\n"
    )
    started = subprocess.Popen(
        with_signals(handling, "-c", program, str(server_folder)),
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    with bounded(started) as run:
        assert run.stdout is not None
        pids = [int(pid) for pid in run.stdout.readline().split()]
        assert [True, True] == [runs(pid) for pid in pids]

        run.send_signal(how)

        assert eventually(lambda: not any(runs(pid) for pid in pids))
        assert -how == run.wait(PATIENCE)


@pytest.mark.parametrize("handling", [signal.SIG_DFL, signal.SIG_IGN])
def test_a_server_is_told_of_signals_whatever_its_tests_ignore(
    server_folder: Path, handling: signal.Handlers
) -> None:
    """A server that relies on the usual effect of a signal ends in order below a run in the background too."""
    program = (
        "import sys; from pathlib import Path; from tests.servers import RedisServer\n"
        "with RedisServer(Path(sys.argv[1])) as server:\n"
        "    keeper = Path(f'/proc/{server.pid}/stat').read_text().rpartition(')')[2].split()[1]\n"
        "    print(Path(f'/proc/{keeper}/status').read_text())\n"
    )
    asked = subprocess.run(
        with_signals(handling, "-c", program, str(server_folder)),
        cwd=ROOT, capture_output=True, check=True, text=True, timeout=PATIENCE,
    )  # fmt: skip
    found = re.findall(r"^Sig(Blk|Ign):\s*(\w+)$", asked.stdout, re.MULTILINE)
    masks = {name: int(mask, 16) for name, mask in found}

    assert {"Blk", "Ign"} == set(masks)
    for signum in (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGTERM):
        assert not (masks["Blk"] | masks["Ign"]) >> (signum - 1) & 1


def test_a_program_that_does_not_end_is_named() -> None:
    """No test waits for ever: what runs too long is killed and told, whether the test reads from it or waits for it."""

    def read_and_wait() -> None:
        command = [sys.executable, "-c", "import time; time.sleep(600)"]
        with bounded(subprocess.Popen(command, stdout=subprocess.PIPE), seconds=0.1) as program:
            assert program.stdout is not None
            assert b"" == program.stdout.readline()
            assert -signal.SIGKILL == program.wait()

    with pytest.raises(TooLong, match=r"still ran after 0\.1 s .* time\.sleep"):
        read_and_wait()
