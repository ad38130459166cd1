"""The auditor trades beside a desk, for as long as the profile says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime

import pytest
from attrs import evolve
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test

from trading_core.domain.book import Settings
from trading_core.domain.commands import Command
from trading_core.domain.journal import Entry
from trading_core.testing.auditor import (
    PLAIN_WORLD,
    AccountFacts,
    Answer,
    AuditedDesk,
    AuditedSystem,
    Disagreement,
    OrderFacts,
    auditor_machine,
)

ASKED_FOR = settings.default.max_examples if settings.default is not None else 0
AT_LEAST = 500
# whoever asks for less than a suite does wants to be quick
SEQUENCES = ASKED_FOR if ASKED_FOR <= 50 else max(AT_LEAST, ASKED_FOR)
STEPS = 50


def audit(machine: type[RuleBasedStateMachine], sequences: int) -> None:
    """Run a machine without shrinking what it finds: here it is known what will be found."""
    brief = settings(
        max_examples=sequences,
        stateful_step_count=10,
        phases=[Phase.generate],
        database=None,
        deadline=None,
        derandomize=True,
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(machine, settings=brief)


def test_a_desk_is_always_where_the_auditor_says() -> None:
    """Every answer, balance, position and order is as a naive model predicts, after any sequence of commands."""
    # the same sequences each time, but for the nightly profile: what a run reaches must not be left to chance
    thorough = settings(
        max_examples=SEQUENCES,
        stateful_step_count=STEPS,
        deadline=None,
        derandomize=SEQUENCES <= AT_LEAST,
        suppress_health_check=list(HealthCheck),
    )

    run_state_machine_as_test(auditor_machine(), settings=thorough)


class Silent(AuditedDesk):
    """Shows what it must and nothing besides, like a system behind a narrow door."""

    def account(self, name: str) -> AccountFacts:
        shown = super().account(name)
        return AccountFacts({"cash": shown.money["cash"]}, shown.positions)

    def order(self, number: str) -> OrderFacts:
        return OrderFacts({"status": super().order(number).words["status"]})

    def journal(self, name: str, after: int) -> Sequence[Entry]:
        return ()


def test_a_system_that_shows_little_is_judged_by_what_it_shows() -> None:
    """Cash, positions and statuses are enough for an audit; the journal is a system's own affair."""
    made: list[Silent] = []

    def make(wanted: Settings) -> Silent:
        made.append(Silent(wanted))
        return made[-1]

    audit(auditor_machine(make, [PLAIN_WORLD]), 20)

    assert len(made) > 0


class Untrue(Silent):
    """Has more cash than it should have."""

    def account(self, name: str) -> AccountFacts:
        shown = super().account(name)
        return evolve(shown, money={"cash": shown.money["cash"] + 1})


class Mute(AuditedDesk):
    """Carries everything out and says that it refused."""

    def do(self, commands: Sequence[Command], now: datetime) -> Sequence[Answer]:
        return [Answer("refused") for _ in super().do(commands, now)]


@pytest.mark.parametrize("system", [Untrue, Mute])
def test_a_system_that_says_what_is_not_so_is_caught(system: type[AuditedDesk]) -> None:
    """A wrong balance and a wrong answer are disagreements, whatever else is right."""
    with pytest.raises(Disagreement, match="expected"):
        audit(auditor_machine(system), 5)


def test_each_system_is_closed_at_the_end_of_its_sequence() -> None:
    """A system that holds connections or files is entered once and left once, sequence by sequence."""
    opened: list[Settings] = []
    closed: list[Settings] = []

    @contextmanager
    def making(wanted: Settings) -> Iterator[AuditedSystem]:
        opened.append(wanted)
        yield AuditedDesk(wanted)
        closed.append(wanted)

    def make(wanted: Settings) -> AbstractContextManager[AuditedSystem]:
        return making(wanted)

    audit(auditor_machine(make, [PLAIN_WORLD]), 5)

    assert len(opened) > 0
    assert opened == closed
