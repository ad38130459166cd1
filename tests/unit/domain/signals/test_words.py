"""What words do to the numbers and words beside them."""

from __future__ import annotations

import pytest

from tests.unit.domain.signals.written import fault, refusal, signal
from trading_core.domain.signals import parse_signal

ACCEPTED = [
    ("BUY DOGEUSDT 0,12 SL 0,11 TP 0,15", "buy DOGEUSDT unstated 0.12 sl 0.11 tp 0.15"),
    ("BUY LTCUSDT 80,05 SL 75,00 TP 90,00", "buy LTCUSDT unstated 80.05 sl 75.00 tp 90.00"),
    ("BUY LTCUSDT 80,05 SL 75 TP 90", "buy LTCUSDT unstated 80.05 sl 75 tp 90"),
    ("BUY SOLUSDT 95,10 SL 90 TP 110", "buy SOLUSDT unstated 95.10 sl 90 tp 110"),
    ("BUY SOLUSDT 95,47 SL 90 TP 110", "buy SOLUSDT unstated 95.47 sl 90 tp 110"),
    ("BUY GOLD 2,300 SL 2,290 TP 2,320", "buy XAUUSD unstated 2300 sl 2290 tp 2320"),
    ("BUY NAS100 18,250 SL 18,150 TP 18,400", "buy NAS100 unstated 18250 sl 18150 tp 18400"),
    ("H4 EURUSD BUY 1.0860 SL 1.0820 TP 1.0950", "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950"),
    (
        "EURUSD (H1, D1, W1, M15, MN1) BUY 1.0860 SL 1.0820 TP 1.0950",
        "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950",
    ),
    ("T1 1.0950 BUY EURUSD 1.0860 SL 1.0820", "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950"),
    ("BUY US500 5200 SL 5100 TP 5300", "buy SPX500 unstated 5200 sl 5100 tp 5300"),
    ("BUY JP225 39000 SL 38500 TP 40000", "buy JP225 unstated 39000 sl 38500 tp 40000"),
    ("Buymarket EURUSD SL 1.0820 TP 1.0950", "buy EURUSD market sl 1.0820 tp 1.0950"),
    ("sellstop EURUSD 1.0860 SL 1.0900 TP 1.0800", "sell EURUSD stop 1.0860 sl 1.0900 tp 1.0800"),
    ("BUY EURUSD price is good, SL 1.0820 TP 1.0950", "buy EURUSD market sl 1.0820 tp 1.0950"),
    ("BUY EURUSD SL price level 1.0820 TP 1.0950", "buy EURUSD market sl 1.0820 tp 1.0950"),
    ("BUY EURUSD SL price is 1.0820 TP 1.0950", "buy EURUSD market sl 1.0820 tp 1.0950"),
    ("BUY EURUSD the price 1.0860 SL 1.0820 TP 1.0950", "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950"),
    (
        "Start after 20 minutes\nBUY EURUSD 1.0860 SL 1.0820 TP 1.0950",
        "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950",
    ),
    (
        "symbol of strength\nBUY EURUSD 1.0860 SL 1.0820 TP 1.0950",
        "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950",
    ),
    ("pair: eurusd buy 1.0860 SL 1.0820 TP 1.0950", "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950"),
    ("asset: ZZZZ buy 10 SL 9 TP 12", "buy ZZZZ unstated 10 sl 9 tp 12"),
    ("asset: 2330 buy 600 SL 580 TP 650", "buy 2330 unstated 600 sl 580 tp 650"),
    (
        "\u505a\u591a \u9ec4\u91d1 \u8fdb\u573a 2300 \u6b62\u635f 2290 \u6b62\u76c81 2310 \u6b62\u76c82 2320",
        "buy XAUUSD unstated 2300 sl 2290 tp 2310 2320",
    ),
    (
        "\u505a\u591a \u9ec4\u91d1 2300 \u6b62\u635f 2290 \u6b62\u76c8\u4ef7 2310",
        "buy XAUUSD unstated 2300 sl 2290 tp 2310",
    ),
    (
        "\u505a\u591aEURUSD\u5165\u573a1.0860\u6b62\u635f1.0820\u76ee\u6807\u4ef71.0950",
        "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950",
    ),
    ("BE careful: BUY EURUSD 1.0860 SL 1.0820 TP 1.0950", "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950"),
    ("BUY EURUSD\xb2 1.0860 SL 1.0820 TP 1.0950", "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950"),
    ("\xb2BUY EURUSD 1.0860 SL 1.0820 TP 1.0950", "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950"),
]
REFUSED_TEXTS = [
    ("»Not« all of you may like this: buy EURUSD 1.0860 SL 1.0820 TP 1.0950", "negated"),
    ("»Not« good\nbuy EURUSD 1.0860 SL 1.0820 TP 1.0950", "negated"),
    ("»No« risk, buy EURUSD 1.0860 SL 1.0820 TP 1.0950", "negated"),
    ("BUY EURUSD 1.0860 TP 1.0950 SL 1.0820 »no«", "negated"),
    ("BUY EURUSD 1.0860 SL 1.0820 TP 1.0950 »NOT«", "negated"),
    ("BUY EURUSD 1.0860 SL 1.0820 TP 1.0950 »don't« take this", "negated"),
    ("»XYZ5« BUY EURUSD 1.0860 SL 1.0820 TP 1.0950", "unknown_words"),
    ("»\u023f« BUY EURUSD 1.0860 SL 1.0820 TP 1.0950", "unknown_words"),
    ("»Sold« EURUSD 1.0860 SL 1.0900 TP 1.0800", "result_message"),
    ("BUY EURUSD »1,086.5« SL 1,082.5 TP 1095.25", "impossible_scale"),
    ("BUY XAUUSD »2,300« SL 2.290,50 TP 2.320,00", "impossible_scale"),
    ("BUY XAUUSD »2,300.50« SL 2290,5 TP 2320,5", "malformed_number"),
    ("BUY BTCUSDT »0,95« SL 0,90 TP 1,05", "impossible_scale"),
    ("BUY SOLUSDT »95,48« SL 90 TP 110", "ambiguous_number"),
    ("BUY USDJPY »1,500« SL 1,490 TP 1,520", "ambiguous_number"),
    ("BUY 2330.TW »1,020« SL 990 TP 1,100", "ambiguous_number"),
    ("BUY 2330.TW »900,100« SL 890 TP 1000", "ambiguous_number"),
    ("»no i would« not buy EURUSD 1.0860 SL 1.0820 TP 1.0950", "negated"),
    ("»Not one two three buy« EURUSD 1.0860 SL 1.0820 TP 1.0950", "negated"),
    ("BUY EURUSD 1.0860 TP 1.0950 »SL no«", "stop_not_a_price"),
    ("no»«", "missing_side"),
    ("»SL no« 5 buy EURUSD", "stop_not_a_price"),
    ("BUY EURUSD 1.0860 SL 1.0820 no 5»«", "missing_take_profit"),
    ("BUY EURUSD 1.0860 SL is »maybe« 1.0820 TP 1.0950", "stop_not_a_price"),
    ("BUY EURUSD 1.0860 SL of the day is »maybe« 1.0820 TP 1.0950", "tentative"),
    ("BUY EURUSD 1.0860 SL of the very day is »maybe« 1.0820 TP 1.0950", "tentative"),
    ("SL of the day »maybe« 1.0820 BUY EURUSD TP 1.0950", "stop_not_a_price"),
    ("SL »maybe«", "stop_not_a_price"),
    ("Entry »maybe« BUY EURUSD 1.0860 SL 1.0820 TP 1.0950", "tentative"),
    ("BUY EURUSD 1.0860 TP the next »?«?? SL 1.0820", "target_not_a_price"),
    ("BUY EURUSD 1.0860 TP 30 pips »?«?? SL 1.0820", "question"),
    ("BUY EURUSD 1.0860 TP\n»?«?? SL 1.0820", "question"),
    ("BUY EURUSD 1.0860 TP 1.0950 »?«?? SL 1.0820", "question"),
    ("BUYLIMIT EURUSD 1.0860 »SELL« SL 1.0820 TP 1.0950", "contradiction"),
    ("I see prices of »5« and buy EURUSD 1.0860 SL 1.0820 TP 1.0950", "unexplained_number"),
    ("BUY EURUSD SL »after« 1.0820 TP 1.0950", "stop_not_a_price"),
    ("BUY EURUSD SL »symbol« 1.0820 TP 1.0950", "stop_not_a_price"),
    ("pair: zzzz buy 1.0860 SL 1.0820 TP 1.0950»«", "missing_symbol"),
    ("asset: zzzz buy 10 SL 9 TP 12»«", "missing_symbol"),
    ("BUY EURUSD 1.0860 SL 1.0820 TP »1.0950 \u70b9«", "target_not_a_price"),
    ("»SL to BE«", "management_message"),
    ("BUY EURUSD 1.0860 SL »BE« TP 1.0950", "stop_not_a_price"),
    ("»\u0259 BUY EURUSD 1.0860 SL 1«.0820 TP 1.0950", "foreign_words"),
]


@pytest.mark.parametrize(("text", "expected"), ACCEPTED)
def test_a_word_means_what_it_means_where_it_stands(text: str, expected: str) -> None:
    """Law: the same word may name a part of the order or be small talk, as its neighbours say."""
    assert signal(expected) == parse_signal(text)


@pytest.mark.parametrize(("marked", "reason"), REFUSED_TEXTS)
def test_a_doubtful_word_or_number_is_refused(marked: str, reason: str) -> None:
    """Law: a doubt, a denial or a number with two readings is shown and refused."""
    text, *place = fault(marked)
    assert [reason, *place] == refusal(text)
