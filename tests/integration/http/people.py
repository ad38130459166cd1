"""People who use the service over HTTP, each time through another of its processes."""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from itertools import cycle
from secrets import randbelow, token_hex
from types import TracebackType
from typing import Any, Final, Self, TypeVar

import httpx

from tests.integration.http.promises import Promises
from tests.servers.server import GLANCE

T = TypeVar("T")

PASSWORD = "a password of the tests"
PATIENCE: Final = 30.0
NUMBERED: Final = len("00000001")
# Read once: a client that reads them itself takes longer to make than a request to answer.
AUTHORITIES: Final = ssl.create_default_context()


class Door:
    """
    The service as a stranger sees it.

    There is a line to each of its processes and requests take turns on them, so that what one process was told is
    asked of another. Each answer is compared with what the service's own document promises.
    """

    def __init__(self, url: str, processes: int = 1) -> None:
        self.url = url
        self.credential: dict[str, str] = {}
        self.lines = _lines(url, processes)
        self._turns = cycle(self.lines)
        self.promises = Promises(self.lines[0].get("/schema/openapi.json").json())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for line in self.lines:
            line.close()

    def send(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        content: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> httpx.Response:
        """Ask with a body of JSON, with one exactly as it is, or with none."""
        stated = {**self.credential, **(headers or {})}
        answer = next(self._turns).request(
            method,
            path,
            json=body,
            content=content,
            # what stands in a header is any bytes, and a test may send any
            headers={name.encode(): value.encode("latin-1") for name, value in stated.items()},
        )
        self.promises.check(answer)
        return answer

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> httpx.Response:
        return self.send("GET", path, headers=headers)

    def post(
        self, path: str, body: object = None, headers: Mapping[str, str] | None = None
    ) -> httpx.Response:
        return self.send("POST", path, body, headers=headers)

    def put(self, path: str, body: object, headers: Mapping[str, str] | None = None) -> httpx.Response:
        return self.send("PUT", path, body, headers=headers)

    def delete(self, path: str) -> httpx.Response:
        return self.send("DELETE", path)

    def post_bytes(self, path: str, content: bytes, media: str | None = "application/json") -> httpx.Response:
        return self.send("POST", path, content=content, headers={"Content-Type": media} if media else None)

    @contextmanager
    def line_of_its_own(self) -> Iterator[Self]:
        """The same caller on a line that nobody else uses, for whoever asks at the same time as others."""
        with new_line(self.url) as line:
            yield self._on([line])

    @contextmanager
    def lines_beside(self, count: int) -> Iterator[list[Self]]:
        """The same caller on so many lines of his own, all to one process."""
        process, end = process_of(self.lines[0]), time.monotonic() + PATIENCE
        with ExitStack() as stack:
            found: list[Self] = []
            while len(found) < count:
                assert time.monotonic() < end, f"{len(found)} lines to {process} were found"
                line = stack.enter_context(new_line(self.url))
                if process == process_of(line):
                    found.append(self._on([line]))
            yield found

    def each_line(self) -> Iterator[Self]:
        """The same caller at each process of the service."""
        for line in self.lines:
            yield self._on([line])

    def carrying(self, credential: Mapping[str, str]) -> Door:
        """Whoever has this credential."""
        found = Door.__new__(Door)
        found.__dict__.update(self._shared(), credential=dict(credential))
        return found

    def newcomer(self, name: str | None = None) -> Person:
        """Register somebody whose name nobody has, and log him in."""
        name = name or fresh_name()
        made = self.post("/api/auth/register/", {"username": name, "password": PASSWORD})
        assert 201 == made.status_code, made.text
        return self.log_in(name, PASSWORD)

    def log_in(self, name: str, password: str) -> Person:
        """Come in by name and password."""
        answer = self.post("/api/auth/login/", {"username": name, "password": password})
        assert 200 == answer.status_code, answer.text
        return Person(self, name, answer.json()["access"], answer.json()["refresh"])

    def _on(self, lines: list[httpx.Client]) -> Self:
        found = self.__class__.__new__(self.__class__)
        found.__dict__.update(self.__dict__, lines=lines, _turns=cycle(lines))
        return found

    def _shared(self) -> dict[str, Any]:
        return {"url": self.url, "lines": self.lines, "_turns": self._turns, "promises": self.promises}


class Person(Door):
    """The service as somebody with a credential sees it."""

    def __init__(self, door: Door, name: str, access: str, refresh: str) -> None:
        self.__dict__.update(door._shared())
        self.door, self.name, self.access, self.refresh = door, name, access, refresh
        self.credential = {"Authorization": f"Bearer {access}"}

    @property
    def cash(self) -> str:
        """What is free in his account."""
        found: str = self.get("/api/account/").json()["cash"]
        return found

    def program(self, *scopes: str, **more: object) -> Door:
        """A program of his, with an API key of its own."""
        made = self.post("/api/keys/", {"name": "a program", "scopes": scopes, **more})
        assert 201 == made.status_code, made.text
        return self.door.carrying({"X-API-KEY": made.json()["key"]})

    def address(self, **more: object) -> str:
        """The secret address of a key of his."""
        made = self.post("/api/keys/", {"name": "a chart", "scopes": ["signals"], **more})
        assert 201 == made.status_code, made.text
        found: str = made.json()["webhook_path"]
        return found


def fresh_name() -> str:
    """A user's name that nobody has."""
    return f"user-{token_hex(6)}"


def fresh_ticker() -> str:
    """A product that nobody has heard of, on the plain market."""
    return f"T{token_hex(5).upper()}"


def until(look: Callable[[], T], fits: Callable[[T], bool]) -> T:
    """Look again and again until what is seen fits; the last thing seen is the failure."""
    end = time.monotonic() + PATIENCE
    while True:
        seen = look()
        if fits(seen) or time.monotonic() > end:
            assert fits(seen), f"within {PATIENCE} s only {seen} was seen"
            return seen
        time.sleep(GLANCE)  # what is waited for needs the processor more


def new_line(url: str) -> httpx.Client:
    """A client with one connection, which stays: whoever answered first on it answers ever after."""
    limits = httpx.Limits(max_connections=1, keepalive_expiry=None)
    return httpx.Client(base_url=url, timeout=PATIENCE, limits=limits, verify=AUTHORITIES)


def process_of(line: httpx.Client) -> str:
    """Which process answers on a line: each numbers its answers behind a name of its own."""
    # as somebody new, where a proxy is believed: who looks for processes uses up nobody's permissions
    elsewhere = {"X-Forwarded-For": ".".join(str(randbelow(256)) for _ in range(4))}
    number: str = line.get("/metrics", headers=elsewhere).headers["x-request-id"]
    return number[:-NUMBERED]


def _lines(url: str, processes: int) -> list[httpx.Client]:
    """Open lines until each process of the service has one; the first is ready before the last has begun."""
    found: dict[str, httpx.Client] = {}
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        line = new_line(url)
        if found.setdefault(process_of(line), line) is not line:
            line.close()
            time.sleep(GLANCE)
        if len(found) == processes:
            return list(found.values())
    raise AssertionError(f"{processes} processes were started, and {len(found)} answer")
