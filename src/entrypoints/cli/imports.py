"""`trading import-orders`: orders that were made elsewhere, from a file, as often as it takes."""

from __future__ import annotations

import json as json_lines
import sys
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from attrs import frozen
from cyclopts import Parameter

if TYPE_CHECKING:
    from trading_core.domain.commands import ImportOrder
    from trading_core.use_cases.import_orders import ImportOrders

Flag = Annotated[bool, Parameter(negative=(), show_default=False)]
CHUNK = 500


@frozen
class Refused:
    """A row that was not imported, and why."""

    row: int
    number: str
    reason: str


@frozen
class Count:
    """How many rows became what."""

    imported: int = 0
    known: int = 0


def import_orders(file: Path, /, *, rejected: Path | None = None, json: Flag = False) -> int:
    """
    Import orders from a .csv or .jsonl file. It may be started again over the same file: what is there stays as it is.

    Parameters
    ----------
    file:
        One order a line: JSON as the HTTP door takes it, or CSV with order_number, total_price, created_time, sku,
        name, quantity and unit_price, where lines of one order number stand together.
    rejected:
        Where the rows that were refused are written, one JSON object a line; standard error when it is left out.
    json:
        Print the counts as one JSON object.
    """
    from entrypoints.cli.opened import opened
    from entrypoints.cli.order_files import rows_of
    from entrypoints.cli.progress import progress
    from entrypoints.settings import read_settings
    from trading_core.use_cases.execute_commands import ExecuteCommands
    from trading_core.use_cases.import_orders import ImportOrders

    if not file.is_file():
        print(f"trading: {file} is no file: name a .csv or .jsonl file.", file=sys.stderr)
        return 2
    refused: list[Refused] = []
    imported = known = 0
    with opened(read_settings()) as container:
        execute = ExecuteCommands(container.books(), container.quotes(), container.clock())
        use_case = ImportOrders(execute, container.orders())
        with progress() as bars:
            task = bars.add_task("importing", total=file.stat().st_size)
            rows = rows_of(file, lambda place: bars.update(task, completed=place))
            while chunk := list(islice(rows, CHUNK)):
                refused += [
                    Refused(row, number, wrong) for row, number, wrong in chunk if isinstance(wrong, str)
                ]
                good = [(row, order) for row, _, order in chunk if not isinstance(order, str)]
                for count, refusals in _import(use_case, good):
                    imported, known = imported + count.imported, known + count.known
                    refused += refusals
    _report(refused, rejected)
    if json:
        print(json_lines.dumps({"imported": imported, "known": known, "rejected": len(refused)}))
    else:
        print(f"{imported} imported, {known} known before, {len(refused)} rejected.")
    return 1 if refused else 0


def _import(
    use_case: ImportOrders, rows: Sequence[tuple[int, ImportOrder]]
) -> Iterator[tuple[Count, list[Refused]]]:
    outcomes = use_case([order for _, order in rows])
    for (row, order), outcome in zip(rows, outcomes, strict=True):
        if outcome.refusal is not None:
            yield Count(), [Refused(row, order.terms.number, str(outcome.refusal))]
        elif outcome.replayed:
            yield Count(known=1), []
        else:
            yield Count(imported=1), []


def _report(refused: Sequence[Refused], target: Path | None) -> None:
    lines = [
        json_lines.dumps(
            {"row": one.row, "order_number": one.number, "reason": one.reason}, ensure_ascii=False
        )
        for one in sorted(refused, key=lambda one: one.row)
    ]
    if target is not None:
        target.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        return
    for line in lines:
        print(line, file=sys.stderr)
