"""The caller's own account, and money in and out of it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.integration.http.people import Person
from tests.integration.http.promises import refused

DOCUMENTED = (
    "id username currency cash reserved buying_power equity realized_pnl unrealized_pnl limits".split()
)


def test_a_new_account_holds_the_opening_balance_and_nothing_else(alice: Person) -> None:
    """Every documented field is there, and all that has not happened yet is zero."""
    account = alice.get("/api/account/").json()

    assert set(DOCUMENTED) <= set(account)
    assert (alice.name, "TWD") == (account["username"], account["currency"])
    assert ["1000000"] * 3 == [account[name] for name in ("cash", "buying_power", "equity")]
    assert ["0"] * 3 == [account[name] for name in ("reserved", "realized_pnl", "unrealized_pnl")]
    assert {None} == set(account["limits"].values())


def test_a_resting_order_reserves_its_value(alice: Person) -> None:
    """What a limit order may need is set aside: it is no longer free, and still the owner's."""
    alice.post(
        "/api/orders/",
        {"stock_id": "2330", "side": "buy", "quantity": 10, "type": "limit", "limit_price": "850.5"},
    )

    account = alice.get("/api/account/").json()
    assert ("991495", "8505", "1000000") == (account["cash"], account["reserved"], account["equity"])


def test_equity_is_cash_and_what_is_held(alice: Person) -> None:
    """An account is worth its money and its holdings at their last prices, gains and losses told apart."""
    alice.post("/api/trade/buy/", {"stock_id": "2330", "buy_price": 100, "quantity": 10})
    alice.post("/api/trade/sell/", {"stock_id": "2330", "sell_price": 110, "quantity": 5})

    account = alice.get("/api/account/").json()
    assert ("50", "999550") == (account["realized_pnl"], account["cash"])
    held_at_cost = Decimal(account["equity"]) - Decimal(account["cash"]) - Decimal(account["unrealized_pnl"])
    assert 500 == held_at_cost


@pytest.mark.parametrize(("path", "after"), [("deposit", "1000000.5"), ("withdraw", "999999.5")])
def test_money_moves_and_the_new_balance_is_told(alice: Person, path: str, after: str) -> None:
    """Paper money goes in and out to the last cent."""
    moved = alice.post(f"/api/account/{path}/", {"amount": "0.50"})

    assert (200, {"balance": after}) == (moved.status_code, moved.json())
    assert after == alice.cash


def test_no_more_is_withdrawn_than_is_free(alice: Person) -> None:
    """Money that an order has reserved cannot be taken out, the rest can to the last bit."""
    alice.post(
        "/api/orders/",
        {"stock_id": "2330", "side": "buy", "quantity": 1, "type": "limit", "limit_price": 400_000},
    )

    refused(alice.post("/api/account/withdraw/", {"amount": "600000.00000001"}), 409, "insufficient_funds")
    assert {"balance": "0"} == alice.post("/api/account/withdraw/", {"amount": 600_000}).json()


@pytest.mark.parametrize("path", ["deposit", "withdraw"])
@pytest.mark.parametrize("amount", [0, -1, "-0.00000001"])
def test_only_money_above_zero_moves(anyone: Person, path: str, amount: object) -> None:
    """A deposit is no withdrawal in disguise, nor the other way round."""
    refused(anyone.post(f"/api/account/{path}/", {"amount": amount}), 400, "invalid_value", "amount")


@pytest.mark.parametrize("path", ["deposit", "withdraw"])
def test_an_amount_is_needed(anyone: Person, path: str) -> None:
    """Without an amount nothing moves, and the field is named."""
    refused(anyone.post(f"/api/account/{path}/", {}), 400, "invalid_body", "amount")
    refused(anyone.post(f"/api/account/{path}/", {"amount": None}), 400, "invalid_body", "amount")


def test_the_largest_amount_is_ten_to_the_fifteenth(alice: Person) -> None:
    """The bound itself goes in and comes out to the last digit, and the smallest step beyond it is refused."""
    refusal = alice.post("/api/account/deposit/", {"amount": "1000000000000000.00000001"})
    moved = alice.post("/api/account/deposit/", {"amount": 10**15})

    refused(refusal, 400, "invalid_value", "amount")
    assert {"balance": "1000000001000000"} == moved.json()
    assert {"balance": "1000000"} == alice.post("/api/account/withdraw/", {"amount": f"{10**15}.00"}).json()
