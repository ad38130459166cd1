"""Transactions that operators note and a task settles, under both roots."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.integration.http.people import Person, fresh_name, fresh_ticker, until
from tests.integration.http.promises import refused

ROOTS = ("", "/stocks")
DOCUMENTED = {
    "id", "order_number", "user_id", "ticker", "transaction_type", "transaction_volume", "transaction_price",
    "fee", "tax", "status", "reason", "timestamp",
}  # fmt: skip


@pytest.fixture
def client(operator: Person) -> dict[str, Any]:
    """Somebody with 1000, made by an operator."""
    made: dict[str, Any] = operator.post("/users/", {"username": fresh_name(), "balance": 1000}).json()
    return made


@pytest.fixture(scope="module")
def ticker(operator: Person) -> str:
    """A product whose latest close is 100.5."""
    ticker = fresh_ticker()
    for day, close in ((2, 100.5), (1, 50)):
        bar = {"ticker": ticker, "open_price": close, "close_price": close, "high": close, "low": close}
        operator.post("/stocks/", {**bar, "volume": 1, "timestamp": f"2026-02-0{day}T00:00:00Z"})
    return ticker


def note(operator: Person, user: str, ticker: str, root: str = "", **more: object) -> dict[str, Any]:
    """Note a transaction, which is pending at first."""
    body = {"user_id": user, "ticker": ticker, "transaction_type": "buy", "transaction_volume": 2, **more}
    made = operator.post(f"{root}/transactions/", body)
    assert 201 == made.status_code, made.text
    transaction: dict[str, Any] = made.json()
    assert "pending" == transaction["status"]
    assert set(transaction) == DOCUMENTED
    assert made.headers["location"].endswith(f"/api/orders/{transaction['order_number']}/")
    return transaction


def settled(operator: Person, user: str, number: str) -> dict[str, Any]:
    """The transaction once it is pending no more."""

    def look() -> dict[str, Any]:
        rows = operator.get(f"/transactions/{user}/").json()["results"]
        return next(row for row in rows if number == row["order_number"])

    return until(look, lambda row: row["status"] != "pending")


@pytest.mark.parametrize("root", ROOTS)
def test_a_transaction_is_priced_at_the_latest_close_and_completed(
    operator: Person, client: dict[str, Any], ticker: str, root: str
) -> None:
    """Without a stated price the close of the latest bar is paid, and the balance tells of it."""
    noted = note(operator, client["id"], ticker, root)

    done = settled(operator, client["id"], noted["order_number"])

    assert ("completed", "100.5", "buy", "2", None) == tuple(
        done[name]
        for name in ("status", "transaction_price", "transaction_type", "transaction_volume", "reason")
    )
    assert "799" == operator.get(f"/users/{client['username']}/").json()["balance"]


def test_a_stated_price_is_the_price(operator: Person, client: dict[str, Any], ticker: str) -> None:
    """Whoever states a price trades at it, whatever the latest close is."""
    noted = note(operator, client["id"], ticker, transaction_price="99.25")

    done = settled(operator, client["id"], noted["order_number"])

    assert ("completed", "99.25") == (done["status"], done["transaction_price"])
    assert "801.5" == operator.get(f"/users/{client['username']}/").json()["balance"]


@pytest.mark.parametrize("word", ["SELL", "sell", "Sell"])
def test_the_type_is_read_in_any_case(
    operator: Person, client: dict[str, Any], ticker: str, word: str
) -> None:
    """Buying and selling are words, and leave in small letters."""
    settled(
        operator, client["id"], note(operator, client["id"], ticker, transaction_type="BUY")["order_number"]
    )

    noted = note(operator, client["id"], ticker, transaction_type=word)

    assert "sell" == noted["transaction_type"]
    assert "completed" == settled(operator, client["id"], noted["order_number"])["status"]


@pytest.mark.parametrize(
    ("more", "word"),
    [
        ({"transaction_volume": 10}, "free"),
        ({"transaction_type": "sell"}, "sold"),
        ({"transaction_price": None}, "price"),
    ],
    ids=["funds", "holdings", "price"],
)
def test_a_transaction_that_cannot_be_done_fails_with_its_reason(
    operator: Person, client: dict[str, Any], ticker: str, more: dict[str, Any], word: str
) -> None:
    """Too little money, nothing to sell and no price each end it as failed, with a sentence that says so."""
    noted = note(operator, client["id"], fresh_ticker() if word == "price" else ticker, **more)

    done = settled(operator, client["id"], noted["order_number"])

    assert "failed" == done["status"]
    assert word in done["reason"]
    assert "1000" == operator.get(f"/users/{client['username']}/").json()["balance"]


def test_a_transaction_is_an_order(operator: Person, client: dict[str, Any], ticker: str) -> None:
    """The order that a transaction is tells its life under the orders' own path."""
    noted = note(operator, client["id"], ticker)
    settled(operator, client["id"], noted["order_number"])

    order = operator.get(f"/api/orders/{noted['order_number']}/").json()

    assert ("transaction", "executed") == (order["source"], order["status"])
    assert ["pending", "executed"] == [step["status"] for step in order["history"]]


