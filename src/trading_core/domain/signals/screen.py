"""What is no new order is sent away before anything is read: reports, conditions, questions, second thoughts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from trading_core.domain.signals.pieces import Kind
from trading_core.domain.signals.refusals import refusal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trading_core.domain.signals.pieces import Piece

_STOPS: Final = (Kind.STOP, Kind.STOP_LOSS)
_ABOUT_LABEL: Final = frozenset(("placeholder", "question", "conditional", "tentative"))
_BLANKS: Final = frozenset(("placeholder", "question"))
_NEGATABLE: Final = (
    Kind.SIDE, Kind.SYMBOL, Kind.TYPE, Kind.WEAK_MARKET, Kind.ENTRY, Kind.KIND_OF_ORDER, Kind.COUNTED, Kind.OPEN, Kind.REFUSED,
)  # fmt: skip
_REACH: Final = 4


def screen(text: str, pieces: Sequence[Piece]) -> None:
    """Refuse a text at the first word that makes it something else than a new, unconditional order."""
    for at, piece in enumerate(pieces):
        if piece.kind is Kind.NEGATION:
            _check_negation(text, pieces, at)
        elif piece.kind is Kind.REFUSED:
            reason = str(piece.value)
            if reason in _ABOUT_LABEL:
                reason = _of_label(pieces, at, reason)
            raise refusal(reason, text, piece.start, piece.end)


def _of_label(pieces: Sequence[Piece], at: int, reason: str) -> str:
    """A doubt right after a label is a doubt about its price."""
    for before in reversed(pieces[max(at - _REACH, 0) : at]):
        if before.kind in _STOPS:
            return "stop_not_a_price"
        if before.kind is Kind.TARGET:
            return "target_not_a_price"
        if before.kind is Kind.ENTRY and reason in _BLANKS:
            return "missing_entry"
        if before.kind in (Kind.NUMBER, Kind.MEASURE, Kind.NEWLINE):
            break
    return reason


def _check_negation(text: str, pieces: Sequence[Piece], at: int) -> None:
    negation = pieces[at]
    for piece in pieces[at + 1 : at + 1 + _REACH]:
        if piece.kind in (Kind.NEWLINE, Kind.NUMBER, Kind.MEASURE, Kind.ASIDE):
            break
        if piece.kind in _STOPS:
            raise refusal("stop_not_a_price", text, negation.start, piece.end)
        if piece.kind is Kind.TARGET:
            raise refusal("target_not_a_price", text, negation.start, piece.end)
        if piece.kind in _NEGATABLE:
            raise refusal("negated", text, negation.start, piece.end)
    before = pieces[at - 1] if at else negation
    if before.kind in _STOPS:
        raise refusal("stop_not_a_price", text, before.start, negation.end)
