"""Texts about products in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trading_core.ports.notes import Notes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from trading_core.domain.analysis import Note
    from trading_core.domain.ids import Symbol


class FakeNotes(Notes):
    """Knows what it was given, the newest first, and nothing while it is down."""

    def __init__(self, texts: Mapping[Symbol, Sequence[Note]] | None = None) -> None:
        """Learn the texts of each product."""
        self._texts = {symbol: tuple(notes) for symbol, notes in (texts or {}).items()}
        self.down = False

    def about(self, symbol: Symbol, limit: int) -> tuple[Note, ...]:
        """Read the newest."""
        return () if self.down else self._texts.get(symbol, ())[:limit]
