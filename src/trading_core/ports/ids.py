"""Names that nobody has used before."""

from __future__ import annotations

from abc import abstractmethod
from typing import Protocol


class Ids(Protocol):
    """
    A source of fresh names.

    1. No name comes twice, whichever thread, process or host asks.
    2. A name is 1 to 32 ASCII letters and digits, so it goes into any id of the core, any address and any file.
    3. Of two names that one source gave one after the other, the later sorts behind the earlier.
    """

    @abstractmethod
    def fresh(self) -> str:
        """Make a name."""
