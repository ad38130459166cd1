"""The statement: every entry of the journal, with what it did to the cash and the balance after it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Final

import msgspec
from attrs import frozen

from entrypoints.http.endpoint import Call, Endpoint, Reply, reply
from entrypoints.http.lists import MOST, PAGING, USUAL, descending, link, ordering, whole, wrong
from entrypoints.http.resources.account import account_of
from entrypoints.http.times import shown
from trading_core.domain.account import Account
from trading_core.domain.exact import ZERO, add, plain, subtract
from trading_core.domain.explain import cause_of
from trading_core.domain.journal import Bucket, Entry
from trading_core.ports.api_keys import Scope
from trading_core.ports.paging import MOST_ROWS

_CURSOR: Final = re.compile(
    r"(?P<way>[no])(?P<sequence>[0-9]{1,15})_(?P<balance>[0-9]{1,19}(?:\.[0-9]{1,8})?)"
)


class Movement(msgspec.Struct, frozen=True, kw_only=True):
    """One entry, as its cash sees it."""

    id: int
    at: str
    cause: str
    description: str
    amount: str
    balance: str
    order_number: str | None
    reference: str | None


class Statement(msgspec.Struct, frozen=True):
    """A page of entries."""

    count: int
    next: str | None
    previous: str | None
    results: list[Movement]


@frozen
class _Place:
    """A page goes from this entry to older or newer ones, where the cash was so much."""

    sequence: int
    cash: Decimal
    newer: bool = False

    def link(self, call: Call) -> str:
        return link(call, f"{'n' if self.newer else 'o'}{self.sequence}_{plain(self.cash)}")


def statement(call: Call) -> Reply:
    """Show a page of the journal. The place of a page carries its balance, so that every page costs the same."""
    account = account_of(call, call.who.account)
    size = whole(call, "page_size", USUAL, MOST)
    newest_first = descending(call)
    rows = _rows(call, size, account, newest_first=newest_first)
    older = newer = None
    if rows and rows[-1][0].sequence > 1:
        oldest, change, balance = rows[-1]
        older = _Place(oldest.sequence, subtract(balance, change)).link(call)
    if rows and rows[0][0].sequence < account.sequence:
        newest, _, balance = rows[0]
        newer = _Place(newest.sequence, balance, newer=True).link(call)
    following, before = (older, newer) if newest_first else (newer, older)
    results = [_movement(*row) for row in (rows if newest_first else reversed(rows))]
    return reply(Statement(account.sequence, following, before, results))


Row = tuple[Entry, Decimal, Decimal]


def _rows(call: Call, size: int, account: Account, *, newest_first: bool) -> list[Row]:
    """The rows of the page, the newest first, whichever way they are to be shown."""
    journal, name, place = call.services.journal, account.id, _place_of(call)
    if place is not None:
        if place.newer:
            return list(_forwards(journal.entries(name, place.sequence, size), place.cash))[::-1]
        return list(_backwards(journal.latest(name, place.sequence, size), place.cash))
    number = whole(call, "page", 1, MOST_ROWS)
    if number * size > MOST_ROWS:
        raise wrong("page", f"ends beyond row {MOST_ROWS}: follow the links of the pages before it")
    passed = (number - 1) * size
    if newest_first:
        found = journal.latest(name, account.sequence + 1, number * size)
        return list(_backwards(found, account.cash))[passed:]
    return list(_forwards(journal.entries(name, 0, number * size), ZERO))[passed:][::-1]


def _backwards(entries: Iterable[Entry], cash: Decimal) -> Iterable[Row]:
    for entry in entries:
        change = _change(entry)
        yield entry, change, cash
        cash = subtract(cash, change)


def _forwards(entries: Sequence[Entry], cash: Decimal) -> Iterable[Row]:
    for entry in entries:
        change = _change(entry)
        cash = add(cash, change)
        yield entry, change, cash


def _change(entry: Entry) -> Decimal:
    change = ZERO
    for posting in entry.postings:
        if posting.bucket is Bucket.CASH:
            change = add(change, posting.amount)
    return change


def _movement(entry: Entry, change: Decimal, balance: Decimal) -> Movement:
    return Movement(
        id=entry.sequence,
        at=shown(entry.at),
        cause=entry.cause.value,
        description=cause_of(entry),
        amount=plain(change),
        balance=plain(balance),
        order_number=entry.order,
        reference=entry.reference,
    )


def _place_of(call: Call) -> _Place | None:
    text = call.query.get("cursor")
    if text is None:
        return None
    found = _CURSOR.fullmatch(text)
    if found is None:
        raise wrong("cursor", "is none of ours: take it from `next` or `previous`")
    return _Place(int(found["sequence"]), Decimal(found["balance"]), found["way"] == "n")


ENDPOINTS = (
    Endpoint(
        method="GET",
        paths=("/api/account/statement",),
        summary="Show the journal of the account",
        tag="Accounts and tokens",
        handler=statement,
        scope=Scope.READ,
        remembered=600,
        query=(ordering("at"), *PAGING),
        answers={200: Statement},
    ),
)
