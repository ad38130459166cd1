"""The laws of the books see what breaks them; the forged values here could not be made in an honest way."""

from __future__ import annotations

from copy import copy
from datetime import UTC, datetime
from decimal import Decimal
from typing import TypeVar

import pytest
from attrs import evolve

from trading_core.domain.account import Account, AccountTerms
from trading_core.domain.account_parts import Hold
from trading_core.domain.amounts import Quantity
from trading_core.domain.commands import OpenAccount, PlaceOrder, Stage, buy
from trading_core.domain.desk import Desk
from trading_core.domain.ids import OrderNumber, Symbol
from trading_core.domain.journal import Bucket, Cause, Entry, Posting
from trading_core.domain.order_terms import OrderLine, OrderTerms
from trading_core.domain.orders import Order
from trading_core.domain.words import OrderType, Side
from trading_core.testing.auditor.ledgers import Ledger, of_order

NOW = datetime(2026, 1, 5, 2, 0, tzinfo=UTC)
V = TypeVar("V")


def forged(value: V, **parts: object) -> V:
    """A copy that was never checked."""
    copied = copy(value)
    for name, part in parts.items():
        object.__setattr__(copied, name, part)
    return copied


def a_desk(*, margin: bool = True) -> Desk:
    """One account that owns something and has reserved money for more."""
    desk = Desk()
    terms = OrderTerms(
        number="O-2",
        account="A",
        side=Side.BUY,
        type=OrderType.LIMIT,
        limit_price=5,
        lines=[OrderLine("ACME", 2)],
    )
    desk.do(
        OpenAccount(AccountTerms("A", "TWD", margin=margin), 100),
        buy("O-1", "A", "ACME", 3, 7),
        PlaceOrder(terms, Stage.ACCEPTED),
        now=NOW,
    )
    return desk


def judged(account: Account, entries: tuple[Entry, ...]) -> set[str]:
    """The laws that a pair of account and journal breaks."""
    ledger = Ledger()
    found = [*ledger.add(entries), *ledger.against(account, None, len(entries)), *ledger.explained(account)]
    return {difference.split(":")[0] for difference in found}


def test_honest_books_break_no_law() -> None:
    """The account of a desk is what its journal adds up to."""
    desk = a_desk()

    assert set() == judged(desk.account("A"), desk.journal("A"))
    assert [] == list(of_order(desk.order("O-1")))


FOLD = "an account is the fold of its entries"
SUMS = "balances are the sums of postings"
CASH = {(Bucket.CASH, None): Decimal(1)}
BROKEN = {
    "an account without its holds": (
        {"holds": {}},
        {FOLD, "what is reserved is reserved for somebody"},
    ),
    "a hold of somebody else": (
        {"holds": {OrderNumber("O-3"): Hold(Decimal(10))}},
        {FOLD},
    ),
    "an account without its lots": ({"lots": {}}, {FOLD, "lots are what the buckets hold"}),
    "money out of nothing": (
        {"balances": CASH, "lots": {}, "holds": {}},
        {FOLD, SUMS, "money is only moved", "why explains a balance"},
    ),
    "a balance that no entry made": (
        {"balances": {(Bucket.FEES, None): Decimal(0)}, "lots": {}, "holds": {}},
        {FOLD, SUMS, "why explains a balance"},
    ),
}


def test_a_debt_of_units_is_seen_where_none_may_be() -> None:
    """An account without margin that sold short is told, whatever its journal says."""
    desk = a_desk(margin=False)
    law = "who may not borrow owes nothing"
    assert set() == judged(desk.account("A"), desk.journal("A"))

    short = {(Bucket.SHORT, Symbol("ACME")): Decimal(-1), (Bucket.MARKET, Symbol("ACME")): Decimal(1)}
    for margin, laws in ((False, {law}), (True, set())):
        account = forged(a_desk(margin=margin).account("A"), balances=short, lots={}, holds={})
        assert laws == {law} & judged(account, desk.journal("A"))


@pytest.mark.parametrize(("parts", "laws"), BROKEN.values(), ids=BROKEN)
def test_an_account_that_is_not_its_journal_is_seen(parts: dict[str, object], laws: set[str]) -> None:
    """Each part of an account is held against the entries, and against the other parts."""
    desk = a_desk()

    assert laws == judged(forged(desk.account("A"), **parts), desk.journal("A"))


def entry(sequence: int, *amounts: tuple[Bucket, int]) -> Entry:
    """An entry that moves money, balanced or not."""
    honest = Entry("A", sequence, NOW, Cause.DEPOSIT, ())
    return forged(
        honest, postings=tuple(Posting(bucket, None, Decimal(amount)) for bucket, amount in amounts)
    )


@pytest.mark.parametrize(
    ("entries", "law"),
    [
        ([entry(2, (Bucket.CASH, 1), (Bucket.FUNDING, -1))], "entries follow one another"),
        ([entry(1, (Bucket.CASH, 1))], "every entry is balanced"),
        ([entry(1, (Bucket.CASH, -1), (Bucket.FUNDING, 1))], "no bucket is overdrawn"),
        ([entry(1, (Bucket.CASH, -1), (Bucket.SHORTFALL, 1))], "no bucket is overdrawn"),
    ],
)
def test_an_entry_that_breaks_a_law_is_seen(entries: list[Entry], law: str) -> None:
    """Numbers, balance and signs are checked entry by entry."""
    assert {law} == {difference.split(":")[0] for difference in Ledger().add(entries)}


def an_order() -> Order:
    """An order that was filled."""
    return a_desk().order("O-1")


@pytest.mark.parametrize(
    ("order", "laws"),
    [
        (evolve(an_order(), triggered=True), {"an order is the fold of its events"}),
        (
            evolve(an_order(), filled=Quantity(4)),
            {"an order is the fold of its events", "an order is never overfilled"},
        ),
        (
            evolve(an_order(), exited=Quantity(4)),
            {"an order is the fold of its events", "no more is exited than was opened"},
        ),
    ],
)
def test_an_order_that_is_not_its_history_is_seen(order: Order, laws: set[str]) -> None:
    """What an order says of itself is held against its events."""
    assert laws == {difference.split(":")[0] for difference in of_order(order)}
