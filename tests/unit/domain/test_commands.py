"""Commands check what they are made of, whatever they are given."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.domain.floor import ACME, MONDAY, NOW, imported, terms
from trading_core.domain.account import AccountTerms
from trading_core.domain.amounts import Price, Quantity
from trading_core.domain.commands import (
    ApplyFill,
    CancelOrder,
    CloseOrder,
    Deposit,
    ExpireOrder,
    ImportOrder,
    OpenAccount,
    PlaceOrder,
    ProcessOrder,
    SetLimits,
    SettleCash,
    SetTradingState,
    Stage,
    TriggerOrder,
    Withdraw,
    buy,
    open_account,
    sell,
)
from trading_core.domain.exact import ZERO
from trading_core.domain.ids import AccountId, OrderNumber
from trading_core.domain.journal import Reference
from trading_core.domain.limits import Limits
from trading_core.domain.order_terms import OrderLine, OrderTerms
from trading_core.domain.trades import Fill
from trading_core.domain.words import OrderType, Side, Source, TradingState
from trading_core.errors import InvalidValue

TERMS = terms("O", Side.BUY, 10, limit=10)
IMPORTED = imported("I", (ACME, 1, 10))
FILL = Fill("F", 10, 1, NOW)


def test_names_and_numbers_are_read_into_their_types() -> None:
    """Text and numbers of a caller become names and exact decimals."""
    found = Deposit("A", "1.50", "R")
    assert (AccountId("A"), Decimal("1.50"), Reference("R")) == (found.account, found.amount, found.reference)
    assert [AccountId, Decimal, Reference] == [type(found.account), type(found.amount), type(found.reference)]
    taken = Withdraw("A", 2, "R")
    assert [AccountId, Decimal, Reference] == [type(taken.account), type(taken.amount), type(taken.reference)]
    placed = PlaceOrder(TERMS, Stage.FILLED, "10.5")
    assert Price("10.5") == placed.price
    processed = ProcessOrder("O", Stage.ACCEPTED, 3)
    assert (OrderNumber, Price(3)) == (type(processed.number), processed.price)
    assert (OrderNumber, Price(3)) == (type(CloseOrder("O", 3).number), CloseOrder("O", 3).price)


def test_what_is_left_out_has_its_usual_value() -> None:
    """A placed order is accepted, a processed one filled, a close takes the market's price."""
    assert (Stage.ACCEPTED, None) == (PlaceOrder(TERMS).stage, PlaceOrder(TERMS).price)
    assert (Stage.FILLED, None) == (ProcessOrder("O").stage, ProcessOrder("O").price)
    assert CloseOrder("O").price is None
    assert ZERO == OpenAccount(AccountTerms("A")).opening
    assert ImportOrder(IMPORTED).created_at is None
    assert SetLimits("A", Limits()).loosen is False
    reasons = ("the stop price was passed", "cancelled on request", "its time has run out")
    assert reasons == (TriggerOrder("O").reason, CancelOrder("O").reason, ExpireOrder("O").reason)


def test_a_time_of_creation_is_kept_in_utc() -> None:
    """An imported order may come with an offset of its own."""
    eight = timezone(timedelta(hours=8))
    found = ImportOrder(IMPORTED, datetime(2026, 3, 2, 11, tzinfo=eight)).created_at
    assert found is not None
    assert (NOW, UTC) == (found, found.tzinfo)
    with pytest.raises(InvalidValue) as caught:
        ImportOrder(IMPORTED, "yesterday")
    assert "created_at" == caught.value.field


@pytest.mark.parametrize(
    "make", [lambda amount: Deposit("A", amount, "R"), lambda amount: Withdraw("A", amount, "R")]
)
def test_an_amount_is_above_zero(make: Callable[[object], object]) -> None:
    """The smallest amount moves, nothing and less than nothing do not."""
    make("0.00000001")
    for amount in (0, "-0.00000001"):
        with pytest.raises(InvalidValue) as caught:
            make(amount)
        assert InvalidValue("amount", str(Decimal(amount)), "a number above zero") == caught.value
    with pytest.raises(InvalidValue) as caught:
        make("much")
    assert ("amount", "'much'") == (caught.value.field, caught.value.found)


def test_an_opening_is_not_below_zero() -> None:
    """An account may open empty, not in debt."""
    assert ZERO == OpenAccount(AccountTerms("A"), 0).opening
    with pytest.raises(InvalidValue) as caught:
        OpenAccount(AccountTerms("A"), -1)
    assert InvalidValue("opening", "-1", "a number not below zero") == caught.value
    with pytest.raises(InvalidValue) as caught:
        OpenAccount(AccountTerms("A"), "much")
    assert "opening" == caught.value.field


def test_an_imported_order_is_not_placed_and_a_trading_order_not_imported() -> None:
    """Each kind has its own command."""
    with pytest.raises(InvalidValue) as caught:
        PlaceOrder(IMPORTED)
    assert InvalidValue("source", "import", "a trading order; import this one") == caught.value
    with pytest.raises(InvalidValue) as caught:
        ImportOrder(TERMS)
    assert InvalidValue("source", "api", "an imported order") == caught.value


