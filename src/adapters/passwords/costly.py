"""Argon2id, a bounded number at once."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final, TypeVar

import argon2
from argon2.exceptions import Argon2Error, InvalidHashError

from trading_core.errors import Unavailable
from trading_core.ports.passwords import PasswordHasher

T = TypeVar("T")

# The lowest settings that OWASP names for argon2id with a memory of 19 MiB.
MEMORY_KIB: Final = 19_456
ROUNDS: Final = 2
LANES: Final = 1
SALT_BYTES: Final = 16
HASH_BYTES: Final = 32
AT_ONCE: Final = 2
SECONDS_TO_WAIT: Final = 5.0
# A hash that asks for far more than ours was not made here, and trying it could take the machine down.
TIMES_OURS: Final = 32


class CostlyHasher(PasswordHasher):
    """
    Hashes at a cost that makes guessing dear, and shares that cost out: only so many work at once.

    So a crowd of logins takes neither the memory nor all processors; who waits too long for his turn is told to come
    again. Text is compared as Unicode composes it: the same password typed on two systems is the same.
    """

    def __init__(
        self,
        memory_kib: int = MEMORY_KIB,
        rounds: int = ROUNDS,
        at_once: int = AT_ONCE,
        patience: float = SECONDS_TO_WAIT,
    ) -> None:
        """Set the cost, and how many share it out for how long."""
        self._argon2 = argon2.PasswordHasher(rounds, memory_kib, LANES, HASH_BYTES, SALT_BYTES)
        self._most = memory_kib * rounds * TIMES_OURS
        # Threads of its own: the system keeps the memory of a hash with the thread that used it, so a crowd of
        # threads that merely took turns would still keep the memory of many.
        self._workers = ThreadPoolExecutor(at_once, "passwords")
        self._patience = patience

    def hash(self, password: str) -> str:
        """Make a hash with fresh salt."""
        return self._in_turn(lambda: self._argon2.hash(_composed(password)))

    def verify(self, password: str, hashed: str) -> bool:
        """Hash the password again as the hash says."""
        if not self._bearable(hashed):
            return False
        try:
            return self._in_turn(lambda: self._argon2.verify(hashed, _composed(password)))
        except (Argon2Error, InvalidHashError):
            return False

    def needs_rehash(self, hashed: str) -> bool:
        """Whether it was made with other settings than these."""
        return not self._bearable(hashed) or self._argon2.check_needs_rehash(hashed)

    def _bearable(self, hashed: str) -> bool:
        """Whether it is a hash, and one whose cost we can bear."""
        try:
            settings = argon2.extract_parameters(hashed)
        except ValueError:
            return False
        cost = settings.memory_cost * settings.time_cost
        return hashed.isascii() and 0 < cost <= self._most and 0 < settings.parallelism <= TIMES_OURS

    def _in_turn(self, work: Callable[[], T]) -> T:
        """Wait for a turn, but not too long; work that has begun is waited for to its end."""
        promised = self._workers.submit(work)
        try:
            return promised.result(self._patience)
        except TimeoutError:
            if promised.cancel():
                raise Unavailable("the check of passwords") from None
            return promised.result()


def _composed(password: str) -> bytes:
    return unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")
