"""Names of products: many spellings, one name, and slips refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.domain.signals.written import SYMBOLS
from trading_core.domain.signals import canonical_symbol
from trading_core.domain.signals.products import KNOWN
from trading_core.domain.signals.symbols import is_slip
from trading_core.errors import InvalidValue


@pytest.mark.parametrize(
    ("spelling", "symbol"),
    [
        ("EURUSD", "EURUSD"), ("eurusd", "EURUSD"), ("EUR/USD", "EURUSD"), ("EUR USD", "EURUSD"), ("Gbp cad", "GBPCAD"),
        ("EUR-USD", "EURUSD"), ("EUR_USD", "EURUSD"), ("EUR.USD", "EURUSD"), ("#GBPJPY", "GBPJPY"), ("[ GBPJPY ]", "GBPJPY"),
        ("GOLD", "XAUUSD"), ("XAU", "XAUUSD"), ("XAU/USD", "XAUUSD"), ("oro", "XAUUSD"), ("SILVER", "XAGUSD"), ("XAU/EUR", "XAUEUR"),
        ("Gold/USD", "XAUUSD"), ("silver/usd", "XAGUSD"), ("Dow Jones", "US30"), ("DJ", "US30"), ("US30", "US30"), ("NAS100", "NAS100"),
        ("GER30", "GER30"), ("dax", "GER40"), ("crude oil", "USOIL"), ("BTC/USDT", "BTCUSDT"), ("BTC USDT", "BTCUSDT"),
        ("XBTUSD", "BTCUSD"), ("ENJ/BTC", "ENJBTC"), ("WHATEVERUSDT", "WHATEVERUSDT"), ("1000PEPEUSDT", "1000PEPEUSDT"),
        ("\U0001f1fa\U0001f1f8\U0001f1e8\U0001f1ed", "USDCHF"), ("\U0001f1ea\U0001f1fa\U0001f1fa\U0001f1f8 EURUSD", "EURUSD"),
        ("\U0001f1fa\U0001f1f8 GOLD", "XAUUSD"), ("XAUUSDb", "XAUUSD"), ("EURUSD.m", "EURUSD"), ("EURUSD.pro", "EURUSD"),
        ("EURUSD.P", "EURUSD"), ("eurusdm", "EURUSD"), ("US30.cash", "US30"), ("BINANCE:BTCUSDT", "BTCUSDT"), ("BINANCE:BTCUSDT.P", "BTCUSDT"),
        ("NASDAQ:AAPL", "AAPL"), ("TWSE:2330", "2330"), ("$TSLA", "TSLA"), ("aapl", "AAPL"), ("BRK.B", "BRK.B"), ("2330", "2330"),
        ("2330.TW", "2330"), ("6488.two", "6488"), ("00878", "00878"), ("0700.HK", "0700.HK"), ("600519.SS", "600519.SS"), ("F", "F"),
        ("QQUSDT", "QQUSDT"), ("ABCDEFGHIJUSDT", "ABCDEFGHIJUSDT"), ("SOXUSDT", "SOXUSDT"), ("US100m", "NAS100"), ("AXSUSDTX", "AXSUSDT"),
        ("AUDNZDz", "AUDNZD"), ("NYSE:F", "F"), ("xetr:SAP.DE", "SAP.DE"), ("TWSE:2330.TW", "2330"), ("FX:EUR/USD", "EURUSD"),
        ("BTCUSDTPERP", "BTCUSDT"), ("ETH-BTC", "ETHBTC"), ("LINK USDT", "LINKUSDT"), ("cake usdt", "CAKEUSDT"), ("NEWCOIN/USDT", "NEWCOINUSDT"),
        ("CABLE", "GBPUSD"), ("fiber", "EURUSD"), ("\u9ec3\u91d1", "XAUUSD"),
    ],
)  # fmt: skip
def test_every_spelling_of_a_product_has_one_name(spelling: str, symbol: str) -> None:
    """Law: whatever way a product is written, it has one canonical name."""
    assert symbol == canonical_symbol(spelling)


@pytest.mark.parametrize(
    "spelling",
    [
        "", "  ", "XUAUSD", "EURSUD", "EURUS", "EURUSDD", "USDCHFF", "GPBUSD", "XAUSD", "BTCUSTD", "BCTUSDT", "SOLLUSDT", "EUR", "USD", "BTC",
        "USDT", "USDEUR", "USDUSD", "EUR/SUD", "EUR/USD/JPY", "BUY EURUSD", "TOOLONGNAME", "NOSUCH:EURUSD", "FX:FX:EURUSD", "123", "1234567",
        "1234USDT", "\u0395URUSD", "EUR\u200bUSD", "\U0001f1fa\U0001f1f8", "\U0001f1fa\U0001f1f8\U0001f1e8\U0001f1ed EURUSD",
        "\U0001f1e6\U0001f1f6\U0001f1ea\U0001f1fa", "\U0001f1fa\U0001f1f8\U0001f1fa\U0001f1f8", "E" * 41, "\ud800", "XUSDT", "ABCDEFGHIJKUSDT",
        "EHTUSDT", "SLOUSDT", "TBCUSDT", "DOGXUSDT", "ETHBTCC", "USDINRR", "XAU/SUD", "CAKE USD", "NEWCOIN-USDT", "NEWCOIN/USD", "xetr:sap.de:f",
        "FX:", "FX:USD", "NYSE:BTC", "EUR/USDT/X",
        "EURBUSD", "BTCBTC", "NSE:RELIANCE", "HOT EUR", "$", "2330.XX", "EURUSD.unknown",
    ],
)  # fmt: skip
def test_a_slip_or_stranger_is_refused_and_never_repaired(spelling: str) -> None:
    """Law: whoever slipped once may have meant something else, so nothing close to a name is taken for it."""
    with pytest.raises(InvalidValue) as refused:
        canonical_symbol(spelling)

    assert "symbol" == refused.value.field


@pytest.mark.parametrize(
    ("spelling", "found"),
    [
        ("EURSUD", "'EURSUD'"), ("", "''"), ("E" * 41, "'" + "E" * 39 + "..."), (5, "5"), (None, "None"),
    ],
)  # fmt: skip
def test_a_stranger_is_shown_with_the_names_that_would_do(spelling: object, found: str) -> None:
    """Law: the error names the field, pictures what was given and tells what a product looks like."""
    with pytest.raises(InvalidValue) as refused:
        canonical_symbol(spelling)

    assert ("symbol", found) == (refused.value.field, refused.value.found)
    assert "a known product such as EURUSD, GOLD, BTC/USDT, 2330.TW or $TSLA" == refused.value.expected


@given(st.one_of(st.none(), st.integers(), st.binary(), st.lists(st.text())))
def test_what_is_no_text_names_no_product(thing: object) -> None:
    """Law: any object is answered with our own error."""
    with pytest.raises(InvalidValue):
        canonical_symbol(thing)


@given(st.one_of(st.text(max_size=60), st.sampled_from(sorted({*KNOWN, *SYMBOLS}))))
def test_a_canonical_name_is_its_own_canonical_name(spelling: str) -> None:
    """Law: naming is idempotent, so a stored name can be read again."""
    try:
        name = canonical_symbol(spelling)
    except InvalidValue:
        return

    assert name == canonical_symbol(name)


@given(
    st.sampled_from(("EURUSD", "GBPJPY", "XAUUSD", "USDCAD")),
    st.integers(0, 5),
    st.sampled_from("QWERTZUIOP"),
)
def test_every_single_slip_of_a_famous_pair_is_seen(pair: str, at: int, letter: str) -> None:
    """Law: a letter dropped, doubled, replaced or swapped makes a slip, unless it makes another known name."""
    slips = {pair[:at] + pair[at + 1 :], pair[:at] + letter + pair[at:], pair[:at] + letter + pair[at + 1 :]}
    slips.add(pair[:at] + pair[at + 1 : at + 2] + pair[at] + pair[at + 2 :])

    assert all(is_slip(slip) for slip in slips if slip not in KNOWN)
    assert not is_slip(pair)
