"""A bell that is heard between processes and hosts, through Redis."""

from __future__ import annotations

import logging
from datetime import timedelta
from threading import Event, Thread
from typing import Final, Self

from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

from adapters.feed.bells import LocalBell
from adapters.feed.breaks import Breaks

PAUSE: Final = 0.5
PATIENCE: Final = 0.5

logger = logging.getLogger(__name__)


class SharedBell(LocalBell):
    """
    Is heard by every process of a deployment.

    A thread listens, begun when somebody first waits, and connects anew whatever happens to its connection: a ring
    of the meantime is lost. While Redis is not there, the bell is heard within this process only, and nobody waits long to
    find that out again and again.
    """

    def __init__(self, url: str, deployment: str, patience: float = PATIENCE, pause: float = PAUSE) -> None:
        """Ring for this deployment."""
        super().__init__()
        self._channel = f"{deployment}:bell"
        self._redis = Redis.from_url(
            url,
            protocol=2,
            socket_timeout=patience,
            socket_connect_timeout=patience,
            retry=Retry(NoBackoff(), 0),
        )
        self._breaks = Breaks(pause)
        self._pause = pause
        self._ending, self._begun = Event(), Event()
        self._thread = Thread(target=self._listen, name="bell", daemon=True)

    def ring(self) -> None:
        """Wake everybody, here at once."""
        super().ring()
        if self._breaks.over():
            try:
                self._redis.publish(self._channel, b"")
            except (RedisError, OSError) as error:
                self._breaks.begin()
                logger.warning("the bell is not heard elsewhere: %s", type(error).__name__)

    def wait(self, heard: int, patience: timedelta) -> None:
        """Sleep until it is heard, here or elsewhere."""
        with self._changed:
            if not self._begun.is_set():
                self._begun.set()
                self._thread.start()
        super().wait(heard, patience)

    def close(self) -> None:
        """Listen no more."""
        self._ending.set()
        if self._begun.is_set():
            self._thread.join()
        self._redis.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _listen(self) -> None:
        while not self._ending.is_set():
            try:
                with self._redis.pubsub() as heard:
                    heard.subscribe(self._channel)
                    while not self._ending.is_set():
                        # the answer to the subscription counts too: somebody may have rung before it
                        if heard.get_message(timeout=self._pause) is not None:
                            super().ring()
            except Exception as error:  # a thread that dies would leave this process deaf
                expected = isinstance(error, RedisError | OSError)
                logger.warning("the bell is not heard from elsewhere", exc_info=not expected)
                self._ending.wait(self._pause)
