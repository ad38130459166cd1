"""Signatures of signals: whoever knows the key's signing secret has said these bytes, about now."""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from entrypoints.http.problems import Rejected

TOLERANCE_SECONDS: Final = 300
LONGEST: Final = 2_000
_TIME: Final = re.compile(r"[0-9]{1,12}")
_DIGEST: Final = re.compile(r"[0-9a-f]{64}")


def signing_secret(house_secret: bytes, key_id: str) -> str:
    """
    The secret that a key's signals are signed with.

    It follows from ours and from the key, so that nothing is kept that somebody could steal and sign with.
    """
    return hmac.new(house_secret, f"signing\n{key_id}".encode(), hashlib.sha256).hexdigest()


def check_signature(header: str, secret: str, body: bytes, now: datetime) -> None:
    """
    Refuse a signature that is of other bytes, by another secret, or of another time.

    ``t=...,v1=...`` is read as it came: the time in seconds, and HMAC-SHA256 of the time, a full stop and the raw
    body. Several v1 may be there while a sender changes his secret, and one of them is enough.
    """
    at, digests = _parts(header)
    wanted = hmac.new(secret.encode(), at.encode() + b"." + body, hashlib.sha256).hexdigest()
    # each is compared, so that the time it takes tells nothing
    fits = [hmac.compare_digest(wanted, digest) for digest in digests]
    if not any(fits):
        raise _refused(
            "invalid_signature", "X-Signature is not of this body: sign the time and the raw bytes."
        )
    if abs(now.timestamp() - int(at)) > TOLERANCE_SECONDS:
        detail = (
            f"X-Signature is of another time: sign within {TOLERANCE_SECONDS} s, by a clock that is right."
        )
        raise _refused("stale_timestamp", detail)


def missing_signature() -> Rejected:
    """The key takes signed signals only."""
    return _refused("signature_required", "Signals of this key are signed: send X-Signature: t=...,v1=....")


def _parts(header: str) -> tuple[str, Sequence[str]]:
    pairs = [part.strip().partition("=") for part in header[:LONGEST].split(",")]
    times = [value for name, _, value in pairs if name == "t" and _TIME.fullmatch(value)]
    digests = [value for name, _, value in pairs if name == "v1" and _DIGEST.fullmatch(value)]
    if len(times) != 1 or not digests:
        raise _refused("invalid_signature", "X-Signature cannot be read: send t=seconds,v1=64 hex digits.")
    return times[0], digests


def _refused(code: str, detail: str) -> Rejected:
    return Rejected(401, code, detail)
