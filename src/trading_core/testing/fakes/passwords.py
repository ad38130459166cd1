"""Password hashes that are quick and unsafe."""

from __future__ import annotations

from hashlib import sha256
from hmac import compare_digest
from secrets import token_hex

from trading_core.ports.passwords import PasswordHasher


class QuickHasher(PasswordHasher):
    """One round of a fast hash: right for tests, wrong for every door. ``rounds`` stands for the cost."""

    def __init__(self, rounds: int = 1) -> None:
        """Hash at a cost."""
        self._rounds = rounds

    def hash(self, password: str) -> str:
        """Make a hash with fresh salt."""
        return self._hash(password, self._rounds, token_hex(8))

    def verify(self, password: str, hashed: str) -> bool:
        """Hash the password again with the salt that the hash names."""
        name, _, rest = hashed.partition("$")
        rounds, _, rest = rest.partition("$")
        salt, _, _ = rest.partition("$")
        if name != "quick" or not rounds.isdecimal():
            return False
        return compare_digest(self._hash(password, int(rounds), salt).encode(), hashed.encode())

    def needs_rehash(self, hashed: str) -> bool:
        """Whether it was made at another cost."""
        return not hashed.startswith(f"quick${self._rounds}$")

    def _hash(self, password: str, rounds: int, salt: str) -> str:
        digest = sha256(f"{rounds}${salt}${password}".encode()).hexdigest()
        return f"quick${rounds}${salt}${digest}"
