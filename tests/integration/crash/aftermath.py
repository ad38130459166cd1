"""A load with whatever was done to the service meanwhile, and what is asked again when everything works again."""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Final

from attrs import field, frozen

from tests.integration.crash.asking import Asking, Cast
from tests.integration.crash.books import Books, read_books, waiting
from tests.integration.crash.hearing import Answer, Story, a_line
from tests.integration.crash.houses import House
from tests.integration.http.people import until

LINES: Final = 8

log = logging.getLogger(__name__)


@frozen
class Again:
    """A request that was sent again, and whether its client and the books knew of its answer before that."""

    story: Story
    known: bool
    kept: bool
    answers: tuple[Answer, ...]


@frozen
class Aftermath:
    """What the clients know, what they were told when they asked again, and what is stored then."""

    house: House
    cast: Cast
    name: str
    stories: Sequence[Story] = field(repr=False)
    again: Sequence[Again] = field(repr=False)
    books: Books = field(repr=False)

    def check(self, findings: Iterable[str]) -> None:
        """Fail by the first wrong thing, with what it takes to see it again."""
        wrong = next(iter(findings), None)
        assert wrong is None, f"{self.name}: {wrong}"

    def finally_told(self) -> Iterator[tuple[Story, Answer]]:
        """Each request with the answer that stands, now that everybody was told."""
        for again in self.again:
            yield again.story, again.answers[-1]


@contextmanager
def told_apart(name: str) -> Iterator[None]:
    """Let whatever fails say which run it was."""
    try:
        yield
    except Exception as failure:
        failure.add_note(name)
        raise


def afterwards(house: House, cast: Cast, name: str, stories: Sequence[Story]) -> Aftermath:
    """
    Ask everything again, when everything works again.

    What nobody was told of is asked twice, for the effect and for its repeat. What was told is asked once more.
    """
    begun = time.monotonic()
    until(lambda: waiting(house.service), lambda orders: not orders)
    settled = time.monotonic() - begun
    again = ask_again(house, read_books(house.service, cast).answers, stories)
    until(lambda: waiting(house.service), lambda orders: not orders)
    tell(name, stories, again, f"nothing waits after {settled:.1f} s")
    return Aftermath(house, cast, name, stories, again, read_books(house.service, cast))


def ask_again(house: House, kept: Callable[[Asking], bool], stories: Sequence[Story]) -> list[Again]:
    """Ask all that was not strange again, on several lines at once."""
    asked = [story for story in stories if not story.strange]
    with ThreadPoolExecutor(LINES) as pool:
        parts = list(pool.map(lambda start: _on_a_line(house, kept, asked[start::LINES]), range(LINES)))
    return [one for part in parts for one in part]


def _on_a_line(house: House, kept: Callable[[Asking], bool], stories: Sequence[Story]) -> list[Again]:
    with a_line(house.service.url) as line:
        return [
            Again(
                story,
                story.known,
                kept(story.asking),
                tuple(_answered(lambda: story.send(line)) for _ in range(1 if story.known else 2)),  # noqa: B023
            )
            for story in stories
        ]


def _answered(send: Callable[[], Answer | None]) -> Answer:
    """Ask until there is an answer, as somebody does who is told to ask again."""
    answer = until(send, lambda answer: answer is not None and not answer.leaves_open)
    assert answer is not None
    return answer


def tell(name: str, stories: Sequence[Story], again: Sequence[Again], waited: str) -> None:
    """Say what was seen."""
    kinds = Counter(story.asking.kind for story in stories)
    unknown = [one for one in again if not one.known]
    log.info(
        "%s: %d requests %s, %d refused, %d unknown of which %d were done, %d silences %s; %s",
        name,
        len(stories),
        dict(kinds),
        sum(not one.answers[0].good for one in again),
        len(unknown),
        sum(one.kept for one in unknown),
        sum(len(story.silences) for story in stories),
        dict(Counter(word for story in stories for word in story.silences)),
        waited,
    )
