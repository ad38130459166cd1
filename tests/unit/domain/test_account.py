"""An account is what its entries add up to: balances, holds, lots and days of payment."""

from __future__ import annotations

from copy import deepcopy
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from tests.unit.domain.floor import ACME, BOLT, MONDAY, NOW, A
from tests.unit.domain.junk import refusal
from tests.unit.domain.making import entry, postings
from trading_core.domain.account import Account, AccountTerms, fold
from trading_core.domain.account_parts import NO_HOLD, Hold
from trading_core.domain.ids import AccountId, Currency, FillId, OrderNumber
from trading_core.domain.journal import Bucket, Entry, Posting
from trading_core.domain.lots import Lot, LotMove
from trading_core.domain.words import CostMethod, Direction
from trading_core.errors import InvalidValue, InvariantViolated, LimitExceeded

D = Decimal
TERMS = AccountTerms("A")
NUMBER = OrderNumber("O-1")
OTHER = OrderNumber("O-2")
TUESDAY = MONDAY + timedelta(days=1)


def account(*entries: Entry) -> Account:
    """Fold these entries, and see that no account before was changed by it."""
    folded = Account(TERMS)
    for each in entries:
        kept = deepcopy(folded)
        following = folded.apply(each)
        assert kept == folded
        folded = following
    assert folded == fold(TERMS, entries)
    return folded


def rich(**changes: Any) -> Entry:  # noqa: ANN401 - parts of an entry
    """The first entry: money, units of both directions."""
    moved = postings(cash=100, funding=-100, long=10, short=-4, market=-6)
    return entry(1, moved, **changes)


def test_an_account_is_settled_when_it_is_opened() -> None:
    """Currency, method of cost and the right to margin have plain defaults."""
    assert (AccountId("A"), Currency("TWD"), CostMethod.AVERAGE, True) == (
        TERMS.id,
        TERMS.currency,
        TERMS.cost_method,
        TERMS.margin,
    )
    other = AccountTerms("B", "EUR", CostMethod.FIFO, False)
    assert ("B", "EUR", CostMethod.FIFO, False) == (other.id, other.currency, other.cost_method, other.margin)
    assert (AccountId, Currency) == (type(other.id), type(other.currency))


@pytest.mark.parametrize(
    ("parts", "refused"),
    [
        (("",), InvalidValue("AccountId", "''", "1 to 64 visible ASCII characters")),
        (("A", "twd"), InvalidValue("Currency", "'twd'", "three capital letters, as in TWD")),
        (("A", "TWD", "fifo"), InvalidValue("cost_method", "'fifo'", "a value of type CostMethod")),
        (
            ("A", "TWD", CostMethod.FIFO, 1),
            InvalidValue("margin", "1", "a value of type bool"),
        ),
    ],
)
def test_each_part_of_the_terms_is_judged(parts: tuple[Any, ...], refused: InvalidValue) -> None:
    """An account with one wrong part is not opened."""
    assert refused == refusal(AccountTerms, *parts)


def test_a_new_account_holds_nothing() -> None:
    """What is not in the books is zero."""
    new = Account(TERMS)

    assert new == fold(TERMS, [])
    assert (A, "TWD", 0) == (new.id, new.currency, new.sequence)
    assert ({}, {}, {}, {}, {}, None) == (
        new.balances,
        new.holds,
        new.lots,
        new.settlements,
        new.tallies,
        new.result,
    )
    assert [D(0)] * 4 == [new.cash, new.held, new.realized, new.total(Bucket.CASH)]
    assert (Hold(D(0), D(0)), NO_HOLD, ()) == (new.hold(NUMBER), Hold(), new.lots_of(ACME, Direction.LONG))
    assert [D(0)] * 4 == [
        amount
        for direction in Direction
        for amount in (new.units(ACME, direction), new.free_units(ACME, direction))
    ]
    assert D(0) == new.result_of(MONDAY)


