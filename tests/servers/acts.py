"""What providers of language models do: answer on their real wires, or fail in every way that real ones do."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, Final

from tests.servers.models import CHAT, CLAUDE, GATEWAY, GEMINI, MODELS, Act, Asked, Line

PIECES: Final = 10_000
A_LOT: Final = b"x" * 65_536


def message_of(asked: Asked, text: str, *, end: str | None = None) -> dict[str, Any]:
    """A good answer as the wire has it; ``end`` is the wire's own word for another end."""
    if asked.wire == CLAUDE:
        return {
            "id": "msg_1",
            "type": "message",
            "role": "assistant",
            "model": MODELS[CLAUDE],
            "content": [{"type": "thinking", "thinking": "hm"}, {"type": "text", "text": text}],
            "stop_reason": end or "end_turn",
            "usage": {"input_tokens": 10, "output_tokens": 5},
        }
    if asked.wire == GEMINI:
        parts = [{"text": "hm", "thought": True}, {"text": text}]
        return {
            "candidates": [
                {"content": {"role": "model", "parts": parts}, "finishReason": end or "STOP", "index": 0}
            ],
            "modelVersion": MODELS[GEMINI],
        }
    if asked.wire == CHAT:
        return {
            "id": "c",
            "object": "chat.completion",
            "model": MODELS[CHAT],
            "choices": [
                {
                    "index": 0,
                    "message": {"role": "assistant", "content": text},
                    "finish_reason": end or "stop",
                }
            ],
        }
    return {"provider": asked.path.strip("/"), "model": "behind-the-gateway", "text": text}


def events_of(text: str, end: str = "end_turn") -> list[dict[str, Any]]:
    """The same answer as Claude tells it in events, with what else comes between them."""
    half = len(text) // 2
    return [
        {"type": "message_start", "message": {"type": "message", "model": MODELS[CLAUDE], "content": []}},
        {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}},
        {"type": "ping"},
        {"type": "content_block_delta", "index": 0, "delta": {"type": "thinking_delta", "thinking": "hm"}},
        {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": text[:half]}},
        {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": text[half:]}},
        {"type": "content_block_stop", "index": 0},
        {"type": "message_delta", "delta": {"stop_reason": end}, "usage": {"output_tokens": 5}},
        {"type": "message_stop"},
    ]


def streamed(events: list[dict[str, Any]]) -> bytes:
    """Events as they are sent."""
    return b"".join(
        b"event: %s\ndata: %s\n\n" % (event["type"].encode(), json.dumps(event).encode()) for event in events
    )


def says(text: str | Callable[[Asked], str]) -> Act:
    """Answer well, and as the wire was asked to: in events, or in one piece."""

    def act(asked: Asked, line: Line) -> None:
        words = text if isinstance(text, str) else text(asked)
        if asked.body.get("stream"):
            line.reply(200, streamed(events_of(words)), "text/event-stream")
        else:
            line.reply(200, json.dumps(message_of(asked, words)))

    return act


def ends(words: Mapping[str, str], text: str = '{"stance": "bul') -> Act:
    """End in another way than a text does, in each wire's own word."""

    def act(asked: Asked, line: Line) -> None:
        end = words[asked.wire]
        if asked.wire == CLAUDE:
            line.reply(200, streamed(events_of(text, end)), "text/event-stream")
        else:
            line.reply(200, json.dumps(message_of(asked, text, end=end)))

    return act


def refuses(status: int, kind: str = "", **headers: str) -> Act:
    """Refuse by a status, with an error as the wire writes it."""

    def act(asked: Asked, line: Line) -> None:
        said = json.dumps(
            {
                CLAUDE: {"type": "error", "error": {"type": kind, "message": "no"}, "request_id": "r"},
                GEMINI: {"error": {"code": status, "message": "no", "status": kind, "details": []}},
                CHAT: {"error": {"message": "no", "type": kind, "code": kind}},
                GATEWAY: {"code": kind, "status": status},
            }[asked.wire]
        )
        media = "application/problem+json" if asked.wire == GATEWAY else "application/json"
        line.reply(status, said, media, **headers)

    return act


def sends(content: bytes | str, status: int = 200, media: str = "application/json", **headers: str) -> Act:
    """Send exactly this."""

    def act(_asked: Asked, line: Line) -> None:
        line.reply(status, content, media, **headers)

    return act


def breaks_off(after: bytes) -> Act:
    """Promise more than comes, and hang up."""

    def act(_asked: Asked, line: Line) -> None:
        line.begin(length=len(after) + 1_000)
        line.wfile.write(after)

    return act


def stalls(*, after_head: bool = False) -> Act:
    """Say nothing and hang on."""

    def act(_asked: Asked, line: Line) -> None:
        if after_head:
            line.begin(length=100)
        line.house.closing.wait(60)

    return act


def drips(*, in_head: bool = False) -> Act:
    """Send a byte now and then, so that no single wait is long."""

    def act(_asked: Asked, line: Line) -> None:
        if in_head:
            line.wfile.write(b"HTTP/1.1 200 OK\r\nx-slow: ")
        else:
            line.begin(length=PIECES)
        for _ in range(PIECES):
            if line.house.closing.wait(0.05):
                return
            line.wfile.write(b"x")
            line.wfile.flush()

    return act


def floods(_asked: Asked, line: Line) -> None:
    """Send without an end."""
    line.begin()
    while not line.house.closing.is_set():
        line.wfile.write(A_LOT)


def waits_for(gate: Callable[[], object], then: Act) -> Act:
    """Answer once something has happened."""

    def act(asked: Asked, line: Line) -> None:
        gate()
        then(asked, line)

    return act
