"""
A paper market: orders meet quotes or bars, and what becomes of them follows from nothing else.

``meet`` is the whole of it, for one order and one look; ``replay`` runs a desk through a recorded market.
"""

from trading_core.domain.paper.matching import Meeting, PaperReport, meet
from trading_core.domain.paper.permission import permitted
from trading_core.domain.paper.policy import PaperPolicy
from trading_core.domain.paper.refused import ending_of
from trading_core.domain.paper.replaying import Asked, replay
from trading_core.domain.paper.sight import Sight, sight_of_bar, sight_of_quote
from trading_core.domain.paper.venue import Venue

__all__ = [
    "Asked",
    "Meeting",
    "PaperPolicy",
    "PaperReport",
    "Sight",
    "Venue",
    "ending_of",
    "meet",
    "permitted",
    "replay",
    "sight_of_bar",
    "sight_of_quote",
]
