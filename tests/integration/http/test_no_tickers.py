"""Words that name lists, and therefore no product: whichever way a product can be named, they are refused."""

from __future__ import annotations

from typing import Any, Final

import pytest

from tests.integration.http.people import Person
from tests.integration.http.promises import refused

WORDS: Final = ("users", "Stocks", "TRANSACTIONS")
LINE: Final = {"quantity": 1, "unit_price": 1}
IMPORT: Final = {"access_token": "import-one", "order_number": "A-1", "total_price": 1}
BAR: Final = {"open_price": 1, "close_price": 1, "high": 1, "low": 1}
ORDER: Final = {"side": "buy", "quantity": 1, "type": "market"}
SALE: Final = {"user_id": "nobody", "transaction_type": "buy", "transaction_volume": 1}
DOORS: Final[tuple[tuple[str, str, dict[str, Any]], ...]] = (
    ("/api/trade/buy/", "stock_id", {"buy_price": 1, "quantity": 1}),
    ("/api/trade/sell/", "stock_id", {"sell_price": 1, "quantity": 1}),
    ("/api/orders/", "stock_id", ORDER),
    ("/api/orders/preview/", "stock_id", ORDER),
    ("/api/drafts/", "stock_id", ORDER),
    ("/api/analyze/", "stock_id", {}),
    ("/api/products/", "stock_id", {"name": "A list"}),
    ("/transactions/", "ticker", SALE),
    ("/stocks/", "ticker", BAR),
)


@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize(("path", "field", "body"), DOORS, ids=[path for path, _, _ in DOORS])
def test_no_door_takes_a_list_for_a_product(
    operator: Person, path: str, field: str, body: dict[str, Any], word: str
) -> None:
    """A product of that name would hide a list behind its page, or the other way round."""
    refused(operator.post(path, {field: word, **body}), 400, "invalid_value", field)


@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize("name", ["sku", "stock_id"])
def test_no_order_is_imported_of_a_list(operator: Person, name: str, word: str) -> None:
    """What another system calls so has to be named otherwise before it is taken."""
    answer = operator.post("/api/import-order/", IMPORT | {"products": [LINE | {name: word}]})

    refused(answer, 400, "invalid_value", f"products[0].{name}")


@pytest.mark.parametrize("word", ["$USERS", "NASDAQ:USERS", "$users"])
def test_no_signal_is_of_a_list(operator: Person, word: str) -> None:
    """The writer of a signal is told that there is no such product, and nothing is ordered."""
    key = operator.post("/api/keys/", {"name": "signals", "scopes": ["signals"]}).json()["key"]
    answer = operator.send(
        "POST",
        "/api/v1/broker/webhook/receive-signal/",
        content=f"BUY {word} @10\nSL 9\nTP 12".encode(),
        headers={"X-API-KEY": key, "Content-Type": "text/plain"},
    )

    problem = refused(answer, 400, "invalid_signal")
    assert ("unknown_symbol", 1) == (problem["reason"], problem["line"])
