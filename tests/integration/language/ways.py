"""Every way in which a provider fails, and what whoever asks is told of it."""

from __future__ import annotations

import json
from typing import Any, Final

from tests.servers.acts import (
    breaks_off,
    drips,
    ends,
    events_of,
    floods,
    refuses,
    says,
    sends,
    stalls,
    streamed,
)
from tests.servers.models import CHAT, CLAUDE, GATEWAY, GEMINI, KEYS, TOKEN, Act
from trading_core.ports.language_model import LONGEST_ANSWER, ModelFailure

F = ModelFailure
DIRECT: Final = (CLAUDE, GEMINI, CHAT)
ALL: Final = (*DIRECT, GATEWAY)
HTML: Final = "<!doctype html><html><body>Sign in to the network</body></html>"
EVENTS: Final = "text/event-stream"
RETRY: Final = {"retry_after": "7"}
HALF: Final = '{"stance": "bullish", "conf'


def events(*those: dict[str, Any]) -> bytes:
    return streamed(list(those))


def failed(kind: str) -> bytes:
    """A failure after half an answer."""
    error = {"type": "error", "error": {"type": kind, "message": "no"}}
    return streamed([*events_of(HALF)[:6], error])


def exhausted(delay: str, *, listed: bool = False) -> str:
    """How Gemini says that it was too often."""
    info = {"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": delay}
    quota = {"@type": "type.googleapis.com/google.rpc.QuotaFailure"}
    said = {"error": {"code": 429, "status": "RESOURCE_EXHAUSTED", "details": [quota, info]}}
    return json.dumps([said] if listed else said)


def deep() -> Act:
    return sends("[" * 100_000)


