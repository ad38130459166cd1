"""Mappings that are checked once: what they refuse, and that nothing is looked at twice."""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from tests.unit.domain.floor import ACME, MONDAY, NOW, A
from trading_core.domain.account import Account, AccountTerms
from trading_core.domain.account_parts import Balances, DayTally, Hold, Holds, Lots, Settlements, Tallies
from trading_core.domain.book import Book
from trading_core.domain.book_parts import Accounts, ClientOrders, LimitsOfAccounts, Movements, RecentOrders
from trading_core.domain.ids import AccountId, ClientOrderId, OrderNumber
from trading_core.domain.journal import Bucket
from trading_core.domain.kept import Kept
from trading_core.domain.limits import NO_LIMITS
from trading_core.domain.lots import POOL, Lot
from trading_core.domain.words import Direction
from trading_core.errors import InvalidValue
from trading_core.testing.strategies.anything import Hostile

ACCOUNT = Account(AccountTerms("A"))
LOT = Lot(POOL, Decimal(1), Decimal(1), NOW)


class Broken(Mapping[str, int]):
    """A mapping that fails when it is walked through."""

    def __getitem__(self, key: str) -> int:
        raise LookupError

    def __iter__(self) -> Iterator[str]:
        raise LookupError

    def __len__(self) -> int:
        return 1


class Refusing(Broken):
    """A mapping that refuses in words of ours."""

    def __iter__(self) -> Iterator[str]:
        raise InvalidValue("store", "down", "one that answers")


@pytest.mark.parametrize(
    ("kind", "found", "field", "expected"),
    [
        (Accounts, None, "accounts", "a value of type Mapping"),
        (Accounts, [("A", ACCOUNT)], "accounts", "a value of type Mapping"),
        (Accounts, {"A": 1}, "accounts", "a value of type Account"),
        (Accounts, {"": ACCOUNT}, "AccountId", AccountId.expected),
        (Accounts, {1: ACCOUNT}, "AccountId", AccountId.expected),
        (Accounts, Broken(), "accounts", "a mapping that can be walked through"),
        (Accounts, Refusing(), "store", "one that answers"),
        (LimitsOfAccounts, {"A": Hostile()}, "limits", "a value of type Limits"),
        (RecentOrders, {"A": NOW}, "recent_orders", "a sequence"),
        (RecentOrders, {"A": [1]}, "recent_orders", "a datetime"),
        (ClientOrders, {"A": "O"}, "client_orders", "a key of two parts"),
        (ClientOrders, {("A", "c", "d"): "O"}, "client_orders", "a key of two parts"),
        (ClientOrders, {("A", ""): "O"}, "ClientOrderId", ClientOrderId.expected),
        (ClientOrders, {("", "c"): "O"}, "AccountId", AccountId.expected),
        (ClientOrders, {("A", "c"): 1}, "OrderNumber", OrderNumber.expected),
        (Movements, {("A", "r"): 1}, "movements", "a value of type Entry"),
        (Balances, {Bucket.CASH: Decimal(1)}, "balances", "a key of two parts"),
        (Balances, {(Bucket.CASH, ACME): Decimal(1)}, "symbol", "none for the bucket cash"),
        (
            Balances,
            {(Bucket.CASH, None): Decimal("NaN")},
            "balances",
            "a finite Decimal of at most 41 digits",
        ),
        (Holds, {"O": Decimal(1)}, "holds", "a value of type Hold"),
        (Lots, {(ACME, "long"): ()}, "direction", "a value of type Direction"),
        (Lots, {(ACME, Direction.LONG): [1]}, "lots", "a value of type Lot"),
        (Settlements, {NOW: Decimal(1)}, "day", "a value of type date"),
        (
            Settlements,
            {MONDAY: Decimal("1e41")},
            "settlements",
            "a finite Decimal of at most 41 digits",
        ),
        (Tallies, {"ACME": MONDAY}, "tallies", "a value of type DayTally"),
    ],
)
def test_what_does_not_belong_there_is_refused(
    kind: type[Kept[Any, Any]], found: object, field: str, expected: str
) -> None:
    """A book that is made of something else says so at once, and not when a decision looks at it."""
    with pytest.raises(InvalidValue) as refused:
        kind(found)

    assert (field, expected) == (refused.value.field, refused.value.expected)


@pytest.mark.parametrize(
    ("kind", "found", "kept"),
    [
        (Accounts, {"A": ACCOUNT}, {A: ACCOUNT}),
        (LimitsOfAccounts, {"A": NO_LIMITS}, {A: NO_LIMITS}),
        (RecentOrders, {"A": [NOW]}, {A: (NOW,)}),
        (ClientOrders, {("A", "c"): "O"}, {(A, ClientOrderId("c")): OrderNumber("O")}),
        (Balances, {(Bucket.LONG, "acme"): Decimal("1e40")}, {(Bucket.LONG, ACME): Decimal("1e40")}),
        (Holds, {"O": Hold(Decimal(1))}, {OrderNumber("O"): Hold(Decimal(1))}),
        (Lots, {("acme", Direction.LONG): [LOT]}, {(ACME, Direction.LONG): (LOT,)}),
        (Settlements, {MONDAY: Decimal(1)}, {MONDAY: Decimal(1)}),
        (Tallies, {"acme": DayTally(MONDAY)}, {ACME: DayTally(MONDAY)}),
    ],
)
def test_names_are_read_as_everywhere(
    kind: type[Kept[Any, Any]], found: object, kept: Mapping[Any, Any]
) -> None:
    """Text becomes the name that it is, and what is kept is of our own types."""
    made = kind(found)

    assert kept == made
    assert [type(key) for key in kept] == [type(key) for key in made]
    assert list(kept) == list(pickle.loads(pickle.dumps(made)))  # noqa: S301 - by ourselves, on the same line


def test_what_was_kept_is_not_looked_at_again() -> None:
    """A mapping of the very same type is the same mapping; of another type it has to pass again."""
    accounts = Accounts({"A": ACCOUNT})

    assert accounts is Accounts(accounts)
    assert accounts is Book(accounts=accounts).accounts
    with pytest.raises(InvalidValue, match="limits is a value of type Account"):
        Book(limits=accounts)


def test_a_copy_is_kept() -> None:
    """Whoever changes the own dictionary afterwards changes no book."""
    mine = {"A": ACCOUNT}
    book = Book(accounts=mine)
    mine.clear()

    assert {A: ACCOUNT} == book.accounts


def test_others_are_laid_over() -> None:
    """What is new takes the place of what was there, which stays as it was; nothing new makes nothing new."""
    before = RecentOrders({"A": [NOW], "B": []})
    noon = datetime(2026, 3, 2, 12, tzinfo=UTC)

    assert {"A": (noon,), "B": ()} == before.plus({A: (noon,)})
    assert {"A": (NOW,), "B": ()} == before
    assert before is before.plus({})
    assert RecentOrders is type(before.plus({A: ()}))
