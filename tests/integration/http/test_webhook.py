"""The webhook: what a text becomes, and what its sender is told."""

from __future__ import annotations

import json
from decimal import Decimal
from secrets import choice
from urllib.parse import urlencode

import pytest

from tests.integration.http.people import Door, Person, until
from tests.integration.http.promises import refused
from tests.integration.http.signalling import SAMPLE, TEXT, key_of, ordered, send, sender, signals_of

PAIRS = {"side": "buy", "symbol": "EURUSD", "price": "1.0860", "sl": "1.0850", "tp": "1.0890"}
FIELDS = {"action": "BUY", "ticker": "FX:EURUSD", "price": 1.0860, "sl": 1.0850, "tp": 1.0890}
FORM = "application/x-www-form-urlencoded"


def test_the_sample_becomes_an_order(alice: Person) -> None:
    """Every word of the contract's sample is in the order, which waits for the broker with its money reserved."""
    order = ordered(send(sender(alice), SAMPLE))

    assert ("buy", "EURUSD", "limit", "1.086") == tuple(
        order[field] for field in ("side", "stock_id", "type", "limit_price")
    )
    assert ("1.085", "1.089", ["1.089"]) == tuple(
        order[field] for field in ("stop_loss", "take_profit", "take_profits")
    )
    assert ("pending", "9208.10313075") == (order["status"], order["quantity"])
    assert order["number"] == alice.get(f"/api/orders/{order['number']}/").json()["number"]


@pytest.mark.parametrize(
    ("content", "media"),
    [
        (SAMPLE, "text/plain; charset=utf-8"),
        (SAMPLE, "TEXT/PLAIN"),
        (SAMPLE, None),
        (SAMPLE, FORM),
        (SAMPLE.replace("\n", "\r\n") + "\r\n", TEXT),
        ("BUY EURUSD [@1.0860]\nSL 1.0850\nTP 1.0890", TEXT),
        ("BUY EURUSD [@1.0860 - Optional]\nSL 1.0850\nTP 1.0890", TEXT),
        ("buy eur/usd at 1.0860 sl 1.0850 tp 1.0890", TEXT),
        (json.dumps(FIELDS), "application/json"),
        (json.dumps(FIELDS) + "\n", TEXT),
        (json.dumps({"message": SAMPLE}), "application/json"),
        (urlencode(PAIRS), FORM),
        (" ".join(f"{name}={value}" for name, value in PAIRS.items()), TEXT),
    ],
)
def test_the_same_wish_in_other_words_is_the_same_order(
    anyone: Person, content: str, media: str | None
) -> None:
    """Plain text, JSON and forms go through one parser, however a sender labels them."""
    order = ordered(send(sender(anyone), content, media))

    assert ("buy", "EURUSD", "1.086", "1.085", ["1.089"]) == tuple(
        order[field] for field in ("side", "stock_id", "limit_price", "stop_loss", "take_profits")
    )


def test_a_market_that_nobody_knows_begins_where_the_signal_says(door: Door) -> None:
    """Without a price a symbol begins between the stop and the target, at every process, so the order is accepted."""
    chart = sender(door.newcomer())
    ticker = "".join(choice("ABCDEFGHIJKLMNOPQRSTUVWXYZ") for _ in range(5))

    order = ordered(send(chart, f"BUY ${ticker}\nSL 95\nTP 105"))
    # ten thousand buy a hundred at the middle, less a trifle for the spread
    assert "market" == order["type"]
    assert Decimal("99.9") < Decimal(order["quantity"]) < Decimal("100.1")
    for line in chart.each_line():
        assert "market" == ordered(send(line, f"BUY ${ticker}\nSL 80\nTP 130"))["type"]


