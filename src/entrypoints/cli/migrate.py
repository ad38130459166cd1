"""`trading migrate`: make the tables of the database, or bring them up to date."""

from __future__ import annotations

import json as json_lines
from typing import Annotated

from cyclopts import Parameter

Flag = Annotated[bool, Parameter(negative=(), show_default=False)]


def migrate(*, json: Flag = False) -> int:
    """
    Bring the tables of the database that DATABASE_URL names up to date; several may run at once.

    Parameters
    ----------
    json:
        Print the version of the tables as one JSON object.
    """
    from adapters.sql.condition import condition_of
    from adapters.sql.database import Database
    from entrypoints.cli.opened import make_folder
    from entrypoints.container import prepare_books
    from entrypoints.settings import read_settings

    settings = read_settings()
    make_folder(settings)
    prepare_books(settings)
    if json:
        with Database(settings.database) as database:
            print(json_lines.dumps({"version": condition_of(database).tables}))
    else:
        print("The tables are up to date.")
    return 0
