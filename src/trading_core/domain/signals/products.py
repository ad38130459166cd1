"""The products that a signal can name without further ado, under every name they go by.

Shares and coins are too many to list, so the lists hold those that people write most; another share is
named with a cash tag ($XYZ), an exchange (NASDAQ:XYZ) or a label (symbol: XYZ), another coin with its
quote currency (XYZUSDT).
"""

from __future__ import annotations

from decimal import Decimal
from itertools import combinations
from typing import Final, NamedTuple

from trading_core.domain.ids import Symbol
from trading_core.domain.signals.scales import CURRENCIES, METALS, SHARES, Scale, band, pair_scale


class Product(NamedTuple):
    """What is traded, and the prices it can have."""

    symbol: Symbol
    scale: Scale


def _product(symbol: str, scale: Scale) -> Product:
    return Product(Symbol(symbol), scale)


_PAIRS: Final = {
    base + quote: _product(base + quote, pair_scale(base, quote))
    for base, quote in [
        *combinations(CURRENCIES, 2),
        *((metal, money) for metal in METALS for money in ("USD", "EUR", "GBP", "AUD", "CHF", "JPY")),
    ]
}

_INDICES: Final = {
    "US30": (
        band(5000, 200000),
        "DJ DJI DJ30 DJIA DOW DOWJONES DOWJONES30 WS30 WALLSTREET30 WALLST30 US30USD",
    ),
    "NAS100": (band(1500, 150000), "NASDAQ100 US100 USTEC USTECH USTECH100 NDX NDX100 NAS NSDQ100 NAS100USD"),
    "SPX500": (band(500, 40000), "SP500 US500 SPX SPX500USD"),
    "US2000": (band(300, 15000), "RUSSELL2000 RUS2000 RUSSELL"),
    "GER30": (band(3000, 100000), "DE30 DAX30"),
    "GER40": (band(3000, 100000), "DE40 DAX40 DAX"),
    "UK100": (band(2000, 50000), "FTSE FTSE100"),
    "FRA40": (band(2000, 40000), "CAC CAC40 FR40"),
    "EU50": (band(1500, 30000), "EUSTX50 STOXX50 ESTX50 EU50EUR"),
    "JP225": (band(6000, 300000), "JPN225 NIKKEI NIKKEI225 NI225 JP225USD"),
    "HK50": (band(5000, 150000), "HSI HANGSENG HKG50 HK50HKD"),
    "AUS200": (band(2000, 40000), "ASX200 AU200"),
    "NIFTY": (band(3000, 200000), "NIFTY50"),
    "BANKNIFTY": (band(8000, 400000), ""),
    "VIX": (band(5, 200, Decimal(3)), ""),
    "DXY": (band(50, 200), "USDX"),
    "USOIL": (band(5, 400), "WTI OIL CRUDE CRUDEOIL WTIUSD XTIUSD USOUSD USCRUDE"),
    "UKOIL": (band(5, 400), "BRENT BRENTOIL XBRUSD UKOUSD BRENTCRUDE"),
    "NATGAS": (Scale(Decimal("0.5"), Decimal(60), Decimal(2)), "NGAS XNGUSD NATURALGAS"),
    "COPPER": (Scale(Decimal(1), Decimal(40000), Decimal("1.6")), "XCUUSD"),
}

