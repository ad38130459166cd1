"""Orders that programs propose, and people confirm."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import datetime, timedelta
from secrets import token_hex

import pytest

from tests.integration.http.drafting import WISH, confirmed, dismissed, orders_of, over, proposed
from tests.integration.http.people import Person
from tests.integration.http.promises import refused
from tests.servers.service import ServiceServer

AT_ONCE = 20
MOST = 20


def test_a_proposal_is_shown_and_trades_nothing(alice: Person) -> None:
    """Its owner sees what is proposed, by whom and why, until when; his money is free and there is no order."""
    program = alice.program("read", "propose")
    draft = proposed(program, stop_loss=840, take_profits=[870, "890.5"], why="It is cheap: 便宜.")

    assert draft == program.get(f"/api/drafts/{draft['number']}/").json()
    assert [draft] == alice.get("/api/drafts/?status=open").json()["results"]
    assert ("open", None, "a program") == (draft["status"], draft["order_status"], draft["proposed_by"])
    assert ["2330", "buy", "limit", "1", "850.5", "840", ["870", "890.5"], "It is cheap: 便宜."] == [
        draft[name] for name in "stock_id side type quantity limit_price stop_loss take_profits why".split()
    ]
    begin, end = (datetime.fromisoformat(draft[name]) for name in ("proposed_at", "expires_at"))
    assert timedelta(minutes=15) == end - begin
    assert (0, "1000000") == (orders_of(alice), alice.cash)
    refused(alice.get(f"/api/orders/{draft['number']}/"), 404, "not_found")


def test_a_confirmed_draft_is_its_order_once(alice: Person) -> None:
    """The order has the draft's number and its terms; saying so again shows it as it stands, whatever the key."""
    draft = proposed(alice.program("propose"))

    first = confirmed(alice, draft)
    keyed = [
        alice.post(draft["confirm_url"], headers={"Idempotency-Key": key}).json()
        for key in ("one", "one", "two")
    ]

    assert [first] * 4 == [*keyed, confirmed(alice, draft)]
    assert ("pending", "850.5", "api") == (first["status"], first["limit_price"], first["source"])
    assert 1 == orders_of(alice)
    seen = alice.get(f"/api/drafts/{draft['number']}/").json()
    assert ("confirmed", "pending") == (seen["status"], seen["order_status"])
    assert [] == alice.get("/api/drafts/?status=open").json()["results"]
    assert "999149.5" == alice.cash


def test_a_draft_at_the_market_is_filled_when_it_is_confirmed(alice: Person) -> None:
    """The price is the one of the confirmation, as for any order at the market."""
    draft = proposed(alice.program("trade"), type="market", limit_price=None)

    order = confirmed(alice, draft)

    assert ("executed", "1") == (order["status"], order["filled"])
    assert ["2330"] == [one["stock_id"] for one in alice.get("/api/holdings/").json()["holdings"]]


@pytest.mark.parametrize("scopes", [("propose",), ("read", "propose", "trade"), ("trade",)])
def test_no_key_confirms(alice: Person, scopes: tuple[str, ...]) -> None:
    """Whatever a program may do besides, the word that turns its proposal into an order is a person's."""
    draft = proposed(alice.program("propose"))
    program = alice.program(*scopes)

    problem = refused(program.post(draft["confirm_url"]), 403, "forbidden")

    if "trade" in scopes:
        assert "person" in problem["detail"]
    assert 0 == orders_of(alice)


def test_only_its_owner_confirms_or_sees_a_draft(alice: Person, bob: Person, operator: Person) -> None:
    """To everybody else it is not there, an operator not excepted."""
    draft = proposed(alice.program("propose"))

    for other in (bob, operator):
        refused(other.post(draft["confirm_url"]), 404, "not_found")
        refused(other.get(f"/api/drafts/{draft['number']}/"), 404, "not_found")
        assert draft not in other.get("/api/drafts/").json()["results"]
    refused(alice.door.post(draft["confirm_url"]), 401, "unauthenticated")
    assert "open" == alice.get(f"/api/drafts/{draft['number']}/").json()["status"]


