"""Signals that were sent while the service was struck: what is kept of them, and what is said when they are sent again."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import timedelta
from functools import cached_property
from typing import Final, TypeVar

from attrs import evolve, field, frozen

from tests.integration.crash.aftermath import Aftermath, Again, ask_again, tell
from tests.integration.crash.asking import Asking, Cast
from tests.integration.crash.books import Books, read_books, read_signals
from tests.integration.crash.charting import Signalling
from tests.integration.crash.hearing import Answer, Story
from tests.integration.crash.houses import House
from tests.integration.crash.listener import Listener
from tests.integration.live.ears import Message
from tests.servers.server import GLANCE
from trading_core.domain.orders import Order
from trading_core.ports.signals import ReceivedSignal, SignalFate

T = TypeVar("T")

PATIENCE: Final = 30.0
LATE: Final = timedelta(seconds=4)


@frozen
class Text:
    """One text with every delivery of it, and what was kept of it before and after all were sent again."""

    asking: Signalling
    again: Sequence[Again]
    before: Sequence[ReceivedSignal]
    after: Sequence[ReceivedSignal]

    @property
    def known(self) -> bool:
        """Whether anybody was told before that."""
        return any(one.known for one in self.again)

    @property
    def answers(self) -> list[Answer]:
        """Whatever anybody was ever told."""
        return [answer for one in self.again for answer in one.story.answers]

    @property
    def anew(self) -> int:
        """How many of the repeats did not say that they are one."""
        return sum(not answer.replayed for one in self.again for answer in one.answers)

    def __str__(self) -> str:
        return " and ".join(str(one.story) for one in self.again)


@frozen(kw_only=True)
class Charted(Aftermath):
    """
    What is known and kept of the chartists.

    ``left`` are the signals that nobody had finished when there had been time enough; ``heard`` is what a listener of
    the first chartist has heard through it all, and ``told_anew`` what one hears who comes when it is over.
    """

    left: Sequence[ReceivedSignal] = field(repr=False)
    before: Sequence[ReceivedSignal] = field(repr=False)
    after: Sequence[ReceivedSignal] = field(repr=False)
    heard: Sequence[Message] = field(repr=False)
    told_anew: Sequence[Message] = field(repr=False)
    resets: int

    @cached_property
    def texts(self) -> Sequence[Text]:
        """Every text that was sent and not answered strangely, once."""
        of_each: dict[str, list[Again]] = defaultdict(list)
        for one in self.again:
            of_each[one.story.asking.key].append(one)
        before, after = _by_words(self.before), _by_words(self.after)
        return [
            Text(asking, again, before.get(asking.words, ()), after.get(asking.words, ()))
            for again in of_each.values()
            if isinstance(asking := again[0].story.asking, Signalling)
        ]

    @property
    def listened(self) -> Mapping[str, Order]:
        """The orders of the chartist who is listened to."""
        return self.books.accounts[self.cast.chartists[0].trader.account].orders

    @property
    def orders(self) -> Iterator[Order]:
        """Every order of a chartist."""
        for kept in self.books.accounts.values():
            yield from kept.orders.values()


def _by_words(signals: Sequence[ReceivedSignal]) -> dict[str, list[ReceivedSignal]]:
    found: dict[str, list[ReceivedSignal]] = defaultdict(list)
    for signal in signals:
        found[signal.text].append(signal)
    return found


@frozen
class _Kept:
    """Whether the text of a delivery is there."""

    words: frozenset[str]

    def __call__(self, asking: Asking) -> bool:
        return isinstance(asking, Signalling) and asking.words in self.words


def signals_afterwards(
    house: House, cast: Cast, name: str, stories: Sequence[Story], listener: Listener
) -> Charted:
    """Let what was left be finished by itself, then send everything again, and hear the listener out."""
    begun = time.monotonic()
    waited = read_signals(house.service, cast, SignalFate.RECEIVED)
    left = _patiently(lambda: read_signals(house.service, cast, SignalFate.RECEIVED), lambda found: not found)
    settled = time.monotonic() - begun
    before = read_signals(house.service, cast)
    again = ask_again(house, _Kept(frozenset(signal.text for signal in before)), stories)
    books = read_books(house.service, evolve(cast, traders=tuple(one.trader for one in cast.chartists)))
    after = read_signals(house.service, cast)
    mine = books.accounts[cast.chartists[0].trader.account].orders
    total = sum(len(order.history) for order in mine.values())
    heard = listener.hear_out(total)
    with Listener(listener.who) as anew:
        told_anew = anew.hear_out(total)
    late = _traded_late(after, books)
    tell(
        f"{name} signals",
        stories,
        again,
        f"{late} were traded long after they were kept, the last {len(waited)} within {settled:.1f} s; "
        f"{len(after)} are kept, and {len(heard)} events were heard in spite of {listener.losses} losses",
    )
    return Charted(
        house=house,
        cast=cast,
        name=name,
        stories=stories,
        again=again,
        books=books,
        left=left,
        before=before,
        after=after,
        heard=heard,
        told_anew=told_anew,
        resets=listener.resets + anew.resets,
    )


def _traded_late(signals: Sequence[ReceivedSignal], books: Books) -> int:
    """How many were not traded by whoever kept them."""
    received = {signal.order: signal.received_at for signal in signals if signal.order is not None}
    orders = [order for kept in books.accounts.values() for order in kept.orders.values()]
    return sum(
        order.created_at - received[order.number] > LATE for order in orders if order.number in received
    )


def _patiently(look: Callable[[], T], fits: Callable[[T], bool]) -> T:
    """Look until what is seen fits, or for a long while: a law says what is wrong then."""
    end = time.monotonic() + PATIENCE
    while not fits(seen := look()) and time.monotonic() < end:
        time.sleep(GLANCE)
    return seen
