"""Texts that lack a part of an order or name it wrongly."""

from __future__ import annotations

import pytest

from tests.unit.domain.signals.written import fault, refusal

TEXTS = [
    ("I am buying EURUSD at 1.0860»«", "missing_side"),
    ("EURUSD BUY 1.0860 SL 1.234,50»«", "missing_take_profit"),
    ("BUY »NSE«:RELIANCE 2900 SL 2850 TP 3000", "unknown_symbol"),
    ("BUY EURUSD @1.0860\nTP 1.0950\nSupport 1.0820»«", "missing_stop_loss"),
    ("BUY EURUSD @1.0860\nSL 1.0820 or »1.0800«\nTP 1.0950", "several_stops"),
    ("BUY EURUSD and »GBPUSD« @1.0860 SL 1.0820 TP 1.0890", "several_symbols"),
    ("BUY or »SELL« EURUSD @1.0860 SL 1.0820 TP 1.0890", "contradiction"),
    ("BUY »EURSUD« @1.0860 SL 1.0820 TP 1.0890", "unknown_symbol"),
    ("BUY »XUAUSD« @2300 SL 2290 TP 2320", "unknown_symbol"),
    ("BUY »EUR«/SUD @1.0860 SL 1.0820 TP 1.0890", "unknown_symbol"),
    ("BUY »USDCHFF« @0.91 SL 0.90 TP 0.92", "unknown_symbol"),
    ("BUY @1.0860 SL 1.0820 TP 1.0890»«", "missing_symbol"),
    ("BUY 2050 SL 2045 TP 2060»«", "missing_symbol"),
    ("BUY 2330 SL 2320 TP 2350»«", "missing_symbol"),
    ("BUY EURUSD »@1\ufe0f\u20e3.0\ufe0f\u20e38\ufe0f\u20e3 SL 1.0820 TP« 1.0890", "missing_entry"),
    ("BUY EURUSD @1.08»\u200b«60 SL 1.0820 TP 1.0890", "bad_encoding"),
    ("EURUSD 1.0860 SL 1.0820 TP 1.0890»«", "missing_side"),
    ("BUY EURUSD @1.0860 SL 1.0820»«", "missing_take_profit"),
    ("BUY EURUSD @1.0860 TP 1.0890»«", "missing_stop_loss"),
    ("BUY LIMIT EURUSD SL 1.0820 TP 1.0890»«", "missing_entry"),
    ("BUY LIMIT EURUSD »now« @1.0860 SL 1.0820 TP 1.0890", "contradictory_order_type"),
    ("BUY »STOP LIMIT« EURUSD @1.0860 SL 1.0820 TP 1.0890", "unsupported_order_type"),
    ("BUY EURUSD Entry: »?«?? SL 1.0820 TP 1.0890", "missing_entry"),
    (
        "»\U0001f1fa\U0001f1f8\U0001f1e8\U0001f1ed« BUY EURUSD @1.0860 SL 1.0820 TP 1.0890",
        "contradictory_symbol",
    ),
    ("BUY EURUSD @1.0860 SL 1.0820 SL »1.0810« TP 1.0890", "several_stops"),
    ("BUY EURUSD @1.0860 SL 1.0820 »1.0810« TP 1.0890", "several_stops"),
    ("LONG »BTC« @65000 SL 64000 TP 67000", "unknown_symbol"),
    ("BUY »DNT« 300 SL 275 TP 330", "unknown_symbol"),
    ('{"ticker":"EURUSD","action":"buy","»action«":"sell","sl":1.08,"tp":1.09}', "duplicate_key"),
    ('{"ticker":"EURUSD","action":"buy","»sl_pips«":20,"sl":1.08,"tp":1.09}', "unknown_key"),
    ("EXCHANGE=KUCOIN;SYMBOL=CRVUSDT;SIGNAL=sell;»«", "missing_stop_loss"),
    ('»[{"ticker":"EURUSD","act«ion":"buy","sl":1.08,"tp":1.09}]', "malformed_body"),
    ("BUY EURUSD 1.0860 SL1 1.0820 SL2 »1.0800« TP 1.0950", "several_stops"),
    ("BUY EURUSD 1.0860 SL 1.0820 TP RR 1:2»«", "missing_take_profit"),
    ("BUY EURUSD 1.0860 SL 1.0820 TP next resistance»«", "missing_take_profit"),
    ("EURUSD buyers at 1.0860, SL 1.0820, TP 1.0950»«", "missing_side"),
    ("BUY 1.0 lot EURUSD SL 1.0820»«", "missing_take_profit"),
    ("»GPBUSD« BUY 1.2650 SL 1.2600 TP 1.2750", "unknown_symbol"),
    ("BUY »EURUDS« 1.0860 SL 1.0820 TP 1.0950", "unknown_symbol"),
    ("BUY »XAUSD« 2300 SL 2290 TP 2320", "unknown_symbol"),
    ("BUY »USDEUR« 0.92 SL 0.91 TP 0.94", "unknown_symbol"),
    ("BUY »BCTUSDT« 64000 SL 63000 TP 66000", "unknown_symbol"),
    ("BUY »EUR« 1.0860 SL 1.0820 TP 1.0950", "unknown_symbol"),
    ("BUY »symbol« 1.0860 SL 1.0820 TP 1.0950", "unknown_symbol"),
    ("Symbol: XYZ123 BUY 10 SL 9 TP 12»«", "missing_symbol"),
    ("Symbol: Apple BUY 190 SL 180 TP 210»«", "missing_symbol"),
    ("AAPL beat estimates, »buy target« 210, stop 180", "contradiction"),
    ("SELL BTCUSDT SELL »ETHUSDT« SL 1 TP 2", "several_symbols"),
    ("BUY EURUSD »@ London open SL 1.0820« TP 1.0950", "missing_entry"),
    ("BUY EURUSD TP/SL 1.0950/1.0820»«", "missing_take_profit"),
    ("EURUSD \U0001f5341.0820 \U0001f5351.0950 BUY»«", "missing_stop_loss"),
    ("Gold will go up. Buy! Stop 2290 Target»«", "missing_stop_loss"),
    ('{"symbol":"EURUSD","side":"buy","sl":1.0820,"tp":[]}»«', "missing_take_profit"),
    ('{"symbol":"EURUSD","side":"buy","sl":1.0820,"tp":1.09,"»trailing_stop«":1}', "unknown_key"),
    ('{"symbol":"EURUSD","side":"buy","sl":1.0820,"tp":1.09,»}«', "malformed_body"),
    ('»{"a":{"b":{"c":{"d":{"e"«:1}}}}}', "malformed_body"),
    ('{"»text«":"BUY EURUSD","symbol":"EURUSD","side":"buy","sl":1.0820,"tp":1.09}', "unknown_key"),
    ("symbol=EURUSD side=buy »side«=sell sl=1.0820 tp=1.0950", "duplicate_key"),
    ("symbol=EURUSD side=buy sl=1.0820 tp=1.0950 »close«=half", "unknown_key"),
    (
        "BUY XRPUSDT 0.5 SL 0.4 TP 0.51 0.52 0.53 0.54 0.55 0.56 0.57 0.58 0.59 0.60 0.61 0.62 0.63 0.64 0.65 0.66 0.67 0.68 0.69 0.70 »0.71«",
        "too_many_targets",
    ),
    ("BUY EURUSD 1.0860 TP market SL 1.0820»«", "missing_take_profit"),
    ("»Pending BUY EURUSD SL 1.«0820 TP 1.0950", "missing_entry"),
    ("BUY EURUSD Entry »tba« SL 1.0820 TP 1.0950", "missing_entry"),
    ("BUY 2330 now SL 580 TP 650»«", "missing_symbol"),
    ("BUY $»btc« 64000 SL 63000 TP 66000", "unknown_symbol"),
    ("Symbol: »BTC« BUY 64000 SL 63000 TP 66000", "unknown_symbol"),
    ("Pair: TSLAX BUY 250 SL 240 TP 275»«", "missing_symbol"),
    ("BUY EURUSD »buy target« 1.0860 SL 1.0820 TP 1.0950", "contradiction"),
    ("BUY »12ABCUSD« 5.1 SL 4.1 TP 6.1", "unknown_symbol"),
    ("BUY 1234USDT 1.0 SL 0.9 TP 1.1»«", "missing_symbol"),
]


@pytest.mark.parametrize(("marked", "reason"), TEXTS)
def test_what_is_no_clear_order_is_refused_at_its_first_fault(marked: str, reason: str) -> None:
    """Law: a wrong order is worse than none, so the text is refused, with the reason and the place."""
    text, *place = fault(marked)
    assert [reason, *place] == refusal(text)
