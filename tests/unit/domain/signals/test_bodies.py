"""Machine-written bodies give the same signals as texts do, or are refused."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.unit.domain.signals.written import signal
from trading_core.domain.amounts import Price
from trading_core.domain.signals import parse_signal, parse_signal_body
from trading_core.errors import SignalRefused

BODY: dict[str, Any] = {"symbol": "EURUSD", "side": "buy", "sl": "1.0820", "tp": "1.0950"}
PLAIN = "buy EURUSD market sl 1.0820 tp 1.0950"
PRICED = "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, PLAIN),
        ({"side": "Buy Market"}, PLAIN),
        ({"side": "long / buy"}, PLAIN),
        ({"price": None, "entry": ""}, PLAIN),
        ({"price": "market"}, PLAIN),
        ({"price": "now", "type": "market"}, PLAIN),
        ({"price": 1.086}, PRICED),
        ({"entry": "1.0860", "sentiment": "bullish"}, PRICED),
        ({"price": 1.0860, "order_type": "limit"}, "buy EURUSD limit 1.0860 sl 1.0820 tp 1.0950"),
        ({"price": 1.0860, "type": "buy limit"}, "buy EURUSD limit 1.0860 sl 1.0820 tp 1.0950"),
        ({"price": 1.0860, "type": "buy"}, PRICED),
        ({"price": 1.0860, "type": "stop"}, "buy EURUSD stop 1.0860 sl 1.0820 tp 1.0950"),
        ({"limitPrice": 1.0860}, "buy EURUSD limit 1.0860 sl 1.0820 tp 1.0950"),
        ({"entry": "1.0850-1.0860"}, "buy EURUSD unstated 1.0850 1.0860 sl 1.0820 tp 1.0950"),
        ({"entry": [1.0860, 1.0850]}, "buy EURUSD unstated 1.0850 1.0860 sl 1.0820 tp 1.0950"),
        ({"tp": "1.0950 / 1.1"}, PLAIN + " 1.1"),
        ({"tp": ["1.0950", 1.1]}, PLAIN + " 1.1"),
        ({"tp2": 1.1}, PLAIN + " 1.1"),
        ({"tp": {"limitPrice": 1.0950}, "sl": {"type": "stop", "stop_price": 1.0820}}, PLAIN),
        ({"ticker": "FX:EURUSD", "quantity": 3, "close": 1.0861, "comment": "calm", "interval": "60"}, PLAIN),
    ],
)
def test_named_fields_make_the_same_signal(changes: dict[str, Any], expected: str) -> None:
    """Law: under any usual name, and as number or text, a field means what it means in a text."""
    assert signal(expected) == parse_signal(json.dumps({**BODY, **changes}))


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"symbol": "EURSUD"}, "unknown_symbol"),
        ({"ticker": "GBPUSD"}, "several_symbols"),
        ({"side": "close"}, "not_a_signal"),
        ({"side": "buy sell"}, "not_a_signal"),
        ({"side": 1}, "not_a_signal"),
        ({"side": [1]}, "missing_side"),
        ({"side": "buy and pray"}, "unsupported_order_type"),
        ({"action": "sell"}, "contradiction"),
        ({"sentiment": "flat"}, "not_a_signal"),
        ({"type": "stop limit"}, "unsupported_order_type"),
        ({"type": "iceberg"}, "unsupported_order_type"),
        ({"type": 5}, "unsupported_order_type"),
        ({"type": "limit"}, "missing_entry"),
        ({"type": "limit", "price": "market"}, "contradictory_order_type"),
        ({"price": 1.0860, "entry": 1.0860}, "several_orders"),
        ({"price": "about 1.08"}, "malformed_number"),
        ({"price": [1.084, 1.085, 1.086]}, "unexplained_number"),
        ({"stopLoss": 1.08}, "several_stops"),
        ({"sl": True}, "stop_not_a_price"),
        ({"sl": "20 pips"}, "stop_not_a_price"),
        ({"sl": {"percent": 2}}, "stop_not_a_price"),
        ({"sl": {"type": "trailing", "price": 1.0820}}, "stop_not_a_price"),
        ({"sl": {"price": 1.0820, "offset": 1}}, "stop_not_a_price"),
        ({"sl": 1e40}, "stop_not_a_price"),
        ({"sl": 0}, "malformed_number"),
        ({"tp": []}, "missing_take_profit"),
        ({"tp": [None]}, "target_not_a_price"),
        ({"tp": "1.08"}, "wrong_side_target"),
        ({"tp": "{{plot_0}}"}, "placeholder"),
        ({"sl_pips": 10}, "unknown_key"),
        ({"trailing_stop": True}, "unknown_key"),
        ({"text": "calm"}, "unknown_key"),
        ({"close": "half"}, "unknown_key"),
        ({"close": True}, "unknown_key"),
        ({"SYMBOL": "EURUSD"}, "duplicate_key"),
    ],
)
def test_fields_that_are_not_one_clear_order_are_refused(changes: dict[str, Any], reason: str) -> None:
    """Law: a body passes the same laws as a text, and a key that may change the order is never passed over."""
    with pytest.raises(SignalRefused) as refused:
        parse_signal(json.dumps({**BODY, **changes}))

    assert reason == refused.value.reason


def test_json_numbers_are_read_without_losing_a_digit() -> None:
    """Law: a JSON number is the decimal that was written, never a binary fraction near it."""
    found = parse_signal(
        '{"symbol":"SHIBUSDT","side":"sell","price":0.00002150,"sl":2.2e-05,"tp":[0.00002,1.95E-5]}'
    )

    assert signal("sell SHIBUSDT unstated 0.00002150 sl 0.000022 tp 0.00002 0.0000195") == found


@pytest.mark.parametrize(
    ("text", "reason", "line", "column"),
    [
        ('{"symbol":"EURUSD",\n "sl": NaN}', "malformed_number", 2, 8),
        ('{"symbol":"EURUSD",\n "sl": }', "malformed_body", 2, 8),
        ('{"symbol":"EURUSD","price":{{close}}}', "placeholder", 1, 28),
        ('{"a":[[[[1]]]]}', "malformed_body", 1, 1),
        ("[" * 4000, "malformed_body", 1, 1),
        ('{"a":' * 700, "malformed_body", 1, 1),
        ('[{"symbol":"EURUSD"}]', "malformed_body", 1, 1),
        ("{'symbol':'EURUSD'}", "malformed_body", 1, 2),
        ('{"text":"\\u202eBUY"}', "bad_encoding", 1, 1),
        ('{"text":"BUY EURUSD\\nTP 1.0950"}', "missing_stop_loss", 2, 10),
        ('{"text":"a","message":"b"}', "unknown_key", 1, 3),
        ('{"message":5}', "unknown_key", 1, 3),
        ("symbol=EURUSD;SYMBOL=EURUSD;", "duplicate_key", 1, 15),
    ],
)
def test_an_unreadable_body_is_refused_at_its_place(text: str, reason: str, line: int, column: int) -> None:
    """Law: a body that is not one flat object is refused, however it is broken, with the place."""
    with pytest.raises(SignalRefused) as refused:
        parse_signal(text)

    assert (reason, line, column) == (refused.value.reason, refused.value.line, refused.value.column)


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"BUY EURUSD\nSL 1.0820\nTP 1.0950", "text/plain"),
        ("BUY EURUSD\nSL 1.0820\nTP 1.0950", ""),
        (bytearray(b'{"symbol":"EURUSD","side":"buy","sl":1.0820,"tp":1.0950}'), "text/plain; charset=utf-8"),
        (b"symbol=EURUSD&side=buy&sl=1.0820&tp=1.0950", "application/x-www-form-urlencoded; charset=utf-8"),
        (b"text=BUY+EURUSD%0ASL+1.0820%0ATP+1.0950", "APPLICATION/X-WWW-FORM-URLENCODED"),
        (b"BUY EURUSD\nSL 1.0820\nTP 1.0950", "application/x-www-form-urlencoded"),
        (b"SYMBOL=EURUSD;SIDE=buy;SL=1.0820;TP='1.0950';\"\r\n", "application/json"),
        (b"symbol = EURUSD, side = buy, sl = 1.0820, tp = 1.0950", ""),
    ],
)
def test_a_body_is_known_by_its_look(body: bytes | str, content_type: str) -> None:
    """Law: the same order is read from text, JSON, pairs and forms, whatever label they travel under."""
    assert signal(PLAIN) == parse_signal_body(body, content_type)


@pytest.mark.parametrize(
    ("body", "content_type", "reason"),
    [
        (b"\xff\xfe", "", "bad_encoding"),
        (b"sl=1&sl=2", "application/x-www-form-urlencoded", "duplicate_key"),
        (b"x=1", "application/x-www-form-urlencoded", "missing_side"),
        (b"x=" + b"1" * 4000, "application/x-www-form-urlencoded", "too_long"),
        (None, "", "not_text"),
        (5, "application/x-www-form-urlencoded", "not_text"),
    ],
)
def test_a_body_that_is_no_order_is_refused(body: object, content_type: str, reason: str) -> None:
    """Law: bytes that are no text, forms that repeat a key and things that are no body are refused by name."""
    with pytest.raises(SignalRefused) as refused:
        parse_signal_body(body, content_type)

    assert reason == refused.value.reason


def test_a_body_minds_the_last_price() -> None:
    """Law: the last price guards every door."""
    with pytest.raises(SignalRefused) as refused:
        parse_signal_body(json.dumps(BODY), last_price=Price("3"))

    assert "far_from_market" == refused.value.reason
