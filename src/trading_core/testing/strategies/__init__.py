"""
Hypothesis strategies for every value of the library, all of them valid and all of them reachable.

Three lines are enough to state a law about trading and have it tried on values that nobody thought of:

>>> from hypothesis import given
>>> from trading_core.testing.strategies import quotes
>>> @given(quotes())
... def test_nobody_is_paid_for_trading_at_once(quote):
...     assert quote.bid is None or quote.ask is None or quote.bid <= quote.ask
>>> test_nobody_is_paid_for_trading_at_once()

Keywords are wishes, and each is a value or a strategy of values: ``quotes(symbol="2330")``,
``quotes(symbol=sampled_from(["2330", "0050"]))``. A wish that cannot be granted is refused when the strategy is made.
"""

from trading_core.testing.strategies.anything import anything
from trading_core.testing.strategies.commands import commands
from trading_core.testing.strategies.contradictions import (
    near_valid_bars,
    near_valid_order_terms,
    near_valid_quotes,
)
from trading_core.testing.strategies.decided import accounts, books, changes, decisions, entries, journals
from trading_core.testing.strategies.fills import fills
from trading_core.testing.strategies.market_data import bar_series, bars, quotes
from trading_core.testing.strategies.names import (
    account_ids,
    currencies,
    fill_ids,
    instants,
    order_numbers,
    symbols,
)
from trading_core.testing.strategies.near_valid import (
    near_valid_instants,
    near_valid_names,
    near_valid_numbers,
    near_valid_prices,
    near_valid_quantities,
    near_valid_symbols,
)
from trading_core.testing.strategies.near_valid_signals import near_valid_signal_texts
from trading_core.testing.strategies.numbers import amounts, prices, quantities
from trading_core.testing.strategies.orders import orders, trades
from trading_core.testing.strategies.products import markets, products
from trading_core.testing.strategies.sequences import command_sequences
from trading_core.testing.strategies.signals import signal_layouts, signal_texts, signals
from trading_core.testing.strategies.stepping import near_valid, near_valid_arguments
from trading_core.testing.strategies.terms import account_terms, imported_terms, limits, order_terms

__all__ = [
    "account_ids",
    "account_terms",
    "accounts",
    "amounts",
    "anything",
    "bar_series",
    "bars",
    "books",
    "changes",
    "command_sequences",
    "commands",
    "currencies",
    "decisions",
    "entries",
    "fill_ids",
    "fills",
    "imported_terms",
    "instants",
    "journals",
    "limits",
    "markets",
    "near_valid",
    "near_valid_arguments",
    "near_valid_bars",
    "near_valid_instants",
    "near_valid_names",
    "near_valid_numbers",
    "near_valid_order_terms",
    "near_valid_prices",
    "near_valid_quantities",
    "near_valid_quotes",
    "near_valid_signal_texts",
    "near_valid_symbols",
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
