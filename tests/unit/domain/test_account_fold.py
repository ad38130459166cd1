"""Accounts are folds of their journals: checked against a clerk who keeps whole numbers in a dictionary."""

from __future__ import annotations

from collections import Counter
from copy import deepcopy
from dataclasses import dataclass, field
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tests.unit.domain.floor import MONDAY, A
from tests.unit.domain.junk import outcome
from tests.unit.domain.making import entry, postings
from trading_core.domain.account import Account, AccountTerms, fold
from trading_core.domain.ids import OrderNumber
from trading_core.domain.journal import ANY_SIGN, NOT_ABOVE_ZERO, Bucket, Entry
from trading_core.errors import InvariantViolated

TERMS = AccountTerms("A")
ORDERS = ["O-1", "O-2"]
# what each kind of movement takes from one bucket and gives to another
KINDS = {
    "deposit": ("funding", "cash"),
    "withdraw": ("cash", "funding"),
    "hold": ("cash", "held"),
    "release": ("held", "cash"),
    "pay fee": ("cash", "fees"),
    "lose": ("cash", "realized"),
    "win": ("realized", "cash"),
    "wait": ("realized", "unsettled"),
    "settle": ("unsettled", "cash"),
    "own": ("market", "long"),
    "hand over": ("long", "market"),
    "reserve": ("long", "long_held"),
    "free": ("long_held", "long"),
    "owe": ("short", "market"),
    "give back": ("market", "short"),
    "guard": ("short_held", "short"),
    "unguard": ("short", "short_held"),
}
OF_ORDERS = {"hold", "release", "reserve", "free", "guard", "unguard"}
MOVES = st.tuples(
    st.sampled_from(sorted(KINDS)), st.integers(1, 5), st.sampled_from(ORDERS), st.integers(0, 1)
)


@dataclass
class Clerk:
    """Keeps the same books with whole numbers and no library."""

    sums: Counter[str] = field(default_factory=Counter)
    money: Counter[str] = field(default_factory=Counter)
    units: Counter[str] = field(default_factory=Counter)
    due: Counter[int] = field(default_factory=Counter)

    def take(self, kind: str, amount: int, order: str, day: int) -> bool:
        """Note a movement, or say that it cannot be."""
        source, target = KINDS[kind]
        self.sums[source] -= amount
        self.sums[target] += amount
        sign = {"hold": 1, "release": -1}.get(kind, 0)
        self.money[order] += sign * amount
        sign = {"reserve": 1, "free": -1, "guard": 1, "unguard": -1}.get(kind, 0)
        self.units[order] += sign * amount
        self.due[day] += {"wait": 1, "settle": -1}.get(kind, 0) * amount
        return self.money[order] >= 0 and self.units[order] >= 0 and all(map(self.lawful, (source, target)))

    def lawful(self, name: str) -> bool:
        bucket, amount = Bucket(name), self.sums[name]
        return bucket in ANY_SIGN or (amount <= 0 if bucket in NOT_ABOVE_ZERO else amount >= 0)


def entry_of(sequence: int, move: tuple[str, int, str, int]) -> Entry:
    kind, amount, order, day = move
    source, target = KINDS[kind]
    return entry(
        sequence,
        postings(**{source: -amount, target: amount}),
        order=order if kind in OF_ORDERS else None,
        due=MONDAY.replace(day=1 + day) if kind in {"wait", "settle"} else None,
    )


@given(st.lists(MOVES, max_size=25))
def test_an_account_agrees_with_the_clerk(moves: list[tuple[str, int, str, int]]) -> None:
    """Whatever is tried, both take it or both refuse it, and both have the same books afterwards."""
    account, clerk = Account(TERMS), Clerk()
    kept: list[Entry] = []
    for move in moves:
        tried, untouched = deepcopy(clerk), deepcopy(account)
        made = entry_of(account.sequence + 1, move)
        following = outcome(account.apply, made)
        assert untouched == account
        assert isinstance(following, Account if tried.take(*move) else InvariantViolated)
        if isinstance(following, Account):
            account, clerk = following, tried
            kept.append(made)
        check_agreement(account, clerk)
    assert account == fold(TERMS, kept)
    assert len(kept) == account.sequence


def check_agreement(account: Account, clerk: Clerk) -> None:
    """The account says what the clerk has noted."""
    found = {bucket.value: amount for (bucket, _), amount in account.balances.items()}
    assert {name: Decimal(total) for name, total in clerk.sums.items() if total} == found
    holds = {
        OrderNumber(order): (Decimal(clerk.money[order]), Decimal(clerk.units[order]))
        for order in ORDERS
        if clerk.money[order] or clerk.units[order]
    }
    assert holds == {order: (hold.cash, hold.units) for order, hold in account.holds.items()}
    assert account.held == sum(hold.cash for hold in account.holds.values())
    due = {MONDAY.replace(day=1 + day): Decimal(amount) for day, amount in clerk.due.items() if amount}
    assert due == account.settlements


@given(st.lists(MOVES, max_size=12), st.integers(0, 12))
def test_a_fold_can_be_interrupted_anywhere(moves: list[tuple[str, int, str, int]], cut: int) -> None:
    """An account that was kept half-way and goes on is the account that was folded at once."""
    kept: list[Entry] = []
    account = Account(TERMS)
    for move in moves:
        made = entry_of(len(kept) + 1, move)
        try:
            account = account.apply(made)
        except InvariantViolated:
            continue
        kept.append(made)
    half = fold(TERMS, kept[:cut])
    for made in kept[cut:]:
        half = half.apply(made)

    assert half == fold(TERMS, kept) == account
    assert A == half.id
