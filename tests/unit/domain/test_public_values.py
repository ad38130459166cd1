"""Values that users make: whatever they are made of, out comes a lawful value or an error of ours."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Hashable
from datetime import date, datetime
from decimal import Decimal, localcontext
from typing import Any, Final

import attrs
import pytest
from attrs.exceptions import FrozenInstanceError
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.domain.floor import ACME, MONDAY, NOW, A
from tests.unit.domain.junk import hostile_context, outcome
from tests.unit.domain.making import postings, trade
from trading_core.domain.account import AccountTerms
from trading_core.domain.amounts import Money, Price, Quantity
from trading_core.domain.ids import FillId, Name
from trading_core.domain.journal import Bucket, Cause, Entry, Posting
from trading_core.domain.limits import Limits
from trading_core.domain.lots import LotMove
from trading_core.domain.order_terms import OrderLine, OrderTerms
from trading_core.domain.quotes import Bar, PriceBasis, Quote
from trading_core.domain.trades import STATED, Fill, Provenance, Purpose
from trading_core.domain.words import CostMethod, Direction, OrderType, Side, Source, TimeInForce, Word
from trading_core.errors import TradingError
from trading_core.testing.strategies.anything import anything

PRICE: Final[list[object]] = [Price(10), "10.5", 11, Decimal(9)]
MAYBE_PRICE: Final[list[object]] = [None, *PRICE]
LINES: Final[list[object]] = [[OrderLine("ACME", 1)], (OrderLine("ACME", 2, 3),), [], [OrderLine("A", 1)] * 2]
MOVES = (LotMove(ACME, Direction.LONG, FillId("F-1"), Decimal(1), Decimal(1), NOW),)

# each value that users make, with arguments that are right for each of its parts
PARTS: Final[dict[type, dict[str, list[object]]]] = {
    Price: {"value": [1, "2", Decimal(3)]},
    Quantity: {"value": [0, 1, "2", Decimal(3)]},
    Money: {"amount": [0, -1, "2"], "currency": ["TWD", "EUR"]},
    OrderLine: {
        "symbol": ["ACME", ACME],
        "quantity": [1, Quantity(2)],
        "unit_price": MAYBE_PRICE,
        "name": [None, "Acme"],
    },
    OrderTerms: {
        "number": ["O-1"],
        "source": [Source.API, Source.IMPORT],
        "lines": LINES,
        "account": [None, "A", A],
        "side": [None, *Side],
        "type": list(OrderType),
        "limit_price": MAYBE_PRICE,
        "stop_price": MAYBE_PRICE,
        "entry_range": [None, (9, 10)],
        "time_in_force": list(TimeInForce),
        "stop_loss": [None, 5],
        "take_profits": [(), [20], (20, 30)],
        "client_order_id": [None, "mine"],
        "lots": [(), ["F-1"]],
        "total_price": [None, 6, "0"],
    },
    Provenance: {"source": ["feed"], "age_seconds": [0, "0.5"], "bid": MAYBE_PRICE, "ask": MAYBE_PRICE},
    Fill: {
        "id": ["F-1", FillId("F-2")],
        "price": PRICE,
        "quantity": [1, Quantity(2)],
        "at": [NOW],
        "purpose": list(Purpose),
        "provenance": [STATED],
    },
    Quote: {
        "symbol": ["ACME", ACME],
        "last": PRICE,
        "as_of": [NOW],
        "source": ["tests"],
        "bid": MAYBE_PRICE,
        "ask": MAYBE_PRICE,
        "previous_close": MAYBE_PRICE,
        "open": MAYBE_PRICE,
        "high": MAYBE_PRICE,
        "low": MAYBE_PRICE,
        "volume": [None, 5],
        "basis": list(PriceBasis),
    },
    Bar: {
        "symbol": ["ACME"],
        "start": [NOW],
        "open": PRICE,
        "high": [12],
        "low": [8],
        "close": PRICE,
        "volume": [0, 5],
        "reference": MAYBE_PRICE,
        "comparable": [True, False],
    },
    Limits: {
        "max_order_value": [None, 5],
        "max_position": [None, "5"],
        "max_daily_loss": [None, Decimal(5)],
        "max_orders_per_minute": [None, 5],
        "price_band": [None, 5],
    },
    AccountTerms: {
        "id": ["A", A],
        "currency": ["TWD"],
        "cost_method": list(CostMethod),
        "margin": [True, False],
    },
    Posting: {
        "bucket": list(Bucket),
        "symbol": [None, ACME],
        "amount": [Decimal(1), Decimal("-0.5")],
    },
    Entry: {
        "account": ["A", A],
        "sequence": [1, 2],
        "at": [NOW],
        "cause": list(Cause),
        "postings": [(), postings(cash=1, funding=-1), postings(cash=1)],
        "order": [None, "O-1"],
        "reference": [None, "ref"],
        "due": [None, MONDAY],
        "trade": [None, trade()],
        "lots": [(), MOVES],
    },
}
EXAMPLES: Final[list[object]] = [
    Price("10.5"),
    Quantity("1.5"),
    Money("-2.5", "TWD"),
    OrderLine("ACME", 1, 2, "Acme"),
    OrderTerms(
        number="O-1",
        account="A",
        side=Side.BUY,
        lines=[OrderLine("ACME", 1)],
        type=OrderType.LIMIT,
        limit_price=10,
        take_profits=[11, 12],
        lots=["F-1"],
    ),
    Provenance("feed", "0.5", 1, 2),
    Fill("F-1", 10, 5, NOW),
    Quote("ACME", 10, NOW, "tests", 9, 11, 8),
    Bar("ACME", NOW, 10, 12, 8, 11, 5),
    Limits(1, 2, 3, 4, 5),
    AccountTerms("A"),
    Posting(Bucket.LONG, ACME, Decimal(5)),
    Entry("A", 1, NOW, Cause.FILL, postings(cash=1, funding=-1), "O-1", "ref", MONDAY, trade(), MOVES),
]
KINDS = [pytest.param(kind, id=kind.__name__) for kind in PARTS]
EACH = [pytest.param(value, id=type(value).__name__) for value in EXAMPLES]
# what a value may be made of once it is there: plain things that cannot be changed
PLAIN = (str, Decimal, bool, int, datetime, date, type(None))


def is_plain(part: object) -> bool:
    """Whether a part of a value is of a type that we know, through and through."""
    if isinstance(part, tuple):
        return type(part) is tuple and all(map(is_plain, part))
    kind: type[Any] = type(part)
    if attrs.has(kind):
        return all(is_plain(getattr(part, name)) for name in attrs.fields_dict(kind))
    return kind in PLAIN or isinstance(part, Name | Word)


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
def test_any_arguments_give_a_lawful_value_or_an_error_of_ours(kind: type, data: st.DataObject) -> None:
    """Whatever comes in for whichever part, nothing but a refusal of ours comes out, and nothing odd is kept."""
    wrong = data.draw(st.sets(st.sampled_from(sorted(PARTS[kind])), max_size=2))
    arguments = {
        name: data.draw(anything() if name in wrong else st.sampled_from(right))
        for name, right in PARTS[kind].items()
    }
    value = outcome(lambda: kind(**arguments))
    if isinstance(value, TradingError):
        assert value.message.isprintable()
    else:
        assert is_plain(value)
        assert value == copy.deepcopy(value)
        assert value == attrs.evolve(value)
        assert isinstance(hash(value), int)


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
def test_the_ambient_context_decides_about_no_value(kind: type, data: st.DataObject) -> None:
    """A value that is lawful here is lawful in a thread with any decimal context, and the same value."""
    arguments = {name: data.draw(st.sampled_from(right)) for name, right in PARTS[kind].items()}
    expected = outcome(lambda: kind(**arguments))
    with localcontext(hostile_context()):
        found = outcome(lambda: kind(**arguments))

    assert expected == found


@pytest.mark.parametrize("value", EACH)
def test_values_pass_through_pickles_and_copies(value: object) -> None:
    """A value that crosses a queue, a cache or a process comes back equal and of the same types."""
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        again = pickle.loads(pickle.dumps(value, protocol))  # noqa: S301 - by ourselves, on the same line
        assert value == again
        assert repr(value) == repr(again)
        assert is_plain(again)
    assert value == copy.copy(value)
    assert value == copy.deepcopy(value)


@pytest.mark.parametrize("value", EACH)
def test_values_never_change(value: Any) -> None:  # noqa: ANN401 - any of them
    """Whoever holds a value can rely on it: no part is replaced, removed or added."""
    for field in attrs.fields(type(value)):
        with pytest.raises(FrozenInstanceError):
            setattr(value, field.name, getattr(value, field.name))
        with pytest.raises(FrozenInstanceError):
            delattr(value, field.name)
    with pytest.raises(FrozenInstanceError):
        value.note = "mine"
    assert not hasattr(value, "__dict__")


@pytest.mark.parametrize("value", EACH)
def test_equal_values_are_one_in_a_set(value: Hashable) -> None:
    """A value is found in sets and dictionaries by what it says."""
    assert 1 == len({value, copy.deepcopy(value)})
    assert value != object()


def test_every_value_is_tried() -> None:
    """A value without an example here could be of wood."""
    assert list(PARTS) == [type(value) for value in EXAMPLES]
    for kind, parts in PARTS.items():
        assert list(attrs.fields_dict(kind)) == list(parts)
