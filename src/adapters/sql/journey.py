"""The pipeline of PostgreSQL's driver, ended so that the server goes on watching over an idle transaction."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from psycopg import Pipeline
from psycopg.errors import PipelineAborted

if TYPE_CHECKING:
    from psycopg import Connection
    from psycopg.abc import PQGen


class _Journey(Pipeline):
    """
    A pipeline that ends with its last word.

    The driver asks the server once more to send everything, which it has done by then. At that the server stops to count
    for how long the transaction is idle: a process that stood still would keep what it has locked for ever.
    """

    def _exit_gen(self) -> PQGen[None]:
        try:
            yield from self._sync_gen()
        except PipelineAborted:
            return  # by what was told already, and left this pipeline
        finally:
            yield from self._fetch_gen(flush=False)


@contextmanager
def journey(driver: Connection[Any]) -> Iterator[None]:
    """Let statements be sent without waiting for one another; the first that has failed is told by an error."""
    driver._pipeline = _Journey(driver)  # noqa: SLF001 - the driver has no other way to choose
    with driver.pipeline():
        yield
