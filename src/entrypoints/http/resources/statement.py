"""The statement: every entry of the journal, with what it did to the cash and the balance after it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Final
from urllib.parse import urlencode

import msgspec
from attrs import frozen

from entrypoints.http.endpoint import Call, Endpoint, Reply, reply
from entrypoints.http.lists import MOST, PAGING, USUAL, whole, wrong
from entrypoints.http.resources.account import account_of
from entrypoints.http.times import shown
from trading_core.domain.exact import ZERO, add, plain, subtract
from trading_core.domain.explain import cause_of
from trading_core.domain.journal import Bucket, Entry
from trading_core.ports.api_keys import Scope
from trading_core.ports.paging import MOST_ROWS

_CURSOR: Final = re.compile(
    r"(?P<way>[np])(?P<sequence>[0-9]{1,15})_(?P<balance>[0-9]{1,19}(?:\.[0-9]{1,8})?)"
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
    """A page of entries, the newest first."""

    count: int
    next: str | None
    previous: str | None
    results: list[Movement]


@frozen
class _Place:
    """A page begins behind this entry (or before it, going back), where the cash was so much."""

    sequence: int
    cash: Decimal
    back: bool = False

    def link(self, call: Call) -> str:
        kept = {name: value for name, value in call.query.items() if name not in {"page", "cursor"}}
        cursor = f"{'p' if self.back else 'n'}{self.sequence}_{plain(self.cash)}"
        return f"{call.url}?{urlencode({**kept, 'cursor': cursor})}"


def statement(call: Call) -> Reply:
    """Show a page of the journal. The place of a page carries its balance, so that every page costs the same."""
    account = account_of(call, call.who.account)
    size = whole(call, "page_size", USUAL, MOST)
    rows = _rows(call, _place_of(call), size, account.sequence, account.cash)
    newest, oldest = (rows[0], rows[-1]) if rows else (None, None)
    more = oldest is not None and oldest[0].sequence > 1
    newer = newest is not None and newest[0].sequence < account.sequence
    body = Statement(
        account.sequence,
        _Place(oldest[0].sequence, subtract(oldest[2], oldest[1])).link(call) if oldest and more else None,
        _Place(newest[0].sequence, newest[2], back=True).link(call) if newest and newer else None,
        [_movement(*row) for row in rows],
    )
    return reply(body)


Row = tuple[Entry, Decimal, Decimal]


def _rows(call: Call, place: _Place | None, size: int, newest: int, cash: Decimal) -> list[Row]:
    journal, name = call.services.journal, call.who.account
    if place is not None and place.back:
        return list(_forwards(journal.entries(name, place.sequence, size), place.cash))[::-1]
    if place is not None:
        return list(_backwards(journal.latest(name, place.sequence, size), place.cash))
    number = whole(call, "page", 1, MOST_ROWS)
    if number * size > MOST_ROWS:
        raise wrong("page", f"ends beyond row {MOST_ROWS}: follow the links of the pages before it")
    found = journal.latest(name, newest + 1, number * size)
    return list(_backwards(found, cash))[(number - 1) * size :]


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
    return _Place(int(found["sequence"]), Decimal(found["balance"]), found["way"] == "p")


ENDPOINTS = (
    Endpoint(
        method="GET",
        paths=("/api/account/statement",),
        summary="Show the journal of the account",
        tag="Accounts and tokens",
        handler=statement,
        scope=Scope.READ,
        query=PAGING,
        answers={200: Statement},
    ),
)
