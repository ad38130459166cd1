"""Asking the model and the system the same things, and comparing what they say."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from trading_core.testing.auditor.comparing import Disagreement, compare_accounts, compare_orders
from trading_core.testing.auditor.ledgers import Ledger, of_order
from trading_core.testing.auditor.model import Model

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from trading_core.domain.account import Account
    from trading_core.domain.commands import Command
    from trading_core.domain.quotes import Quote
    from trading_core.testing.auditor.facts import Answer, AuditedSystem
    from trading_core.testing.auditor.worlds import World

BEGINNING: Final = datetime(2026, 1, 5, 2, 0, tzinfo=UTC)  # a Monday; the market in Taipei is open

LAST: Final = datetime(2026, 3, 1, tzinfo=UTC)


class Audit:
    """One system beside the model, from an empty book on."""

    def __init__(self, system: AuditedSystem, world: World) -> None:
        """Begin on a Monday."""
        self.system, self.world = system, world
        self.model = Model(world)
        self.now = BEGINNING
        self.broken = False
        self.asked: list[Command] = []
        self._predicted: list[Answer] = []
        self._ledgers: dict[str, Ledger] = {}
        self._accounts: dict[str, Account] = {}

    def ask(self, command: Command, *, together: bool = False) -> None:
        """Ask for something now, or together with what is asked next."""
        self.asked.append(command)
        self._predicted.append(self.model.predict(command, self.now))
        if not together:
            self.settle()

    def settle(self) -> None:
        """Let the system do what it was asked, and compare."""
        if not self.asked:
            return
        commands, predicted = self.asked, self._predicted
        self.asked, self._predicted = [], []
        self.broken = True
        answers = self.system.do(commands, self.now)
        found = [
            f"{command}: {answer}, expected {expected}"
            for command, answer, expected in zip(commands, answers, predicted, strict=True)
            if answer != expected
        ]
        numbers = {_number_of(command) for command in commands}
        self._judge(
            [*found, *self._of_accounts(), *self._of_orders(numbers & self.model.state.orders.keys())]
        )
        self.broken = False

    def see(self, quote: Quote) -> None:
        """Let both sides take note of a price."""
        self.settle()
        self.model.see(quote)
        self.system.see(quote)

    def wait(self, time: timedelta) -> None:
        """Let time pass, but never into the summer of New York, which the auditor does not know of."""
        self.settle()
        self.now = min(self.now + time, LAST)

    def finish(self) -> None:
        """
        Compare everything, also what was touched long ago, and have every balance explained.

        After something has gone wrong there is nothing left to compare; what went wrong must not be drowned.
        """
        if self.broken:
            return
        self.settle()
        found = [*self._of_accounts(), *self._of_orders(self.model.state.orders)]
        for name, account in self._accounts.items():
            found.extend(self._ledgers[name].explained(account))
        self._judge(found)

    def _of_accounts(self) -> Iterator[str]:
        for name in self.model.state.purses:
            shown = self.system.account(name)
            yield from compare_accounts(name, self.model.account(name), shown)
            ledger = self._ledgers.setdefault(name, Ledger())
            entries = self.system.journal(name, len(ledger.entries))
            yield from ledger.add(entries)
            if shown.whole is not None:
                if shown.whole is not self._accounts.get(name):
                    yield from ledger.against(shown.whole, self._accounts.get(name), len(entries))
                self._accounts[name] = shown.whole

    def _of_orders(self, numbers: Iterable[str]) -> Iterator[str]:
        for number in sorted(numbers):
            shown = self.system.order(number)
            yield from compare_orders(number, self.model.order(number), shown)
            if shown.whole is not None:
                yield from of_order(shown.whole)

    def _judge(self, differences: Sequence[str]) -> None:
        if differences:
            raise Disagreement(list(differences))


def _number_of(command: Command) -> str:
    terms = getattr(command, "terms", None)
    return str(getattr(command, "number", None) or getattr(terms, "number", ""))
