"""What belongs to a key and is shown once: itself, its secret address, and what its signals are signed with."""

from __future__ import annotations

import hashlib
import hmac
from typing import Final, TypeVar

import msgspec
from attrs import frozen

from entrypoints.http.endpoint import Call
from entrypoints.http.idempotency import key_of
from entrypoints.http.signatures import signing_secret
from entrypoints.keys import ADDRESS_PREFIX, new_api_key

T = TypeVar("T", bound=msgspec.Struct)

WEBHOOK: Final = "/api/v1/broker/webhook/receive-signal"


@frozen
class KeySecrets:
    """What its owner keeps, and the digests that we keep."""

    key: str
    digest: str
    address: str
    address_digest: str
    signing: str

    def shown_in(self, told: T) -> T:
        """Put them into an answer, where it has a place for them."""
        found = {"key": self.key}
        if getattr(told, "webhook_path", None) is not None:
            found |= {"webhook_path": f"{WEBHOOK}/{self.address}/", "signing_secret": self.signing}
        return msgspec.structs.replace(told, **found)


def secrets_of(call: Call, key_id: str) -> KeySecrets:
    """Make them; under an idempotency key the same ones again, so that a repeat shows the same key."""
    key, digest = new_api_key(key_id, _derived(call, "api-key"))
    address, address_digest = new_api_key(key_id, _derived(call, "address"), ADDRESS_PREFIX)
    return KeySecrets(
        key, digest, address, address_digest, signing_secret(call.services.house.secret, key_id)
    )


def _derived(call: Call, purpose: str) -> str | None:
    """Under an idempotency key a secret follows from it and from ours."""
    key = key_of(call)
    if key is None:
        return None
    message = f"{purpose}\n{call.who.user}\n{key}".encode()
    return hmac.new(call.services.house.secret, message, hashlib.sha256).hexdigest()