def test_balances_are_found_by_bucket_and_product() -> None:
    """Money of the account and units of each product have places of their own."""
    known = account(
        entry(1, postings(cash=100, funding=-107, held=2, realized=5)),
        entry(2, postings(long=10, market=-10)),
        entry(3, (Posting(Bucket.LONG, BOLT, D(3)), Posting(Bucket.MARKET, BOLT, D(-3)))),
        entry(4, postings(long=-2, long_held=2)),
    )

    assert (D(100), D(2), D(-5)) == (known.cash, known.held, known.realized)
    assert (D(8), D(3)) == (known.balance(Bucket.LONG, ACME), known.balance(Bucket.LONG, BOLT))
    assert (D(11), D(2), D(-13)) == (
        known.total(Bucket.LONG),
        known.total(Bucket.LONG_HELD),
        known.total(Bucket.MARKET),
    )
    assert (D(10), D(8)) == (known.units(ACME, Direction.LONG), known.free_units(ACME, Direction.LONG))
    assert (D(3), D(3)) == (known.units(BOLT, Direction.LONG), known.free_units(BOLT, Direction.LONG))


def test_units_of_each_direction_are_counted_positive() -> None:
    """Units owed are as many as units owned, whatever their sign in the books."""
    known = account(
        rich(), entry(2, postings(long=-3, long_held=3)), entry(3, postings(short=1, short_held=-1))
    )

    assert (D(7), D(10)) == (known.free_units(ACME, Direction.LONG), known.units(ACME, Direction.LONG))
    assert (D(3), D(4)) == (known.free_units(ACME, Direction.SHORT), known.units(ACME, Direction.SHORT))


@pytest.mark.parametrize(
    ("name", "sequence", "found"), [("B", 2, "B 2"), ("A", 1, "A 1"), ("A", 3, "A 3"), ("B", 3, "B 3")]
)
def test_entries_follow_one_another(name: str, sequence: int, found: str) -> None:
    """An entry of another account, a repeated or a missing one is a fault of the books."""
    wrong = entry(sequence, account=name)

    expected = InvariantViolated("entries follow one another", f"A got {found}")
    assert expected == refusal(account(rich()).apply, wrong)


def test_entries_are_counted() -> None:
    """An account knows up to which entry it was folded."""
    assert [0, 1, 2] == [
        Account(TERMS).sequence,
        account(rich()).sequence,
        account(rich(), entry(2)).sequence,
    ]


def test_an_entry_that_overdraws_is_refused() -> None:
    """The last guard stands in the fold itself, so no history leads past it."""
    known = account(rich())

    expected = InvariantViolated("no bucket is overdrawn", "A cash  -1")
    assert expected == refusal(known.apply, entry(2, postings(cash=-101, funding=101)))
    most = postings(cash=D(10) ** 15, funding=-(D(10) ** 15))
    full = fold(TERMS, [entry(number + 1, most) for number in range(1000)])
    assert isinstance(refusal(full.apply, entry(1001, postings(cash=1, funding=-1))), LimitExceeded)


def test_what_an_order_reserves_is_its_hold() -> None:
    """Money and units, free ones of either direction counted positive."""
    known = account(
        rich(),
        entry(2, postings(cash=-30, held=30), order="O-1"),
        entry(3, postings(long=-3, long_held=3, short=2, short_held=-2), order="O-2"),
        entry(4, postings(cash=-5, held=5, long=-1, long_held=1), order="O-2"),
    )

    assert {NUMBER: Hold(D(30), D(0)), OTHER: Hold(D(5), D(6))} == known.holds
    assert Hold(D(5), D(6)) == known.hold(OTHER)
    assert (D(35), D(65)) == (known.held, known.cash)


def test_what_is_released_or_used_leaves_the_hold() -> None:
    """A hold of nothing is forgotten; one of money or of units alone is kept."""
    known = account(
        rich(),
        entry(2, postings(cash=-30, held=30, long=-3, long_held=3, short=2, short_held=-2), order="O-1"),
        entry(3, postings(cash=-1, held=1), order="O-2"),
    )
    moneyless = known.apply(entry(4, postings(held=-30, cash=30), order="O-1"))
    unitless = known.apply(entry(4, postings(long_held=-3, long=3, short_held=2, short=-2), order="O-1"))
    empty = moneyless.apply(entry(5, postings(long_held=-3, long=3, short_held=2, short=-2), order="O-1"))

    assert {NUMBER: Hold(D(0), D(5)), OTHER: Hold(D(1))} == moneyless.holds
    assert {NUMBER: Hold(D(30), D(0)), OTHER: Hold(D(1))} == unitless.holds
    assert {OTHER: Hold(D(1))} == empty.holds
    assert NO_HOLD == empty.hold(NUMBER)


