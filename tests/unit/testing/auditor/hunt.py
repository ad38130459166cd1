"""Audit whichever trading_core is first on the path, and say what the auditor says; started by the tests beside it."""

from __future__ import annotations

import sys

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from trading_core.errors import InvariantViolated
from trading_core.testing.auditor import Disagreement, auditor_machine

GREEN, RED = "green", "red"


def hunt(examples: int, start: int | None = None) -> str:
    """Look at so many sequences, always the same ones from where it starts, and stop at the first that goes wrong."""
    thorough = settings(
        max_examples=examples,
        stateful_step_count=50,
        phases=[Phase.generate],
        database=None,
        deadline=None,
        derandomize=True,
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
    )
    try:
        machine = auditor_machine()
        run_state_machine_as_test(machine if start is None else seed(start)(machine), settings=thorough)
    except (Disagreement, InvariantViolated) as found:
        return f"{RED} {found}"
    return GREEN


if __name__ == "__main__":
    sys.stdout.write(hunt(*map(int, sys.argv[1:])))
