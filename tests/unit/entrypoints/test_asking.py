"""Bodies as they come in: whoever does not send the rest of one keeps nobody waiting."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from itertools import count
from typing import cast

import pytest
from litestar.types import HTTPReceiveMessage, HTTPScope

from entrypoints.http import asking as asking_module
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
    monkeypatch.setattr(asking_module, "SECONDS_OF_SILENCE", silence)
    monkeypatch.setattr(asking_module, "SECONDS_TO_SEND", whole)

    with pytest.raises(Rejected) as refusal:
        body_of(sender)

    assert (400, "incomplete_body") == (refusal.value.status, refusal.value.code)
    assert {"Connection": "close"} == refusal.value.headers
