"""Hints to workers by way of Celery, over whichever broker it speaks with."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from threading import Condition, Thread
from typing import Final

from celery import Celery
from kombu.exceptions import OperationalError

from trading_core.ports.tasks import TaskQueue

QUEUE: Final = "trading"
SLOW_QUEUE: Final = "trading-slow"
SECONDS_TO_REST: Final = 1.0
SECONDS_TO_ANSWER: Final = 2.0
# Hints come together for so long; each says the same.
SECONDS_TO_GATHER: Final = 0.02

log = logging.getLogger(__name__)


class CeleryHints(TaskQueue):
    """
    Sends a message for a kind of hint, and one for any number of hints that come while it is being sent.

    A thread sends, so whoever tells never waits for a broker that hangs or is gone. What could not be sent is dropped
    after a rest: the work is found by the sweep that runs when the broker is there again.
    """

    def __init__(self, broker: str, tasks: Mapping[str, Iterable[str]], slow: Iterable[str] = ()) -> None:
        """Know the tasks of each kind of hint, and which of them keep a worker waiting."""
        self._tasks = {kind: tuple(names) for kind, names in tasks.items()}
        self._celery = client(broker, slow)
        self._changed = Condition()
        self._kinds: set[str] = set()
        self._ending = False
        self._thread = Thread(target=self._run, name="hints", daemon=True)

    def tell(self, kind: str, name: str) -> None:
        """Note the kind and go on."""
        del name
        with self._changed:
            if kind in self._tasks and kind not in self._kinds:
                self._kinds.add(kind)
                self._changed.notify()

    def start(self) -> None:
        """Begin to send."""
        self._thread.start()

    def close(self, seconds: float = 3.0) -> None:
        """Send what was told, if the broker takes it, and end."""
        with self._changed:
            self._ending = True
            self._changed.notify()
        if self._thread.is_alive():
            self._thread.join(seconds)
        self._celery.close()

    def _run(self) -> None:
        failed = False
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._ending or self._kinds)
                if self._ending and not self._kinds:
                    return
                self._changed.wait_for(lambda: self._ending, SECONDS_TO_REST if failed else SECONDS_TO_GATHER)
                kinds, self._kinds = self._kinds, set()
            failed = not self._send(kinds)

    def _send(self, kinds: set[str]) -> bool:
        try:
            for task in dict.fromkeys(task for kind in sorted(kinds) for task in self._tasks[kind]):
                self._celery.send_task(task, ignore_result=True, retry=False)
        except (OperationalError, OSError) as silence:
            log.warning("workers are not told of new work (%s); their sweep finds it", type(silence).__name__)
            return False
        except Exception:
            log.exception("workers are not told of new work; their sweep finds it")
            return False
        return True


def client(broker: str, slow: Iterable[str] = ()) -> Celery:
    """Celery as one who sends needs it: it gives up soon, since nothing is lost by that. Slow tasks have a queue of their own."""
    celery = Celery(broker=broker, set_as_current=False)
    celery.conf.update(
        broker_transport_options=transport_options(broker),
        broker_connection_timeout=SECONDS_TO_ANSWER,
        task_default_queue=QUEUE,
        task_routes={name: {"queue": SLOW_QUEUE} for name in slow},
        task_publish_retry=False,
        task_ignore_result=True,
    )
    return celery


def transport_options(broker: str) -> dict[str, object]:
    """What the broker is told; Redis gives a message out again when its worker has been silent for two minutes."""
    if not broker.startswith(("redis", "sentinel", "unix")):
        return {}
    return {
        "visibility_timeout": 120,
        "unacked_restore_interval": 10,
        "unacked_restore_throttle": 1,
        "socket_timeout": SECONDS_TO_ANSWER * 5,
        "socket_connect_timeout": SECONDS_TO_ANSWER,
        "health_check_interval": 10,
        "max_retries": 1,
    }
