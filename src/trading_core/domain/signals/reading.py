"""Where a reader is in a text, and what it has gathered so far."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trading_core.domain.signals.draft import Draft, Figure
from trading_core.domain.signals.folding import fold
from trading_core.domain.signals.lexer import pieces
from trading_core.domain.signals.pieces import Kind, Piece
from trading_core.domain.signals.refusals import refusal
from trading_core.domain.signals.screen import screen

if TYPE_CHECKING:
    from trading_core.errors import SignalRefused


class Reading:
    """
    The state of one walk over the pieces; ``place`` says what the next number would be.

    | place    | the next number is                                                |
    | -------- | ----------------------------------------------------------------- |
    | none     | unexplained, and the text refused                                 |
    | implicit | the entry, because it stands beside the side or the symbol        |
    | entry    | the entry, because a label says so                                |
    | stop     | the stop loss; once there, only its distance in pips may follow   |
    | target   | a target                                                          |
    | more     | another target, if it begins a line                               |
    | aside    | about risk, size or time, and must not look like a price          |
    | level    | a price of something else: bid, ask, support                      |
    | open     | a remark on a target that is left open                            |
    """

    def __init__(self, text: str) -> None:
        """Cut the text, refuse what is no new order at all, and be ready to read the rest."""
        self.text = fold(text)
        self.pieces = list(pieces(self.text))
        screen(self.text, self.pieces)
        self.draft = Draft(self.text)
        self.place = "none"
        self.fresh = False  # whether the label still waits for its number
        self.index: int | None = None
        self.highest = 0
        self.label = 0
        self.mentioned: int | None = None
        self.flags: Piece | None = None
        self.ordering = False  # whether this line has named a part of the order
        self.bare: Figure | None = None
        kinds = {piece.kind for piece in self.pieces}
        self.stop_word = not kinds.isdisjoint((Kind.STOP_LOSS, Kind.STOP))
        self.sure_stop = Kind.STOP_LOSS in kinds
        self.unnamed = kinds.isdisjoint((Kind.SYMBOL, Kind.FLAGS))
        self.target_word = Kind.TARGET in kinds

    def go(self, place: str, *, fresh: bool = True) -> None:
        """Leave what was being read and say what comes next."""
        self.leave()
        self.place, self.fresh = place, fresh

    def leave(self) -> None:
        """A counted target without a price is a promise that nobody kept; a stop without one is remembered."""
        if self.bare is not None:
            raise self.refusal("unexplained_number", self.bare)
        if self.fresh and self.place == "target" and self.index is not None:
            raise refusal("target_not_a_price", self.text, self.label)
        if self.fresh and self.place == "stop" and self.mentioned is None:
            self.mentioned = self.label
        self.index = None
        self.place, self.fresh = "none", False

    def has_prices(self) -> bool:
        """Whether any price of the order was read."""
        return bool(self.draft.entries or self.draft.stop or self.draft.targets)

    def refusal(self, reason: str, fault: Piece | Figure) -> SignalRefused:
        """Refuse the text for one piece or figure of it, which is shown."""
        return refusal(reason, self.text, fault.start, fault.end)
