"""
What a path can be asked: the answer to OPTIONS, with every method of the path in ``Allow``.

The framework's own answer names only the method that it heard of first.
"""

from __future__ import annotations

from collections.abc import Iterable

from litestar import Response
from litestar.handlers import HTTPRouteHandler

from entrypoints.http.endpoint import Endpoint


def options(endpoints: Iterable[Endpoint]) -> list[HTTPRouteHandler]:
    """The handlers of OPTIONS; they have to be known before any other handler of their paths."""
    methods: dict[str, set[str]] = {}
    for endpoint in endpoints:
        for path in endpoint.paths:
            methods.setdefault(path, {"OPTIONS"}).add(endpoint.method)
    together: dict[str, list[str]] = {}
    for path, found in methods.items():
        allowed = found | ({"HEAD"} if "GET" in found else set())
        together.setdefault(", ".join(sorted(allowed)), []).append(path)
    return [_handler(allow, paths) for allow, paths in together.items()]


def _handler(allow: str, paths: list[str]) -> HTTPRouteHandler:
    async def handler() -> Response[None]:
        return Response(None, status_code=204, headers={"Allow": allow})

    return HTTPRouteHandler(
        paths, http_method="OPTIONS", status_code=204, include_in_schema=False, name=f"OPTIONS {paths[0]}"
    )(handler)