def test_cash_is_settled_up_to_a_day_and_not_a_moment() -> None:
    """A moment belongs to different days in different places."""
    assert MONDAY == SettleCash("A", MONDAY).day
    for day, found in ((NOW, "a value of type datetime"), ("2026-03-02", "'2026-03-02'"), (None, "None")):
        with pytest.raises(InvalidValue) as caught:
            SettleCash("A", day)
        assert InvalidValue("day", found, "a day without a time") == caught.value


@pytest.mark.parametrize(
    "make",
    [
        lambda reason: TriggerOrder("O", reason),
        lambda reason: CancelOrder("O", reason),
        lambda reason: ExpireOrder("O", reason),
        lambda reason: SetTradingState(TradingState.ACTIVE, reason),
    ],
)
def test_a_reason_is_a_printable_text_of_bounded_length(make: Callable[[object], object]) -> None:
    """Five hundred characters pass, one more does not, and neither do controls."""
    make("x" * 500)
    for reason in ("x" * 501, "a\nb", None, 5):
        with pytest.raises(InvalidValue) as caught:
            make(reason)
        assert "reason" == caught.value.field


junk = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=5),
    st.binary(max_size=5),
    st.just([]),
    st.just({}),
)
HOLE = object()
SHAPES: tuple[tuple[Callable[..., object], tuple[object, ...]], ...] = (
    (OpenAccount, (HOLE, 1)),
    (OpenAccount, (AccountTerms("A"), HOLE)),
    (Deposit, (HOLE, 1, "R")),
    (Deposit, ("A", HOLE, "R")),
    (Deposit, ("A", 1, HOLE)),
    (Withdraw, (HOLE, 1, "R")),
    (PlaceOrder, (HOLE,)),
    (PlaceOrder, (TERMS, HOLE)),
    (PlaceOrder, (TERMS, Stage.FILLED, HOLE)),
    (ProcessOrder, (HOLE,)),
    (ProcessOrder, ("O", HOLE)),
    (ProcessOrder, ("O", Stage.FILLED, HOLE)),
    (ApplyFill, (HOLE, FILL)),
    (ApplyFill, ("O", HOLE)),
    (TriggerOrder, (HOLE,)),
    (CancelOrder, (HOLE,)),
    (ExpireOrder, (HOLE,)),
    (CloseOrder, (HOLE,)),
    (CloseOrder, ("O", HOLE)),
    (ImportOrder, (HOLE,)),
    (ImportOrder, (IMPORTED, HOLE)),
    (SettleCash, (HOLE, MONDAY)),
    (SettleCash, ("A", HOLE)),
    (SetLimits, (HOLE, Limits())),
    (SetLimits, ("A", HOLE)),
    (SetLimits, ("A", Limits(), HOLE)),
    (SetTradingState, (HOLE, "why")),
    (open_account, (HOLE, HOLE, HOLE)),
    (buy, (HOLE, HOLE, HOLE, HOLE, HOLE)),
)


@given(st.sampled_from(SHAPES), junk)
def test_junk_makes_a_command_or_an_error_of_our_own(
    shape: tuple[Callable[..., object], tuple[object, ...]], thing: object
) -> None:
    """No value of any type gets an error that is not ours out of a command."""
    make, arguments = shape
    with suppress(InvalidValue):
        make(*(thing if argument is HOLE else argument for argument in arguments))


@pytest.mark.parametrize("shape", [SHAPES[index] for index in (0, 6, 7, 10, 13, 19, 24, 25, 26)])
def test_parts_of_another_type_are_refused(shape: tuple[Callable[..., object], tuple[object, ...]]) -> None:
    """Where a value of ours is wanted, the text that looks like it does not pass."""
    make, arguments = shape
    with pytest.raises(InvalidValue) as caught:
        make(*("active" if argument is HOLE else argument for argument in arguments))
    assert caught.value.expected.startswith("a value of type ")


@pytest.mark.parametrize(("shorthand", "side"), [(buy, Side.BUY), (sell, Side.SELL)])
def test_the_shorthands_make_a_trade_at_a_stated_price(
    shorthand: Callable[[object, object, object, object, object], PlaceOrder], side: Side
) -> None:
    """One line says number, account, product, quantity and price of a limit order that is filled at once."""
    expected = OrderTerms(
        number="O",
        source=Source.TRADE,
        account="A",
        side=side,
        type=OrderType.LIMIT,
        limit_price=5,
        lines=[OrderLine(ACME, Quantity(3), Price(5))],
    )
    assert PlaceOrder(expected, Stage.FILLED, Price(5)) == shorthand("O", "A", "acme", 3, 5)


def test_an_account_is_opened_in_one_line() -> None:
    """Name, money and currency, with nothing in it and in TWD unless said otherwise."""
    assert OpenAccount(AccountTerms("A", "USD"), 5) == open_account("A", 5, "USD")
    assert OpenAccount(AccountTerms("A", "TWD"), 0) == open_account("A")
