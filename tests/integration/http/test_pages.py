"""The pages that people open: handed out packed, remembered by browsers, closed against scripts of others."""

from __future__ import annotations

import gzip
import re
import shutil
from pathlib import Path

import httpx
import pytest

from tests.integration.http.people import Door
from tests.servers.service import ServiceServer

PAGE = "/test-query-page/"
DESK = "/"
SOURCES = Path(__file__).resolve().parents[3] / "src"


def assets(door: Door, path: str = PAGE) -> list[str]:
    """What a page loads at once."""
    page = door.get(path)
    assert 200 == page.status_code, page.text
    return re.findall(r'(?:src|href)="([^"]+)"', page.text)


@pytest.mark.parametrize("path", [PAGE, PAGE.rstrip("/"), DESK])
def test_the_page_is_there_with_and_without_its_slash(door: Door, path: str) -> None:
    """A path answers in both forms, without sending the browser elsewhere."""
    page = door.get(path)

    assert (200, "text/html; charset=utf-8") == (page.status_code, page.headers["content-type"])
    assert "no-cache" == page.headers["cache-control"]


@pytest.mark.parametrize("path", [PAGE, DESK])
def test_nothing_in_the_page_runs_or_is_fetched_but_files_of_the_service(door: Door, path: str) -> None:
    """The policy allows no word of script or style in the page, none that is made later, and nobody else's files."""
    page = door.get(path)

    policy = dict(part.strip().split(" ", 1) for part in page.headers["content-security-policy"].split(";"))
    assert {"'none'"} == {
        policy[name] for name in ("default-src", "base-uri", "frame-ancestors", "trusted-types")
    }
    assert {"'self'"} == {policy[name] for name in ("script-src", "style-src", "connect-src", "img-src")}
    assert "'script'" == policy["require-trusted-types-for"]
    assert not re.search(r"(https?:)?//[a-z]|<style| style=| on[a-z]+=|<script(?![^>]* src=)", page.text)


@pytest.mark.parametrize("page", [PAGE, DESK])
def test_what_a_page_loads_is_kept_for_ever(door: Door, page: str) -> None:
    """The name of a file changes with its content, so no browser ever asks for it again."""
    loaded = assets(door, page)

    assert len(loaded) >= 4
    for path in loaded:
        assert re.fullmatch(r"/assets/[a-z-]+-[0-9A-Z]{8,10}\.(css|js|svg|txt)", path), path
        asset = door.get(path)
        assert 200 == asset.status_code
        assert "public, max-age=31536000, immutable" == asset.headers["cache-control"]


@pytest.mark.parametrize(
    ("accepted", "packing"),
    [
        ("br, gzip", "br"),
        ("gzip, deflate, br;q=0.5", "br"),
        ("gzip", "gzip"),
        ("GZIP;q=0.1", "gzip"),
        ("*", "br"),
        ("br;q=0, gzip", "gzip"),
        ("br;q=0, *", "gzip"),
        ("identity", None),
        ("gzip;q=0.0, br; q=0.000", None),
        ("", None),
    ],
)
def test_who_takes_packed_files_gets_the_smallest(door: Door, accepted: str, packing: str | None) -> None:
    """A browser gets the form that it asks for, a proxy knows that there are others, and the content is the same."""
    script = next(path for path in assets(door) if path.endswith(".js"))
    with httpx.Client(base_url=door.url) as client:
        whole = client.get(script, headers={"Accept-Encoding": "identity"})
        found = client.get(script, headers={"Accept-Encoding": accepted})
        with client.stream("GET", script, headers={"Accept-Encoding": "gzip"}) as packed:
            raw = b"".join(packed.iter_raw())

    assert packing == found.headers.get("content-encoding")
    assert "Accept-Encoding" == found.headers["vary"]
    assert whole.content == gzip.decompress(raw)
    assert len(raw) < len(whole.content) / 2
    assert (packing is None) == (found.headers["etag"] == whole.headers["etag"])


@pytest.mark.parametrize("form", ["{}", "W/{}", '"other", {}'])
def test_who_has_the_page_is_not_sent_it_again(door: Door, form: str) -> None:
    """A browser that asks whether its page still holds gets a short yes."""
    tag = door.get(PAGE).headers["etag"]

    again = door.get(PAGE, {"If-None-Match": form.format(tag)})

    assert (304, b"", tag) == (again.status_code, again.content, again.headers["etag"])
    assert 200 == door.get(PAGE, {"If-None-Match": '"other"'}).status_code


@pytest.mark.parametrize(
    "name", ["nothing.js", "..%2fpages%2ftest-query-page.html", "%00", "test-query-page.html", "a.js.br"]
)
def test_no_other_file_is_handed_out(door: Door, name: str) -> None:
    """The folder of the assets is no way to the files beside it."""
    assert 404 == door.get(f"/assets/{name}").status_code


def test_the_first_load_is_small(door: Door) -> None:
    """What the page loads before anybody has logged in is a fraction of a picture."""
    sizes = [len(door.get(path, {"Accept-Encoding": "br"}).read()) for path in assets(door)]
    with httpx.Client(base_url=door.url) as client:
        sent = [
            int(client.head(path, headers={"Accept-Encoding": "br"}).headers["content-length"])
            for path in assets(door)
        ]

    assert len(sizes) == len(sent)
    assert sum(sent) < 40_000


def test_a_service_without_its_pages_says_so(server_folder: Path) -> None:
    """Who installs the service without building the pages reads in one sentence what to do, and the API works."""
    copied = server_folder / "src"
    shutil.copytree(SOURCES, copied, ignore=shutil.ignore_patterns("built", "__pycache__"))

    with ServiceServer(server_folder / "service", PYTHONPATH=str(copied)) as service:
        answer = httpx.get(f"{service.url}{PAGE}")
        assert (503, "pages_not_built") == (answer.status_code, answer.json()["code"])
        assert "run `make pages`" in answer.json()["detail"]
        assert "make pages" in service.log.read_text(encoding="utf-8")
        assert 200 == httpx.get(f"{service.url}/swagger/").status_code
