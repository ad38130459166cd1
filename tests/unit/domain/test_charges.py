"""Fee and tax of an order are told per side and day."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from tests.unit.domain.floor import MONDAY
from tests.unit.domain.making import trade
from trading_core.domain.amounts import Quantity
from trading_core.domain.charges import Charges, charges_of, with_trade
from trading_core.domain.words import Side

D = Decimal
TUESDAY = MONDAY + timedelta(days=1)
MONEY = st.decimals(0, 1000, places=2)
DAYS = st.sampled_from([MONDAY, TUESDAY])
TRADES = st.lists(
    st.tuples(
        st.sampled_from(Side), DAYS, st.integers(1, 50), st.decimals("0.1", 50, places=1), MONEY, MONEY
    ),
    max_size=8,
)


def test_charges_begin_with_nothing() -> None:
    """A day and side on which nothing was traded has cost nothing."""
    new = Charges(MONDAY, Side.BUY)

    assert Charges(MONDAY, Side.BUY, Quantity(0), D(0), D(0), D(0), D(0)) == new
    assert new == charges_of((), MONDAY, Side.BUY)


def test_a_trade_adds_to_everything_that_is_charged_by() -> None:
    """Quantity, value, the value of what was day-traded, fee and tax each grow by the trade's own."""
    before = Charges(MONDAY, Side.SELL, Quantity(1), D(2), D(3), D(4), D(5))
    sold = trade(side=Side.SELL, quantity=10, price=7, day_traded=Quantity(6), fee=D("0.5"), tax=D("0.25"))
    expected = Charges(MONDAY, Side.SELL, Quantity(11), D(72), D(45), D("4.5"), D("5.25"))

    assert expected == before.with_trade(sold)


def test_charges_are_found_by_day_and_side() -> None:
    """Another day or side is another bill."""
    kept = (
        Charges(MONDAY, Side.BUY, Quantity(1)),
        Charges(TUESDAY, Side.SELL, Quantity(2)),
        Charges(TUESDAY, Side.BUY, Quantity(3)),
    )

    assert kept[0] == charges_of(kept, MONDAY, Side.BUY)
    assert kept[1] == charges_of(kept, TUESDAY, Side.SELL)
    assert kept[2] == charges_of(kept, TUESDAY, Side.BUY)
    assert Charges(MONDAY, Side.SELL) == charges_of(kept, MONDAY, Side.SELL)


def test_a_late_report_leaves_the_bills_of_other_days_as_they_were() -> None:
    """Today's least fee is not charged twice because something of yesterday was reported in between."""
    tuesday = Charges(TUESDAY, Side.BUY, Quantity(1))
    other = Charges(MONDAY, Side.SELL, Quantity(2))
    late = trade(quantity=10, price=7, day=MONDAY)

    charges = with_trade((tuesday, other), late)

    assert (tuesday, other, Charges(MONDAY, Side.BUY, Quantity(10), D(70))) == charges


@given(TRADES)
def test_charges_are_the_sums_of_the_trades_of_their_day_and_side(
    wanted: list[tuple[Side, date, int, Decimal, Decimal, Decimal]],
) -> None:
    """However trades of both sides and of several days follow one another, each bill is the sum of its own."""
    charges: tuple[Charges, ...] = ()
    bills: dict[tuple[Side, date], list[Fraction]] = {}
    for number, (side, day, quantity, price, fee, tax) in enumerate(wanted):
        done = trade(f"F-{number}", quantity, price, side=side, day=day, fee=fee, tax=tax)
        charges = with_trade(charges, done)
        more = [Fraction(quantity), quantity * Fraction(price), Fraction(fee), Fraction(tax)]
        sums = bills.get((side, day), [Fraction(0)] * 4)
        bills[side, day] = [old + new for old, new in zip(sums, more, strict=True)]

    assert bills == {
        (bill.side, bill.day): [
            Fraction(part) for part in (bill.quantity.value, bill.value, bill.fee, bill.tax)
        ]
        for bill in charges
    }
    assert len(bills) == len(charges)
