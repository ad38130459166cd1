"""Let a user in who knows his password."""

from __future__ import annotations

from datetime import timedelta

from attrs import Factory, field, frozen

from trading_core.domain.checks import expect
from trading_core.errors import InvalidInput, InvalidValue, Unauthenticated
from trading_core.ports.clock import Clock
from trading_core.ports.passwords import PasswordHasher
from trading_core.ports.tokens import TokenFamily, TokenStore
from trading_core.ports.users import User, Username, Users


@frozen
class LogIn:
    """
    Checks a password and begins a family of tokens.

    Who asks is not told whether the name or the password was wrong, neither by the answer nor by the time that
    it takes: an unknown name is checked against the hash of nobody.
    """

    users: Users
    hasher: PasswordHasher
    tokens: TokenStore
    clock: Clock
    lifetime: timedelta
    _nobody: str = field(
        init=False, default=Factory(lambda self: self.hasher.hash("nobody"), takes_self=True)
    )

    def __call__(self, username: str, password: str, family: str, digest: str) -> User:
        """Let in, and keep the digest of the first refresh token of the family."""
        expect(family, str, "family")
        expect(digest, str, "digest")
        password = _plain(password)
        user = self._named(username)
        known = None if user is None else user.password_hash
        right = self.hasher.verify(password, known or self._nobody)
        if user is None or known is None or not right:
            raise Unauthenticated
        if self.hasher.needs_rehash(known):
            self.users.set_password(user.id, self.hasher.hash(password))
        self.tokens.start(TokenFamily(family, user.id, self.clock.now() + self.lifetime), digest)
        return user

    def _named(self, username: str) -> User | None:
        try:
            return self.users.named(Username(username))
        except InvalidInput:
            return None


def _plain(password: str) -> str:
    """A password as text that can be hashed; it is never shown, whatever is wrong with it."""
    try:
        return str.encode(password).decode()
    except (TypeError, UnicodeEncodeError):
        raise InvalidValue("password", "no text that can be written", "text") from None
