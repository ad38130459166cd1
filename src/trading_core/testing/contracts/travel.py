"""Taking books through a journey and comparing them, at each stop, with what they ought to be."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from attrs import define, evolve, field

from trading_core.domain.book import Book, Changes, Settings, with_changes
from trading_core.domain.commands import Deposit, buy, open_account
from trading_core.domain.decisions import decide
from trading_core.domain.journal import Entry
from trading_core.domain.markets import MarketMode, standard_markets
from trading_core.domain.needs import Needs, needs_of
from trading_core.testing.contracts.tour import ALICE, BOB, CAROL, MONDAY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from trading_core.domain.commands import Command
    from trading_core.ports.books import Books
    from trading_core.testing.contracts.tour import Stop

K = TypeVar("K")
V = TypeVar("V")


def _strict() -> Book:
    return Book(settings=Settings(markets=standard_markets(MarketMode.STRICT)))


@define
class World:
    """What the books ought to hold, kept in plain values beside them."""

    book: Book = field(factory=_strict)
    entries: list[Entry] = field(factory=list)

    def learn(self, changes: Changes) -> None:
        """Take in what was committed."""
        self.book = with_changes(self.book, changes)
        self.entries.extend(changes.entries)

    @property
    def everything(self) -> Needs:
        """The names of all there is."""
        book = self.book
        return Needs(
            tuple(book.accounts),
            tuple(book.orders),
            tuple(book.products),
            tuple(book.trades),
            tuple(book.client_orders),
            tuple(book.movements),
        )

    def expected(self, needs: Needs) -> Book:
        """What a load of these names has to bring."""
        book = self.book
        client_orders = _of(book.client_orders, needs.client_orders)
        orders = _of(book.orders, [*needs.orders, *client_orders.values()])
        led_to = [order.terms.account for order in orders.values() if order.terms.account is not None]
        accounts = _of(book.accounts, [*needs.accounts, *led_to])
        lines = [line.symbol for order in orders.values() for line in order.terms.lines]
        return Book(
            settings=book.settings,
            accounts=accounts,
            limits=_of(book.limits, accounts),
            recent_orders=_of(book.recent_orders, accounts),
            products=_of(book.products, [*needs.symbols, *lines]),
            orders=orders,
            client_orders=client_orders,
            trades=_of(book.trades, needs.fills),
            movements=_of(book.movements, needs.references),
        )


def _of(known: Mapping[K, V], names: Iterable[K]) -> dict[K, V]:
    return {name: known[name] for name in names if name in known}


def check_loaded(expected: Book, loaded: Book) -> None:
    """Compare all that the names lead to, kind by kind; the markets are not the books' to know."""
    assert expected.settings.state == loaded.settings.state
    assert expected.settings.state_reason == loaded.settings.state_reason
    assert expected.accounts == {name: loaded.accounts.get(name) for name in expected.accounts}
    assert expected.limits == {name: loaded.limits.get(name) for name in expected.limits}
    assert expected.recent_orders == {name: loaded.recent_orders.get(name) for name in expected.recent_orders}
    assert expected.products == {name: loaded.products.get(name) for name in expected.products}
    assert expected.orders == {name: loaded.orders.get(name) for name in expected.orders}
    assert expected.client_orders == dict(loaded.client_orders)
    assert expected.trades == dict(loaded.trades)
    assert expected.movements == dict(loaded.movements)
    assert {} == dict(loaded.quotes)


def take(books: Books, stops: Iterable[Stop]) -> World:
    """Decide and commit each stop on what the books have loaded, and follow it in a world of plain values."""
    world = World()
    for stop in stops:
        visit(books, world, stop)
    return world


def visit(books: Books, world: World, stop: Stop) -> None:
    """Go to one more place."""
    with books.begin() as work:
        needs = needs_of(stop.commands)
        loaded = work.load(needs)
        check_loaded(world.expected(needs), loaded)
        known = evolve(
            loaded,
            settings=evolve(loaded.settings, markets=world.book.settings.markets),
            quotes={quote.symbol: quote for quote in stop.quotes},
        )
        decision = decide(known, stop.commands, stop.at)
        work.save(decision.changes)
        work.commit()
    world.learn(decision.changes)


def reload(books: Books, world: World) -> Book:
    """Load everything there is, and change nothing."""
    with books.begin() as work:
        return work.load(world.everything)


def uncommitted(books: Books, look: Callable[[], object], *, within: bool) -> object:
    """
    Change much, look, and leave without a commit.

    A store whose readers wait for its writers is looked at afterwards.
    """
    commands: tuple[Command, ...] = (
        Deposit(ALICE, 3, "not yet"),
        Deposit(BOB, 3, "not yet"),
        open_account("newcomer", 1),
        buy("not yet", CAROL, "2317", 1000, 200),
    )
    with books.begin() as work:
        decision = decide(work.load(needs_of(commands)), commands, MONDAY)
        assert all(outcome.ok for outcome in decision.outcomes)
        work.save(decision.changes)
        if within:
            return look()
    return look()
