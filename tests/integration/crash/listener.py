"""Somebody who listens to his orders through every outage, and comes back each time with the last number he has seen."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from threading import Condition
from typing import Final

from tests.integration.crash.beside import Beside
from tests.integration.http.people import Door
from tests.integration.live.ears import Message, listening
from tests.integration.live.faithful import LOST

GLANCE: Final = 0.05
PATIENCE: Final = 30.0


class Listener(Beside):
    """Hears on a thread of its own; ``heard`` is every event so far, in the order in which they came."""

    def __init__(self, who: Door) -> None:
        """Begin before the first event."""
        super().__init__("listener")
        self.heard: list[Message] = []
        self.losses, self.resets = 0, 0
        self.who, self._since, self._beats = who, 0, 0
        self._changed = Condition()

    def hear_out(self, total: int) -> Sequence[Message]:
        """Everything that is heard, once so many events were and then a sign of life; or what there is after a while."""
        with self._changed:
            self._changed.wait_for(lambda: len(self.heard) >= total, PATIENCE)
            beats = self._beats
            self._changed.wait_for(lambda: self._beats > beats, PATIENCE)
            return tuple(self.heard)

    def _run(self) -> None:
        while not self._stop.is_set():
            try:
                self._listen()
            except LOST:
                self.losses += 1
                self._stop.wait(GLANCE)
            except Exception as failure:  # noqa: BLE001 - told to whoever waits for the listener
                self._failures.append(failure)
                return

    def _listen(self) -> None:
        with listening(self.who, f"/ws/orders/?since={self._since}") as ear:
            while not self._stop.is_set():
                try:
                    message: Message = json.loads(ear.recv(timeout=GLANCE))
                except TimeoutError:
                    continue
                self._take(message)

    def _take(self, message: Message) -> None:
        with self._changed:
            self._since = message["id"]
            self._beats += message["type"] == "heartbeat"
            self.resets += message["type"] == "reset"
            if message["type"] == "order":
                self.heard.append(message)
            self._changed.notify_all()


def steps_of_each(heard: Sequence[Message]) -> dict[str, list[str]]:
    """What was heard of each order, step by step."""
    found: dict[str, list[str]] = defaultdict(list)
    for message in heard:
        found[message["order"]["number"]].append(message["event"]["status"])
    return found
