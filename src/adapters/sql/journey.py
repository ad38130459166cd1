"""
The pipeline of PostgreSQL's driver: what is sent on a journey is at work while its sender does something else, and is
heard of at the end.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, nullcontext, suppress
from typing import TYPE_CHECKING, Any, Final, cast

from psycopg import Error, Pipeline
from psycopg.generators import send
from psycopg.pq import PipelineStatus, TransactionStatus

if TYPE_CHECKING:
    from types import TracebackType

    from psycopg import Connection, RawCursor
    from psycopg.abc import PQGen

COMMIT: Final = "COMMIT"


class _Journey(Pipeline):
    """
    A pipeline whose parts end, each with a last word, so that the server watches over an idle transaction.

    The driver would ask the server once more to send everything, which it has done by then. At that the server stops to
    count for how long the transaction is idle: a process that stood still would keep what it has locked for ever.

    Each part is sent at once. The driver would see after each statement whether it can be sent and something has come, and
    let other threads have the interpreter each time.
    """

    def depart(self) -> None:
        """Send a part of it, and wait for nothing but that."""
        with self._lock:
            self._conn.wait(self._departure())

    def commit(self, cursor: RawCursor[Any]) -> None:
        """
        Have a commit said whose answer changes nothing in what the driver remembers.

        Told that it became a rollback, the driver would have the server forget every statement, and with them the first
        that it is to remember afterwards.
        """
        place = len(self.result_queue)
        cursor.execute(COMMIT, prepare=False)  # and behind it whatever the driver has to tidy up
        self.result_queue[place] = (cursor, None)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Hear everything and tell what was refused first, unless whoever leaves does so by another error."""
        try:
            with suppress(Error) if error else nullcontext(), self._lock:
                self._conn.wait(self._arrival())
        finally:
            self._exit(error)

    def _communicate_gen(self) -> PQGen[None]:
        """Leave a statement in the queue until the departure."""
        yield from ()

    def _departure(self) -> PQGen[None]:
        self._enqueue_sync()
        while self.command_queue:
            self.command_queue.popleft()()
        yield from send(self.pgconn)

    def _arrival(self) -> PQGen[None]:
        yield from self._departure()
        yield from self._fetch_gen(flush=False)


def under_way(driver: Connection[Any]) -> bool:
    """Whether something was sent and nobody has heard of it yet."""
    return driver._pipeline is not None  # noqa: SLF001 - as below


def at_rest(driver: Connection[Any]) -> bool:
    """Whether somebody else can have a connection: no journey was left half way, and no transaction is open."""
    sent = driver.pgconn
    quiet = sent.pipeline_status == PipelineStatus.OFF and sent.transaction_status == TransactionStatus.IDLE
    return quiet and not under_way(driver)


@contextmanager
def journey(driver: Connection[Any]) -> Iterator[_Journey]:
    """
    Let statements be sent without waiting for one another, and hear of all of them at the end.

    The first that has failed is told by an error, also one of those that have departed before.
    """
    with ExitStack() as end:
        end.callback(_forget, driver)
        yield end.push(_of(driver))


@contextmanager
def departing(driver: Connection[Any]) -> Iterator[None]:
    """Let statements be sent now and heard of by the next journey on this connection."""
    with ExitStack() as end:
        end.callback(_forget, driver)
        way = end.push(_of(driver))
        yield
        way.depart()
        end.pop_all()


def _of(driver: Connection[Any]) -> _Journey:
    if not under_way(driver):
        driver._pipeline = _Journey(driver).__enter__()  # noqa: SLF001 - the driver has no other way to choose
    return cast("_Journey", driver._pipeline)  # noqa: SLF001 - as above


def _forget(driver: Connection[Any]) -> None:
    driver._pipeline = None  # noqa: SLF001 - as above
