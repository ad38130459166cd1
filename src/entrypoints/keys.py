"""Secrets that nobody guesses: how they are made, and how they are kept."""

from __future__ import annotations

import hashlib
import re
import secrets
from typing import Final

KEY_PREFIX: Final = "tk"
ADDRESS_PREFIX: Final = "wh"
# A key, or the secret of an address, wherever it stands: what comes behind its public part is shown to nobody.
_SECRET: Final = re.compile(rf"\b({KEY_PREFIX}|{ADDRESS_PREFIX})_[^/\s?]*")


def digest_of(secret: str) -> str:
    """How a secret that nobody guesses is kept: a plain hash is enough."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def new_refresh_token() -> str:
    """A token that nobody guesses."""
    return secrets.token_urlsafe(32)


def new_api_key(key_id: str, secret: str | None = None, prefix: str = KEY_PREFIX) -> tuple[str, str]:
    """An API key, or the secret of its address, as its owner keeps it, and the digest that we keep."""
    whole = f"{prefix}_{key_id}_{secret or secrets.token_urlsafe(32)}"
    return whole, digest_of(whole)


def key_named_in(given: str, prefix: str = KEY_PREFIX) -> str | None:
    """The public part of a key, or of the secret of an address, which finds its row."""
    found, _, rest = given.partition("_")
    name, _, secret = rest.partition("_")
    return name if found == prefix and secret else None


def without_secrets(text: str) -> str:
    """A text as a log may have it."""
    return _SECRET.sub(r"\1_***", text)
