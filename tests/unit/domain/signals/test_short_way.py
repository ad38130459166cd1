"""The short way for canonical texts, at the exact bounds of what it believes."""

from __future__ import annotations

import pytest

from tests.unit.domain.signals.written import signal
from trading_core.domain.amounts import Price
from trading_core.domain.signals.fast import fast_signal


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("BUY EURUSD @1.0860\nSL 1.0850\nTP 1.0890", "buy EURUSD unstated 1.0860 sl 1.0850 tp 1.0890"),
        ("SELL EURUSD [@1.0860]\nSL 1.0900\nTP 1.0800\n", "sell EURUSD unstated 1.0860 sl 1.0900 tp 1.0800"),
        ("BUY EURUSD @1.9\nSL 1.8\nTP 2.0", "buy EURUSD unstated 1.9 sl 1.8 tp 2.0"),
        ("BUY EURUSD @0.8\nSL 0.7\nTP 0.9", "buy EURUSD unstated 0.8 sl 0.7 tp 0.9"),
        ("SELL EURUSD @1.9\nSL 2.0\nTP 1.8", "sell EURUSD unstated 1.9 sl 2.0 tp 1.8"),
        ("BUY EURUSD @1.2\nSL 1.0\nTP 1.3", "buy EURUSD unstated 1.2 sl 1.0 tp 1.3"),
        ("Buy EURUSD @1.9\nSL 1.8\nTP 2.0", "buy EURUSD unstated 1.9 sl 1.8 tp 2.0"),
        ("Buy EURUSD @0.8\nSL 0.7\nTP 0.9", "buy EURUSD unstated 0.8 sl 0.7 tp 0.9"),
        ("Buy EURUSD @1.2\nSL 1.0\nTP 1.3", "buy EURUSD unstated 1.2 sl 1.0 tp 1.3"),
        (
            "sell stop gold @2300-2302\nsl 2310\ntp 2290\ntp 2280",
            "sell XAUUSD stop 2300 2302 sl 2310 tp 2290 2280",
        ),
        ("BUY NOW EURUSD\nSL 1.0850\nTP 1.0890", "buy EURUSD market sl 1.0850 tp 1.0890"),
        ("BUY EURUSD\nSL 1.0850\nTP 1.0890", "buy EURUSD market sl 1.0850 tp 1.0890"),
        ("SELL EURUSD\nSL 1.0890\nTP 1.0850\nTP 1.0840", "sell EURUSD market sl 1.0890 tp 1.0850 1.0840"),
        (
            "BUY LIMIT EURUSD @1.0860\nSL 1.0850" + "\nTP 1.0890" * 20,
            "buy EURUSD limit 1.0860 sl 1.0850 tp" + " 1.0890" * 20,
        ),
    ],
)
def test_the_short_way_reads_canonical_texts_up_to_the_bounds(text: str, expected: str) -> None:
    """Law: a canonical text never needs the long way, on the bounds of the laws neither."""
    assert signal(expected) == fast_signal(text, None)


@pytest.mark.parametrize(
    "text",
    [
        "BUY EURUSD @1.0860\nSL 1.0850\nTP 1.0890",
        "SELL EURUSD @1.0860\nSL 1.0890\nTP 1.0850",
        "Buy EURUSD @1.0860\nSL 1.0850\nTP 1.0890",
        "sell EURUSD @1.0860\nSL 1.0890\nTP 1.0850",
    ],
)
@pytest.mark.parametrize(
    ("last", "near"), [("0.5445", True), ("0.5444", False), ("2.17", True), ("2.1701", False)]
)
def test_the_short_way_minds_the_last_price_on_the_exact_bound(text: str, last: str, *, near: bool) -> None:
    """Law: half and double the last price are near it, for the lowest and the highest price of the order."""
    assert near is (fast_signal(text, Price(last)) is not None)


@pytest.mark.parametrize(
    "text",
    [
        "Buy EURUSD @1.0860\nSL 1.0850\nTP 1.0860",
        "Buy EURUSD @1.0860-1.0870\nSL 1.0850\nTP 1.0870",
        "Buy EURUSD @1.0860-1.0870\nSL 1.0860\nTP 1.0890",
        "Sell EURUSD @1.0860\nSL 1.0890\nTP 1.0860",
        "Sell EURUSD @1.0860-1.0870\nSL 1.0870\nTP 1.0810",
        "Sell EURUSD @1.0860-1.0870\nSL 1.0890\nTP 1.0860",
        "Buy EURUSD\nSL 1.0860\nTP 1.0860",
        "Sell EURUSD\nSL 1.0860\nTP 1.0860",
        "Buy EURUSD @0.8\nSL 0.6999\nTP 0.9",
        "Buy EURUSD @1.9\nSL 1.8\nTP 2.0001",
        "Buy EURUSD @1.2\nSL 1.0\nTP 1.3001",
        "BUY EURUSD @0.8\nSL 0.6999\nTP 0.9",
        "BUY EURUSD @1.9\nSL 1.8\nTP 2.0001",
        "BUY EURUSD @1.2\nSL 1.0\nTP 1.3001",
        "Buy EURUSD @1.0860\nSL 1.0850" + "".join(f"\nTP 1.09{n:02}" for n in range(10, 31)),
    ],
)
def test_the_short_way_leaves_what_is_one_step_beyond(text: str) -> None:
    """Law: one step beyond a bound the judgement is the long way's."""
    assert fast_signal(text, None) is None
