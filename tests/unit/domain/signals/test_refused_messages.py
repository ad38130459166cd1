"""Texts that are no new order: reports, conditions, second thoughts, several orders."""

from __future__ import annotations

import pytest

from trading_core.domain.signals import parse_signal
from trading_core.errors import SignalRefused

TEXTS = [
    ("Going long? no", "question", 1, 11),
    ("Should I buy EURUSD at 1.0860? SL 1.0820 TP 1.0950", "tentative", 1, 1),
    ("Don't buy EURUSD @1.0860 SL 1.0820 TP 1.0950", "negated", 1, 1),
    ("BUY EURUSD if it breaks 1.0860 SL 1.0820 TP 1.0950", "conditional", 1, 12),
    ("BUY EURUSD above 1.0860 SL 1.0820 TP 1.0950", "conditional", 1, 12),
    ("Wait for EURUSD buy 1.0860 SL 1.0820 TP 1.0950", "conditional", 1, 1),
    ("BUY EURUSD @1.0860\nSL moved to 1.0870\nTP 1.0950", "management_message", 2, 4),
    ("BUY EURUSD @1.0860 SL 1.0820 TP 1.0950 TP1 hit", "result_message", 1, 44),
    ("EURUSD BUY closed +50 pips SL 1.0820 TP 1.0950", "result_message", 1, 12),
    ("BUY EURUSD @1.0860\nBUY EURUSD @1.0840\nSL 1.0820\nTP 1.0890", "several_orders", 2, 1),
    ("BUY EURUSD now, buy more at 1.0840, SL 1.0820 TP 1.0890", "several_orders", 1, 17),
    ("BUY {{ticker}} @{{close}} SL 1.0820 TP 1.0890", "placeholder", 1, 5),
    ("BUY EURUSD @1.0860 TP 1.0890 SL trailing 1.0820", "management_message", 1, 33),
    ("BUY EURUSD @1.0860 TP 1.0890 SL at BE", "management_message", 1, 33),
    ("Move SL to 1.0860 on EURUSD buy, TP 1.0950", "management_message", 1, 1),
    ("Update: EURUSD buy SL 1.0860 TP 1.0950", "management_message", 1, 1),
    ("EURUSD BUY limit 1.0860 cancelled SL 1.0820 TP 1.0890", "cancellation", 1, 25),
    ("Looking to buy EURUSD at 1.0860 SL 1.0820 TP 1.0890", "tentative", 1, 1),
    ("EURUSD might be a buy 1.0860 SL 1.0820 TP 1.0890", "tentative", 1, 8),
    ("BUY EURUSD entry soon SL 1.0820 TP 1.0890", "tentative", 1, 18),
    ("BUY EURUSD @1.0860 SL 1.0820 TP1 1.0890 TP1 1.0900", "several_orders", 1, 41),
    ("Bought EURUSD yesterday at 1.0860 SL 1.0820 TP 1.0890", "result_message", 1, 15),
    ("We were long EURUSD 1.0860 SL 1.0820 TP 1.0890", "result_message", 1, 4),
    ("Fed: buy EURUSD? target 1.0890 stop 1.0820", "question", 1, 16),
    ("BUY EURUSD at 1.0860 SL 1.0820 TP 1.0890 when london opens", "conditional", 1, 42),
    ("BUY EURUSD after close above resistance SL 1.0820 TP 1.0890", "conditional", 1, 12),
    ("BUY EURUSD on dips SL 1.0820 TP 1.0890", "conditional", 1, 15),
    (
        "\u8cb7\u5165 EURUSD \u5982\u679c\u7a81\u7834 1.0860 \u6b62\u640d 1.0820 \u6b62\u76c8 1.0890",
        "conditional",
        1,
        11,
    ),
    ("\u043a\u0443\u043f\u0438\u0442\u044c EURUSD 1.0860 SL 1.0820 TP 1.0890", "foreign_words", 1, 1),
    ("si rompe 1.0860 compra EURUSD SL 1.0820 TP 1.0890", "conditional", 1, 1),
    ("Example: BUY EURUSD @1.0860 SL 1.0820 TP 1.0890", "not_a_signal", 1, 1),
    (
        "EURUSD BUY 1.0860 SL 1.0820 TP 1.0890\n\nGBPUSD SELL 1.2650 SL 1.2700 TP 1.2600",
        "several_orders",
        3,
        1,
    ),
    ('{"ticker":"{{ticker}}","action":"buy","sl":1.08,"tp":1.09}', "placeholder", 1, 3),
    ('{"ticker":"EURUSD","action":"exit","sl":1.08,"tp":1.09}', "not_a_signal", 1, 21),
    ('{"ticker":"EURUSD","action":"buy","sentiment":"flat","sl":1.08,"tp":1.09}', "not_a_signal", 1, 36),
    ("BUY EURUSD 1.0860 SL 1.0820 TP 1.0890 close half at TP", "management_message", 1, 39),
    ("Reverse: SELL EURUSD 1.0860 SL 1.0900 TP 1.0800", "management_message", 1, 1),
    ("HOLD EURUSD 1.0860 SL 1.0820 TP 1.0890", "management_message", 1, 1),
    ("BUY EURUSD 1.0860 SL H4 close 1.0820 TP 1.0890", "management_message", 1, 25),
    ("BUY EURUSD 1.0860 SL 1.0820 TP 1.0890 (hit)", "result_message", 1, 40),
    ("EURUSD: I would buy 1.0860, SL 1.0820, TP 1.0950", "tentative", 1, 11),
    ("SELL EURUSD @1.0860 SL 1.0900 TP 1.0800 (not confirmed)", "negated", 1, 42),
    ("BUY EURUSD, SL 1.0820 TP 1.0950, entry on break of 1.0860", "conditional", 1, 43),
    ("Pending: BUY EURUSD SL 1.0820 TP 1.0950 after CPI", "conditional", 1, 41),
    ("EURUSD BUY @1.0860 SL 1.0820 TP 1.0950 - ALREADY IN PROFIT", "result_message", 1, 50),
    ("BUY EURUSD @1.0860 SL 1.0820 TP 1.0950\nSELL GBPUSD", "several_orders", 2, 1),
    ("BUY EURUSD @1.0860 SL 1.0820 TP 1.0950\nGold too", "several_orders", 2, 1),
    ("BUY EURUSD 1.0860 (add 1.0840) SL 1.0820 TP 1.0950", "several_orders", 1, 20),
    ("BUY EURUSD Entry 1: 1.0860 Entry 2: 1.0840 SL 1.0820 TP 1.0950", "several_orders", 1, 37),
    ("Set SL 1.0820 TP 1.0950 for EURUSD buy 1.0860 - order filled", "result_message", 1, 55),
    ("New SL 1.0820 EURUSD BUY TP 1.0950", "management_message", 1, 1),
    ("EURUSD long TP 1.0950 SL was 1.0820", "result_message", 1, 26),
    ("EURUSD BUY 1.0860 SL 1.0820 TP 1.0950 \u274c CANCELED", "cancellation", 1, 41),
    ("EURUSD BUY 1.0860 SL 1.0820 TP 1.0950 EXPIRED", "cancellation", 1, 39),
    ("BUY EURUSD 1.0860 SL 1.0820 TP 1.0950 only if NFP is weak", "conditional", 1, 44),
    ("Buy EURUSD once 1.0860 is reached SL 1.0820 TP 1.0950", "conditional", 1, 12),
    ("If 1.0860 holds: BUY EURUSD SL 1.0820 TP 1.0950", "conditional", 1, 1),
    ("BUY EURUSD at 1.0860-ish SL 1.0820 TP 1.0950", "tentative", 1, 22),
    ("BUY EURUSD tomorrow SL 1.0820 TP 1.0950", "tentative", 1, 12),
    ("Result: BUY EURUSD 1.0860 SL 1.0820 TP 1.0950 +90", "result_message", 1, 1),
    ("+90 pips EURUSD BUY SL 1.0820 TP 1.0950", "result_message", 1, 2),
    ("no buy EURUSD 1.0860 SL 1.0820 TP 1.0950", "negated", 1, 1),
    ("never sell EURUSD 1.0860 SL 1.0900 TP 1.0800", "negated", 1, 1),
    ("BUY EURUSD 1.0860 sl 1.0820 tp 1.0950 <entry>", "placeholder", 1, 39),
    ("BUY ${symbol} 1.0860 SL 1.0820 TP 1.0950", "placeholder", 1, 5),
    ("\u53d6\u6d88 \u505a\u591a EURUSD \u6b62\u640d 1.0820 \u6b62\u76c8 1.0950", "cancellation", 1, 1),
    (
        "\u505a\u591a EURUSD \u7ad9\u4e0a 1.0860 \u6b62\u640d 1.0820 \u6b62\u76c8 1.0950",
        "foreign_words",
        1,
        11,
    ),
    (
        "\u4e0d\u8981 \u505a\u591a EURUSD 1.0860 \u6b62\u640d 1.0820 \u6b62\u76c8 1.0950",
        "foreign_words",
        1,
        1,
    ),
    ("symbol=EURUSD side=close sl=1.0820 tp=1.0950", "not_a_signal", 1, 15),
    ("Close EURUSD buy 1.0860 SL 1.0820 TP 1.0950", "management_message", 1, 1),
    ("EURUSD buy 1.0860 SL 1.0820 TP 1.0950 manually exit at 1.0900", "management_message", 1, 48),
    ("BUY EURUSD 1.0860 SL 1.0820 TP 1.0950 trailing stop", "management_message", 1, 39),
    ("BUY EURUSD 1.0860 SL 1.0820 TP 1.0950 BE", "management_message", 1, 39),
    ("BUY 2330 @2340 SL 2320 TP 2350", "several_orders", 1, 11),
    ("BUY 99 @2340 SL 2320 TP 2350", "several_orders", 1, 9),
    ("BUY 2330 @600.000.1 SL 580 TP 650", "several_orders", 1, 11),
    ("SELL EURUSD 1.0860 SL 1.0900 TP 1.0800\nSELL EURUSD", "several_orders", 2, 1),
    (
        "\u505a\u591a EURUSD 1.0860 \u6b62\u640d 1.0820 \u6b62\u76c8 1.0950 \u52a0\u6cb9",
        "foreign_words",
        1,
        38,
    ),
    ("BUY EURUSD 1.0860 SL 1.0820 TP 1.0950 \u0440\u0443", "foreign_words", 1, 39),
]


@pytest.mark.parametrize(("text", "reason", "line", "column"), TEXTS)
def test_what_is_no_clear_order_is_refused_at_its_first_fault(
    text: str, reason: str, line: int, column: int
) -> None:
    """Law: a wrong order is worse than none, so the text is refused, with the reason and the place."""
    with pytest.raises(SignalRefused) as refused:
        parse_signal(text)

    assert (reason, line, column) == (refused.value.reason, refused.value.line, refused.value.column)
