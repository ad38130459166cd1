"""`trading migrate`: make the tables of the database, or bring them up to date."""

from __future__ import annotations


def migrate() -> int:
    """Bring the tables of the database that DATABASE_URL names up to date; several may run at once."""
    from entrypoints.cli.opened import make_folder
    from entrypoints.container import prepare_books
    from entrypoints.settings import read_settings

    settings = read_settings()
    make_folder(settings)
    prepare_books(settings)
    print("The tables are up to date.")
    return 0
