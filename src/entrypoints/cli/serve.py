"""`trading serve`: the whole service, on this machine or on the databases that the settings name."""

from __future__ import annotations

import os
from datetime import UTC, datetime


def serve() -> int:
    """
    Serve over HTTP until interrupted.

    Everything is chosen by the environment or by `.env`; with nothing chosen, all of it runs in one process on
    SQLite in the folder `data`, with a simulated market.
    """
    from entrypoints.loading import loading

    with loading():
        from granian import Granian
        from granian.constants import HTTPModes, Interfaces, Loops
        from granian.log import LogLevels

        import entrypoints.http.main  # noqa: F401 - for the processes that are forked below
        from entrypoints.cli.listening import await_place
        from entrypoints.cli.starting import describe, prepare
        from entrypoints.settings import read_settings

    settings = read_settings()
    await_place(settings.host, settings.port)
    if settings.recorded_start is None:
        # one replay for all the processes that are started below
        os.environ["RECORDED_START"] = datetime.now(UTC).isoformat()
    operator = prepare(settings)
    for line in describe(settings, operator):
        print(line, flush=True)
    Granian(
        "entrypoints.http.process:begin",
        factory=True,
        address=settings.host,
        port=settings.port,
        interface=Interfaces.ASGI,
        # a server that is to find out which of them is spoken waits for ever for whoever says nothing
        http=HTTPModes.http1,
        # on any other loop nobody would be told goodbye, and uvloop's forgets a signal that comes between its runs
        loop=Loops.asyncio,
        workers=settings.workers,
        log_level=LogLevels.warning,
        websockets=True,
        backlog=1024,
        workers_kill_timeout=12,
        # one that dies is one less for a moment; without this the others would be ended too
        respawn_failed_workers=True,
    ).serve()
    return 0
