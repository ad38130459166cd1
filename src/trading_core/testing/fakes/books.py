"""The books in memory."""

from __future__ import annotations

from collections import ChainMap
from typing import TYPE_CHECKING, Any, Final, TypeVar

from trading_core.domain.book import Book, Changes, Settings
from trading_core.domain.order_states import OrderStatus
from trading_core.domain.words import Source
from trading_core.errors import AlreadyExists, InvariantViolated, Unavailable
from trading_core.ports.books import Books, UnitOfWork
from trading_core.testing.fakes.store import MemoryStore
from trading_core.testing.fakes.users import names_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, MutableMapping, Sequence
    from datetime import datetime
    from types import TracebackType
    from typing import Self

    from trading_core.domain.ids import AccountId, OrderNumber, Symbol
    from trading_core.domain.journal import Entry
    from trading_core.domain.needs import Needs
    from trading_core.domain.orders import Order
    from trading_core.ports.answers import Caller, IdempotencyKey, KeptAnswer
    from trading_core.ports.api_keys import ApiKey
    from trading_core.ports.users import User

K = TypeVar("K")
V = TypeVar("V")

TABLES: Final = "accounts limits recent_orders products orders client_orders trades movements entries outbox answers users api_keys".split()


class MemoryBooks(Books):
    """One unit of work at a time; the next waits for its turn, and gives up after the store's patience."""

    def __init__(self, store: MemoryStore | None = None) -> None:
        """Work on a store, or on one of its own."""
        self.store = store or MemoryStore()

    def begin(self) -> MemoryUnitOfWork:
        """Make a unit of work."""
        return MemoryUnitOfWork(self.store)

    def look(self, needs: Needs) -> Book:
        """Read the committed rows through a layer that nobody lays down."""
        work = MemoryUnitOfWork(self.store)
        with self.store.guard:
            work.cover()
            return work.load(needs)


