"""What a server process loads: settings, everything behind them, and the application in front."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from litestar import Litestar

from entrypoints.container import Container, assemble
from entrypoints.http.app import ENDPOINTS, create_app
from entrypoints.http.assembly import live_of, services_of
from entrypoints.http.assistants import Assistants
from entrypoints.http.middleware import Surroundings
from entrypoints.http.services import Services
from entrypoints.logs import write_logs
from entrypoints.settings import Settings, read_settings

ENDED: Final = "what was begun is finished, and this process ends"

log = logging.getLogger("trading.process")


def make() -> Surroundings:
    """Make the application of this process from the environment."""
    settings = read_settings()
    write_logs(settings)
    return application(settings, assemble(settings))


def application(settings: Settings, container: Container) -> Surroundings:
    """Put the application in front of what was assembled; it ends what was begun when it is shut down."""
    services = services_of(settings, container)
    live = live_of(settings, container, services)
    assistants = Assistants(ENDPOINTS, services)

    @asynccontextmanager
    async def living(_app: Litestar) -> AsyncIterator[None]:
        services.tasks.start()
        await live.start()
        try:
            async with assistants.running():
                yield
        finally:
            await live.close()
            await asyncio.get_running_loop().run_in_executor(None, close, services, container)
            log.info(ENDED)

    return create_app(
        services,
        doors=(*live.routes(), assistants.route()),
        allowed_hosts=settings.allowed_hosts,
        cors_origins=settings.cors_origins,
        trusted_proxies=settings.trusted_proxies,
        lifespan=[living],
    )


def close(services: Services, container: Container) -> None:
    """Finish what is under way, then let go of everything."""
    let_go(services)
    container.database().close()


def let_go(services: Services) -> None:
    """Finish what is under way of the service itself."""
    services.writer.close()
    services.signal_writer.close()
    services.standing.close()
    services.tasks.close()
    services.readers.shutdown(wait=True)
    services.hashers.shutdown(wait=True)
    services.askers.shutdown(wait=False, cancel_futures=True)
    services.glances.close()
