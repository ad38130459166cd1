"""Orders as channels and bots send them."""

from __future__ import annotations

import pytest

from tests.unit.domain.signals.written import signal
from trading_core.domain.signals import parse_signal

TEXTS = [
    (
        "SELL GBPCAD 1.7050\nTP: 1.7000 (50 pips)\nSL: 1.7090 (40 pips)",
        "sell GBPCAD unstated 1.7050 sl 1.7090 tp 1.7000",
    ),
    ("EURGBP Sell\nPrice 0.8550\nS/L 0.8590\nT/P 0.8480", "sell EURGBP unstated 0.8550 sl 0.8590 tp 0.8480"),
    ("nzdjpy short @ 91.20 / sl 91.80 / tp 90.10", "sell NZDJPY unstated 91.20 sl 91.80 tp 90.10"),
    (
        "USD/CAD Long Entry: 1.3600 | SL: 1.3550 | TP: 1.3700",
        "buy USDCAD unstated 1.3600 sl 1.3550 tp 1.3700",
    ),
    (
        "Sell EURAUD at market price\nStop loss: 1.6500\nTake profit: 1.6300",
        "sell EURAUD market sl 1.6500 tp 1.6300",
    ),
    (
        "BUY US30 39000\nSL 38900\nTP1 39100 TP2 39200 TP3 39300",
        "buy US30 unstated 39000 sl 38900 tp 39100 39200 39300",
    ),
    ("SELL DE40 18500.5\nstop loss 18560\ntarget 18400", "sell GER40 unstated 18500.5 sl 18560 tp 18400"),
    (
        "Trade Alert!\nBUY SOL/USDT\nEntry: 145.50 - 147.00\nStop Loss: 139.80\nTargets: 152.00 / 158.50 / 165.00\nLeverage: 5x",
        "buy SOLUSDT unstated 145.50 147.00 sl 139.80 tp 152.00 158.50 165.00",
    ),
    (
        "LONG AVAXUSDT\nEntry Zone: 35.2 \u2013 35.8\nTP1 36.5\nTP2 37.4\nSL 34.1\nRisk: 1%",
        "buy AVAXUSDT unstated 35.2 35.8 sl 34.1 tp 36.5 37.4",
    ),
    ("Sell limit gold @2360\nSl @2366\nTp @2340", "sell XAUUSD limit 2360 sl 2366 tp 2340"),
    ("1. BUY GBPJPY 191.00\n2. SL 190.20\n3. TP 192.50", "buy GBPJPY unstated 191.00 sl 190.20 tp 192.50"),
    (
        "XAUUSD SELL ZONE 2350-2355\nSL: 2360\nTP: 2340 - 2330 - 2320",
        "sell XAUUSD unstated 2350 2355 sl 2360 tp 2340 2330 2320",
    ),
    ("Buy Stop EURUSD @ 1.0900\nSL @ 1.0860\nTP @ 1.0980", "buy EURUSD stop 1.0900 sl 1.0860 tp 1.0980"),
    ("EURUSD SELL STOP 1.0800 SL 1.0840 TP 1.0720", "sell EURUSD stop 1.0800 sl 1.0840 tp 1.0720"),
    (
        "SELL: GBPUSD\nENTRY: 1.2700\nSTOP LOSS: 1.2750\nTAKE PROFIT: 1.2600\nRISK/REWARD: 1:2",
        "sell GBPUSD unstated 1.2700 sl 1.2750 tp 1.2600",
    ),
    (
        "GBPUSD\nLong\nEntry @ 1.2650\nStop @ 1.2600\nTarget @ 1.2750",
        "buy GBPUSD unstated 1.2650 sl 1.2600 tp 1.2750",
    ),
    ("BUY AUDUSD\nCurrent price\nSL 0.6550\nTP 0.6680", "buy AUDUSD market sl 0.6550 tp 0.6680"),
    (
        "Short EURCHF from 0.9550, stop 0.9600, target 0.9450",
        "sell EURCHF unstated 0.9550 sl 0.9600 tp 0.9450",
    ),
    ("BUY: EURUSD\nE: 1.0860\nSL: 1.0830\nTP: 1.0920", "buy EURUSD unstated 1.0860 sl 1.0830 tp 1.0920"),
    ("XAUUSD | BUY | Entry 2300 | SL 2290 | TP 2320", "buy XAUUSD unstated 2300 sl 2290 tp 2320"),
    (
        "BUY XAUUSD 2300.00 - 2298.00 STOP LOSS 2292.00 TAKE PROFIT 2310.00, 2320.00",
        "buy XAUUSD unstated 2298.00 2300.00 sl 2292.00 tp 2310.00 2320.00",
    ),
    ("Scalp: SELL XAUUSD 2301\nSL 2306\nTP 2295", "sell XAUUSD unstated 2301 sl 2306 tp 2295"),
    (
        "Gold Buy @2300 - 2295 Sl 2289 Tp1 2305 Tp2 2310 Tp3 2320",
        "buy XAUUSD unstated 2295 2300 sl 2289 tp 2305 2310 2320",
    ),
    ("#EURUSD #SELL\n1.0860\nSL - 1.0900\nTP - 1.0800", "sell EURUSD unstated 1.0860 sl 1.0900 tp 1.0800"),
    ("Ethereum signal: ETHUSDT LONG 3000, SL 2900, TP 3200", "buy ETHUSDT unstated 3000 sl 2900 tp 3200"),
    ("TSLA BUY @ $250.00\nSL: $240.00\nTP: $275.00", "buy TSLA unstated 250.00 sl 240.00 tp 275.00"),
    ("Long $NVDA 120, stop loss 112, target 140", "buy NVDA unstated 120 sl 112 tp 140"),
    ("SELL 0050.TW @ 180 SL 185 TP 170", "sell 0050 unstated 180 sl 185 tp 170"),
    (
        "Forex signal 27\nBUY CADJPY 110.50\nSL 109.80 TP 112.00",
        "buy CADJPY unstated 110.50 sl 109.80 tp 112.00",
    ),
    (
        "\U0001f7e2 LONG\n\U0001fa99 XRP/USDT\n\U0001f518 Entry: 0.5200\n\u26d4 SL: 0.5000\n\u2705 TP1: 0.5400\n\u2705 TP2: 0.5600",
        "buy XRPUSDT unstated 0.5200 sl 0.5000 tp 0.5400 0.5600",
    ),
    ("USDJPY BUY LIMIT 150,20 SL 149,50 TP 151,80", "buy USDJPY limit 150.20 sl 149.50 tp 151.80"),
    (
        "EURUSD Buy Limit\nEntry 1.0800\nStop 1.0750\nTarget1 1.0850\nTarget2 1.0900",
        "buy EURUSD limit 1.0800 sl 1.0750 tp 1.0850 1.0900",
    ),
    (
        "VENTA GBPUSD\nEntrada: 1.2700\nSL: 1.2750\nTP: 1.2600",
        "sell GBPUSD unstated 1.2700 sl 1.2750 tp 1.2600",
    ),
    ("Market Execution: SELL EURUSD\nSL 1.0900\nTP 1.0800", "sell EURUSD market sl 1.0900 tp 1.0800"),
    ("SELL EURUSD SL: 1.0900 TP: 1.0800 ENTRY: MARKET", "sell EURUSD market sl 1.0900 tp 1.0800"),
    ("buy usoil 78.20 sl 77.50 tp 79.80 tp2 80.50", "buy USOIL unstated 78.20 sl 77.50 tp 79.80 80.50"),
    ("LONG BTC-USDT 64000 / SL 63000 / TP 66000", "buy BTCUSDT unstated 64000 sl 63000 tp 66000"),
    (
        "**BUY** `EURUSD` @ **1.0860**\n**SL** `1.0820`\n**TP** `1.0950`",
        "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950",
    ),
    ("Buy eur/usd 1.0860 s.l 1.0820 t.p 1.0950", "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950"),
    (
        "BUY EURUSD @1.0860\n\n\nSL 1.0820\n\n\nTP 1.0950\n\n\n",
        "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950",
    ),
    ("EURUSD,BUY,1.0860,SL 1.0820,TP 1.0950", "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950"),
    (
        "Signal: BUY\nPair: EURUSD\nOrder: Limit\nPrice: 1.0860\nSL: 1.0820\nTP: 1.0950",
        "buy EURUSD limit 1.0860 sl 1.0820 tp 1.0950",
    ),
    ("XAU/USD Buy Now 2300 Sl 2290 Tp 2310 2320 2330", "buy XAUUSD market 2300 sl 2290 tp 2310 2320 2330"),
    ("BUY EURUSD @1.0860 - 1.0860 SL 1.0820 TP 1.0950", "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950"),
    (
        "SELL GBPJPY 191.00\nSL 191.80 -80\nTP 190.00 +100\nTP 189.00 +200",
        "sell GBPJPY unstated 191.00 sl 191.80 tp 190.00 189.00",
    ),
    ("XAUUSD\nBOUGHT @2300\nSL 2290\nTP 2320", "buy XAUUSD market 2300 sl 2290 tp 2320"),
    (
        "SELL EURUSD 1.0860 SL 1.0900 TP trailing stop or 1.0800",
        "sell EURUSD unstated 1.0860 sl 1.0900 tp 1.0800",
    ),
    (
        "BUY EURUSD 1.0860 SL 1.0820 TP1 1.0890 TP2 open (1.0950 / 1.1000)",
        "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0890",
    ),
    ("Crude oil sell 78.50\nSL 79.50\nTP 76.00", "sell USOIL unstated 78.50 sl 79.50 tp 76.00"),
    (
        "Risk: limit 2%\nBUY EURUSD 1.0860\nSL 1.0820\nTP 1.0950",
        "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950",
    ),
    (
        "Risk 1% at 500 usd\nBUY EURUSD 1.0860\nSL 1.0820\nTP 1.0950",
        "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950",
    ),
    (
        "Support price: 1.0800\nBUY EURUSD 1.0860 SL 1.0820 TP 1.0950",
        "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950",
    ),
    (
        "Bid: 1.0858 @ 12:30 open\nBUY EURUSD 1.0860 SL 1.0820 TP 1.0950",
        "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950",
    ),
    (
        "PENDING ORDER\nBUY LIMIT EURUSD 1.0860 SL 1.0820 TP 1.0950",
        "buy EURUSD limit 1.0860 sl 1.0820 tp 1.0950",
    ),
    ("BUY EURUSD TP zone 1.0950 SL 1.0820", "buy EURUSD market sl 1.0820 tp 1.0950"),
    ("BUY EURUSD limit order 1.0860 (SL): 1.0820, TP: 1.0950", "buy EURUSD limit 1.0860 sl 1.0820 tp 1.0950"),
    (
        "BUY EURUSD \U0001f3af 1.0860 SL 1.0820 TP \U0001f3af 1.0950",
        "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950",
    ),
    (
        "Sent after 30 minutes of waves\nBUY EURUSD 1.0860 SL 1.0820 TP 1.0950",
        "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950",
    ),
    (
        "London: market open\nBUY EURUSD 1.0860 SL 1.0820 TP 1.0950",
        "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950",
    ),
    ("BUY EURUSD 1.0860 SL 1.0820 TP\u2460 1.0950", "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950"),
    ("BUY EURUSD\xb2 1.0860 SL 1.0820 TP 1.0950", "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950"),
    ("Signal no 12\nBUY EURUSD 1.0860 SL 1.0820 TP 1.0950", "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950"),
    ("BUY GOLD/EUR 2100 SL 2090 TP 2120", "buy XAUEUR unstated 2100 sl 2090 tp 2120"),
    ("Symbol: EUR/USD\nBUY 1.0860 SL 1.0820 TP 1.0950", "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950"),
    ("BUY EURUSD 1.0860 SL 1.0820 (40) TP 1.0950 (90)", "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950"),
    ("BUY XAUUSD 2300USD SL 2290USD TP 2320USD", "buy XAUUSD unstated 2300 sl 2290 tp 2320"),
    ("BUY EURUSD STOP 1.0900 SL 1.0860 TP 1.0980", "buy EURUSD stop 1.0900 sl 1.0860 tp 1.0980"),
    ("Order: stop\nBUY EURUSD 1.0900 SL 1.0860 TP 1.0980", "buy EURUSD stop 1.0900 sl 1.0860 tp 1.0980"),
    (
        "\U0001f1ea\U0001f1fa\U0001f1fa\U0001f1f8EURUSD BUY 1.0860 SL 1.0820 TP 1.0950",
        "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950",
    ),
    (
        "\U0001f1fa\U0001f1f8\U0001f1ea\U0001f1fa EURUSD BUY 1.0860 SL 1.0820 TP 1.0950",
        "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950",
    ),
    (
        "\U0001f1e6\U0001f1f6\U0001f1ea\U0001f1fa EURUSD BUY 1.0860 SL 1.0820 TP 1.0950",
        "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950",
    ),
    (
        "BUY NAS100 18.250,50 SL 18.150,50 TP 18.450,00",
        "buy NAS100 unstated 18250.50 sl 18150.50 tp 18450.00",
    ),
    ("BUY BTCUSDT 64,500.50 SL 63,000 TP 66,000", "buy BTCUSDT unstated 64500.50 sl 63000 tp 66000"),
    (
        "BUY EURUSD 1.0850 SL 1.0820 TP1 1.0890 TP2 1.0920 TP3 1.0920",
        "buy EURUSD unstated 1.0850 sl 1.0820 tp 1.0890 1.0920 1.0920",
    ),
    (
        "SIGNAL ID: #4521\nCOIN: ETH/USDT\nDirection: LONG\nEntry: 3000 - 3050\nTP:\n1) 3100\n2) 3200\nSL: 2900",
        "buy ETHUSDT unstated 3000 3050 sl 2900 tp 3100 3200",
    ),
    ("BUY 2330 at 860 SL 840 TP 900", "buy 2330 unstated 860 sl 840 tp 900"),
    ("BUY 2330 at 1552 SL 1500 TP 1600", "buy 2330 unstated 1552 sl 1500 tp 1600"),
    ("2330 buy at 860 SL 840 TP 900", "buy 2330 unstated 860 sl 840 tp 900"),
    ("SELL 2330\nentry 860\nSL 880\nTP 820", "sell 2330 unstated 860 sl 880 tp 820"),
    ("BUY EURUSD - 1.0860 SL-1.0820 TP:-1.0950", "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950"),
    (
        "BUY EURUSD 1.0850 -1.0860 SL - 1.0820 TP -- 1.0950",
        "buy EURUSD unstated 1.0850 1.0860 sl 1.0820 tp 1.0950",
    ),
    ("BUY 0050 SL 180 TP 200", "buy 0050 market sl 180 tp 200"),
    (
        "BUY EURUSD 1.0860 SL 1.0820 TP 1.0890\n1.0920\n1.0950",
        "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0890 1.0920 1.0950",
    ),
    (
        "BUY EURUSD 1.0860 SL 1.0820 TP 1.0890 and 1.0920",
        "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0890 1.0920",
    ),
    (
        "BUY EURUSD 1.0860 SL 1.0820 TP:\n1) 1.0890\n2) 1.0920",
        "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0890 1.0920",
    ),
    ("Buy Gbp cad 1.7050 sl 1.7000 tp 1.7150", "buy GBPCAD unstated 1.7050 sl 1.7000 tp 1.7150"),
    ("BUY BTCUSDTPERP 64000 SL 63000 TP 66000", "buy BTCUSDT unstated 64000 sl 63000 tp 66000"),
    ("BUY UNKNOWNUSDT 5.10 SL 4.90 TP 5.60", "buy UNKNOWNUSDT unstated 5.10 sl 4.90 tp 5.60"),
    (
        "EURUSD BUY 1.0860\nT1: 1.0890\nT 2: 1.0950\nSL 1.0820",
        "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0890 1.0950",
    ),
    (
        "PENDING: BUY LIMIT EURUSD 1.0860 SL 1.0820 TP 1.0950 (pending)",
        "buy EURUSD limit 1.0860 sl 1.0820 tp 1.0950",
    ),
]


@pytest.mark.parametrize(("text", "expected"), TEXTS)
def test_a_clear_order_is_read_in_all_its_parts(text: str, expected: str) -> None:
    """Law: what people write for one order is read exactly, in any layout and spelling they use."""
    assert signal(expected) == parse_signal(text)
