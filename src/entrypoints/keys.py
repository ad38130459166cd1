"""Secrets that nobody guesses: how they are made, and how they are kept."""

from __future__ import annotations

import hashlib
import secrets
from typing import Final

KEY_PREFIX: Final = "tk"


def digest_of(secret: str) -> str:
    """How a secret that nobody guesses is kept: a plain hash is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()


def new_refresh_token() -> str:
    """A token that nobody guesses."""
    return secrets.token_urlsafe(32)


def new_api_key(key_id: str, secret: str | None = None) -> tuple[str, str]:
    """An API key as its owner keeps it, and the digest that we keep."""
    whole = f"{KEY_PREFIX}_{key_id}_{secret or secrets.token_urlsafe(32)}"
    return whole, digest_of(whole)
