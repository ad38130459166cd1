"""Lines of the log: for people on a terminal, as JSON for machines; never with a secret in them."""

from __future__ import annotations

import logging
import re
import sys
from typing import Any, Final

import structlog
from structlog.typing import EventDict, Processor

from entrypoints.settings import Settings

_SECRET: Final = re.compile(r"(password|secret|token|authorization|api.?key|refresh|access)", re.IGNORECASE)
_CREDENTIALS: Final = re.compile(r"://[^/@\s]+@")
HIDDEN: Final = "[hidden]"


def write_logs(settings: Settings) -> None:
    """Let everything that is logged in this process go to standard error in one form."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        hide_secrets,
    ]
    last: Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if settings.log_format == "json"
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            last,
        ],
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.DEBUG if settings.debug else logging.INFO)
    logging.getLogger("trading.http").setLevel(logging.INFO if settings.debug else logging.WARNING)
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )


def hide_secrets(_logger: object, _method: str, event: EventDict) -> EventDict:
    """Take out what is named like a secret, and the credentials of addresses."""
    return {name: _hidden(name, value) for name, value in event.items()}


def _hidden(name: str, value: Any) -> Any:  # noqa: ANN401 - a log takes anything
    if _SECRET.search(name):
        return HIDDEN
    if isinstance(value, str):
        return _CREDENTIALS.sub(f"://{HIDDEN}@", value)
    return value
