"""Drafts: what was proposed, for how long it holds, and what its confirmation asks for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.untyped import untyped
from trading_core.domain.commands import PlaceOrder, Stage, placing
from trading_core.domain.drafts import LONGEST_WHY, Draft
from trading_core.domain.order_states import OrderStatus
from trading_core.domain.order_terms import OrderTerms
from trading_core.domain.words import OrderType, Source
from trading_core.errors import DraftExpired, InvalidTransition, InvalidValue
from trading_core.testing import order_terms
from trading_core.testing.contracts.drafts import FULL, MOMENT, QUARTER, numbered
from trading_core.testing.contracts.tour import ALICE, MONDAY

END = MONDAY + QUARTER
IMPORTED = OrderTerms(number="I-1", source=Source.IMPORT, lines=[], total_price=1)

WRONG: list[Callable[[], object]] = [
    lambda: evolve(FULL, terms=untyped("D-1")),
    lambda: evolve(FULL, terms=IMPORTED),
    lambda: evolve(FULL, proposed_by="x" * 101),
    lambda: evolve(FULL, proposed_by="two\nlines"),
    lambda: evolve(FULL, why="x" * (LONGEST_WHY + 1)),
    lambda: evolve(FULL, why=5),
    lambda: evolve(FULL, proposed_at=datetime(2026, 1, 5)),  # noqa: DTZ001 - the mistake
    lambda: evolve(FULL, expires_at=MONDAY),
    lambda: FULL.holds(untyped("now")),
    lambda: FULL.confirmed(MONDAY, untyped("rejected")),
    lambda: placing(untyped("D-1")),
]


@pytest.mark.parametrize("make", WRONG)
def test_what_cannot_be_confirmed_is_refused_when_it_is_made(make: Callable[[], object]) -> None:
    """What is wrong with a proposal is said to whoever proposes, and not to the person who would confirm it."""
    with pytest.raises(InvalidValue):
        make()


def test_a_draft_speaks_of_its_order() -> None:
    """Its number and its account are those of the order that it becomes, and its bounds are allowed."""
    longest = evolve(FULL, why="x" * LONGEST_WHY, proposed_by="x" * 100, expires_at=MONDAY + MOMENT)

    assert (FULL.terms.number, ALICE) == (FULL.number, FULL.account)
    assert [LONGEST_WHY, 100] == [len(longest.why), len(longest.proposed_by)]
    assert "" == numbered(1).why


def test_a_draft_holds_until_its_end_and_not_at_it() -> None:
    """Whoever comes in time is served, and the moment of the end is too late."""
    assert [True, True, False, False] == [
        FULL.holds(at) for at in (MONDAY, END - MOMENT, END, END + timedelta(days=9))
    ]


@given(terms=order_terms().filter(lambda terms: terms.source is not Source.IMPORT))
def test_a_confirmation_asks_for_the_very_terms_that_were_proposed(terms: OrderTerms) -> None:
    """Nothing is changed between what a person sees and what is placed; only an order at the market is filled at once."""
    draft = Draft(terms=terms, proposed_by="x", proposed_at=MONDAY, expires_at=END)
    stage = Stage.FILLED if terms.type is OrderType.MARKET else Stage.ACCEPTED

    assert PlaceOrder(terms, stage) == draft.confirmed(END - MOMENT) == placing(terms)


@given(status=st.sampled_from([None, *OrderStatus]), late=st.sampled_from([-MOMENT, timedelta(0), MOMENT]))
def test_after_the_end_only_what_was_confirmed_before_is_confirmed_again(
    status: OrderStatus | None, late: timedelta
) -> None:
    """A repeat finds its order whenever it comes, a late one gets none, and what was rejected is not tried again."""
    expected: Any = PlaceOrder(FULL.terms)
    if status is OrderStatus.REJECTED:
        expected = InvalidTransition(FULL.number, "rejected", "confirm")
    elif status is None and late >= timedelta(0):
        expected = DraftExpired(FULL.number, END)

    try:
        found: Any = FULL.confirmed(END + late, status)
    except (InvalidTransition, DraftExpired) as refusal:
        found = refusal

    assert expected == found
