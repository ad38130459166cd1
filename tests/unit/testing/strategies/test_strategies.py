"""What the strategies make is valid, within its bounds, and as varied as the world that it stands for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from attrs import evolve, has
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st

from trading_core.domain.account import fold
from trading_core.domain.book import Book
from trading_core.domain.commands import Command
from trading_core.domain.decisions import decide
from trading_core.domain.journal import Bucket, Cause
from trading_core.domain.order_states import OrderStatus
from trading_core.domain.orders import refold
from trading_core.domain.signals import Signal, parse_signal
from trading_core.domain.words import Source
from trading_core.errors import InvalidValue, SignalRefused
from trading_core.testing import strategies

MONDAY = datetime(2026, 1, 5, tzinfo=UTC)
FINDING = settings(
    max_examples=20_000, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)
MAKERS = [name for name in strategies.__all__ if name != "signal_layouts"]


def found(strategy: st.SearchStrategy[Any], wanted: Callable[[Any], bool]) -> bool:
    """Whether the strategy comes by such a value; finding nothing is an error of its own."""
    return wanted(find(strategy, wanted, settings=settings(FINDING, phases=[Phase.generate])))


@pytest.mark.parametrize("name", MAKERS)
def test_every_strategy_makes_something_without_being_told_what(name: str) -> None:
    """All arguments have defaults, and what is made is a value and not a maker of values."""
    made = find(getattr(strategies, name)(), lambda _: True, settings=FINDING)

    assert not callable(made)


@pytest.mark.parametrize(
    "name", ["products", "quotes", "bars", "order_terms", "fills", "limits", "account_terms"]
)
@given(data=st.data())
def test_what_is_made_passes_its_own_constructor(name: str, data: st.DataObject) -> None:
    """A value of a strategy can be made again by anybody through the public door."""
    made = data.draw(getattr(strategies, name)())

    assert has(type(made))
    assert made == evolve(made)


BOUNDED = [strategies.prices, strategies.quantities, strategies.amounts]


def number_of(value: Any) -> Decimal:  # noqa: ANN401 - a price, a quantity or an amount
    """The number of any of them."""
    return value if isinstance(value, Decimal) else value.value


@pytest.mark.parametrize("maker", BOUNDED)
@given(data=st.data())
def test_numbers_keep_their_bounds_and_decimals(
    maker: Callable[..., st.SearchStrategy[Any]], data: st.DataObject
) -> None:
    """Both bounds are included, and nothing is finer than was asked for."""
    number = number_of(data.draw(maker(min_value="0.251", max_value=3, decimals=2)))

    assert Decimal("0.26") <= number <= 3
    assert number == number.quantize(Decimal("0.01"))


@pytest.mark.parametrize("maker", BOUNDED)
def test_numbers_reach_their_bounds(maker: Callable[..., st.SearchStrategy[Any]]) -> None:
    """Mistakes live at the bounds, so they have to be tried."""
    strategy = maker(min_value=1, max_value=3, decimals=1)

    assert found(strategy, lambda value: number_of(value) == 1)
    assert found(strategy, lambda value: number_of(value) == 3)


WRONG: list[tuple[Callable[[], object], str]] = [
    (lambda: strategies.prices(min_value=2, max_value=1), "max_value"),
    (lambda: strategies.prices(min_value="0.001", max_value="0.009", decimals=2), "max_value"),
    (lambda: strategies.quantities(min_value=-1), "min_value"),
    (lambda: strategies.amounts(min_value="one"), "min_value"),
    (lambda: strategies.amounts(max_value=None), "max_value"),
    (lambda: strategies.amounts(decimals=9), "decimals"),
    (lambda: strategies.amounts(decimals=-1), "decimals"),
    (lambda: strategies.amounts(decimals=True), "decimals"),
    (lambda: strategies.instants(min_value=MONDAY, max_value=MONDAY - timedelta(seconds=1)), "max_value"),
    (lambda: strategies.instants(min_value=datetime(2026, 1, 1)), "min_value"),  # noqa: DTZ001 - on purpose
    (lambda: strategies.bar_series(min_size=3, max_size=2), "max_size"),
    (lambda: strategies.bar_series(min_size=-1), "max_size"),
    (lambda: strategies.bar_series(max_size=10_001), "max_size"),
    (lambda: strategies.bar_series(span=timedelta(0)), "span"),
    (lambda: strategies.bar_series(span=timedelta(days=4)), "span"),
    (lambda: strategies.command_sequences(min_size=3, max_size=2), "max_size"),
    (lambda: strategies.command_sequences(max_size=1_001), "max_size"),
]


@pytest.mark.parametrize(("make", "field"), WRONG)
def test_wrong_arguments_are_refused_when_the_strategy_is_made(
    make: Callable[[], object], field: str
) -> None:
    """Not when it is first drawn from, in the middle of somebody's test."""
    with pytest.raises(InvalidValue) as refused:
        make()

    assert field == refused.value.field


