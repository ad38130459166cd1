"""Users and API keys as rows."""

from __future__ import annotations

from typing import Any

from adapters.sql.rows.sizing import sizing_document, sizing_from
from trading_core.ports.api_keys import ApiKey, Scope
from trading_core.ports.users import Role, User


def user_row(user: User) -> dict[str, Any]:
    """Write every field of a user."""
    return {
        "id": user.id,
        "username": user.username,
        "account": user.account,
        "role": user.role,
        "password_hash": user.password_hash,
        "created_at": user.created_at,
    }


def user_from(row: Any) -> User:  # noqa: ANN401 - a row of users
    """Read a user."""
    return User(
        id=row.id,
        username=row.username,
        account=row.account,
        role=Role(row.role),
        password_hash=row.password_hash,
        created_at=row.created_at,
    )


def api_key_row(key: ApiKey) -> dict[str, Any]:
    """Write every field of an API key."""
    return {
        "id": key.id,
        "owner": key.owner,
        "name": key.name,
        "digest": key.digest,
        "scopes": sorted(key.scopes),
        "created_at": key.created_at,
        "expires_at": key.expires_at,
        "revoked_at": key.revoked_at,
        "last_used_at": key.last_used_at,
        "sizing": sizing_document(key.sizing),
        "paused": key.paused,
        "signed": key.signed,
        "address_digest": key.address_digest,
    }


def api_key_from(row: Any) -> ApiKey:  # noqa: ANN401 - a row of api_keys
    """Read an API key."""
    return ApiKey(
        id=row.id,
        owner=row.owner,
        name=row.name,
        digest=row.digest,
        scopes=frozenset(Scope(scope) for scope in row.scopes),
        created_at=row.created_at,
        expires_at=row.expires_at,
        revoked_at=row.revoked_at,
        last_used_at=row.last_used_at,
        sizing=sizing_from(row.sizing),
        paused=row.paused,
        signed=row.signed,
        address_digest=row.address_digest,
    )
