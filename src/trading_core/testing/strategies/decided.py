"""What commands really lead to: accounts, journals, books and the decisions that made them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import frozen
from hypothesis import strategies as st

from trading_core.domain.account import AccountTerms
from trading_core.domain.ids import OrderNumber
from trading_core.domain.order_states import OrderStatus
from trading_core.domain.words import OrderType, Side, Source
from trading_core.testing.strategies.commands import commands
from trading_core.testing.strategies.dice import Dice, dice, evenly
from trading_core.testing.strategies.listings import Listing
from trading_core.testing.strategies.lives import THROWS, Life, Living, may_open
from trading_core.testing.strategies.orders import LISTED, STATUSES
from trading_core.testing.strategies.scenes import MODES, Scene, traders
from trading_core.testing.strategies.terms import SIDES, SOURCES, TYPES

if TYPE_CHECKING:
    from trading_core.domain.account import Account
    from trading_core.domain.book import Book, Changes, Decision
    from trading_core.domain.commands import Command
    from trading_core.domain.journal import Entry
    from trading_core.domain.markets import MarketMode

_COUNTS: Final = (0, 1, 1, 2, 2, 3, 3)  # of orders that are taken somewhere
_MOST_EXTRAS: Final = 3


def accounts(*, account: object = None) -> st.SearchStrategy[Account]:
    """
    Accounts that have money, and mostly positions, reservations and costs as well.

    >>> from hypothesis import given
    >>> from trading_core import Bucket
    >>> from trading_core import AccountTerms
    >>> from trading_core.testing import accounts
    >>> @given(accounts(account=AccountTerms("mine", margin=False)))
    ... def check(account):
    ...     assert account.cash >= 0 and not account.total(Bucket.MARGIN)
    >>> check()
    """
    return _scenes(account).map(lambda scene: scene.book.accounts[scene.trader.id])


def journals(*, account: object = None) -> st.SearchStrategy[tuple[Entry, ...]]:
    """
    All entries of one account, in their order.

    >>> from hypothesis import given
    >>> from trading_core import Bucket, why
    >>> from trading_core.testing import entries, journals
    >>> @given(journals())
    ... def check(entries):
    ...     assert why(entries, Bucket.FUNDING)[0].entry.sequence == 1
    >>> check()
    """
    return _scenes(account).map(lambda scene: scene.journal(scene.trader.id))


def entries(*, account: object = None) -> st.SearchStrategy[Entry]:
    """
    Entries of every cause, as they stand in journals.

    >>> from hypothesis import find
    >>> from trading_core.testing import entries
    >>> str(find(entries(), lambda entry: True).cause)
    'opening'
    """
    return journals(account=account).flatmap(st.sampled_from)


def books() -> st.SearchStrategy[Book]:
    """
    Books in which two accounts have traded, on plain markets or by the real rules.

    >>> from hypothesis import given
    >>> from trading_core.testing import accounts, books
    >>> @given(books())
    ... def check(book):
    ...     assert all(
    ...         order.terms.account in book.accounts for order in book.orders.values() if order.terms.account
    ...     )
    >>> check()
    """
    return _scenes(None).map(lambda scene: scene.book)


def decisions() -> st.SearchStrategy[Decision]:
    """
    Batches that were decided: the book before, the outcome of each command, and the changes.

    >>> from hypothesis import given
    >>> from trading_core import with_changes
    >>> from trading_core.testing import changes, decisions
    >>> @given(decisions())
    ... def check(decision):
    ...     assert with_changes(decision.before, decision.changes) == decision.book
    >>> check()
    """
    return _scenes(None).flatmap(lambda scene: st.sampled_from(scene.decisions))


def changes() -> st.SearchStrategy[Changes]:
    """
    Differences that a batch of commands makes to books that may hold something already.

    >>> from hypothesis import given
    >>> from trading_core.testing import accounts, changes, entries
    >>> @given(changes())
    ... def check(changes):
    ...     assert {entry.account for entry in changes.entries} <= set(changes.accounts)
    >>> check()
    """
    return decisions().map(lambda decision: decision.changes)


def _scenes(account: object) -> st.SearchStrategy[Scene]:
    """Scenes with a few orders that were taken to a state of their own, and some commands that just happened."""
    if account is None or isinstance(account, st.SearchStrategy):
        chance = commands()
    else:
        chance = commands(account=account.id if isinstance(account, AccountTerms) else account)
    lives = st.tuples(*[_LIVES] * max(_COUNTS))
    return st.builds(
        _lived, traders(account), MODES, lives, evenly(_COUNTS), st.lists(chance, max_size=_MOST_EXTRAS)
    )


@frozen
class _Wish:
    """Whose order it is, the first trader's or the other's, and which way it goes."""

    first: bool
    listing: Listing
    side: Side
    type: OrderType
    source: Source
    status: OrderStatus
    dice: Dice


_LIVES: Final = st.builds(
    _Wish, evenly([True, True, False]), LISTED, SIDES, TYPES, SOURCES, STATUSES, dice(THROWS)
)


def _lived(
    trader: AccountTerms, mode: MarketMode, wishes: tuple[_Wish, ...], most: int, chance: list[Command]
) -> Scene:
    scene = Scene(mode, trader)
    for count, wish in enumerate(wishes[:most], 1):
        who = scene.trader if wish.first else scene.other
        closable = may_open(wish.listing, wish.side, who) or wish.status is not OrderStatus.CLOSED
        life = Life(
            who,
            OrderNumber(f"O-{count}"),
            wish.listing,
            wish.side,
            wish.type,
            wish.source,
            wish.status if closable else OrderStatus.EXECUTED,
        )
        Living(scene, life, wish.dice).live()
    scene.ask(*chance)
    return scene
