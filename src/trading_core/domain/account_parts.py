"""What an account keeps of its journal besides its terms: balances, reservations, lots and the tallies of a day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final

from attrs import field, frozen

from trading_core.domain.amounts import Quantity
from trading_core.domain.checks import a, calculated, expect, number, sequence_of
from trading_core.domain.exact import ZERO
from trading_core.domain.ids import OrderNumber, Symbol
from trading_core.domain.journal import Place, place_of
from trading_core.domain.kept import Kept, pair
from trading_core.domain.lots import Lot
from trading_core.domain.words import Direction


@frozen
class Hold:
    """Money and units that one order has reserved."""

    cash: Decimal = field(default=ZERO, validator=number)
    units: Decimal = field(default=ZERO, validator=number)


NO_HOLD: Final = Hold()


@frozen
class DayTally:
    """
    Units of one product bought on one trading day that may be day-traded, and how many of them were sold again on it.

    Kept for the latest day alone: a report that comes late for a day before it is not counted any more.
    """

    day: date = field(validator=a(date))
    bought: Quantity = field(default=Quantity(0), validator=a(Quantity))
    matched: Quantity = field(default=Quantity(0), validator=a(Quantity))


@frozen
class DayResult:
    """
    Profit less fees and taxes of one UTC day.

    Kept for the latest day alone: what is reported late for a day before it must not make today's loss forgotten.
    """

    day: date = field(validator=a(date))
    amount: Decimal = field(default=ZERO, validator=number)


class Balances(Kept[Place, Decimal]):
    """What is in each bucket that is not empty."""

    field = "balances"

    def key_of(self, found: object) -> Place:
        """A bucket, with a product where it is kept by product."""
        return place_of(*pair(found, self.field))

    def value_of(self, found: object) -> Decimal:
        """Money or units."""
        return calculated(found, self.field)


class Holds(Kept[OrderNumber, Hold]):
    """What each order has reserved."""

    field = "holds"
    name = OrderNumber
    kind = Hold


class Lots(Kept[tuple[Symbol, Direction], tuple[Lot, ...]]):
    """The lots of each product and direction, the oldest first."""

    field = "lots"

    def key_of(self, found: object) -> tuple[Symbol, Direction]:
        """A product and a direction."""
        symbol, direction = pair(found, self.field)
        return Symbol(symbol), expect(direction, Direction, "direction")

    def value_of(self, found: object) -> tuple[Lot, ...]:
        """Lots, and nothing else."""
        return sequence_of(found, Lot, self.field)


class Settlements(Kept[date, Decimal]):
    """What becomes due on each day."""

    field = "settlements"

    def key_of(self, found: object) -> date:
        """A day."""
        day: date = expect(found, date, "day")
        return day

    def value_of(self, found: object) -> Decimal:
        """Money."""
        return calculated(found, self.field)


class Tallies(Kept[Symbol, DayTally]):
    """What was bought and sold again of each product on its latest day."""

    field = "tallies"
    name = Symbol
    kind = DayTally
