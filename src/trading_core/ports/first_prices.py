"""Where a market that is not there begins: the first price that anybody has stated of a product."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from attrs import field, frozen

from trading_core.domain.amounts import Price, to_price
from trading_core.domain.checks import instant

if TYPE_CHECKING:
    from trading_core.domain.ids import Symbol


@frozen
class FirstPrice:
    """A price, and when it was stated."""

    price: Price = field(converter=to_price)
    at: datetime = field(converter=instant)


class FirstPrices(Protocol):
    """
    The first price of each product, the same for everybody.

    1. What was kept first is what is read, by every process, and nothing takes its place.
    2. A product of which nobody has stated a price is absent.
    """

    @abstractmethod
    def keep(self, prices: Mapping[Symbol, FirstPrice]) -> None:
        """Keep the prices of those products that have none."""

    @abstractmethod
    def find(self, symbols: Collection[Symbol]) -> Mapping[Symbol, FirstPrice]:
        """Read those that there are."""
