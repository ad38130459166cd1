"""Bodies as they come in: whoever does not send the rest of one keeps nobody waiting."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from itertools import count
from typing import cast

import pytest
from litestar.types import HTTPReceiveMessage, HTTPScope

from entrypoints.http import patience
from entrypoints.http.asking import Asking
from entrypoints.http.problems import Rejected

A_MOMENT, LONG = 0.05, 600.0
MOST = 10_000

# A part and whether another one follows; None where nothing comes any more.
Sender = Callable[[int], tuple[bytes, bool] | None]


def asked(sender: Sender) -> Asking:
    """A request whose sender sends one part after the other."""
    places = count()

    async def receive() -> HTTPReceiveMessage:
        part = sender(next(places))
        if part is None:
            await asyncio.Event().wait()
        await asyncio.sleep(0)
        body, more = part or (b"", False)
        return {"type": "http.request", "body": body, "more_body": more}

    return Asking(cast("HTTPScope", {"type": "http"}), receive, {"transfer-encoding": "chunked"})


def body_of(sender: Sender) -> bytes:
    """What comes of it."""
    return asyncio.run(asked(sender).body(MOST))


def test_a_body_is_put_together() -> None:
    """However many parts it comes in."""
    parts = [(b"a", True), (b"", True), (b"bc", False)]

    assert b"abc" == body_of(lambda place: parts[place])


@pytest.mark.parametrize(
    ("silence", "whole", "sender"),
    [
        (A_MOMENT, LONG, lambda place: (b"a", True) if place == 0 else None),
        (LONG, A_MOMENT, lambda _: (b"", True)),
    ],
    ids=["says nothing more", "never comes to an end"],
)
def test_a_body_that_does_not_come_is_not_waited_for(
    monkeypatch: pytest.MonkeyPatch, silence: float, whole: float, sender: Sender
) -> None:
    """Its sender is told so on a connection that is closed, whether he has gone or sends a little now and then."""
    monkeypatch.setattr(patience, "GLANCE", A_MOMENT)
    monkeypatch.setattr(patience, "SECONDS_OF_SILENCE", silence)
    monkeypatch.setattr(patience, "SECONDS_TO_SEND", whole)

    with pytest.raises(Rejected) as refusal:
        body_of(sender)

    assert (400, "incomplete_body") == (refusal.value.status, refusal.value.code)
    assert {"Connection": "close"} == refusal.value.headers


def test_whoever_is_interrupted_otherwise_is_interrupted() -> None:
    """A client who hangs up is not told that he is slow."""

    async def hang_up() -> None:
        task = asyncio.create_task(asked(lambda _: None).body(MOST))
        await asyncio.sleep(A_MOMENT)
        task.cancel()
        await task

    with pytest.raises(asyncio.CancelledError):
        asyncio.run(hang_up())


def test_nobody_is_looked_after_who_waits_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """A request goes on for as long as it needs once its body is there, and another that is slow is still found."""
    monkeypatch.setattr(patience, "GLANCE", A_MOMENT / 5)
    monkeypatch.setattr(patience, "SECONDS_OF_SILENCE", A_MOMENT)

    async def work() -> str:
        whole = await asked(lambda _: (b"a", False)).body(MOST)
        await asyncio.sleep(4 * A_MOMENT)
        with pytest.raises(Rejected):
            await asked(lambda _: None).body(MOST)
        return whole.decode()

    assert "a" == asyncio.run(work())
