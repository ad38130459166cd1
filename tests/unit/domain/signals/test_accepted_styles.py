"""Orders in the styles of many hands: hurried, decorated, translated, upside down."""

from __future__ import annotations

import pytest

from tests.unit.domain.signals.written import signal
from trading_core.domain.signals import parse_signal

ACCEPTED = [
    (
        "GBPUSD buy 1.2710\nSafety stop loss: 1.2670\nTake profit target: 1.2790\nRisk to reward ratio: 2",
        "buy GBPUSD unstated 1.2710 sl 1.2670 tp 1.2790",
    ),
    (
        "\u26a1\ufe0fGOLD BUY NOW\u26a1\ufe0f\n\n2411.5 - 2409.0\n\n\u274cSL : 2404.0\n\n\u2705TP1 : 2416\n\u2705TP2 : 2421\n\u2705TP3 : OPEN\n\nUse small lots!!",
        "buy XAUUSD market 2409.0 2411.5 sl 2404.0 tp 2416 2421",
    ),
    ("gbpusd sell stop 1.2540..sl 1.2585..tp 1.2460", "sell GBPUSD stop 1.2540 sl 1.2585 tp 1.2460"),
    ("(SELL) EURNZD @ 1.7910, (SL) 1.7965, (TP) 1.7800", "sell EURNZD unstated 1.7910 sl 1.7965 tp 1.7800"),
    (
        "Pair \u2013 AUDCAD\nAction \u2013 Sell\nEntry \u2013 0.9020\nStop \u2013 0.9055\nTake profit \u2013 0.8950",
        "sell AUDCAD unstated 0.9020 sl 0.9055 tp 0.8950",
    ),
    (
        "USDJPY \u2b07\ufe0f\u2b07\ufe0f short @ 157.35 // stop 157.90 // t1 156.80 // t2 156.10",
        "sell USDJPY unstated 157.35 sl 157.90 tp 156.80 156.10",
    ),
    (
        "Hi guys, new signal:\nbuy chfjpy at 176.40 with stop loss 175.80 and take profit 177.60. Good luck!",
        "buy CHFJPY unstated 176.40 sl 175.80 tp 177.60",
    ),
    (
        "XAGUSD\nBUY LIMIT: 29.10\nSL: 28.70\nTP 1: 29.60\nTP 2: 30.20\nRisk 1% per trade",
        "buy XAGUSD limit 29.10 sl 28.70 tp 29.60 30.20",
    ),
    (
        "\U0001f7e2#LONG #BTC/USDT\nEntry: 61200 - 60800\nSL: 59900\nTP: 62500, 64000, 66000\nLeverage: 10x Isolated",
        "buy BTCUSDT unstated 60800 61200 sl 59900 tp 62500 64000 66000",
    ),
    ("Sell us30 @39,120 sl 39,220 tp 38,900", "sell US30 unstated 39120 sl 39220 tp 38900"),
    (
        "SELL NZDCAD\n\nEntry...0.8270\nStop.....0.8310\nTarget...0.8190",
        "sell NZDCAD unstated 0.8270 sl 0.8310 tp 0.8190",
    ),
    ("EURUSD.pro Buy 1.0710 / SL 1.0670 / TP 1.0790", "buy EURUSD unstated 1.0710 sl 1.0670 tp 1.0790"),
    (
        "Compra AUDUSD ahora\nEntrada 0.6610\nSL 0.6570\nTP1 0.6660\nTP2 0.6700",
        "buy AUDUSD market 0.6610 sl 0.6570 tp 0.6660 0.6700",
    ),
    (
        "Vender GBPJPY a 190.50, stop 191.10, objetivo 189.20",
        "sell GBPJPY unstated 190.50 sl 191.10 tp 189.20",
    ),
    ("Achat EURUSD 1,0700 SL 1,0660 TP 1,0780", "buy EURUSD unstated 1.0700 sl 1.0660 tp 1.0780"),
    (
        "Verkauf EURGBP\nEinstieg 0,8440\nSL 0,8475\nTP 0,8380",
        "sell EURGBP unstated 0.8440 sl 0.8475 tp 0.8380",
    ),
    (
        "\u9ec3\u91d1 \u505a\u591a \u9032\u5834 2380 \u6b62\u640d 2370 \u6b62\u76c81 2390 \u6b62\u76c82 2400",
        "buy XAUUSD unstated 2380 sl 2370 tp 2390 2400",
    ),
    (
        "\u4e70\u5165 2330.TW \u73b0\u4ef7 \u6b62\u635f 900 \u76ee\u6807 1000",
        "buy 2330 market sl 900 tp 1000",
    ),
    (
        "\u6807\u7684\uff1aBTCUSDT\n\u505a\u7a7a\n\u5165\u573a\uff1a64000\n\u6b62\u635f\uff1a65200\n\u76ee\u6807\uff1a62000 / 61000",
        "sell BTCUSDT unstated 64000 sl 65200 tp 62000 61000",
    ),
    ("TSLA - Long - Entry $182.50 - Stop $175 - Target $199", "buy TSLA unstated 182.50 sl 175 tp 199"),
    ("Long $AMD at 158.20 | stop loss 151 | price target 172", "buy AMD unstated 158.20 sl 151 tp 172"),
    (
        "LONG 1000SHIBUSDT\nEntry 0.02510\nTargets 0.02600 0.02700\nSL 0.02400",
        "buy 1000SHIBUSDT unstated 0.02510 sl 0.02400 tp 0.02600 0.02700",
    ),
    (
        "#DOGE/USDT (Binance Futures)\nShort\nEntry Zone 0.1280 - 0.1300\nTake profits 0.1250 | 0.1220 | 0.1180\nStop loss 0.1345",
        "sell DOGEUSDT unstated 0.1280 0.1300 sl 0.1345 tp 0.1250 0.1220 0.1180",
    ),
    ("EUR/JPY: Buy @ market, S/L 167.20, T/P 169.50", "buy EURJPY market sl 167.20 tp 169.50"),
    ("Buy 0.50 lots USDCAD @1.3610 sl 1.3570 tp 1.3690", "buy USDCAD unstated 1.3610 sl 1.3570 tp 1.3690"),
    ("buy eurusd 1.0712 sl 1.0690 tp 1.0750 (rr 1:1.7)", "buy EURUSD unstated 1.0712 sl 1.0690 tp 1.0750"),
    (
        "Gold short\nentry 2391\nsl 2397\ntp 2385\ntp 2379\ntp open\n\nnot financial advice, trade at your own risk",
        "sell XAUUSD unstated 2391 sl 2397 tp 2385 2379",
    ),
    (
        "EURCAD SELL LIMIT 1.4770\n\u26d4 1.4810\n\U0001f3af 1.4700\n\U0001f3af 1.4650",
        "sell EURCAD limit 1.4770 sl 1.4810 tp 1.4700 1.4650",
    ),
    (
        "Signal ID 20931\nGBPAUD buy 1.9010\nSL 1.8950\nTP 1.9120",
        "buy GBPAUD unstated 1.9010 sl 1.8950 tp 1.9120",
    ),
    (
        "12:45 GMT\nEURUSD sell 1.0699\nsl 1.0730\ntp 1.0640",
        "sell EURUSD unstated 1.0699 sl 1.0730 tp 1.0640",
    ),
    (
        "2024-06-18 \u2014 GBPCHF SELL 1.1250 SL 1.1290 TP 1.1180",
        "sell GBPCHF unstated 1.1250 sl 1.1290 tp 1.1180",
    ),
    (
        "USDCHF BUY-STOP 0.8910 STOP-LOSS 0.8870 TAKE-PROFIT 0.8990",
        "buy USDCHF stop 0.8910 sl 0.8870 tp 0.8990",
    ),
    ("Buystop GBPUSD 1.2760; sl 1.2720; tp 1.2840", "buy GBPUSD stop 1.2760 sl 1.2720 tp 1.2840"),
    ("SELL @ 1.2755 GBPUSD | SL @ 1.2795 | TP @ 1.2675", "sell GBPUSD unstated 1.2755 sl 1.2795 tp 1.2675"),
    ("sell 1.0755 eurusd sl 1.0790 tp 1.0700", "sell EURUSD unstated 1.0755 sl 1.0790 tp 1.0700"),
    (
        "STOP LOSS 0.6020\nTAKE PROFIT 0.6140\nBUY NZDUSD 0.6070",
        "buy NZDUSD unstated 0.6070 sl 0.6020 tp 0.6140",
    ),
    (
        "TP1: 2330 \U0001f3af\nTP2: 2325 \U0001f3af\nSELL GOLD 2337\nSL: 2344 \u274c",
        "sell XAUUSD unstated 2337 sl 2344 tp 2330 2325",
    ),
    ("btcusd buy limit 60,500 sl 59,800 tp 62,000", "buy BTCUSD limit 60500 sl 59800 tp 62000"),
    ("Buy Ethusdt  3,120.50\nSL 3,050.00\nTP 3,250.00", "buy ETHUSDT unstated 3120.50 sl 3050.00 tp 3250.00"),
    ("GER40 buy 18.420,5 sl 18.350,0 tp 18.560,0", "buy GER40 unstated 18420.5 sl 18350.0 tp 18560.0"),
    ("usdjpy Long 156,40\nSL 155,90\nTP 157,50", "buy USDJPY unstated 156.40 sl 155.90 tp 157.50"),
    (
        "\U0001f1ec\U0001f1e7\U0001f1ef\U0001f1f5 SELL 199.80\nStop 200.40\nTP 198.60",
        "sell GBPJPY unstated 199.80 sl 200.40 tp 198.60",
    ),
    (
        "#GBPNZD\nBuy limit @ 2.0750\nSl @ 2.0690\nTp1 @ 2.0810\nTp2 @ 2.0880\n#forex #signals",
        "buy GBPNZD limit 2.0750 sl 2.0690 tp 2.0810 2.0880",
    ),
    (
        "XAUUSD BUY @2320 (scalp)\nTP 2323 (30 pips) TP 2326 (60 pips)\nSL 2315 (50 pips)",
        "buy XAUUSD unstated 2320 sl 2315 tp 2323 2326",
    ),
    (
        "Sell XAUUSD @ 2,345.50\nSL @ 2,352.00\nTP @ 2,330.00",
        "sell XAUUSD unstated 2345.50 sl 2352.00 tp 2330.00",
    ),
    ("nas100 long 18600 sl 18520 tp1 18680 tp2 18760", "buy NAS100 unstated 18600 sl 18520 tp 18680 18760"),
    ("CRUDE OIL SELL 81.20 SL 82.10 TP 79.50", "sell USOIL unstated 81.20 sl 82.10 tp 79.50"),
    ("Spot Gold buy 2310 stop loss 2303 take profit 2324", "buy XAUUSD unstated 2310 sl 2303 tp 2324"),
    ("NatGas sell 2.85 stop 2.98 target 2.55", "sell NATGAS unstated 2.85 sl 2.98 tp 2.55"),
    ("COINBASE:BTCUSD long 62000 sl 60500 tp 65000", "buy BTCUSD unstated 62000 sl 60500 tp 65000"),
    ("NYSE:BAC buy 38.50 sl 37.20 tp 41", "buy BAC unstated 38.50 sl 37.20 tp 41"),
    ("BUY 2317.TW at 172.5, stop 168, target 181", "buy 2317 unstated 172.5 sl 168 tp 181"),
    ("SELL 0700.HK 370 SL 378 TP 352", "sell 0700.HK unstated 370 sl 378 tp 352"),
    (
        "buy symbol: EURUSD price: 1.0710 sl: 1.0680 tp: 1.0770",
        "buy EURUSD unstated 1.0710 sl 1.0680 tp 1.0770",
    ),
    (
        "symbol=XAUUSD; side=sell; entry=2350; sl=2358; tp1=2340; tp2=2330;",
        "sell XAUUSD unstated 2350 sl 2358 tp 2340 2330",
    ),
    ("BUY EURUSD\n@ 1.0712\n\nSL\n1.0680\n\nTP\n1.0770", "buy EURUSD unstated 1.0712 sl 1.0680 tp 1.0770"),
    ("USDCAD sell 1.3715\r\nSL 1.3755\r\nTP 1.3635\r\n", "sell USDCAD unstated 1.3715 sl 1.3755 tp 1.3635"),
    (
        "\U0001d5e6\U0001d5d8\U0001d5df\U0001d5df \U0001d5d8\U0001d5e8\U0001d5e5\U0001d5e8\U0001d5e6\U0001d5d7 @ 1.0745\n\U0001d5e6\U0001d5df 1.0780\n\U0001d5e7\U0001d5e3 1.0690",
        "sell EURUSD unstated 1.0745 sl 1.0780 tp 1.0690",
    ),
    (
        "audusd buy 0.6650 tp 0.6700 0.6750 0.6800 sl 0.6600",
        "buy AUDUSD unstated 0.6650 sl 0.6600 tp 0.6700 0.6750 0.6800",
    ),
    (
        "TAKE PROFIT 1: 1.2600\nTAKE PROFIT 2: 1.2500\nSTOP LOSS: 1.2750\nENTRY PRICE: 1.2690\nTYPE: SELL LIMIT\nSYMBOL: GBPUSD",
        "sell GBPUSD limit 1.2690 sl 1.2750 tp 1.2600 1.2500",
    ),
    (
        "Position: Short\nAsset: ETH/USDT\nEntry: 3400\nTP: 3250\nSL: 3475\nLev: 5x",
        "sell ETHUSDT unstated 3400 sl 3475 tp 3250",
    ),
    (
        "\U0001f4ccEURUSD\n\U0001f4ccBuy Limit 1.0650\n\U0001f4ccSl 1.0610\n\U0001f4ccTp 1.0730",
        "buy EURUSD limit 1.0650 sl 1.0610 tp 1.0730",
    ),
    ("> BUY GBPUSD 1.2710\n> SL 1.2670\n> TP 1.2790", "buy GBPUSD unstated 1.2710 sl 1.2670 tp 1.2790"),
    (
        "1\ufe0f\u20e3 SELL EURJPY 168.90\n2\ufe0f\u20e3 SL 169.60\n3\ufe0f\u20e3 TP 167.40",
        "sell EURJPY unstated 168.90 sl 169.60 tp 167.40",
    ),
    (
        "BUY GOLD 2300/2297\nSL 2292\nTP 2305/2310/2320",
        "buy XAUUSD unstated 2297 2300 sl 2292 tp 2305 2310 2320",
    ),
    (
        "SELL GBPJPY 199.50/199.80 STOP 200.30 TARGETS 198.80-198.00",
        "sell GBPJPY unstated 199.50 199.80 sl 200.30 tp 198.80 198.00",
    ),
    (
        "SELL GBPJPY 199.50/80\nSTOP 200.30\nTARGET 198.00",
        "sell GBPJPY unstated 199.50 199.80 sl 200.30 tp 198.00",
    ),
    (
        "eurusd buy: 1.0700; stop loss - 1.0660; take profit - 1.0780 - 1.0820",
        "buy EURUSD unstated 1.0700 sl 1.0660 tp 1.0780 1.0820",
    ),
    (
        "GBPUSD: going short at 1.2680, stop 1.2720, target 1.2600",
        "sell GBPUSD unstated 1.2680 sl 1.2720 tp 1.2600",
    ),
    ("LONG XRP-USDT at 0.4920 with SL 0.4750 & TP 0.5250", "buy XRPUSDT unstated 0.4920 sl 0.4750 tp 0.5250"),
    (
        "Buy #EURUSD from 1.0690 to 1.0680\nSl 1.0650\nTp 1.0760",
        "buy EURUSD unstated 1.0680 1.0690 sl 1.0650 tp 1.0760",
    ),
    (
        "GBPUSD buy\nTP price: 1.2790\nSL price: 1.2670\nEntry price: 1.2710",
        "buy GBPUSD unstated 1.2710 sl 1.2670 tp 1.2790",
    ),
    (
        "Lot size per trade 0.01\nSELL AUDNZD 1.0910 SL 1.0940 TP 1.0850",
        "sell AUDNZD unstated 1.0910 sl 1.0940 tp 1.0850",
    ),
    (
        "London open, GMT +3 hours\nBUY USDCHF 0.8890 SL 0.8850 TP 0.8960",
        "buy USDCHF unstated 0.8890 sl 0.8850 tp 0.8960",
    ),
    (
        "Resistance today near 1.0800\nSELL EURUSD 1.0760 SL 1.0790 TP 1.0700",
        "sell EURUSD unstated 1.0760 sl 1.0790 tp 1.0700",
    ),
    (
        "Buy EURJPY Zone 167.20 167.00\nSL 166.50\nTP 168.40",
        "buy EURJPY unstated 167.00 167.20 sl 166.50 tp 168.40",
    ),
    (
        "EURUSD long now at 1.0710\nstop-loss: 1.0675\ntake-profit: 1.0780",
        "buy EURUSD market 1.0710 sl 1.0675 tp 1.0780",
    ),
    (
        "Sell GBPJPY, entry between 199.20 and 199.40, SL 199.90, TP1 198.60, TP2 198.00, TP3 197.00",
        "sell GBPJPY unstated 199.20 199.40 sl 199.90 tp 198.60 198.00 197.00",
    ),
    ("BUY SOLUSD 148\nSL 141\nTP 1 155\nTP 2 162\nTP 3 170", "buy SOLUSD unstated 148 sl 141 tp 155 162 170"),
    (
        "Trade idea 7: Buy NZDJPY 93.40\nStop 92.90\nTarget 94.50",
        "buy NZDJPY unstated 93.40 sl 92.90 tp 94.50",
    ),
    ("EURUSD SELL @1.0745 (SL:1.0780) (TP:1.0690)", "sell EURUSD unstated 1.0745 sl 1.0780 tp 1.0690"),
    ("EURUSD SELL @1.0745 [SL 1.0780] [TP 1.0690]", "sell EURUSD unstated 1.0745 sl 1.0780 tp 1.0690"),
    ("EURUSD SELL @1.0745 | SL@1.0780 | TP@1.0690", "sell EURUSD unstated 1.0745 sl 1.0780 tp 1.0690"),
    (
        "\u505a\u591aEURUSD\u5165\u573a1.0860\u6b62\u635f1.0820\u76ee\u6807\u4ef71.0950",
        "buy EURUSD unstated 1.0860 sl 1.0820 tp 1.0950",
    ),
    (
        "\u8cb7\u90322330.TW\u9032\u5834600\u505c\u640d\u50f9580\u505c\u5229\u50f9650",
        "buy 2330 unstated 600 sl 580 tp 650",
    ),
    (
        "\u8ce3\u51faEURUSD\u9650\u50f91.0860\u505c\u640d1.0900\u505c\u52291.0800",
        "sell EURUSD limit 1.0860 sl 1.0900 tp 1.0800",
    ),
]


@pytest.mark.parametrize(("text", "expected"), ACCEPTED)
def test_an_order_is_read_whatever_hand_wrote_it(text: str, expected: str) -> None:
    """Law: the style of a writer changes nothing of what the order says."""
    assert signal(expected) == parse_signal(text)
