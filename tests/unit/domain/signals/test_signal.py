"""What a signal may be, and where it is refused when it is constructed directly."""

from __future__ import annotations

from typing import Any

import pytest

from trading_core.domain.amounts import Price
from trading_core.domain.signals import Signal, SignalType, parse_signal, render_signal
from trading_core.domain.words import Side
from trading_core.errors import InvalidValue, SignalRefused

LAWFUL: dict[str, Any] = {
    "side": Side.BUY,
    "symbol": "EURUSD",
    "order_type": SignalType.LIMIT,
    "entry": "1.0860",
    "stop_loss": "1.0850",
    "take_profits": ["1.0890"],
}


def test_a_lawful_signal_keeps_what_it_was_given() -> None:
    """Law: every part is kept as a value of its type, and the entries are told in one tuple."""
    found = Signal(**LAWFUL)

    assert (Price("1.0860"),) == found.entries
    assert (Price("1.0890"),) == found.take_profits
    assert found.entry_range is None


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"side": "buy"}, "side"),
        ({"symbol": "GOLD"}, "symbol"),
        ({"symbol": "EURSUD"}, "symbol"),
        ({"order_type": "limit"}, "order_type"),
        ({"entry": None}, "entry"),
        ({"entry": None, "order_type": SignalType.STOP}, "entry"),
        ({"entry": None, "order_type": SignalType.UNSTATED}, "entry"),
        ({"entry": "0"}, "price"),
        ({"entry_range": ("1.0860", "1.0870")}, "entry_range"),
        ({"entry": None, "entry_range": ("1.0870", "1.0860")}, "entry_range"),
        ({"entry": None, "entry_range": ("1.0860", "1.0860")}, "entry_range"),
        ({"entry": None, "entry_range": ("1.0860",)}, "entry_range"),
        ({"entry": None, "entry_range": 5}, "entry_range"),
        ({"take_profits": []}, "take_profits"),
        ({"take_profits": "1.0890"}, "take_profits"),
        ({"take_profits": ["1.0890"] * 21}, "take_profits"),
        ({"stop_loss": "1.0860"}, "stop_loss"),
        ({"stop_loss": "1.0870"}, "stop_loss"),
        ({"take_profits": ["1.0890", "1.0860"]}, "take_profits"),
        ({"stop_loss": "108.50"}, "stop_loss"),
        ({"take_profits": ["1.6"]}, "take_profits"),
        ({"side": Side.SELL}, "stop_loss"),
        ({"side": Side.SELL, "stop_loss": "1.0870"}, "take_profits"),
        ({"side": Side.SELL, "stop_loss": "1.0860", "take_profits": ["1.08"]}, "stop_loss"),
        ({"side": Side.SELL, "stop_loss": "1.0870", "take_profits": ["1.08", "1.0860"]}, "take_profits"),
        ({"entry": None, "entry_range": ("1.0845", "1.0860")}, "stop_loss"),
        ({"entry": None, "entry_range": ("1.0860", "1.0890")}, "take_profits"),
        ({"entry": None, "order_type": SignalType.MARKET, "take_profits": ["1.0850"]}, "take_profits"),
        ({"entry": "0.8", "stop_loss": "0.7", "take_profits": ["1.0401"]}, "take_profits"),
        ({"entry": "2.1", "stop_loss": "1.9", "take_profits": ["2.2"]}, "entry"),
    ],
)
def test_what_contradicts_itself_is_never_a_signal(changes: dict[str, Any], field: str) -> None:
    """Law: no signal exists whose parts break a law, whoever constructs it, and the error names the field."""
    with pytest.raises(InvalidValue) as refused:
        Signal(**{**LAWFUL, **changes})

    assert field == refused.value.field


