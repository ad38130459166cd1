"""What is done in the background, whoever does it: threads of the service, or workers."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final

from attrs import frozen

from adapters.tasks.piece import Piece
from entrypoints.logs import Outage
from trading_core.errors import Unavailable

if TYPE_CHECKING:
    from entrypoints.container import Container

# What happens within it is told together: a commit for each event would keep the books waiting for the disk.
SECONDS_TO_GATHER: Final = 0.02
# Who has waited for models for so long leaves what else waits to the next turn.
SECONDS_OF_PATIENCE: Final = 3.0

log = logging.getLogger("trading.jobs")

Work = Callable[[], int]


@frozen
class Job:
    """
    A piece of work that a deployment makes from its parts.

    What is ``slow`` waits for somebody outside, and is given to other workers than those who keep the books.
    """

    name: str
    every: float
    work: Callable[[Container], Work]
    kinds: tuple[str, ...] = ()
    slow: bool = False


def _counting(name: str) -> Callable[[Container], Work]:
    """A use case of the container, done again as long as it has done something."""

    def work(container: Container) -> Work:
        use_case = getattr(container, name)()

        def once() -> int:
            done = use_case()
            return done if isinstance(done, int) else len(done)

        return once

    return work


def _gathering(name: str) -> Callable[[Container], Work]:
    """A use case that is done for many at once: a moment after the first, and again at once only if there are very many."""

    def work(container: Container) -> Work:
        use_case = getattr(container, name)()

        def once() -> int:
            time.sleep(SECONDS_TO_GATHER)
            done = len(use_case())
            return done if done >= use_case.limit else 0

        return once

    return work


def _once(name: str, tell: Callable[[Iterable[object]], None]) -> Callable[[Container], Work]:
    """A use case that looks at everything there is; doing it again at once would find the same."""

    def work(container: Container) -> Work:
        use_case = getattr(container, name)()

        def once() -> int:
            tell(use_case())
            return 0

        return once

    return work


def _tell_differences(found: Iterable[object]) -> None:
    for difference in found:
        log.error("the books contradict themselves: %s", difference)


def _tell_unseen(found: Iterable[object]) -> None:
    for unseen in found:
        log.error("bars wait to be looked at: %s", unseen)


def _working_orders(container: Container) -> Work:
    """Let the broker work, each round from where the last one ended; a broker that is not there has nothing to do."""
    if container.settings().broker == "none":
        return lambda: 0
    use_case, cursor, outage = container.work_orders(), [""], Outage(log, "some orders")

    def once() -> int:
        worked = use_case(cursor[0])
        cursor[0] = worked.cursor
        if worked.failure is not None:
            outage.lasts(worked.failure)
        else:
            outage.over()
        return 0

    return once


def _looking_at_prices(container: Container) -> Work:
    """Look at what the market says; a source that is down is said to be so once, and asked again."""
    use_case, outage = container.record_quotes(), Outage(log, "prices")

    def once() -> int:
        try:
            use_case()
        except Unavailable as silence:
            outage.lasts(silence)
        else:
            outage.over()
        return 0

    return once


def _analysing(container: Container) -> Work:
    """Make analyses until there are none, or until models have kept everybody waiting."""
    use_case = container.analysts().work

    def once() -> int:
        begun = time.monotonic()
        done = use_case()
        return done if time.monotonic() - begun < SECONDS_OF_PATIENCE else 0

    return once


def _forgetting_analyses(container: Container) -> Work:
    return container.analysts().forget


JOBS: Final = (
    Job("orders", 1, _working_orders, ("live",)),
    Job("pending", 2, _counting("process_pending"), ("order",)),
    Job("signals", 2, _counting("finish_signals"), ("signal",)),
    Job("slips", 2, _counting("tell_slips"), ("slip",)),
    Job("events", 1, _gathering("publish_events"), ("events",)),
    Job("old events", 600, _counting("forget_events")),
    Job("cash", 60, _counting("settle_due")),
    Job("answers", 600, _counting("forget_answers")),
    Job("drafts", 600, _counting("forget_drafts")),
    Job("books", 30, _once("patrol_books", _tell_differences)),
    Job("analyses", 1, _analysing, ("analysis",), slow=True),
    Job("old analyses", 600, _forgetting_analyses),
    Job("prices", 5, _looking_at_prices),
    Job("bars", 5, _once("look_at_bars", _tell_unseen)),
)


def pieces_of(container: Container) -> tuple[Piece, ...]:
    """Every job, ready to be done in this process."""
    return tuple(Piece(job.name, job.every, job.work(container), job.kinds) for job in JOBS)


def task_of(job: Job) -> str:
    """What the job is called between processes."""
    return f"trading.{job.name}"


def tasks_of_kinds() -> dict[str, tuple[str, ...]]:
    """Which tasks a hint of each kind is for."""
    kinds = {kind for job in JOBS for kind in job.kinds}
    return {kind: tuple(task_of(job) for job in JOBS if kind in job.kinds) for kind in kinds}


def slow_tasks() -> tuple[str, ...]:
    """The tasks that are for the workers who wait."""
    return tuple(task_of(job) for job in JOBS if job.slow)
