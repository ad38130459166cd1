"""Readers that show too much, too little or the wrong rows, and the suites that notice."""

# ruff: noqa: ANN401 - what is broken on purpose may be anything

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

import pytest
from attrs import evolve

from tests.unit.testing.conftest import Planted, red
from trading_core.domain.account import Account
from trading_core.domain.ids import AccountId, OrderNumber, Symbol
from trading_core.domain.journal import Bucket, Entry
from trading_core.domain.limits import Limits
from trading_core.domain.orders import Order
from trading_core.domain.product import Product
from trading_core.domain.trades import Trade
from trading_core.ports.orders import OrderFilter
from trading_core.ports.outbox import Unsent
from trading_core.ports.paging import Page
from trading_core.ports.trades import TradeFilter
from trading_core.testing import (
    MemoryAccounts,
    MemoryJournal,
    MemoryOrders,
    MemoryOutbox,
    MemoryProducts,
    MemoryTrades,
    accounts_contract,
    journal_contract,
    orders_contract,
    outbox_contract,
    products_contract,
    trades_contract,
)

PLANTED = Planted()


@PLANTED.reading(accounts_contract)
class ForgetfulAccounts(MemoryAccounts):
    def get(self, account: AccountId) -> Account | None:
        found = super().get(account)
        return None if found is None else evolve(found, holds={})


@PLANTED.reading(accounts_contract)
class UnlimitedAccounts(MemoryAccounts):
    def limits(self, account: AccountId) -> Limits:
        del account
        return Limits()


@PLANTED.reading(accounts_contract)
class AgelessAccounts(MemoryAccounts):
    def revisions(self, accounts: Collection[AccountId]) -> Mapping[AccountId, int]:
        return dict.fromkeys(super().revisions(accounts), 1)


@PLANTED.reading(accounts_contract)
class OrderlessAccounts(MemoryAccounts):
    def revisions(self, accounts: Collection[AccountId]) -> Mapping[AccountId, int]:
        found = {name: self.get(name) for name in accounts}
        return {name: known.sequence for name, known in found.items() if known is not None}


@PLANTED.reading(accounts_contract)
class RepeatingAccounts(MemoryAccounts):
    def page(self, after: AccountId | None, limit: int) -> tuple[Account, ...]:
        names = sorted(name for name in self._store.accounts if after is None or name > after)
        return tuple(self._store.accounts[name] for name in names[:limit][::-1])


@PLANTED.reading(orders_contract)
class ShortOrders(MemoryOrders):
    def get(self, number: OrderNumber) -> Order | None:
        found = super().get(number)
        return None if found is None else evolve(found, history=found.history[-1:])


@PLANTED.reading(orders_contract)
class FirstLineOrders(MemoryOrders):
    def find(self, wanted: OrderFilter, page: Page) -> tuple[Order, ...]:
        found = super().find(wanted, page)
        return tuple(
            order for order in found if wanted.symbol is None or order.terms.lines[0].symbol == wanted.symbol
        )


def deaf_to(filter_field: str, base: type[Any]) -> type:
    def find(self: Any, wanted: Any, page: Page) -> Any:
        return base.find(self, evolve(wanted, **{filter_field: None}), page)

    return type("Deaf", (base,), {"find": find})


for word in "account statuses symbol side source since until".split():
    PLANTED.reading(orders_contract)(deaf_to(word, MemoryOrders))
for word in "account symbol side since until".split():
    PLANTED.reading(trades_contract)(deaf_to(word, MemoryTrades))


@PLANTED.reading(orders_contract)
class OffsetOrders(MemoryOrders):
    """Pages by counting rows: a new row pushes another one onto the next page."""

    def find(self, wanted: OrderFilter, page: Page) -> tuple[Order, ...]:
        everything = super().find(wanted, evolve(page, after=None, limit=10_000))
        behind = 0
        if page.after is not None:
            marks = [(order.created_at, order.number) for order in sorted_once(self, everything)]
            behind = marks.index((page.after.at, OrderNumber(page.after.name))) + 1
        return everything[behind : behind + page.limit]


def sorted_once(reader: Any, rows: Sequence[Order]) -> Sequence[Order]:
    """The rows as they stood when the reader was first asked."""
    return reader.__dict__.setdefault("first_seen", rows) if len(rows) > 1 else rows


@PLANTED.reading(orders_contract)
class MomentOrders(MemoryOrders):
    """Pages by the moment alone: of rows of one moment, those beyond the page are lost."""

    def find(self, wanted: OrderFilter, page: Page) -> tuple[Order, ...]:
        if page.after is None:
            return super().find(wanted, page)
        rest = super().find(wanted, evolve(page, limit=10_000))
        return tuple(order for order in rest if order.created_at != page.after.at)[: page.limit]


