"""How long an order lives: as long as a market may still do something for it."""

from __future__ import annotations

import pytest
from attrs import evolve

from tests.unit.domain.paper.pit import MONDAY, taken, terms
from tests.unit.untyped import untyped
from trading_core.domain.amounts import Quantity
from trading_core.domain.commands import ImportOrder
from trading_core.domain.desk import Desk
from trading_core.domain.lifetime import is_live
from trading_core.domain.order_states import OrderStatus
from trading_core.domain.order_terms import OrderTerms
from trading_core.domain.words import Source
from trading_core.errors import InvalidValue

AT_MARKET = {OrderStatus.ACCEPTED, OrderStatus.PARTIALLY_FILLED}


@pytest.mark.parametrize("status", OrderStatus)
def test_an_order_lives_while_it_is_at_the_market_or_has_a_way_out(status: OrderStatus) -> None:
    """What wants to be filled lives, and so does what was opened and still has a stop or a target."""
    plain = evolve(taken(terms(limit=100)), status=status, filled=Quantity(10))
    guarded = evolve(taken(terms(limit=100, stop_loss=95)), status=status, filled=Quantity(10))
    done = evolve(guarded, exited=Quantity(10))

    assert (status in AT_MARKET) is is_live(plain)
    assert is_live(guarded)
    assert (status in AT_MARKET) is is_live(done)
    assert is_live(evolve(guarded, terms=terms(limit=100, take_profits=[110])))


def test_an_imported_order_never_lives() -> None:
    """It stands as accepted for ever, and no market has heard of it."""
    known = OrderTerms(number="I", source=Source.IMPORT, lines=[], total_price=5)
    (outcome,) = Desk().do(ImportOrder(known), now=MONDAY)
    order = outcome.unwrap().order
    assert order is not None

    assert (OrderStatus.ACCEPTED, False) == (order.status, is_live(order))


def test_only_orders_are_looked_at() -> None:
    """Anything else is a mistake with a name."""
    with pytest.raises(InvalidValue):
        is_live(untyped("N"))
