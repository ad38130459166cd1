"""The life of an order is one table, written here a second time."""

from __future__ import annotations

import pytest

from trading_core.domain.order_states import (
    FINAL,
    TRADE_VIEW,
    TRANSACTION_VIEW,
    TRANSITIONS,
    WORKING,
    OrderStatus,
    Step,
    after,
)
from trading_core.errors import InvalidTransition

# a line for each state, a column for each step; a dash is a step that is refused
TABLE = """
                 submit  accept   trigger  fill_part        fill_all exit_part        exit_all reject   cancel    expire
pending          pending accepted -        -                -        -                -        rejected cancelled expired
accepted         -       -        accepted partially_filled executed -                -        rejected cancelled expired
partially_filled -       -        -        partially_filled executed partially_filled -        -        cancelled expired
executed         -       -        -        -                -        executed         closed   -        -         -
closed           -       -        -        -                -        -                -        -        -         -
rejected         -       -        -        -                -        -                -        -        -         -
cancelled        -       -        -        cancelled        executed cancelled        closed   -        -         -
expired          -       -        -        expired          executed expired          closed   -        -         -
"""
HEAD, *LINES = [line.split() for line in TABLE.strip().splitlines()]
CELLS = [
    (status, step, following) for status, *cells in LINES for step, following in zip(HEAD, cells, strict=True)
]


def test_the_table_speaks_of_every_state_and_step() -> None:
    """What is not in the table was not thought of."""
    assert [str(step) for step in Step] == HEAD
    assert [str(status) for status in OrderStatus] == [status for status, *_ in LINES]
    assert len([following for *_, following in CELLS if following != "-"]) == len(TRANSITIONS)


@pytest.mark.parametrize(("status", "step", "following"), CELLS)
def test_a_step_leads_where_the_table_says_or_is_refused(status: str, step: str, following: str) -> None:
    """An order goes no way that nobody has drawn."""
    if following == "-":
        with pytest.raises(InvalidTransition) as refused:
            after("O-1", OrderStatus(status), Step(step))
        assert InvalidTransition("O-1", status, step) == refused.value
        assert (str, str) == (type(refused.value.status), type(refused.value.event))
    else:
        assert OrderStatus(following) is after("O-1", OrderStatus(status), Step(step))


def test_a_working_order_still_wants_to_trade() -> None:
    """Orders that are done want nothing, whatever may still happen to what they opened."""
    assert {"pending", "accepted", "partially_filled"} == WORKING


def test_final_states_are_left_by_no_step() -> None:
    """What is closed or rejected stays so."""
    leaving = {status for status, _ in TRANSITIONS}

    assert {"closed", "rejected"} == FINAL
    assert set(OrderStatus) - leaving == FINAL


@pytest.mark.parametrize(
    ("status", "trade", "transaction"),
    [
        ("pending", "pending", "pending"),
        ("accepted", "pending", "pending"),
        ("partially_filled", "pending", "pending"),
        ("executed", "executed", "completed"),
        ("closed", "closed", "completed"),
        ("rejected", "rejected", "failed"),
        ("cancelled", "cancelled", "failed"),
        ("expired", "expired", "failed"),
    ],
)
def test_doors_name_states_in_their_own_words(status: str, trade: str, transaction: str) -> None:
    """Traders and book-keepers see the same order under the words that they were promised."""
    assert trade == TRADE_VIEW[OrderStatus(status)]
    assert transaction == TRANSACTION_VIEW[OrderStatus(status)]


def test_every_state_has_a_word_at_every_door() -> None:
    """No order is without a name for its state."""
    assert set(OrderStatus) == set(TRADE_VIEW)
    assert set(OrderStatus) == set(TRANSACTION_VIEW)
