"""Orders that are proposed, and become orders by their owner's word alone."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import timedelta

import pytest
from attrs import evolve, field, frozen
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.untyped import untyped
from tests.unit.use_cases.conftest import House, quote
from trading_core.domain.commands import open_account
from trading_core.domain.ids import AccountId, OrderNumber
from trading_core.domain.order_states import OrderStatus
from trading_core.domain.words import OrderType, Side
from trading_core.errors import (
    DraftDismissed,
    DraftExpired,
    InsufficientFunds,
    InvalidTransition,
    InvalidValue,
    NotFound,
    TooManyDrafts,
    TradingError,
    Unavailable,
)
from trading_core.ports.drafts import DraftFilter, SeenDraft
from trading_core.ports.orders import OrderFilter
from trading_core.ports.paging import Page
from trading_core.testing import MemoryDrafts
from trading_core.testing.contracts.tour import order
from trading_core.use_cases.confirm_drafts import Confirmation, ConfirmDrafts, Confirmed, ReadyDrafts
from trading_core.use_cases.dismiss_drafts import Dismissal, DismissDrafts
from trading_core.use_cases.execute_commands import ExecuteCommands
from trading_core.use_cases.forget_drafts import ForgetDrafts
from trading_core.use_cases.propose_orders import LIFETIME, Proposal, Proposed, ProposeOrders

EVERYBODYS = OrderFilter()


@frozen
class Desk:
    """A house where orders are proposed; Ann has a thousand, Ben ten."""

    house: House = field(factory=House)
    drafts: MemoryDrafts = field(init=False)

    @drafts.default
    def _beside(self) -> MemoryDrafts:
        self.house.quotes.see(quote("ABC", 10))
        self.house.do(open_account("ann", 1000), open_account("ben", 10))
        return MemoryDrafts(self.house.books.store)

    def propose(self, *proposals: Proposal, most: int = 20) -> tuple[Proposed, ...]:
        return ProposeOrders(self.drafts, self.house.clock, most=most)(proposals)

    def confirm(self, *said: tuple[str, str]) -> tuple[Confirmed, ...]:
        ready = ReadyDrafts(self.drafts, self.house.clock)
        execute = ExecuteCommands(self.house.books, self.house.quotes, self.house.clock)
        return ConfirmDrafts(ready, execute)([Confirmation(*one) for one in said])

    def dismiss(self, *said: tuple[str, str]) -> tuple[SeenDraft | TradingError, ...]:
        return DismissDrafts(self.drafts, self.house.clock)([Dismissal(*one) for one in said])

    def number_of_orders(self) -> int:
        return self.house.orders.count(EVERYBODYS, 99)


def wish(number: str, account: str = "ann", quantity: object = 2, **more: object) -> Proposal:
    return Proposal(order(number, account, Side.BUY, "ABC", quantity, **more), "a program", "it is cheap")


def test_what_is_worth_more_than_anything_may_be_is_not_proposed() -> None:
    """Nobody could ever confirm it, so it is refused where it can still be corrected."""
    with pytest.raises(InvalidValue) as refusal:
        wish("D-1", quantity=10**9, type=OrderType.LIMIT, limit_price=10**9)
    assert "value" == refusal.value.field
    assert wish("D-2", quantity=10**9).terms.stated_price is None


def test_a_proposal_trades_nothing() -> None:
    """It is kept with who said it and why, until it is over; money, holdings and orders are as they were."""
    desk = Desk()
    before = desk.house.books.store.accounts[AccountId("ann")]

    (made,) = desk.propose(wish("D-1"))

    draft = made.unwrap()
    assert ("a program", "it is cheap") == (draft.proposed_by, draft.why)
    assert draft.proposed_at + LIFETIME == draft.expires_at == desk.house.clock.now() + LIFETIME
    assert 0 == desk.number_of_orders()
    assert before == desk.house.books.store.accounts[AccountId("ann")]
    assert () == desk.propose()


def test_too_many_proposals_are_refused_each_for_itself() -> None:
    """Those that come first are kept, and another's are not counted."""
    desk = Desk()

    found = desk.propose(wish("D-1"), wish("D-2"), wish("D-3", "ben"), most=1)

    assert [None, TooManyDrafts(1), None] == [one.refusal for one in found]
    with pytest.raises(TooManyDrafts):
        found[1].unwrap()
    assert 1 == desk.drafts.count(DraftFilter(account=AccountId("ann")), 9)


