"""Where the fault of a machine-written body is shown, and what is shown of it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.unit.domain.signals.written import REFUSED, signal
from trading_core.domain.amounts import Price
from trading_core.domain.signals import parse_signal, parse_signal_body
from trading_core.domain.signals.parse import FORM, LONGEST_TEXT
from trading_core.errors import SignalRefused

BODY: dict[str, Any] = {"symbol": "EURUSD", "side": "buy", "sl": "1.0820", "tp": "1.0950"}
ORDER = "BUY EURUSD\nSL 1.0820\nTP 1.0950"
PLAIN = "buy EURUSD market sl 1.0820 tp 1.0950"
DEEP: list[Any] = [[[1]]]


@pytest.mark.parametrize(
    ("changes", "key", "reason", "found"),
    [
        ({"symbol": "EURSUD"}, "symbol", "unknown_symbol", "'EURSUD'"),
        ({"symbol": ["EURUSD"]}, "symbol", "unknown_symbol", "a value of type list"),
        ({"ticker": "GBPUSD"}, "ticker", "several_symbols", "'GBPUSD'"),
        ({"symbol": "{{ticker}}"}, "symbol", "placeholder", "'{{ticker}}'"),
        ({"side": "exit"}, "side", "not_a_signal", "'exit'"),
        ({"side": [1]}, "side", "missing_side", "a value of type list"),
        ({"side": "buy buy buy buy buy sell"}, "side", "not_a_signal", "'buy buy buy buy buy sell'"),
        ({"side": "buy, but only sometimes"}, "side", "not_a_signal", "'buy, but only sometimes'"),
        (
            {"side": "buy one two three four five"},
            "side",
            "unsupported_order_type",
            "'buy one two three four five'",
        ),
        ({"action": "sell"}, "action", "contradiction", "'sell'"),
        ({"sentiment": "flat"}, "sentiment", "not_a_signal", "'flat'"),
        ({"type": "iceberg"}, "type", "unsupported_order_type", "'iceberg'"),
        ({"type": "limit stop"}, "type", "unsupported_order_type", "'limit stop'"),
        ({"type": "sell"}, "type", "contradiction", "'sell'"),
        ({"type": "sideways buy", "side": None}, "type", "unsupported_order_type", "'sideways buy'"),
        ({"type": "both buy sell", "side": None}, "type", "not_a_signal", "'both buy sell'"),
        ({"type": "limit", "price": "market"}, "price", "contradictory_order_type", "'market'"),
        ({"type": "stop", "limitPrice": 1.086}, "limitPrice", "contradictory_order_type", "'limitPrice'"),
        ({"price": 1.086, "entry": 1.087}, "entry", "several_orders", "'1.087'"),
        ({"price": "1.08.60"}, "price", "malformed_number", "'1.08.60'"),
        ({"price": "near 1.0860"}, "price", "malformed_number", "'near 1.0860'"),
        ({"price": [1.084, 1.085, 1.086]}, "price", "unexplained_number", "'1.086'"),
        ({"price": 1.0810}, "sl", "wrong_side_stop", "'1.0820'"),
        ({"price": 108.6}, "price", "impossible_scale", "'108.6'"),
        ({"price": "1,086"}, "price", "impossible_scale", "'1,086'"),
        ({"stopLoss": 1.08}, "stopLoss", "several_stops", "'1.08'"),
        ({"sl": "20 pips"}, "sl", "stop_not_a_price", "'20 pips'"),
        ({"sl": True}, "sl", "stop_not_a_price", "True"),
        ({"sl": {}}, "sl", "stop_not_a_price", "a value of type dict"),
        ({"sl": {"type": "percent", "price": 1.0820}}, "sl", "stop_not_a_price", "a value of type dict"),
        ({"sl": {"price": 1.0820, "value": 1.0820}}, "sl", "stop_not_a_price", "a value of type dict"),
        ({"sl": "1e0"}, "sl", "stop_not_a_price", "'1e0'"),
        ({"tp": [1.0950, 1.0810]}, "tp", "wrong_side_target", "'1.081'"),
        ({"tp": [None]}, "tp", "target_not_a_price", "None"),
        ({"tp": "1.0950/later"}, "tp", "target_not_a_price", "'later'"),
        ({"sl_pips": 10}, "sl_pips", "unknown_key", "'sl_pips'"),
        ({"text": "calm"}, "text", "unknown_key", "'text'"),
        ({"text": ORDER, "symbol": None, "sl": None}, "text", "unknown_key", "'text'"),
        ({"text": ORDER, "symbol": None, "side": None}, "text", "unknown_key", "'text'"),
        ({"close": "half"}, "close", "unknown_key", "'close'"),
        ({"Side": "buy"}, "Side", "duplicate_key", "'Side'"),
    ],
)
def test_the_fault_of_a_body_is_shown_where_it_stands(
    changes: dict[str, Any], key: str, reason: str, found: str
) -> None:
    """Law: a refusal points at the value that it shows, or at the key if the key itself is the fault."""
    text = json.dumps({name: value for name, value in {**BODY, **changes}.items() if value is not None})
    with pytest.raises(SignalRefused) as refused:
        parse_signal(text)

    shown = {"None": "null", "True": "true"}.get(found, found.strip("'"))
    start = text.index(f'"{key}"') + (1 if shown == key else len(f'"{key}": '))
    place = text.index(shown, start) if shown in text else start
    assert [reason, 1, place + 1, found] == [getattr(refused.value, name) for name in REFUSED]


@pytest.mark.parametrize(
    ("text", "reason", "line", "column", "found"),
    [
        ('{"symbol":"EURUSD",\n"sl":Infinity}', "malformed_number", 2, 6, "'Infinity'"),
        ('{"symbol":"EURUSD","price":{{a}},"sl":{{b}}}', "placeholder", 1, 28, "'{{a}},\"sl\":{{b}}}'"),
        ('{"\\u0073ymbol":"EURSUD"}', "unknown_symbol", 1, 17, "'EURSUD'"),
        ('{"symbol":"EUR\\u0053UD"}', "unknown_symbol", 1, 12, "'EURSUD'"),
        ('{"symbol":"EURUSD","side":"buy","tp":"1.10\\/later"}', "target_not_a_price", 1, 39, "'later'"),
        ('{"symbol":"EURUSD","side":"buy","tp":"1.10 | later "}', "target_not_a_price", 1, 46, "'later '"),
        ('{"symbol":"EURUSD","side":"buy","tp":"1.10/"}', "target_not_a_price", 1, 44, "''"),
        ('{"symbol":"EURUSD","tp":[ 1.10 ,\n\t"soon"]}', "target_not_a_price", 2, 3, "'soon'"),
        ('{"symbol":"EURUSD", "sl": {"price" : NaN}}', "malformed_number", 1, 38, "'NaN'"),
        (
            '{"symbol":"EURUSD","side":"buy","sl":1,"tp":2,"entry":"1.1-108"}',
            "impossible_scale",
            1,
            60,
            "'108'",
        ),
        ('{"symbol":"NaN", "sl":-Infinity}', "malformed_number", 1, 23, "'-Infinity'"),
        ('{"symbol":"EURUSD","side":"buy", "symbol" : "EURUSD"}', "duplicate_key", 1, 35, "'symbol'"),
        ('{"a":{"x":1,"X":2},"b":[{"y":1, "y":2}]}', "duplicate_key", 1, 14, "'X'"),
        ('{"a":{"x":1},"b":[1,{"y":1, "y":2}]}', "duplicate_key", 1, 30, "'y'"),
        ("symbol='EURSUD' side=buy", "unknown_symbol", 1, 9, "'EURSUD'"),
        ("symbol=EURUSD\nSymbol=EURUSD", "duplicate_key", 2, 1, "'Symbol'"),
        ("symbol=EURUSD side=close sl=1.0820 tp=1.0950", "not_a_signal", 1, 20, "'close'"),
        ("side=buy sl=1.0820 tp=1.0950", "missing_symbol", 1, 29, "the end of the text"),
        ('{"text":"BUY 1.08\\u200b60"}', "bad_encoding", 1, 9, "'\\u200b'"),
        ("BUY 1.08\u200b60 EURUSD", "bad_encoding", 1, 9, "'\\u200b'"),
        ("symbol=EURUSD side=buy sl=1.08\u200b20", "bad_encoding", 1, 31, "'\\u200b'"),
    ],
)
def test_an_unreadable_body_is_shown_where_it_breaks(
    text: str, reason: str, line: int, column: int, found: str
) -> None:
    """Law: the first thing that cannot be read is shown, whatever follows it."""
    with pytest.raises(SignalRefused) as refused:
        parse_signal(text)

    assert [reason, line, column, found] == [getattr(refused.value, name) for name in REFUSED]


@pytest.mark.parametrize(
    "text",
    [
        json.dumps({**BODY, "extra": {"nested": [1]}, "more": DEEP, "most": DEEP}),
        json.dumps({**BODY, **{f"note{at}": [at] for at in range(9)}}),
        '"symbol=EURUSD;side=buy;sl=1.0820;tp=1.0950;"\r\n',
        "'symbol=EURUSD, side=\"buy\", sl='1.0820', tp=1.0950",
        "ticker=EURUSD&go=buy&sl=1.0820&tp=1.0950&side=long",
        "go=buy for=EURUSD sl=1.0820 tp=1.0950",
        json.dumps({**BODY, "sl": {"type": "limit", "price": 1.0820}, "tp": {"value": 1.0950}}),
        json.dumps({**BODY, "side": "buy buy buy buy buy"}),
        json.dumps({**BODY, "tp": 1.0950, "sl": 1.0820}),
    ],
)
def test_a_body_may_carry_more_than_the_order(text: str) -> None:
    """Law: wrappings, shallow extras and spellings of the same fields change nothing."""
    assert signal(PLAIN) == parse_signal(text)


def test_nesting_is_followed_to_the_fourth_level_and_not_to_the_fifth() -> None:
    """Law: the bound on the depth of a body is exact."""
    assert signal(PLAIN) == parse_signal(json.dumps({**BODY, "x": DEEP}))
    with pytest.raises(SignalRefused) as refused:
        parse_signal(json.dumps({**BODY, "x": [DEEP]}))
    assert "malformed_body" == refused.value.reason


def test_a_lone_digit_is_a_price_where_a_key_says_so() -> None:
    """Law: in a body nothing counts, so 2 among prices with decimals is a price."""
    assert signal("buy XRPUSDT unstated 2 sl 1 tp 3.5") == parse_signal(
        '{"symbol":"XRPUSDT","side":"buy","sl":1,"tp":3.5,"price":2}'
    )


def test_tiny_json_numbers_keep_their_size() -> None:
    """Law: an exponent is written out, never passed on."""
    assert signal("buy SHIBUSDT market sl 0.0000002 tp 0.0000003") == parse_signal(
        '{"symbol":"SHIBUSDT","side":"buy","sl":2E-7,"tp":3e-7}'
    )


@pytest.mark.parametrize(
    "content_type", [FORM, f" {FORM.upper()} ; charset=utf-8; boundary=x", f"{FORM};a;b"]
)
def test_a_form_is_known_by_its_content_type(content_type: str) -> None:
    """Law: parameters, blanks and capitals of a content type change nothing."""
    assert signal(PLAIN) == parse_signal_body("text=BUY+EURUSD%0ASL+1.0820%0ATP+1.0950", content_type)


def test_a_form_of_the_longest_length_is_read_as_a_form() -> None:
    """Law: the bound on the length of a form is exact."""
    order = "side=buy&symbol=EURUSD&sl=1.0820&tp=1.0950&x="

    assert signal(PLAIN) == parse_signal_body(order.ljust(LONGEST_TEXT, "%"), FORM)
    with pytest.raises(SignalRefused) as refused:
        parse_signal_body(order.ljust(LONGEST_TEXT + 1, "%"), FORM)
    assert "too_long" == refused.value.reason


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        ("symbol=EURUSD&side=buy&sl=1.0820&tp=1.0950", FORM),
        ("text=BUY+EURUSD%0ASL+1.0820%0ATP+1.0950", FORM),
        (json.dumps({"text": "please " + ORDER}), ""),
        (json.dumps(BODY), ""),
        (ORDER, ""),
    ],
)
def test_every_kind_of_body_minds_the_last_price(body: str, content_type: str) -> None:
    """Law: the last price guards every door, forms and wrapped texts included."""
    with pytest.raises(SignalRefused) as refused:
        parse_signal_body(body, content_type, Price("3"))

    assert "far_from_market" == refused.value.reason


@pytest.mark.parametrize(
    ("body", "reason", "column", "found"),
    [
        ("sl=1&sl=2", "duplicate_key", 6, "'sl'"),
        ("sl=1&x&SL=2", "duplicate_key", 8, "'SL'"),
        ("symbol=EURUSD&&side=hold&sl=1.0820", "not_a_signal", 21, "'hold'"),
        ("symbol=EURUSD&side=buy&sl=1%2C08x", "stop_not_a_price", 27, "'1,08x'"),
    ],
)
def test_a_form_is_refused_where_its_fault_stands(body: str, reason: str, column: int, found: str) -> None:
    """Law: the place in a form is the repeated key or the value as it was sent, before any decoding."""
    with pytest.raises(SignalRefused) as refused:
        parse_signal_body(body.encode(), FORM)

    assert [reason, 1, column, found] == [getattr(refused.value, name) for name in REFUSED]
