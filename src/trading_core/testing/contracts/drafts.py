"""The laws of drafts."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

import pytest
from attrs import evolve

from trading_core.domain.commands import PlaceOrder, Stage, open_account
from trading_core.domain.decisions import decide
from trading_core.domain.drafts import Draft
from trading_core.domain.ids import AccountId, OrderNumber
from trading_core.domain.needs import needs_of
from trading_core.domain.order_states import OrderStatus
from trading_core.domain.order_terms import OrderLine, OrderTerms
from trading_core.domain.words import OrderType, Side, Source, TimeInForce
from trading_core.errors import AlreadyExists
from trading_core.ports.drafts import DraftFilter, SeenDraft
from trading_core.ports.paging import Page
from trading_core.testing.contracts.lists import check_pages
from trading_core.testing.contracts.making import Make, at_once, give_way, opened
from trading_core.testing.contracts.tour import ALICE, MONDAY, STRANGE, Stop
from trading_core.testing.contracts.travel import take

if TYPE_CHECKING:
    from trading_core.ports.books import Books
    from trading_core.ports.drafts import Drafts

THREADS: Final = 6
ROUNDS: Final = 6
MOST: Final = 3
MOMENT: Final = timedelta(microseconds=1)
QUARTER: Final = timedelta(minutes=15)
FULL: Final = Draft(
    terms=OrderTerms(
        number=STRANGE,
        source=Source.SIGNAL,
        account=ALICE,
        side=Side.SELL,
        type=OrderType.STOP_LIMIT,
        limit_price="1.08600001",
        stop_price="1.087",
        entry_range=("1.08", "1.09"),
        time_in_force=TimeInForce.DAY,
        stop_loss="1.2",
        take_profits=("1.05", "1.01", "0.00000001"),
        client_order_id="mine 'one' %",
        lots=("f-1 '%", "f-2"),
        total_price="12.50000001",
        lines=[OrderLine("EURUSD", "999999999999999.00000001", "1.5", "歐元 '%")],
    ),
    proposed_by="a key '% 金",
    why="原因 '%s' \"{0}\"",
    proposed_at=MONDAY,
    expires_at=MONDAY + QUARTER,
)
MINE: Final = DraftFilter(account=AccountId(ALICE))


def numbered(number: int, account: str = ALICE, **more: Any) -> Draft:  # noqa: ANN401 - any field of a draft
    """A bare draft of this number."""
    terms = OrderTerms(number=f"D-{number}", account=account, side=Side.BUY, lines=[OrderLine("2330", 1)])
    bare = Draft(terms=terms, proposed_by="x", proposed_at=MONDAY, expires_at=MONDAY + QUARTER)
    return evolve(bare, **more)


def seen(*drafts: Draft) -> tuple[SeenDraft, ...]:
    """As they are read, where there are no orders."""
    return tuple(SeenDraft(one) for one in drafts)


def drafts_contract(make: Make[tuple[Books, Drafts]], *, concurrent: bool = True) -> type:  # noqa: C901 - a law is a function
    """Give the tests of ``Drafts``, beside books; ``concurrent`` adds the one that needs threads."""

    class DraftsContract:
        """What keeping drafts promises."""

        def test_what_was_kept_is_what_is_read(self) -> None:
            """A person confirms what he sees, so every term of it is what was proposed."""
            bare = numbered(1)
            with opened(make) as (_, drafts):
                assert {FULL.number, bare.number} == drafts.keep([FULL, bare], MOST)
                assert frozenset() == drafts.keep([], MOST)

                expected = {one.number: SeenDraft(one) for one in (FULL, bare)}
                assert expected == drafts.get([*expected, OrderNumber("none")])
                assert {} == drafts.get([])
                assert seen(bare, FULL) == drafts.find(MINE, Page())

        def test_a_number_is_given_once(self) -> None:
            """A draft is never exchanged for another behind the back of whoever is about to confirm it."""
            with opened(make) as (_, drafts):
                drafts.keep([numbered(1)], MOST)
                with pytest.raises(AlreadyExists):
                    drafts.keep([numbered(2), numbered(1, why="another")], 9)

                assert seen(numbered(1)) == drafts.find(MINE, Page())

        def test_no_account_has_too_many_that_are_open(self) -> None:
            """Who proposes without end fills neither the house nor anybody's screen, and takes no other's place."""
            others = numbered(9, "bob")
            with opened(make) as (_, drafts):
                assert {"D-1", "D-2", "D-3", "D-9"} == drafts.keep(
                    [numbered(1), numbered(2), numbered(3), numbered(4), others], MOST
                )
                assert frozenset() == drafts.keep([numbered(5)], MOST)
                assert {"D-5"} == drafts.keep([numbered(5)], MOST + 1)
                assert [4, 1] == [
                    drafts.count(wanted, 9) for wanted in (MINE, DraftFilter(account=AccountId("bob")))
                ]

        def test_what_is_over_takes_no_place(self) -> None:
            """At the moment of its expiry a draft makes room for another, and not before it."""
            end = MONDAY + QUARTER
            early, late = (
                numbered(number, proposed_at=at, expires_at=end + QUARTER)
                for number, at in ((2, end - MOMENT), (3, end))
            )
            with opened(make) as (_, drafts):
                drafts.keep([numbered(1)], 1)

                assert frozenset() == drafts.keep([early], 1)
                assert {"D-3"} == drafts.keep([late], 1)

        def test_what_became_an_order_is_seen_and_takes_no_place(self) -> None:
            """Whether a draft was confirmed is whether its order is there, and how that stands is told with it."""
            one = numbered(1)
            accounts = [open_account(ALICE, 1000)]
            with opened(make) as (books, drafts):
                drafts.keep([one], 1)
                take(books, [Stop((*accounts, PlaceOrder(one.terms, Stage.SUBMITTED)), MONDAY)])

                assert {one.number: SeenDraft(one, OrderStatus.PENDING)} == drafts.get([one.number])
                assert {"D-2"} == drafts.keep([numbered(2)], 1)
                assert (*seen(numbered(2)), SeenDraft(one, OrderStatus.PENDING)) == drafts.find(MINE, Page())
                assert seen(numbered(2)) == drafts.find(evolve(MINE, open_at=MONDAY), Page())
                assert [2, 1] == [drafts.count(wanted, 9) for wanted in (MINE, evolve(MINE, open_at=MONDAY))]

        def test_a_dismissed_draft_is_no_order_and_takes_no_place(self) -> None:
            """It stays in the list with the first moment at which that was said, and nobody can hold it for an order."""
            one, other = numbered(1), numbered(2)
            with opened(make) as (books, drafts):
                drafts.keep([one, other], MOST)
                dismissed = SeenDraft(one, dismissed_at=MONDAY)

                assert [dismissed, dismissed, None] == [
                    drafts.dismiss(number, at)
                    for number, at in (
                        (one.number, MONDAY),
                        (one.number, MONDAY + MOMENT),
                        (OrderNumber("none"), MONDAY),
                    )
                ]
                assert {one.number: dismissed, other.number: SeenDraft(other)} == drafts.get(
                    [one.number, other.number]
                )
                assert seen(other) == drafts.find(evolve(MINE, open_at=MONDAY), Page())
                assert frozenset() == drafts.keep([numbered(3)], 1)
                assert {"D-4"} == drafts.keep([numbered(4)], 2)
                with books.begin() as work:
                    assert [False, True, False] == [
                        work.hold_draft(number) for number in (one.number, other.number, OrderNumber("none"))
                    ]

        def test_what_became_an_order_is_not_dismissed(self) -> None:
            """Whoever says it is told how the order stands, and it stands."""
            one = numbered(1)
            with opened(make) as (books, drafts):
                drafts.keep([one], MOST)
                take(
                    books, [Stop((open_account(ALICE, 1000), PlaceOrder(one.terms, Stage.SUBMITTED)), MONDAY)]
                )

                confirmed = SeenDraft(one, OrderStatus.PENDING)
                assert confirmed == drafts.dismiss(one.number, MONDAY)
                assert {one.number: confirmed} == drafts.get([one.number])

        def test_what_has_changed_is_seen_at_once(self) -> None:
            """Whoever asked before and asks again is told what is true now, also through a cache."""
            one, waiting = numbered(1), evolve(MINE, open_at=MONDAY)
            confirmed = SeenDraft(one, OrderStatus.PENDING)
            with opened(make) as (books, drafts):

                def look() -> tuple[object, ...]:
                    return (
                        drafts.get([one.number]),
                        drafts.find(MINE, Page()),
                        drafts.find(waiting, Page()),
                        [drafts.count(wanted, 9) for wanted in (MINE, waiting)],
                    )

                assert ({}, (), (), [0, 0]) == look()
                drafts.keep([one], MOST)
                assert ({one.number: SeenDraft(one)}, seen(one), seen(one), [1, 1]) == look()
                take(
                    books, [Stop((open_account(ALICE, 1000), PlaceOrder(one.terms, Stage.SUBMITTED)), MONDAY)]
                )
                assert ({one.number: confirmed}, (confirmed,), (), [1, 0]) == look()
                drafts.forget(one.expires_at, 9)
                assert ({}, (), (), [0, 0]) == look()
                drafts.keep([numbered(2)], MOST)
                assert [1, 1] == look()[-1]
                drafts.dismiss(OrderNumber("D-2"), MONDAY)
                assert [1, 0] == look()[-1]

        def test_those_are_open_that_are_not_over(self) -> None:
            """Who looks for what waits for his word sees neither what is over nor what is another's."""
            longer = numbered(2, expires_at=MONDAY + QUARTER + MOMENT)
            with opened(make) as (_, drafts):
                drafts.keep([numbered(1), longer, numbered(3, "bob")], MOST)

                found = [
                    drafts.find(evolve(MINE, open_at=MONDAY + QUARTER + late), Page())
                    for late in (-MOMENT, timedelta(0), MOMENT)
                ]
                assert [seen(longer, numbered(1)), seen(longer), ()] == found
                assert [2, 1] == [drafts.count(MINE, most) for most in (9, 1)]

        def test_pages_show_every_draft_once(self) -> None:
            """Drafts of the same moment are told apart by their numbers, in either direction."""
            rows = [numbered(number, proposed_at=MONDAY + number // 3 * MOMENT) for number in range(7)]
            with opened(make) as (_, drafts):
                drafts.keep(rows, 9)

                check_pages(lambda page: drafts.find(MINE, page), seen(*rows), _mark)

        def test_only_what_is_over_is_forgotten(self) -> None:
            """A draft that may still be confirmed is never lost, and old ones go some at a time."""
            longer = numbered(4, expires_at=MONDAY + QUARTER + MOMENT)
            with opened(make) as (_, drafts):
                drafts.keep([numbered(1), numbered(2), numbered(3), longer], 9)

                assert [0, 2, 1, 0] == [
                    drafts.forget(until, 2) for until in (MONDAY + QUARTER - MOMENT, *[MONDAY + QUARTER] * 3)
                ]
                assert seen(longer) == drafts.find(MINE, Page())

    class ConcurrentDraftsContract(DraftsContract):
        """What keeping drafts promises to several threads."""

        def test_no_account_has_too_many_at_once(self) -> None:
            """However many propose at the same moment, as many are kept as may be."""
            with opened(make) as (_, drafts):

                def propose(number: int) -> frozenset[OrderNumber]:
                    return drafts.keep([numbered(2 * number), numbered(2 * number + 1)], MOST)

                kept = at_once(THREADS, propose)

                assert MOST == sum(map(len, kept))
                assert frozenset().union(*kept) == {one.draft.number for one in drafts.find(MINE, Page())}

        def test_a_draft_is_an_order_or_dismissed(self) -> None:
            """Where both are said at the same moment one of them holds, and whoever is told so can rely on it."""
            with opened(make) as (books, drafts):
                take(books, [Stop((open_account(ALICE, 1000),), MONDAY)])
                for number in range(ROUNDS):
                    one = numbered(number)
                    drafts.keep([one], 99)
                    dismissed, confirmed = _both_at_once(books, drafts, one)

                    found = drafts.get([one.number])[one.number]
                    assert (confirmed, dismissed) == (
                        found.status is not None,
                        found.dismissed_at is not None,
                    )
                    assert confirmed is not dismissed

    return ConcurrentDraftsContract if concurrent else DraftsContract


def _both_at_once(books: Books, drafts: Drafts, draft: Draft) -> tuple[bool, bool]:
    """Dismiss it and make its order; whether it was said to be dismissed, and whether the order was made."""

    def say(turn: int) -> bool:
        if turn:
            found = drafts.dismiss(draft.number, MONDAY)
            return found is not None and found.status is None
        with books.begin() as work:
            may = work.hold_draft(draft.number)
            give_way()
            if may:
                command = PlaceOrder(draft.terms, Stage.SUBMITTED)
                work.save(decide(work.load(needs_of([command])), [command], MONDAY).changes)
                work.commit()
        return may

    confirmed, dismissed = at_once(2, say)
    return dismissed, confirmed


def _mark(found: SeenDraft) -> tuple[datetime, str]:
    return found.draft.proposed_at, found.draft.number
