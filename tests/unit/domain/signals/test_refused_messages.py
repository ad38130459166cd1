"""Texts that are no new order: reports, conditions, second thoughts, several orders."""

from __future__ import annotations

import pytest

from tests.unit.domain.signals.written import REFUSED, fault
from trading_core.domain.signals import parse_signal
from trading_core.errors import SignalRefused

TEXTS = [
    ("Going long»?« no", "question"),
    ("»Should« I buy EURUSD at 1.0860? SL 1.0820 TP 1.0950", "tentative"),
    ("»Don't buy« EURUSD @1.0860 SL 1.0820 TP 1.0950", "negated"),
    ("BUY EURUSD »if« it breaks 1.0860 SL 1.0820 TP 1.0950", "conditional"),
    ("BUY EURUSD »above« 1.0860 SL 1.0820 TP 1.0950", "conditional"),
    ("»Wait« for EURUSD buy 1.0860 SL 1.0820 TP 1.0950", "conditional"),
    ("BUY EURUSD @1.0860\nSL »moved« to 1.0870\nTP 1.0950", "management_message"),
    ("BUY EURUSD @1.0860 SL 1.0820 TP 1.0950 TP1 »hit«", "result_message"),
    ("EURUSD BUY »closed« +50 pips SL 1.0820 TP 1.0950", "result_message"),
    ("BUY EURUSD @1.0860\n»BUY« EURUSD @1.0840\nSL 1.0820\nTP 1.0890", "several_orders"),
    ("BUY EURUSD now, »buy more« at 1.0840, SL 1.0820 TP 1.0890", "several_orders"),
    ("BUY »{{«ticker}} @{{close}} SL 1.0820 TP 1.0890", "placeholder"),
    ("BUY EURUSD @1.0860 TP 1.0890 SL »trailing« 1.0820", "management_message"),
    ("BUY EURUSD @1.0860 TP 1.0890 SL »at BE«", "management_message"),
    ("»Move« SL to 1.0860 on EURUSD buy, TP 1.0950", "management_message"),
    ("»Update«: EURUSD buy SL 1.0860 TP 1.0950", "management_message"),
    ("EURUSD BUY limit 1.0860 »cancelled« SL 1.0820 TP 1.0890", "cancellation"),
    ("»Looking« to buy EURUSD at 1.0860 SL 1.0820 TP 1.0890", "tentative"),
    ("EURUSD »might« be a buy 1.0860 SL 1.0820 TP 1.0890", "tentative"),
    ("BUY EURUSD entry »soon« SL 1.0820 TP 1.0890", "tentative"),
    ("BUY EURUSD @1.0860 SL 1.0820 TP1 1.0890 »TP1« 1.0900", "several_orders"),
    ("»Bought« EURUSD yesterday at 1.0860 SL 1.0820 TP 1.0890", "result_message"),
    ("We »were« long EURUSD 1.0860 SL 1.0820 TP 1.0890", "result_message"),
    ("Fed: buy EURUSD»?« target 1.0890 stop 1.0820", "question"),
    ("BUY EURUSD at 1.0860 SL 1.0820 TP 1.0890 »when« london opens", "conditional"),
    ("BUY EURUSD »after close« above resistance SL 1.0820 TP 1.0890", "conditional"),
    ("BUY EURUSD on »dips« SL 1.0820 TP 1.0890", "conditional"),
    (
        "\u8cb7\u5165 EURUSD »\u5982\u679c«\u7a81\u7834 1.0860 \u6b62\u640d 1.0820 \u6b62\u76c8 1.0890",
        "conditional",
    ),
    ("»\u043a\u0443\u043f\u0438\u0442\u044c EURU«SD 1.0860 SL 1.0820 TP 1.0890", "foreign_words"),
    ("»si« rompe 1.0860 compra EURUSD SL 1.0820 TP 1.0890", "conditional"),
    ("»Example«: BUY EURUSD @1.0860 SL 1.0820 TP 1.0890", "not_a_signal"),
    ("EURUSD BUY 1.0860 SL 1.0820 TP 1.0890\n\n»GBPUSD« SELL 1.2650 SL 1.2700 TP 1.2600", "several_orders"),
    ("BUY EURUSD 1.0860 SL 1.0820 TP 1.0890 »close« half at TP", "management_message"),
    ("»Reverse«: SELL EURUSD 1.0860 SL 1.0900 TP 1.0800", "management_message"),
    ("»HOLD« EURUSD 1.0860 SL 1.0820 TP 1.0890", "management_message"),
    ("BUY EURUSD 1.0860 SL H4 »close« 1.0820 TP 1.0890", "management_message"),
    ("BUY EURUSD 1.0860 SL 1.0820 TP 1.0890 (»hit«)", "result_message"),
    ("EURUSD: I »would« buy 1.0860, SL 1.0820, TP 1.0950", "tentative"),
    ("SELL EURUSD @1.0860 SL 1.0900 TP 1.0800 (»not confirmed«)", "negated"),
    ("BUY EURUSD, SL 1.0820 TP 1.0950, entry on »break« of 1.0860", "conditional"),
    ("Pending: BUY EURUSD SL 1.0820 TP 1.0950 »after« CPI", "conditional"),
    ("EURUSD BUY @1.0860 SL 1.0820 TP 1.0950 - »ALREADY« IN PROFIT", "result_message"),
    ("BUY EURUSD @1.0860 SL 1.0820 TP 1.0950\n»SELL« GBPUSD", "several_orders"),
    ("BUY EURUSD @1.0860 SL 1.0820 TP 1.0950\n»Gold« too", "several_orders"),
    ("BUY EURUSD 1.0860 (»add« 1.0840) SL 1.0820 TP 1.0950", "several_orders"),
    ("BUY EURUSD Entry 1: 1.0860 Entry 2: »1.0840« SL 1.0820 TP 1.0950", "several_orders"),
    ("Set SL 1.0820 TP 1.0950 for EURUSD buy 1.0860 - order »filled«", "result_message"),
    ("»New SL« 1.0820 EURUSD BUY TP 1.0950", "management_message"),
    ("EURUSD long TP 1.0950 SL »was« 1.0820", "result_message"),
    ("EURUSD BUY 1.0860 SL 1.0820 TP 1.0950 \u274c »CANCELED«", "cancellation"),
    ("EURUSD BUY 1.0860 SL 1.0820 TP 1.0950 »EXPIRED«", "cancellation"),
    ("BUY EURUSD 1.0860 SL 1.0820 TP 1.0950 only »if« NFP is weak", "conditional"),
    ("Buy EURUSD »once« 1.0860 is reached SL 1.0820 TP 1.0950", "conditional"),
    ("»If« 1.0860 holds: BUY EURUSD SL 1.0820 TP 1.0950", "conditional"),
    ("BUY EURUSD at 1.0860-»ish« SL 1.0820 TP 1.0950", "tentative"),
    ("BUY EURUSD »tomorrow« SL 1.0820 TP 1.0950", "tentative"),
    ("»Result«: BUY EURUSD 1.0860 SL 1.0820 TP 1.0950 +90", "result_message"),
    ("+»90 pips« EURUSD BUY SL 1.0820 TP 1.0950", "result_message"),
    ("»no buy« EURUSD 1.0860 SL 1.0820 TP 1.0950", "negated"),
    ("»never sell« EURUSD 1.0860 SL 1.0900 TP 1.0800", "negated"),
    ("BUY EURUSD 1.0860 sl 1.0820 tp 1.0950 »<entry>«", "placeholder"),
    ("BUY »${«symbol} 1.0860 SL 1.0820 TP 1.0950", "placeholder"),
    ("»\u53d6\u6d88« \u505a\u591a EURUSD \u6b62\u640d 1.0820 \u6b62\u76c8 1.0950", "cancellation"),
    ("\u505a\u591a EURUSD »\u7ad9\u4e0a« 1.0860 \u6b62\u640d 1.0820 \u6b62\u76c8 1.0950", "conditional"),
    ("»\u4e0d\u8981« \u505a\u591a EURUSD 1.0860 \u6b62\u640d 1.0820 \u6b62\u76c8 1.0950", "negated"),
    ("»Close« EURUSD buy 1.0860 SL 1.0820 TP 1.0950", "management_message"),
    ("EURUSD buy 1.0860 SL 1.0820 TP 1.0950 manually »exit« at 1.0900", "management_message"),
    ("BUY EURUSD 1.0860 SL 1.0820 TP 1.0950 »trailing stop«", "management_message"),
    ("BUY EURUSD 1.0860 SL 1.0820 TP 1.0950 »BE«", "management_message"),
    ("BUY »2330« @2340 SL 2320 TP 2350", "ambiguous_number"),
    ("BUY »2330« @1554 SL 1500 TP 1600", "ambiguous_number"),
    ("BUY »2000« at 60 SL 58 TP 65", "ambiguous_number"),
    ("BUY »$2330« at 860 SL 840 TP 900", "ambiguous_number"),
    ("BUY »$2330« SL 840 TP 900", "ambiguous_number"),
    ("LONG #»BTC« 60000 SL 59000 TP 62000", "unknown_symbol"),
    ("»btc«\nlong 60000 SL 59000 TP 62000", "unknown_symbol"),
    ("BUY »EUR« 1.0860 SL 1.0820 TP 1.0950", "unknown_symbol"),
    ("BUY EURUSD @1.0860 »or lower« SL 1.0820 TP 1.0950", "conditional"),
    ("BUY EURUSD 1.0860 »or better« SL 1.0820 TP 1.0950", "conditional"),
    ("BUY 99 @»2340« SL 2320 TP 2350", "several_orders"),
    ("BUY »2330« @600.000.1 SL 580 TP 650", "ambiguous_number"),
    ("SELL EURUSD 1.0860 SL 1.0900 TP 1.0800\n»SELL« EURUSD", "several_orders"),
    ("\u505a\u591a EURUSD 1.0860 \u6b62\u640d 1.0820 \u6b62\u76c8 1.0950 »\u55b5\u55b5«", "foreign_words"),
    ("BUY EURUSD 1.0860 SL 1.0820 TP 1.0950 »\u0440\u0443«", "foreign_words"),
]


@pytest.mark.parametrize(("marked", "reason"), TEXTS)
def test_what_is_no_clear_order_is_refused_at_its_first_fault(marked: str, reason: str) -> None:
    """Law: a wrong order is worse than none, so the text is refused, with the reason and the place."""
    text, *place = fault(marked)
    with pytest.raises(SignalRefused) as refused:
        parse_signal(text)

    assert [reason, *place] == [getattr(refused.value, name) for name in REFUSED]
