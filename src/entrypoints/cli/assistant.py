"""`trading mcp`: the tools of the Model Context Protocol for a program that starts this one."""

from __future__ import annotations


def mcp() -> int:
    """
    Give a language model tools, over standard input and output, until the input ends.

    For assistants that start their servers themselves and speak the Model Context Protocol. The tools read prices, analyses, events
    and the account of the owner of TRADING_API_KEY, as far as the scopes of that key allow. No tool places an order:
    propose_order makes a draft, which a person who has logged in confirms, dismisses or lets expire.

    `trading key ann assistant read propose` prints a key for ann. The other settings are those of `trading serve`, which does the
    work in the background, and serves the same tools at /mcp to whoever sends an API key.
    """
    import asyncio

    from entrypoints.loading import loading

    with loading():
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
