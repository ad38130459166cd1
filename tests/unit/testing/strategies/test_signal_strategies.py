"""Signals made by strategies are what a reader of theirs would say that they are."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.testing.strategies.looking import found, smallest
from tests.unit.untyped import untyped
from trading_core.domain.signals import Signal, SignalType, parse_signal
from trading_core.domain.words import Side
from trading_core.errors import InvalidValue
from trading_core.testing import strategies


@given(st.data())
def test_every_layout_of_a_signal_means_that_signal(data: st.DataObject) -> None:
    """However it is written, it is read as what it was made from."""
    signal = data.draw(strategies.signals())

    assert signal == parse_signal(data.draw(strategies.signal_layouts(signal)))


@given(strategies.signal_texts(symbol="0050.TW", side=Side.SELL, order_type=SignalType.LIMIT))
def test_texts_of_signals_say_what_was_wished(text: str) -> None:
    """Each wish is found in what the text is read as."""
    signal = parse_signal(text)

    assert ("0050", Side.SELL, SignalType.LIMIT) == (signal.symbol, signal.side, signal.order_type)


@pytest.mark.parametrize("kind", SignalType)
def test_signals_of_every_type_are_made(kind: SignalType) -> None:
    """All ways to get in are tried, with a price and with a range."""
    strategy = strategies.signals(order_type=kind)

    assert found(strategy, lambda signal: signal.entry is not None)
    assert found(strategy, lambda signal: signal.entry_range is not None)


def test_signals_without_an_entry_are_made() -> None:
    """Only those at the market may leave it out."""
    assert found(strategies.signals(), lambda signal: not signal.entries)


def test_texts_are_lines_and_bodies() -> None:
    """People write lines, charts send JSON."""

    def is_json(text: str) -> bool:
        try:
            return isinstance(json.loads(text), dict)
        except ValueError:
            return False

    for kind in SignalType:
        assert found(strategies.signal_texts(order_type=kind), is_json)
        assert found(strategies.signal_texts(order_type=kind), lambda text: not is_json(text))
    assert found(strategies.signal_texts(), lambda text: is_json(text) and "price" not in json.loads(text))


def test_the_smallest_signal_is_one_that_reads_well() -> None:
    """A failing test shows an order of the plainest kind."""
    expected = "BUY NOW EURUSD @1.08600\nSL 1.08599\nTP 1.08601"

    assert expected == smallest(strategies.signal_texts())


WRONG: list[tuple[Callable[[], object], str]] = [
    (lambda: strategies.signals(symbol="MSFT"), "symbol"),
    (lambda: strategies.signals(symbol=5), "symbol"),
    (lambda: strategies.signals(side="buy"), "side"),
    (lambda: strategies.signal_texts(order_type="limit"), "order_type"),
    (lambda: strategies.signal_layouts(untyped("BUY")), "signal"),
]


@pytest.mark.parametrize(("make", "field"), WRONG)
def test_wishes_for_signals_that_cannot_be_granted_are_refused_at_once(
    make: Callable[[], object], field: str
) -> None:
    """The caller is told by name which wish it was."""
    with pytest.raises(InvalidValue) as refused:
        make()

    assert field == refused.value.field


@given(strategies.signals())
def test_signals_are_signals(signal: Signal) -> None:
    """What has no side, no stop or no target is none."""
    assert signal.take_profits
