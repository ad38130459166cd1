"""The same signal again: one order, and the first answer."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from tests.integration.http.people import Door, Person, until
from tests.integration.http.promises import refused
from tests.integration.http.signalling import (
    SAMPLE,
    TEXT,
    is_repeat,
    ordered,
    send,
    sender,
    signals_of,
)
from tests.servers.service import ServiceServer

BESIDE = 5
CHOSEN = {"SIGNAL_WINDOW_SECONDS": "1"}
AT_ONCE = 50
LATER = "BUY EURUSD @1.0870\nSL 1.0850\nTP 1.0890"


def orders_of(owner: Person) -> int:
    count: int = owner.get("/api/orders/").json()["count"]
    return count


def test_a_redelivery_gets_the_first_answer(alice: Person) -> None:
    """The same words of the same sender, in whatever blanks and at whichever process, are the first signal again."""
    chart = sender(alice)
    first = send(chart, SAMPLE)
    number = ordered(first)["number"]
    alice.post(f"/api/orders/{number}/cancel/")

    for line in chart.each_line():
        for text in (SAMPLE, SAMPLE.replace("\n", "\r\n") + "\r\n"):
            again = send(line, text)
            assert is_repeat(again)
            assert (200, first.content) == (again.status_code, again.content)
    assert not is_repeat(first)
    assert (1, 1) == (orders_of(alice), len(signals_of(alice)))


def test_a_refusal_is_repeated_too(anyone: Person) -> None:
    """What could not be read, or not be paid, is answered alike and kept once."""
    chart = sender(anyone, sizing={"policy": "quantity", "size": 10_000_000})
    for text, status, code in (("hello again", 400, "invalid_signal"), (SAMPLE, 409, "insufficient_funds")):
        first, again = send(chart, text), send(chart, text)

        assert (False, True) == (is_repeat(first), is_repeat(again))
        told = [refused(answer, status, code) for answer in (first, again)]
        for problem in told:
            problem.pop("request_id")
        assert told[0] == told[1]


def test_another_sender_may_say_the_same(alice: Person) -> None:
    """Two charts of one owner are two senders."""
    for _ in range(2):
        assert not is_repeat(send(sender(alice), SAMPLE))

    assert 2 == orders_of(alice)


def test_a_key_of_the_senders_makes_a_signal_one(alice: Person) -> None:
    """Under one Idempotency-Key it is one signal, byte for byte; the same words under another key are another."""
    chart = sender(alice)
    first = send(chart, SAMPLE, Idempotency_Key="one")
    again = send(chart, SAMPLE, Idempotency_Key="one")
    other = send(chart, SAMPLE, Idempotency_Key="two")

    assert (first.content, True) == (again.content, is_repeat(again))
    assert not is_repeat(other)
    assert ordered(first)["number"] != ordered(other)["number"]
    refused(send(chart, LATER, Idempotency_Key="one"), 422, "idempotency_key_reused")
    refused(send(chart, LATER, Idempotency_Key=""), 400, "invalid_idempotency_key")
    assert 2 == orders_of(alice)


def test_a_refusal_under_a_key_is_the_same_byte_for_byte(alice: Person) -> None:
    """A problem with its request id is given again as it was."""
    chart = sender(alice)
    first, again = (send(chart, "hello", Idempotency_Key="hello") for _ in range(2))

    refused(first, 400, "invalid_signal")
    assert (first.content, True) == (again.content, is_repeat(again))


@pytest.mark.parametrize("key", [None, "a key"])
def test_deliveries_at_once_make_one_order(alice: Person, key: str | None) -> None:
    """Fifty deliveries at the same moment, at every process, are one order; whoever is answered is told of it."""
    chart, named = sender(alice), {} if key is None else {"Idempotency_Key": key}

    def deliver(_number: int) -> httpx.Response:
        with chart.line_of_its_own() as line:
            return send(line, SAMPLE, **named)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = list(pool.map(deliver, range(AT_ONCE)))

    told = [answer for answer in answers if answer.status_code == 200]
    busy = [answer for answer in answers if answer.status_code != 200]
    assert 1 == len({ordered(answer)["number"] for answer in told})
    assert len(told) - 1 == sum(is_repeat(answer) for answer in told)
    assert (1, 1) == (orders_of(alice), len(signals_of(alice)))
    for answer in busy:
        refused(answer, 409, "idempotency_key_in_use")
    assert not busy or key


@pytest.fixture(scope="module")
def forgetful(own_service: ServiceServer) -> Iterator[Door]:
    """A service that remembers words for a second."""
    with Door(own_service.url, own_service.processes) as door:
        yield door


def test_after_the_window_the_same_words_are_a_new_signal(forgetful: Door) -> None:
    """Whoever wishes the same thing later wishes it again."""
    owner = forgetful.newcomer()
    chart = sender(owner)
    first = ordered(send(chart, SAMPLE))["number"]

    def again() -> str:
        number: str = ordered(send(chart, SAMPLE))["number"]
        return number

    second = until(again, lambda number: number != first)
    assert {first, second} == {signal["order"]["number"] for signal in signals_of(owner)}


def test_a_key_is_remembered_beyond_the_window(forgetful: Door) -> None:
    """A named signal stays the same one, whatever passes meanwhile."""
    owner = forgetful.newcomer()
    chart = sender(owner)
    first = send(chart, SAMPLE, Idempotency_Key="for good")
    number = ordered(send(chart, LATER))["number"]
    until(lambda: ordered(send(chart, LATER))["number"], lambda found: found != number)

    again = send(chart, SAMPLE, Idempotency_Key="for good")
    assert (first.content, True) == (again.content, is_repeat(again))
    assert TEXT not in again.headers["content-type"]
