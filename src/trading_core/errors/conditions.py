"""Neither bad words nor a refusal: what is missing, not allowed, out of reach, or broken in ourselves."""

from __future__ import annotations

from attrs import define

from trading_core.errors.base import TradingError


@define(eq=False)
class NotFound(TradingError):
    """No such thing, and also: not the caller's."""

    kind: str
    name: str
    code = "not_found"
    sentence = "There is no {kind} {name!r}: check the name."


class Unauthenticated(TradingError):
    """No credential, or one that does not hold; a stranger is not told which."""

    code = "unauthenticated"
    sentence = "The credential is missing or does not hold: log in again, or use a valid key."


@define(eq=False)
class Forbidden(TradingError):
    """A good credential without the right."""

    right: str
    code = "forbidden"
    sentence = "This needs the right {right!r}: ask an operator for it."


@define(eq=False)
class Unavailable(TradingError):
    """A needed part does not answer; repeating the same call later is safe and may succeed."""

    part: str
    retry_after_seconds: int = 1
    code = "unavailable"
    retryable = True
    sentence = "{part} does not answer: try again in {retry_after_seconds} s."


@define(eq=False)
class InvariantViolated(TradingError):
    """
    The books contradict themselves: an entry that is not the next one, a bucket overdrawn, an order out of its table.

    Commands cannot bring it about, so it is never the fault of whoever sends them. It comes from entries or events
    that were changed, lost or put in another order after they were made, or from a mistake in this library. Save
    nothing of the change at hand; compare the journal with where it is kept, and report what does not show there.
    """

    law: str
    detail: str
    code = "invariant_violated"
    sentence = (
        "The books break a law ({law}): {detail}. No command can cause this: save nothing, compare the journal with "
        "its store, and report it if both agree."
    )
