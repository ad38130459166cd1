"""Significant moves of a price: what is told once, and not again because somebody asked twice.

``detect_moves`` is a pure step: the state of a product, one quote or bar and the facts of its day give the next
state and the moves that are new. Whoever keeps the state may stop and go on, ask again or ask from two places;
the natural key of each move says the rest to a store that inserts or ignores.
"""

from trading_core.domain.moves.detect import Detection, detect_moves
from trading_core.domain.moves.facts import DayFacts, facts_after
from trading_core.domain.moves.found import MoveType, PriceMove, SuspectPrice
from trading_core.domain.moves.policy import MovePolicy
from trading_core.domain.moves.state import MoveState

__all__ = [
    "DayFacts",
    "Detection",
    "MovePolicy",
    "MoveState",
    "MoveType",
    "PriceMove",
    "SuspectPrice",
    "detect_moves",
    "facts_after",
]
