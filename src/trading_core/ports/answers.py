"""The answer that was given to a request, kept so that the same request again gets the same answer."""

from __future__ import annotations

from datetime import datetime

from attrs import field, frozen

from trading_core.domain.checks import a, instant, text
from trading_core.domain.ids import Name


class Caller(Name):
    """Who asked; two callers may use the same key."""

    __slots__ = ()


class IdempotencyKey(Name):
    """The caller's own name of one request."""

    __slots__ = ()
    expected = "1 to 64 visible ASCII characters in an idempotency key"


def _fingerprint(value: object) -> str:
    return text(value, "fingerprint", 128)


def _moment(value: object) -> datetime:
    return instant(value, "kept_at")


@frozen
class KeptAnswer:
    """``fingerprint`` stands for the whole request, so that a key used for another request is noticed."""

    caller: Caller = field(converter=Caller)
    key: IdempotencyKey = field(converter=IdempotencyKey)
    fingerprint: str = field(converter=_fingerprint)
    content: bytes = field(validator=a(bytes))
    kept_at: datetime = field(converter=_moment)
