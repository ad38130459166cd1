"""One shell for the commands of a page, as somebody has who follows it from top to bottom."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from tests.processes import bounded
from tests.servers.service import KEPT, guarded

CURL: Final = Path(__file__).with_name("curl.py")
MARK: Final = "=== that was it, with"
# An answer that refuses is a failure here, and curl says nothing of it by itself.
BEGIN: Final = 'curl() { command curl --fail-with-body "$@"; }\n'


class Bash:
    """
    A shell that keeps its variables and its background jobs from one command to the next.

    What is fetched is fetched by curl. Python, make and git are all that the tests ask of a machine, so where curl is missing
    a small one of our own takes its place, which knows the options that the pages use.
    """

    def __init__(self, folder: Path, process: subprocess.Popen[str]) -> None:
        """Talk to this one."""
        self._folder, self._process = folder, process
        self._count = 0

    def run(self, command: str, *, strict: bool) -> tuple[int, str]:
        """Run it, to the first line that fails if that matters, and tell how it ended and what it printed."""
        self._count += 1
        script = self._folder / f"command-{self._count}.sh"
        script.write_text(command, encoding="utf-8")
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        flags = "set -eu -o pipefail" if strict else "set +eu +o pipefail"
        self._process.stdin.write(f"{flags}\n. {script} </dev/null\nprintf '\\n{MARK} %d\\n' $?\n")
        self._process.stdin.flush()
        said = ""
        for line in self._process.stdout:
            if line.startswith(MARK):
                return int(line.removeprefix(MARK)), said.removesuffix("\n")
            said += line
        return self._process.wait() or 1, said


@contextmanager
def bash(
    folder: Path, aside: Path, settings: dict[str, str], *, own_curl: bool | None = None
) -> Iterator[Bash]:
    """A shell in a folder, where the project is installed as `make install` does it; nothing of it outlives the block."""
    programs = aside / "bin"
    programs.mkdir()
    if own_curl or (own_curl is None and shutil.which("curl") is None):
        mine = programs / "curl"
        mine.write_text(f'#!/bin/sh\nexec {sys.executable} {CURL} "$@"\n', encoding="utf-8")
        mine.chmod(0o755)
    (folder / ".venv").symlink_to(Path(sys.executable).parent.parent)
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    path = os.pathsep.join([str(programs), str(Path(sys.executable).parent), os.environ["PATH"]])
    environment = guarded({**kept, "PATH": path, "HOME": str(folder), "LANG": "C.UTF-8", **settings})
    command = ["bash", "--noprofile", "--norc"]
    pipe = subprocess.PIPE
    with bounded(
        subprocess.Popen(
            command,
            cwd=folder,
            env=environment,
            stdin=pipe,
            stdout=pipe,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
    ) as process:
        try:
            assert process.stdin is not None
            process.stdin.write(BEGIN)
            yield Bash(aside, process)
        finally:
            _end(process)


def _end(process: subprocess.Popen[str]) -> None:
    """End the shell and what it has left in the background, and wait until the last of them has let go of its output."""
    assert process.stdin is not None
    assert process.stdout is not None
    with suppress(ProcessLookupError):  # a command has ended the shell, and left nothing behind
        os.killpg(process.pid, signal.SIGTERM)
    process.stdin.close()
    process.stdout.read()