# who, how, what it is told as, and when asking again is worth it
WAYS: Final[list[tuple[str, str, Act, ModelFailure, int | None]]] = [
    *((wire, "too often, with a time", refuses(429, "", **RETRY), F.RATE_LIMITED, 7) for wire in ALL),
    *((wire, "too often, without a time", refuses(429), F.RATE_LIMITED, None) for wire in ALL),
    *(
        (wire, "too often, and a bad time", refuses(429, retry_after="soon"), F.RATE_LIMITED, None)
        for wire in ALL
    ),
    *(
        (
            wire,
            "too often, until long ago",
            refuses(429, retry_after="Wed, 21 Oct 2015 07:28:00 GMT"),
            F.RATE_LIMITED,
            0,
        )
        for wire in ALL
    ),
    *((wire, "overloaded", refuses(529, "overloaded_error"), F.UNREACHABLE, None) for wire in ALL),
    *((wire, "unavailable", refuses(503, "UNAVAILABLE", **RETRY), F.UNREACHABLE, 7) for wire in ALL),
    *((wire, "broken", refuses(500), F.UNREACHABLE, None) for wire in ALL),
    *((wire, "too slow for itself", refuses(504), F.TIMEOUT, None) for wire in ALL),
    *((wire, "a bad key", refuses(401, "authentication_error"), F.REFUSED, None) for wire in ALL),
    *((wire, "a bad request", refuses(400, "invalid_request_error"), F.REFUSED, None) for wire in ALL),
    *((wire, "no such model", refuses(404), F.REFUSED, None) for wire in ALL),
    *(
        (wire, "sent elsewhere", sends("", 302, location="http://169.254.169.254/"), F.UNREACHABLE, None)
        for wire in ALL
    ),
    *((wire, "a page", sends(HTML, media="text/html"), F.INVALID_ANSWER, None) for wire in ALL),
    *((wire, "a page of an error", sends(HTML, 502, "text/html"), F.UNREACHABLE, None) for wire in ALL),
    *((wire, "half of its JSON", sends('{"candidates": [{"con'), F.INVALID_ANSWER, None) for wire in ALL),
    *((wire, "nothing", sends(""), F.INVALID_ANSWER, None) for wire in ALL),
    *((wire, "bad bytes", sends(b"\xff\xfe\x00"), F.INVALID_ANSWER, None) for wire in ALL),
    *((wire, "deep JSON", deep(), F.INVALID_ANSWER, None) for wire in ALL),
    *(
        (wire, "compressed", sends(b"\x1f\x8b", content_encoding="gzip"), F.INVALID_ANSWER, None)
        for wire in ALL
    ),
    *((wire, "an empty text", says(" "), F.INVALID_ANSWER, None) for wire in ALL),
    *((wire, "too long a text", says("x" * (LONGEST_ANSWER + 1)), F.INVALID_ANSWER, None) for wire in ALL),
    *((wire, "more than anybody reads", floods, F.INVALID_ANSWER, None) for wire in ALL),
    *((wire, "a line that breaks", breaks_off(b'{"type": "mess'), F.UNREACHABLE, None) for wire in ALL),
    *((wire, "silence", stalls(), F.TIMEOUT, None) for wire in ALL),
    *((wire, "silence behind the head", stalls(after_head=True), F.TIMEOUT, None) for wire in ALL),
    *((wire, "a body that drips", drips(), F.TIMEOUT, None) for wire in ALL),
    *((wire, "a head that drips", drips(in_head=True), F.TIMEOUT, None) for wire in ALL),
    *((wire, "our own key", says(f"My key is {KEYS[wire]}."), F.INVALID_ANSWER, None) for wire in DIRECT),
    (GATEWAY, "our own token", says(f"My token is {TOKEN}."), F.INVALID_ANSWER, None),
    *(
        (wire, "JSON of another shape", sends(text), kind, None)
        for wire, kind in (
            (CLAUDE, F.INVALID_ANSWER),
            (GEMINI, F.BLOCKED),
            (CHAT, F.INVALID_ANSWER),
            (GATEWAY, F.INVALID_ANSWER),
        )
        for text in ("[]", "5", "null", '"x"', "{}", '{"candidates": {}, "choices": 5, "type": []}')
    ),
    (CLAUDE, "cut off", ends({CLAUDE: "max_tokens"}), F.TRUNCATED, None),
    (CLAUDE, "out of room", ends({CLAUDE: "model_context_window_exceeded"}), F.TRUNCATED, None),
    (CLAUDE, "a refusal", ends({CLAUDE: "refusal"}, ""), F.REFUSED, None),
    (CLAUDE, "a tool", ends({CLAUDE: "tool_use"}), F.INVALID_ANSWER, None),
    (
        CLAUDE,
        "overloaded amid its events",
        sends(failed("overloaded_error"), media=EVENTS),
        F.UNREACHABLE,
        None,
    ),
    (
        CLAUDE,
        "too often amid its events",
        sends(failed("rate_limit_error"), media=EVENTS),
        F.RATE_LIMITED,
        None,
    ),
    (CLAUDE, "too slow amid its events", sends(failed("timeout_error"), media=EVENTS), F.TIMEOUT, None),
    (CLAUDE, "an unknown error amid its events", sends(failed("?"), media=EVENTS), F.UNREACHABLE, None),
    (CLAUDE, "events that just end", sends(streamed(events_of(HALF)[:6]), media=EVENTS), F.TRUNCATED, None),
    (CLAUDE, "events that are no JSON", sends(b"data: {\n\n", media=EVENTS), F.INVALID_ANSWER, None),
    (CLAUDE, "no events", sends(b"", media=EVENTS), F.TRUNCATED, None),
    (
        CLAUDE,
        "an end of no kind",
        sends(events({"type": "message_stop"}), media=EVENTS),
        F.INVALID_ANSWER,
        None,
    ),
    (GEMINI, "a blocked prompt", sends('{"promptFeedback": {"blockReason": "SAFETY"}}'), F.BLOCKED, None),
    (GEMINI, "no candidates", sends('{"candidates": []}'), F.BLOCKED, None),
    (GEMINI, "a blocked answer", sends('{"candidates": [{"finishReason": "RECITATION"}]}'), F.BLOCKED, None),
    (GEMINI, "cut off", ends({GEMINI: "MAX_TOKENS"}), F.TRUNCATED, None),
    (GEMINI, "a call of a function", ends({GEMINI: "MALFORMED_FUNCTION_CALL"}), F.INVALID_ANSWER, None),
    (GEMINI, "too often, as it says it", sends(exhausted("3s"), 429), F.RATE_LIMITED, 3),
    (GEMINI, "too often, in a list", sends(exhausted("3.2s", listed=True), 429), F.RATE_LIMITED, 4),
    (GEMINI, "too often, and a page", sends(HTML, 429, "text/html"), F.RATE_LIMITED, None),
    (GEMINI, "too often, and no delay", sends(exhausted("later"), 429), F.RATE_LIMITED, None),
    (CHAT, "cut off", ends({CHAT: "length"}), F.TRUNCATED, None),
    (CHAT, "filtered", ends({CHAT: "content_filter"}), F.BLOCKED, None),
    (CHAT, "a tool", ends({CHAT: "tool_calls"}), F.INVALID_ANSWER, None),
    (
        CHAT,
        "a refusal",
        sends('{"choices": [{"message": {"refusal": "no", "content": null}, "finish_reason": "stop"}]}'),
        F.REFUSED,
        None,
    ),
    *((GATEWAY, f"says {failure}", refuses(502, failure.value), failure, None) for failure in ModelFailure),
    (GATEWAY, "says when", refuses(429, "rate_limited", **RETRY), F.RATE_LIMITED, 7),
    (GATEWAY, "says what nobody knows", refuses(429, "tired", **RETRY), F.RATE_LIMITED, 7),
]
