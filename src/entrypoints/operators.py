"""The first operator of a house."""

from __future__ import annotations

import secrets

from attrs import frozen

from entrypoints.container import Container
from entrypoints.settings import Settings
from trading_core.domain.account import AccountTerms
from trading_core.domain.commands import OpenAccount
from trading_core.errors import AlreadyExists
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
    name = Username(settings.operator_username or USUAL)
    if container.users().named(name) is not None:
        return None
    password = settings.operator_password or secrets.token_urlsafe(12)
    fresh = container.ids().fresh()
    user = User(
        id=fresh,
        username=name,
        account=fresh,
        role=Role.OPERATOR,
        password_hash=container.hasher().hash(password),
        created_at=container.clock().now(),
    )
    opening = OpenAccount(AccountTerms(user.account, settings.currency), settings.opening_balance)
    request = Request(
        caller="start",
        commands=[opening],
        render=lambda _: b"",
        also=lambda work: work.add_users([user]),
    )
    try:
        container.answer_once()([request])
    except AlreadyExists:  # another process has started at the same moment
        return None
    return FirstOperator(name, None if chosen else password)
