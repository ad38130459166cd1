"""Lists: pages with links that keep working while rows are being added, written once for every list."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from itertools import islice
from operator import itemgetter
from typing import Any, Final
from urllib.parse import quote, urlencode

from attrs import frozen

from entrypoints.http.endpoint import Call, Parameter, Reply, reply
from entrypoints.http.problems import FieldFault, Rejected
from trading_core.errors import InvalidInput
from trading_core.ports.paging import MOST_ROWS, Mark, Page

COUNTED: Final = 10_000
USUAL, MOST = 50, 500
# The moment of rows that have none and are sorted by name alone.
ALWAYS: Final = datetime(2000, 1, 1, tzinfo=UTC)

PAGING: Final = (
    Parameter(
        name="page",
        meaning="The number of a page from 1 on. Beyond the first 10,000 rows follow `next`.",
        kind="integer",
        most=MOST_ROWS,
        example="1",
    ),
    Parameter(
        name="page_size",
        meaning=f"Rows on a page, 1 to {MOST}; {USUAL} unless said.",
        kind="integer",
        most=MOST,
    ),
    Parameter(name="cursor", meaning="Where a page begins, as `next` and `previous` say it."),
)


def ordering(*fields: str) -> Parameter:
    """The parameter that turns a list round."""
    choices = tuple(sign + field for field in fields for sign in ("", "-"))
    return Parameter(
        name="ordering", meaning="What the list is sorted by; - for descending.", choices=choices
    )


@frozen
class Source:
    """Where a list's rows come from and how they are shown."""

    find: Callable[[Page], Sequence[Any]]
    count: Callable[[int], int]
    mark: Callable[[Any], Mark]
    show: Callable[[Any], object]


@frozen
class _Cursor:
    backwards: bool
    mark: Mark

    def text(self) -> str:
        parts = [int(self.backwards), self.mark.at.isoformat(), self.mark.name]
        return (
            base64.urlsafe_b64encode(json.dumps(parts, separators=(",", ":")).encode()).decode().rstrip("=")
        )


def remembered(rows: Iterable[Any], mark: Callable[[Any], Mark], show: Callable[[Any], object]) -> Source:
    """A list that is short enough to be read whole, sorted by its marks."""
    placed = sorted(((_place(mark(row)), row) for row in rows), key=itemgetter(0))

    def find(page: Page) -> Sequence[Any]:
        ordered = placed[::-1] if page.newest_first else placed
        after = None if page.after is None else _place(page.after)
        behind = (
            row
            for place, row in ordered
            if after is None or (place < after if page.newest_first else place > after)
        )
        return list(islice(behind, page.limit))

    return Source(find, lambda up_to: min(len(placed), up_to), mark, show)


def _place(mark: Mark) -> tuple[datetime, str]:
    return mark.at, mark.name


def listing(
    call: Call, source: Source, *, newest_first: bool = True, more: Mapping[str, object] | None = None
) -> Reply:
    """Answer with a page of a list, and with whatever more is to be said of it."""
    size = whole(call, "page_size", USUAL, MOST)
    rows, before, behind = _rows(call, source, size, newest_first=newest_first)
    count = source.count(COUNTED + 1)
    body = {
        "count": count,
        "next": link(call, _Cursor(backwards=False, mark=source.mark(rows[-1])).text())
        if behind and rows
        else None,
        "previous": link(call, _Cursor(backwards=True, mark=source.mark(rows[0])).text())
        if before and rows
        else None,
        "results": [source.show(row) for row in rows],
        **(more or {}),
    }
    if count > COUNTED:
        body["count_exact"] = False
    return reply(body)


def descending(call: Call, *, usual: bool = True) -> bool:
    """Whether the newest rows come first."""
    chosen = call.query.get("ordering")
    return usual if chosen is None else chosen.startswith("-")


def _rows(call: Call, source: Source, size: int, *, newest_first: bool) -> tuple[list[Any], bool, bool]:
    """The rows of the page, and whether there are some before and behind it."""
    cursor = _cursor_of(call)
    if cursor is not None and cursor.backwards:
        found = list(source.find(Page(limit=size + 1, after=cursor.mark, newest_first=not newest_first)))
        return found[:size][::-1], len(found) > size, True
    after = cursor.mark if cursor else None
    number = whole(call, "page", 1, MOST_ROWS)
    if cursor is None and number > 1:
        skipped = (number - 1) * size
        if skipped > MOST_ROWS:
            raise wrong("page", f"begins beyond row {MOST_ROWS}: follow the links of the pages before it")
        passed = source.find(Page(limit=skipped, newest_first=newest_first))
        if len(passed) < skipped:
            return [], bool(passed), False
        after = source.mark(passed[-1])
    found = list(source.find(Page(limit=size + 1, after=after, newest_first=newest_first)))
    return found[:size], after is not None, len(found) > size


def link(call: Call, cursor: str) -> str:
    """The same question from another place on."""
    kept = {name: value for name, value in call.query.items() if name not in {"page", "cursor"}}
    return f"{quote(call.url, safe='/:@+')}?{urlencode({**kept, 'cursor': cursor})}"


def _cursor_of(call: Call) -> _Cursor | None:
    text = call.query.get("cursor")
    if text is None:
        return None
    try:
        padded = text + "=" * (-len(text) % 4)
        backwards, at, name = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
        return _Cursor({0: False, 1: True}[backwards], Mark(datetime.fromisoformat(at), name))
    except (ValueError, TypeError, KeyError, RecursionError, binascii.Error, InvalidInput):
        raise wrong("cursor", "is none of ours: take it from `next` or `previous`") from None


def whole(call: Call, name: str, usual: int, most: int) -> int:
    """Read a whole number from 1 on."""
    text = call.query.get(name)
    if text is None:
        return usual
    if not (text.isascii() and text.isdecimal() and len(text) <= len(str(most)) and 1 <= int(text) <= most):
        raise wrong(name, f"is no whole number from 1 to {most}")
    return int(text)


def wrong(name: str, what: str) -> Rejected:
    """A parameter that cannot be used."""
    return Rejected(400, "invalid_parameter", f"{name} {what}.", errors=[FieldFault(name, what)])
