"""Names and moments. Names of things that meet come from small sets, because a trade needs its order and account."""

from __future__ import annotations

from datetime import UTC, datetime
from string import ascii_letters, ascii_uppercase, digits
from typing import TYPE_CHECKING, Final

from hypothesis import strategies as st

from trading_core.domain.checks import instant
from trading_core.domain.exact import show
from trading_core.domain.ids import AccountId, Currency, FillId, OrderNumber, Symbol
from trading_core.errors import InvalidValue

if TYPE_CHECKING:
    from collections.abc import Sequence

_FROM: Final = datetime(1970, 1, 1, tzinfo=UTC)
_UNTIL: Final = datetime(2100, 1, 1, tzinfo=UTC)
_SYMBOLS: Final = "ACME 2330 0050 EURUSD USDJPY XAUUSD BTCUSDT BRK.B AAPL 2317".split()
_CURRENCIES: Final = "TWD USD EUR JPY".split()
_VISIBLE: Final = ascii_letters + digits + "-_./:#'\"%\\ "
_LONGEST: Final = 64


def symbols() -> st.SearchStrategy[Symbol]:
    """
    Symbols: well-known ones of every kind, and any that the law of symbols allows.

    >>> from hypothesis import given
    >>> from trading_core.testing import symbols
    >>> @given(symbols())
    ... def check(symbol):
    ...     assert symbol == symbol.upper()
    >>> check()
    """
    inner = st.text(ascii_uppercase + digits + "._:^=-", max_size=22)
    made = st.builds("{}{}{}".format, st.sampled_from("ABZ09"), inner, st.sampled_from("ABZ09"))
    return st.one_of(st.sampled_from(_SYMBOLS), st.sampled_from("F7"), made).map(Symbol)


def currencies() -> st.SearchStrategy[Currency]:
    """
    Currencies: the usual ones, and any three capital letters.

    >>> from hypothesis import given
    >>> from trading_core.testing import currencies
    >>> @given(currencies())
    ... def check(currency):
    ...     assert len(currency) == 3
    >>> check()
    """
    letters = st.text(ascii_uppercase, min_size=3, max_size=3)
    return st.one_of(st.sampled_from(_CURRENCIES), letters).map(Currency)


def account_ids() -> st.SearchStrategy[AccountId]:
    """
    Names of accounts, mostly one of three, so that what is asked for meets.

    >>> from hypothesis import find
    >>> from trading_core.testing import account_ids
    >>> find(account_ids(), lambda name: True)
    'A'
    """
    return _names("ABC").map(AccountId)


def order_numbers() -> st.SearchStrategy[OrderNumber]:
    """
    Names of orders, mostly one of nine.

    >>> from hypothesis import find
    >>> from trading_core.testing import order_numbers
    >>> find(order_numbers(), lambda name: True)
    'O-1'
    """
    return _names([f"O-{count}" for count in range(1, 10)]).map(OrderNumber)


def fill_ids() -> st.SearchStrategy[FillId]:
    """
    Names of fills: a broker's, or those that the library gives to its own.

    >>> from hypothesis import find
    >>> from trading_core.testing import fill_ids
    >>> find(fill_ids(), lambda name: name.startswith("O-"))
    'O-1.1'
    """
    own = st.builds("O-{}.{}".format, st.integers(1, 9), st.integers(1, 3))
    return st.one_of(_names([f"F-{count}" for count in range(1, 100)]), own).map(FillId)


def instants(*, min_value: datetime = _FROM, max_value: datetime = _UNTIL) -> st.SearchStrategy[datetime]:
    """
    Moments in UTC within bounds, both included.

    >>> from hypothesis import given
    >>> from datetime import UTC, datetime
    >>> from trading_core.testing import instants
    >>> @given(instants(min_value=datetime(2026, 1, 5, tzinfo=UTC)))
    ... def check(moment):
    ...     assert moment.year >= 2026
    >>> check()
    """
    low, high = instant(min_value, "min_value"), instant(max_value, "max_value")
    if low > high:
        raise InvalidValue("max_value", show(high.isoformat()), f"a moment not before {low.isoformat()}")
    bare = st.datetimes(low.replace(tzinfo=None), high.replace(tzinfo=None))
    return bare.map(lambda moment: moment.replace(tzinfo=UTC))


def _names(known: Sequence[str]) -> st.SearchStrategy[str]:
    """These names mostly, and any others up to the longest that is lawful."""
    inner = st.text(_VISIBLE, max_size=12) | st.just("x" * (_LONGEST - 2))
    odd = st.builds("{}{}{}".format, st.sampled_from("aZ9#'"), inner, st.sampled_from("aZ9%\\"))
    return st.one_of(st.sampled_from(known), st.sampled_from(known), odd)
