"""Orders in many layouts and languages."""

from __future__ import annotations

import pytest

from tests.unit.domain.signals.written import signal
from trading_core.domain.signals import parse_signal

TEXTS = [
    ("BUY EURUSD 1.0860 SL 1.0850 TP 1.0890", "buy EURUSD unstated 1.0860 sl 1.0850 tp 1.0890"),
    (
        "EUR/USD LONG\nEntry 1.0860\nStop Loss 1.0820\nTake Profit 1.0950",
        "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950",
    ),
    ("GBP/JPY sell limit @ 191.20, SL 191.80, TP 190.00", "sell GBPJPY limit 191.20 sl 191.80 tp 190.00"),
    ("SELL STOP US30 @ 38000\nSL: 38200\nTP: 37500", "sell US30 stop 38000 sl 38200 tp 37500"),
    (
        "\U0001f1ea\U0001f1fa\U0001f1fa\U0001f1f8 BUY @1.0860\n\U0001f6d1 SL 1.0820\n\U0001f3af TP 1.0950",
        "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950",
    ),
    (
        "\U0001f1ec\U0001f1e7\U0001f1ef\U0001f1f5 GBPJPY SELL NOW\nSL 191.80\nTP 190",
        "sell GBPJPY market sl 191.80 tp 190",
    ),
    (
        "#XAUUSD SELL 2345-2348\nTP1 2340\nTP2 2335\nTP3 2330\nSL 2353",
        "sell XAUUSD unstated 2345 2348 sl 2353 tp 2340 2335 2330",
    ),
    (
        "#BTC/USDT LONG\nEntry: 64,500\nTargets: 65,500 - 66,500 - 68,000\nSL: 63,000\nLeverage: 10x",
        "buy BTCUSDT unstated 64500 sl 63000 tp 65500 66500 68000",
    ),
    (
        "Pair: BTCUSDT\nType: LONG\nEntry: 64000\nTP: 66000\nSL: 63000",
        "buy BTCUSDT unstated 64000 sl 63000 tp 66000",
    ),
    ("Gold buy now 2300\nSl 2290\nTp 2310\nTp 2320\nTp open", "buy XAUUSD market 2300 sl 2290 tp 2310 2320"),
    ("Gold buy 2300/2298 tp 2310 sl 2290", "buy XAUUSD unstated 2298 2300 sl 2290 tp 2310"),
    ("XAUUSD BUY 2300-05\nSL 2290\nTP 2320", "buy XAUUSD unstated 2300 2305 sl 2290 tp 2320"),
    ("BUY $TSLA @ 250 SL 240 TP 275", "buy TSLA unstated 250 sl 240 tp 275"),
    ("AAPL BUY 190.50 stop 185 target 200", "buy AAPL unstated 190.50 sl 185 tp 200"),
    ("BUY 2330 @ 600\nSL 580\nTP 650", "buy 2330 unstated 600 sl 580 tp 650"),
    ("BUY 2330.TW @ 600 SL 580 TP 650", "buy 2330 unstated 600 sl 580 tp 650"),
    ("NASDAQ:AAPL buy @190 sl 180 tp 210", "buy AAPL unstated 190 sl 180 tp 210"),
    ("BINANCE:BTCUSDT.P short 65000 sl 66000 tp 62000", "sell BTCUSDT unstated 65000 sl 66000 tp 62000"),
    (
        "\u505a\u591a EURUSD \u5165\u5834 1.0860 \u6b62\u640d 1.0820 \u6b62\u76c8 1.0950",
        "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950",
    ),
    (
        "\u8ce3\u51fa \u9ec3\u91d1 \u5e02\u50f9 \u6b62\u640d 2360 \u76ee\u6a19 2330",
        "sell XAUUSD market sl 2360 tp 2330",
    ),
    ("Compra EURUSD 1.0860 SL 1.0820 TP 1.0950", "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950"),
    ("VENDE ORO ahora\nSL 2360\nTP 2330", "sell XAUUSD market sl 2360 tp 2330"),
    ("USDCAD BUY\nE: 1.3650\nS/L: 1.3600\nT/P: 1.3750", "buy USDCAD unstated 1.3650 sl 1.3600 tp 1.3750"),
    (
        "BUY GBPUSD\nEntry Price - 1.2650\nStop Loss - 1.2600\nTake Profit 1 - 1.2700\nTake Profit 2 - 1.2750",
        "buy GBPUSD unstated 1.2650 sl 1.2600 tp 1.2700 1.2750",
    ),
    (
        "Signal #145\nEURUSD | BUY | 1.0860\nSL | 1.0820\nTP | 1.0950",
        "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950",
    ),
    ("sell nas100 @ 18,250.50 sl 18,350.50 tp 18,000", "sell NAS100 unstated 18250.50 sl 18350.50 tp 18000"),
    ("GER40 SELL 18250 SL 18300 TP 18100 TP2 18000", "sell GER40 unstated 18250 sl 18300 tp 18100 18000"),
    ("SL 1.0820 TP 1.0950 BUY EURUSD 1.0860", "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950"),
    ("TP 1.0950\nSL 1.0820\nEURUSD\nBUY 1.0860", "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950"),
    (
        "BUY LIMIT\nSYMBOL: EURUSD\nPRICE: 1.0860\nSL: 1.0820\nTP: 1.0950",
        "buy EURUSD limit 1.0860 sl 1.0820 tp 1.0950",
    ),
    ("EURUSD M15 BUY 1.0860 SL 1.0820 TP 1.0950", "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950"),
    (
        "\U0001d5d5\U0001d5e8\U0001d5ec \U0001d5da\U0001d5e2\U0001d5df\U0001d5d7 @ 2300\n\U0001d5e6\U0001d5df 2290\n\U0001d5e7\U0001d5e3 2320",
        "buy XAUUSD unstated 2300 sl 2290 tp 2320",
    ),
    (
        "\uff22\uff35\uff39 EURUSD \uff201.0860\nSL\uff1a1.0820\nTP\uff1a1.0950",
        "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950",
    ),
    ("Kauf EURUSD 1,0860 SL 1,0820 TP 1,0950", "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950"),
    ("EURJPY buy 163,20 sl 162,50 tp 164,75", "buy EURJPY unstated 163.20 sl 162.50 tp 164.75"),
    ("BUY EURUSD.m @1.0860 SL 1.0820 TP 1.0950", "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950"),
    ("buy xauusdb 2300 sl 2290 tp 2320", "buy XAUUSD unstated 2300 sl 2290 tp 2320"),
    ("SELL SILVER 30.50 SL 31.20 TP 29.00/28.50", "sell XAGUSD unstated 30.50 sl 31.20 tp 29.00 28.50"),
    ("Buy WTI 78.50 SL 77.00 TP 81.00", "buy USOIL unstated 78.50 sl 77.00 tp 81.00"),
    ("Buy NATGAS 2.50 SL 2.30 TP 3.00", "buy NATGAS unstated 2.50 sl 2.30 tp 3.00"),
    ("LONG ETH/USDT 3,100\nSL 3,000\nTP1 3,200\nTP2 3,300", "buy ETHUSDT unstated 3100 sl 3000 tp 3200 3300"),
    (
        "SHORT 1000PEPEUSDT 0.01250 SL 0.01300 TP 0.01150",
        "sell 1000PEPEUSDT unstated 0.01250 sl 0.01300 tp 0.01150",
    ),
    (
        "#ADA/USDT\nSignal Type: Regular (Long)\nLeverage: Cross (20.0X)\nEntry Targets:\n1) 0.4540 - 100.0%\nTake-Profit Targets:\n1) 0.4600 - 50.0%\n2) 0.4700 - 50.0%\nStop Targets:\n1) 0.4400 - 100.0%",
        "buy ADAUSDT unstated 0.4540 sl 0.4400 tp 0.4600 0.4700",
    ),
    (
        "BUY EURUSD @1.0860 (market)\nSL @1.0820 (-40 pips)\nTP @1.0950 (+90 pips)",
        "buy EURUSD market 1.0860 sl 1.0820 tp 1.0950",
    ),
    ("EURUSD BUY @ CMP\nSL 1.0820\nTP 1.0950", "buy EURUSD market sl 1.0820 tp 1.0950"),
    ("buy eurusd at market, sl 1.0820, tp 1.0950", "buy EURUSD market sl 1.0820 tp 1.0950"),
    (
        "BUY EURUSD at 1.0860 with SL at 1.0820 and TP at 1.0950",
        "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950",
    ),
    (
        "Sell USDJPY between 155.20 and 155.40\nStop 156.00\nTargets 154.50, 154.00",
        "sell USDJPY unstated 155.20 155.40 sl 156.00 tp 154.50 154.00",
    ),
    (
        "EURUSD buy 1.0860\nSL=1.0820\nTP=1.0950\nNot financial advice",
        "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950",
    ),
    (
        "VIP SIGNAL \U0001f525\nJoin now https://t.me/abc123\nBUY EURUSD 1.0860\nSL 1.0820\nTP 1.0950",
        "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950",
    ),
    (
        "15.05.2024 10:30\nEURUSD BUY 1.0860 SL 1.0820 TP 1.0950",
        "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950",
    ),
    (
        "EURUSD - SELL\nENTRY: 1.0860 - 1.0870\nSTOP: 1.0900\nTP1: 1.0830\nTP2: 1.0800\nRR 1:3",
        "sell EURUSD unstated 1.0860 1.0870 sl 1.0900 tp 1.0830 1.0800",
    ),
    (
        "BUY EURUSD\nTP1: 1.0900\nTP2: 1.0950\nTP3: open\nSL: 1.0800",
        "buy EURUSD market sl 1.0800 tp 1.0900 1.0950",
    ),
    (
        "USDCHF SELL LIMIT AT 0.9120 STOP LOSS AT 0.9160 TAKE PROFIT AT 0.9050",
        "sell USDCHF limit 0.9120 sl 0.9160 tp 0.9050",
    ),
    ("/buy EURUSD 1.0860 sl 1.0820 tp 1.0950", "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950"),
    ("BUYLIMIT EURUSD 1.0860 SL 1.0820 TP 1.0950", "buy EURUSD limit 1.0860 sl 1.0820 tp 1.0950"),
    ("Sell-Limit EURUSD 1.0860 SL 1.0900 TP 1.0800", "sell EURUSD limit 1.0860 sl 1.0900 tp 1.0800"),
    (
        "BUY EURUSD\U0001f7e2\n1.0860\n\U0001f534 SL 1.0820\n\U0001f7e2 TP 1.0950",
        "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950",
    ),
    (
        "EURUSD BUY 1.0860\n\U0001f5341.0820 \U0001f5351.0950",
        "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950",
    ),
    ("SELL GOLD 2345 SL 2355 TP 2340,2335,2330", "sell XAUUSD unstated 2345 sl 2355 tp 2340 2335 2330"),
    ("SELL GOLD 2345, SL 2355, TP1 2340, TP2 2335", "sell XAUUSD unstated 2345 sl 2355 tp 2340 2335"),
    (
        "BUY USDJPY 151.20 SL 150.50 TP 152.00 TP 153.00 #forex #usdjpy",
        "buy USDJPY unstated 151.20 sl 150.50 tp 152.00 153.00",
    ),
    (
        "symbol=EURUSD side=buy entry=1.0860 sl=1.0820 tp=1.0950",
        "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950",
    ),
    ("signal=long,symbol=EURUSD,sl=1.0820,tp=1.0950,secret=abc123", "buy EURUSD market sl 1.0820 tp 1.0950"),
    (
        '{"ticker":"EURUSD","action":"buy","price":1.0860,"sl":1.0820,"tp":[1.0950,1.1000]}',
        "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950 1.1000",
    ),
    (
        '{"symbol":"BINANCE:BTCUSDT.P","side":"SELL","orderType":"limit","limitPrice":"65000","stopLoss":{"type":"stop","stopPrice":66000},"takeProfit":{"limitPrice":62000}}',
        "sell BTCUSDT limit 65000 sl 66000 tp 62000",
    ),
    (
        '{"text":"BUY EURUSD @1.0860\\nSL 1.0850\\nTP 1.0890","chat_id":5}',
        "buy EURUSD unstated 1.0860 sl 1.0850 tp 1.0890",
    ),
    ("BUY EUR USD NOW\nSL 1.0820\nTP 1.0950", "buy EURUSD market sl 1.0820 tp 1.0950"),
    ("US Oil buy 78.5 sl 77 tp 81", "buy USOIL unstated 78.5 sl 77 tp 81"),
    ("Nifty buy 22500 sl 22400 tp 22700", "buy NIFTY unstated 22500 sl 22400 tp 22700"),
    ("BUY XRPUSDT 0.52 SL 0.48 TP 0.60", "buy XRPUSDT unstated 0.52 sl 0.48 tp 0.60"),
    ("BUY ETHUSD 3000\nSL 2900\nTP 1 3100\nTP 2 3200", "buy ETHUSD unstated 3000 sl 2900 tp 3100 3200"),
    ("S&P500 SELL 5200 SL 5250 TP 5100", "sell SPX500 unstated 5200 sl 5250 tp 5100"),
    ("LONG $BTCUSDT 65000 SL 64000 TP 67000", "buy BTCUSDT unstated 65000 sl 64000 tp 67000"),
    ("Ticker: BRK.B\nSide: Buy\nEntry: 410\nStop: 400\nTarget: 440", "buy BRK.B unstated 410 sl 400 tp 440"),
    ("GBPUSD LONG @ 1.2650; SL 1.2600; TP 1.2750", "buy GBPUSD unstated 1.2650 sl 1.2600 tp 1.2750"),
    ("Buy EURUSD Lot 0.10 @1.0860 SL 1.0820 TP 1.0950", "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950"),
    (
        "EUR/USD\nBUY NOW 1.0860\nTake Profit @ 1.0900\nStop Loss @ 1.0830",
        "buy EURUSD market 1.0860 sl 1.0830 tp 1.0900",
    ),
    (
        "\U0001f4ca Pair: GBP/USD\n\U0001f4c8 Position: LONG\n\U0001f4b5 Entry: 1.2650\n\U0001f3af TP1: 1.2700\n\U0001f3af TP2: 1.2750\n\U0001f6d1 SL: 1.2600",
        "buy GBPUSD unstated 1.2650 sl 1.2600 tp 1.2700 1.2750",
    ),
    (
        "\u2705 XAUUSD BUY\n\U0001f4b0 Entry Price : 2345.5\n\u26d4\ufe0f StopLoss : 2338\n\U0001f3af TakeProfit 1 : 2350\n\U0001f3af TakeProfit 2 : 2355",
        "buy XAUUSD unstated 2345.5 sl 2338 tp 2350 2355",
    ),
    (
        "GOLD SELL NOW @ 2345\n\nTP 1: 2340\nTP 2: 2335\nTP 3: OPEN\n\nSL: 2352\n\nUse proper money management",
        "sell XAUUSD market 2345 sl 2352 tp 2340 2335",
    ),
]


@pytest.mark.parametrize(("text", "expected"), TEXTS)
def test_a_clear_order_is_read_in_all_its_parts(text: str, expected: str) -> None:
    """Law: what people write for one order is read exactly, in any layout and spelling they use."""
    assert signal(expected) == parse_signal(text)
