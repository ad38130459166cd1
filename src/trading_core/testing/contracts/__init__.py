"""
The laws of every port as tests that are shipped.

A factory takes ``make``, which gives a fresh adapter (or a context manager around one) each time it is called,
and returns a test class that pytest finds under the name that it is given. It needs no fixture and is no base
class, so any number of adapters can be tested side by side. An adapter of yours is tested in three lines:

>>> from trading_core.testing.contracts.books import books_contract
>>> from trading_core.testing.fakes.books import MemoryBooks
>>> TestMyBooks = books_contract(MemoryBooks)

Where a port only reads what the books have written, ``make`` gives both: the books, and the adapter on the same store.

>>> from trading_core.testing.contracts.journal import journal_contract
>>> from trading_core.testing.fakes.journal import MemoryJournal
>>> def make():
...     books = MemoryBooks()
...     return books, MemoryJournal(books.store)
>>> TestMyJournal = journal_contract(make)
"""

import pytest

pytest.register_assert_rewrite(
    *(
        f"{__name__}.{room}"
        for room in (
            "accounts admissions analyses analyses_working api_keys bar_source bars books books_under_load broker cache clock feed first_prices ids journal language_model "
            "limiter lists model_panel months move_policies moves notes orders outbox passwords products quotes signals tasks tokens travel trades users working"
        ).split()
    )
)
