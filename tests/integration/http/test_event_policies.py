"""What is significant for one product, as an operator has said it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.integration.http.people import Person, fresh_ticker
from tests.integration.http.promises import refused
from tests.integration.http.test_many_stocks import days, told

USUAL: dict[str, Any] = {
    "own": False,
    "levels": ["5", "7", "10"],
    "sigmas": None,
    "gap": "3",
    "volume_multiple": "3",
    "volume_change": "1",
    "limits": True,
    "hysteresis": "0",
    "cooldown_seconds": 0,
}
FULL: dict[str, Any] = {
    "levels": ["0.5", "2"],
    "sigmas": "2.5",
    "gap": None,
    "volume_multiple": None,
    "volume_change": "0",
    "limits": False,
    "hysteresis": "0.25",
    "cooldown_seconds": 3600,
}


def path(ticker: str) -> str:
    return f"/api/products/{ticker}/event-policy/"


def known_ticker(operator: Person) -> str:
    """A product that an operator has made known."""
    ticker = fresh_ticker()
    assert 201 == operator.post("/api/products/", {"stock_id": ticker}).status_code
    return ticker


def test_without_a_word_the_house_decides(operator: Person, anyone: Person) -> None:
    """Every product has a policy, and everybody may see it; so has one of which there are only bars."""
    barred = fresh_ticker()
    operator.post("/stocks/", days(barred, 100))
    assert {"stock_id": barred, **USUAL} == anyone.get(path(barred)).json()
    ticker = known_ticker(operator)

    assert {"stock_id": ticker, **USUAL} == anyone.get(path(ticker.lower())).json()


def test_what_an_operator_says_holds_until_it_is_taken_back(operator: Person, anyone: Person) -> None:
    """What was put is shown by every process, what was left out is the house's, and removing leads back to that."""
    ticker = known_ticker(operator)
    bodies: tuple[dict[str, Any], ...] = (FULL, {"levels": []}, {}, {"gap": 1.5, "sigmas": None})
    for body in bodies:
        put = operator.put(path(ticker), body)
        assert 200 == put.status_code, put.text
        texts = {name: str(value) if isinstance(value, float) else value for name, value in body.items()}
        assert {"stock_id": ticker, **USUAL, "own": True, **texts} == put.json()
        for line in anyone.each_line():
            assert put.json() == line.get(path(ticker)).json()

    assert 204 == operator.delete(path(ticker)).status_code
    assert 204 == operator.delete(path(ticker)).status_code
    assert {"stock_id": ticker, **USUAL} == anyone.get(path(ticker)).json()


def test_a_product_is_judged_by_its_own_policy(operator: Person, anyone: Person) -> None:
    """From the next bar on: two percent count for one product, nothing for another, and what was told stays."""
    calm, wild = known_ticker(operator), known_ticker(operator)
    operator.put(path(calm), {"levels": [2]})
    operator.put(path(wild), {"levels": [], "gap": None, "volume_multiple": None})
    for ticker in (calm, wild):
        operator.post("/stocks/", days(ticker, 100, 102, 150))
    assert [("PRICE_INCREASE", "2"), ("PRICE_INCREASE", "47.0588")] == told(anyone, calm)
    assert [] == told(anyone, wild)

    operator.delete(path(wild))
    operator.post("/stocks/", days(wild, 300, month=3))

    assert [("PRICE_INCREASE", "100")] == told(anyone, wild)


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"levels": [5, 5]}, "levels"),
        ({"levels": [5, 4]}, "levels"),
        ({"levels": [0]}, "levels[0]"),
        ({"levels": [1, "x"]}, "levels[1]"),
        ({"levels": list(range(1, 12))}, "levels"),
        ({"sigmas": 0}, "sigmas"),
        ({"gap": -1}, "gap"),
        ({"volume_multiple": "NaN"}, "volume_multiple"),
        ({"volume_change": None}, "volume_change"),
        ({"volume_change": -1}, "volume_change"),
        ({"hysteresis": 10**9}, "hysteresis"),
        ({"cooldown_seconds": -1}, "cooldown_seconds"),
        ({"cooldown_seconds": 1.5}, "cooldown_seconds"),
        ({"cooldown_seconds": 366 * 86_400 + 1}, "cooldown_seconds"),
        ({"limits": "no"}, "limits"),
        ({"level": 5}, "level"),
    ],
)
def test_a_policy_that_cannot_be_is_refused_by_its_field(
    operator: Person, body: dict[str, Any], field: str
) -> None:
    """Whoever says something that cannot hold learns where, and nothing changes."""
    ticker = known_ticker(operator)
    answer = operator.put(path(ticker), body)

    assert (400, [field]) == (answer.status_code, [fault["field"] for fault in answer.json()["errors"]])
    assert {"stock_id": ticker, **USUAL} == operator.get(path(ticker)).json()


def test_only_operators_say_what_is_significant(anyone: Person) -> None:
    """A user sees the policy and cannot change it; what can be no product has none."""
    refused(anyone.put(path("2330"), FULL), 403, "forbidden")
    refused(anyone.delete(path("2330")), 403, "forbidden")


def test_what_is_no_product_has_no_policy(operator: Person) -> None:
    """A code that can be none, and one that nobody has heard of, are not found."""
    for nothing in ("a%20b", fresh_ticker()):
        refused(operator.get(path(nothing)), 404, "not_found")
        refused(operator.put(path(nothing), {}), 404, "not_found")
        refused(operator.delete(path(nothing)), 404, "not_found")
