"""Names and moments. Names of things that meet come from small sets, because a trade needs its order and account."""

from __future__ import annotations

from datetime import UTC, datetime
from string import ascii_letters, digits
from typing import Final

from hypothesis import strategies as st

from trading_core.domain.checks import instant
from trading_core.domain.exact import show
from trading_core.domain.ids import AccountId, Currency, FillId, OrderNumber, Symbol
from trading_core.errors import InvalidValue

MONDAY: Final = datetime(2026, 1, 5, 2, 0, tzinfo=UTC)
_FROM: Final = datetime(1970, 1, 1, tzinfo=UTC)
_UNTIL: Final = datetime(2100, 1, 1, tzinfo=UTC)
_SYMBOLS: Final = "ACME 2330 0050 EURUSD USDJPY XAUUSD BTCUSDT BRK.B AAPL 2317".split()
_CURRENCIES: Final = "TWD USD EUR JPY".split()
_VISIBLE: Final = ascii_letters + digits + "-_./:#'\"%\\"


def symbols() -> st.SearchStrategy[Symbol]:
    """Symbols: well-known ones of every kind, and any that the law of symbols allows."""
    inner = st.text("ABCXYZ0189._:^=-", max_size=22)
    made = st.builds("{}{}{}".format, st.sampled_from("ABZ09"), inner, st.sampled_from("ABZ09"))
    return st.one_of(st.sampled_from(_SYMBOLS), made).map(Symbol)


def currencies() -> st.SearchStrategy[Currency]:
    """Currencies: the usual ones, and any three capital letters."""
    letters = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=3, max_size=3)
    return st.one_of(st.sampled_from(_CURRENCIES), letters).map(Currency)


def account_ids() -> st.SearchStrategy[AccountId]:
    """Names of accounts, mostly one of three."""
    return st.one_of(st.sampled_from("AAB"), st.sampled_from("ABC"), _names("account")).map(AccountId)


def order_numbers() -> st.SearchStrategy[OrderNumber]:
    """Names of orders, mostly one of nine."""
    few = st.integers(1, 9).map("O-{}".format)
    return st.one_of(few, few, _names("order")).map(OrderNumber)


def fill_ids() -> st.SearchStrategy[FillId]:
    """Names of fills: a broker's, or those that the library gives to its own."""
    own = st.builds("O-{}.{}".format, st.integers(1, 9), st.integers(1, 3))
    return st.one_of(st.integers(1, 99).map("F-{}".format), own, _names("fill")).map(FillId)


def instants(*, min_value: datetime = _FROM, max_value: datetime = _UNTIL) -> st.SearchStrategy[datetime]:
    """Moments in UTC within bounds, both included."""
    low, high = instant(min_value, "min_value"), instant(max_value, "max_value")
    if low > high:
        raise InvalidValue("max_value", show(high.isoformat()), f"a moment not before {low.isoformat()}")
    bare = st.datetimes(low.replace(tzinfo=None), high.replace(tzinfo=None))
    return bare.map(lambda moment: moment.replace(tzinfo=UTC))


def _names(kind: str) -> st.SearchStrategy[str]:
    return st.text(_VISIBLE, min_size=1, max_size=12).map(f"{kind} {{}}".format)
