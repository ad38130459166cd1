"""Whether the bias of two averages has just turned."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from attrs import field, frozen

from trading_core.domain.checks import a
from trading_core.domain.exact import ZERO, show
from trading_core.domain.technical.series import numbers
from trading_core.domain.words import Side
from trading_core.errors import InvalidValue

SAMPLE: Final = 5
_LATEST_TURN: Final = 1
_EARLIEST_TURN: Final = 2


def _sample(values: Iterable[Decimal]) -> tuple[Decimal, ...]:
    sample = numbers(values, "sample")
    if not 1 <= len(sample) <= SAMPLE:
        raise InvalidValue("sample", show(len(sample)), f"1 to {SAMPLE} numbers")
    return sample


@frozen
class BiasPivot:
    """
    The last five biases, looked at from one side.

    A buyer waits for the lowest of them while all are below zero, a seller for the highest while any is above;
    the turn is there when that extreme is one or two rows old. The first of equal extremes counts. Fewer than
    five biases, which is fewer than ten rows, show no turn: the extreme may lie before them.
    """

    side: Side = field(validator=a(Side))
    sample: tuple[Decimal, ...] = field(converter=_sample)

    @property
    def value(self) -> Decimal:
        """The extreme."""
        return min(self.sample) if self.side is Side.BUY else max(self.sample)

    @property
    def offset(self) -> int:
        """How many rows ago the extreme was first reached."""
        return len(self.sample) - 1 - self.sample.index(self.value)

    @property
    def holds(self) -> bool:
        """Whether the bias has turned in favour of the side."""
        if len(self.sample) < SAMPLE or not _LATEST_TURN <= self.offset <= _EARLIEST_TURN:
            return False
        return max(self.sample) < ZERO if self.side is Side.BUY else self.value > ZERO
