"""A process that copies an installation and stands still at a table, until it is killed or told to go on."""

from __future__ import annotations

import sys

from adapters.sql.copying import Copy
from adapters.sql.database import Database


def copier(source: str, target: str, stop_at: str) -> None:
    """Copy; say so when rows of that table have been sent, and wait for a line."""

    def told(table: str, _rows: int, _going: int) -> None:
        if table == stop_at:
            sys.stdout.write(f"{table}\n")
            sys.stdout.flush()
            sys.stdin.readline()

    with Database(source) as from_it, Database(target) as into_it:
        Copy(from_it, into_it, told)()


if __name__ == "__main__":
    copier(*sys.argv[1:])
