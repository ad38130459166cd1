"""Take pending orders further."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import frozen

from trading_core.domain.book import Outcome
from trading_core.domain.checks import sequence_of
from trading_core.domain.commands import CancelOrder, ProcessOrder, Stage
from trading_core.domain.ids import OrderNumber
from trading_core.errors import InvariantViolated
from trading_core.use_cases.rounds import Rounds

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from trading_core.domain.commands import Command
    from trading_core.ports.books import UnitOfWork

LONGEST_REASON: Final = 500


@frozen
class ProcessPending(Rounds):
    """
    Takes orders that wait as far as a stage: those that it is told of, or the oldest that it can claim.

    Being told twice, by two workers at once or of what a sweep has done has one effect. An order that makes the
    books contradict themselves is cancelled with the reason, so that those behind it go on. An order that waits for a
    price while the quote source is down keeps waiting.
    """

    stage: Stage = Stage.FILLED
    limit: int = 100

    def __call__(self, told: Iterable[str] | None = None) -> tuple[Outcome, ...]:
        """Take them further, one outcome each."""
        chosen: list[OrderNumber] = []

        def choose(work: UnitOfWork) -> Sequence[Command]:
            chosen[:] = (
                work.claim_pending(self.limit)
                if told is None
                else [OrderNumber(number) for number in numbers]
            )
            return [ProcessOrder(number, self.stage) for number in chosen]

        numbers = () if told is None else sequence_of(told, str, "told")
        try:
            return self.run(choose)
        except InvariantViolated:
            return tuple(self._alone(number) for number in tuple(chosen))

    def _alone(self, number: OrderNumber) -> Outcome:
        command = ProcessOrder(number, self.stage)
        try:
            (outcome,) = self.run(lambda _: [command])
        except InvariantViolated as broken:
            end = CancelOrder(number, str(broken)[:LONGEST_REASON])
            (ended,) = self.run(lambda _: [end])
            return Outcome(command, broken, ended.account, ended.order)
        return outcome
