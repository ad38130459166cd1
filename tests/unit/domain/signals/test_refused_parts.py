"""Texts that lack a part of an order or name it wrongly."""

from __future__ import annotations

import pytest

from trading_core.domain.signals import parse_signal
from trading_core.errors import SignalRefused

TEXTS = [
    ("I am buying EURUSD at 1.0860", "missing_side", 1, 29),
    ("EURUSD BUY 1.0860 SL 1.234,50", "missing_take_profit", 1, 30),
    ("BUY NSE:RELIANCE 2900 SL 2850 TP 3000", "unknown_symbol", 1, 5),
    ("BUY EURUSD @1.0860\nTP 1.0950\nSupport 1.0820", "missing_stop_loss", 3, 15),
    ("BUY EURUSD @1.0860\nSL 1.0820 or 1.0800\nTP 1.0950", "several_stops", 2, 14),
    ("BUY EURUSD and GBPUSD @1.0860 SL 1.0820 TP 1.0890", "several_symbols", 1, 16),
    ("BUY or SELL EURUSD @1.0860 SL 1.0820 TP 1.0890", "contradiction", 1, 8),
    ("BUY EURSUD @1.0860 SL 1.0820 TP 1.0890", "unknown_symbol", 1, 5),
    ("BUY XUAUSD @2300 SL 2290 TP 2320", "unknown_symbol", 1, 5),
    ("BUY EUR/SUD @1.0860 SL 1.0820 TP 1.0890", "unknown_symbol", 1, 5),
    ("BUY USDCHFF @0.91 SL 0.90 TP 0.92", "unknown_symbol", 1, 5),
    ("BUY @1.0860 SL 1.0820 TP 1.0890", "missing_symbol", 1, 32),
    ("BUY 2050 SL 2045 TP 2060", "missing_symbol", 1, 25),
    ("BUY 2330 SL 2320 TP 2350", "missing_symbol", 1, 25),
    ("BUY EURUSD @1\ufe0f\u20e3.0\ufe0f\u20e38\ufe0f\u20e3 SL 1.0820 TP 1.0890", "missing_entry", 1, 12),
    ("BUY EURUSD @1.08\u200b60 SL 1.0820 TP 1.0890", "bad_encoding", 1, 17),
    ("EURUSD 1.0860 SL 1.0820 TP 1.0890", "missing_side", 1, 34),
    ("BUY EURUSD @1.0860 SL 1.0820", "missing_take_profit", 1, 29),
    ("BUY EURUSD @1.0860 TP 1.0890", "missing_stop_loss", 1, 29),
    ("BUY LIMIT EURUSD SL 1.0820 TP 1.0890", "missing_entry", 1, 37),
    ("BUY LIMIT EURUSD now @1.0860 SL 1.0820 TP 1.0890", "contradictory_order_type", 1, 18),
    ("BUY STOP LIMIT EURUSD @1.0860 SL 1.0820 TP 1.0890", "unsupported_order_type", 1, 5),
    ("BUY EURUSD Entry: ??? SL 1.0820 TP 1.0890", "missing_entry", 1, 19),
    (
        "\U0001f1fa\U0001f1f8\U0001f1e8\U0001f1ed BUY EURUSD @1.0860 SL 1.0820 TP 1.0890",
        "contradictory_symbol",
        1,
        1,
    ),
    ("BUY EURUSD @1.0860 SL 1.0820 SL 1.0810 TP 1.0890", "several_stops", 1, 33),
    ("BUY EURUSD @1.0860 SL 1.0820 1.0810 TP 1.0890", "several_stops", 1, 30),
    ("LONG BTC @65000 SL 64000 TP 67000", "missing_symbol", 1, 34),
    ("BUY DNT 300 SL 275 TP 330", "unknown_symbol", 1, 5),
    ('{"ticker":"EURUSD","action":"buy","action":"sell","sl":1.08,"tp":1.09}', "duplicate_key", 1, 21),
    ('{"ticker":"EURUSD","action":"buy","sl_pips":20,"sl":1.08,"tp":1.09}', "unknown_key", 1, 36),
    ("EXCHANGE=KUCOIN;SYMBOL=CRVUSDT;SIGNAL=sell;", "missing_stop_loss", 1, 44),
    ('[{"ticker":"EURUSD","action":"buy","sl":1.08,"tp":1.09}]', "malformed_body", 1, 1),
    ("BUY EURUSD 1.0860 SL1 1.0820 SL2 1.0800 TP 1.0950", "several_stops", 1, 34),
    ("BUY EURUSD 1.0860 SL 1.0820 TP RR 1:2", "missing_take_profit", 1, 38),
    ("BUY EURUSD 1.0860 SL 1.0820 TP next resistance", "missing_take_profit", 1, 47),
    ("EURUSD buyers at 1.0860, SL 1.0820, TP 1.0950", "missing_side", 1, 46),
    ("BUY 1.0 lot EURUSD SL 1.0820", "missing_take_profit", 1, 29),
    ("GPBUSD BUY 1.2650 SL 1.2600 TP 1.2750", "unknown_symbol", 1, 1),
    ("BUY EURUDS 1.0860 SL 1.0820 TP 1.0950", "unknown_symbol", 1, 5),
    ("BUY XAUSD 2300 SL 2290 TP 2320", "unknown_symbol", 1, 5),
    ("BUY USDEUR 0.92 SL 0.91 TP 0.94", "unknown_symbol", 1, 5),
    ("BUY BCTUSDT 64000 SL 63000 TP 66000", "unknown_symbol", 1, 5),
    ("BUY EUR 1.0860 SL 1.0820 TP 1.0950", "missing_symbol", 1, 35),
    ("BUY symbol 1.0860 SL 1.0820 TP 1.0950", "unknown_symbol", 1, 5),
    ("Symbol: XYZ123 BUY 10 SL 9 TP 12", "missing_symbol", 1, 33),
    ("Symbol: Apple BUY 190 SL 180 TP 210", "missing_symbol", 1, 36),
    ("AAPL beat estimates, buy target 210, stop 180", "contradiction", 1, 22),
    ("SELL BTCUSDT SELL ETHUSDT SL 1 TP 2", "several_symbols", 1, 19),
    ("BUY EURUSD @ London open SL 1.0820 TP 1.0950", "missing_entry", 1, 12),
    ("BUY EURUSD TP/SL 1.0950/1.0820", "missing_take_profit", 1, 31),
    ("EURUSD \U0001f5341.0820 \U0001f5351.0950 BUY", "missing_stop_loss", 1, 27),
    ("Gold will go up. Buy! Stop 2290 Target", "missing_stop_loss", 1, 39),
    ('{"symbol":"EURUSD","side":"buy","sl":1.0820,"tp":[]}', "missing_take_profit", 1, 53),
    ('{"symbol":["EURUSD"],"side":"buy","sl":1.0820,"tp":1.09}', "unknown_symbol", 1, 3),
    ('{"symbol":"EURUSD","side":"buy","sl":1.0820,"tp":1.09,"trailing_stop":1}', "unknown_key", 1, 56),
    ('{"symbol":"EURSUD","side":"buy","sl":1.0820,"tp":1.09}', "unknown_symbol", 1, 3),
    ('{"symbol":"EURUSD","side":"buy","sl":1.0820,"tp":1.09,}', "malformed_body", 1, 55),
    ('{"a":{"b":{"c":{"d":{"e":1}}}}}', "malformed_body", 1, 1),
    ('{"text":"BUY EURUSD","symbol":"EURUSD","side":"buy","sl":1.0820,"tp":1.09}', "unknown_key", 1, 3),
    ("symbol=EURUSD side=buy side=sell sl=1.0820 tp=1.0950", "duplicate_key", 1, 24),
    ("symbol=EURUSD side=buy sl=1.0820 tp=1.0950 close=half", "unknown_key", 1, 44),
    (
        "BUY XRPUSDT 0.5 SL 0.4 TP 0.51 0.52 0.53 0.54 0.55 0.56 0.57 0.58 0.59 0.60 0.61 0.62 0.63 0.64 0.65 0.66 0.67 0.68 0.69 0.70 0.71",
        "too_many_targets",
        1,
        127,
    ),
    ("BUY EURUSD 1.0860 TP market SL 1.0820", "missing_take_profit", 1, 38),
    ("Pending BUY EURUSD SL 1.0820 TP 1.0950", "missing_entry", 1, 1),
    ("BUY EURUSD Entry tba SL 1.0820 TP 1.0950", "missing_entry", 1, 18),
    ("BUY 2330 now SL 580 TP 650", "missing_symbol", 1, 27),
    ("BUY $btc 64000 SL 63000 TP 66000", "missing_symbol", 1, 33),
    ("Symbol: BTC BUY 64000 SL 63000 TP 66000", "missing_symbol", 1, 40),
    ("Pair: TSLAX BUY 250 SL 240 TP 275", "missing_symbol", 1, 34),
    ("BUY EURUSD buy target 1.0860 SL 1.0820 TP 1.0950", "contradiction", 1, 12),
    ("BUY 12ABCUSD 5.1 SL 4.1 TP 6.1", "unknown_symbol", 1, 5),
    ("BUY 1234USDT 1.0 SL 0.9 TP 1.1", "missing_symbol", 1, 31),
]


@pytest.mark.parametrize(("text", "reason", "line", "column"), TEXTS)
def test_what_is_no_clear_order_is_refused_at_its_first_fault(
    text: str, reason: str, line: int, column: int
) -> None:
    """Law: a wrong order is worse than none, so the text is refused, with the reason and the place."""
    with pytest.raises(SignalRefused) as refused:
        parse_signal(text)

    assert (reason, line, column) == (refused.value.reason, refused.value.line, refused.value.column)
