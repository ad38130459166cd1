"""Why a connection ends, in the codes that its other end sees."""

from __future__ import annotations

from typing import Final

from attrs import frozen
from litestar.types import WebSocketCloseEvent

GOING_AWAY: Final = 1001
POLICY: Final = 1008
TOO_LARGE: Final = 1009
TRY_LATER: Final = 1013
WRONG_QUESTION: Final = 4400
UNKNOWN: Final = 4401
NOT_ALLOWED: Final = 4403
TOO_SLOW: Final = 4408
TOO_MANY: Final = 4429
LONGEST_REASON: Final = 120


@frozen
class Ending:
    """A code and a sentence that says what to do; a frame has no room for a long one."""

    code: int
    reason: str

    def message(self) -> WebSocketCloseEvent:
        """As the server sends it."""
        reason = self.reason.encode()[:LONGEST_REASON].decode(errors="ignore")
        return {"type": "websocket.close", "code": self.code, "reason": reason}


class TurnedAwayError(Exception):
    """Somebody does not come in."""

    def __init__(self, code: int, reason: str) -> None:
        """Say why."""
        super().__init__(reason)
        self.ending = Ending(code, reason)


def too_slow(seen: int) -> Ending:
    """What whoever does not read is told, if he still reads that."""
    return Ending(TOO_SLOW, f"You read too slowly: connect again with since={seen} or the last id you have.")


CLOSING: Final = Ending(GOING_AWAY, "The service goes away: connect again with since= your last id.")
ENDED: Final = Ending(UNKNOWN, "Your credential holds no more: come back with another.")
LATER: Final = Ending(TRY_LATER, "The events cannot be read at the moment: connect again in a second.")
