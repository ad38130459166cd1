"""Numbers that only count, and signs and digits glued to numbers."""

from __future__ import annotations

import pytest

from tests.unit.domain.signals.written import fault, refusal, signal
from trading_core.domain.signals import parse_signal

ACCEPTED = [
    ("BUY EURUSD 1.0860 SL 1.0820 TP12.1.0950", "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950"),
    ("BUY EURUSD 1.0860 SL 1.0820 TP1.1.0950", "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950"),
    ("BUY EURUSD 1.0860 SL 1.0820 TP1.0950", "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950"),
    ("BUY EURUSD 1.0860 SL 1.0820 TP 1.0950", "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950"),
    (
        "BUY EURUSD 1.0860 SL 1.0820 TP11: 1.0950 TP12: 1.0990",
        "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950 1.0990",
    ),
    ("BUY SILVER 12.50 SL 12 TP13", "buy XAGUSD unstated 12.50 sl 12 tp 13"),
    ("BUY SILVER 12.50 SL 12 TP 13", "buy XAGUSD unstated 12.50 sl 12 tp 13"),
    (
        "BUY EURUSD 1.0860 SL 1.0820 TP 1 1.0950 TP 9 1.0990",
        "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950 1.0990",
    ),
    ("BUY EURUSD 1.0860 SL 1.0820 TP 1 1.0950 TP 2 open", "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950"),
    ("BUY EURUSD 1.0860 SL 1.0820 TP 1.0950 TP 9 open", "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950"),
    ("BUY EURUSD 1.0860 SL 1.0820 TP 1 open TP 2 1.0950", "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950"),
    ("Entry 1: 1.0860 BUY EURUSD SL 1.0820 TP 1.0950", "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950"),
    ("Entry 9: 1.0860 BUY EURUSD SL 1.0820 TP 1.0950", "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950"),
    ("Entry 9 : 1.0860 BUY EURUSD SL 1.0820 TP 1.0950", "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950"),
    ("Entry 1 = 1.0860 BUY EURUSD SL 1.0820 TP 1.0950", "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950"),
    ("BUY XRPUSDT 5.0 SL 4.0 TP 1 7.5", "buy XRPUSDT unstated 5.0 sl 4.0 tp 7.5"),
    ("BUY XRPUSDT 15 SL 14 TP 1\n17", "buy XRPUSDT unstated 15 sl 14 tp 17"),
    ("BUY XRPUSDT 15 SL 14 TP 1 - 17", "buy XRPUSDT unstated 15 sl 14 tp 17"),
    ("BUY XRPUSDT 115 SL 114 TP 1 117", "buy XRPUSDT unstated 115 sl 114 tp 117"),
    ("BUY LTCUSDT 5 SL 4 TP 6\n7", "buy LTCUSDT unstated 5 sl 4 tp 7"),
    (
        "BUY EURUSD 1.0860 SL#1 1.0820 TP_1 1.0950 TP-2 1.0990",
        "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950 1.0990",
    ),
    ("Signal 12 buy EURUSD SL 1.0820 TP 1.0950", "buy EURUSD market sl 1.0820 tp 1.0950"),
    ("R-R 1:2 BUY EURUSD 1.0860 SL 1.0820 TP 1.0950", "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950"),
    ("r/r 2 BUY EURUSD 1.0860 SL 1.0820 TP 1.0950", "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950"),
    ("R:R 2.5\nBUY EURUSD 1.0860 SL 1.0820 TP 1.0950", "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950"),
    (
        "\U0001f1ea\U0001f1fa/\U0001f1fa\U0001f1f8 BUY 1.0860 SL 1.0820 TP 1.0950",
        "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950",
    ),
    (
        "\U0001f1ea\U0001f1fa \U0001f1fa\U0001f1f8 BUY 1.0860 SL 1.0820 TP 1.0950",
        "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950",
    ),
    ("S&P 500 buy 5200 SL 5100 TP 5300", "buy SPX500 unstated 5200 sl 5100 tp 5300"),
    ("BUY $eurusd 1.0860 SL 1.0820 TP 1.0950", "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950"),
    ("BUY $ZZZZ 190 SL 180 TP 210", "buy ZZZZ unstated 190 sl 180 tp 210"),
    (
        "Account 12345678901234567890123456789012\nBUY EURUSD 1.0860 SL 1.0820 TP 1.0950",
        "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950",
    ),
    ("Risk .5% BUY EURUSD SL 1.0820 TP 1.0950", "buy EURUSD market sl 1.0820 tp 1.0950"),
    ("Lot .5\nBUY EURUSD SL 1.0820 TP 1.0950", "buy EURUSD market sl 1.0820 tp 1.0950"),
    ("BUY EURUSD Tp..1.0950 Sl..1.0820", "buy EURUSD market sl 1.0820 tp 1.0950"),
    (
        "BUY EURUSD 1.0860,1.0850 SL 1.0820 TP 1.0950,",
        "buy EURUSD unstated 1.0850 1.0860 sl 1.0820 tp 1.0950",
    ),
]
REFUSED_TEXTS = [
    ("BUY EURUSD 1.0860 SL 1.0820 TP»13.1.0950«", "malformed_number"),
    ("BUY EURUSD 1.0860 SL 1.0820 TP »1.1.0950«", "malformed_number"),
    ("BUY EURUSD 1.0860 SL 1.0820 TP»13«: 1.0950", "impossible_scale"),
    ("BUY SILVER 11.50 SL 11 »TP12«", "target_not_a_price"),
    ("BUY EURUSD 1.0860 SL 1.0820 TP »10« 1.0990", "impossible_scale"),
    ("BUY EURUSD 1.0860 SL 1.0820 TP »0« 1.0990", "malformed_number"),
    ("BUY EURUSD 1.0860 SL 1.0820 TP 1.0950 TP »10« open", "impossible_scale"),
    ("BUY EURUSD 1.0860 SL 1.0820 TP 1.0950 TP »0« open", "malformed_number"),
    ("Entry 10: »1.0860« BUY EURUSD SL 1.0820 TP 1.0950", "unexplained_number"),
    ("Entry 1  : »1.0860« BUY EURUSD SL 1.0820 TP 1.0950", "unexplained_number"),
    ("Entry (1) »1.0860« BUY EURUSD SL 1.0820 TP 1.0950", "unexplained_number"),
    ("Entry »1« 1.0860 BUY EURUSD SL 1.0820 TP 1.0950", "ambiguous_number"),
    ("BUY XRPUSDT 5 SL 4 TP »6« 7", "ambiguous_number"),
    ("BUY XRPUSDT 5 SL 4 TP »6« 70", "ambiguous_number"),
    ("BUY XRPUSDT »5« SL 4 TP 6 7.5", "ambiguous_number"),
    ("BUY XRPUSDT 15 SL 14 TP »1« 17", "ambiguous_number"),
    ("TPS 1) 1.0950 »2«) 1.0990 BUY EURUSD 1.0860 SL 1.0820", "ambiguous_number"),
    ("ticker »2« buy 5 EURUSD SL 1.0820 TP 1.0950", "unexplained_number"),
    ("Signal »1.5« buy EURUSD SL 1.0820 TP 1.0950", "unexplained_number"),
    ("\U0001f1fa\U0001f1f8-\U0001f1ea\U0001f1fa BUY 1.0860 SL 1.0820 TP 1.0950»«", "missing_symbol"),
    ("S & P »500« buy 5200 SL 5100 TP 5300", "unexplained_number"),
    ("BUY $»aapl« 190 SL 180 TP 210", "unknown_symbol"),
    ("BUY $»tsm« 190 SL 180 TP 210", "unknown_symbol"),
    ("BUY $»zzzz« 190 SL 180 TP 210", "unknown_symbol"),
    (
        "Account »123456789012345678901234«567890123\nBUY EURUSD 1.0860 SL 1.0820 TP 1.0950",
        "malformed_number",
    ),
    ("BUY EURUSD »1.0860\xb2« SL 1.0820 TP 1.0950", "malformed_number"),
    ("BUY EURUSD »1.0860\u20e3« SL 1.0820 TP 1.0950", "malformed_number"),
    ("BUY EURUSD »1.0860\ufe0f« SL 1.0820 TP 1.0950", "malformed_number"),
    ("BUY EURUSD ».0860« SL 1.0820 TP 1.0950", "malformed_number"),
    ("BUY EURUSD\n».0860« SL 1.0820 TP 1.0950", "malformed_number"),
    ("BUY EURUSD @».0860« SL 1.0820 TP 1.0950", "malformed_number"),
    ("BUY EURUSD =».0860« SL 1.0820 TP 1.0950", "malformed_number"),
    ("BUY EURUSD entry:».0860« SL 1.0820 TP 1.0950", "malformed_number"),
    ("».5« BUY EURUSD SL 1.0820 TP 1.0950", "unexplained_number"),
    ("BUY XRPUSDT ».5« SL .4 TP .6", "malformed_number"),
    ("BUY SOLUSDT »100,102« SL 95 TP 110", "ambiguous_number"),
    ("BUY SOLUSDT 100,103,106 SL »95« TP 110", "impossible_scale"),
    ("SELL XAUUSD 2345 SL 2355 TP »2340,2335«", "ambiguous_number"),
]


@pytest.mark.parametrize(("text", "expected"), ACCEPTED)
def test_a_counter_is_told_from_a_price(text: str, expected: str) -> None:
    """Law: the number of a label, a list or a message is no price."""
    assert signal(expected) == parse_signal(text)


@pytest.mark.parametrize(("marked", "reason"), REFUSED_TEXTS)
def test_what_may_be_a_counter_or_a_price_is_refused(marked: str, reason: str) -> None:
    """Law: what could be either, or is no number at all, is shown and refused."""
    text, *place = fault(marked)
    assert [reason, *place] == refusal(text)
