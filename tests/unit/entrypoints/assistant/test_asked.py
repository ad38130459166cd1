"""What a model says becomes a request, or one sentence."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entrypoints.assistant.asked import EXACT_BELOW, Misunderstood, asked_of
from entrypoints.assistant.tools import TOOLS

DRAFT = {"stock_id": "2330", "side": "buy", "quantity": 1, "type": "market"}


def body_of(**more: object) -> dict[str, Any]:
    body: dict[str, Any] = json.loads(asked_of(TOOLS["propose_order"], {**DRAFT, **more}).body)
    return body


def test_arguments_go_where_the_endpoint_wants_them() -> None:
    """Into the path, where nothing of them leads elsewhere, into the query, or into the body."""
    order = asked_of(TOOLS["get_order"], {"number": "../a b/?x"})
    orders = asked_of(TOOLS["list_orders"], {"side": "buy", "cursor": None})
    holdings = asked_of(TOOLS["get_holdings"], {"page": 2})

    assert "/api/orders/..%2Fa%20b%2F%3Fx/" == order.path
    assert {"side": "buy", "page_size": "20"} == orders.query
    assert ("/api/holdings/", {}) == (holdings.path, holdings.query)
    assert DRAFT | {"take_profits": ["9", 10]} == body_of(take_profits=["9", 10], why=None)


@given(units=st.integers(1, EXACT_BELOW * 10**8 - 1), places=st.integers(0, 8))
def test_a_number_without_quotes_is_exact_or_refused(units: int, places: int) -> None:
    """Of what a person could have meant by a binary fraction nothing is lost without a word."""
    meant = Decimal(units).scaleb(-places)
    is_safe = meant < EXACT_BELOW and len(meant.normalize().as_tuple().digits) <= 15

    if is_safe:
        written = body_of(limit_price=float(meant))["limit_price"]
        assert meant == Decimal(written)
        assert "e" not in written.lower()
    else:
        with pytest.raises(Misunderstood, match="in quotes"):
            body_of(limit_price=float(meant))


@pytest.mark.parametrize("price", [float("nan"), float("inf"), -float("inf"), 1e7, 0.1 + 0.2])
def test_a_number_that_is_none_is_refused(price: float) -> None:
    """Neither what is no number nor what shows that digits were lost goes any further."""
    with pytest.raises(Misunderstood, match="in quotes"):
        body_of(limit_price=price)


@pytest.mark.parametrize("price", [9_999_999.5, 0.00000001, 850.1])
def test_a_short_number_needs_no_quotes(price: float) -> None:
    """What a model writes as it comes to mind is taken where that is safe."""
    assert Decimal(str(price)) == Decimal(body_of(limit_price=price)["limit_price"])


@pytest.mark.parametrize(
    ("tool", "arguments", "told"),
    [
        ("get_price", {}, "stock_id is missing: The code of a product"),
        ("get_price", {"stock_id": None}, "stock_id is missing"),
        ("get_account", {"x": 1}, "x is no argument of get_account: known are none."),
        ("get_price", {"stock_id": ""}, "expected a text of 1 to 2000 characters"),
        ("get_price", {"stock_id": "x" * 2001}, "expected a text"),
        ("get_price", {"stock_id": True}, "stock_id is True"),
        ("get_price", {"stock_id": 1.5}, "stock_id is 1.5"),
        ("list_orders", {"page_size": 0}, "page_size is 0: expected a whole number from 1 to 50."),
        ("list_orders", {"page_size": 51}, "page_size is 51"),
        ("list_orders", {"page_size": True}, "page_size is True"),
        ("list_orders", {"page_size": "051"}, "page_size is '051'"),
        ("propose_order", {**DRAFT, "quantity": True}, "quantity is True"),
        ("propose_order", {**DRAFT, "why": {}}, "why is a dict: expected a text, or a number in quotes."),
        ("propose_order", {**DRAFT, "take_profits": [[None]]}, "take_profits is a NoneType"),
    ],
)
def test_a_call_that_cannot_be_understood_is_told_why(
    tool: str, arguments: dict[str, object], told: str
) -> None:
    """The sentence names the argument and says what is expected."""
    with pytest.raises(Misunderstood) as wrong:
        asked_of(TOOLS[tool], arguments)

    assert told in str(wrong.value)
    assert len(str(wrong.value)) < 400


@pytest.mark.parametrize("size", [1, 50, "1", "50"])
def test_a_page_has_as_many_rows_as_are_asked_for(size: object) -> None:
    """Both ends of the bound are allowed, in quotes or not."""
    assert {"page_size": str(size)} == asked_of(TOOLS["list_orders"], {"page_size": size}).query
