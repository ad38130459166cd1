"""
Scenes: books in which made-up traders have done something, one order after the other.

Nothing in a scene is put there by hand. Every command is carried out by ``decide``, and one that is refused against
the plan is an error, so what is drawn from a scene is reachable and no draw is ever thrown away.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from attrs import evolve
from hypothesis import strategies as st

from trading_core.domain.account import AccountTerms
from trading_core.domain.book import Book, Decision, Settings
from trading_core.domain.commands import Command, OpenAccount
from trading_core.domain.decisions import decide
from trading_core.domain.markets import MarketMode, standard_markets
from trading_core.domain.words import CostMethod
from trading_core.testing.strategies.dice import evenly
from trading_core.testing.strategies.fills import MONDAY
from trading_core.testing.strategies.listings import APPLE
from trading_core.testing.strategies.terms import account_terms

if TYPE_CHECKING:
    from trading_core.domain.book import Outcome
    from trading_core.domain.ids import AccountId
    from trading_core.domain.journal import Entry
    from trading_core.domain.quotes import Quote

_PACE: Final = 2  # days, so that what one life sells is paid out in the next
_WEEKDAYS: Final = 5
_OPENING: Final = 1_000_000
MODES: Final = evenly(MarketMode)
_CURRENCIES: Final = evenly(["TWD", "TWD", "USD"])
_BLINK: Final = timedelta(seconds=1)


class Scene:
    """A book that grows by decisions, and all that was decided."""

    def __init__(self, mode: MarketMode, trader: AccountTerms) -> None:
        """Begin on a Monday with the trader's account and with another one."""
        currency = trader.currency
        settings = Settings(markets=standard_markets(mode), currency=currency)
        self.book = Book(settings=settings, products={APPLE.symbol: evolve(APPLE, currency=currency)})
        self.decisions: list[Decision] = []
        self.lives = 0
        self.now: datetime = MONDAY
        self.trader = trader
        self.other = AccountTerms("A" if trader.id == "B" else "B", currency, CostMethod.FIFO)
        self.do(OpenAccount(trader, _OPENING), OpenAccount(self.other, _OPENING))

    def next_day(self, opens: timedelta) -> None:
        """Go on by as many trading days as proceeds are waited for, to the time at which a market is open."""
        weeks, days = divmod(self.lives * _PACE, _WEEKDAYS)
        self.now = MONDAY + timedelta(weeks=weeks, days=days) + opens
        self.lives += 1

    def ask(self, *commands: Command) -> tuple[Outcome, ...]:
        """Carry out commands as one batch, a second after what came before; some may be refused."""
        self.now += _BLINK
        decision = decide(self.book, commands, self.now)
        self.decisions.append(decision)
        self.book = decision.book
        return decision.outcomes

    def do(self, *commands: Command) -> None:
        """Carry out commands that are sure to be granted."""
        for outcome in self.ask(*commands):
            outcome.unwrap()

    def see(self, quote: Quote) -> None:
        """Take note of a price."""
        self.book = evolve(self.book, quotes={**self.book.quotes, quote.symbol: quote})

    def journal(self, account: AccountId) -> tuple[Entry, ...]:
        """All entries of an account."""
        entries = (entry for decision in self.decisions for entry in decision.changes.entries)
        return tuple(entry for entry in entries if entry.account == account)


def traders(wish: object) -> st.SearchStrategy[AccountTerms]:
    """Whoever trades: of that name, on those terms, or anybody."""
    if isinstance(wish, AccountTerms):
        return st.just(wish)
    if isinstance(wish, st.SearchStrategy):
        return wish.flatmap(traders)
    return account_terms(account="A" if wish is None else wish, currency=_CURRENCIES)
