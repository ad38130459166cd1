"""Strikes one victim or two at a time, at moments that follow from a seed, and starts each again after a while."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from random import Random
from threading import Event, Thread
from typing import Final

from attrs import frozen

from tests.integration.crash.beside import Beside
from tests.integration.crash.victims import Victim

SHORTEST: Final = 0.2
LONGEST: Final = 4.0
LONGEST_DOWN: Final = 1.5
TOGETHER: Final = 0.4

log = logging.getLogger(__name__)


@frozen
class Blow:
    """Whom, how long after everybody was well, in which way, and for how long."""

    victim: str
    after: float
    way: str
    down: float


def schedule(
    seed: int, ways: Mapping[str, Sequence[str]], longest: float = LONGEST
) -> Iterator[tuple[Blow, ...]]:
    """Every round of blows there will ever be, by the seed alone; nobody is struck again before everybody was."""
    chance = Random(seed)  # noqa: S311 - repeats by its seed
    left: list[str] = []
    means: dict[str, list[str]] = {name: [] for name in ways}
    while True:
        left = left or chance.sample(sorted(ways), len(ways))
        struck = [left.pop() for _ in range(2 if len(left) > 1 and chance.random() < TOGETHER else 1)]
        blows = []
        for name in struck:
            means[name] = means[name] or chance.sample(ways[name], len(ways[name]))
            after, down = chance.uniform(SHORTEST, longest), chance.uniform(0, LONGEST_DOWN)
            blows.append(Blow(name, after, means[name].pop(), down))
        yield tuple(blows)


class Killer(Beside):
    """Strikes until it is stopped; between two rounds everybody works again for a moment."""

    def __init__(self, victims: Sequence[Victim], seed: int, longest: float = LONGEST) -> None:
        """Choose nothing any more: the seed has chosen."""
        super().__init__("killer")
        self.blows: Counter[str] = Counter()
        self.everybody_struck = Event()
        self._victims = {victim.name: victim for victim in victims}
        ways = {victim.name: tuple(way.__name__ for way in victim.ways) for victim in victims}
        self._rounds = schedule(seed, ways, min(longest, LONGEST))

    def _run(self) -> None:
        while not self._stop.is_set() and not self._failures:
            hands = [Thread(target=self._strike, args=(blow,)) for blow in next(self._rounds)]
            for hand in hands:
                hand.start()
            for hand in hands:
                hand.join()
        self.everybody_struck.set()

    def _strike(self, blow: Blow) -> None:
        if self._stop.wait(blow.after):
            return
        victim = self._victims[blow.victim]
        log.info("%s %s for %.2f s", blow.victim, blow.way, blow.down)
        try:
            victim.check_alive()
            next(way for way in victim.ways if way.__name__ == blow.way)(victim.server)
            self._stop.wait(blow.down)
            victim.revive()
        except Exception as failure:  # noqa: BLE001 - told to whoever waits for the killer
            self._failures.append(failure)
        self.blows[f"{blow.victim} {blow.way}"] += 1
        if self._victims.keys() <= {name.split(" ")[0] for name in self.blows}:
            self.everybody_struck.set()