def test_a_sale_of_a_currency_opens_a_position_and_of_a_stock_does_not(alice: Person) -> None:
    """Currencies are sold short against margin; a stock that is not held is not sold, and the signal says so."""
    chart = sender(alice)

    assert "sell" == ordered(send(chart, "SELL GBPCHF @1.1200\nSL 1.1300\nTP 1.1000"))["side"]
    answer = send(chart, "SELL $TSLA @900\nSL 950\nTP 800")
    refused(answer, 409, answer.json()["code"])
    assert answer.json()["code"] in {"insufficient_holdings", "short_not_allowed"}


@pytest.mark.parametrize(
    ("text", "reason", "line", "column", "found"),
    [
        ("hello", "missing_side", 1, 6, "the end of the text"),
        ("BUY EURUSD @1.0860\nTP 1.0890", "missing_stop_loss", 2, 10, "the end of the text"),
        ("BUY EURUSD @1.0860\nSL 1.0870\nTP 1.0890", "wrong_side_stop", 2, 4, "'1.0870'"),
        ("SELL EURUSD @1.0860\nSL 1.0870\nTP 1.0890", "wrong_side_target", 3, 4, "'1.0890'"),
        ("BUY EURUSD @1.0860\nSL abc\nTP 1.0890", "stop_not_a_price", 2, 1, "'SL abc'"),
        ("BUY {{ticker}} @1.0860\nSL 1.0850\nTP 1.0890", "placeholder", 1, 5, "'{{'"),
    ],
)
def test_a_text_that_is_no_signal_is_refused_with_the_place(
    anyone: Person, text: str, reason: str, line: int, column: int, found: str
) -> None:
    """The sender hears what is wrong, where it stands, what is there and what was expected, and it is kept."""
    problem = refused(send(sender(anyone), text), 400, "invalid_signal")

    told = (problem["reason"], problem["line"], problem["column"], problem["found"])
    assert (reason, line, column, found) == told
    assert problem["expected"]
    kept = next(signal for signal in signals_of(anyone, "&status=refused") if signal["text"] == text)
    assert {name: problem[name] for name in ("code", "reason", "line", "column", "found", "expected")} == {
        name: value for name, value in kept["refusal"].items() if name != "message"
    }
    assert problem["detail"] == kept["refusal"]["message"]
    assert None is kept["order"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b" \n",
        b"\x00",
        b"BUY\x00EURUSD",
        b"\xff\xfe\x00\x01",
        b"BUY EURUSD \xff",
        "BUY \ud800".encode("utf-8", "surrogatepass"),
        "BUY EURUSD\u202e @1.0860 SL 1.0850 TP 1.0890".encode(),
        b"A" * 4_096,
        b"1" * 4_096,
        b"[" * 4_096,
        b'{"a":' * 800,
        b"=" * 4_096,
        b"&" * 4_096,
        b"%00=%00",
        bytes(range(256)) * 16,
    ],
)
@pytest.mark.parametrize("media", [TEXT, "application/json", FORM])
def test_garbage_is_the_senders_fault_and_never_ours(anyone: Person, content: bytes, media: str) -> None:
    """Whatever bytes come in, the answer is a problem that names a place."""
    problem = refused(send(sender(anyone), content, media), 400, "invalid_signal")

    assert problem["line"] >= 1
    assert problem["column"] >= 1


def test_a_body_beyond_the_bound_is_not_read(anyone: Person) -> None:
    """Nobody writes a signal of more than four thousand characters, stated or in pieces."""
    chart = sender(anyone)
    refused(send(chart, b"A" * 4_097), 413, "too_large")
    headers = {**chart.credential, "Content-Type": TEXT}
    pieces = chart.lines[0].post(
        "/api/v1/broker/webhook/receive-signal/", content=iter([b"A" * 4_000] * 2), headers=headers
    )
    refused(pieces, 413, "too_large")


@pytest.mark.parametrize("media", ["application/xml", "multipart/form-data; boundary=x", "image/png"])
def test_a_body_of_another_kind_is_not_read(anyone: Person, media: str) -> None:
    """What is none of the three is turned away by its name."""
    refused(send(sender(anyone), SAMPLE, media), 415, "unsupported_media_type")


