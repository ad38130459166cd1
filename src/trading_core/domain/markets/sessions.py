"""The hours in which a market takes orders."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING, Final

from attrs import field, frozen

from trading_core.domain.checks import a
from trading_core.domain.markets.scope import EVERYTHING, Scope
from trading_core.domain.words import Word
from trading_core.errors import InvalidValue

if TYPE_CHECKING:
    from collections.abc import Iterable

MIDNIGHT: Final = time(0)


class SessionKind(Word):
    """What a session is for: whole lots, odd lots, or either after the close."""

    REGULAR = "regular"
    ODD_LOT = "odd_lot"
    AFTER_HOURS_FIXED_PRICE = "after_hours_fixed_price"
    AFTER_HOURS_ODD_LOT = "after_hours_odd_lot"


@frozen
class Session:
    """Orders are taken from ``opens`` up to, not at, ``closes``; midnight closes at the end of the day."""

    opens: time = field(validator=a(time))
    closes: time = field(validator=a(time))
    kind: SessionKind = field(default=SessionKind.REGULAR, validator=a(SessionKind))
    scope: Scope = field(default=EVERYTHING, validator=a(Scope))

    def __attrs_post_init__(self) -> None:
        """Refuse times with an offset, since they are the market's own, and a session that ends as it begins."""
        for name, at in (("opens", self.opens), ("closes", self.closes)):
            if at.tzinfo is not None:
                raise InvalidValue(name, at.isoformat(), "a time without an offset")
        if self.closes != MIDNIGHT and self.closes <= self.opens:
            raise InvalidValue("closes", self.closes.isoformat(), f"a time after {self.opens.isoformat()}")

    def holds(self, at: time) -> bool:
        """Whether orders are taken at that time of the day."""
        return self.opens <= at and (at < self.closes or self.closes == MIDNIGHT)


def check_order(sessions: Iterable[Session]) -> None:
    """Refuse sessions of one kind and scope that are out of order or overlap."""
    ends: dict[tuple[SessionKind, Scope], time] = {}
    for session in sessions:
        key = (session.kind, session.scope)
        end = ends.get(key)
        if end is not None and (end == MIDNIGHT or session.opens < end):
            raise InvalidValue("sessions", session.opens.isoformat(), "sessions in order that do not overlap")
        ends[key] = session.closes
