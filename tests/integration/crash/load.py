"""Many clients at once, each on a thread of its own, who go on through every outage."""

from __future__ import annotations

from threading import Condition, Event, Thread
from types import TracebackType
from typing import Final, Self

import httpx

from tests.integration.crash.asking import Author, Cast
from tests.integration.crash.charting import Charter
from tests.integration.crash.hearing import Story, a_line
from tests.servers.server import accepted

GLANCE: Final = 0.02
LONGEST: Final = 60.0
AGAIN: Final = 0.5
AGAIN_THOUGH_KNOWN: Final = 0.05
# Whoever asked again at once would be put off so often that he kept the machine from coming back.
PUT_OFF: Final = 0.1


class Load:
    """Clients that ask until they are stopped; what they know is in ``stories``, and in ``signals`` if some are charts."""

    def __init__(self, url: str, cast: Cast, clients: int, charts: int = 0) -> None:
        """Make them ready."""
        self._url, self._port = url, httpx.URL(url).port or 80
        self._stop, self._failed = Event(), Event()
        self._changed, self._count = Condition(), 0
        self._failures: list[Exception] = []
        self._told: list[list[Story]] = [[] for _ in range(clients)]
        self._charted: list[list[Story]] = [[] for _ in range(charts)]
        authors = [Author(cast, place) for place in range(clients)]
        charters = [Charter(cast, place) for place in range(charts)]
        self._threads = [
            Thread(target=self._run, args=(author, told), name=f"client-{place}")
            for place, (author, told) in enumerate(
                zip([*authors, *charters], [*self._told, *self._charted], strict=True)
            )
        ]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()
        if error is None and self._failures:
            raise self._failures[0]

    def go_on(self, seconds: float) -> None:
        """Let them work for a while, unless one of them fails."""
        self._failed.wait(seconds)

    @property
    def stories(self) -> list[Story]:
        """Every request so far that is no signal."""
        return [story for told in self._told for story in told]

    @property
    def signals(self) -> list[Story]:
        """Every delivery of a signal so far."""
        return [story for told in self._charted for story in told]

    def until_told(self, more: int) -> None:
        """Let them work until they were told of so many more requests."""
        with self._changed:
            wanted = self._count + more
            self._changed.wait_for(lambda: self._count >= wanted or self._failed.is_set(), LONGEST)
            assert self._count >= wanted, f"only {self._count} of {wanted} requests were told of"

    def _run(self, author: Author | Charter, told: list[Story]) -> None:
        try:
            with a_line(self._url) as line:
                while not self._stop.is_set():
                    told.append(Story(author.next()))
                    self._pursue(told[-1], author, line)
        except Exception as failure:  # noqa: BLE001 - told to whoever waits for the clients
            self._failures.append(failure)
            self._failed.set()

    def _pursue(self, story: Story, author: Author | Charter, line: httpx.Client) -> None:
        """Ask once; whoever was not told asks again under the same key, or leaves it; some do although they were told."""
        again = author.chance.random
        while True:
            answer = story.send(line)
            if answer is None:
                self._until_somebody_accepts()
            elif answer.leaves_open:
                self._stop.wait(PUT_OFF)
            known = answer is not None and answer.stands
            if known:
                with self._changed:
                    self._count += 1
                    self._changed.notify_all()
            if self._stop.is_set() or again() >= (AGAIN_THOUGH_KNOWN if known else AGAIN):
                return

    def _until_somebody_accepts(self) -> None:
        while not accepted(self._port, lambda _: True) and not self._stop.wait(GLANCE):
            pass
