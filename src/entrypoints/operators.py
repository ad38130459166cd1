"""Making users and keys from inside the house: the first operator, and what the command line asks for."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from decimal import Decimal

from attrs import frozen

from entrypoints.container import Container
from entrypoints.keys import new_api_key
from entrypoints.settings import Settings
from trading_core.domain.account import AccountTerms
from trading_core.domain.commands import OpenAccount
from trading_core.errors import AlreadyExists, InvalidValue, NotFound
from trading_core.ports.api_keys import ApiKey, Scope
from trading_core.ports.users import Role, User, Username
from trading_core.use_cases.answer_once import Request

USUAL = "operator"


@frozen
class FirstOperator:
    """Who was made, and the password that nobody has chosen."""

    username: str
    password: str | None


def first_operator(settings: Settings, container: Container) -> FirstOperator | None:
    """
    Make the operator that the settings name; on the embedded default, where they name none, one with a password
    of chance. Whoever exists is left alone, with his password.
    """
    chosen = settings.operator_username is not None
    if not chosen and not settings.embedded:
        return None
    name = settings.operator_username or USUAL
    if container.users().named(Username(name)) is not None:
        return None
    password = settings.operator_password or secrets.token_urlsafe(12)
    try:
        make_user(settings, container, name, password, Role.OPERATOR, settings.opening_balance)
    except AlreadyExists:  # another process has started at the same moment
        return None
    return FirstOperator(name, None if chosen else password)


def make_user(
    settings: Settings, container: Container, username: str, password: str, role: Role, opening: Decimal
) -> User:
    """Make a user with a password, and his account with him."""
    fresh = container.ids().fresh()
    user = User(
        id=fresh,
        username=username,
        account=fresh,
        role=role,
        password_hash=container.hasher().hash(password),
        created_at=container.clock().now(),
    )
    command = OpenAccount(AccountTerms(user.account, settings.currency), opening)
    request = Request(
        caller="house", commands=[command], render=lambda _: b"", also=lambda work: work.add_users([user])
    )
    try:
        container.answer_once()([request])
    except AlreadyExists as taken:
        raise AlreadyExists("username", user.username) from taken
    return user


def make_key(container: Container, username: str, name: str, scopes: Sequence[str]) -> str:
    """Make an API key for a user; this is the only time that it is seen whole."""
    user = container.users().named(Username(username))
    if user is None:
        raise NotFound("user", username)
    known = {scope.value: scope for scope in Scope}
    for scope in scopes:
        if scope not in known:
            raise InvalidValue("scope", repr(scope), f"one of {', '.join(known)}")
    if Scope.OPERATE.value in scopes and user.role is not Role.OPERATOR:
        raise InvalidValue("scope", "operate", f"a scope that {username}, who is no operator, may have")
    fresh = container.ids().fresh()
    whole, digest = new_api_key(fresh)
    container.api_keys().add(
        ApiKey(
            id=fresh,
            owner=user.id,
            name=name,
            digest=digest,
            scopes=frozenset(known[scope] for scope in scopes),
            created_at=container.clock().now(),
        )
    )
    return whole
