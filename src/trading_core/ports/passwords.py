"""Passwords, kept so that they cannot be read back."""

from __future__ import annotations

from abc import abstractmethod
from typing import Protocol


class PasswordHasher(Protocol):
    """
    Turns passwords into what may be stored.

    1. A password verifies against each of its own hashes and against no other's; what is no hash verifies nothing
       and raises nothing.
    2. Each hash is made with salt of its own, so equal passwords have different hashes, and none contains its
       password.
    3. A fresh hash needs no rehash; one that was made with weaker settings, or is none, does.
    """

    @abstractmethod
    def hash(self, password: str) -> str:
        """Make a hash, in printable ASCII."""

    @abstractmethod
    def verify(self, password: str, hashed: str) -> bool:
        """Say whether this hash was made of this password."""

    @abstractmethod
    def needs_rehash(self, hashed: str) -> bool:
        """Say whether a hash should be made anew at the next login."""
