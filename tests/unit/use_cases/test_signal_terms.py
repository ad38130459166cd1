"""What a signal allows, an order allows as well."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from tests.unit.domain.signals.written import signals
from trading_core.domain.amounts import Quantity
from trading_core.domain.ids import AccountId
from trading_core.domain.signals import Signal, parse_signal
from trading_core.errors import SignalRefused
from trading_core.testing import near_valid_signal_texts, signal_texts
from trading_core.use_cases.signal_orders import entry_of, first_price_of, terms_of

ORDER = "SELL EURUSD 1.0860 SL 1.0900 TP1 1.0800"


def _is_ordered(signal: Signal) -> bool:
    """Make the order that a signal asks for, at every price that it may be placed at; a refusal is raised."""
    ways = {entry_of(signal), *signal.entries} if signal.entries else {entry_of(signal), None}
    terms = [
        terms_of("1", AccountId("A"), signal, way, Quantity(1))
        for way in ways
        if (way is None) is (entry_of(signal) is None)
    ]
    terms[0].check_exits(first_price_of(signal))
    return all(signal.take_profits == term.take_profits for term in terms)


@given(signals())
def test_every_signal_makes_an_order(given_signal: Signal) -> None:
    """Law: what can be constructed as a signal is never refused when the order is made of it."""
    assert _is_ordered(given_signal)


@given(
    st.one_of(
        near_valid_signal_texts(),
        signal_texts(),
        st.lists(
            st.sampled_from(("TP2 1.0800", "TP2 1.08", "TP2 1.0790", "@1.0870", "\n", "-", "1.0800")),
            max_size=4,
        ).map(lambda words: " ".join((ORDER, *words))),
    )
)
@example(f"{ORDER} TP2 1.08000")
@example('{"symbol":"EURUSD","side":"sell","sl":1.09,"tp":[1.08,1.08]}')
@example("BUY EURUSD\nSL 1.0850\nTP 1.0890\nTP 1.0890")
def test_every_text_that_is_accepted_makes_an_order(text: str) -> None:
    """Law: the reader is as strict as the order, so that a fault is shown in the text and not after it was taken."""
    try:
        found = parse_signal(text)
    except SignalRefused:
        return

    assert _is_ordered(found)
