"""Names and signals that give orders to models, over HTTP: no order, no draft, no leak, on each deployment."""

from __future__ import annotations

import json
import re
from typing import Any

from tests.injections import EVIL, INJECTIONS, OBEDIENT
from tests.integration.analysis.houses import Thinking, opinion
from tests.integration.http.people import PASSWORD, Person, fresh_ticker
from tests.integration.http.signalling import send, sender
from tests.servers.acts import says
from tests.servers.models import CHAT, CLAUDE, GEMINI, KEYS, Asked

TAIL = re.compile(r'\n</facts>(?:\n<untrusted kind="name">[^<>\n]*</untrusted>)?')


def possessions(person: Person) -> dict[str, Any]:
    """What a user has and has ever done."""
    paths = ("/api/orders/", "/api/drafts/", "/api/history/", "/api/account/statement/")
    account = person.get("/api/account/").json()
    return {path: person.get(path).json()["count"] for path in paths} | {"cash": account["cash"]}


def obedient(asked: Asked) -> str:
    """An answer of a model that does what it was told by a stranger; which, follows from what it was asked about."""
    return OBEDIENT[len(asked.material) % len(OBEDIENT)]


def check_prompts(house: Thinking, tickers: set[str]) -> None:
    """Each prompt is instructions of ours, facts, and a name between its marks; nothing of anybody's account is in it."""
    private = [house.user.name, house.operator.name, PASSWORD, *KEYS.values()]
    private += [house.user.get("/api/account/").json()["id"], house.user.access, "1000000"]
    asked = [
        one for one in house.models.asked if any(f"code: {ticker}\n" in one.material for ticker in tickers)
    ]
    assert 3 * len(tickers) == len(asked)
    assert 1 == len({one.instructions for one in asked})
    for one in asked:
        facts, mark, rest = one.material.partition("\n</facts>")
        assert facts.startswith("<facts>\ncode: ")
        assert TAIL.fullmatch(mark + rest), one.material
        assert [] == [word for word in private if word in json.dumps(one.body)]


def test_names_that_give_orders_are_names(house: Thinking) -> None:
    """Every model obeys here, and still nothing is traded, drafted or told."""
    for wire in (CLAUDE, GEMINI, CHAT):
        house.models.on(wire, says(obedient))
    before = possessions(house.user), possessions(house.operator)
    tickers: dict[str, str] = {}
    for text in INJECTIONS:
        name = " ".join("".join(filter(str.isprintable, text)).split())
        ticker = house.remember(fresh_ticker(), name, days=1)
        tickers[house.ask(ticker)] = ticker

    for task in tickers:
        ended = house.ended(task)
        assert "SUCCESS" == ended["state"], ended
        opinions = json.dumps(ended["result"]["opinions"])
        assert [] == [word for word in EVIL if word in opinions], opinions
        assert [] == [key for key in KEYS.values() if key in opinions]
    assert before == (possessions(house.user), possessions(house.operator))
    check_prompts(house, set(tickers.values()))


def test_signals_of_a_user_are_in_no_prompt(house: Thinking) -> None:
    """What somebody sends as a signal is his own: an analysis that others share holds nothing of it."""
    for wire in (CLAUDE, GEMINI, CHAT):
        house.models.on(wire, says(opinion(summary="There is little to say.")))
    ticker = house.remember(fresh_ticker(), days=7)
    owner = house.user.door.newcomer()
    chart = sender(owner)
    for text in INJECTIONS:
        send(chart, f"{ticker} {text}")
    before = possessions(owner)

    result = house.result(ticker)

    assert ["bullish"] * 3 == [one["stance"] for one in result["opinions"]]
    assert before == possessions(owner)
    prompts = json.dumps(
        [[one.instructions, one.material] for one in house.asked_about(ticker)], ensure_ascii=False
    )
    assert [] == [text for text in INJECTIONS if text in prompts]
    check_prompts(house, {ticker})
