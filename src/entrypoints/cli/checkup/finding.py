"""What was found of a part, and how all parts are looked at side by side without waiting for any for ever."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from threading import Thread
from typing import Final

from attrs import field, frozen

from entrypoints.logs import reason_of

SECONDS_AT_MOST: Final = 15.0


class Verdict(StrEnum):
    """Nothing to do, something to think about, or something that keeps the service from working."""

    GOOD = "good"
    WARNING = "warning"
    WRONG = "wrong"


@frozen
class Finding:
    """One line: the part, how it does, what was seen, and in one sentence how to mend it where there is something to mend."""

    part: str
    verdict: Verdict
    seen: str
    mend: str = ""


def good(part: str, seen: str) -> Finding:
    """There is nothing to do."""
    return Finding(part, Verdict.GOOD, seen)


def warning(part: str, seen: str, mend: str) -> Finding:
    """It works, and may not do what its owner thinks."""
    return Finding(part, Verdict.WARNING, seen, mend)


def wrong(part: str, seen: str, mend: str) -> Finding:
    """It does not work."""
    return Finding(part, Verdict.WRONG, seen, mend)


@frozen
class Look:
    """A look at a part: it may find several things, and what it has found counts even if it never ends."""

    part: str
    find: Callable[[], Iterable[Finding]]
    mend: str = "look into its own log, then ask again"


@frozen
class _Visit:
    """A look that is under way in a thread of its own, which nobody waits for when the program ends."""

    look: Look
    found: list[Finding] = field(factory=list)
    thread: list[Thread] = field(factory=list)

    def begin(self) -> None:
        thread = Thread(target=self._run, name=f"look at {self.look.part}", daemon=True)
        self.thread.append(thread)
        thread.start()

    def end(self, seconds: float) -> Sequence[Finding]:
        self.thread[0].join(max(seconds, 0))
        found = list(self.found)
        if self.thread[0].is_alive():
            found.append(wrong(self.look.part, "it did not answer in time", self.look.mend))
        return found

    def _run(self) -> None:
        try:
            for finding in self.look.find():
                self.found.append(finding)
        except Exception as failure:  # noqa: BLE001 - whatever a part does, the others are told of too
            self.found.append(wrong(self.look.part, reason_of(failure), self.look.mend))


def examine(looks: Iterable[Look], seconds: float = SECONDS_AT_MOST) -> tuple[Finding, ...]:
    """Look at everything at once and tell what was found, part by part, after so many seconds at the latest."""
    visits = [_Visit(look) for look in looks]
    deadline = time.monotonic() + seconds
    for visit in visits:
        visit.begin()
    return tuple(found for visit in visits for found in visit.end(deadline - time.monotonic()))
