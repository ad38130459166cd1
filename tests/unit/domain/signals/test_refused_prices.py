"""Texts whose prices cannot be believed."""

from __future__ import annotations

import pytest

from tests.unit.domain.signals.written import REFUSED, fault
from trading_core.domain.signals import parse_signal
from trading_core.errors import SignalRefused

TEXTS = [
    ("BUY USDJPY »150,200« SL 149,500 TP 151,800", "ambiguous_number"),
    ("BUY EURUSD @1.0860\nSL »?«\nTP 1.0950", "stop_not_a_price"),
    ("BUY EURUSD @1.0860\nSL »below« 1.0820\nTP 1.0950", "stop_not_a_price"),
    ("BUY EURUSD @1.0860\nSL »40 pips«\nTP 1.0950", "stop_not_a_price"),
    ("BUY EURUSD @1.0860\nSL 1.0820\nTP »90 pips«", "target_not_a_price"),
    ("BUY EURUSD @1.0860\nSL 1.0820\nTP »1.0840«", "wrong_side_target"),
    ("BUY EURUSD @1.0860\nSL 1.0820\nTP 1.0890, »1.0840«", "wrong_side_target"),
    ("BUY EURUSD @1.0860 and 1.0840 and »1.0830«\nSL 1.0820\nTP 1.0890", "unexplained_number"),
    ("BUY EURUSD @1.0860 SL x».xxxx« TP 1.0890", "stop_not_a_price"),
    ("BUY EURUSD @1.0860 SL »1.08.20« TP 1.0890", "malformed_number"),
    ("BUY EURUSD @»1O«860 SL 1.0820 TP 1.0890", "malformed_number"),
    ("BUY EURUSD @»10860« SL 1.0820 TP 1.0890", "impossible_scale"),
    ("BUY EURUSD @1.0860 SL »1.820« TP 1.0890", "impossible_scale"),
    ("BUY EURUSD @1.860 SL »1.0820« TP 1.8890", "impossible_scale"),
    ("BUY CADCHF »73.94« SL 73.76 TP 76.01", "impossible_scale"),
    ("SELL CHFJPY »13.660« TP 12.000 SL 14.310", "impossible_scale"),
    ("BUY EURUSD @»\u0661«.\u0660\u0668\u0666\u0660 SL 1.0820 TP 1.0890", "malformed_number"),
    ("BUY EURUSD @»\uff11«.0860 SL 1.0820 TP 1.0890", "malformed_number"),
    ("BUY EURUSD @1.0860 TP 1.0890 »NO SL«", "stop_not_a_price"),
    ("BUY EURUSD @1.0860 TP 1.0890 SL »open«", "stop_not_a_price"),
    ("BUY EURUSD @1.0860 SL 1.0820 TP1 1.0890 »TP2«", "target_not_a_price"),
    ("BUY EURUSD @1.0860 SL 1.0820 TP 1.0890 »500«", "impossible_scale"),
    ("BUY EURUSD @1.0860 SL 1.0820 TP 1.0890\n»1.0900« is resistance", "unexplained_number"),
    (
        "EURUSD fell to »1.0860« as sellers took control, stop at 1.0820 and target 1.0890",
        "unexplained_number",
    ),
    ("BUY EURUSD @»1,086« SL 1,082 TP 1,089.5", "impossible_scale"),
    ("BUY SOLUSDT 100 SL 95 TP »110,120«", "ambiguous_number"),
    ("SELL SOLUSDT 100 SL 105 TP »95,90«", "ambiguous_number"),
    ("BUY EURUSD @1.0860 SL »1.0860« TP 1.0890", "wrong_side_stop"),
    ("BUY EURUSD @-1.0860 SL »0« TP 1.0890", "malformed_number"),
    ("BUY EURUSD demand zone »1.0850« - 1.0860 SL 1.0820 TP 1.0890", "unexplained_number"),
    ("SELL EURUSD 1.0860 SL 1.0900 TP »1«", "ambiguous_number"),
    ("SELL EURUSD 1.0860 SL 1.0900\nTargets:\n»1«-1.0800\n2-1.0750", "ambiguous_number"),
    ("BUY EURUSD 1.0860 SL 1.0820 TP 1.0890 »\xbd«", "malformed_number"),
    ("BUY EURUSD »1.0860\xbd« SL 1.0820 TP 1.0890", "malformed_number"),
    ('{"ticker":"EURUSD","action":"buy","sl":»NaN«,"tp":1.09}', "malformed_number"),
    ("buy BTCUSD sl=10000 tp=»1000« q=1% comment=FOMC", "impossible_scale"),
    ("BUY EURUSD 1.0860-1.0860-»1.0870« SL 1.0820 TP 1.0890", "unexplained_number"),
    ("BUY TCS »3500CE« 120 SL 100 TP 150", "malformed_number"),
    ("BUY GOLD 2050 SL »205.5« TP 2080", "impossible_scale"),
    ("BUY EURUSD 1.0860 SL:1.0820:TP:1.0890:»00«", "malformed_number"),
    ("EURUSD: resistance »1.0890«, support 1.0820, long bias from 1.0860", "unexplained_number"),
    ("BUY EURUSD 1.0860\n»Stop trading today«\nTP 1.0890", "stop_not_a_price"),
    ("BUY EURUSD 1.0860 »mental stop« 1.0820 tp 1.0890", "stop_not_a_price"),
    ("BUY EURUSD 1.0860 SL 1.0820 TP »2R«", "target_not_a_price"),
    ("BUY EURUSD 1.0860 SL »0.5%« TP 1.0950", "stop_not_a_price"),
    ("BUY EURUSD 1.0860 SL »tight« TP 1.0950", "stop_not_a_price"),
    ("BUY EURUSD 1.0860 »SL: - TP 1.0950«", "stop_not_a_price"),
    ("BUY EURUSD 1.0860 »SL: TP:« ", "stop_not_a_price"),
    ("BUY EURUSD 1.0860\n»SL:«\nTP: 1.0950", "stop_not_a_price"),
    ("BUY EURUSD 1.0860 SL = »1.0820 pips« TP 1.0950", "stop_not_a_price"),
    ("BUY EURUSD 1.0860 SL »under« the low TP 1.0950", "stop_not_a_price"),
    ("Stop »out« EURUSD buy 1.0860 SL 1.0820 TP 1.0950", "stop_not_a_price"),
    ("BUY EURUSD »1.086O« SL 1.0820 TP 1.0950", "malformed_number"),
    ("BUY EURUSD l.»0860« SL 1.0820 TP 1.0950", "unexplained_number"),
    ("BUY EURUSD »1,08,60« SL 1.0820 TP 1.0950", "malformed_number"),
    ("BUY EURUSD 1 »0860« SL 1.0820 TP 1.0950", "malformed_number"),
    ("BUY EURUSD ».0860« SL 1.0820 TP 1.0950", "malformed_number"),
    ("BUY EURUSD 1.0860 SL »10820« TP 1.0950", "impossible_scale"),
    ("BUY BTCUSDT »64k« SL 63k TP 66k", "malformed_number"),
    ("BUY XAUUSD 2300 SL 2290 TP »23200«", "impossible_scale"),
    ("BUY GBPJPY 191.00 SL 190.20 TP »19.250«", "impossible_scale"),
    ("BUY »100« AAPL @190 SL 180 TP 210", "ambiguous_number"),
    ("BUY »200« AAPL SL 180 TP 210", "ambiguous_number"),
    ("SELL EURUSD 1.0860 SL 1.0900 TP 1.0800 TP »1.0900«", "wrong_side_target"),
    ("SELL EURUSD 1.0860-1.0910 SL »1.0900« TP 1.0800", "wrong_side_stop"),
    ("SELL EURUSD 1.0860 TP 1.0800 (»1.0780«) SL 1.0900", "ambiguous_number"),
    ("BUY EURUSD 1.0860 »SL/TP 1.0820/1.0950«", "stop_not_a_price"),
    ("BUY EURUSD\nSupport: »1.0840«\nSL 1.0820 TP 1.0950", "unexplained_number"),
    ("BUY GBPJPY 149.00 SL 148.00 TP 150.50 »150«", "ambiguous_number"),
    ("BUY EURUSD SL 1.0820 TP 1.0950 lot »1.0860«", "unexplained_number"),
    ("BUY XRPUSDT 0.5 SL 0.4 TP »1« 2 3", "ambiguous_number"),
    ("BUY »0.0000000000000000000000«0000000000001 EURUSD SL 1.0820 TP 1.0950", "malformed_number"),
    ("BUY EURUSD »123456789012345678901234«567890123 SL 1 TP 2", "malformed_number"),
    ("BUY XRPUSDT »0.123456789« SL 0.1 TP 0.2", "malformed_number"),
    ("BUY EURUSD SL »now« 1.0820 TP 1.0950", "stop_not_a_price"),
    ("BUY EURUSD 1.0860 SL »trailing stop« TP 1.0950", "stop_not_a_price"),
    ("BUY EURUSD 1.0860 SL »area« 1.0820 TP 1.0950", "stop_not_a_price"),
    ("BUY EURUSD 1.0860 SL »around« 1.0820 TP 1.0950", "stop_not_a_price"),
    ("BUY EURUSD 1.0860 SL »12:30« TP 1.0950", "malformed_number"),
    ("BUY EURUSD 1.0860 SL 1.0820 TP 1.0890\n1:»2« ratio", "unexplained_number"),
    ("BUY EURUSD 1.0860 SL 1.0820 TP 1.0890\nthen »1.0920«", "unexplained_number"),
    ("BUY EURUSD 1.0860 »No TP« SL 1.0820", "target_not_a_price"),
    ("BUY EURUSD 1.0860 TP 1.0890 »SL not« set", "stop_not_a_price"),
    ("BUY EURUSD 1.0860 SL 1.0820 TP »tba«", "target_not_a_price"),
    ("BUY EURUSD »108,20« SL 1.0820 TP 1.0950", "malformed_number"),
    ("BUY NAS100 »18.250,50« SL 18,150.50 TP 18450", "malformed_number"),
    ("BUY US30 »38,000,00« SL 37000 TP 39000", "malformed_number"),
    ("»12345A«.TW BUY 600 SL 580 TP 650", "unexplained_number"),
    ("BUY EURUSD 1.0860 + »1.0870« SL 1.0820 TP 1.0950", "unexplained_number"),
    ("BUY EURUSD 1.0860 SL »then« TP 1.0950", "stop_not_a_price"),
    ("BUY EUR-SUD »1.0860« SL 1.0820 TP 1.0950", "unexplained_number"),
    ("BUY EURUSD 1.0860 SL 1.0820 TP 1.0890\nthe »1.0920«", "unexplained_number"),
    ("BUY EURUSD 1.0860 SL 1.0820 TP 1.0890\n30 pips »1.0920«", "unexplained_number"),
]


@pytest.mark.parametrize(("marked", "reason"), TEXTS)
def test_what_is_no_clear_order_is_refused_at_its_first_fault(marked: str, reason: str) -> None:
    """Law: a wrong order is worse than none, so the text is refused, with the reason and the place."""
    text, *place = fault(marked)
    with pytest.raises(SignalRefused) as refused:
        parse_signal(text)

    assert [reason, *place] == [getattr(refused.value, name) for name in REFUSED]