def test_a_confirmed_draft_is_an_order_once() -> None:
    """One at the market is filled and one with a limit waits; saying so again shows the same orders, and makes none."""
    desk = Desk()
    desk.propose(wish("D-1"), wish("D-2", type=OrderType.LIMIT, limit_price=9))

    first = desk.confirm(("D-1", "ann"), ("D-2", "ann"))
    statuses = [one.order and one.order.status for one in first]
    desk.house.clock.advance(int(LIFETIME.total_seconds()) + 1)
    again = desk.confirm(("D-2", "ann"), ("D-1", "ann"), ("D-1", "ann"))

    assert [OrderStatus.EXECUTED, OrderStatus.ACCEPTED] == statuses
    assert (first[1], first[0], first[0]) == again
    assert 2 == desk.number_of_orders()
    assert () == desk.confirm()


def test_what_cannot_be_confirmed_refuses_itself_alone() -> None:
    """Somebody else's, nobody's and what is over become no orders; the one between them does."""
    desk = Desk()
    desk.propose(wish("D-1"))
    desk.house.clock.advance(int(LIFETIME.total_seconds()))
    desk.propose(wish("D-2"), wish("D-3"))

    found = desk.confirm(("D-1", "ann"), ("D-2", "ben"), ("D-3", "ann"), ("D-4", "ann"))

    assert [
        DraftExpired("D-1", desk.house.clock.now()),
        NotFound("draft", "D-2"),
        None,
        NotFound("draft", "D-4"),
    ] == [one.refusal for one in found]
    assert 1 == desk.number_of_orders()


def test_what_the_rules_reject_is_not_tried_again() -> None:
    """The rules of the moment of the confirmation count, and the rejected order stands for it from then on."""
    desk = Desk()
    desk.propose(wish("D-1", "ben", 9))

    refusals = [desk.confirm(("D-1", "ben"))[0].refusal for _ in range(2)]

    assert isinstance(refusals[0], InsufficientFunds)
    assert InvalidTransition("D-1", "rejected", "confirm") == refusals[1]
    assert OrderStatus.REJECTED == desk.house.status("D-1")


def test_what_was_only_put_off_may_be_confirmed_later() -> None:
    """A source of prices that is down uses up no draft."""
    desk = Desk()
    desk.propose(wish("D-1"))
    desk.house.quotes.down = True
    (put_off,) = desk.confirm(("D-1", "ann"))
    desk.house.quotes.down = False

    assert isinstance(put_off.refusal, Unavailable)
    assert 0 == desk.number_of_orders()
    assert [None] == [one.refusal for one in desk.confirm(("D-1", "ann"))]


def test_a_dismissed_draft_is_no_order() -> None:
    """Its owner's word holds, however often he says it and whatever he says later; it makes room for another."""
    desk = Desk()
    desk.propose(wish("D-1"), wish("D-2"))
    first = desk.dismiss(("D-1", "ann"), ("D-2", "ben"), ("D-9", "ann"))
    desk.house.clock.advance(1)
    again = desk.dismiss(("D-1", "ann"))

    assert (NotFound("draft", "D-2"), NotFound("draft", "D-9")) == first[1:]
    assert (first[0],) == again
    assert [DraftDismissed("D-1"), None] == [
        one.refusal for one in desk.confirm(("D-1", "ann"), ("D-2", "ann"))
    ]
    assert 1 == desk.number_of_orders()
    assert [None] == [one.refusal for one in desk.propose(wish("D-3"), most=1)]
    assert () == desk.dismiss()


