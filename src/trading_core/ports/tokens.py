"""Refresh tokens: families of which only the youngest member is good."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Collection
from datetime import datetime
from typing import Protocol

from attrs import field, frozen

from trading_core.domain.checks import a, instant
from trading_core.domain.words import Word


class Rotation(Word):
    """What became of an attempt to exchange a token."""

    ROTATED = "rotated"
    REUSED = "reused"
    UNKNOWN = "unknown"


@frozen
class TokenFamily:
    """One login and all that came from it; it ends by itself at ``expires_at``."""

    id: str = field(validator=a(str))
    owner: str = field(validator=a(str))
    expires_at: datetime = field(converter=instant)


@frozen
class Rotated:
    """The family is known unless the token is not."""

    rotation: Rotation = field(validator=a(Rotation))
    family: TokenFamily | None = None


class TokenStore(Protocol):
    """
    Families of tokens. A token is known here by its digest only.

    1. Rotation compares and sets in one step: however many try with one token at once, exactly one wins.
    2. A token that was exchanged before is a stolen one, or its thief has come first: the whole family ends at
       once, the youngest token with it.
    3. A token of no family, of an ended family or of one whose time is over is unknown. What has ended never
       comes back, whatever the clock says later.
    4. Ending a family twice, or by an unknown token, does nothing.
    """

    @abstractmethod
    def start(self, family: TokenFamily, digest: str) -> None:
        """Keep a new family and its first token; a taken id or digest fails with ``AlreadyExists``."""

    @abstractmethod
    def rotate(self, old: str, new: str, now: datetime) -> Rotated:
        """Exchange the youngest token of a family for a new one."""

    @abstractmethod
    def revoke(self, digest: str) -> None:
        """End the family of any of its tokens."""

    @abstractmethod
    def active(self, families: Collection[str], now: datetime) -> frozenset[str]:
        """Say which of these families stand, asked for many at once."""
