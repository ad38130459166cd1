"""The same signal again: once, as long as it is the same."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.unit.use_cases.signal_desk import BUY, STOP, Desk, one, said
from trading_core.domain.account import AccountTerms
from trading_core.domain.commands import OpenAccount
from trading_core.errors import IdempotencyKeyReused, Unavailable
from trading_core.ports.signals import SignalFate


@pytest.fixture
def desk() -> Desk:
    desk = Desk()
    desk.house.do(OpenAccount(AccountTerms("a", "USD"), 10_000))
    return desk


def test_a_repeat_trades_once_and_is_answered_as_the_first(desk: Desk) -> None:
    """A webhook that is delivered again, in other blanks, shows the order as it was placed the first time."""
    first = one(desk.trade([said(BUY)]))
    assert first.order is not None
    desk.fill(first.order, "1.0860")
    again = desk.trade([said(f"\n{BUY}  "), said("hello"), said("hello")])

    assert (first.order, first.received, True) == (again[0].order, again[0].received, again[0].replayed)
    assert again[1].received == again[2].received
    assert [False, True] == [outcome.replayed for outcome in again[1:]]
    assert 1 == len(desk.house.books.store.orders)


def test_a_repeat_whose_order_cannot_be_shown_is_put_off(desk: Desk) -> None:
    """When the books fail beside a repeat it is told why and may come again; what has no order is told as it stands."""
    first, slip = desk.trade([said(BUY), said("hello")])
    with desk.busy():
        again, slip_again, fresh = desk.trade([said(BUY), said("hello"), said(STOP)])

    assert isinstance(again.refusal, Unavailable)
    assert (None, None) == (slip_again.refusal, fresh.refusal)
    assert (slip.received, SignalFate.RECEIVED) == (slip_again.received, fresh.received.fate)
    assert first.order == one(desk.trade([said(BUY)])).order


def test_deliveries_in_one_batch_are_one_signal(desk: Desk) -> None:
    """However often it arrives together, it is traded once, and each delivery is told of the same order."""
    outcomes = desk.trade([said(BUY) for _ in range(5)])

    assert 1 == len({outcome.received for outcome in outcomes})
    assert [False, True, True, True, True] == [outcome.replayed for outcome in outcomes]
    assert 1 == len(desk.house.books.store.orders)


def test_without_a_window_each_text_is_a_signal(desk: Desk) -> None:
    """A wish may be wished twice, and after the window it is one again."""
    desk.trade([said(BUY, window=timedelta(0)), said(BUY, window=timedelta(0))])
    assert 2 == len(desk.house.books.store.orders)

    desk.trade([said(STOP)])
    desk.later(timedelta(minutes=5))
    desk.trade([said(STOP)])
    assert 4 == len(desk.house.books.store.orders)


def test_a_name_makes_a_signal_one_for_good(desk: Desk) -> None:
    """A sender who names his signals may send one again whenever he likes, and the same words under another name."""
    first = one(desk.trade([said(BUY, name="n-1")]))
    desk.later(timedelta(days=30))
    again = one(desk.trade([said(BUY, name="n-1")]))
    other = one(desk.trade([said(BUY, name="n-2")]))

    assert (first.received, True) == (again.received, again.replayed)
    assert other.received.id != first.received.id
    reused = one(desk.trade([said(STOP, name="n-1")]))
    assert IdempotencyKeyReused("n-1") == reused.refusal
    assert 2 == len(desk.house.books.store.orders)


def test_what_is_paused_is_kept_and_refused(desk: Desk) -> None:
    """A paused key's signals trade nothing, and the first one afterwards is no repeat of them."""
    paused = desk.trade([said(BUY, paused=True), said(BUY, paused=True), said("hello", paused=True)])

    refusals = [outcome.received.refusal and outcome.received.refusal.code for outcome in paused]
    assert ["key_paused", "key_paused", "invalid_signal"] == refusals
    assert [False, True, False] == [outcome.replayed for outcome in paused]
    assert {} == desk.house.books.store.orders
    assert SignalFate.ORDERED is one(desk.trade([said(BUY)])).received.fate
