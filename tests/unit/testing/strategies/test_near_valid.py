"""Almost valid values are refused, each for what is wrong with it, and by nothing but errors of ours."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.testing.strategies.looking import census, few, found, sorts
from trading_core.domain.account import AccountTerms
from trading_core.domain.amounts import Money, Price, Quantity, to_price, to_quantity
from trading_core.domain.checks import instant
from trading_core.domain.exact import decimal_of
from trading_core.domain.ids import AccountId, FillId, OrderNumber, Symbol
from trading_core.domain.order_terms import OrderTerms
from trading_core.domain.quotes import Bar, Quote
from trading_core.domain.signals import parse_signal
from trading_core.domain.words import Side
from trading_core.errors import InvalidValue, SignalRefused
from trading_core.testing import strategies
from trading_core.testing.strategies.anything import Broken, Failure, Hostile, Nowhere, broken_off

REFUSING: dict[str, list[Callable[[Any], object]]] = {
    "near_valid_numbers": [
        decimal_of,
        Price,
        Quantity,
        to_price,
        to_quantity,
        lambda found: Money(found, "TWD"),
    ],
    "near_valid_prices": [Price, to_price],
    "near_valid_quantities": [Quantity, to_quantity],
    "near_valid_symbols": [Symbol],
    "near_valid_names": [AccountId, OrderNumber, FillId],
    "near_valid_instants": [instant],
    "near_valid_order_terms": [lambda arguments: OrderTerms(**arguments)],
    "near_valid_quotes": [lambda arguments: Quote(**arguments)],
    "near_valid_bars": [lambda arguments: Bar(**arguments)],
}


@pytest.mark.parametrize("name", REFUSING)
@few
@given(data=st.data())
def test_what_is_almost_valid_is_refused(name: str, data: st.DataObject) -> None:
    """No value of these strategies is taken by the type that it is not quite of."""
    value = data.draw(getattr(strategies, name)())

    for take in REFUSING[name]:
        with pytest.raises(InvalidValue) as refused:
            take(value)
        assert refused.value.message.isprintable()


@few
@given(strategies.near_valid_signal_texts())
def test_texts_with_a_fault_are_refused(text: str) -> None:
    """One fault is enough, and each is a refusal with a place in the text."""
    with pytest.raises(SignalRefused) as refused:
        parse_signal(text)

    assert 1 <= refused.value.line <= text.count("\n") + 1


def test_faults_of_signals_are_of_many_kinds() -> None:
    """A reader that knows one reason alone would not be tried."""

    def reason(text: str) -> str:
        with pytest.raises(SignalRefused) as refused:
            parse_signal(text)
        return refused.value.reason

    expected = {
        "bad_encoding",
        "cancellation",
        "conditional",
        "contradiction",
        "impossible_scale",
        "malformed_number",
        "missing_side",
        "missing_stop_loss",
        "missing_take_profit",
        "negated",
        "question",
        "several_orders",
        "several_stops",
        "stop_not_a_price",
        "target_not_a_price",
        "too_many_targets",
        "wrong_side_stop",
        "wrong_side_target",
    }

    assert expected <= sorts("near_valid_signal_texts", reason, expected)


def test_contradictions_are_in_every_field() -> None:
    """Each law between the fields of an order is broken at times."""

    def field(arguments: dict[str, Any]) -> str:
        with pytest.raises(InvalidValue) as refused:
            OrderTerms(**arguments)
        return refused.value.field

    expected = set(
        "account side type source lines limit_price stop_price entry_range take_profits stop_loss lots "
        "time_in_force total_price unit_price".split()
    )

    assert expected == sorts("near_valid_order_terms", field, expected)


class Mood(StrEnum):
    """A word that is none of ours."""

    GOOD = "good"


STEPS: list[tuple[object, object]] = [
    (Decimal(5), Decimal(-5)),
    (5, 10**400),
    (True, 1),
    ("A1", "A\uff11"),
    ("A1", ""),
    (datetime(2026, 1, 5, tzinfo=UTC), datetime(2026, 1, 5)),  # noqa: DTZ001 - a step away on purpose
    (date(2026, 1, 5), date.max),
    (timedelta(1), timedelta(-1)),
    ((1, 2), (1,)),
    ([1, 2], [1]),
    (Side.BUY, "BUY"),
    (Mood.GOOD, Mood),
    (AccountTerms("A"), AccountTerms),
    (None, [None]),
]


@pytest.mark.parametrize(("valid", "step"), STEPS)
def test_a_small_step_leads_away_from_any_value(valid: object, step: object) -> None:
    """Whatever is stepped from, the step is one that people and programs take."""
    assert found(strategies.near_valid(st.just(valid)), lambda stepped: stepped == step)


@few
@given(strategies.near_valid_arguments(name=st.just("A"), count=st.just(1), at=st.just(None)))
def test_one_or_two_arguments_are_wrong(arguments: dict[str, object]) -> None:
    """What is left right lets the wrong ones be reached."""
    right = [type(arguments["name"]) is str and arguments["name"] == "A", arguments["at"] is None]

    assert ["at", "count", "name"] == sorted(arguments)
    assert any(right) or type(arguments["count"]) is int


def test_anything_holds_things_that_fail_when_they_are_asked() -> None:
    """Hostile objects fail at whatever a careless check would ask of them."""
    hostile = Hostile()
    for ask in (str, repr, hash, bool, len, iter, lambda thing: thing == 1, lambda thing: thing.name):
        with pytest.raises(Failure):
            ask(hostile)


def test_anything_holds_walks_and_clocks_that_break_off() -> None:
    """Whoever trusts a sequence or a time zone of somebody else's is let down in the middle."""
    with pytest.raises(Failure):
        tuple(broken_off())
    with pytest.raises(Failure):
        datetime(2026, 1, 5, tzinfo=Broken()).utcoffset()
    nowhere = datetime(2026, 1, 5, tzinfo=Nowhere())
    assert [None] * 3 == [nowhere.utcoffset(), nowhere.dst(), nowhere.tzname()]


def test_anything_holds_what_is_nested_too_deep() -> None:
    """Whoever walks into everything falls."""

    def depth(value: object) -> int:
        found = 0
        while isinstance(value, list) and value:
            value, found = value[0], found + 1
        return found

    assert any(depth(value) > 1_000 for value in census("anything"))
