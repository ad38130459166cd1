"""
The running service under audit: an independent model predicts every answer, balance, holding, order and trade.

AUDIT_SEQUENCES asks for so many sequences on each deployment, AUDIT_STEPS for so many requests in each.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.integration.http.audit.house import House
from tests.integration.http.audit.machine import HttpMachine
from tests.integration.http.people import Door
from tests.integration.http.stored import differences_in
from tests.servers.service import ServiceServer
from trading_core.testing.auditor import PLAIN_WORLD

SEQUENCES = int(os.environ.get("AUDIT_SEQUENCES", "8"))
STEPS = int(os.environ.get("AUDIT_STEPS", "30"))
# A service cannot be asked as often as a function: what was found is made short only where there is time for it.
PHASES = [phase for phase in Phase if "AUDIT_SEQUENCES" in os.environ or phase is not Phase.shrink]
# The service is the module's own, since the kill switch is everybody's.
BESIDE = 2
# Prices come from the operator alone, so that the auditor knows them.
CHOSEN = {"PRICES": "stored", "OPENING_BALANCE": str(PLAIN_WORLD.opening)}


def test_the_service_is_always_where_the_auditor_says(own_service: ServiceServer) -> None:
    """Whatever is asked by whoever, all that anybody is told or shown is as predicted, and the books verify."""
    with Door(own_service.url, own_service.processes) as door:
        machine = type("AuditedService", (HttpMachine,), {"house": House.behind(door)})
        run_state_machine_as_test(
            machine,
            settings=settings(
                max_examples=SEQUENCES,
                stateful_step_count=STEPS,
                deadline=None,
                suppress_health_check=list(HealthCheck),
                phases=PHASES,
                report_multiple_bugs=False,
            ),
        )
    assert () == differences_in(own_service)
