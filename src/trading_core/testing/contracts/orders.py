"""The laws of reading orders."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from trading_core.domain.commands import ImportOrder, PlaceOrder, Stage
from trading_core.domain.ids import AccountId, OrderNumber, Symbol
from trading_core.domain.order_states import OrderStatus
from trading_core.domain.order_terms import OrderTerms
from trading_core.domain.words import Side, Source
from trading_core.ports.orders import OrderFilter
from trading_core.ports.paging import Mark, Page
from trading_core.testing.contracts.lists import check_pages, walk
from trading_core.testing.contracts.making import Make, opened
from trading_core.testing.contracts.tour import ALICE, MONDAY, Stop, order, tour
from trading_core.testing.contracts.travel import take, uncommitted, visit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from trading_core.domain.orders import Order
    from trading_core.ports.books import Books
    from trading_core.ports.orders import Orders

FILTERS = (
    OrderFilter(),
    OrderFilter(account=AccountId(ALICE)),
    OrderFilter(account=AccountId("nobody")),
    OrderFilter(statuses=frozenset({OrderStatus.PENDING, OrderStatus.CLOSED})),
    OrderFilter(statuses=frozenset()),
    OrderFilter(symbol=Symbol("2330")),
    OrderFilter(symbol=Symbol("SKU-2")),
    OrderFilter(side=Side.SELL),
    OrderFilter(source=Source.IMPORT),
    OrderFilter(since=MONDAY + timedelta(seconds=1)),
    OrderFilter(until=MONDAY + timedelta(seconds=1)),
    OrderFilter(since=MONDAY + timedelta(seconds=1), until=MONDAY + timedelta(seconds=1)),
    OrderFilter(account=AccountId(ALICE), symbol=Symbol("2330"), side=Side.BUY, source=Source.SIGNAL),
    OrderFilter(account=AccountId(ALICE), side=Side.SELL),
    OrderFilter(account=AccountId(ALICE), statuses=frozenset({OrderStatus.EXECUTED, OrderStatus.CLOSED})),
    OrderFilter(account=AccountId(ALICE), statuses=frozenset({OrderStatus.EXECUTED}), source=Source.TRADE),
    OrderFilter(account=AccountId(ALICE), source=Source.IMPORT),
    OrderFilter(side=Side.BUY, source=Source.IMPORT),
    OrderFilter(statuses=frozenset({OrderStatus.ACCEPTED, OrderStatus.CLOSED}), source=Source.IMPORT),
    OrderFilter(symbol=Symbol("SKU-2"), source=Source.IMPORT),
    OrderFilter(symbol=Symbol("SKU-2"), source=Source.IMPORT, statuses=frozenset({OrderStatus.ACCEPTED})),
)


def orders_contract(  # noqa: C901 - a law is a function
    make: Make[tuple[Books, Orders]], *, concurrent: bool = True
) -> type:
    """Give the tests of ``Orders``; without ``concurrent``, readers may wait for a unit of work."""

    class OrdersContract:
        """What reading orders promises."""

        def test_an_order_is_read_as_the_books_saved_it(self) -> None:
            """A reader sees every field, every line and the whole history."""
            with opened(make) as (books, orders):
                book = take(books, tour()).book

                assert dict(book.orders) == {number: orders.get(number) for number in book.orders}
                assert orders.get(OrderNumber("none")) is None
                assert dict(book.orders) == dict(orders.named([*book.orders, OrderNumber("none")]))
                assert {} == dict(orders.named([]))

        def test_what_has_changed_is_seen_at_once(self) -> None:
            """Whoever asked before and asks again is told what is true now, also through a cache."""
            with opened(make) as (books, orders):
                world = take(books, ())
                for stop in tour():
                    visit(books, world, stop)
                    known = world.book.orders
                    for number, one in known.items():
                        assert (one, {number: one}) == (orders.get(number), dict(orders.named([number])))
                    found = orders.find(OrderFilter(), Page(limit=1000))
                    assert sorted(known) == sorted(one.number for one in found)
                    assert all(known[one.number] == one for one in found)
                    assert len(known) == orders.count(OrderFilter(), 1000)

        def test_a_filter_lets_through_what_fits_all_of_it(self) -> None:
            """Each filter, alone and with others, shows exactly the orders that it describes."""
            with opened(make) as (books, orders):
                book = take(books, tour()).book
                for wanted in FILTERS:
                    expected = [known for known in book.orders.values() if _fits(known, wanted)]
                    found = orders.find(wanted, Page(limit=1000))
                    assert sorted(expected, key=_mark, reverse=True) == list(found)
                    assert len(expected) == orders.count(wanted, 1000)

        def test_pages_show_every_order_once(self) -> None:
            """Orders of the same moment are told apart by their numbers, in either direction, whatever is filtered."""
            with opened(make) as (books, orders):
                book = take(books, tour()).book

                check_filtered(orders, book.orders.values())

        def test_orders_that_come_meanwhile_disturb_no_page(self) -> None:
            """Who is reading on sees what he would have seen, and no order twice."""
            with opened(make) as (books, orders):
                world = take(books, tour())
                expected = walk(lambda page: orders.find(FILTERS[0], page), _mark, 4)
                first = orders.find(FILTERS[0], Page(limit=4))
                terms = order("newest", "carol", Side.BUY, "ABC", 1)
                visit(books, world, Stop((PlaceOrder(terms, Stage.SUBMITTED),), MONDAY + timedelta(days=9)))
                rest = orders.find(FILTERS[0], Page(limit=1000, after=Mark(*_mark(first[-1]))))

                assert expected == [*first, *rest]

        def test_names_are_sorted_as_bytes(self) -> None:
            """Capitals come before small letters and marks where their codes say, in every country."""
            numbers = ["a-b", "ab", "A-c", "B", "b", "_", "Z", "a c"]
            imports = [
                OrderTerms(number=name, source=Source.IMPORT, lines=(), total_price=1) for name in numbers
            ]
            with opened(make) as (books, orders):
                take(books, [Stop(tuple(ImportOrder(terms, MONDAY) for terms in imports), MONDAY)])
                found = walk(lambda page: orders.find(FILTERS[0], page), _mark, 3, newest_first=False)

                assert sorted(numbers) == [known.number for known in found]

        def test_a_count_stops_where_it_is_told(self) -> None:
            """Counting a long list costs no more than the caller wants to pay."""
            with opened(make) as (books, orders):
                take(books, tour())

                assert 3 == orders.count(FILTERS[0], 3)

        def test_what_is_not_committed_is_not_seen(self) -> None:
            """A reader never sees an order that may yet not be there."""
            with opened(make) as (books, orders):
                take(books, tour())

                def look() -> object:
                    return orders.get(OrderNumber("not yet")), orders.count(FILTERS[0], 1000)

                before = look()
                assert before == uncommitted(books, look, within=concurrent)
                assert before == look()

    return OrdersContract


def _mark(known: Order) -> tuple[datetime, str]:
    return known.created_at, known.number


def check_filtered(orders: Orders, known: Iterable[Order]) -> None:
    """Each filter shows all rows that fit it, page by page."""
    for wanted in FILTERS:
        check_pages(partial(orders.find, wanted), [one for one in known if _fits(one, wanted)], _mark)


def _fits(known: Order, wanted: OrderFilter) -> bool:
    terms = known.terms
    return not (
        (wanted.account is not None and terms.account != wanted.account)
        or (wanted.statuses is not None and known.status not in wanted.statuses)
        or (wanted.symbol is not None and wanted.symbol not in [line.symbol for line in terms.lines])
        or (wanted.side is not None and terms.side is not wanted.side)
        or (wanted.source is not None and terms.source is not wanted.source)
        or (wanted.since is not None and known.created_at < wanted.since)
        or (wanted.until is not None and known.created_at > wanted.until)
    )
