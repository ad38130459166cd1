"""Trades, for reading."""

from __future__ import annotations

from abc import abstractmethod
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from attrs import field, frozen

from trading_core.domain.checks import optional
from trading_core.domain.ids import AccountId, Symbol
from trading_core.domain.words import Side
from trading_core.ports.paging import moment_or_none

if TYPE_CHECKING:
    from trading_core.domain.trades import Trade
    from trading_core.ports.paging import Page


@frozen(kw_only=True)
class TradeFilter:
    """Trades that fit all that is stated; times include both ends."""

    account: AccountId | None = field(default=None, validator=optional(AccountId))
    symbol: Symbol | None = field(default=None, validator=optional(Symbol))
    side: Side | None = field(default=None, validator=optional(Side))
    since: datetime | None = field(default=None, converter=moment_or_none)
    until: datetime | None = field(default=None, converter=moment_or_none)


class Trades(Protocol):
    """
    Booked fills.

    1. Only what was committed is seen, and what was seen once is there for ever, unchanged.
    2. The list is ordered by the moment of execution, then by the fill's id, which is its mark.
    3. Pages behind one another show each trade of the list once.
    """

    @abstractmethod
    def find(self, wanted: TradeFilter, page: Page) -> tuple[Trade, ...]:
        """Read a page of the trades that fit."""

    @abstractmethod
    def count(self, wanted: TradeFilter, up_to: int) -> int:
        """Count the trades that fit, but no further than ``up_to``."""