def test_what_has_become_an_order_is_dismissed_no_more() -> None:
    """An order is cancelled, and what the rules have rejected needs no word."""
    desk = Desk()
    desk.propose(wish("D-1", type=OrderType.LIMIT, limit_price=9), wish("D-2", "ben", 9))
    desk.confirm(("D-1", "ann"), ("D-2", "ben"))

    assert (
        InvalidTransition("D-1", "accepted", "dismiss"),
        InvalidTransition("D-2", "rejected", "dismiss"),
    ) == desk.dismiss(("D-1", "ann"), ("D-2", "ben"))
    assert OrderStatus.ACCEPTED == desk.house.status("D-1")


class DismissedMeanwhile(MemoryDrafts):
    """Drafts of which one is dismissed behind the back of whoever has just looked."""

    def get(self, numbers: Collection[OrderNumber]) -> Mapping[OrderNumber, SeenDraft]:
        found = super().get(numbers)
        self.dismiss(OrderNumber("D-1"), found[OrderNumber("D-1")].draft.proposed_at)
        return found


def test_a_draft_that_is_dismissed_while_it_is_confirmed_is_no_order() -> None:
    """Whoever is told that it is dismissed can rely on it, and the others of the batch become their orders."""
    desk = Desk()
    desk.propose(wish("D-1"), wish("D-2"))
    late = ReadyDrafts(DismissedMeanwhile(desk.house.books.store), desk.house.clock)
    execute = ExecuteCommands(desk.house.books, desk.house.quotes, desk.house.clock)

    found = ConfirmDrafts(late, execute)([Confirmation("D-1", "ann"), Confirmation("D-2", "ann")])

    assert [DraftDismissed("D-1"), None] == [one.refusal for one in found]
    assert {OrderNumber("D-2")} == set(desk.house.books.store.orders)


def test_old_drafts_are_forgotten_and_their_orders_stay() -> None:
    """A week after its end nobody asks for a draft; before that it can be looked at."""
    desk = Desk()
    desk.propose(wish("D-1"), wish("D-2"), wish("D-3"))
    desk.confirm(("D-1", "ann"))
    forget = ForgetDrafts(desk.drafts, desk.house.clock, timedelta(days=7), limit=2)
    desk.house.clock.advance(int((LIFETIME + timedelta(days=7)).total_seconds()) - 1)
    early = forget()
    desk.house.clock.advance(1)

    assert [0, 2, 1, 0] == [early, *(forget() for _ in range(3))]
    assert 1 == desk.number_of_orders()


SAID = st.tuples(st.sampled_from(["D-1", "D-2", "D-3"]), st.sampled_from(["ann", "ben"]))
SECONDS = st.sampled_from([0, 1, 400, 899, 900])


@given(st.lists(st.tuples(SECONDS, st.lists(SAID, max_size=4)), max_size=6))
def test_no_order_is_made_but_by_its_owner_in_time_and_once(
    said: list[tuple[int, list[tuple[str, str]]]],
) -> None:
    """However often, by whomever and whenever drafts are confirmed, there is an order for each that its owner confirmed in time."""
    desk = Desk()
    desk.propose(wish("D-1"), wish("D-2"), wish("D-3", "ben", 1))
    owners, passed, expected = {"D-1": "ann", "D-2": "ann", "D-3": "ben"}, 0, set()

    for seconds, words in said:
        desk.house.clock.advance(seconds)
        passed += seconds
        expected |= {number for number, who in words if who == owners[number] and passed < 900}
        desk.confirm(*words)

    assert expected == {order.number for order in desk.house.orders.find(EVERYBODYS, Page())}


@pytest.mark.parametrize("wrong", ["D-1", 5, [None], [("D-1", "ann")]])
def test_wrong_input_is_refused_as_such(wrong: object) -> None:
    """Whoever calls with something else is told so, and nothing is looked up."""
    desk = Desk()
    with pytest.raises(InvalidValue):
        ReadyDrafts(desk.drafts, desk.house.clock)(untyped(wrong))
    with pytest.raises(InvalidValue):
        ProposeOrders(desk.drafts, desk.house.clock)(untyped(wrong))
    with pytest.raises(InvalidValue):
        DismissDrafts(desk.drafts, desk.house.clock)(untyped(wrong))
    with pytest.raises(InvalidValue):
        evolve(wish("D-1"), by=untyped(None))
    assert {} == desk.drafts.get([OrderNumber("D-1")])
