"""Who works behind a broker, for those who look after it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any, Final

from celery import Celery
from kombu.exceptions import OperationalError

from adapters.tasks.celery_hints import client
from trading_core.errors import Unavailable

PART: Final = "the broker"
SECONDS_TO_ANSWER: Final = 2


def workers_of(broker: str, seconds: int = SECONDS_TO_ANSWER) -> Mapping[str, frozenset[str]]:
    """The queues of everybody who answers in that time; a broker that nobody can speak with is unavailable."""

    def ask(celery: Celery) -> Mapping[str, Any]:
        celery.connection_for_write().ensure_connection(max_retries=1, timeout=seconds)
        return celery.control.inspect(timeout=seconds).active_queues() or {}

    told = _asked(broker, ask)
    return {name: frozenset(queue["name"] for queue in queues) for name, queues in sorted(told.items())}


def begun_by(workers: Collection[str], broker: str, task: str, seconds: int = SECONDS_TO_ANSWER) -> int:
    """How often these workers have begun a task since they are there; who has not answered by then is not counted."""

    def ask(celery: Celery) -> Mapping[str, Any]:
        return celery.control.inspect(list(workers), timeout=seconds, limit=len(workers)).stats() or {}

    return sum(told.get("total", {}).get(task, 0) for told in _asked(broker, ask).values())


def _asked(broker: str, ask: Callable[[Celery], Mapping[str, Any]]) -> Mapping[str, Any]:
    celery = client(broker)
    try:
        return ask(celery)
    except (OperationalError, OSError) as silence:
        raise Unavailable(PART) from silence
    finally:
        celery.close()