def test_only_the_right_to_send_signals_opens_the_webhook(anyone: Person) -> None:
    """A key that reads and trades sends no signal, and one that sends signals does nothing else."""
    refused(send(anyone.program("read", "trade"), SAMPLE), 403, "forbidden")
    chart = sender(anyone)
    refused(chart.get("/api/signals/"), 403, "forbidden")
    refused(chart.post("/api/trade/buy/", {}), 403, "forbidden")


def test_a_revoked_key_sends_nothing_more(alice: Person) -> None:
    """From its revocation on a key is a stranger at every process, in its header and in its address."""
    address, chart = alice.address(), sender(alice)
    for place in (0, 1):
        alice.delete(f"/api/keys/{key_of(alice, place)}/")

    for line in chart.each_line():
        refused(send(line, SAMPLE), 401, "unauthenticated")
    refused(alice.door.post_bytes(address, SAMPLE.encode(), TEXT), 401, "unauthenticated")
    assert [] == signals_of(alice)


def test_what_the_rules_refuse_is_a_conflict_and_is_kept(alice: Person) -> None:
    """A signal that is understood and cannot be paid says so; its order is there, rejected."""
    chart = sender(alice, sizing={"policy": "quantity", "size": 10_000_000})

    refused(send(chart, SAMPLE), 409, "insufficient_funds")
    (kept,) = signals_of(alice)
    assert ("refused", "insufficient_funds") == (kept["status"], kept["refusal"]["code"])
    assert None is kept["refusal"]["line"]
    order = alice.get(f"/api/orders/{kept['order']['number']}/").json()
    assert kept["order"]["status"] == order["status"]
    assert "signal" == order["source"]


def test_the_kill_switch_stops_signals(alice: Person, operator: Person) -> None:
    """While trading is halted or only reduces, no signal opens anything; each is kept with the reason."""
    chart = sender(alice)
    for state, code in (("halted", "trading_halted"), ("reducing", "reduce_only")):
        operator.put("/api/trading-state/", {"state": state, "reason": "a test"})
        try:
            refused(
                send(chart, f"BUY EURUSD @1.0860\nSL 1.0850\nTP 1.0890 {'1.0891' * (code > 's')}"), 409, code
            )
        finally:
            operator.put("/api/trading-state/", {"state": "active", "reason": "over"})

    assert ["trading_halted", "reduce_only"] == [
        signal["refusal"]["code"] for signal in reversed(signals_of(alice))
    ]


def test_a_paused_key_keeps_and_refuses(alice: Person) -> None:
    """Paused at one process is paused at all; afterwards the same words are a signal and no repeat."""
    chart = sender(alice)
    paused = alice.put(f"/api/keys/{key_of(alice)}/", {"paused": True})
    assert (200, True) == (paused.status_code, paused.json()["paused"])

    for line in chart.each_line():
        refused(send(line, SAMPLE), 409, "key_paused")
    refused(send(chart, "hello"), 400, "invalid_signal")
    assert ["invalid_signal", "key_paused"] == [one["refusal"]["code"] for one in signals_of(alice)]
    assert 0 == alice.get("/api/orders/").json()["count"]

    assert not alice.put(f"/api/keys/{key_of(alice)}/", {"paused": False}).json()["paused"]
    ordered(send(chart, SAMPLE))


def test_the_list_shows_where_the_order_stands_now(alice: Person) -> None:
    """What became of a signal is told as of now, not as of the day it came in."""
    number = ordered(send(sender(alice), "BUY EURUSD @0.8000\nSL 0.7900\nTP 0.8200"))["number"]
    assert 200 == alice.post(f"/api/orders/{number}/cancel/").status_code

    (kept,) = signals_of(alice)
    shown = until(lambda: signals_of(alice)[0]["order"], lambda order: order["status"] != "pending")
    assert number == shown["number"] == kept["order"]["number"]
    assert alice.get(f"/api/orders/{number}/").json()["status"] == shown["status"]
