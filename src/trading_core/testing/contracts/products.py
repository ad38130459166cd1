"""The laws of products."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from attrs import evolve

from trading_core.domain.ids import Symbol
from trading_core.domain.needs import Needs
from trading_core.domain.product import Product, ProductKind
from trading_core.testing.contracts.making import Make, opened
from trading_core.testing.contracts.tour import tour
from trading_core.testing.contracts.travel import take

if TYPE_CHECKING:
    from trading_core.ports.books import Books
    from trading_core.ports.products import Products

FULL = Product(
    "BRK.B", "名稱 '%", "us", ProductKind.WARRANT, "USD", 3, 2, False, date(2020, 2, 29), "2.5"
)  # fmt: skip


def products_contract(make: Make[tuple[Books, Products]]) -> type:
    """Give the tests of ``Products``."""

    class ProductsContract:
        """What keeping products promises."""

        def test_what_was_put_is_what_is_read(self) -> None:
            """Every field decides which orders are taken and what they cost."""
            with opened(make) as (_, products):
                products.put(FULL)

                assert FULL == products.get(FULL.symbol)
                assert products.get(Symbol("NONE")) is None

        def test_many_are_found_at_once(self) -> None:
            """Those that are known come back by their symbols, each once, and nothing else."""
            others = {symbol: Product(symbol) for symbol in (Symbol("A"), Symbol("B"))}
            with opened(make) as (_, products):
                for product in (FULL, *others.values()):
                    products.put(product)

                assert others == products.find([Symbol("B"), Symbol("NONE"), Symbol("A"), Symbol("A")])
                assert {FULL.symbol: FULL} == products.find({FULL.symbol})
                assert {} == products.find([])

        def test_putting_again_replaces(self) -> None:
            """There is one product of each symbol, and it is the one that was put last."""
            with opened(make) as (_, products):
                products.put(FULL)
                products.put(evolve(FULL, tradable=True, listed_on=None, name="other"))

                assert (evolve(FULL, tradable=True, listed_on=None, name="other"),) == products.all()

        def test_what_has_changed_is_seen_at_once(self) -> None:
            """Whoever asked before and asks again is told what is true now, also through a cache."""
            changed = evolve(FULL, tradable=True, name="other")
            with opened(make) as (_, products):

                def look() -> tuple[object, ...]:
                    symbol = FULL.symbol
                    return products.get(symbol), dict(products.find([symbol])), products.all()

                assert (None, {}, ()) == look()
                for product in (FULL, changed):
                    products.put(product)
                    assert (product, {FULL.symbol: product}, (product,)) == look()

        def test_a_decision_sees_what_was_put(self) -> None:
            """What an operator sets counts for the next order."""
            with opened(make) as (books, products):
                products.put(FULL)
                with books.begin() as work:
                    assert FULL == work.load(Needs(symbols=(FULL.symbol,))).products[FULL.symbol]

        def test_products_of_first_use_are_listed(self) -> None:
            """What was traded once is known, in the order of the symbols."""
            with opened(make) as (books, products):
                known = take(books, tour()).book.products

                assert tuple(known[symbol] for symbol in sorted(known)) == products.all()

    return ProductsContract