@pytest.mark.parametrize("root", ROOTS)
def test_transactions_are_listed_newest_first_by_id_or_name(
    operator: Person, client: dict[str, Any], ticker: str, root: str
) -> None:
    """A user is named by his id or his name, and has his transactions page by page."""
    volumes = ["1", "2", "3"]
    for volume in volumes:
        note(operator, client["id"], ticker, transaction_volume=volume)

    for who in (client["id"], client["username"]):
        page = operator.get(f"{root}/transactions/{who}/?page_size=2").json()
        rows = page["results"] + operator.get(page["next"]).json()["results"]

        assert (3, None) == (page["count"], page["previous"])
        assert volumes[::-1] == [row["transaction_volume"] for row in rows]
        assert {client["id"]} == {row["user_id"] for row in rows}
    turned = operator.get(f"{root}/transactions/{client['id']}/?ordering=timestamp").json()["results"]
    assert volumes == [row["transaction_volume"] for row in turned]


@pytest.mark.parametrize("root", ROOTS)
def test_both_ends_of_a_span_belong_to_it(
    operator: Person, client: dict[str, Any], ticker: str, root: str
) -> None:
    """A transaction at the very first or last moment is in the span, and one beside it is not."""
    moments = [note(operator, client["id"], ticker, transaction_volume=1)["timestamp"] for _ in range(4)]

    found = operator.get(f"{root}/transactions/{client['id']}/{moments[1]}/{moments[2]}/").json()

    assert (2, moments[1:3]) == (found["count"], sorted(row["timestamp"] for row in found["results"]))


@pytest.mark.parametrize("root", ROOTS)
def test_a_span_may_be_told_in_seconds(
    operator: Person, client: dict[str, Any], ticker: str, root: str
) -> None:
    """Unix seconds and ISO times name the same moments, one at each end if need be."""
    noted = datetime.fromisoformat(note(operator, client["id"], ticker)["timestamp"])
    second = int(noted.timestamp())
    before, after = (noted - timedelta(hours=1)).isoformat(), (noted + timedelta(hours=1)).isoformat()

    def count(start: object, end: object) -> int:
        found: int = operator.get(f"{root}/transactions/{client['id']}/{start}/{end}/").json()["count"]
        return found

    assert 1 == count(second, second + 1) == count(before, second + 1) == count(second, after)
    assert 0 == count(second - 10, second) == count(second + 1, after)
    assert 1 == count(0, 99_999_999_999)


@pytest.mark.parametrize("root", ROOTS)
@pytest.mark.parametrize("text", ["2026-01-01", "2026-01-01T00:00:00", "-1", "soon", "1.5", "1e3", "\u0661"])
def test_a_span_of_no_moments_is_refused(operator: Person, anyone: Person, root: str, text: str) -> None:
    """Both ends are moments: ISO 8601 with an offset, or seconds."""
    now = datetime.now(UTC).isoformat()
    refused(operator.get(f"{root}/transactions/{anyone.name}/{text}/{now}/"), 400, "invalid_time", "start")
    refused(operator.get(f"{root}/transactions/{anyone.name}/{now}/{text}/"), 400, "invalid_time", "end")


@pytest.mark.parametrize("root", ROOTS)
def test_a_user_reads_his_own_transactions_and_nobody_elses(
    operator: Person, alice: Person, bob: Person, ticker: str, root: str
) -> None:
    """What an operator has noted for a user is the user's to see, and no other's."""
    noted = note(operator, alice.name, ticker, root)
    now = datetime.now(UTC).isoformat()

    assert noted["order_number"] == alice.get(f"{root}/transactions/{alice.name}/").json()["results"][0]["id"]
    assert 1 == alice.get(f"{root}/transactions/{alice.name}/0/{now}/").json()["count"]
    assert 200 == alice.get(f"/api/orders/{noted['order_number']}/").status_code
    for user in (alice.name, noted["user_id"]):
        refused(bob.get(f"{root}/transactions/{user}/"), 404, "not_found")
        refused(bob.get(f"{root}/transactions/{user}/0/{now}/"), 404, "not_found")


@pytest.mark.parametrize("root", ROOTS)
def test_only_operators_note_transactions(alice: Person, root: str) -> None:
    """A user trades by the doors for users, and not even for himself by this one."""
    body = {"user_id": alice.name, "ticker": "2330", "transaction_type": "buy", "transaction_volume": 1}

    refused(alice.post(f"{root}/transactions/", body), 403, "forbidden")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("user_id", ""),
        ("ticker", "a b"),
        ("transaction_type", "borrow"),
        ("transaction_type", ""),
        ("transaction_volume", 0),
        ("transaction_volume", "x"),
        ("transaction_price", 0),
        ("transaction_price", "Infinity"),
        ("comment", "x"),
    ],
)
def test_what_cannot_be_a_transaction_is_refused_by_its_field(
    operator: Person, anyone: Person, field: str, value: object
) -> None:
    """Each field has its law, and an unknown one is none of them."""
    body = {"user_id": anyone.name, "ticker": "2330", "transaction_type": "buy", "transaction_volume": 1}

    answer = operator.post("/transactions/", body | {field: value})

    assert 400 == answer.status_code, answer.text
    assert [field] == [fault["field"] for fault in answer.json()["errors"]]


def test_a_transaction_for_nobody_is_not_found(operator: Person) -> None:
    """There is no transaction without a user."""
    body = {"user_id": fresh_name(), "ticker": "2330", "transaction_type": "buy", "transaction_volume": 1}

    refused(operator.post("/transactions/", body), 404, "not_found")
