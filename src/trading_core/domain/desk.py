"""A whole paper-trading book in memory: the smallest thing that remembers what was decided."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from attrs import evolve

from trading_core.domain.book import Book, Outcome, Settings, with_changes
from trading_core.domain.book_parts import Quotes
from trading_core.domain.checks import instant, sequence
from trading_core.domain.decisions import decide
from trading_core.domain.exact import show
from trading_core.domain.explain import Line, why
from trading_core.domain.ids import AccountId, OrderNumber, Symbol
from trading_core.domain.journal import Bucket, Entry
from trading_core.domain.quotes import Quote
from trading_core.domain.rules import STANDARD_RULES, Rule
from trading_core.domain.valuation import Position, equity, positions
from trading_core.errors import InvalidValue, NotFound

if TYPE_CHECKING:
    from trading_core.domain.account import Account
    from trading_core.domain.commands import Command
    from trading_core.domain.orders import Order


class Desk:
    """Takes commands, keeps the book and its journal, and answers questions about them."""

    def __init__(self, settings: Settings | None = None, rules: Sequence[Rule] = STANDARD_RULES) -> None:
        """Begin with an empty book, on the plain market rules unless told otherwise."""
        self._book = Book(settings=Settings() if settings is None else settings)
        self._rules = sequence(rules, "rules")
        self._latest: datetime | None = None
        self._entries: dict[AccountId, list[Entry]] = {}

    @property
    def book(self) -> Book:
        """The book as it stands; it does not change under its reader."""
        return self._book

    def do(self, *commands: Command, now: datetime) -> tuple[Outcome, ...]:
        """
        Carry out commands as one batch and keep what they changed.

        ``now`` may stand still and never goes back: what was booked at a time cannot come before what was booked
        earlier. A fill may tell of a time that has passed; that is what its own ``at`` is for.
        """
        moment = instant(now, "now")
        if self._latest is not None and moment < self._latest:
            latest = self._latest.isoformat()
            raise InvalidValue(
                "now", moment.isoformat(), f"{latest} or later, since this desk has acted then"
            )
        decision = decide(self._book, commands, moment, self._rules)
        self._latest = moment
        self._book = with_changes(self._book, decision.changes)
        for entry in decision.changes.entries:
            self._entries.setdefault(entry.account, []).append(entry)
        return decision.outcomes

    def see(self, quote: Quote) -> None:
        """Take note of a price."""
        if not isinstance(quote, Quote):
            raise InvalidValue("quote", show(quote), "a quote")
        self._book = evolve(self._book, quotes=Quotes(self._book.quotes).plus({quote.symbol: quote}))

    def account(self, name: str) -> Account:
        """The account of that name."""
        known = AccountId(name)
        account = self._book.accounts.get(known)
        if account is None:
            raise NotFound("account", known)
        return account

    def order(self, number: str) -> Order:
        """The order of that number."""
        known = OrderNumber(number)
        order = self._book.orders.get(known)
        if order is None:
            raise NotFound("order", known)
        return order

    def journal(self, name: str) -> tuple[Entry, ...]:
        """All entries of an account, oldest first."""
        return tuple(self._entries.get(self.account(name).id, ()))

    def positions(self, name: str) -> tuple[Position, ...]:
        """What an account holds and owes, at the last prices."""
        return positions(self.account(name), self._book.quotes)

    def equity(self, name: str) -> Decimal:
        """What an account is worth at the last prices."""
        return equity(self.account(name), self._book.quotes)

    def why(
        self, name: str, bucket: Bucket = Bucket.CASH, symbol: str | None = None, at: datetime | None = None
    ) -> tuple[Line, ...]:
        """Explain a balance by its entries; a bucket that is kept by product needs the product."""
        return why(self.journal(name), bucket, None if symbol is None else Symbol(symbol), at)
