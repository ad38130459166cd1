"""Users, for operators; anybody may read himself."""

from __future__ import annotations

from urllib.parse import quote

import msgspec

from entrypoints.http.endpoint import Call, Endpoint, Parameter, Reply, reply
from entrypoints.http.fields import MaybeAmount, NewName, amount_or_none
from entrypoints.http.lists import ALWAYS, PAGING, Source, descending, listing, ordering
from entrypoints.http.reading import absent
from entrypoints.http.resources.account import LimitsBody, limits_of
from entrypoints.http.times import shown
from entrypoints.http.users_made import registration
from entrypoints.http.views.products import LimitsView, limits_view
from entrypoints.http.writing import write
from trading_core.domain.commands import SetLimits
from trading_core.domain.exact import ZERO, plain
from trading_core.errors import InvalidInput, InvalidValue, NotFound
from trading_core.ports.api_keys import Scope
from trading_core.ports.paging import Mark
from trading_core.ports.users import User, UserId, Username

ROOTS = ("", "/stocks")


class UserBody(msgspec.Struct, forbid_unknown_fields=True):
    """A user who is to trade, with the money that he begins with."""

    username: NewName
    balance: MaybeAmount = msgspec.field(default_factory=absent)


class UserView(msgspec.Struct, frozen=True):
    """A user and his free cash."""

    id: str
    username: str
    balance: str
    created_at: str


class UserRow(msgspec.Struct, frozen=True):
    """A user on the list, and what he may do."""

    id: str
    username: str
    role: str
    created_at: str


class Users(msgspec.Struct, frozen=True):
    """A page of the users."""

    count: int
    next: str | None
    previous: str | None
    results: list[UserRow]
    count_exact: bool = True


def make(call: Call) -> Reply:
    """Make a user without a password: he trades by what operators do for him."""
    body: UserBody = call.body
    opening = amount_or_none(body.balance, "balance")
    if opening is None:
        opening = call.services.house.opening_balance
    if opening < 0:
        raise InvalidValue("balance", plain(opening), "a number not below zero")

    def show(user: User) -> Reply:
        view = UserView(user.id, user.username, plain(opening), shown(user.created_at))
        return reply(view, 201, {"Location": f"/users/{quote(user.username, safe='')}/"})

    return registration(call, body.username, None, opening, show)


def get(call: Call) -> Reply:
    """Show a user."""
    user = visible_user(call, call.path["username"])
    account = call.services.accounts.get(user.account)
    balance = plain(ZERO if account is None else account.cash)
    return reply(UserView(user.id, user.username, balance, shown(user.created_at)))


def listed(call: Call) -> Reply:
    """Show every user, by name."""
    users = call.services.users
    rows = Source(users.find, users.count, lambda user: Mark(ALWAYS, user.username), _row)
    return listing(call, rows, newest_first=descending(call, usual=False))


def _row(user: User) -> UserRow:
    return UserRow(user.id, user.username, user.role.value, shown(user.created_at))


async def set_limits(call: Call) -> Reply:
    """Set what a user's account may do."""
    name = call.path["username"]
    user = await call.services.in_thread(call.services.readers, lambda: visible_user(call, name))
    wanted = limits_of(call.body)
    command = SetLimits(user.account, wanted, loosen=True)
    return await write(call, [command], lambda _: reply(limits_view(wanted)))


def visible_user(call: Call, name: str) -> User:
    """The user of that name or id, if the caller may see him."""
    user = _named(call, name)
    if user is None or not (call.who.operates or user.id == call.who.user):
        raise NotFound("user", name[:64])
    return user


def _named(call: Call, name: str) -> User | None:
    users = call.services.users
    try:
        found = users.named(Username(name))
    except InvalidInput:
        found = None
    if found is not None:
        return found
    try:
        return users.get(UserId(name))
    except InvalidInput:
        return None


WHO = Parameter(name="username", meaning="The user's name or id.")

ENDPOINTS = (
    Endpoint(
        method="POST",
        paths=tuple(f"{root}/users" for root in ROOTS),
        summary="Make a user",
        tag="Operating",
        handler=make,
        scope=Scope.OPERATE,
        body=UserBody,
        example={"username": "bob", "balance": 10000},
        answers={201: UserView},
        keyed=True,
    ),
    Endpoint(
        method="GET",
        paths=tuple(f"{root}/users" for root in ROOTS),
        summary="List the users",
        tag="Operating",
        handler=listed,
        scope=Scope.OPERATE,
        query=(ordering("username"), *PAGING),
        answers={200: Users},
    ),
    Endpoint(
        method="GET",
        paths=tuple(f"{root}/users/{{username:str}}" for root in ROOTS),
        summary="Show a user",
        tag="Operating",
        handler=get,
        scope=Scope.READ,
        in_path=(WHO,),
        answers={200: UserView},
    ),
    Endpoint(
        method="PUT",
        paths=tuple(f"{root}/users/{{username:str}}/limits" for root in ROOTS),
        summary="Set a user's limits",
        tag="Operating",
        handler=set_limits,
        scope=Scope.OPERATE,
        body=LimitsBody,
        in_path=(WHO,),
        example={"max_order_value": None, "max_daily_loss": 5000},
        answers={200: LimitsView},
    ),
)
