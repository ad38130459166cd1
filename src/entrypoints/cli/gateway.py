"""`trading gateway`: language models for those who hold no keys."""

from __future__ import annotations


def gateway() -> int:
    """
    Hold the keys of language models, and put questions to them for others, until interrupted.

    POST /claude and /gemini with `{prompt, instructions?, form?}`. Listens on this machine alone; on other addresses
    (GATEWAY_HOST) it asks callers for GATEWAY_TOKEN. Keys are CLAUDE_API_KEY and GOOGLE_API_KEY.
    """
    from granian import Granian
    from granian.constants import HTTPModes, Interfaces
    from granian.log import LogLevels

    from entrypoints.cli.listening import await_place
    from entrypoints.gateway.app import check_safe
    from entrypoints.settings import read_settings

    settings = read_settings()
    check_safe(settings)
    await_place(settings.gateway_host, settings.gateway_port, "GATEWAY_")
    held = {"claude": settings.claude_api_key, "gemini": settings.google_api_key}
    names = [name for name, key in held.items() if key]
    place = f"http://{settings.gateway_host}:{settings.gateway_port}/"
    print(f"trading-core's gateway at {place} has keys for: {', '.join(names) or 'nobody'}", flush=True)
    Granian(
        "entrypoints.gateway.process:begin",
        factory=True,
        address=settings.gateway_host,
        port=settings.gateway_port,
        interface=Interfaces.ASGI,
        # or whoever connects and says nothing would be waited for for ever
        http=HTTPModes.http1,
        # calls are counted within the process
        workers=1,
        log_level=LogLevels.warning,
        workers_kill_timeout=12,
        respawn_failed_workers=True,
    ).serve()
    return 0
