"""`trading migrate`: make the tables of the database, bring them up to date, or fill them from another installation."""

from __future__ import annotations

import json as json_lines
from typing import Annotated

from cyclopts import Parameter

Flag = Annotated[bool, Parameter(negative=(), show_default=False)]


def migrate(*, copy: str | None = None, json: Flag = False) -> int:
    """
    Bring the tables of the database that DATABASE_URL names up to date; several may run at once.

    Parameters
    ----------
    copy:
        Then copy everything from the database of this address, sqlite: or postgresql:, into these tables, which have to
        be empty. Nobody may serve either of them meanwhile. All of it arrives or nothing.
    json:
        Print the version of the tables as one JSON object, with what was copied.
    """
    from adapters.sql.condition import condition_of
    from adapters.sql.database import Database
    from entrypoints.cli.copying import copy_from
    from entrypoints.cli.opened import make_folder
    from entrypoints.container import prepare_books
    from entrypoints.settings import read_settings

    settings = read_settings()
    make_folder(settings)
    prepare_books(settings)
    with Database(settings.database) as database:
        version = condition_of(database).tables
        if copy is not None:
            return copy_from(copy, database, version, json=json)
    if json:
        print(json_lines.dumps({"version": version}))
    else:
        print("The tables are up to date.")
    return 0