@pytest.mark.parametrize("wrong", [None, 1.5, "3", True])
def test_sizes_are_whole_numbers(wrong: Any) -> None:  # noqa: ANN401 - whatever somebody passes
    """A size that is no number is refused by name."""
    for make in (strategies.bar_series, strategies.command_sequences):
        with pytest.raises(InvalidValue):
            make(max_size=wrong)
    with pytest.raises(InvalidValue):
        strategies.bar_series(span=wrong)


@given(strategies.instants(min_value=MONDAY, max_value=MONDAY + timedelta(days=1)))
def test_moments_keep_their_bounds(moment: datetime) -> None:
    """Moments are in UTC and within what was asked for."""
    assert MONDAY <= moment <= MONDAY + timedelta(days=1)
    assert moment.tzinfo is UTC


@given(strategies.bar_series(min_size=2, max_size=5, span=timedelta(hours=1)))
def test_a_series_of_bars_is_of_one_product_and_in_a_row(series: tuple[Any, ...]) -> None:
    """Bars follow one another at the span."""
    assert 2 <= len(series) <= 5
    assert 1 == len({bar.symbol for bar in series})
    assert {timedelta(hours=1)} == {after.start - before.start for before, after in pairwise(series)}


@pytest.mark.parametrize("status", OrderStatus)
def test_orders_of_every_status_are_made(status: OrderStatus) -> None:
    """No state is beyond the reach of a property about orders."""
    assert found(strategies.orders(), lambda order: order.status is status)


def test_imported_orders_are_made() -> None:
    """Orders that were made elsewhere are orders too."""
    assert found(strategies.orders(), lambda order: order.terms.source is Source.IMPORT)


@given(strategies.orders())
def test_orders_are_what_their_histories_say(order: Any) -> None:  # noqa: ANN401 - an order
    """Orders are made by deciding, so their events lead to them."""
    assert order == refold(order)


@pytest.mark.parametrize(
    "bucket", [bucket for bucket in Bucket if bucket not in {Bucket.FEES, Bucket.TAXES, Bucket.UNSETTLED}]
)
def test_accounts_with_something_in_every_bucket_are_made(bucket: Bucket) -> None:
    """On plain markets nothing is charged and nothing waits; every other place is used."""
    assert found(strategies.accounts(), lambda account: bool(account.total(bucket)))


@pytest.mark.parametrize(
    "cause", [Cause.OPENING, Cause.DEPOSIT, Cause.WITHDRAWAL, Cause.HOLD, Cause.RELEASE, Cause.FILL]
)
def test_entries_of_every_cause_are_made(cause: Cause) -> None:
    """Whoever stores entries meets all of them."""
    assert found(strategies.entries(), lambda entry: entry.cause is cause)


@given(strategies.desks())
def test_journals_are_those_of_their_accounts(desk: Any) -> None:  # noqa: ANN401 - a desk
    """The account of a desk is the fold of its journal."""
    for account in desk.book.accounts.values():
        assert account == fold(account.terms, desk.journal(account.id))


@pytest.mark.parametrize("kind", Command.__args__)
def test_commands_of_every_kind_are_made(kind: type) -> None:
    """Whoever carries out commands meets all of them."""
    assert found(strategies.commands(), lambda command: type(command) is kind)


@given(strategies.command_sequences(min_size=1, max_size=3))
def test_sequences_open_accounts_before_they_are_used(asked: tuple[Command, ...]) -> None:
    """Two accounts with money stand before whatever follows."""
    outcomes = decide(Book(), asked, MONDAY).outcomes

    assert 3 <= len(asked) <= 5
    assert outcomes[0].ok
    assert outcomes[1].ok


@given(st.data())
def test_every_layout_of_a_signal_means_that_signal(data: st.DataObject) -> None:
    """However it is written, it is read as what it was made from."""
    signal = data.draw(strategies.signals())

    assert signal == parse_signal(data.draw(strategies.signal_layouts(signal)))


@given(strategies.signal_texts())
def test_texts_of_signals_are_read(text: str) -> None:
    """No text of this strategy is refused."""
    assert isinstance(parse_signal(text), Signal)


@given(strategies.near_valid_signal_texts())
def test_texts_with_a_fault_are_refused(text: str) -> None:
    """One fault is enough, and each fault is a refusal with a place."""
    with pytest.raises(SignalRefused) as refused:
        parse_signal(text)

    assert refused.value.line >= 1
