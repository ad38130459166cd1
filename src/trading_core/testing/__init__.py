"""
What is shipped for tests: honest fakes, contract suites for every port, strategies and an auditor.

The suites need pytest and Hypothesis (the extra ``testing``); the fakes need nothing. Names are fetched from their
modules when they are first used. An adapter of yours is tested in three lines:

>>> from trading_core.testing import MemoryBooks, books_contract
>>> TestMyBooks = books_contract(MemoryBooks)  # your class in the place of this one
>>> sorted(name for name in dir(TestMyBooks) if name.startswith("test_"))[0]
'test_a_product_is_loaded_as_it_was_saved'

pytest finds ``TestMyBooks`` in a test module and runs every law of the port on it. A law of your own is stated in
three lines too, and tried on orders that nobody thought of:

>>> from hypothesis import given
>>> from trading_core.testing import orders
>>> @given(orders())
... def test_nothing_is_filled_that_was_not_asked_for(order):
...     assert order.terms.side is None or order.filled <= order.terms.quantity
>>> test_nothing_is_filled_that_was_not_asked_for()
"""

from __future__ import annotations

import importlib

_HOMES = {
    "contracts.accounts": "accounts_contract",
    "contracts.admissions": "admissions_contract",
    "contracts.analyses": "analyses_contract",
    "contracts.analyses_working": "working_analyses_contract",
    "contracts.api_keys": "api_keys_contract",
    "contracts.bar_source": "bar_source_contract",
    "contracts.bars": "bars_contract",
    "contracts.books": "books_contract",
    "contracts.broker": "broker_contract",
    "contracts.cache": "cache_contract",
    "contracts.clock": "clock_contract",
    "contracts.drafts": "drafts_contract",
    "contracts.feed": "feed_contract",
    "contracts.first_prices": "first_prices_contract",
    "contracts.ids": "ids_contract",
    "contracts.journal": "journal_contract",
    "contracts.language_model": "language_model_contract",
    "contracts.limiter": "limiter_contract",
    "contracts.logins": "logins_contract",
    "contracts.months": "months_contract",
    "contracts.model_panel": "model_panel_contract",
    "contracts.move_policies": "move_policies_contract",
    "contracts.moves": "moves_contract",
    "contracts.notes": "notes_contract",
    "contracts.orders": "orders_contract",
    "contracts.outbox": "outbox_contract",
    "contracts.passwords": "passwords_contract",
    "contracts.products": "products_contract",
    "contracts.quotes": "quotes_contract",
    "contracts.relay": "relay_contract",
    "contracts.signals": "signals_contract",
    "contracts.tasks": "tasks_contract",
    "contracts.tickets": "tickets_contract",
    "contracts.tokens": "tokens_contract",
    "contracts.trades": "trades_contract",
    "contracts.users": "users_contract",
    "contracts.working": "working_orders_contract",
    "fakes.accounts": "MemoryAccounts",
    "fakes.analyses": "MemoryAnalyses",
    "fakes.api_keys": "MemoryApiKeys",
    "fakes.bar_source": "FakeBarSource",
    "fakes.bars": "MemoryBars",
    "fakes.books": "MemoryBooks",
    "fakes.broker": "FakeBroker",
    "fakes.cache": "MemoryCache",
    "fakes.clock": "FakeClock",
    "fakes.drafts": "MemoryDrafts",
    "fakes.feed": "MemoryFeed",
    "fakes.first_prices": "MemoryFirstPrices",
    "fakes.ids": "CountingIds",
    "fakes.journal": "MemoryJournal",
    "fakes.language_model": "ScriptedModel",
    "fakes.limiter": "MemoryLimiter",
    "fakes.months": "MemoryMonths",
    "fakes.model_panel": "FakePanel",
    "fakes.move_policies": "MemoryMovePolicies",
    "fakes.moves": "MemoryMoves",
    "fakes.notes": "FakeNotes",
    "fakes.orders": "MemoryOrders",
    "fakes.outbox": "MemoryOutbox",
    "fakes.passwords": "QuickHasher",
    "fakes.products": "MemoryProducts",
    "fakes.quotes": "FakeQuotes",
    "fakes.relay": "MemoryRelay",
    "fakes.signals": "MemorySignals",
    "fakes.store": "MemoryStore",
    "fakes.tasks": "MemoryTasks",
    "fakes.tickets": "MemoryTickets",
    "fakes.tokens": "MemoryTokens",
    "fakes.trades": "MemoryTrades",
    "fakes.users": "MemoryUsers",
    "strategies": (
        "account_ids account_terms accounts amounts anything bar_series bars books changes "
        "command_sequences commands currencies decisions entries fill_ids fills imported_terms instants "
        "journals limits markets near_valid near_valid_arguments near_valid_bars near_valid_instants "
        "near_valid_names near_valid_numbers near_valid_order_terms near_valid_prices "
        "near_valid_quantities near_valid_quotes near_valid_signal_texts near_valid_symbols order_numbers "
        "order_terms orders prices products quantities quotes signal_layouts signal_texts signals symbols "
        "trades"
    ),
}
_HOME = {name: f"{__name__}.{home}" for home, names in _HOMES.items() for name in names.split()}

__all__ = sorted(_HOME)  # noqa: PLE0605 - the names stand in one place, the table above


def __getattr__(name: str) -> object:
    """Fetch a public name from its module, once."""
    home = _HOME.get(name)
    if home is None:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    value = getattr(importlib.import_module(home), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """Show the public names, fetched or not."""
    return sorted({*globals(), *__all__})
