"""
Hypothesis strategies for every value of the library, all of them valid and all of them reachable.

Three lines are enough to state a law about trading and have it tried on orders that nobody thought of:

>>> from hypothesis import given
>>> from trading_core.testing.strategies import orders
>>> @given(orders())
... def test_nothing_is_filled_that_was_not_asked_for(order):
...     assert order.filled.value <= sum(line.quantity.value for line in order.terms.lines)

Numbers take bounds, both included; whatever cannot be kept is refused when the strategy is made:

>>> from trading_core.testing.strategies import prices
>>> prices(min_value=10, max_value="9.99")
Traceback (most recent call last):
trading_core.errors.inputs.InvalidValue: max_value is 9.99: expected a number that is reached from 10 in 8 decimals.
"""

from trading_core.testing.strategies.commands import (
    account_terms,
    command_sequences,
    commands,
    fills,
    imported_terms,
    limits,
    order_terms,
)
from trading_core.testing.strategies.decided import (
    accounts,
    books,
    changes,
    desks,
    entries,
    journals,
    orders,
    trades,
)
from trading_core.testing.strategies.market_data import bar_series, bars, markets, products, quotes
from trading_core.testing.strategies.names import (
    account_ids,
    currencies,
    fill_ids,
    instants,
    order_numbers,
    symbols,
)
from trading_core.testing.strategies.numbers import amounts, prices, quantities
from trading_core.testing.strategies.signals import (
    near_valid_signal_texts,
    signal_layouts,
    signal_texts,
    signals,
)

__all__ = [
    "account_ids",
    "account_terms",
    "accounts",
    "amounts",
    "bar_series",
    "bars",
    "books",
    "changes",
    "command_sequences",
    "commands",
    "currencies",
    "desks",
    "entries",
    "fill_ids",
    "fills",
    "imported_terms",
    "instants",
    "journals",
    "limits",
    "markets",
    "near_valid_signal_texts",
    "order_numbers",
    "order_terms",
    "orders",
    "prices",
    "products",
    "quantities",
    "quotes",
    "signal_layouts",
    "signal_texts",
    "signals",
    "symbols",
    "trades",
]
