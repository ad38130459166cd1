"""As much of curl as the pages of this project use, for machines that have none."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

REFUSED = 22
FIRST_REFUSAL = 400
FORM = "application/x-www-form-urlencoded"


def options() -> argparse.ArgumentParser:
    """What it can be told; whatever else a page uses is refused here, and has to be added."""
    known = argparse.ArgumentParser("curl", allow_abbrev=False)
    known.add_argument("url")
    for flag in ("-s", "-S", "-f", "-N", "--fail-with-body"):
        known.add_argument(flag, action="store_true")
    known.add_argument("-X", dest="method")
    known.add_argument("-H", dest="headers", action="append", default=[])
    known.add_argument("-o", dest="output")
    known.add_argument("-d", dest="content")
    known.add_argument("--data-binary", dest="content")
    return known


def body_of(content: str | None) -> bytes | None:
    """The body: as it stands there, from a file, or from standard input."""
    if content is None or not content.startswith("@"):
        return None if content is None else content.encode()
    return sys.stdin.buffer.read() if content == "@-" else Path(content[1:]).read_bytes()


def main(arguments: Sequence[str]) -> int:
    """Ask once and print the answer."""
    wish = options().parse_args(arguments)
    place, body = urlsplit(wish.url if "://" in wish.url else f"http://{wish.url}"), body_of(wish.content)
    headers = {} if body is None else {"Content-Type": FORM}
    headers |= {
        name.title(): value.strip() for name, _, value in (one.partition(":") for one in wish.headers)
    }
    line = HTTPConnection(place.netloc, timeout=60)
    path = place._replace(scheme="", netloc="").geturl() or "/"
    line.request(wish.method or ("GET" if body is None else "POST"), path, body, headers)
    answer = line.getresponse()
    content = answer.read()
    if wish.output is None:
        sys.stdout.buffer.write(content)
    else:
        Path(wish.output).write_bytes(content)
    line.close()
    return REFUSED if answer.status >= FIRST_REFUSAL else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
