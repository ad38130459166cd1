"""Carry out commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from trading_core.domain.checks import sequence
from trading_core.use_cases.rounds import Rounds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trading_core.domain.book import Outcome
    from trading_core.domain.commands import Command


@frozen
class ExecuteCommands(Rounds):
    """
    Carries out a batch in one transaction, one outcome for each command in its place.

    A refused command refuses itself alone. While the quote source is down, commands that name their price are
    carried out and those that need one are answered with ``Unavailable`` and leave no trace.
    """

    def __call__(self, commands: Sequence[Command]) -> tuple[Outcome, ...]:
        """Carry them out, one after the other."""
        batch = sequence(commands, "commands")
        return self.run(lambda _: batch, foreseen=batch) if batch else ()
