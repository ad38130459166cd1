"""How a choice of a deployment is read from its text."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from ipaddress import ip_address
from typing import Any, Final
from urllib.parse import urlsplit

from attrs import field

SHORTEST_SECRET: Final = 32
SHORTEST_TOKEN: Final = 16


def setting(name: str, default: object, read: Callable[[str], object], expected: str) -> Any:  # noqa: ANN401 - a field of any type
    """A choice with its name, what holds when nothing is said, and how it is read."""
    metadata = {"name": name, "read": read, "expected": expected}
    return field(default=default, metadata=metadata)


def words(text: str) -> tuple[str, ...]:
    """Words with commas between them."""
    return tuple(word.strip() for word in text.split(",") if word.strip())


def yes_or_no(text: str) -> bool:
    """A truth, in one of its usual words."""
    return {
        "1": True,
        "true": True,
        "yes": True,
        "on": True,
        "0": False,
        "false": False,
        "no": False,
        "off": False,
    }[text.lower()]


def one_of(*choices: str) -> Callable[[str], str]:
    """One of a few words."""

    def read(text: str) -> str:
        if text not in choices:
            raise ValueError
        return text

    return read


def between(low: int, high: int) -> Callable[[str], int]:
    """A whole number within bounds."""

    def read(text: str) -> int:
        number = int(text)
        if not low <= number <= high:
            raise ValueError
        return number

    return read


def amount(text: str) -> Decimal:
    """An amount of money, not below zero."""
    amount = Decimal(text)
    if not amount.is_finite() or amount < 0:
        raise ValueError
    return amount


def part(text: str) -> Decimal:
    """A part of a whole."""
    part = Decimal(text)
    if not 0 < part <= 1:
        raise ValueError
    return part


def url(*schemes: str) -> Callable[[str], str]:
    """An address of one of some kinds."""

    def read(text: str) -> str:
        if not text.startswith(tuple(f"{scheme}:" for scheme in schemes)):
            raise ValueError
        return text

    return read


def secret(text: str) -> str:
    """Something that nobody guesses."""
    if len(text) < SHORTEST_SECRET:
        raise ValueError
    return text


def choice(name: str, default: str, *others: str) -> Any:  # noqa: ANN401 - a field of type str
    """One of a few words, the first unless said."""
    choices = (default, *others)
    return setting(name, default, one_of(*choices), f"one of {', '.join(choices)}")


def count(name: str, default: int, low: int, high: int) -> Any:  # noqa: ANN401 - a field of type int
    """A whole number within bounds, with what is usual."""
    return setting(name, default, between(low, high), f"a whole number from {low} to {high}")


def flag(name: str, *, default: bool = False) -> Any:  # noqa: ANN401 - a field of type bool
    """Yes or no."""
    return setting(name, default, yes_or_no, "true or false")


def listed(name: str, default: tuple[str, ...] = ()) -> Any:  # noqa: ANN401 - a field of type tuple
    """Any number of words."""
    return setting(name, default, words, "words with commas between them")


def text(name: str, default: str | None = None) -> Any:  # noqa: ANN401 - a field of type str
    """Any text."""
    return setting(name, default, str, "text")


def token(text: str) -> str:
    """A token that processes of ours share."""
    if len(text) < SHORTEST_TOKEN or not text.isascii() or not text.isprintable() or " " in text:
        raise ValueError
    return text


def is_loopback(host: str) -> bool:
    """Whether a host is this machine alone."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def base_url(text: str) -> str:
    """An address that keys are sent to: on the way nobody listens, or there is no way."""
    parts = urlsplit(text)
    host = parts.hostname or ""
    if parts.scheme != "https" and not (parts.scheme == "http" and is_loopback(host)):
        raise ValueError
    if not host or parts.query or parts.fragment or parts.username or parts.password:
        raise ValueError
    return text
