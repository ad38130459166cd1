"""People who use the service over HTTP."""

from __future__ import annotations

from secrets import token_hex
from types import TracebackType
from typing import Any, Self

import httpx

PASSWORD = "a password of the tests"


class Door:
    """The service as a stranger sees it."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.client = httpx.Client(base_url=url, timeout=30)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.client.close()

    def get(self, path: str, **more: Any) -> httpx.Response:
        return self.client.get(path, **more)

    def post(self, path: str, body: object = None, **more: Any) -> httpx.Response:
        return (
            self.client.post(path, json=body, **more) if body is not None else self.client.post(path, **more)
        )

    def put(self, path: str, body: object, **more: Any) -> httpx.Response:
        return self.client.put(path, json=body, **more)

    def newcomer(self, name: str | None = None) -> Person:
        """Register somebody whose name nobody has, and log him in."""
        name = name or f"user-{token_hex(6)}"
        made = self.post("/api/auth/register/", {"username": name, "password": PASSWORD})
        assert 201 == made.status_code, made.text
        return self.log_in(name, PASSWORD)

    def log_in(self, name: str, password: str) -> Person:
        """Come in by name and password."""
        answer = self.post("/api/auth/login/", {"username": name, "password": password})
        assert 200 == answer.status_code, answer.text
        return Person(self, name, answer.json()["access"], answer.json()["refresh"])


class Person(Door):
    """The service as somebody with a credential sees it."""

    def __init__(self, door: Door, name: str, access: str, refresh: str) -> None:
        self.url, self.name, self.access, self.refresh = door.url, name, access, refresh
        self.door = door
        self.client = httpx.Client(
            base_url=door.url, timeout=30, headers={"Authorization": f"Bearer {access}"}
        )
