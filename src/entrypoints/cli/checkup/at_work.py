"""Who works in the background, and what the messages go through."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from adapters.cache.condition import condition_of
from adapters.tasks.celery_hints import QUEUE, SLOW_QUEUE
from adapters.tasks.celery_watch import begun_by, workers_of
from entrypoints.cli.checkup.finding import Finding, good, warning, wrong
from entrypoints.jobs import JOBS, task_of
from entrypoints.logs import reason_of
from entrypoints.settings import Settings
from trading_core.errors import TradingError

# What nobody but beat asks for, so that its being done shows that beat is there.
REMINDED: Final = min((job for job in JOBS if not job.kinds and not job.slow), key=lambda job: job.every)
SECONDS_TO_BE_REMINDED: Final = REMINDED.every + 1.5
GLANCE: Final = 0.5


def look_at_work(settings: Settings) -> Iterator[Finding]:
    """Threads of the service, workers behind a broker, or nobody."""
    broker = settings.celery_broker_url
    if settings.works_by == "in-process":
        yield good("work", "threads of the service do it")
    elif settings.works_by == "none" or broker is None:
        yield warning(
            "work",
            "TASKS is none, so nothing is done in the background",
            "set TASKS to auto unless others work here",
        )
    else:
        yield from _behind(broker)


def _behind(broker: str) -> Iterator[Finding]:
    try:
        yield from _broker(broker)
        workers = workers_of(broker)
    except TradingError as silence:
        yield wrong(
            "broker",
            f"it does not answer ({reason_of(silence)})",
            "start it, or correct CELERY_BROKER_URL; what waits stands in the database meanwhile",
        )
        return
    if not workers:
        yield wrong("work", "no worker answers", "start `trading worker`, with the settings of the service")
        return
    yield from _queues(workers)
    yield _reminded(lambda: begun_by(workers, broker, task_of(REMINDED)))


def _broker(broker: str) -> Iterator[Finding]:
    """A Redis that throws messages away when it is full breaks Celery's bindings too."""
    if not broker.startswith(("redis:", "rediss:", "unix:")):
        yield good("broker", f"messages go through {broker.partition(':')[0]}")
        return
    condition = condition_of(broker)
    kept = "kept on disk" if condition.lasting else "not kept on disk, which loses nothing but hints"
    seen = f"Redis {condition.version}, {condition.policy}, messages {kept}"
    if condition.policy != "noeviction":
        yield warning("broker", seen, "set maxmemory-policy to noeviction in the Redis of the broker")
    else:
        yield good("broker", seen)


def _queues(workers: Mapping[str, frozenset[str]]) -> Iterator[Finding]:
    taken = frozenset[str]().union(*workers.values())
    for queue, kind, what in ((QUEUE, "books", "orders"), (SLOW_QUEUE, "slow", "analyses")):
        if queue not in taken:
            yield wrong(
                "work",
                f"no worker takes from {queue}, so {what} wait",
                f"start `trading worker --work {kind}`",
            )
    if {QUEUE, SLOW_QUEUE} <= taken:
        yield good("work", f"workers that answer: {len(workers)}")


def _reminded(count: Callable[[], int]) -> Finding:
    """Watch whether a reminder comes."""
    deadline, before = time.monotonic() + SECONDS_TO_BE_REMINDED, count()
    while time.monotonic() < deadline:
        time.sleep(GLANCE)
        if count() > before:
            return good("beat", "it reminds the workers")
    return wrong(
        "beat", "nobody reminds the workers", "start one `trading beat`, with the settings of the service"
    )
