"""Choosing what nobody else is at work on: pending orders, each to be worked by one worker."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import bindparam, select

from adapters.sql.rowset import among
from adapters.sql.tables.accounts import accounts
from adapters.sql.tables.orders import orders
from trading_core.domain.ids import OrderNumber
from trading_core.domain.order_states import OrderStatus
from trading_core.domain.words import Source

if TYPE_CHECKING:
    from sqlalchemy import Connection


class Claiming:
    """The statements that claim orders, for one kind of database."""

    def __init__(self, *, sqlite: bool) -> None:
        """Write them once."""
        waiting = (
            select(orders.c.number)
            .where(orders.c.status == OrderStatus.PENDING.value, orders.c.source != Source.IMPORT.value)
            .order_by(orders.c.created_at, orders.c.number)
        )
        self._choose: Final = (
            waiting.join(accounts, accounts.c.id == orders.c.account)
            .limit(bindparam("limit"))
            .with_for_update(of=accounts, key_share=True, skip_locked=True)
        )
        self._still: Final = waiting.where(among(orders.c.number, sqlite=sqlite))

    def claim(self, connection: Connection, limit: int) -> tuple[OrderNumber, ...]:
        """
        Lock the accounts of the oldest pending orders that nobody else has locked.

        An account may have become free only because somebody has just worked its orders, which the first statement
        does not see; so what was chosen is looked at again once it cannot change any more.
        """
        chosen = connection.execute(self._choose, {"limit": limit}).scalars().all()
        if not chosen:
            return ()
        still = connection.execute(self._still, {"names": list(chosen)}).scalars()
        return tuple(OrderNumber(number) for number in still)
