"""How a worker has ended: told to, or by itself."""

from __future__ import annotations

import pytest
from attrs import frozen
from celery.signals import worker_shutdown, worker_shutting_down

from entrypoints.worker.ending import Ending


@frozen(eq=False)
class Worker:
    """As much of Celery's worker as its end tells of."""

    exitcode: int


DONE, FAILED = Worker(0), Worker(1)


@pytest.mark.parametrize(
    ("worker", "told", "by_itself"),
    [(FAILED, False, True), (FAILED, True, False), (DONE, False, False), (DONE, True, False)],
    ids=["failed", "told and failed", "done", "told and done"],
)
def test_only_a_worker_that_fails_untold_ends_by_itself(worker: Worker, told: bool, by_itself: bool) -> None:
    """Whoever is told to end stays ended, whatever it has failed at on its way; whoever just fails does not."""
    ending = Ending()

    if told:
        worker_shutting_down.send(sender="worker@here", sig="SIGTERM", how="Warm", exitcode=0)
    worker_shutdown.send(sender=worker)

    assert by_itself == ending.by_itself
