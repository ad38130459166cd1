"""What a number or a word is beside other neighbours, and at the ends of a text."""

from __future__ import annotations

import pytest

from tests.unit.domain.signals.written import fault, refusal, signal
from trading_core.domain.signals import parse_signal

ACCEPTED = [
    ("BUY AAPL 190 SL 180 TP 210\nSize 99", "buy AAPL unstated 190 sl 180 tp 210"),
    ("BUY EURUSD 1.0860 SL 1.0820 400 TP 1.0950", "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950"),
    ("TP 1.0950 SL 1.0820 EURUSD\nnow buy", "buy EURUSD market sl 1.0820 tp 1.0950"),
    ("Now look\nEURUSD BUY 1.0860 SL 1.0820 TP 1.0950", "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950"),
    ("Stop 1.0820 TP 1.0950 EURUSD buy", "buy EURUSD market sl 1.0820 tp 1.0950"),
    ("BUY EURUSD, small risk @ 1.0860 SL 1.0820 TP 1.0950", "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950"),
    ("SL 1.0820 TP 1.0950 BUY EURUSD risk @ 1.0860", "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950"),
    ("BUY EURUSD SL 1.0820 TP 1.0950 @ London", "buy EURUSD market sl 1.0820 tp 1.0950"),
    (
        "BUY EURUSD 1.0860 SL 1.0820 TP 1.0890\nor\n1.0920",
        "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0890 1.0920",
    ),
    (
        "TP 1.0950 open around the point near 1.0990\nBUY EURUSD 1.0860 SL 1.0820",
        "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950",
    ),
    (
        "Lot size per trade 0.01\nBUY EURUSD 1.0860 SL 1.0820 TP 1.0950",
        "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950",
    ),
    (
        "BUY EURUSD 1.0860 SL \U0001f535 1.0820 \U0001f535 1.0890",
        "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0890",
    ),
    (
        "BUY EURUSD 1.0860 TP \U0001f534 1.0890 \U0001f534 1.0820",
        "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0890",
    ),
    (
        "BUY EURUSD 1.0860 TP 1.0890 \U0001f5341.0900 SL 1.0820",
        "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0890 1.0900",
    ),
    (
        "Risk 0.5 - 1.25%\nBUY EURUSD 1.0860 SL 1.0820 TP 1.0950",
        "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950",
    ),
    ("BUY EURUSD H4 1.0860 SL 1.0820 TP 1.0950", "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950"),
    ("XAU / long 2300 SL 2290 TP 2320", "buy XAUUSD unstated 2300 sl 2290 tp 2320"),
    ("GOLD/buy 2300 SL 2290 TP 2320", "buy XAUUSD unstated 2300 sl 2290 tp 2320"),
    ("Entry 1:1.0860 BUY EURUSD SL 1.0820 TP 1.0950", "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950"),
    ("SL 180 TP 200 BUY 0050", "buy 0050 market sl 180 tp 200"),
    ("BUY 0050, really buy it SL 180 TP 200", "buy 0050 market sl 180 tp 200"),
    (
        "\u9ede \u505a\u591a EURUSD 1.0860 \u6b62\u640d 1.0820 \u6b62\u76c8 1.0950",
        "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950",
    ),
    ("BUY GOLD 2300 SL 2290 TP 2310 - 40%", "buy XAUUSD unstated 2300 sl 2290 tp 2310"),
    ("BUY GOLD 2300 SL 2290 TP1 2310 10 TP2 2320 20", "buy XAUUSD unstated 2300 sl 2290 tp 2310 2320"),
    ("BUY GOLD@2300 SL@2290 TP@2310", "buy XAUUSD unstated 2300 sl 2290 tp 2310"),
    ("BUY EURUSD 1.0860 SL (1.0820) TP (1.0950)", "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950"),
    (
        "BUY EURUSD entry 1.0860 or 1.0850 SL 1.0820 TP 1.0950",
        "buy EURUSD unstated 1.0850 1.0860 sl 1.0820 tp 1.0950",
    ),
    ("BUY VIX 15,150 SL 14,500 TP 16,900", "buy VIX unstated 15.150 sl 14.500 tp 16.900"),
    ("BUY EURUSD 1.0860\n12:30 GMT\nSL 1.0820 TP 1.0950", "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950"),
]
REFUSED_TEXTS = [
    ("BUY AAPL 190 SL 180 TP 210\nSize »100«", "unexplained_number"),
    ("BUY 2330.TW 1020.0 SL 990.0 TP 1100.0\nSize »500«", "unexplained_number"),
    ("BUY 2330.TW 1020 SL 990 TP 1100\nAccount »1,500«", "unexplained_number"),
    ("BUY EURUSD 1.0860 SL 1.0820 »4000« TP 1.0950", "several_stops"),
    ("SELL EURUSD 1.0860 SL 1.0900 TP 1.0800,»1.0910«", "wrong_side_target"),
    ("EURUSD stop 1.0860 SL »1.0820« TP 1.0950 buy", "several_stops"),
    ("BUY EURUSD »trailing stop« 1.0820 TP 1.0950", "management_message"),
    ("BUY EURUSD 1.0860 zone »1.0850« SL 1.0820 TP 1.0950", "several_orders"),
    ("Risk low\n»2« BUY EURUSD SL 1.0820 TP 1.0950", "unexplained_number"),
    ("Support strong\n»5« BUY EURUSD 1.0860 SL 1.0820 TP 1.0950", "unexplained_number"),
    ("BUY EURUSD 1.0860 SL 1.0820 TP 1.0890\nfinal\n»1.0920«", "unexplained_number"),
    ("BUY EURUSD 1.0860 \U0001f534 (1.0820) \U0001f535 (1.0890)»«", "missing_stop_loss"),
    ("BUY EURUSD 1.0860 Entry \U0001f534 »1.0850« \U0001f535 1.0890", "several_orders"),
    ("BUY EURUSD 1.0860 TP 1.0890 SL 1.0820 \U0001f3af»1.0900«", "several_stops"),
    ("»5« EURUSD BUY 1.0860 SL 1.0820 TP 1.0950 signal", "unexplained_number"),
    ("BUY USDJPY 150.00 SL 149.00 TP 151.00\n»100«", "impossible_scale"),
    ("BUY SL 1.0820 »BUY« EURUSD TP 1.0950", "several_orders"),
    ("BUY »XAU«/SUD 2300 SL 2290 TP 2320", "unknown_symbol"),
    ("SL 2330 @ 600 BUY TP 650»«", "missing_symbol"),
    ("BUY EURUSD 1.0860 TP 1.0950 SL »hit« 1.0820", "result_message"),
    ("Not sure\nSL»«", "missing_side"),
    ("BUY EURUSD 1.0860 SL 1.0820 (»1.0810«) TP 1.0950", "several_stops"),
    ("BUY EURUSD 1.0860 SL 1.0820 TP 1.0890 ( »90« )", "ambiguous_number"),
    ("BUY EURUSD entry 1.0860 = »1.0850« SL 1.0820 TP 1.0950", "unexplained_number"),
    ("BUY EURUSD entry 1.0860 | »1.0850« SL 1.0820 TP 1.0950", "unexplained_number"),
    ("BUY EURUSD 1.0860 »NO SL« TP 1.0950", "stop_not_a_price"),
    ("BUY EURUSD 1.0860 »NO TP« SL 1.0820", "target_not_a_price"),
    ("BUY EURUSD SL 1.0820 »SELL« TP 1.0950", "contradiction"),
    ("BUY EURUSD TP 1.0950 »SELL« SL 1.0820", "contradiction"),
    ("BUY EURUSD SL »pending« 1.0820 TP 1.0950", "stop_not_a_price"),
    ("BUY EURUSD SL »support« 1.0820 TP 1.0950", "stop_not_a_price"),
    ("BUY open SL 1.0820 TP 1.0950»«", "missing_symbol"),
]


@pytest.mark.parametrize(("text", "expected"), ACCEPTED)
def test_neighbours_say_what_a_number_is(text: str, expected: str) -> None:
    """Law: what stands before and after decides, at the first and the last word of a text too."""
    assert signal(expected) == parse_signal(text)


@pytest.mark.parametrize(("marked", "reason"), REFUSED_TEXTS)
def test_neighbours_that_leave_a_doubt_are_refused(marked: str, reason: str) -> None:
    """Law: a number that its neighbours do not explain is shown and refused."""
    text, *place = fault(marked)
    assert [reason, *place] == refusal(text)
