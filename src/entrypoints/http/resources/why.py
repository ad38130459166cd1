"""Why a number of the account is what it is: the entries that made it, the newest first."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

import msgspec
from attrs import frozen

from entrypoints.http.endpoint import Call, Endpoint, Parameter, Reply, reply
from entrypoints.http.fields import named, pattern_of
from entrypoints.http.lists import MOST, PAGING, USUAL, link, whole, wrong
from entrypoints.http.resources.account import account_of
from entrypoints.showing import shown
from trading_core.domain.account import Account
from trading_core.domain.exact import ZERO, add, plain, subtract
from trading_core.domain.explain import cause_of
from trading_core.domain.ids import Symbol
from trading_core.domain.journal import OF_PRODUCTS, UNITS, Bucket, Entry, Posting
from trading_core.ports.api_keys import Scope
from trading_core.use_cases.explain_balance import MOST_READ, backwards

_CURSOR: Final = re.compile(r"(?P<sequence>[0-9]{1,15})_(?P<balance>-?[0-9]{1,19}(?:\.[0-9]{1,8})?)")


@frozen
class Place:
    """Where a number of the account stands in its journal; what is owed or earned stands there turned round."""

    buckets: tuple[Bucket, ...]
    turned: bool = False

    @property
    def of_units(self) -> bool:
        """Units of different products cannot be added up."""
        return not UNITS.isdisjoint(self.buckets)

    def change(self, entry: Entry, symbol: Symbol | None) -> Decimal:
        """What an entry did to the number."""
        change = ZERO
        for posting in entry.postings:
            if self._holds(posting, symbol):
                change = add(change, posting.amount)
        return subtract(ZERO, change) if self.turned else change

    def now(self, account: Account, symbol: Symbol | None) -> Decimal:
        """The number as it is."""
        found = ZERO
        for bucket in self.buckets:
            one = (
                account.balance(bucket, symbol)
                if symbol or bucket not in OF_PRODUCTS
                else account.total(bucket)
            )
            found = add(found, one)
        return subtract(ZERO, found) if self.turned else found

    def _holds(self, posting: Posting, symbol: Symbol | None) -> bool:
        return posting.bucket in self.buckets and symbol in {None, posting.symbol}


NUMBERS: Final = {
    "cash": Place((Bucket.CASH,)),
    "reserved": Place((Bucket.HELD,)),
    "unsettled": Place((Bucket.UNSETTLED,)),
    "margin": Place((Bucket.MARGIN,)),
    "owed": Place((Bucket.SHORTFALL,), turned=True),
    "realized_pnl": Place((Bucket.REALIZED,), turned=True),
    "fees": Place((Bucket.FEES,)),
    "taxes": Place((Bucket.TAXES,)),
    "paid_in": Place((Bucket.FUNDING,), turned=True),
    "cost": Place((Bucket.COST_LONG, Bucket.COST_SHORT)),
    "quantity": Place((Bucket.LONG, Bucket.LONG_HELD, Bucket.SHORT, Bucket.SHORT_HELD)),
    "available": Place((Bucket.LONG, Bucket.SHORT)),
}


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """What one entry did to the number, and the number after it."""

    id: int
    at: str
    cause: str
    description: str
    change: str
    balance: str
    order_number: str | None


class WhyView(msgspec.Struct, frozen=True, kw_only=True):
    """A number and the entries that made it, the newest first; ``next`` leads to older ones."""

    of: str
    stock_id: str | None
    balance: str
    next: str | None
    results: list[Line]


def why(call: Call) -> Reply:
    """Explain a number."""
    name = call.query.get("of", "cash")
    place = NUMBERS[name]
    symbol = named("stock_id", Symbol, call.query["stock_id"]) if "stock_id" in call.query else None
    if place.of_units and symbol is None:
        raise wrong("stock_id", f"is missing: {name} is counted by product, as ?of={name}&stock_id=2330")
    if symbol is not None and OF_PRODUCTS.isdisjoint(place.buckets):
        raise wrong("stock_id", f"says nothing here: {name} is one number for all products, so leave it out")
    account = account_of(call, call.who.account)
    balance = place.now(account, symbol)
    before, after = _begin(call, account, balance)
    size, read = whole(call, "page_size", USUAL, MOST), 0
    lines: list[Line] = []
    for entry in backwards(call.services.journal, account.id, before):
        if len(lines) == size or read == MOST_READ:
            break
        change = place.change(entry, symbol)
        if change:
            lines.append(_line(entry, change, after))
        after, before, read = subtract(after, change), entry.sequence, read + 1
    return reply(
        WhyView(
            of=name,
            stock_id=symbol,
            balance=plain(balance),
            next=link(call, f"{before}_{plain(after)}") if before > 1 else None,
            results=lines,
        )
    )


def _begin(call: Call, account: Account, balance: Decimal) -> tuple[int, Decimal]:
    """Before which entry to begin, and the number there."""
    text = call.query.get("cursor")
    if text is None:
        return account.sequence + 1, balance
    found = _CURSOR.fullmatch(text)
    if found is None:
        raise wrong("cursor", "is none of ours: take it from `next`")
    return int(found["sequence"]), Decimal(found["balance"])


def _line(entry: Entry, change: Decimal, balance: Decimal) -> Line:
    return Line(
        id=entry.sequence,
        at=shown(entry.at),
        cause=entry.cause.value,
        description=cause_of(entry),
        change=plain(change),
        balance=plain(balance),
        order_number=entry.order,
    )


EXAMPLE: Final = {
    "of": "cash",
    "stock_id": None,
    "balance": "991399",
    "next": None,
    "results": [
        {
            "id": 2,
            "at": "2026-03-17T05:31:12Z",
            "cause": "fill",
            "description": "019b2f6e4c7e: bought 10 2330 at 860.1 (entry)",
            "change": "-8601",
            "balance": "991399",
            "order_number": "019b2f6e4c7e",
        },
        {
            "id": 1,
            "at": "2026-03-17T05:30:00Z",
            "cause": "opening",
            "description": "opening",
            "change": "1000000",
            "balance": "1000000",
            "order_number": None,
        },
    ],
}

ENDPOINTS = (
    Endpoint(
        method="GET",
        paths=("/api/account/why",),
        summary="Explain a number of the account",
        tag="Accounts and tokens",
        description=(
            "Every entry of the journal that changed the number, the newest first, with the number after it. What belongs to "
            "a product is asked with its `stock_id`; margin and cost without one are those of all products. `next` leads to "
            "older entries, and is null behind the first one."
        ),
        handler=why,
        scope=Scope.READ,
        remembered=600,
        query=(
            Parameter(name="of", meaning="Which number; cash unless said.", choices=tuple(NUMBERS)),
            Parameter(
                name="stock_id", meaning="Of this product.", pattern=pattern_of(Symbol), example="2330"
            ),
            *(one for one in PAGING if one.name != "page"),
        ),
        answers={200: WhyView},
        examples={200: EXAMPLE},
    ),
)
