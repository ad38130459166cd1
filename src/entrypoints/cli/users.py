"""`trading user` and `trading key`: who may come in, from the machine that the books are on."""

from __future__ import annotations

import json as json_lines
import sys
from getpass import getpass
from typing import Annotated

from cyclopts import Parameter

Flag = Annotated[bool, Parameter(negative=(), show_default=False)]


def add(username: str, *, operator: Flag = False, balance: str | None = None, json: Flag = False) -> int:
    """
    Make a user and open his account. The password is read from the terminal or from standard input.

    Parameters
    ----------
    username:
        The name to log in with.
    operator:
        He may see to users, products and prices.
    balance:
        The paper money that he begins with; OPENING_BALANCE when it is left out.
    json:
        Print the user as one JSON object.
    """
    from entrypoints.cli.opened import opened
    from entrypoints.operators import make_user
    from entrypoints.settings import read_settings
    from trading_core.domain.exact import decimal_of, plain
    from trading_core.ports.users import Role

    settings = read_settings()
    with opened(settings) as container:
        password = _password(settings.shortest_password)
        opening = settings.opening_balance if balance is None else decimal_of(balance, "balance")
        user = make_user(
            settings, container, username, password, Role.OPERATOR if operator else Role.USER, opening
        )
    if json:
        shown = {"id": user.id, "username": user.username, "role": user.role.value, "balance": plain(opening)}
        print(json_lines.dumps({name: str(value) for name, value in shown.items()}))
    else:
        print(f"{user.username} may come in, with {plain(opening)} {settings.currency}.")
    return 0


def password(username: str) -> int:
    """
    Set a user's password anew; it is read from the terminal or from standard input.

    Parameters
    ----------
    username:
        Whose password.
    """
    from entrypoints.cli.opened import opened
    from entrypoints.settings import read_settings
    from trading_core.errors import NotFound
    from trading_core.ports.users import Username

    settings = read_settings()
    with opened(settings) as container:
        user = container.users().named(Username(username))
        if user is None:
            raise NotFound("user", username)
        chosen = _password(settings.shortest_password)
        container.users().set_password(user.id, container.hasher().hash(chosen))
    print(f"{username} has a new password.")
    return 0


def key(username: str, name: str, *scopes: str, json: Flag = False) -> int:
    """
    Make an API key for a user and show it once.

    Parameters
    ----------
    username:
        Whose key.
    name:
        What the key is for, in his own words.
    scopes:
        What it opens: read, propose, trade, signals, operate; read when nothing is said.
    json:
        Print the key as one JSON object.
    """
    from entrypoints.cli.opened import opened
    from entrypoints.operators import make_key
    from entrypoints.settings import read_settings

    with opened(read_settings()) as container:
        whole = make_key(container, username, name, scopes or ("read",))
    print(json_lines.dumps({"name": name, "key": whole}) if json else whole)
    return 0


def _password(shortest: int) -> str:
    from trading_core.errors import InvalidValue

    chosen = getpass("Password: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    if len(chosen) < shortest:
        raise InvalidValue("password", f"{len(chosen)} characters long", f"{shortest} characters or more")
    return chosen
