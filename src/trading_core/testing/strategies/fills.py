"""What a broker reports."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import ROUND_FLOOR, Decimal
from typing import TYPE_CHECKING, Final

from hypothesis import strategies as st

from trading_core.domain.amounts import Price, Quantity, to_price, to_quantity
from trading_core.domain.checks import instant
from trading_core.domain.exact import UNIT, divide, multiply, to_unit
from trading_core.domain.ids import FillId
from trading_core.domain.order_states import TRANSITIONS, Step
from trading_core.domain.orders import Order
from trading_core.domain.trades import STATED, Fill, Provenance, Purpose
from trading_core.domain.words import Side, Source
from trading_core.errors import InvalidValue
from trading_core.testing.strategies.listings import listing_for
from trading_core.testing.strategies.names import fill_ids
from trading_core.testing.strategies.numbers import prices, quantities
from trading_core.testing.strategies.wishes import one_of_kind, wished

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

MONDAY: Final = datetime(2026, 1, 5, tzinfo=UTC)
EXITS: Final = (Purpose.CLOSE, Purpose.STOP_LOSS, Purpose.TAKE_PROFIT)
_EIGHTHS: Final = st.integers(0, 7).map(lambda less: Decimal(8 - less))
_LESS: Final = st.integers(0, 5).map(lambda less: Decimal(100 - less))
_MORE: Final = st.integers(100, 105).map(Decimal)
_EITHER_WAY: Final = st.integers(-9, 9).map(lambda more: Decimal(100 + more))
_HUNDRED: Final = Decimal(100)
_SECONDS: Final = st.integers(0, 200_000).map(lambda count: timedelta(seconds=count))


def fills(
    order: Order | None = None,
    *,
    purpose: object = None,
    price: object = None,
    quantity: object = None,
    at: object = None,
) -> st.SearchStrategy[Fill]:
    """
    Reports of a broker, or those that can come next for an order: entries that it still wants, exits of what it opened.

    >>> from hypothesis import given, strategies as st
    >>> from trading_core import ApplyFill, Desk, Stage, buy, open_account
    >>> from attrs import evolve
    >>> from datetime import UTC, datetime
    >>> from trading_core.testing import fills
    >>> monday = datetime(2026, 1, 5, tzinfo=UTC)
    >>> desk = Desk()
    >>> asked = evolve(buy("O-1", "A", "ACME", 8, 10), stage=Stage.ACCEPTED)
    >>> _ = desk.do(open_account("A", 100), asked, now=monday)
    >>> @given(fills(desk.order("O-1")))
    ... def check(fill):
    ...     assert 0 < fill.quantity.value <= 8 and fill.price.value <= 10
    >>> check()
    """
    if order is None:
        moments, common = _SECONDS.map(MONDAY.__add__), st.sampled_from([Purpose.ENTRY, *Purpose])
        return st.builds(
            Fill,
            fill_ids(),
            wished(price, prices(decimals=4), to_price),
            wished(quantity, quantities(decimals=4), to_quantity),
            wished(at, moments, instant),
            wished(purpose, common, one_of_kind(Purpose, "purpose")),
            _provenances(),
        )
    left = _left_to_fill(one_of_kind(Order, "order")(order))
    if not left:
        raise InvalidValue("order", f"{order.number}, {order.status}", "an order that has something to fill")
    purposes = wished(purpose, st.sampled_from(list(left)), _one_of(left))
    return purposes.flatmap(
        lambda kind: st.builds(
            Fill,
            st.just(_new_id(order)),
            wished(price, _prices(order, kind), to_price),
            wished(quantity, _parts(left[kind]), to_quantity),
            wished(at, _SECONDS.map(order.created_at.__add__), instant),
            st.just(kind),
            _provenances(),
        )
    )


def _left_to_fill(order: Order) -> Mapping[Purpose, Quantity]:
    """What can still be filled for which purpose; nothing of an order that was imported or never accepted."""
    if order.terms.source is Source.IMPORT:
        return {}
    left = {}
    if order.was_accepted and (order.status, Step.FILL_PART) in TRANSITIONS:
        left[Purpose.ENTRY] = order.remaining
    if (order.status, Step.EXIT_PART) in TRANSITIONS:
        left.update(dict.fromkeys(EXITS, order.open_quantity))
    return {purpose: quantity for purpose, quantity in left.items() if quantity}


def _one_of(left: Mapping[Purpose, Quantity]) -> Callable[[object], Purpose]:
    def read(wish: object) -> Purpose:
        purpose = one_of_kind(Purpose, "purpose")(wish)
        if purpose not in left:
            raise InvalidValue("purpose", purpose, "one of " + ", ".join(sorted(left)))
        return purpose

    return read


def _new_id(order: Order) -> FillId:
    """An id that no trade of the order has."""
    return FillId(f"{order.number}/{len(order.history)}")


def _parts(whole: Quantity) -> st.SearchStrategy[Quantity]:
    """All of it, or some eighths."""
    return _EIGHTHS.map(lambda part: Quantity(_rounded(divide(multiply(whole.value, part), Decimal(8)))))


def _prices(order: Order, purpose: Purpose) -> st.SearchStrategy[Price]:
    """Near what the order itself says, and an entry never worse than that."""
    terms = order.terms
    usual = terms.stated_price or terms.lines[0].unit_price or listing_for(terms.symbol).price()
    not_worse = _LESS if terms.side is Side.BUY else _MORE
    percents = not_worse if purpose is Purpose.ENTRY else _EITHER_WAY
    return percents.map(lambda percent: Price(_rounded(divide(multiply(usual.value, percent), _HUNDRED))))


def _rounded(number: Decimal) -> Decimal:
    return max(to_unit(number, rounding=ROUND_FLOOR), UNIT)


def _provenances() -> st.SearchStrategy[Provenance]:
    bid, ask = st.none() | prices(decimals=2), st.none() | prices(decimals=2)
    told = st.builds(Provenance, st.sampled_from(["street", "s" * 64]), st.integers(0, 99), bid, ask)
    return st.one_of(st.just(STATED), told)
