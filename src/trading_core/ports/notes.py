"""Texts about products: news, and whatever else somebody outside has written."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from trading_core.domain.analysis import Note
    from trading_core.domain.ids import Symbol


class Notes(Protocol):
    """
    What is written about a product, by people whom nobody vouches for.

    1. Newest first, and no more than asked for.
    2. Nothing that belongs to an account: what is read here may be shown to everybody and goes into prompts.
    3. A source that does not answer has nothing to say; it never raises, since an analysis stands without it.
    """

    @abstractmethod
    def about(self, symbol: Symbol, limit: int) -> tuple[Note, ...]:
        """Read the newest texts about a product."""
