"""Who is asked over a network, and who asks: language models, and the port of the service."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit

import httpx

from entrypoints.choices import is_loopback
from entrypoints.cli.checkup.finding import Finding, good, warning, wrong
from entrypoints.cli.listening import obstacle_at
from entrypoints.logs import reason_of
from entrypoints.models import CLAUDE, GEMINI, OPENAI
from entrypoints.settings import Settings

SECONDS_TO_ANSWER: Final = 4.0
ANYWHERE: Final = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - where such a service is asked from here


def look_at_models(settings: Settings) -> Iterator[Finding]:
    """See whether the models could be asked; nothing is, since each question costs money."""
    seats = (
        (CLAUDE, settings.mcp_claude_url, settings.claude_api_key, settings.claude_base_url),
        (GEMINI, settings.mcp_gemini_url, settings.google_api_key, settings.google_base_url),
        (OPENAI, None, settings.openai_api_key, settings.openai_base_url),
    )
    asked = [(name, gateway, base) for name, gateway, key, base in seats if gateway or key]
    if not asked:
        yield good(
            "models", "none is asked, so analyses hold no opinions; CLAUDE_API_KEY and others change that"
        )
    for name, gateway, base in asked:
        yield _model(settings, name, gateway, base)


def _model(settings: Settings, name: str, gateway: str | None, base: str) -> Finding:
    way = f"by the gateway {_place(gateway)}" if gateway else f"with a key, at {_place(base)}"
    try:
        _ask(gateway or base, "/")
    except (httpx.HTTPError, OSError) as silence:
        return warning(
            "models",
            f"{name} is asked {way}, which cannot be reached ({reason_of(silence)})",
            "start `trading gateway` or correct its address"
            if gateway
            else "see whether this machine reaches it, or set its address",
        )
    if gateway and settings.gateway_token is None and not is_loopback(urlsplit(gateway).hostname or ""):
        return warning(
            "models",
            f"{name} is asked {way} without GATEWAY_TOKEN",
            "set the token that the gateway was given",
        )
    return good("models", f"{name} is asked {way}, which can be reached")


def look_at_port(settings: Settings) -> Iterator[Finding]:
    """Free for a service to come, or taken by one that is ready."""
    taken = obstacle_at(settings.host, settings.port)
    place = f"{settings.host}:{settings.port}"
    if taken is None:
        yield good("port", f"{place} is free for `trading serve`")
    elif taken.errno == errno.EADDRINUSE:
        yield _service(settings, place)
    else:
        yield wrong(
            "port",
            f"nobody can listen on {place} ({reason_of(taken)})",
            "correct HOST and PORT, or choose a port above 1023",
        )


def _service(settings: Settings, place: str) -> Finding:
    """Ask whoever is there whether it is ready, under a name that it goes by."""
    host = ANYWHERE.get(settings.host, settings.host)
    address = f"[{host}]" if ":" in host else host
    named = next((name.lstrip("*.") for name in settings.allowed_hosts if name.lstrip("*.")), None)
    try:
        answer = _ask(f"http://{address}:{settings.port}", "/health/ready", named)
        told = answer.json()
        status = told["status"]
        down = [part["name"] for part in told["parts"] if part["status"].startswith("down")]
    except (httpx.HTTPError, OSError, ValueError, KeyError, TypeError, AttributeError):
        return wrong(
            "port", f"{place} is taken by another program", "end that program, or choose another PORT"
        )
    if status == "ready":
        return good("port", f"a service is ready at {place}")
    judged = warning if status == "degraded" else wrong
    return judged(
        "port",
        f"the service at {place} is {status}: {', '.join(down)}",
        "mend these parts, which are told of above",
    )


def _ask(url: str, path: str, host: str | None = None) -> httpx.Response:
    """One question, as long as it may take and no further, and with no proxy of the environment."""
    parts = urlsplit(url)
    with httpx.Client(timeout=SECONDS_TO_ANSWER, trust_env=False, follow_redirects=False) as client:
        return client.get(
            f"{parts.scheme}://{parts.netloc}{path}", headers={} if host is None else {"host": host}
        )


def _place(url: str) -> str:
    """An address without what may be secret in it."""
    parts = urlsplit(url)
    return f"{parts.hostname}:{parts.port}" if parts.port else str(parts.hostname)
