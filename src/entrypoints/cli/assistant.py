"""`trading mcp`: the tools of the Model Context Protocol for a program that starts this one."""

from __future__ import annotations


def mcp() -> int:
    """Answer on standard input and output until the input ends, as the owner of the key in the settings."""
    import asyncio

    from entrypoints.cli.opened import opened
    from entrypoints.cli.standard_streams import serve_on_standard_streams
    from entrypoints.logs import write_logs
    from entrypoints.settings import WrongSetting, read_settings

    settings = read_settings()
    key = settings.trading_api_key
    if key is None:
        raise WrongSetting(
            "TRADING_API_KEY", "not set", "a key that `trading key NAME assistant read propose` prints"
        )
    with opened(settings) as container:
        write_logs(settings)
        asyncio.run(serve_on_standard_streams(settings, container, key))
    return 0
