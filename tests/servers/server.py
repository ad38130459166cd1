"""A server process that can be started, killed, frozen and started again on the same port and data."""

from __future__ import annotations

import json
import select
import signal
import socket
import subprocess
import sys
import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

KEEPER: Final = Path(__file__).with_name("keeper.py")
SECONDS_TO_START: Final = 60
SECONDS_TO_END: Final = 30
SECONDS_TO_ANSWER: Final = 60
GLANCE: Final = 0.02
LAST_WORDS: Final = 1_500


class ServerFailed(Exception):
    """A server that the tests need is missing or does not run; the message says what to do."""


class Server(ABC):
    """
    One server on a free port of the loopback address, with its data in a folder.

    It ends when it is left as a context, and also when this process ends in any other way.
    """

    name: str
    ending = signal.SIGTERM

    def __init__(self, folder: Path) -> None:
        """Take a folder, which is made if there is none; what the server writes goes below it."""
        self.folder = folder.resolve()
        self.port = 0
        self.pid = 0
        self._keeper: subprocess.Popen[bytes] | None = None

    @property
    @abstractmethod
    def url(self) -> str:
        """Where it listens."""

    @abstractmethod
    def command(self) -> list[str]:
        """What is run."""

    @abstractmethod
    def answers(self) -> bool:
        """Whether it can be worked with by now."""

    def prepare(self) -> None:
        """Make what it needs before the first start."""
        self.folder.mkdir(exist_ok=True)

    def person(self) -> dict[str, Any]:
        """As whom it runs: arguments of Popen, none for whoever asks."""
        return {}

    @property
    def log(self) -> Path:
        """What it had to say."""
        return self.folder / f"{self.name}.log"

    @property
    def running(self) -> bool:
        """Whether it was started and has not ended, by itself or by anybody."""
        return self._keeper is not None and self._keeper.poll() is None

    def start(self) -> None:
        """
        Run until it answers.

        Somebody else may take the free port between looking for it and using it, and a database refuses to start while a
        process of the one that was killed is still dying; so who ends early is asked again.
        """
        if self._keeper is not None:
            return
        moving = not self.port
        if moving:
            self.prepare()
        deadline = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < deadline:
            self.port = free_port() if moving else self.port
            if self._launch(deadline):
                return
            time.sleep(GLANCE)
        said = self.log.read_text(errors="replace")[-LAST_WORDS:]
        raise ServerFailed(f"{self.name} did not start within {SECONDS_TO_START} s. It said last: {said}")

    def stop(self) -> None:
        """End it in peace, with its data written."""
        if self._keeper is not None:
            self._gone()

    def kill(self) -> None:
        """End it at once, as a failing machine does."""
        self._tell(signal.SIGKILL)
        self._gone()

    def wait(self) -> int:
        """Wait until it has ended by itself or by a signal, and say with which code."""
        if self._keeper is None:
            raise ServerFailed(f"{self.name} is not running: start it first.")
        code = self._keeper.wait(SECONDS_TO_END)
        self._gone()
        return code

    def freeze(self) -> None:
        """Let all of it stand still with its connections open, which is worse for a client than its death."""
        self._tell(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on."""
        self._tell(signal.SIGCONT)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _launch(self, deadline: float) -> bool:
        wish = {
            "command": self.command(),
            "folder": str(self.folder),
            "log": str(self.log),
            "ending": self.ending,
            "person": self.person(),
        }
        # In a session of its own, so that a key pressed in a terminal ends the tests first and the servers by them.
        self._keeper = subprocess.Popen(
            [sys.executable, "-I", "-S", str(KEEPER), json.dumps(wish)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            bufsize=0,
            start_new_session=True,
        )
        assert self._keeper.stdout is not None
        self.pid = int(self._answer() or 0)
        while self._keeper.poll() is None and time.monotonic() < deadline:
            if self.answers() and self._keeper.poll() is None:
                return True
            time.sleep(GLANCE)
        self._gone()
        return False

    def _tell(self, signum: int) -> None:
        if self._keeper is None:
            raise ServerFailed(f"{self.name} is not running: start it first.")
        assert self._keeper.stdin is not None
        self._keeper.stdin.write(b"%d\n" % signum)
        self._answer()

    def _answer(self) -> bytes:
        """What its keeper says next, which is nothing when it has ended."""
        assert self._keeper is not None
        assert self._keeper.stdout is not None
        if not select.select([self._keeper.stdout], [], [], SECONDS_TO_ANSWER)[0]:
            raise ServerFailed(
                f"The keeper of {self.name} said nothing for {SECONDS_TO_ANSWER} s: see {self.log}."
            )
        return self._keeper.stdout.readline()

    def _gone(self) -> None:
        """Close both ends of the keeper, which ends the server if it has not ended, and wait for it."""
        keeper, self._keeper = self._keeper, None
        assert keeper is not None
        for end in (keeper.stdin, keeper.stdout):
            assert end is not None
            end.close()
        try:
            keeper.wait(SECONDS_TO_END)
        except subprocess.TimeoutExpired:
            raise ServerFailed(
                f"{self.name} did not end within {SECONDS_TO_END} s: see {self.log}."
            ) from None


def free_port() -> int:
    """Ask the system for a port that nobody uses at the moment."""
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        port: int = asked.getsockname()[1]
        return port


def healthy(port: int, path: str) -> bool:
    """Whether somebody at that port says that all is well, asked without the cost of a client for the whole web."""
    line = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        line.request("GET", path)
        return line.getresponse().status == HTTPStatus.OK
    except (OSError, HTTPException):
        return False
    finally:
        line.close()


def accepted(port: int, talk: Callable[[socket.socket], bool]) -> bool:
    """Whether somebody accepts a connection on that port and passes a talk."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1) as line:
            return talk(line)
    except OSError:
        return False