@PLANTED.reading(orders_contract)
class ForeignOrders(MemoryOrders):
    """Sorts names as a dictionary does."""

    def find(self, wanted: OrderFilter, page: Page) -> tuple[Order, ...]:
        found = super().find(wanted, page)

        def by_word(order: Order) -> tuple[datetime, str]:
            return order.created_at, order.number.casefold()

        return tuple(sorted(found, key=by_word, reverse=page.newest_first))


@PLANTED.reading(orders_contract)
class TirelessOrders(MemoryOrders):
    def count(self, wanted: OrderFilter, up_to: int) -> int:
        del up_to
        return super().count(wanted, 10_000)


@PLANTED.reading(trades_contract)
class TirelessTrades(MemoryTrades):
    def count(self, wanted: TradeFilter, up_to: int) -> int:
        del up_to
        return super().count(wanted, 10_000)


@PLANTED.reading(trades_contract)
class OldestTrades(MemoryTrades):
    def find(self, wanted: TradeFilter, page: Page) -> tuple[Trade, ...]:
        return super().find(wanted, evolve(page, newest_first=False))


@PLANTED.reading(journal_contract)
class EndlessJournal(MemoryJournal):
    def entries(self, account: AccountId, after: int = 0, *more: Any, **rest: Any) -> tuple[Entry, ...]:
        return super().entries(account, max(after - 1, 0), *more, **rest)


@PLANTED.reading(journal_contract)
class TimelessJournal(MemoryJournal):
    def entries(
        self, account: AccountId, after: int = 0, limit: int = 1000, until: datetime | None = None
    ) -> tuple[Entry, ...]:
        del until
        return super().entries(account, after, limit)


@PLANTED.reading(journal_contract)
class OldestJournal(MemoryJournal):
    def latest(self, account: AccountId, before: int | None = None, limit: int = 1000) -> tuple[Entry, ...]:
        return super().latest(account, before, limit)[::-1]


@PLANTED.reading(journal_contract)
class SharedJournal(MemoryJournal):
    def entries(self, account: AccountId, *more: Any, **rest: Any) -> tuple[Entry, ...]:
        del account, more, rest
        return tuple(self._store.entries.values())


@PLANTED.reading(journal_contract)
class GreedyJournal(MemoryJournal):
    def touching(
        self, account: AccountId, buckets: Collection[Bucket], symbol: Symbol | None = None, **rest: Any
    ) -> tuple[Entry, ...]:
        del symbol
        return super().touching(account, buckets, **rest)


@PLANTED.reading(journal_contract)
class NarrowJournal(MemoryJournal):
    def touching(self, *asked: Any, since: int, **rest: Any) -> tuple[Entry, ...]:
        return super().touching(*asked, since=since + 1, **rest)


@PLANTED.reading(outbox_contract)
class LeakyOutbox(MemoryOutbox):
    def unsent(self, limit: int) -> tuple[Unsent, ...]:
        found = super().unsent(limit)
        self.mark_sent(found)
        return found


@PLANTED.reading(outbox_contract)
class BackwardOutbox(MemoryOutbox):
    def unsent(self, limit: int) -> tuple[Unsent, ...]:
        return super().unsent(1000)[::-1][:limit]


@PLANTED.reading(outbox_contract)
class PublicOutbox(MemoryOutbox):
    def unsent(self, limit: int) -> tuple[Unsent, ...]:
        return tuple(Unsent(unsent.event) for unsent in super().unsent(limit))


@PLANTED.reading(products_contract)
class StubbornProducts(MemoryProducts):
    def put(self, product: Product) -> None:
        self._store.products.setdefault(product.symbol, product)


@PLANTED.reading(products_contract)
class DefaultProducts(MemoryProducts):
    def get(self, symbol: Symbol) -> Product | None:
        found = super().get(symbol)
        return None if found is None else evolve(found, listed_on=None)


@PLANTED.reading(products_contract)
class UnsortedProducts(MemoryProducts):
    def all(self) -> tuple[Product, ...]:
        return super().all()[::-1]


@pytest.mark.usefixtures("quick_properties")
@pytest.mark.parametrize("contract", PLANTED.cases)
def test_an_adapter_that_breaks_a_law_is_found_out(contract: Callable[[], type]) -> None:
    """Every suite has at least one test that fails for each of these plausible mistakes."""
    assert [] != red(contract())
