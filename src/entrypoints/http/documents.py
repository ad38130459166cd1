"""The OpenAPI document and the pages that show it, all served from here: no page asks the internet for anything."""

from __future__ import annotations

import hashlib
import importlib.util
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Final

import msgspec
from litestar import Response, route
from litestar.enums import HttpMethod
from litestar.handlers import HTTPRouteHandler

from entrypoints.http.endpoint import Endpoint
from entrypoints.http.openapi import document_of
from trading_core.errors import NotFound

LOOKING: Final = [HttpMethod.GET, HttpMethod.HEAD]
ASSETS: Final = {
    "swagger-ui.css": "text/css",
    "swagger-ui-bundle.js": "text/javascript",
    "favicon-32x32.png": "image/png",
}
STARTER: Final = """\
window.onload = () => {
  window.ui = SwaggerUIBundle({
    url: "/schema/openapi.json",
    dom_id: "#page",
    deepLinking: true,
    tryItOutEnabled: true,
    persistAuthorization: false,
    validatorUrl: null,
  });
};
"""
PAGE: Final = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="icon" href="/docs-assets/favicon-32x32.png">
<link rel="stylesheet" href="/docs-assets/swagger-ui.css">
</head>
<body>
<main id="page"><noscript>The interactive pages need scripts; the document itself is at
<a href="/schema/openapi.json">/schema/openapi.json</a>.</noscript></main>
<script src="/docs-assets/swagger-ui-bundle.js"></script>
<script src="/docs-assets/start.js"></script>
</body>
</html>
"""
# The pages' own styles are set by their script, element by element; nothing else may run or be fetched.
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)


def documents(endpoints: Sequence[Endpoint]) -> list[HTTPRouteHandler]:
    """The handlers of the document and its pages."""
    document = msgspec.json.encode(document_of(endpoints))
    tag = f'"{hashlib.sha256(document).hexdigest()[:32]}"'

    @route(
        "/schema/openapi.json",
        http_method=LOOKING,
        include_in_schema=False,
        sync_to_thread=False,
        name="GET /schema/openapi.json",
    )
    def openapi() -> Response[bytes]:
        return Response(
            document, media_type="application/json", headers={"ETag": tag, "Cache-Control": "no-cache"}
        )

    @route(
        ["/swagger", "/dev/api/docs"],
        http_method=LOOKING,
        include_in_schema=False,
        sync_to_thread=False,
        name="GET /swagger",
    )
    def page() -> Response[bytes]:
        content = PAGE.format(title="trading-core: every endpoint, to try").encode()
        return Response(
            content,
            media_type="text/html",
            headers={"Content-Security-Policy": POLICY, "Cache-Control": "no-cache"},
        )

    @route(
        "/docs-assets/{name:str}",
        http_method=LOOKING,
        include_in_schema=False,
        sync_to_thread=False,
        name="GET /docs-assets",
    )
    def asset(name: str) -> Response[bytes]:
        if name == "start.js":
            return Response(STARTER.encode(), media_type="text/javascript")
        if name not in ASSETS:
            raise NotFound("file", name[:64])
        return Response(
            _asset(name), media_type=ASSETS[name], headers={"Cache-Control": "public, max-age=86400"}
        )

    return [openapi, page, asset]


@cache
def _asset(name: str) -> bytes:
    """A file of the package that carries the pages; its code is not run."""
    found = importlib.util.find_spec("swagger_ui_bundle")
    folders = list(found.submodule_search_locations or []) if found else []
    for folder in folders:
        for path in sorted(Path(folder).glob(f"vendor/*/{name}")):
            return path.read_bytes()
    raise NotFound("file", name)
