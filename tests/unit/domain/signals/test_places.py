"""Which number belongs to which word."""

from __future__ import annotations

import pytest

from tests.unit.domain.signals.written import fault, refusal, signal
from trading_core.domain.signals import parse_signal

ACCEPTED = [
    ("BUY EURUSD entry limit 1.0860 SL 1.0820 TP 1.0950", "buy EURUSD limit 1.0860 sl 1.0820 tp 1.0950"),
    ("now buy EURUSD SL 1.0820 TP 1.0950", "buy EURUSD market sl 1.0820 tp 1.0950"),
    ("Join us now\nBUY EURUSD 1.0860 SL 1.0820 TP 1.0950", "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950"),
    ("EURUSD SL 1.0820 TP 1.0950 buy now", "buy EURUSD market sl 1.0820 tp 1.0950"),
    ("now EURUSD buy 1.0860 SL 1.0820 TP 1.0950", "buy EURUSD market 1.0860 sl 1.0820 tp 1.0950"),
    ("SL 1.0820 now\nbuy EURUSD TP 1.0950", "buy EURUSD market sl 1.0820 tp 1.0950"),
    ("BUY EURUSD TP price 1.0950 SL 1.0820", "buy EURUSD market sl 1.0820 tp 1.0950"),
    ("BUY EURUSD entry price 1.0860 SL 1.0820 TP 1.0950", "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950"),
    ("BUY EURUSD entry: price: 1.0860 SL 1.0820 TP 1.0950", "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950"),
    ("BUY EURUSD SL price 1.0820 TP 1.0950 price 1.0860", "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950"),
    ("BUY EURUSD price SL 1.0820 TP 1.0950", "buy EURUSD market sl 1.0820 tp 1.0950"),
    ("BUY EURUSD entry @ 1.0860 SL 1.0820 TP 1.0950", "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950"),
    ("BUY EURUSD risk 1 @ 1.0860 SL 1.0820 TP 1.0950", "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950"),
    ("SL 1.0820 TP 1.0950 @ 1.0860 BUY EURUSD", "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950"),
    ("BUY EURUSD zone 1.0860 SL 1.0820 TP 1.0950", "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950"),
    ("BUY EURUSD zone SL 1.0820 TP 1.0950", "buy EURUSD market sl 1.0820 tp 1.0950"),
    ("BUY EURUSD entry zone: 1.0860 SL 1.0820 TP 1.0950", "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950"),
    ("BUY EURUSD 1.0860 support here SL 1.0820 TP 1.0950", "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950"),
    (
        "Support 1.0800 resistance 1.0990\nBUY EURUSD 1.0860 SL 1.0820 TP 1.0950",
        "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950",
    ),
    (
        "Support of the day 1.0800\nBUY EURUSD 1.0860 SL 1.0820 TP 1.0950",
        "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950",
    ),
    (
        "TP 1.0950 open 1.0990 all day\nBUY EURUSD 1.0860 SL 1.0820",
        "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950",
    ),
    (
        "Risk of account 2\nBUY EURUSD 1.0860 SL 1.0820 TP 1.0950",
        "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950",
    ),
    ("TP:\n1:30.10\n2:30.40\nBUY SILVER 29.80 SL 29.50", "buy XAGUSD unstated 29.80 sl 29.50 tp 30.10 30.40"),
    (
        "Lot per trade 0.01, max of 3 lots\nBUY EURUSD 1.0860 SL 1.0820 TP 1.0950",
        "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950",
    ),
    ("+3 hours\nBUY EURUSD 1.0860 SL 1.0820 TP 1.0950", "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950"),
    ("BUY EURUSD 1.0860 SL 1.0820 TP 1.0950 (+90 pips)", "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950"),
    ("BUY GOLD 2300 SL 2290 TP 2310 - 25%", "buy XAUUSD unstated 2300 sl 2290 tp 2310"),
    ("BUY EURUSD 12:30 SL 1.0820 TP 1.0890", "buy EURUSD market sl 1.0820 tp 1.0890"),
    ("BUY EURUSD 1.0860 SL 1.0820 TP 1.0890 1:2", "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0890"),
    ("BUY EURUSD 1.0860 \U0001f534 SL 1.0820 TP 1.0890", "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0890"),
    ("BUY EURUSD SL \U0001f534 1.0820 TP \U0001f535 1.0890", "buy EURUSD market sl 1.0820 tp 1.0890"),
    (
        "BUY EURUSD Entry \U0001f535 1.0860 SL 1.0820 TP 1.0890",
        "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0890",
    ),
    ("BUY EURUSD 1.0860 TP 1.0890 \U0001f5341.0820", "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0890"),
    ("BUY EURUSD 1.0860 SL 1.0820 \U0001f5351.0890", "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0890"),
    (
        "BUY EURUSD 1.0860 TP 1.0890\n\U0001f5351.0920\n\U0001f5351.0940\nSL 1.0820",
        "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0890 1.0920 1.0940",
    ),
    ("BUY EURUSD 1.0860 TP 1.0890 SL \U0001f535 1.0820", "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0890"),
    (
        "BUY EURUSD 1.0860\nSL 1.0820\nTP 1.0890\n1.0920\n\n1.0950",
        "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0890 1.0920 1.0950",
    ),
    (
        "BUY EURUSD 1.0860\nSL 1.0820\nTP 1.0890\n1.0920 1.0950",
        "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0890 1.0920 1.0950",
    ),
    ("SELL GOLD 2345 SL 2355 TP 2340\nBid: 2344 Ask: 2346", "sell XAUUSD unstated 2345 sl 2355 tp 2340"),
    ("BUY EURUSD 1.0860 SL 1.0820 TP 1.0950\nLot 0.0106", "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950"),
    ("BUY GOLD 2300 SL 2290 TP 2320\nAccount 230", "buy XAUUSD unstated 2300 sl 2290 tp 2320"),
    ("BUY GOLD 2300 SL 2290 TP 2320\nAccount 9,999", "buy XAUUSD unstated 2300 sl 2290 tp 2320"),
    ("BUY GOLD 2300 SL 2290 TP 2320\nAccount 6,871", "buy XAUUSD unstated 2300 sl 2290 tp 2320"),
    ("BUY EURUSD 1.0860 SL 1.0820 TP 1.0950\nSize 1", "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950"),
    ("BUY EURUSD 1.0860 SL 1.0820 40 TP 1.0950 90", "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950"),
    ("BUY EURUSD 1.0860 SL 1.0820 TP 1.0950 1.0990", "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950 1.0990"),
    (
        "BUY USDJPY 150.00 SL 149.00 TP 151.00 +100 TP 152.00 +200",
        "buy USDJPY unstated 150.00 sl 149.00 tp 151.00 152.00",
    ),
    ("BUY USDJPY 150.00 SL 149.00 TP 151.00 100", "buy USDJPY unstated 150.00 sl 149.00 tp 151.00"),
    ("BUY EURJPY @ 134.30/35 SL 134.00 TP 136.00", "buy EURJPY unstated 134.30 134.35 sl 134.00 tp 136.00"),
    ("BUY EURJPY @ 134.30 - 35 SL 134.00 TP 136.00", "buy EURJPY unstated 134.30 134.35 sl 134.00 tp 136.00"),
    ("BUY GOLD 2345-50 SL 2340 TP 2360", "buy XAUUSD unstated 2345 2350 sl 2340 tp 2360"),
    ("BUY EURUSD stop 1.0860 stop loss 1.0820 TP 1.0950", "buy EURUSD stop 1.0860 sl 1.0820 tp 1.0950"),
    ("BUY EURUSD, stop 1.0820, TP 1.0950", "buy EURUSD market sl 1.0820 tp 1.0950"),
    ("BUY EURUSD (stop 1.0820) TP 1.0950", "buy EURUSD market sl 1.0820 tp 1.0950"),
    ("BUY EURUSD. Stop 1.0820 TP 1.0950", "buy EURUSD market sl 1.0820 tp 1.0950"),
    ("BUY\nstop 1.0820 EURUSD TP 1.0950", "buy EURUSD market sl 1.0820 tp 1.0950"),
    ("EURUSD stop 1.0820 buy TP 1.0950", "buy EURUSD market sl 1.0820 tp 1.0950"),
    ("stop 1.0820 EURUSD buy TP 1.0950", "buy EURUSD market sl 1.0820 tp 1.0950"),
]
REFUSED_TEXTS = [
    ("EURUSD @1.0860 BUY »1.0870« SL 1.0820 TP 1.0950", "unexplained_number"),
    ("BUY @1.0860 EURUSD »1.0870« SL 1.0820 TP 1.0950", "unexplained_number"),
    ("BUY EURUSD 1.0860 limit »1.0870« SL 1.0820 TP 1.0950", "unexplained_number"),
    ("BUY EURUSD limit, risk market 2, 1.0860 SL 1.0820 TP 1.0950»«", "missing_entry"),
    ("BUY EURUSD 1.0860 SL 1.0820 TP »limit« 1.0950", "target_not_a_price"),
    ("BUY EURUSD 1.0860 SL »limit« 1.0820 TP 1.0950", "stop_not_a_price"),
    ("BUY EURUSD SL 1.0820 TP 1.0950 limit 1.0990»«", "missing_entry"),
    ("BUY EURUSD TP 1.0950 SL 1.0820 limit 1.0860»«", "missing_entry"),
    ("BUY now»«", "missing_symbol"),
    ("Stop loss today EURUSD»«", "missing_side"),
    ("BUY EURUSD »Entry SL 1.0820 TP 1.095«0", "missing_entry"),
    ("BUY EURUSD »Entry then entry SL 1.08«20 TP 1.0950", "missing_entry"),
    ("BUY EURUSD »entry @ SL 1.0820 TP 1.0«950", "missing_entry"),
    ("BUY EURUSD risk @»«", "missing_stop_loss"),
    ("SL 1.0820 TP 1.0950 BUY EURUSD »from«", "missing_entry"),
    ("EURUSD in a zone »1.0860« BUY SL 1.0820 TP 1.0950", "unexplained_number"),
    ("BUY EURUSD Entry 1.0860 zone »1.0850« SL 1.0820 TP 1.0950", "several_orders"),
    ("BUY EURUSD support »1.0850« SL 1.0820 TP 1.0950", "unexplained_number"),
    ("TP 1.0950 open »until« 1.0990\nBUY EURUSD 1.0860 SL 1.0820", "conditional"),
    ("TP 1.0950 open or »later« 1.0990\nBUY EURUSD 1.0860 SL 1.0820", "tentative"),
    ("TP:\n»1:30«\n2:31\nBUY SILVER 29.80 SL 29.50", "malformed_number"),
    ("BUY EURUSD +»40 pips« SL 1.0820 TP 1.0950", "result_message"),
    ("BUY GOLD 2300 SL 2290 TP 2310-»2320%«", "unexplained_number"),
    ("BUY GOLD 2300 SL 2290 TP 2310 - »2320 pips«", "unexplained_number"),
    ("BUY GOLD 2300 SL 2290 risk »2310« - 2320 pips TP 2320", "unexplained_number"),
    ("BUY EURUSD 1.0860 SL 1.0820 TP 1.0890\n»12:30« GMT", "malformed_number"),
    ("BUY EURUSD 1.0860 SL 1.0820 TP 1.0890\nat »12:30« GMT", "malformed_number"),
    ("BUY EURUSD 1.0860 SL 1.0820 TP »12:30«", "malformed_number"),
    ("BUY EURUSD entry »12:30« SL 1.0820 TP 1.0890", "malformed_number"),
    ("BUY EURUSD 1.0860 \U0001f534 of 1.0820 \U0001f535 1.0890»«", "missing_stop_loss"),
    ("BUY EURUSD 1.0860 TP 1.0890 \U0001f5351.0820»«", "missing_stop_loss"),
    ("BUY EURUSD 1.0860 SL 1.0820 \U0001f534»1.0810« TP 1.0890", "several_stops"),
    ("\U0001f534»1.0820« \U0001f5351.0890 BUY EURUSD", "unexplained_number"),
    ("BUY EURUSD 1.0860 \U0001f534 1.0820 \U0001f535»«", "missing_take_profit"),
    ("BUY EURUSD 1.0860\n\U0001f534\n»1.0820«\n\U0001f535\n1.0890", "unexplained_number"),
    ("BUY EURUSD 1.0860 SL 1.0820 TP »market« 1.0950", "target_not_a_price"),
    ("BUY EURUSD 1.0860 SL 1.0820 TP trailing stop»«", "missing_take_profit"),
    ("BUY EURUSD 1.0860 TP 1.0950 »trailing stop« SL 1.0820", "management_message"),
    ("BUY EURUSD 1.0860 SL 1.0820 »trailing stop« TP 1.0950", "management_message"),
    ("BUY EURUSD pending »1.0860« SL 1.0820 TP 1.0950", "unexplained_number"),
    ("BUY »pending EURUSD SL 1.0820« TP 1.0950", "missing_entry"),
    ("BUY EURUSD 1.0860\nSL 1.0820\nTP 1.0890\n»1.0920« leave the rest", "unexplained_number"),
    ("BUY EURUSD 1.0860\nSL 1.0820\nTP 1.0890\nand »1.0920«\n", "unexplained_number"),
    ("BUY EURUSD 1.0860\nSL 1.0820\nTP 1.0890\nleave »1.0920«\n", "unexplained_number"),
    ("BUY EURUSD 1.0860\nRisk 1\n»2« SL 1.0820 TP 1.0950", "unexplained_number"),
    ("BUY EURUSD\n1.0860\n»1.0850«\nSL 1.0820 TP 1.0950", "unexplained_number"),
    ("BUY EURUSD 1.0860\n»1.0850«\nSL 1.0820 TP 1.0950", "unexplained_number"),
    ("BUY EURUSD SL\n1.0820\n»1.0810« TP 1.0950", "unexplained_number"),
    ("BUY GOLD 2300 SL 2290 TP 2320\nAccount »2300«", "unexplained_number"),
    ("BUY SILVER 30 SL 29 TP 32\nSize »30«", "unexplained_number"),
    ("BUY EURUSD 1.0860 SL 1.0820 »41« TP 1.0950", "several_stops"),
    ("BUY EURUSD 1.0860 SL 1.0820 TP 1.0950 (»1.0990«)", "ambiguous_number"),
    ("BUY EURJPY @ 134.30/»30« SL 134.00 TP 136.00", "impossible_scale"),
    ("BUY EURJPY @ 134.30/»25« SL 134.00 TP 136.00", "impossible_scale"),
    ("BUY EURUSD 1.0860 (»1.0850«) SL 1.0820 TP 1.0950", "unexplained_number"),
    ("BUY EURUSD 1.0860 SL 1.0820 TP »2«", "ambiguous_number"),
    ("SELL EURUSD »1« SL 1,01 TP 0,99", "ambiguous_number"),
    ("SELL NAS100 18,250.50 SL 18,350.50 TP »9«", "ambiguous_number"),
    ("BUY »5« XRPUSDT SL 4.1 TP 6.1", "ambiguous_number"),
    ("BUY »5« EURUSD SL 1.0820 TP 1.0950", "ambiguous_number"),
    ("BUY EURUSD stop 1.0860 stop »1.0820« TP 1.0950", "several_stops"),
]


@pytest.mark.parametrize(("text", "expected"), ACCEPTED)
def test_a_number_belongs_to_the_word_that_asked_for_it(text: str, expected: str) -> None:
    """Law: a label waits for its number past fillers and signs, and nothing else takes it."""
    assert signal(expected) == parse_signal(text)


@pytest.mark.parametrize(("marked", "reason"), REFUSED_TEXTS)
def test_a_number_that_nothing_asked_for_is_refused(marked: str, reason: str) -> None:
    """Law: a number in the wrong place is shown, never fitted in somewhere."""
    text, *place = fault(marked)
    assert [reason, *place] == refusal(text)
