"""`trading migrate --copy`: an installation that was lived in moves to PostgreSQL, and life goes on there."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any, Final

import pytest

from tests.integration.cli.shell import Shell
from tests.integration.http.drafting import proposed
from tests.integration.http.people import Door, Person, until
from tests.integration.http.signalling import SAMPLE
from tests.integration.http.stored import differences_in
from tests.servers.service import OPERATOR, ServiceServer

CHOSEN: Final = {"IMPORT_TOKENS": "import-one", "PRICES": "stored", "OPENING_BALANCE": "123456.78901234"}
REMEMBERED: Final = (
    *("/api/holdings/", "/api/history/", "/api/orders/", "/api/account/statement/"),
    *("/api/account/why/?of=cash", "/api/account/", "/api/account/limits/", "/api/signals/"),
    *("/api/keys/", "/api/drafts/", "/api/products/"),
)
OF_THE_HOUSE: Final = (
    *("/users/", "/stocks/", "/transactions/{id}/", "/api/orders/?source=import"),
    *("/api/stocks/significant-events/", "/api/trading-state/"),
)
PASSING: Final = frozenset({"as_of", "source", "last_used_at"})


def steady(told: Any) -> Any:  # noqa: ANN401 - whatever JSON holds
    """An answer without what depends on when and by whom it is given."""
    if isinstance(told, dict):
        return {name: steady(value) for name, value in told.items() if name not in PASSING}
    return [steady(one) for one in told] if isinstance(told, list) else told


def seen(alice: Door, operator: Door) -> dict[str, Any]:
    """What the service shows of everything."""
    own = alice.get("/api/account/").json()["id"]
    paths = dict.fromkeys(REMEMBERED, alice) | {path.format(id=own): operator for path in OF_THE_HOUSE}
    answers = {path: who.get(path) for path, who in paths.items()}
    assert {200} == {answer.status_code for answer in answers.values()}, answers
    return {path: steady(answer.json()) for path, answer in answers.items()}


def live(door: Door, alice: Person, operator: Person) -> Door:
    """Do a little of everything, and tell the program that may propose."""
    for day, close in (("2026-03-02", 100), ("2026-03-03", 108)):
        four = dict.fromkeys(("open_price", "close_price", "high", "low"), close)
        bar = {"ticker": "2330", **four, "volume": 5, "timestamp": f"{day}T05:30:00Z"}
        assert operator.post("/stocks/", bar).is_success
    for side, price, quantity in (("buy", "860.12345678", 10), ("sell", 900, 3)):
        body = {"stock_id": "2330", f"{side}_price": price, "quantity": quantity}
        assert alice.post(f"/api/trade/{side}/", body, {"Idempotency-Key": f"{side}-once"}).is_success
    order = {"order_number": "I-1", "total_price": 30, "access_token": "import-one"}
    assert door.post("/api/import-order/", order).is_success
    sizing = {"policy": "quantity", "size": 1}
    charts = alice.program("signals", sizing=sizing)
    for text in (SAMPLE, "good morning"):
        charts.post_bytes("/api/v1/broker/webhook/receive-signal/", text.encode(), "text/plain")
    program = alice.program("read", "propose")
    proposed(program)
    own = alice.get("/api/account/").json()["id"]
    wish = {"user_id": own, "ticker": "2330", "transaction_type": "buy", "transaction_volume": 1}
    assert operator.post("/transactions/", wish).is_success
    until(
        lambda: operator.get(f"/transactions/{own}/").json()["results"][0]["status"],
        lambda status: status == "completed",
    )
    return program


def test_what_was_lived_on_sqlite_goes_on_at_postgresql(tmp_path: Path, database_url: str) -> None:
    """Holdings, history and reasons are the same there, credentials open, repeats are known, and new trades are taken."""
    with ServiceServer(tmp_path / "old", **CHOSEN) as old, Door(old.url) as door:
        alice, operator = door.newcomer(), door.log_in(*OPERATOR)
        program = live(door, alice, operator)
        before = seen(alice, operator)
        first = alice.get("/api/history/").json()["results"][-1]
    shell = Shell(tmp_path, DATABASE_URL=database_url)
    copied = shell.run("migrate", "--json", "--copy", f"sqlite:///{tmp_path}/old/data/trading.sqlite3")
    told = json.loads(copied.stdout)

    assert (0, "", []) == (copied.returncode, copied.stderr, told["differences"])
    assert (2, 3, 2) == tuple(told["copied"][name] for name in ("users", "trades", "signals"))
    secret = (tmp_path / "old" / "data" / "secret.key").read_text(encoding="utf-8")
    settings = {**CHOSEN, "DATABASE_URL": database_url, "SECRET_KEY": secret}
    with ServiceServer(tmp_path / "new", **settings) as new, Door(new.url) as door:
        who = door.carrying(alice.credential)
        assert before == seen(who, door.carrying(operator.credential))
        again = {"stock_id": "2330", "buy_price": "860.12345678", "quantity": 10}
        repeat = who.post("/api/trade/buy/", again, {"Idempotency-Key": "buy-once"})
        assert ("true", first["id"]) == (
            repeat.headers["idempotent-replayed"],
            repeat.json()["trade"]["id"],
        )
        fresh = who.post("/api/trade/buy/", again, {"Idempotency-Key": "another"})
        assert (200, "18") == (fresh.status_code, fresh.json()["holding"]["quantity"])
        assert 200 == door.carrying(program.credential).get("/api/account/").status_code
        assert () == differences_in(new)
        refreshed = door.post("/api/token/refresh/", {"refresh": alice.refresh})
        assert 200 == refreshed.status_code


def test_what_was_copied_is_told_to_people(tmp_path: Path) -> None:
    """Two lines say how much it was and that the books agree, and a second copy into the same place is refused."""
    old, new = Shell(tmp_path, DATA_DIR=str(tmp_path / "old")), Shell(tmp_path)
    old.run("user", "add", "carol", said="long enough\n")
    address = f"sqlite:///{tmp_path}/old/trading.sqlite3"

    done = new.run("migrate", "--copy", address)
    again = new.run("migrate", "--copy", address)

    assert (0, "") == (done.returncode, done.stderr)
    assert done.stdout.splitlines() == [
        "3 rows were copied and compared, of them accounts 1, orders 0, trades 0, entries 1.",
        "Every account is what its journal adds up to.",
    ]
    assert (1, "") == (again.returncode, again.stdout)
    assert again.stderr.startswith("trading: the target is not empty: there are rows in accounts, ")


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("sqlite:///nowhere.db", "nowhere.db, which nobody has made: expected a database with tables."),
        ("oracle://user:canary@host", "expected an address as sqlite:///trading.db"),
        ("postgresql://u:canary@127.0.0.1:1/x", "the database does not answer"),
    ],
)
def test_a_source_that_cannot_be_read_is_refused(tmp_path: Path, address: str, told: str) -> None:
    """In one sentence, without a password, and with nothing made of a mistyped name."""
    done = Shell(tmp_path).run("migrate", "--copy", address)

    assert 1 == done.returncode
    assert told in done.stderr
    assert 1 == done.stderr.count("\n")
    assert "canary" not in done.stderr
    assert not (tmp_path / "nowhere.db").exists()


def test_books_that_contradicted_themselves_are_told_of(tmp_path: Path) -> None:
    """A copy mends nothing: it arrives as it was, and whoever copied it learns what is wrong with it."""
    old, new = Shell(tmp_path, DATA_DIR=str(tmp_path / "old")), Shell(tmp_path)
    old.run("user", "add", "carol", said="long enough\n")
    with closing(sqlite3.connect(tmp_path / "old" / "trading.sqlite3")) as books, books:
        books.execute("UPDATE accounts SET cash = '7'")

    done = new.run("migrate", "--copy", f"sqlite:///{tmp_path}/old/trading.sqlite3")

    assert 1 == done.returncode
    assert "an account is the fold of its journal" in done.stderr
    assert "the source has these too" in done.stderr
