"""`trading worker` and `trading beat`: background work in processes of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Final, Literal

from cyclopts import Parameter

SECONDS_TO_REST: Final = 1.0


def worker(
    *,
    processes: Annotated[int, Parameter(name=["--processes", "-c"])] = 2,
    work: Literal["all", "books", "slow"] = "all",
) -> None:
    """
    Work in the background until interrupted.

    Needs CELERY_BROKER_URL, and the same settings as the service. Any number of workers may run, on any number of
    hosts. What is under way is finished before the end. A worker that fails begins anew: what its broker does while it
    dies may break one beyond what Celery recovers from.

    Parameters
    ----------
    processes
        How many pieces of work are done at once.
    work
        All of it; or `books` for what orders wait for, and `slow` for what waits for others, as analyses do. Where there
        are many analyses, workers of both kinds keep models from making orders wait.
    """
    import os
    import sys
    import time

    from adapters.tasks.celery_hints import QUEUE, SLOW_QUEUE
    from entrypoints.cli.opened import opened
    from entrypoints.settings import read_settings
    from entrypoints.worker.app import make_app
    from entrypoints.worker.ending import Ending

    settings = read_settings()
    app, ending = make_app(settings), Ending()
    with opened(settings):
        pass  # what cannot be made stops the start, and not the first task
    print(f"trading-core works in the background, {processes} at once.", flush=True)
    queues = {"all": f"{QUEUE},{SLOW_QUEUE}", "books": QUEUE, "slow": SLOW_QUEUE}[work]
    options = [f"--concurrency={processes}", f"--queues={queues}", f"--hostname=trading-{os.getpid()}@%h"]
    switches = ["--task-events", "--without-gossip", "--without-mingle"]
    run: Callable[[list[str]], object] = app.worker_main
    run(["--quiet", "worker", "--loglevel=WARNING", *options, *switches])
    if ending.by_itself:
        print("trading-core's worker has failed and begins anew.", flush=True)
        time.sleep(SECONDS_TO_REST)
    if ending.by_itself:  # unless it was told to end meanwhile
        os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])  # noqa: S606 - the very program that runs


def beat() -> None:
    """Remind workers of what is to be done now and then, until interrupted; one of these is enough."""
    from celery.apps.beat import Beat

    from entrypoints.settings import read_settings
    from entrypoints.worker.app import make_app

    app = make_app(read_settings())
    print("trading-core reminds its workers.", flush=True)
    # nothing is remembered: every reminder is due within minutes of a start anyway
    Beat(
        app=app, scheduler_cls="celery.beat:Scheduler", loglevel="WARNING", redirect_stdouts=False, quiet=True
    ).run()
