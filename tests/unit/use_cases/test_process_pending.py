"""Taking pending orders further: told or found, once each."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from tests.unit.use_cases.conftest import House, corrupt, limited, market, quote
from trading_core.domain.commands import Stage, open_account
from trading_core.errors import InsufficientFunds, InvalidValue, InvariantViolated, NotFound, Unavailable
from trading_core.testing.contracts.making import at_once
from trading_core.use_cases.process_pending import ProcessPending


def processing(house: House, stage: Stage = Stage.FILLED, limit: int = 100) -> ProcessPending:
    return ProcessPending(house.books, house.quotes, house.clock, stage=stage, limit=limit)


def test_a_sweep_takes_the_oldest_orders_further(house: House) -> None:
    """What nobody told of is found, in the order in which it came, so much at a time."""
    house.do(open_account("a", 100), limited("N-2", "a", 5))
    house.clock.advance(1)
    house.do(limited("N-1", "a", 6), limited("N-3", "a", 7))
    process = processing(house, limit=2)

    assert ["N-2", "N-1"] == [outcome.order.number for outcome in process() if outcome.order]
    assert ["N-3"] == [outcome.order.number for outcome in process() if outcome.order]
    assert () == process()
    assert Decimal(100 - 5 - 6 - 7) == house.cash("a")


def test_an_order_that_is_told_of_twice_is_traded_once(house: House) -> None:
    """A hint may come several times, and late: its order is processed, then shown."""
    house.do(open_account("a", 100), limited("N-1", "a", 5))
    process = processing(house)
    first = process(["N-1", "N-1"])
    again = process(["N-1"])

    assert [False, True, True] == [outcome.replayed for outcome in (*first, *again)]
    assert Decimal(95) == house.cash("a")


def test_an_order_that_many_work_at_is_traded_once(house: House) -> None:
    """Workers that are told and workers that sweep, all at once, have one effect."""
    house.do(open_account("a", 1000), *(limited(f"N-{number}", "a", 1) for number in range(20)))
    process = processing(house, limit=3)
    at_once(4, lambda thread: [process(None if thread % 2 else [f"N-{number}"]) for number in range(20)])
    while process():
        pass

    assert Decimal(980) == house.cash("a")


def test_the_stage_says_how_far(house: House) -> None:
    """A broker of one's own wants orders accepted, not filled."""
    house.do(open_account("a", 100), limited("N-1", "a", 5))
    processing(house, Stage.ACCEPTED)()

    assert "accepted" == house.status("N-1")
    assert Decimal(95) == house.cash("a")


def test_what_the_rules_refuse_is_rejected_with_its_reason(house: House) -> None:
    """An order that cannot be paid ends, and those behind it go on."""
    house.do(open_account("a", 10), limited("N-1", "a", 50), limited("N-2", "a", 5))
    outcomes = processing(house)()

    assert [InsufficientFunds(Decimal(50), Decimal(10), "TWD"), None] == [o.refusal for o in outcomes]
    assert ["rejected", "executed"] == [house.status(number) for number in ("N-1", "N-2")]


def test_hints_of_nothing_are_answered(house: House) -> None:
    """A hint may name what was never committed; what is no order number at all is refused."""
    process = processing(house)

    assert [NotFound("order", "N-1")] == [outcome.refusal for outcome in process(["N-1"])]
    assert () == process([])
    with pytest.raises(InvalidValue):
        process(["\n"])


def test_orders_wait_while_the_quote_source_is_down(house: House) -> None:
    """A silent market rejects nobody: what needs a price waits for the next sweep, the rest goes on."""
    house.quotes.down = True
    house.do(open_account("a", 100), market("N-1", "a", stage=Stage.SUBMITTED), limited("N-2", "a", 5))
    outcomes = processing(house)()

    assert [Unavailable("the quote source"), None] == [outcome.refusal for outcome in outcomes]
    assert ["pending", "executed"] == [house.status(number) for number in ("N-1", "N-2")]
    house.quotes.down = False
    house.quotes.see(quote("ABC", 7))
    processing(house)()
    assert "executed" == house.status("N-1")


def test_an_order_that_breaks_the_books_stops_no_other(house: House) -> None:
    """One corrupt account ends its own order, with the reason, and is not worked at for ever."""
    house.do(open_account("a", 100), open_account("b", 100), limited("N-1", "a", 5), limited("N-2", "b", 5))
    corrupt(house, "a")
    outcomes = processing(house)()

    assert isinstance(outcomes[0].refusal, InvariantViolated)
    assert outcomes[0].order is not None
    assert str(outcomes[0].refusal) == outcomes[0].order.reason
    assert outcomes[1].ok
    assert ["cancelled", "executed"] == [house.status(number) for number in ("N-1", "N-2")]
    assert () == processing(house)()


def test_orders_are_processed_at_the_time_of_the_clock(house: House) -> None:
    """An order's history says when it happened and not when it was asked for."""
    house.do(open_account("a", 100), limited("N-1", "a", 5))
    house.clock.set(house.clock.now() + timedelta(hours=3))
    (outcome,) = processing(house)()

    assert outcome.order is not None
    _submitted, *processed = outcome.order.history
    assert {house.clock.now()} == {event.at for event in processed}
