"""Fresh databases on a running PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from secrets import token_hex
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg.sql import SQL, Composed, Identifier


def new_database(url: str, template: str = "template1") -> str:
    """
    Make a database beside the one of this address, as a copy of a template, and give its address.

    A template that already has the tables saves each test the making of them; nobody may be connected to it.
    """
    parts = urlsplit(url)
    name = f"test_{token_hex(8)}"
    _administer(url, SQL("CREATE DATABASE {} TEMPLATE {}").format(Identifier(name), Identifier(template)))
    return urlunsplit(parts._replace(path=f"/{name}"))


def name_of(url: str) -> str:
    """The name of an address's database, as a template for others."""
    return urlsplit(url).path.lstrip("/")


@contextmanager
def dropped_afterwards(url: str, beside: str) -> Iterator[str]:
    """Give a database for a while; whoever is still connected to it afterwards is sent away."""
    try:
        yield url
    finally:
        _administer(beside, SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(name_of(url))))


def _administer(url: str, statement: Composed) -> None:
    # An address may name its driver (postgresql+psycopg://...), which the driver itself does not understand.
    plain = urlsplit(url)._replace(scheme="postgresql")
    with psycopg.connect(urlunsplit(plain), autocommit=True, connect_timeout=5) as connection:
        connection.execute(statement)
