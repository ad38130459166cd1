"""Finishing what was received: once, whoever does it and however often it was begun."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import timedelta

import pytest
from attrs import evolve

from tests.unit.untyped import untyped
from tests.unit.use_cases.conftest import House, quote
from tests.unit.use_cases.signal_desk import AT_MARKET, BUY, STOP, Desk, one, said
from trading_core.domain.account import AccountTerms
from trading_core.domain.commands import OpenAccount
from trading_core.domain.ids import Symbol
from trading_core.domain.orders import submitted
from trading_core.domain.quotes import Quote
from trading_core.domain.sizing import FixedQuantity
from trading_core.errors import AlreadyExists, InvalidValue
from trading_core.ports.feed import NewEvent
from trading_core.ports.signals import Conclusion, SignalFate, SignalRefusal
from trading_core.testing import FakeQuotes, MemoryFeed
from trading_core.testing.fakes.books import MemoryBooks, MemoryUnitOfWork
from trading_core.use_cases.answer_once import AnswerOnce
from trading_core.use_cases.concluding import SignalOutcome, as_placed, read, written
from trading_core.use_cases.tell_slips import CHANNEL, TellSlips

GRACE = timedelta(seconds=5)


@pytest.fixture
def desk() -> Desk:
    desk = Desk()
    desk.house.do(OpenAccount(AccountTerms("a", "USD"), 10_000))
    return desk


def left_behind(desk: Desk, text: str = AT_MARKET) -> str:
    """Let a signal be received while nobody can trade it."""
    with desk.busy():
        (outcome,) = desk.trade([said(text)])
    assert SignalFate.RECEIVED is outcome.received.fate
    return outcome.received.id


def forgotten(desk: Desk, signal: str) -> None:
    """Forget what became of a signal, as a process does that dies before it writes that down."""
    known = desk.signals._signals[signal]
    desk.signals._signals[signal] = evolve(known, fate=SignalFate.RECEIVED, order=None, refusal=None)


def test_what_was_left_is_finished_after_a_moment(desk: Desk) -> None:
    """Whoever is at work on a signal is given the time that it takes; then somebody else goes on."""
    name = left_behind(desk, BUY)
    desk.later(GRACE - timedelta(microseconds=1))
    assert () == desk.finisher()()
    desk.later(timedelta(microseconds=1))

    done = one(desk.finisher()())
    assert (name, SignalFate.ORDERED) == (done.received.id, done.received.fate)
    assert done.order is not None
    assert () == desk.finisher()()


def test_an_order_that_was_placed_before_a_crash_is_found(desk: Desk) -> None:
    """The order and the answer are one transaction, so nothing is decided a second time."""
    first = one(desk.trade([said(BUY)]))
    forgotten(desk, first.received.id)
    desk.later(GRACE)

    assert (first,) == desk.finisher()()
    assert 1 == len(desk.house.books.store.orders)


class Overtaken(MemoryBooks):
    """Somebody else is quicker with the first commit, and leaves nothing of it."""

    def __init__(self, desk: Desk, others: list[Callable[[], object]]) -> None:
        super().__init__(desk.house.books.store)
        self.others = others

    def begin(self) -> MemoryUnitOfWork:
        return OvertakenUnitOfWork(self)


class OvertakenUnitOfWork(MemoryUnitOfWork):
    def __init__(self, books: Overtaken) -> None:
        super().__init__(books.store)
        self._others = books.others

    def commit(self) -> None:
        if self._others:
            other = self._others.pop()
            self._store.turn.release()
            other()
            self._store.turn.acquire()
            raise AlreadyExists("answer", "the same")
        super().commit()


def test_who_was_overtaken_shows_the_order_that_is_there(desk: Desk) -> None:
    """Two may work on one signal; the one whose work is undone must not show the order that he made."""
    left_behind(desk, BUY)
    desk.later(GRACE)
    seen: list[SignalOutcome] = []

    def other() -> None:
        desk.later(timedelta(seconds=1))
        seen.append(one(desk.finisher()()))

    answer_once = AnswerOnce(Overtaken(desk, [other]), desk.house.quotes, desk.house.clock)
    mine = one(evolve(desk.finisher(), answer_once=answer_once)())

    assert mine.order is not None
    assert [mine.order] == [outcome.order for outcome in seen]


def test_what_was_refused_before_a_crash_stays_so(desk: Desk) -> None:
    """A refusal that was not written down stands, though the account could pay by now."""
    first = one(desk.trade([said(AT_MARKET)]))
    assert first.received.refusal is not None
    forgotten(desk, first.received.id)
    desk.house.quotes.see(quote("EURUSD", "1.0860"))
    desk.later(GRACE)

    assert (first,) == desk.finisher()()
    assert {} == desk.house.books.store.orders


def test_two_who_finish_the_same_signal_place_one_order(desk: Desk) -> None:
    """Both were given it before either had decided, and both are told of one order."""
    left_behind(desk, BUY)
    waiting = desk.signals.waiting(desk.house.clock.now(), 9)

    first, second = (desk.finisher()(waiting) for _ in range(2))
    assert first == second
    assert 1 == len(desk.house.books.store.orders)


def test_what_is_too_old_is_refused(desk: Desk) -> None:
    """A signal that waited too long was meant for a market that is gone, and must not trade on this one."""
    desk.house.quotes.down = True
    desk.trade([said(AT_MARKET)])
    desk.later(timedelta(hours=1) - timedelta(microseconds=1))
    assert () == desk.finisher()()
    desk.later(timedelta(microseconds=1))
    desk.house.quotes.down = False
    desk.house.quotes.see(quote("EURUSD", "1.0860"))

    done = one(desk.finisher()())
    assert done.received.refusal is not None
    assert "signal_expired" == done.received.refusal.code
    assert {} == desk.house.books.store.orders


def test_what_another_version_could_read_is_refused_by_this_one(desk: Desk) -> None:
    """A text that was taken for a signal when it came in, and is none to whoever finishes it, is refused."""
    name = left_behind(desk, BUY)
    desk.signals._signals[name] = evolve(desk.signals._signals[name], text="hello")
    desk.later(GRACE)

    done = one(desk.finisher()())
    assert done.received.refusal is not None
    assert "invalid_signal" == done.received.refusal.code


class FewAnswers(FakeQuotes):
    """Tells what it knows so many times, and is down from then on."""

    left = 1

    def quotes(self, symbols: Collection[Symbol]) -> Mapping[Symbol, Quote]:
        found = super().quotes(symbols)
        self.left -= 1
        self.down = self.left == 0
        return found


@pytest.mark.parametrize("looks", [1, 2])
def test_a_price_that_goes_away_between_two_looks_puts_the_signal_off(looks: int) -> None:
    """What is not decided is not concluded, and is decided the next time, whichever look found nothing any more."""
    source = FewAnswers(quote("EURUSD", "1.0860"))
    source.left = looks
    desk = Desk(House(quotes=source))
    desk.house.do(OpenAccount(AccountTerms("a", "USD"), 10_000))
    desk.trade([said(AT_MARKET)])

    (waiting,) = desk.signals.waiting(desk.house.clock.now(), 9)
    assert SignalFate.RECEIVED is waiting.fate
    assert {} == desk.house.books.store.orders


def test_what_was_concluded_is_shown_as_it_stands(desk: Desk) -> None:
    """Being told of a signal that is finished finishes nothing, and shows its order as it was placed."""
    first = one(desk.trade([said(BUY)]))
    refused = one(desk.trade([said("hello")]))
    assert first.order is not None
    desk.fill(first.order, "1.0860")

    assert (first, refused) == desk.finisher()([first.received, refused.received])
    with pytest.raises(InvalidValue, match="told"):
        desk.finisher()(untyped(5))


def test_an_order_is_shown_as_it_was_placed(desk: Desk) -> None:
    """What happened after the first answer is no part of it; an order that is as it was is shown as it is."""
    placed = one(desk.trade([said(STOP), said(BUY, sizing=FixedQuantity(50_000))][:1])).order
    assert placed is not None

    assert placed == as_placed(placed)
    assert submitted(placed.terms, placed.created_at) == as_placed(submitted(placed.terms, placed.created_at))
    desk.fill(one(desk.trade([said(BUY)])).order or placed, "1.0860")
    now = desk.house.orders.get(placed.number)
    assert now is not None
    assert placed == as_placed(now)


@pytest.mark.parametrize(
    "conclusion",
    [
        Conclusion(
            "s", SignalFate.REFUSED, refusal=SignalRefusal(code="c", message="原因", line=1, column=2)
        ),
        Conclusion("s", SignalFate.RECEIVED),
    ],
)
def test_a_conclusion_is_read_as_it_was_written(conclusion: Conclusion) -> None:
    """What stands beside an order is what its sender is told, after any crash."""
    assert conclusion == read(written(conclusion))


def test_slips_are_told_once_each_to_their_owner(desk: Desk) -> None:
    """A text that cannot be read is on its owner's feed once, however often the telling stops in between."""
    feed = MemoryFeed()
    tell = TellSlips(desk.signals, feed, lambda signal: signal.text.encode())
    slips = tuple(outcome.received for outcome in desk.trade([said("hello"), said(BUY), said("you")]))
    feed.extend(CHANNEL, [NewEvent(slips[0].id, "a", b"hello")])

    assert (slips[0], slips[2]) == tell()
    assert () == tell()
    assert [b"hello", b"you"] == [event.content for event in feed.since(CHANNEL, 0, 9, ["a"])]
    assert () == feed.since(CHANNEL, 0, 9, ["b"])