@pytest.mark.parametrize(
    "moved",
    [
        postings(held=-11, cash=11),
        postings(long_held=-4, long=4),
        postings(short_held=3, short=-3, long_held=-1, long=1),
        postings(held=-11, cash=11, long=-1, long_held=1),
    ],
)
def test_an_order_uses_only_what_it_reserved(moved: tuple[Posting, ...]) -> None:
    """What another order has reserved is not to be used, even when the bucket holds enough."""
    held = postings(cash=-10, held=10, long=-2, long_held=2, short=1, short_held=-1)
    known = account(
        rich(),
        entry(2, held, order="O-1"),
        entry(3, postings(cash=-20, held=20, long=-5, long_held=5, short=3, short_held=-3), order="O-2"),
    )

    expected = InvariantViolated("an order uses only what it reserved", "A O-1")
    assert expected == refusal(known.apply, entry(4, moved, order="O-1"))


def test_an_entry_without_an_order_reserves_for_nobody() -> None:
    """And one of an order that touches no reservation changes no hold."""
    known = account(rich(), entry(2, postings(cash=-10, held=10), order="O-1"))

    assert known.holds is known.apply(entry(3, postings(cash=5, funding=-5))).holds
    assert known.holds is known.apply(entry(3, postings(cash=-5, fees=5), order="O-1")).holds
    assert known.holds is known.apply(entry(3, postings(cash=-5, held=5))).holds
    swapped = postings(long=-1, long_held=1, short_held=1, short=-1)
    with_short = known.apply(entry(3, postings(short=1, short_held=-1), order="O-2"))
    assert with_short.holds is with_short.apply(entry(4, swapped, order="O-2")).holds


def move(quantity: int, cost: int, lot: str = "F-1", direction: Direction = Direction.LONG) -> LotMove:
    return LotMove(ACME, direction, FillId(lot), D(quantity), D(cost), NOW)


def test_lots_are_kept_by_product_and_direction() -> None:
    """Each movement of an entry is folded over its own lots; what is used up is forgotten."""
    known = account(
        entry(1, lots=(move(5, 50), move(3, 40, "F-2"), move(2, 9, "F-3", Direction.SHORT))),
        entry(2, lots=(move(-5, -50), move(-1, -10, "F-2"))),
    )

    assert (Lot(FillId("F-2"), D(2), D(30), NOW),) == known.lots_of(ACME, Direction.LONG)
    assert (Lot(FillId("F-3"), D(2), D(9), NOW),) == known.lots_of(ACME, Direction.SHORT)
    assert () == known.lots_of(BOLT, Direction.LONG)
    gone = known.apply(entry(3, lots=(move(-2, -30, "F-2"),)))
    assert {(ACME, Direction.SHORT)} == set(gone.lots)
    assert known.lots is known.apply(entry(3)).lots


def test_a_lot_may_come_and_go_in_one_entry() -> None:
    """Movements are folded in their order, each over what the one before has left."""
    assert {} == account(entry(1, lots=(move(5, 50), move(-5, -50)))).lots


def test_unsettled_money_waits_for_its_day() -> None:
    """Proceeds of a day add up, and what was paid out is forgotten."""
    known = account(
        entry(1, postings(unsettled=10, funding=-10), due=MONDAY),
        entry(2, postings(unsettled=5, funding=-5), due=TUESDAY),
        entry(3, (*postings(unsettled=1, funding=-3), *postings(unsettled=2)), due=MONDAY),
    )

    assert {MONDAY: D(13), TUESDAY: D(5)} == known.settlements
    paid = known.apply(entry(4, postings(unsettled=-13, cash=13), due=MONDAY))
    assert {TUESDAY: D(5)} == paid.settlements
    part = known.apply(entry(4, postings(unsettled=-3, cash=3), due=MONDAY))
    assert {MONDAY: D(10), TUESDAY: D(5)} == part.settlements


def test_an_entry_that_settles_nothing_changes_no_day() -> None:
    """Without a day nothing waits, and a day without money is none."""
    known = account(entry(1, postings(unsettled=10, funding=-10), due=MONDAY))

    assert known.settlements is known.apply(entry(2, postings(unsettled=1, funding=-1))).settlements
    assert {MONDAY: D(10)} == known.apply(
        entry(2, postings(cash=1, funding=-1), due=date(2026, 5, 1))
    ).settlements
