"""What the auditor asks of a system, and the facts in which it answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Protocol

from attrs import frozen

from trading_core.domain.account import Account
from trading_core.domain.orders import Order

if TYPE_CHECKING:
    from trading_core.domain.commands import Command
    from trading_core.domain.journal import Entry
    from trading_core.domain.quotes import Quote


@frozen
class Answer:
    """Whether a command was refused, by which code, and whether it was only shown again."""

    refusal: str | None = None
    replayed: bool = False


@frozen
class PositionFacts:
    """Units of one product in one direction, free and reserved, and what all of them have cost."""

    free: Decimal
    reserved: Decimal
    cost: Decimal


@frozen
class AccountFacts:
    """
    What can be seen of an account.

    ``money`` has some of the words cash, held, unsettled, margin, fees, taxes, realized, shortfall (what was lost
    beyond the account's money) and funding (what was put in less what was taken out); cash is always there. A system
    that has the account itself shows it as ``whole``, so that its journal can be held against it.
    """

    money: Mapping[str, Decimal]
    positions: Mapping[tuple[str, str], PositionFacts]
    whole: Account | None = None


@frozen
class OrderFacts:
    """
    What can be seen of an order: some of status, triggered, closing, filled, exited, fees, taxes and realized.

    The status is always there.
    """

    words: Mapping[str, str | bool | Decimal]
    whole: Order | None = None


class AuditedSystem(Protocol):
    """Anything that trades: it takes commands and can be asked what became of them."""

    def do(self, commands: Sequence[Command], now: datetime) -> Sequence[Answer]:
        """Carry out commands as one batch, at a moment that the auditor chooses."""
        ...

    def see(self, quote: Quote) -> None:
        """Take note of a price."""
        ...

    def account(self, name: str) -> AccountFacts:
        """Show an account that was opened."""
        ...

    def order(self, number: str) -> OrderFacts:
        """Show an order that was kept, accepted or not."""
        ...

    def journal(self, name: str, after: int) -> Sequence[Entry]:
        """Show an account's entries behind that sequence number; none, where a system shows no journal."""
        ...
