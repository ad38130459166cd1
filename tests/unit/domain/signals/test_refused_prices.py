"""Texts whose prices cannot be believed."""

from __future__ import annotations

import pytest

from trading_core.domain.signals import parse_signal
from trading_core.errors import SignalRefused

TEXTS = [
    ("BUY EURUSD @1.0860\nSL ?\nTP 1.0950", "stop_not_a_price", 2, 4),
    ("BUY EURUSD @1.0860\nSL below 1.0820\nTP 1.0950", "stop_not_a_price", 2, 4),
    ("BUY EURUSD @1.0860\nSL 40 pips\nTP 1.0950", "stop_not_a_price", 2, 4),
    ("BUY EURUSD @1.0860\nSL 1.0820\nTP 90 pips", "target_not_a_price", 3, 4),
    ("BUY EURUSD @1.0860\nSL 1.0820\nTP 1.0840", "wrong_side_target", 3, 4),
    ("BUY EURUSD @1.0860\nSL 1.0820\nTP 1.0890, 1.0840", "wrong_side_target", 3, 12),
    ("BUY EURUSD @1.0860 and 1.0840 and 1.0830\nSL 1.0820\nTP 1.0890", "unexplained_number", 1, 35),
    ("BUY EURUSD @1.0860 SL x.xxxx TP 1.0890", "stop_not_a_price", 1, 24),
    ("BUY EURUSD @1.0860 SL 1.08.20 TP 1.0890", "malformed_number", 1, 23),
    ("BUY EURUSD @1O860 SL 1.0820 TP 1.0890", "malformed_number", 1, 13),
    ("BUY EURUSD @10860 SL 1.0820 TP 1.0890", "impossible_scale", 1, 13),
    ("BUY EURUSD @1.0860 SL 1.820 TP 1.0890", "impossible_scale", 1, 23),
    ("BUY EURUSD @1.860 SL 1.0820 TP 1.8890", "impossible_scale", 1, 22),
    ("BUY CADCHF 73.94 SL 73.76 TP 76.01", "impossible_scale", 1, 12),
    ("SELL CHFJPY 13.660 TP 12.000 SL 14.310", "impossible_scale", 1, 13),
    ("BUY EURUSD @\u0661.\u0660\u0668\u0666\u0660 SL 1.0820 TP 1.0890", "malformed_number", 1, 13),
    ("BUY EURUSD @\uff11.0860 SL 1.0820 TP 1.0890", "malformed_number", 1, 13),
    ("BUY EURUSD @1.0860 TP 1.0890 NO SL", "stop_not_a_price", 1, 30),
    ("BUY EURUSD @1.0860 TP 1.0890 SL open", "stop_not_a_price", 1, 33),
    ("BUY EURUSD @1.0860 SL 1.0820 TP1 1.0890 TP2", "target_not_a_price", 1, 41),
    ("BUY EURUSD @1.0860 SL 1.0820 TP 1.0890 500", "impossible_scale", 1, 40),
    ("BUY EURUSD @1.0860 SL 1.0820 TP 1.0890\n1.0900 is resistance", "unexplained_number", 2, 1),
    (
        "EURUSD fell to 1.0860 as sellers took control, stop at 1.0820 and target 1.0890",
        "unexplained_number",
        1,
        16,
    ),
    ("BUY EURUSD @1,086 SL 1,082 TP 1,089.5", "impossible_scale", 1, 13),
    ("BUY SOLUSDT 100 SL 95 TP 110,120", "ambiguous_number", 1, 26),
    ("SELL SOLUSDT 100 SL 105 TP 95,90", "ambiguous_number", 1, 28),
    ("BUY EURUSD @1.0860 SL 1.0860 TP 1.0890", "wrong_side_stop", 1, 23),
    ("BUY EURUSD @-1.0860 SL 0 TP 1.0890", "malformed_number", 1, 24),
    ("BUY EURUSD demand zone 1.0850 - 1.0860 SL 1.0820 TP 1.0890", "unexplained_number", 1, 24),
    ("SELL EURUSD 1.0860 SL 1.0900 TP 1", "ambiguous_number", 1, 33),
    ("SELL EURUSD 1.0860 SL 1.0900\nTargets:\n1-1.0800\n2-1.0750", "ambiguous_number", 3, 1),
    ("BUY EURUSD 1.0860 SL 1.0820 TP 1.0890 \xbd", "malformed_number", 1, 39),
    ("BUY EURUSD 1.0860\xbd SL 1.0820 TP 1.0890", "malformed_number", 1, 18),
    ('{"ticker":"EURUSD","action":"buy","sl":NaN,"tp":1.09}', "malformed_number", 1, 40),
    ("buy BTCUSD sl=10000 tp=1000 q=1% comment=FOMC", "impossible_scale", 1, 24),
    ("BUY EURUSD 1.0860-1.0860-1.0870 SL 1.0820 TP 1.0890", "unexplained_number", 1, 26),
    ("BUY TCS 3500CE 120 SL 100 TP 150", "malformed_number", 1, 9),
    ("BUY GOLD 2050 SL 205.5 TP 2080", "impossible_scale", 1, 18),
    ("BUY EURUSD 1.0860 SL:1.0820:TP:1.0890:00", "malformed_number", 1, 39),
    ("EURUSD: resistance 1.0890, support 1.0820, long bias from 1.0860", "unexplained_number", 1, 20),
    ("BUY EURUSD 1.0860\nStop trading today\nTP 1.0890", "stop_not_a_price", 2, 1),
    ("BUY EURUSD 1.0860 mental stop 1.0820 tp 1.0890", "stop_not_a_price", 1, 19),
    ("BUY EURUSD 1.0860 SL 1.0820 TP 2R", "target_not_a_price", 1, 32),
    ("BUY EURUSD 1.0860 SL 0.5% TP 1.0950", "stop_not_a_price", 1, 22),
    ("BUY EURUSD 1.0860 SL tight TP 1.0950", "stop_not_a_price", 1, 22),
    ("BUY EURUSD 1.0860 SL: - TP 1.0950", "stop_not_a_price", 1, 19),
    ("BUY EURUSD 1.0860 SL: TP: ", "stop_not_a_price", 1, 19),
    ("BUY EURUSD 1.0860\nSL:\nTP: 1.0950", "stop_not_a_price", 2, 1),
    ("BUY EURUSD 1.0860 SL = 1.0820 pips TP 1.0950", "stop_not_a_price", 1, 24),
    ("BUY EURUSD 1.0860 SL under the low TP 1.0950", "stop_not_a_price", 1, 22),
    ("Stop out EURUSD buy 1.0860 SL 1.0820 TP 1.0950", "stop_not_a_price", 1, 6),
    ("BUY EURUSD 1.086O SL 1.0820 TP 1.0950", "malformed_number", 1, 12),
    ("BUY EURUSD l.0860 SL 1.0820 TP 1.0950", "unexplained_number", 1, 14),
    ("BUY EURUSD 1,08,60 SL 1.0820 TP 1.0950", "malformed_number", 1, 12),
    ("BUY EURUSD 1 0860 SL 1.0820 TP 1.0950", "malformed_number", 1, 14),
    ("BUY EURUSD .0860 SL 1.0820 TP 1.0950", "malformed_number", 1, 13),
    ("BUY EURUSD 1.0860 SL 10820 TP 1.0950", "impossible_scale", 1, 22),
    ("BUY BTCUSDT 64k SL 63k TP 66k", "malformed_number", 1, 13),
    ("BUY XAUUSD 2300 SL 2290 TP 23200", "impossible_scale", 1, 28),
    ("BUY GBPJPY 191.00 SL 190.20 TP 19.250", "impossible_scale", 1, 32),
    ("BUY 100 AAPL @190 SL 180 TP 210", "ambiguous_number", 1, 5),
    ("BUY 200 AAPL SL 180 TP 210", "ambiguous_number", 1, 5),
    ("SELL EURUSD 1.0860 SL 1.0900 TP 1.0800 TP 1.0900", "wrong_side_target", 1, 43),
    ("SELL EURUSD 1.0860-1.0910 SL 1.0900 TP 1.0800", "wrong_side_stop", 1, 30),
    ("SELL EURUSD 1.0860 TP 1.0800 (1.0780) SL 1.0900", "ambiguous_number", 1, 31),
    ("BUY EURUSD 1.0860 SL/TP 1.0820/1.0950", "stop_not_a_price", 1, 19),
    ('{"symbol":"EURUSD","side":"buy","sl":"1.0820","tp":true}', "target_not_a_price", 1, 48),
    ('{"symbol":"EURUSD","side":"buy","sl":{"percent":2},"tp":1.09}', "stop_not_a_price", 1, 34),
    (
        '{"symbol":"EURUSD","side":"buy","price":[1.08,1.09,1.1],"sl":1.0720,"tp":1.19}',
        "unexplained_number",
        1,
        34,
    ),
]


@pytest.mark.parametrize(("text", "reason", "line", "column"), TEXTS)
def test_what_is_no_clear_order_is_refused_at_its_first_fault(
    text: str, reason: str, line: int, column: int
) -> None:
    """Law: a wrong order is worse than none, so the text is refused, with the reason and the place."""
    with pytest.raises(SignalRefused) as refused:
        parse_signal(text)

    assert (reason, line, column) == (refused.value.reason, refused.value.line, refused.value.column)
