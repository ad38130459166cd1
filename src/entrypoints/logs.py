"""Lines of the log: for people on a terminal, as JSON for machines; never with a secret in them."""

from __future__ import annotations

import logging
import re
import sys
import time
from collections.abc import Callable
from typing import Any, Final

import structlog
from structlog.typing import EventDict, Processor

from entrypoints.settings import Settings, WrongSetting
from trading_core.errors import TradingError

_SECRET: Final = re.compile(r"(password|secret|token|authorization|api.?key|refresh|access)", re.IGNORECASE)
_CREDENTIALS: Final = re.compile(r"://[^/@\s]+@")
HIDDEN: Final = "[hidden]"
LONGEST_REASON: Final = 200


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
    for name in ("httpx", "httpcore", "mcp"):
        # it tells of every request to an exchange or to a model, and of every one of an assistant
        logging.getLogger(name).setLevel(logging.WARNING)
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
    return without_credentials(value) if isinstance(value, str) else value


def without_credentials(text: str) -> str:
    """The same text with the names and passwords of its addresses taken out."""
    return _CREDENTIALS.sub(f"://{HIDDEN}@", text)


def reason_of(failure: BaseException) -> str:
    """What was behind a failure, in the words of whoever said it first, on one line and without a password."""
    cause = failure
    while cause.__cause__ is not None:
        cause = cause.__cause__
    own = isinstance(cause, TradingError | WrongSetting)
    lines = [line.strip() for line in str(cause).splitlines() if line.strip()]
    said = lines[0] if lines else ""
    shown = said if own else f"{type(cause).__name__}: {said}" if said else type(cause).__name__
    return without_credentials(shown)[:LONGEST_REASON].rstrip(". ")


class Outage:
    """
    Tells the log of something that is out: once when it begins, now and then while it lasts, and when it is over.

    What is asked for every second and does not answer for a night would otherwise be all that the log holds.
    """

    def __init__(
        self, log: logging.Logger, what: str, seconds: float = 600, now: Callable[[], float] = time.monotonic
    ) -> None:
        """Begin with nothing out."""
        self._log, self._what, self._seconds, self._now = log, what, seconds, now
        self._told: float | None = None

    def lasts(self, failure: object) -> None:
        """It does not answer."""
        now = self._now()
        if self._told is None or now - self._told >= self._seconds:
            self._told = now
            self._log.warning("%s wait: %s", self._what, failure)

    def over(self) -> None:
        """It answers."""
        if self._told is not None:
            self._told = None
            self._log.warning("%s are back", self._what)