def test_a_dismissed_draft_trades_nothing_and_is_told_as_such(alice: Person) -> None:
    """Its owner's word holds at every process, however often he says it; the list tells, and no money was touched."""
    program = alice.program("read", "propose", "trade")
    draft, other = proposed(program), proposed(program)
    refused(program.delete(f"/api/drafts/{draft['number']}/"), 403, "forbidden")

    for _ in range(2):
        dismissed(alice, draft)

    refused(alice.post(draft["confirm_url"]), 409, "draft_dismissed")
    assert ["open", "dismissed"] == [one["status"] for one in program.get("/api/drafts/").json()["results"]]
    assert [other] == alice.get("/api/drafts/?status=open").json()["results"]
    assert (0, "1000000") == (orders_of(alice), alice.cash)


def test_what_is_an_order_by_now_or_anothers_is_not_dismissed(
    alice: Person, bob: Person, operator: Person
) -> None:
    """The order stands until it is cancelled, and to everybody else the draft is not there."""
    program = alice.program("propose")
    ordered, waiting = proposed(program), proposed(program)
    confirmed(alice, ordered)

    problem = refused(alice.delete(f"/api/drafts/{ordered['number']}/"), 409, "invalid_transition")
    assert ordered["number"] in problem["detail"]
    for other in (bob, operator):
        refused(other.delete(f"/api/drafts/{waiting['number']}/"), 404, "not_found")
    refused(alice.delete("/api/drafts/%00/"), 404, "not_found")
    assert ["open", "confirmed"] == [one["status"] for one in alice.get("/api/drafts/").json()["results"]]


