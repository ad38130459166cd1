"""Exchange a refresh token for the next one."""

from __future__ import annotations

from attrs import frozen

from trading_core.domain.checks import expect
from trading_core.errors import Unauthenticated
from trading_core.ports.clock import Clock
from trading_core.ports.tokens import Rotation, TokenStore
from trading_core.ports.users import User, UserId, Users


@frozen
class RefreshSession:
    """Rotates a family of tokens; a token that was exchanged before ends the family, and neither opens anything."""

    users: Users
    tokens: TokenStore
    clock: Clock

    def __call__(self, old: str, new: str) -> tuple[User, str]:
        """Exchange the digest of a token for that of the next; tell whose session it is and its family."""
        expect(old, str, "old")
        expect(new, str, "new")
        rotated = self.tokens.rotate(old, new, self.clock.now())
        if rotated.rotation is not Rotation.ROTATED or rotated.family is None:
            raise Unauthenticated
        user = self.users.get(UserId(rotated.family.owner))
        if user is None:
            raise Unauthenticated
        return user, rotated.family.id
