"""Trades in SQL, for reading."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import select

from adapters.sql.listing import Listing, Worded, between, is_, stated
from adapters.sql.rows.trade import trade_from
from adapters.sql.tables.journal import trades
from trading_core.domain.words import Side
from trading_core.ports.trades import TradeFilter, Trades

if TYPE_CHECKING:
    from adapters.sql.database import Database
    from trading_core.domain.trades import Trade
    from trading_core.ports.paging import Page


class SqlTrades(Trades):
    """Reads trades, a page by one statement."""

    def __init__(self, database: Database) -> None:
        """Write the statements once."""
        self._database: Final = database
        equal = {name: is_(trades.c[name], name) for name in ("account", "symbol", "side")}
        conditions = {**equal, **between(trades.c.executed_at)}
        places = (trades.c.executed_at, trades.c.id)
        sides = {"side": Worded(trades.c.side, tuple(Side))}
        self._all: Final = Listing(select(trades), places, conditions)
        self._of_account: Final = Listing(select(trades), places, conditions, sides)

    def find(self, wanted: TradeFilter, page: Page) -> tuple[Trade, ...]:
        """Read a page of the trades that fit."""
        after = None if page.after is None else (page.after.at, page.after.name)
        statement, parameters = self._list(wanted).page(
            _stated(wanted), after, page.limit, descending=page.newest_first
        )
        with self._database.alone() as connection:
            return tuple(trade_from(row) for row in connection.execute(statement, parameters))

    def count(self, wanted: TradeFilter, up_to: int) -> int:
        """Count the trades that fit."""
        statement, parameters = self._list(wanted).count(_stated(wanted), up_to)
        with self._database.alone() as connection:
            return int(connection.execute(statement, parameters).scalar_one())

    def _list(self, wanted: TradeFilter) -> Listing:
        """An account's trades lie by their side, since whoever asks for one may have few of them."""
        return self._all if wanted.account is None else self._of_account


def _stated(wanted: TradeFilter) -> dict[str, Any]:
    return stated(
        account=wanted.account,
        symbol=wanted.symbol,
        side=wanted.side,
        since=wanted.since,
        until=wanted.until,
    )
