"""Import orders that were made elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve, frozen

from trading_core.domain.checks import sequence_of
from trading_core.domain.commands import ImportOrder
from trading_core.errors import DuplicateOrderNumber
from trading_core.ports.orders import Orders
from trading_core.use_cases.execute_commands import ExecuteCommands

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trading_core.domain.book import Outcome


@frozen
class ImportOrders:
    """
    Imports a batch, and can be started again over the same rows.

    An order that was imported before and says the same is shown as replayed; one that says something else is a
    duplicate number. The moment of making is compared only where the row states one.
    """

    execute: ExecuteCommands
    orders: Orders

    def __call__(self, rows: Sequence[ImportOrder]) -> tuple[Outcome, ...]:
        """Import each row."""
        batch = sequence_of(rows, ImportOrder, "rows")
        outcomes = self.execute(batch)
        return tuple(self._known(row, outcome) for row, outcome in zip(batch, outcomes, strict=True))

    def _known(self, row: ImportOrder, outcome: Outcome) -> Outcome:
        if not isinstance(outcome.refusal, DuplicateOrderNumber):
            return outcome
        order = self.orders.get(row.terms.number)
        if order is None or order.terms != row.terms or row.created_at not in (None, order.created_at):
            return outcome
        return evolve(outcome, refusal=None, order=order, replayed=True)
