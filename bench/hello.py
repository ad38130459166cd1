"""The smallest application of the framework, to measure ourselves against."""

from __future__ import annotations

from litestar import Litestar, get


@get("/", sync_to_thread=False)
def hello() -> str:
    """Say hello."""
    return "hello"


app = Litestar([hello], openapi_config=None, logging_config=None)
