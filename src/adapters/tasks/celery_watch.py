"""Who works behind a broker, for those who look after it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from attrs import frozen
from kombu.exceptions import OperationalError

from adapters.tasks.celery_hints import client
from trading_core.errors import Unavailable

PART: Final = "the broker"
SECONDS_TO_ANSWER: Final = 2


@frozen
class Working:
    """A worker by its name, which queues it takes from, and how often it has begun each task."""

    name: str
    queues: frozenset[str]
    begun: Mapping[str, int]


def workers_of(broker: str, seconds: int = SECONDS_TO_ANSWER) -> tuple[Working, ...]:
    """Everybody who answers in that time; a broker that nobody can speak with is unavailable."""
    celery = client(broker)
    try:
        celery.connection_for_write().ensure_connection(max_retries=1, timeout=seconds)
        asked = celery.control.inspect(timeout=seconds)
        queues: Mapping[str, Any] = asked.active_queues() or {}
        stats: Mapping[str, Any] = (asked.stats() or {}) if queues else {}
    except (OperationalError, OSError) as silence:
        raise Unavailable(PART) from silence
    finally:
        celery.close()
    return tuple(
        Working(name, frozenset(one["name"] for one in queues[name]), dict(stats[name].get("total", {})))
        for name in sorted(queues.keys() & stats.keys())
    )