def test_confirmed_and_dismissed_at_once_one_word_holds(alice: Person) -> None:
    """Whoever is told that a draft is dismissed finds no order of it, on whichever screens both were pressed."""
    drafts = [proposed(alice.program("propose")) for _ in range(AT_ONCE // 2)]

    def say(draft: dict[str, str], method: str) -> int:
        path = draft["confirm_url"] if method == "POST" else f"/api/drafts/{draft['number']}/"
        with alice.line_of_its_own() as line:
            return line.send(method, path).status_code

    with ThreadPoolExecutor(AT_ONCE) as pool:
        told = [[pool.submit(say, draft, method) for method in ("POST", "DELETE")] for draft in drafts]
        answers = [tuple(word.result() for word in words) for words in told]

    assert {(200, 409), (409, 204)} >= set(answers)
    assert orders_of(alice) == answers.count((200, 409))


def test_a_key_that_only_reads_proposes_nothing(alice: Person) -> None:
    """A proposal asks something of a person, and that is a right of its own."""
    for scopes in (("read",), ("signals",)):
        refused(alice.program(*scopes).post("/api/drafts/", WISH), 403, "forbidden")
    assert 0 == alice.get("/api/drafts/").json()["count"]


def test_what_is_over_is_refused(service: ServiceServer, alice: Person) -> None:
    """A word that comes too late moves no money, and the problem says what to do."""
    number = over(service, alice, f"late-{token_hex(6)}")

    problem = refused(alice.post(f"/api/orders/{number}/confirm/"), 409, "draft_expired")

    assert "proposed again" in problem["detail"]
    assert "expired" == alice.get(f"/api/drafts/{number}/").json()["status"]
    assert [0, 1, 0] == [
        alice.get(f"/api/{path}").json()["count"] for path in ("orders/", "drafts/", "drafts/?status=open")
    ]


def test_what_the_rules_reject_is_said_and_not_tried_again(alice: Person) -> None:
    """Whether there is money is asked when the draft is confirmed, and the rejected order is its end."""
    draft = proposed(alice.program("propose"), quantity=10_000)

    refused(alice.post(draft["confirm_url"]), 409, "insufficient_funds")
    refused(alice.post(draft["confirm_url"]), 409, "invalid_transition")

    assert "rejected" == alice.get(f"/api/drafts/{draft['number']}/").json()["order_status"]


def test_an_order_that_was_never_a_draft_cannot_be_confirmed(alice: Person) -> None:
    """What is confirmed is a proposal, and nothing else."""
    number = alice.post("/api/orders/", WISH).json()["number"]

    refused(alice.post(f"/api/orders/{number}/confirm/"), 404, "not_found")


@pytest.mark.parametrize("number", ["no-such-draft", "%00", "x" * 65, "%20", "'%20or%201=1"])
def test_a_draft_that_is_not_there_is_not_found(anyone: Person, number: str) -> None:
    """Whatever stands in the path, a draft of that number is found or it is not."""
    refused(anyone.get(f"/api/drafts/{number}/"), 404, "not_found")
    refused(anyone.post(f"/api/orders/{number}/confirm/"), 404, "not_found")


@pytest.mark.parametrize(
    ("wrong", "field", "code"),
    [
        ({"why": "two\nlines"}, "why", "invalid_value"),
        ({"why": "x" * 501}, "why", "invalid_body"),
        ({"limit_price": None}, "limit_price", "invalid_value"),
        ({"quantity": 0}, "quantity", "invalid_value"),
        ({"stop_loss": 900}, "stop_loss", "invalid_value"),
        ({"client_order_id": "mine"}, "client_order_id", "invalid_body"),
    ],
)
def test_a_wrong_proposal_is_refused_when_it_is_made(
    anyone: Person, wrong: dict[str, object], field: str, code: str
) -> None:
    """Nobody is asked to confirm what could never be an order."""
    refused(anyone.post("/api/drafts/", {**WISH, **wrong}), 400, code, field)


def test_a_proposal_with_a_key_is_one_proposal(alice: Person) -> None:
    """A program that is not sure whether it was heard says the same again."""
    program, key = alice.program("propose"), {"Idempotency-Key": "a proposal"}

    answers = [program.post("/api/drafts/", WISH, headers=key) for _ in range(2)]

    assert answers[0].content == answers[1].content
    assert "true" == answers[1].headers["idempotent-replayed"]
    assert 1 == alice.get("/api/drafts/").json()["count"]


def test_no_more_drafts_wait_than_a_person_can_look_through(alice: Person) -> None:
    """The next one is refused, and taken once others were confirmed or dismissed; the list is read in pages."""
    program = alice.program("propose")
    drafts = [proposed(program, why=str(place)) for place in range(MOST)]

    problem = refused(program.post("/api/drafts/", WISH), 409, "too_many_drafts")

    assert str(MOST) in problem["detail"]
    confirmed(alice, drafts[0])
    drafts.append(proposed(program))
    dismissed(alice, drafts.pop(1))
    drafts.append(proposed(program))
    page = alice.get("/api/drafts/?status=open&page_size=7").json()
    numbers = [draft["number"] for draft in page["results"]]
    while page["next"]:
        page = alice.get(page["next"]).json()
        numbers += [draft["number"] for draft in page["results"]]
    assert [draft["number"] for draft in drafts[:0:-1]] == numbers


def test_many_confirmations_at_once_make_one_order(alice: Person) -> None:
    """Whoever presses twice, on two screens and on both processes, has one order."""
    draft = proposed(alice.program("propose"))

    with ExitStack() as stack:
        lines = [stack.enter_context(alice.line_of_its_own()) for _ in range(AT_ONCE)]
        pool = stack.enter_context(ThreadPoolExecutor(AT_ONCE))
        answers = list(pool.map(lambda line: line.post(draft["confirm_url"]), lines))

    assert [200] * AT_ONCE == [answer.status_code for answer in answers]
    assert 1 == len({answer.content for answer in answers})
    assert 1 == orders_of(alice)
    assert "999149.5" == alice.cash
