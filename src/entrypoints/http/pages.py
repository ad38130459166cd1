"""The pages that people open in a browser, as `make pages` has built them; they are read once and kept in memory."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from attrs import frozen
from litestar import Request, Response, route
from litestar.enums import HttpMethod
from litestar.handlers import HTTPRouteHandler

from entrypoints.http.problems import Rejected
from trading_core.errors import NotFound

BUILT: Final = Path(__file__).parent / "built"
# Where each page is, and the name that it is built under.
PAGES: Final = {"/": "desk", "/test-query-page": "test-query-page"}
LOOKING: Final = [HttpMethod.GET, HttpMethod.HEAD]
MEDIA: Final = {
    ".css": "text/css",
    ".html": "text/html",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
}
# The best packing first.
PACKED: Final = {"br": ".br", "gzip": ".gz"}
# Only files of the service, no word of script or style in a page or made while it runs, and nothing told elsewhere.
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
FOR_EVER: Final = "public, max-age=31536000, immutable"
NOT_BUILT: Final = (
    "The pages were not built in this installation: run `make pages` in the repository and start the service "
    "again, or use the image, which carries them."
)


@frozen
class File:
    """A file in each form that it may leave in, by the name of the packing."""

    media: str
    forms: Mapping[str, bytes]
    tag: str


def read_files(folder: Path) -> dict[str, File]:
    """Read the files of a folder with what lies packed beside them."""
    found = {}
    for path in sorted(folder.glob("*")):
        media = MEDIA.get(path.suffix)
        if media is None:
            continue
        forms = {"": path.read_bytes()}
        for packing, suffix in PACKED.items():
            packed = path.with_name(path.name + suffix)
            if packed.exists():
                forms[packing] = packed.read_bytes()
        found[path.name] = File(media, forms, hashlib.sha256(forms[""]).hexdigest()[:32])
    return found


def packing_for(accepted: str, forms: Mapping[str, bytes]) -> str:
    """The best packing that the asker takes; what he gives no weight to, he does not take."""
    weights = {}
    for part in accepted.lower().split(","):
        name, _, rest = part.partition(";")
        weights[name.strip()] = rest.replace(" ", "")
    for packing in PACKED:
        said = weights.get(packing, weights.get("*"))
        if packing in forms and said is not None and said.rstrip("0") not in {"q=", "q=0."}:
            return packing
    return ""


def pages(folder: Path = BUILT) -> Sequence[HTTPRouteHandler]:
    """The handlers of the pages and of what they load."""
    built, assets = read_files(folder / "pages"), read_files(folder / "assets")

    @route(
        list(PAGES),
        http_method=LOOKING,
        include_in_schema=False,
        sync_to_thread=False,
        name="GET a page",
    )
    def page(request: Request[Any, Any, Any]) -> Response[bytes]:
        file = built.get(f"{PAGES[request.scope['path'].rstrip('/') or '/']}.html")
        if file is None:
            raise Rejected(503, "pages_not_built", NOT_BUILT)
        return _answer(request, file, {"Content-Security-Policy": POLICY, "Cache-Control": "no-cache"})

    @route(
        "/assets/{name:str}",
        http_method=LOOKING,
        include_in_schema=False,
        sync_to_thread=False,
        name="GET /assets",
    )
    def asset(request: Request[Any, Any, Any], name: str) -> Response[bytes]:
        if name not in assets:
            raise NotFound("file", name[:64])
        return _answer(request, assets[name], {"Cache-Control": FOR_EVER})

    return [page, asset]


def _answer(request: Request[Any, Any, Any], file: File, more: Mapping[str, str]) -> Response[bytes]:
    """Hand out a file in the form that suits the asker, or nothing when he has that form already."""
    packing = packing_for(request.headers.get("accept-encoding", ""), file.forms)
    tag = f'"{file.tag}-{packing}"' if packing else f'"{file.tag}"'
    headers = {**more, "ETag": tag, "Vary": "Accept-Encoding"}
    if tag in (
        known.strip().removeprefix("W/") for known in request.headers.get("if-none-match", "").split(",")
    ):
        return Response(b"", status_code=304, headers=headers)
    if packing:
        headers["Content-Encoding"] = packing
    return Response(file.forms[packing], media_type=file.media, headers=headers)
