"""Read what an account holds, from what is remembered where that is still true."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from attrs import evolve, frozen

from trading_core.domain.exact import plain
from trading_core.domain.ids import AccountId, Symbol
from trading_core.domain.valuation import Position, positions
from trading_core.domain.words import Direction, Word
from trading_core.errors import NotFound
from trading_core.ports.accounts import Accounts
from trading_core.ports.cache import Cache

if TYPE_CHECKING:
    from trading_core.domain.quotes import Quote

SECONDS: Final = 3600


class ReadFrom(Word):
    """Where an answer was found."""

    CACHE = "cache"
    DATABASE = "database"


@frozen
class Holdings:
    """What is held, not yet priced, and where that was found."""

    positions: tuple[Position, ...]
    source: ReadFrom

    def at(self, quotes: Mapping[Symbol, Quote]) -> tuple[Position, ...]:
        """The same at the last known prices."""
        return tuple(
            evolve(one, last_price=None if (quote := quotes.get(one.symbol)) is None else quote.last.value)
            for one in self.positions
        )


@frozen
class ReadHoldings:
    """
    Reads holdings from the cache when they are as young as the account, else from the account itself.

    The account's revision is a part of what is remembered, so nothing that was written since can be missing from an
    answer, whatever became of a deletion. A cache that has lost everything costs time alone.
    """

    accounts: Accounts
    cache: Cache

    def __call__(self, name: AccountId, revision: int | None = None) -> Holdings:
        """Read what an account holds, which somebody who has just looked may give the revision of."""
        name = AccountId(name)
        if revision is None:
            revision = self.accounts.revisions((name,)).get(name)
        if revision is None:
            raise NotFound("account", name)
        key = f"holdings:{name}:{revision}"
        known = self.cache.get(key)
        if known is not None:
            return Holdings(_decoded(known), ReadFrom.CACHE)
        account = self.accounts.get(name)
        if account is None:
            raise NotFound("account", name)
        found = positions(account, {})
        self.cache.set(key, _encoded(found), SECONDS)
        return Holdings(found, ReadFrom.DATABASE)

    def forget(self, name: AccountId) -> None:
        """Forget what is remembered of an account as it stands."""
        revision = self.accounts.revisions((name,)).get(name)
        self.cache.delete(f"holdings:{name}:{revision}")


def _encoded(found: tuple[Position, ...]) -> bytes:
    rows = [
        [one.symbol, one.direction.value, plain(one.quantity), plain(one.reserved), plain(one.cost)]
        for one in found
    ]
    return json.dumps(rows).encode()


def _decoded(content: bytes) -> tuple[Position, ...]:
    return tuple(
        Position(
            Symbol(symbol), Direction(direction), Decimal(quantity), Decimal(reserved), Decimal(cost), None
        )
        for symbol, direction, quantity, reserved, cost in json.loads(content)
    )
