"""Access tokens: signed, short-lived, and worth nothing once their family has ended."""

from __future__ import annotations

from collections import OrderedDict
from datetime import datetime, timedelta
from threading import Lock
from typing import Any, Final

import jwt
from attrs import frozen

from trading_core.domain.ids import AccountId
from trading_core.errors import InvalidInput, Unauthenticated
from trading_core.ports.users import Role, User, UserId, Username

ISSUER: Final = "trading-core"
LONGEST: Final = timedelta(minutes=15)
MOST_REMEMBERED: Final = 10_000
_REQUIRED: Final = ["exp", "iat", "nbf", "sub", "jti", "iss", "aud", "typ", "fam", "name", "acc", "role"]


@frozen
class Access:
    """What a good access token says."""

    user: UserId
    username: Username
    account: AccountId
    role: Role
    family: str
    expires: int


class AccessTokens:
    """Signs and reads access tokens; remembers those whose signature was checked, since checking is most of the work."""

    def __init__(self, secret: bytes, lifetime: timedelta) -> None:
        """Use this secret."""
        self._secret, self._lifetime = secret, min(lifetime, LONGEST)
        self._known: OrderedDict[str, Access] = OrderedDict()
        self._lock = Lock()

    def sign(self, user: User, family: str, name: str, now: datetime) -> str:
        """Make the token of that name for a user who has just come in; the same words make the same token."""
        claims = {
            "iss": ISSUER,
            "aud": ISSUER,
            "sub": user.id,
            "name": user.username,
            "acc": user.account,
            "role": user.role.value,
            "fam": family,
            "typ": "access",
            "jti": name,
            "iat": int(now.timestamp()),
            "nbf": int(now.timestamp()),
            "exp": int((now + self._lifetime).timestamp()),
        }
        return jwt.encode(claims, self._secret, algorithm="HS256")

    def read(self, token: str, now: datetime) -> Access:
        """Read a token that we have signed and that has not expired."""
        with self._lock:
            access = self._known.get(token)
        if access is None:
            access = self._checked(token)
            with self._lock:
                self._known[token] = access
                if len(self._known) > MOST_REMEMBERED:
                    self._known.popitem(last=False)
        if now.timestamp() >= access.expires:
            raise Unauthenticated
        return access

    def _checked(self, token: str) -> Access:
        try:
            claims: dict[str, Any] = jwt.decode(
                token,
                self._secret,
                algorithms=["HS256"],
                issuer=ISSUER,
                audience=ISSUER,
                options={"require": _REQUIRED},
            )
            lasting = claims["exp"] - claims["iat"]
            if claims["typ"] != "access" or not 0 < lasting <= LONGEST.total_seconds():
                raise Unauthenticated
            return Access(
                UserId(claims["sub"]),
                Username(claims["name"]),
                AccountId(claims["acc"]),
                Role(claims["role"]),
                str(claims["fam"]),
                int(claims["exp"]),
            )
        except (jwt.PyJWTError, InvalidInput, ValueError, TypeError):
            raise Unauthenticated from None
