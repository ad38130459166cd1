"""A sheet on which the postings of one entry are gathered before it is made."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from trading_core.domain.exact import ZERO, add, subtract
from trading_core.domain.journal import Bucket, Place, Posting

if TYPE_CHECKING:
    from trading_core.domain.ids import Symbol


class Sheet:
    """Gathers movements; amounts of the same place are added up, empty ones vanish."""

    def __init__(self) -> None:
        """Begin with nothing moved."""
        self._sums: dict[Place, Decimal] = {}

    def put(self, bucket: Bucket, amount: Decimal, symbol: Symbol | None = None) -> None:
        """Put an amount into a bucket."""
        place = (bucket, symbol)
        self._sums[place] = add(self._sums.get(place, ZERO), amount)

    def take(self, bucket: Bucket, amount: Decimal, symbol: Symbol | None = None) -> None:
        """Take an amount out of a bucket."""
        self.put(bucket, subtract(ZERO, amount), symbol)

    def move(self, source: Bucket, target: Bucket, amount: Decimal, symbol: Symbol | None = None) -> None:
        """Move an amount from one bucket to another."""
        self.take(source, amount, symbol)
        self.put(target, amount, symbol)

    def postings(self) -> tuple[Posting, ...]:
        """The movements, in the order in which their places were first named."""
        return tuple(
            Posting(bucket, symbol, amount) for (bucket, symbol), amount in self._sums.items() if amount
        )