@pytest.mark.parametrize(
    ("changes", "found", "expected"),
    [
        ({"symbol": "GOLD"}, "GOLD", "its canonical name XAUUSD"),
        ({"entry": None}, "None", "a price, since the order type is limit"),
        ({"entry_range": ("1.0860", "1.0870")}, "given beside an entry", "an entry or a range, not both"),
        ({"entry": None, "entry_range": ("1.0870", "1.0860")}, "1.086", "a high end above 1.087"),
        ({"entry": None, "entry_range": 5}, "5", "two prices, the low one first"),
        ({"entry": None, "entry_range": ("1",)}, "a value of type tuple", "two prices, the low one first"),
        ({"take_profits": "1.0890"}, "'1.0890'", "1 to 20 prices"),
        ({"take_profits": []}, "a value of type list", "1 to 20 prices"),
        ({"stop_loss": "1.0870"}, "1.087", "a stop loss below the entry 1.0860"),
        ({"stop_loss": "0.6999"}, "0.6999", "a price from 0.7 to 2"),
        ({"take_profits": ["1.0890", "1.0860"]}, "1.086", "a target above 1.0860"),
        ({"take_profits": ["1.6"]}, "1.6", "a price within 1.3 times the others"),
        ({"side": Side.SELL}, "1.085", "a stop loss above the entry 1.0860"),
        ({"side": Side.SELL, "stop_loss": "1.09"}, "1.089", "a target below 1.0860"),
    ],
)
def test_the_error_says_what_was_found_and_what_would_be_lawful(
    changes: dict[str, Any], found: str, expected: str
) -> None:
    """Law: whoever constructs an unlawful signal is shown the value at fault and the law it breaks."""
    with pytest.raises(InvalidValue) as refused:
        Signal(**{**LAWFUL, **changes})

    assert (found, expected) == (refused.value.found, refused.value.expected)


@pytest.mark.parametrize(
    "changes",
    [
        {"order_type": SignalType.MARKET},
        {"order_type": SignalType.MARKET, "entry": None},
        {"entry": None, "entry_range": ("1.0860", "1.0870")},
        {"entry": None, "entry_range": ["1.0851", "1.0889"]},
        {"take_profits": ["1.0890"] * 20},
        {"take_profits": ["1.4118"]},
        {"entry": "0.8", "stop_loss": "0.7", "take_profits": ["1.0400"]},
        {"entry": "1.9", "stop_loss": "1.8", "take_profits": ["2"]},
    ],
)
def test_the_bounds_of_the_laws_are_themselves_lawful(changes: dict[str, Any]) -> None:
    """Law: a signal that touches a bound and does not pass it is constructed."""
    found = Signal(**{**LAWFUL, **changes})

    assert found == parse_signal(render_signal(found))


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({}, "BUY LIMIT EURUSD @1.0860\nSL 1.0850\nTP 1.0890"),
        ({"order_type": SignalType.UNSTATED}, "BUY EURUSD @1.0860\nSL 1.0850\nTP 1.0890"),
        ({"order_type": SignalType.MARKET}, "BUY NOW EURUSD @1.0860\nSL 1.0850\nTP 1.0890"),
        ({"order_type": SignalType.MARKET, "entry": None}, "BUY EURUSD\nSL 1.0850\nTP 1.0890"),
        (
            {
                "order_type": SignalType.STOP,
                "entry": None,
                "entry_range": ("1.0860", "1.0870"),
                "take_profits": ["1.0890", "1.1"],
            },
            "BUY STOP EURUSD @1.0860-1.0870\nSL 1.0850\nTP 1.0890\nTP 1.1",
        ),
        (
            {"symbol": "2330", "entry": "600", "stop_loss": "580", "take_profits": ["650"]},
            "BUY LIMIT 2330.TW @600\nSL 580\nTP 650",
        ),
        (
            {"symbol": "NOW", "entry": "6", "stop_loss": "5", "take_profits": ["7"]},
            "BUY LIMIT $NOW @6.0\nSL 5.0\nTP 7.0",
        ),
        (
            {
                "symbol": "SHIBUSDT",
                "entry": "0.0000003",
                "stop_loss": "0.0000002",
                "take_profits": ["0.00000040"],
            },
            "BUY LIMIT SHIBUSDT @0.0000003\nSL 0.0000002\nTP 0.00000040",
        ),
    ],
)
def test_a_signal_has_one_canonical_text(changes: dict[str, Any], text: str) -> None:
    """Law: the same signal is always written the same way, with the decimals that it came with."""
    assert text == render_signal(Signal(**{**LAWFUL, **changes}))


@pytest.mark.parametrize(
    ("last", "accepted"), [("0.5445", True), ("0.5444", False), ("2.17", True), ("2.1701", False)]
)
@pytest.mark.parametrize(
    "spelling",
    [
        "BUY EURUSD @1.0860\nSL 1.0850\nTP 1.0890",
        "Buy EURUSD @1.0860\nSL 1.0850\nTP 1.0890",
        "please buy EURUSD 1.0860 sl 1.0850 tp 1.0890",
    ],
)
def test_prices_lie_within_half_and_double_the_last_price(spelling: str, last: str, accepted: bool) -> None:
    """Law: with a last price at hand, a price beyond half or double of it is refused, on the exact bound."""
    if accepted:
        assert parse_signal(spelling) == parse_signal(spelling, Price(last))
        return
    with pytest.raises(SignalRefused) as refused:
        parse_signal(spelling, Price(last))
    assert "far_from_market" == refused.value.reason
