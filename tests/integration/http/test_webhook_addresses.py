"""Secret addresses and signatures: for senders that cannot set headers, and for those that can do more."""

from __future__ import annotations

import hashlib
import hmac
import time
from typing import Any

import httpx
import pytest

from tests.integration.http.people import Door, Person
from tests.integration.http.promises import refused
from tests.integration.http.routes import WEBHOOK
from tests.integration.http.signalling import SAMPLE, TEXT, is_repeat, key_of, ordered, send, signals_of
from tests.servers.service import ServiceServer


def made(owner: Person, **more: object) -> dict[str, Any]:
    """A key that sends signals, with everything that is shown of it once."""
    answer = owner.post("/api/keys/", {"name": "chart", "scopes": ["signals"], **more})
    assert 201 == answer.status_code, answer.text
    found: dict[str, Any] = answer.json()
    return found


def post(door: Door, address: str, text: str = SAMPLE) -> httpx.Response:
    return door.post_bytes(address, text.encode(), TEXT)


def signature(secret: str, body: bytes, at: float | None = None, *more: str) -> str:
    seconds = str(int(time.time() if at is None else at))
    digest = hmac.new(secret.encode(), seconds.encode() + b"." + body, hashlib.sha256).hexdigest()
    return ",".join([f"t={seconds}", *(f"v1={other}" for other in more), f"v1={digest}"])


def test_a_secret_address_stands_for_its_key(alice: Person) -> None:
    """Who cannot set headers posts to the address, with and without its slash; it is the same sender."""
    key = made(alice)
    program = alice.door.carrying({"X-API-KEY": key["key"]})

    first = post(alice.door, key["webhook_path"])
    ordered(first)
    assert is_repeat(post(alice.door, key["webhook_path"].rstrip("/")))
    assert is_repeat(send(program, SAMPLE))
    assert key["id"] == signals_of(alice)[0]["sender"]


@pytest.mark.parametrize("secret", ["x", "wh_x_y", "wh__", "wh_%ff_%00", "tk_a_b", "w" * 2_000])
def test_a_wrong_address_opens_nothing(anyone: Person, secret: str) -> None:
    """Whatever stands there is refused alike."""
    refused(post(anyone.door, f"{WEBHOOK}{secret}/"), 401, "unauthenticated")


def test_neither_secret_is_good_for_the_other(alice: Person) -> None:
    """A key is no address, an address no key, and a piece of either nothing."""
    key = made(alice)
    secret = key["webhook_path"].rstrip("/").rpartition("/")[2]

    refused(post(alice.door, f"{WEBHOOK}{key['key']}/"), 401, "unauthenticated")
    refused(post(alice.door, f"{WEBHOOK}{secret[:-1]}/"), 401, "unauthenticated")
    refused(send(alice.door.carrying({"X-API-KEY": secret}), SAMPLE), 401, "unauthenticated")


def test_only_keys_that_send_signals_have_an_address(alice: Person) -> None:
    """Nobody is shown a secret that opens nothing; an address of a key that trades too sends signals alone."""
    other = alice.post("/api/keys/", {"name": "a", "scopes": ["read", "trade"]}).json()
    assert (None, None) == (other["webhook_path"], other["signing_secret"])


def test_secrets_are_shown_once_and_in_no_log(service: ServiceServer, alice: Person) -> None:
    """Neither a list nor the log of requests holds what opens the webhook."""
    key = made(alice)
    secret = key["webhook_path"].rstrip("/").rpartition("/")[2]
    post(alice.door, key["webhook_path"])
    alice.door.get(f"/nowhere{key['webhook_path']}")

    listed = alice.get("/api/keys/").text
    for hidden in (secret, key["key"], key["signing_secret"]):
        assert hidden not in listed
        assert hidden not in service.log.read_text()


def test_the_same_key_is_shown_again_under_an_idempotency_key(alice: Person) -> None:
    """A repeat of the making of a key shows what was shown, and nothing else opens the webhook."""
    body = {"name": "chart", "scopes": ["signals"]}
    first, again = (alice.post("/api/keys/", body, {"Idempotency-Key": "make"}) for _ in range(2))

    assert first.content == again.content
    ordered(post(alice.door, again.json()["webhook_path"]))


def test_a_signed_body_is_taken(alice: Person) -> None:
    """A signature by the key's secret over the time and the raw bytes is right, also beside those of other secrets."""
    key = made(alice)
    program = alice.door.carrying({"X-API-KEY": key["key"]})
    body = SAMPLE.encode()

    ordered(send(program, body, X_Signature=signature(key["signing_secret"], body)))
    rotated = signature(key["signing_secret"], body, None, "0" * 64)
    assert is_repeat(send(program, body, X_Signature=rotated))


@pytest.mark.parametrize("away", [-290, 290])
def test_a_signature_is_good_for_a_while_either_way(anyone: Person, away: int) -> None:
    """Clocks differ; within five minutes they may."""
    key = made(anyone)
    program = anyone.door.carrying({"X-API-KEY": key["key"]})
    body = SAMPLE.encode()

    signed = signature(key["signing_secret"], body, time.time() + away)
    assert "buy" == ordered(send(program, body, X_Signature=signed))["side"]


@pytest.mark.parametrize("away", [-310, 310, -10_000_000])
def test_a_signature_of_another_time_is_refused(anyone: Person, away: int) -> None:
    """What was signed long ago, or for later, may have been stolen."""
    key = made(anyone)
    program = anyone.door.carrying({"X-API-KEY": key["key"]})
    body = SAMPLE.encode()
    signed = signature(key["signing_secret"], body, time.time() + away)

    refused(send(program, body, X_Signature=signed), 401, "stale_timestamp")


def test_a_signature_of_other_bytes_is_refused(anyone: Person) -> None:
    """One bit in the body, the time or the secret, or a header that cannot be read, and nothing is kept."""
    key = made(anyone)
    program = anyone.door.carrying({"X-API-KEY": key["key"]})
    body = SAMPLE.encode()
    right = signature(key["signing_secret"], body)
    before = len(signals_of(anyone))

    for wrong in (
        signature("another secret", body),
        signature(key["signing_secret"], body + b" "),
        right.replace("t=", "t=1"),
        right.replace("v1=", "v2="),
        right[:-1],
        right.split(",")[1],
        f"{right},t=1",
        "\xff",
        "",
        ",",
    ):
        refused(send(program, body, X_Signature=wrong), 401, "invalid_signature")
    assert before == len(signals_of(anyone))


def test_a_key_may_take_signed_signals_only(alice: Person) -> None:
    """Then whoever has only seen the address sends nothing; its owner may change his mind."""
    key = made(alice, signed=True)
    body = SAMPLE.encode()

    refused(post(alice.door, key["webhook_path"]), 401, "signature_required")
    signed = {"X-Signature": signature(key["signing_secret"], body), "Content-Type": TEXT}
    ordered(alice.door.send("POST", key["webhook_path"], content=body, headers=signed))
    assert not alice.put(f"/api/keys/{key_of(alice)}/", {"signed": False}).json()["signed"]
    assert is_repeat(post(alice.door, key["webhook_path"]))
