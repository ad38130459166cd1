"""`trading migrate --copy`: everything of one installation into another, and a look at the books that arrived."""

from __future__ import annotations

import json as json_lines
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from adapters.sql.database import Database
    from trading_core.use_cases.verify_books import Difference

MOST_TOLD: Final = 20


def copy_from(address: str, target: Database, version: str | None, *, json: bool) -> int:
    """Copy, verify, and say what came of it."""
    from adapters.sql.accounts import SqlAccounts
    from adapters.sql.database import Database
    from adapters.sql.journal import SqlJournal
    from adapters.sql.orders import SqlOrders
    from entrypoints.cli.progress import waiting
    from trading_core.use_cases.verify_books import VerifyBooks

    with Database(address) as source:
        rows = _copied(source, target)
    with waiting("folding the books again"):
        verify = VerifyBooks(SqlAccounts(target), SqlOrders(target), SqlJournal(target))
        differences = verify()
    _say(rows, differences, version, json=json)
    return 1 if differences else 0


def _copied(source: Database, target: Database) -> Mapping[str, int]:
    from adapters.sql.copying import Copy
    from entrypoints.cli.progress import progress

    with progress() as shown:
        bar = shown.add_task("copying", total=None)

        def told(table: str, rows: int, going: int) -> None:
            shown.update(bar, description=table, advance=rows, total=going)

        return Copy(source, target, told)()


def _say(
    rows: Mapping[str, int], differences: tuple[Difference, ...], version: str | None, *, json: bool
) -> None:
    told = [
        f"{one.law}: {one.subject} is {one.found}, expected {one.expected}" for one in differences[:MOST_TOLD]
    ]
    if json:
        print(json_lines.dumps({"version": version, "copied": dict(rows), "differences": told}))
        return
    known = ", ".join(f"{name} {rows[name]:,}" for name in ("accounts", "orders", "trades", "entries"))
    print(f"{sum(rows.values()):,} rows were copied and compared, of them {known}.")
    if not differences:
        print("Every account is what its journal adds up to.")
    for line in told:
        print(f"trading: {line}", file=sys.stderr)
    if differences:
        print("trading: the source has these too: compare its journal with a backup.", file=sys.stderr)
