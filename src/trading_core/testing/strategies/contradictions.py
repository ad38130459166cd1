"""Arguments that are right alone and wrong together, for the constructors of what must not contradict itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import attrs
from hypothesis import strategies as st

from trading_core.domain.words import Side, Source
from trading_core.testing.strategies.dice import dice
from trading_core.testing.strategies.listings import FAR, LIMITED, STOPPED, listing_for
from trading_core.testing.strategies.market_data import bars, quotes
from trading_core.testing.strategies.numbers import amounts
from trading_core.testing.strategies.terms import imported_terms, order_terms

if TYPE_CHECKING:
    from decimal import Decimal

    from trading_core.domain.order_terms import OrderTerms
    from trading_core.domain.quotes import Bar, Quote
    from trading_core.testing.strategies.dice import Dice

_THROWS: Final = 4


def near_valid_order_terms() -> st.SearchStrategy[dict[str, Any]]:
    """
    Arguments for ``OrderTerms`` with one contradiction, such as a limit order without a limit.

    >>> from hypothesis import given
    >>> from trading_core import InvalidValue, OrderTerms
    >>> from trading_core.testing import near_valid_order_terms
    >>> @given(near_valid_order_terms())
    ... def check(arguments):
    ...     try:
    ...         OrderTerms(**arguments)
    ...     except InvalidValue as refused:
    ...         assert refused.field in arguments or refused.field == "unit_price"
    ...     else:
    ...         raise AssertionError(arguments)
    >>> check()
    """
    traded = st.builds(_against_trading, order_terms(), dice(_THROWS))
    imported = st.builds(_against_import, imported_terms(), dice(_THROWS))
    return st.one_of(traded, imported)


def near_valid_quotes() -> st.SearchStrategy[dict[str, Any]]:
    """
    Arguments for ``Quote`` whose bid is above its ask.

    >>> from hypothesis import find
    >>> from trading_core.testing import near_valid_quotes
    >>> found = find(near_valid_quotes(), lambda arguments: True)
    >>> found["bid"] > found["ask"]
    True
    """
    return st.builds(_crossed, quotes(), amounts(max_value=1_000, decimals=2))


def near_valid_bars() -> st.SearchStrategy[dict[str, Any]]:
    """
    Arguments for ``Bar`` whose high or low does not enclose its open and close, or that sold less than nothing.

    >>> from hypothesis import given
    >>> from trading_core import Bar, InvalidValue
    >>> from trading_core.testing import near_valid_bars
    >>> @given(near_valid_bars())
    ... def check(arguments):
    ...     try:
    ...         Bar(**arguments)
    ...     except InvalidValue as refused:
    ...         assert refused.field in {"high", "low", "volume"}
    ...     else:
    ...         raise AssertionError(arguments)
    >>> check()
    """
    return st.builds(_broken, bars(), amounts(max_value=1_000, decimals=2), dice(_THROWS))


def _parts(value: Any) -> dict[str, Any]:  # noqa: ANN401 - any value of attrs
    return attrs.asdict(value, recurse=False)


def _against_trading(terms: OrderTerms, dice: Dice) -> dict[str, Any]:
    price, gain = listing_for(terms.symbol).price, 1 if terms.side is Side.BUY else -1
    limited, stopped = terms.type in LIMITED, terms.type in STOPPED
    far = price(gain * (FAR + 1))
    wrong: list[dict[str, Any]] = [
        {"account": None},
        {"side": None},
        {"side": terms.side.value if terms.side is not None else "buy"},
        {"type": terms.type.value},
        {"source": Source.IMPORT},
        {"source": terms.source.value},
        {"lines": ()},
        {"lines": terms.lines * 2},
        {"lines": terms.lines[0]},
        {"limit_price": None if limited else price()},
        {"stop_price": None if stopped else price()},
        {"entry_range": (price(1), price())},
        {"entry_range": (price(), price())},
        {"entry_range": (price(),)},
        {"take_profits": far},
        {"stop_loss": far, "take_profits": (price(gain * (FAR + 1)),)},
        {"lots": "F-1"},
        {"time_in_force": terms.time_in_force.value},
    ]
    if terms.stated_price is not None:
        wrong += [{"stop_loss": far}, {"take_profits": (price(-gain * FAR),), "stop_loss": None}]
        wrong += [{"stop_loss": terms.stated_price}]
    return _parts(terms) | dice.choose(wrong)


def _against_import(terms: OrderTerms, dice: Dice) -> dict[str, Any]:
    total = terms.total_price
    wrong: list[dict[str, Any]] = [
        {"source": Source.API},
        {"side": Side.BUY},
        {"account": "A"},
        {"total_price": None},
        {"total_price": -1},
    ]
    if terms.lines and total is not None:
        wrong.append({"total_price": total + 1})
        wrong.append({"lines": (*terms.lines[1:], attrs.evolve(terms.lines[0], unit_price=None))})
    return _parts(terms) | dice.choose(wrong)


def _crossed(quote: Quote, more: Decimal) -> dict[str, Any]:
    last = quote.last
    return _parts(quote) | {"ask": last, "bid": attrs.evolve(last, value=last.value + more)}


def _broken(bar: Bar, more: Decimal, dice: Dice) -> dict[str, Any]:
    above = attrs.evolve(bar.high, value=bar.high.value + more)
    wrong: list[dict[str, Any]] = [
        {"open": above},
        {"close": above},
        {"low": above},
        {"volume": -more},
    ]
    return _parts(bar) | dice.choose(wrong)
