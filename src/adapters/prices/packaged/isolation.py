"""A process that answers within its time or is ended."""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from threading import Lock
from types import TracebackType
from typing import Any, Final, Self

from adapters.prices.exchange.wrong import unusable

MOST_BYTES: Final = 4 * 1024 * 1024
PIECE: Final = 65_536


class Isolation:
    """One child for all who ask in this process, who take turns with it; the next question after its end starts another."""

    def __init__(
        self,
        part: str,
        module: str,
        arguments: Sequence[str] = (),
        environment: Mapping[str, str] | None = None,
    ) -> None:
        """Name it as people know it, and say which module it runs; nothing is started before the first question."""
        self._part = part
        self._command = [sys.executable, "-m", module, *arguments]
        self._environment = environment
        self._lock = Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._process = 0

    def ask(self, question: object, seconds: float) -> Any:  # noqa: ANN401 - whatever JSON can hold
        """Ask and have an answer within so many seconds, or end the child."""
        deadline = time.monotonic() + seconds
        if not self._lock.acquire(timeout=seconds):
            raise unusable(self._part, "it is busy with other questions")
        try:
            child = self._ready()
            line = self._exchange(child, json.dumps(question).encode() + b"\n", deadline)
            if line is None:
                self._end()
                raise unusable(self._part, f"it did not answer within {seconds:g} s")
            told = _read(line)
        finally:
            self._lock.release()
        if "told" not in told:
            raise unusable(self._part, f"it failed ({str(told.get('failed', 'without a word')).rstrip('.')})")
        return told["told"]

    def _ready(self) -> subprocess.Popen[bytes]:
        """The child of this very process, alive."""
        if self._child is None or self._process != os.getpid() or self._child.poll() is not None:
            if self._process == os.getpid():
                self._end()
            self._child = subprocess.Popen(  # noqa: S603 - our own module
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                bufsize=0,
                env=None if self._environment is None else dict(self._environment),
            )
            self._process = os.getpid()
        return self._child

    def _exchange(self, child: subprocess.Popen[bytes], question: bytes, deadline: float) -> bytes | None:
        """Write a line and read one; nothing when it is late, too long or when the child has died."""
        if child.stdin is None or child.stdout is None:
            return None
        try:
            child.stdin.write(question)
            line = b""
            while not line.endswith(b"\n"):
                left = deadline - time.monotonic()
                if left <= 0 or not select.select([child.stdout], [], [], left)[0]:
                    return None
                piece = os.read(child.stdout.fileno(), PIECE)
                line += piece
                if not piece or len(line) > MOST_BYTES:
                    return None
        except OSError:
            return None
        return line

    def _end(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        child.kill()
        child.wait()
        for end in (child.stdin, child.stdout):
            if end is not None:
                end.close()

    def close(self) -> None:
        """End the child."""
        with self._lock:
            if self._process == os.getpid():
                self._end()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _read(line: bytes) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
