"""What people write around an order to take it back, deny it, tell it as past or doubt it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.domain.signals.around import DENIALS
from tests.unit.domain.signals.written import fault, refusal
from trading_core.domain.signals import parse_signal
from trading_core.errors import SignalRefused

LINES = "BUY EURUSD @1.0860\nSL 1.0820\nTP 1.0950"
LINE = "EURUSD BUY 1.0860 SL 1.0820 TP 1.0950"
PLACES = [
    ("BUY EURUSD 1.0860 SL 1.0820 TP 1.0950 »\u274c«", "cancellation"),
    ("»\u274c« BUY EURUSD 1.0860 SL 1.0820 TP 1.0950", "cancellation"),
    ("BUY EURUSD 1.0860 TP 1.0950 SL 1.0820 »\u274c«", "cancellation"),
    ("SL 1.0820\n»\u274c«\nBUY EURUSD 1.0860 TP 1.0950 \u2705", "cancellation"),
    ("BUY EURUSD 1.0860 SL 1.0820 TP 1.0950 »:x:«", "cancellation"),
    ("»~~«BUY EURUSD~~ 1.0860 SL 1.0820 TP 1.0950", "cancellation"),
    ("»~«BUY EURUSD 1.0860 SL 1.0820 TP 1.0950~", "cancellation"),
    ("B»\u0336«UY EURUSD 1.0860 SL 1.0820 TP 1.0950", "cancellation"),
    ("»<del>«BUY EURUSD 1.0860 SL 1.0820 TP 1.0950</del>", "cancellation"),
    ("BUY EURUSD 1.0860 SL 1.0820 TP1 1.0890»\u2705\u2705 +3«0 pips", "result_message"),
    ("BUY EURUSD 1.0860 SL 1.0820 TP1 1.0890 »\u2705 +3«0 pips", "result_message"),
    ("BUY EURUSD 1.0860 SL 1.0820\nTP1 1.0890 »\u2705«\nTP2 1.0920", "result_message"),
    ("BUY EURUSD 1.0860 SL 1.0820\nTP1 1.0890\nTP2 1.0920 30 pips »\u2705«", "result_message"),
    ("»We are long« EURUSD from 1.0860 SL 1.0820 TP 1.0950", "result_message"),
    ("»I'm short« EURUSD from 1.0860 SL 1.0900 TP 1.0800", "result_message"),
    ("Good news. »He is long« EURUSD 1.0860 SL 1.0820 TP 1.0950", "result_message"),
    ("I »bought« EURUSD at 1.0860 SL 1.0820 TP 1.0950", "result_message"),
    ("EURUSD\nI »bought« @ 1.0860 SL 1.0820 TP 1.0950", "result_message"),
    ("BUY EURUSD 1.0860 SL 1.0820 TP 1.0950\n»grumble«", "unknown_words"),
    ("BUY EURUSD 1.0860 SL 1.0820 TP 1.0950\n»Grumble«", "unknown_words"),
    ("BUY EURUSD 1.0860 »Grumble« SL 1.0820 TP 1.0950", "unknown_words"),
    ("»Grumble« about it\nBUY EURUSD 1.0860 SL 1.0820 TP 1.0950", "unknown_words"),
    ("#»Notrade«\nBUY EURUSD 1.0860 SL 1.0820 TP 1.0950", "unknown_words"),
    ("One of the many good and nice »Murmurs«\nBUY EURUSD 1.0860 SL 1.0820 TP 1.0950", "unknown_words"),
]
ADVICE = [
    "{}\nAlways use stop loss\nMax risk 2% of your account",
    "{}\nDon't forget your stop loss\nLot size: 0.01 per $1000",
]
NAMED = [
    "Grumble\n{}",
    "GRUMBLE about it\n{}",
    "Grumble Murmur Traders\n{}",
    "{}\nGrumble Capital",
    "{}\nFXGrumble",
    "{}\nTrader: Grumble Murmur",
    "{} by Grumble Murmur",
    "#grumble\n{}",
    "{}\nForex Grumble",
]


@pytest.mark.parametrize("order", [LINES, LINE, "XAUUSD SELL NOW 2345\nTP1: 2340\nTP2: 2335\nSL: 2352"])
@pytest.mark.parametrize("around", DENIALS)
def test_an_order_that_its_company_takes_back_is_refused(around: str, order: str) -> None:
    """Law: words that deny, withdraw, report, doubt or restrict an order are never passed over."""
    with pytest.raises(SignalRefused) as refused:
        parse_signal(around.replace("{}", order))

    assert refused.value.expected


@pytest.mark.parametrize(("marked", "reason"), PLACES)
def test_the_denial_is_shown(marked: str, reason: str) -> None:
    """Law: the sign or word that takes an order back is the place of the refusal."""
    text, *place = fault(marked)
    assert [reason, *place] == refusal(text)


@pytest.mark.parametrize("around", [*NAMED, *ADVICE])
def test_a_strange_word_in_capitals_is_a_name_and_advice_on_stops_is_advice(around: str) -> None:
    """Law: nobody can know all names, and once the stop is known, talk of stops waits for no number."""
    assert parse_signal(LINES) == parse_signal(around.replace("{}", LINES))


@given(
    st.sampled_from(DENIALS),
    st.sampled_from(("Good luck!\n{}", "{}\nNot financial advice", "**{}**", "{}\n#forex")),
)
def test_chatter_does_not_hide_a_denial(denial: str, chatter: str) -> None:
    """Law: harmless company makes no denial harmless."""
    with pytest.raises(SignalRefused):
        parse_signal(chatter.replace("{}", denial.replace("{}", LINES)))


@pytest.mark.parametrize(
    "extra",
    [
        '"comment":"cancelled"', '"comment":"do not take"', '"note":"typo, sorry"', '"status":"closed"', '"test":true', '"paper":1',
        '"isTest":"yes"', '"dry_run":true', '"active":false', '"enabled":"no"', '"valid":0',
    ],
)  # fmt: skip
def test_a_body_that_is_not_meant_is_refused(extra: str) -> None:
    """Law: fields that switch an order off or remark that it is withdrawn are read."""
    with pytest.raises(SignalRefused):
        parse_signal('{"symbol":"EURUSD","side":"buy","sl":1.0820,"tp":1.0950,' + extra + "}")


@pytest.mark.parametrize(
    "extra",
    [
        '"comment":"breakout of FOMC"',
        '"note":5',
        '"test":false',
        '"paper":"no"',
        '"active":true',
        '"status":"new"',
    ],
)
def test_a_body_that_is_meant_is_read(extra: str) -> None:
    """Law: a remark that takes nothing back and a switch that is on change nothing."""
    body = '{"symbol":"EURUSD","side":"buy","sl":1.0820,"tp":1.0950'

    assert parse_signal(body + "}") == parse_signal(f"{body},{extra}}}")
