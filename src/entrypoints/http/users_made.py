"""Making a user and his account in one transaction."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from entrypoints.http.endpoint import Call, Reply
from entrypoints.http.fields import named
from entrypoints.http.writing import write_alone
from trading_core.domain.account import AccountTerms
from trading_core.domain.commands import OpenAccount
from trading_core.errors import AlreadyExists
from trading_core.ports.users import Role, User, Username


def registration(
    call: Call,
    username: str,
    password_hash: str | None,
    opening: Decimal,
    show: Callable[[User], Reply],
    role: Role = Role.USER,
) -> Reply:
    """Make a user, open his account with its money, and show him; a taken name is refused."""
    services = call.services
    name = services.ids.fresh()
    user = User(
        id=name,
        username=named("username", Username, username),
        account=name,
        role=role,
        password_hash=password_hash,
        created_at=call.now,
    )
    terms = AccountTerms(user.account, services.house.currency)
    try:
        return write_alone(
            call, [OpenAccount(terms, opening)], lambda _: show(user), lambda work: work.add_users([user])
        )
    except AlreadyExists as taken:
        # the other names are ours and nobody else's, so this one is what is taken
        raise AlreadyExists("username", user.username) from taken