class MemoryUnitOfWork(UnitOfWork):
    """Writes into a layer above the committed rows; a commit lays it down, leaving throws it away."""

    def __init__(self, store: MemoryStore) -> None:
        """Begin nothing yet."""
        self._store = store
        self._settings: Settings | None = None
        self._seen: set[tuple[str, object]] = set()
        self._spoiled = False
        self._rows: dict[str, ChainMap[Any, Any]] = {}
        self._asked: frozenset[str] = frozenset()
        self._standing: dict[str, datetime] = {}
        self._forgotten: set[tuple[Caller, IdempotencyKey]] = set()

    def __enter__(self) -> Self:
        """Wait for the turn."""
        if not self._store.turn.acquire(timeout=self._store.patience_seconds):
            raise Unavailable("the books")
        self.cover()
        return self

    def cover(self) -> None:
        """Begin an empty layer above the committed rows."""
        self._rows = {name: ChainMap({}, getattr(self._store, name)) for name in TABLES}

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None:
        """Give the turn away, and with it what was not committed."""
        self._store.turn.release()

    def ask_for(self, families: Collection[str]) -> None:
        """Remember them for the load."""
        self._asked = frozenset(families)

    def standing(self) -> Mapping[str, datetime]:
        """Tell what the load has seen."""
        return self._standing

    def load(self, needs: Needs) -> Book:
        """Read what the names lead to; whoever has the turn has locked everything."""
        with self._store.guard:
            stand = self._asked & self._store.youngest.keys()
            self._standing = {family: self._store.families[family].expires_at for family in stand}
        client_orders = self._found("client_orders", needs.client_orders)
        orders = self._found("orders", {*needs.orders, *client_orders.values()})
        accounts = self._found("accounts", {*needs.accounts, *_accounts_of(orders.values())})
        return Book(
            settings=self._store.with_state_of(self._settings),
            accounts=accounts,
            limits=self._found("limits", accounts),
            recent_orders=self._found("recent_orders", accounts),
            products=self._found("products", {*needs.symbols, *_symbols_of(orders.values())}),
            orders=orders,
            client_orders=client_orders,
            trades=self._found("trades", needs.fills),
            movements=self._found("movements", needs.references),
        )

    def _found(self, name: str, keys: Iterable[K]) -> dict[K, Any]:
        rows = self._rows[name]
        found = {key: rows[key] for key in keys if key in rows}
        self._seen.update((name, key) for key in found)
        return found

    def reserve(self, needs: Needs) -> frozenset[AccountId]:
        """Tell which are there; whoever has the turn has locked everything."""
        return frozenset(account for account in needs.accounts if account in self._rows["accounts"])

    def claim_pending(self, limit: int) -> tuple[OrderNumber, ...]:
        """Choose what is pending; there is nobody else whose orders would have to be passed over."""
        pending = [
            order
            for order in self._rows["orders"].values()
            if order.status is OrderStatus.PENDING and order.terms.source is not Source.IMPORT
        ]
        pending.sort(key=lambda order: (order.created_at, order.number))
        return tuple(order.number for order in pending[:limit])

    def save(self, changes: Changes) -> None:
        """Write into the layer; the first row that is there already spoils the whole unit of work."""
        try:
            self._add("accounts", "account", changes.accounts)
            self._add("orders", "order", changes.orders)
            self._add("products", "product", changes.products)
            self._add("client_orders", "client order id", changes.client_orders)
            self._add("trades", "trade", {trade.id: trade for trade in changes.trades})
            self._add("movements", "movement of cash", changes.movements)
            self._enter(changes.entries)
        except (AlreadyExists, InvariantViolated):
            self._spoiled = True
            raise
        self._rows["outbox"].update({(event.order, event.sequence): event for event in changes.events})
        self._rows["limits"].update(changes.limits)
        self._rows["recent_orders"].update(changes.recent_orders)
        self._settings = changes.settings or self._settings

    def _add(self, name: str, kind: str, found: Mapping[K, V]) -> None:
        rows: MutableMapping[K, V] = self._rows[name]
        for key, value in found.items():
            if key in rows and (name, key) not in self._seen:
                raise AlreadyExists(kind, str(key))
            rows[key] = value
            self._seen.add((name, key))

    def _enter(self, entries: tuple[Entry, ...]) -> None:
        rows = self._rows["entries"]
        for entry in entries:
            if (entry.account, entry.sequence) in rows:
                raise AlreadyExists("entry", f"{entry.account} {entry.sequence}")
            if entry.sequence > 1 and (entry.account, entry.sequence - 1) not in rows:
                raise InvariantViolated("entries follow one another", f"{entry.account} {entry.sequence}")
            rows[entry.account, entry.sequence] = entry

    def find_answers(
        self, names: Sequence[tuple[Caller, IdempotencyKey]]
    ) -> Mapping[tuple[Caller, IdempotencyKey], KeptAnswer]:
        """Look up answers."""
        return self._found("answers", names)

    def forget_answers(self, before: datetime, limit: int) -> int:
        """Forget answers; they are gone at the commit."""
        answers = self._rows["answers"]
        old = [name for name, answer in answers.items() if answer.kept_at < before][:limit]
        self._forgotten.update(old)
        return len(old)

    def keep_answers(self, answers: Sequence[KeptAnswer]) -> None:
        """Write answers into the layer."""
        rows = self._rows["answers"]
        for answer in answers:
            if (answer.caller, answer.key) in rows:
                self._spoiled = True
                raise AlreadyExists("answer", answer.key)
            rows[answer.caller, answer.key] = answer

    def add_users(self, users: Sequence[User]) -> None:
        """Write users into the layer, under each of their names."""
        self._put_new("users", ((name, user) for user in users for name in names_of(user)))

    def add_keys(self, keys: Sequence[ApiKey]) -> None:
        """Write keys into the layer."""
        self._put_new("api_keys", ((("API key", key.id), key) for key in keys))

    def hold_draft(self, number: OrderNumber) -> bool:
        """Whoever has the turn has locked everything."""
        return number in self._store.drafts and number not in self._store.dismissed

    def _put_new(self, table: str, found: Iterable[tuple[tuple[str, str], object]]) -> None:
        rows = self._rows[table]
        for (kind, name), value in found:
            key = (kind, name) if table == "users" else name
            if key in rows:
                self._spoiled = True
                raise AlreadyExists(kind, name)
            rows[key] = value

    def commit(self) -> None:
        """Lay the layer down, all at once for every reader."""
        if self._spoiled:
            raise InvariantViolated("what was refused is not committed", "commit after a save that failed")
        with self._store.guard:
            for table, rows in self._rows.items():
                getattr(self._store, table).update(rows.maps[0])
                rows.maps[0].clear()
            for name in self._forgotten:
                del self._store.answers[name]
            self._forgotten.clear()
            self._store.settings = self._store.with_state_of(self._settings)


def _accounts_of(orders: Iterable[Order]) -> set[AccountId]:
    return {order.terms.account for order in orders if order.terms.account is not None}


def _symbols_of(orders: Iterable[Order]) -> set[Symbol]:
    return {line.symbol for order in orders for line in order.terms.lines}
