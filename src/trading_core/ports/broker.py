"""The broker: where accepted orders are worked, and where fills come from."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from attrs import field, frozen

from trading_core.domain.checks import a, as_tuple
from trading_core.domain.commands import ApplyFill, CancelOrder, ExpireOrder, TriggerOrder

if TYPE_CHECKING:
    from trading_core.domain.ids import OrderNumber
    from trading_core.domain.orders import Order

Report = ApplyFill | TriggerOrder | CancelOrder | ExpireOrder


@frozen
class Reports:
    """
    What a broker reports, as commands to the books, and where to go on reading.

    A fact has happened in the world, whatever the books say meanwhile. What is no fact happens by being booked: it
    counts while its order stands as it was sent, and is given up otherwise.
    """

    commands: tuple[Report, ...] = field(converter=as_tuple, validator=a(tuple))
    cursor: str = field(validator=a(str))
    facts: bool = field(default=True, validator=a(bool))


class Broker(Protocol):
    """
    Somebody who trades for us, and tells what he did when he is asked.

    1. An order is known by its number: sending it again is not a second order, cancelling what he does not
       know or what is over does nothing. Orders are sent again as long as they live, each time as the books
       have it; who trades on paper looks at the market for them whenever they are.
    2. He fills no more of an order than it wants. Each fill has an id of its own, the same at each telling.
    3. Reports come in the order in which things happened. Reading from the same cursor again tells the same
       again, and perhaps more; nothing is lost by reading twice or by stopping in between. The books know
       fills by their ids, so a report that comes twice has one effect.
    4. What he refuses he reports as a cancellation that gives his reason.
    5. ``Unavailable`` means that nobody knows whether the call arrived: repeat it.
    6. He can name what he still works, so that what the books have ended meanwhile is found and cancelled.
    """

    @abstractmethod
    def send(self, orders: Sequence[Order]) -> None:
        """Give him accepted orders to work."""

    @abstractmethod
    def cancel(self, numbers: Sequence[OrderNumber]) -> None:
        """Ask him to stop working orders; whether he did, he will report."""

    @abstractmethod
    def working(self) -> frozenset[OrderNumber]:
        """Name the orders for which he may still trade."""

    @abstractmethod
    def reports(self, after: str = "", limit: int = 1000) -> Reports:
        """Read what has happened behind a cursor; the empty cursor is the beginning."""
