"""Drafts in SQL."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import and_, bindparam, exists, func, select, update

from adapters.sql.bulk import inserting
from adapters.sql.columns import Named, Utc
from adapters.sql.finding import ByNames
from adapters.sql.forgetting import Forgetting
from adapters.sql.listing import Listing, is_, stated
from adapters.sql.rows.draft import draft_from, draft_row
from adapters.sql.tables.drafts import drafts
from adapters.sql.tables.orders import orders
from trading_core.domain.ids import OrderNumber
from trading_core.domain.order_states import OrderStatus
from trading_core.errors import AlreadyExists
from trading_core.ports.drafts import Drafts, SeenDraft

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from adapters.sql.database import Database
    from trading_core.domain.drafts import Draft
    from trading_core.ports.drafts import DraftFilter
    from trading_core.ports.paging import Page

# Whoever counts the open drafts of an account waits here for those who are about to add to them.
_TAKE_TURN: Final = select(func.pg_advisory_xact_lock(func.hashtextextended(bindparam("turn"), 0)))
_OPEN: Final = and_(
    drafts.c.expires_at > bindparam("open_at", type_=Utc()),
    drafts.c.dismissed_at.is_(None),
    ~exists().where(orders.c.number == drafts.c.number),
)
_COUNT_OPEN: Final = (
    select(func.count())
    .select_from(drafts)
    .where(drafts.c.account == bindparam("account", type_=Named()), _OPEN)
)
_NUMBER: Final = drafts.c.number == bindparam("draft", type_=Named())
# On SQLite nobody else writes meanwhile, and there are no locks of rows.
_HOLD: Final = select(drafts.c.number).where(_NUMBER, drafts.c.dismissed_at.is_(None)).with_for_update()
_DISMISS: Final = (
    update(drafts)
    .where(_NUMBER, ~exists().where(orders.c.number == drafts.c.number))
    .values(dismissed_at=bindparam("at", type_=Utc()))
)
_FORGET: Final = Forgetting(drafts.c.expires_at, until=True)


class SqlDrafts(Drafts):
    """A draft is a row whose terms never change; whether it was confirmed is told by the orders."""

    def __init__(self, database: Database) -> None:
        """Write the statements once."""
        sqlite = database.is_sqlite
        self._database: Final = database
        self._insert: Final = inserting(drafts, is_sqlite=sqlite)
        self._by_number: Final = ByNames(select(drafts), drafts.c.number, sqlite=sqlite)
        status = select(orders.c.number, orders.c.status)
        self._stands: Final = ByNames(status, orders.c.number, sqlite=sqlite)
        self._list: Final = Listing(
            select(drafts),
            (drafts.c.proposed_at, drafts.c.number),
            {"account": is_(drafts.c.account, "account"), "open_at": _OPEN},
        )

    def keep(self, proposed: Sequence[Draft], most: int) -> frozenset[OrderNumber]:
        """Keep drafts as long as their accounts may have more."""
        if not proposed:
            return frozenset()
        numbers = Counter(draft.number for draft in proposed)
        twice = next((number for number, times in numbers.items() if times > 1), None)
        if twice is not None:
            raise AlreadyExists("draft", twice)
        with self._database.writing() as connection:
            self._take_turns(connection, proposed)
            known = self._by_number(connection, numbers)
            if known:
                raise AlreadyExists("draft", known[0].number)
            added: list[Draft] = []
            for draft in proposed:
                asked = {"account": draft.account, "open_at": draft.proposed_at}
                before = int(connection.execute(_COUNT_OPEN, asked).scalar_one())
                beside = sum(one.account == draft.account and one.holds(draft.proposed_at) for one in added)
                if before + beside < most:
                    added.append(draft)
            self._insert(connection, [draft_row(draft) for draft in added])
        return frozenset(draft.number for draft in added)

    def _take_turns(self, connection: Connection, proposed: Sequence[Draft]) -> None:
        if not self._database.is_sqlite:
            for account in sorted({str(draft.account) for draft in proposed}):
                connection.execute(_TAKE_TURN, {"turn": f"drafts {account}"})

    def get(self, numbers: Collection[OrderNumber]) -> Mapping[OrderNumber, SeenDraft]:
        """Read drafts."""
        with self._database.snapshot() as connection:
            found = self._seen(connection, self._by_number(connection, set(numbers)))
        return {one.draft.number: one for one in found}

    def find(self, wanted: DraftFilter, page: Page) -> tuple[SeenDraft, ...]:
        """Read a page of drafts."""
        after = None if page.after is None else (page.after.at, page.after.name)
        asked = stated(account=wanted.account, open_at=wanted.open_at)
        statement, parameters = self._list.page(asked, after, page.limit, descending=page.newest_first)
        with self._database.snapshot() as connection:
            return self._seen(connection, connection.execute(statement, parameters).all())

    def count(self, wanted: DraftFilter, up_to: int) -> int:
        """Count drafts."""
        asked = stated(account=wanted.account, open_at=wanted.open_at)
        statement, parameters = self._list.count(asked, up_to)
        with self._database.alone() as connection:
            return int(connection.execute(statement, parameters).scalar_one())

    def dismiss(self, number: OrderNumber, at: datetime) -> SeenDraft | None:
        """Note when, unless its order is there; who is making that order holds the row, and is waited for."""
        with self._database.writing() as connection:
            if hold_draft(connection, number):
                connection.execute(_DISMISS, {"draft": number, "at": at})
            return next(iter(self._seen(connection, self._by_number(connection, {number}))), None)

    def forget(self, until: datetime, limit: int) -> int:
        """Throw away old ones."""
        with self._database.writing() as connection:
            return _FORGET(connection, until, limit)

    def _seen(self, connection: Connection, rows: Sequence[Any]) -> tuple[SeenDraft, ...]:
        """Show drafts, and where their orders stand now."""
        stands = self._stands(connection, {row.number for row in rows})
        status = {OrderNumber(row.number): OrderStatus(row.status) for row in stands}
        return tuple(
            SeenDraft(draft_from(row), status.get(OrderNumber(row.number)), row.dismissed_at) for row in rows
        )


def hold_draft(connection: Connection, number: OrderNumber) -> bool:
    """Lock a draft until the end of the transaction; one that was dismissed, or is none, is not held."""
    return connection.execute(_HOLD, {"draft": number}).one_or_none() is not None