_NICKNAMES: Final = {
    "GOLD": "XAUUSD",
    "XAU": "XAUUSD",
    "ORO": "XAUUSD",
    "GOLDUSD": "XAUUSD",
    "SPOTGOLD": "XAUUSD",
    "\u9ec3\u91d1": "XAUUSD",
    "\u9ec4\u91d1": "XAUUSD",
    "SILVER": "XAGUSD",
    "XAG": "XAGUSD",
    "PLATA": "XAGUSD",
    "SILVERUSD": "XAGUSD",
    "\u767d\u9280": "XAGUSD",
    "\u767d\u94f6": "XAGUSD",
    "\u6b27\u5143\u7f8e\u5143": "EURUSD",
    "\u6b50\u5143\u7f8e\u5143": "EURUSD",
    "\u82f1\u9551\u7f8e\u5143": "GBPUSD",
    "\u82f1\u938a\u7f8e\u5143": "GBPUSD",
    "\u7f8e\u5143\u65e5\u5143": "USDJPY",
    "\u7f8e\u5143\u65e5\u5713": "USDJPY",
    "\u6fb3\u5143\u7f8e\u5143": "AUDUSD",
    "\u7ebd\u5143\u7f8e\u5143": "NZDUSD",
    "\u7d10\u5143\u7f8e\u5143": "NZDUSD",
    "\u7f8e\u5143\u52a0\u5143": "USDCAD",
    "\u7f8e\u5143\u745e\u90ce": "USDCHF",
    "\u82f1\u9551\u65e5\u5143": "GBPJPY",
    "\u82f1\u938a\u65e5\u5713": "GBPJPY",
    "\u6b27\u5143\u65e5\u5143": "EURJPY",
    "\u6b50\u5143\u65e5\u5713": "EURJPY",
    "\u73b0\u8d27\u9ec4\u91d1": "XAUUSD",
    "\u73fe\u8ca8\u9ec3\u91d1": "XAUUSD",
    "\u9ec4\u91d1\u7f8e\u5143": "XAUUSD",
    "\u9ec3\u91d1\u7f8e\u5143": "XAUUSD",
    "\u73b0\u8d27\u767d\u94f6": "XAGUSD",
    "\u73fe\u8ca8\u767d\u9280": "XAGUSD",
    "PLATINUM": "XPTUSD",
    "PALLADIUM": "XPDUSD",
    "CABLE": "GBPUSD",
    "FIBER": "EURUSD",
    "FIBRE": "EURUSD",
    "AUSSIE": "AUDUSD",
    "KIWI": "NZDUSD",
    "LOONIE": "USDCAD",
    "SWISSY": "USDCHF",
    "GUPPY": "GBPJPY",
    "GOPHER": "USDJPY",
    "CHUNNEL": "EURGBP",
}

_TICKERS: Final = (
    "AAPL MSFT NVDA AMZN GOOG GOOGL META TSLA AVGO NFLX AMD INTC ORCL ADBE CSCO QCOM TXN IBM CRM UBER ABNB PYPL "
    "PLTR SOFI NIO BABA JD PDD BIDU TSM ASML SMCI MSTR RBLX ROKU JPM BAC WFC XOM CVX PFE JNJ MRNA ABBV UNH WMT "
    "NKE SBUX MCD PEP DIS VZ TMUS BRK.A BRK.B SPY QQQ IWM GLD SLV TLT VOO VTI ARKK TQQQ SQQQ SOXL UVXY AMC "
    "GME LCID RIVN DKNG CVNA UPST AFRM MARA RIOT HOOD SNOW CRWD PANW ZM LMT GS BLK DAL AAL UAL CCL XPEV INFY "
    "TCS SBIN HDFCBANK ICICIBANK TATAMOTORS TATASTEEL AXISBANK KOTAKBANK BAJFINANCE HINDUNILVR ADANIENT ITC"
).split()

SHARES_KNOWN: Final = {ticker: _product(ticker, SHARES) for ticker in _TICKERS}

KNOWN: Final = dict(_PAIRS)
for _name, (_scale, _aliases) in _INDICES.items():
    KNOWN[_name] = _product(_name, _scale)
    KNOWN.update(dict.fromkeys(_aliases.split(), KNOWN[_name]))
KNOWN.update({nickname: KNOWN[name] for nickname, name in _NICKNAMES.items()})

COIN_CODES: Final = frozenset(
    (
        "BTC XBT ETH XRP BNB SOL ADA DOGE TRX AVAX DOT LINK MATIC POL LTC BCH SHIB UNI ATOM XLM ETC XMR FIL APT ARB OP "
        "NEAR VET ICP ALGO QNT AAVE GRT STX EOS SAND MANA THETA XTZ AXS EGLD FLOW CHZ CRV SNX COMP MKR YFI SUSHI 1INCH "
        "ENJ BAT ZEC DASH NEO IOTA WAVES KSM ZIL ONT ICX QTUM OMG ZRX LRC CELO ANKR RVN HOT BTT HBAR FTM ONE KAVA RUNE "
        "INJ SUI SEI TIA TON PEPE BONK WIF FLOKI ORDI JUP PYTH STRK DYM BLUR GMX DYDX LDO RNDR RENDER FET AGIX OCEAN "
        "WLD IMX GALA APE MASK ENS BAND BAL REN KNC NMR OGN SKL STORJ RLC CTSI COTI CELR ALPHA ALICE TLM SLP YGG ILV "
        "JASMY ROSE WOO SXP REEF LIT UNFI TRB RSR PEOPLE C98 DENT DNT MDA MFT BTS SNT FUN LUNA LUNC USTC PAXG KAS TAO "
        "ONDO ENA ETHFI NOT ZRO ZK EIGEN JTO MANTA ALT PIXEL PORTAL AEVO W BOME SAGA REZ BB IO LISTA TURBO MEME ACE AI XAI "
        "NFP BEAM CFX CKB ARPA HOOK MAGIC HIGH EDU ID RDNT LQTY SSV GAL GLM ASTR KDA MINA AR CAKE TWT BAKE XVS ALPACA "
        "XEM SC DGB BTG LSK STEEM WAXP HIVE HNT AKRO VIRTUAL TRUMP HYPE MOVE ME PENGU FARTCOIN OM GRASS PNUT ACT"
    ).split()
)
COIN_QUOTES: Final = ("FDUSD", "USDT", "USDC", "BUSD", "TUSD", "USD", "EUR", "GBP", "BTC", "ETH", "BNB")
STABLE_QUOTES: Final = frozenset(("FDUSD", "USDT", "USDC", "BUSD", "TUSD"))
MAJOR_COINS: Final = frozenset("BTC ETH XRP BNB SOL ADA DOGE TRX AVAX LINK MATIC LTC SHIB PEPE NEAR".split())

EXCHANGES: Final = frozenset(
    (
        "BINANCE BINANCEUS BYBIT KUCOIN OKX OKEX BITGET MEXC GATEIO COINBASE KRAKEN BITFINEX BITSTAMP BITMEX HUOBI HTX "
        "DERIBIT BINGX PHEMEX GEMINI CRYPTO CRYPTOCOM POLONIEX BITTREX FX FX_IDC FXCM OANDA FOREXCOM FOREX CAPITALCOM "
        "PEPPERSTONE ICMARKETS EIGHTCAP SAXO IG TVC CURRENCYCOM BLACKBULL VANTAGE FUSIONMARKETS NASDAQ NYSE AMEX ARCA BATS "
        "OTC CBOE TWSE TPEX TW TSE HKEX NSE BSE LSE XETR EURONEXT TSX ASX SP DJ CME CBOT COMEX NYMEX INDEX"
    ).split()
)
FLAGS: Final = {
    "US": "USD", "EU": "EUR", "GB": "GBP", "UK": "GBP", "JP": "JPY", "CH": "CHF", "CA": "CAD", "AU": "AUD", "NZ": "NZD",
    "MX": "MXN", "ZA": "ZAR", "TR": "TRY", "SE": "SEK", "NO": "NOK", "DK": "DKK", "PL": "PLN", "HU": "HUF", "CZ": "CZK",
    "SG": "SGD", "HK": "HKD", "CN": "CNH", "TW": "TWD", "IN": "INR", "TH": "THB", "IL": "ILS", "BR": "BRL", "KR": "KRW",
    "DE": "EUR", "FR": "EUR", "ES": "EUR", "IT": "EUR", "RU": "RUB",
}  # fmt: skip
