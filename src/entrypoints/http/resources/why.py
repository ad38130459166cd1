"""Why a number of the account is what it is: the entries that made it, the newest first."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

import msgspec

from entrypoints.http.endpoint import Call, Endpoint, Parameter, Reply, reply
from entrypoints.http.fields import named, pattern_of
from entrypoints.http.lists import MOST, PAGING, USUAL, link, whole, wrong
from entrypoints.http.resources.account import account_of
from entrypoints.showing import shown
from trading_core.domain.exact import plain
from trading_core.domain.explain import Line, cause_of
from trading_core.domain.figures import FIGURES
from trading_core.domain.ids import Symbol
from trading_core.ports.api_keys import Scope
from trading_core.use_cases.explain_balance import Stand, traced_back

_CURSOR: Final = re.compile(r"(?P<sequence>[0-9]{1,15})_(?P<balance>-?[0-9]{1,19}(?:\.[0-9]{1,8})?)")


class LineView(msgspec.Struct, frozen=True, kw_only=True):
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
    results: list[LineView]


def why(call: Call) -> Reply:
    """Explain a number."""
    name = call.query.get("of", "cash")
    figure = FIGURES[name]
    symbol = named("stock_id", Symbol, call.query["stock_id"]) if "stock_id" in call.query else None
    if symbol is None and figure.needs_product:
        raise wrong("stock_id", f"is missing: {name} is counted by product, as ?of={name}&stock_id=2330")
    if symbol is not None and not figure.takes_product:
        raise wrong("stock_id", f"says nothing here: {name} is one number for all products, so leave it out")
    account = account_of(call, call.who.account)
    balance = figure.now(account, symbol)
    now = _asked_from(call) or Stand(account.sequence + 1, balance)
    size = whole(call, "page_size", USUAL, MOST)
    lines, older = traced_back(call.services.journal, account.id, figure, symbol, now, size)
    return reply(
        WhyView(
            of=name,
            stock_id=symbol,
            balance=plain(balance),
            next=link(call, f"{older.before}_{plain(older.amount)}") if older.before > 1 else None,
            results=[_shown(line) for line in lines],
        )
    )


def _asked_from(call: Call) -> Stand | None:
    """Where the page before has ended."""
    text = call.query.get("cursor")
    if text is None:
        return None
    found = _CURSOR.fullmatch(text)
    if found is None:
        raise wrong("cursor", "is none of ours: take it from `next`")
    return Stand(int(found["sequence"]), Decimal(found["balance"]))


def _shown(line: Line) -> LineView:
    entry = line.entry
    return LineView(
        id=entry.sequence,
        at=shown(entry.at),
        cause=entry.cause.value,
        description=cause_of(entry),
        change=plain(line.change),
        balance=plain(line.balance),
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
            Parameter(name="of", meaning="Which number; cash unless said.", choices=tuple(FIGURES)),
            Parameter(
                name="stock_id", meaning="Of this product.", pattern=pattern_of(Symbol), example="2330"
            ),
            *(one for one in PAGING if one.name != "page"),
        ),
        answers={200: WhyView},
        examples={200: EXAMPLE},
    ),
)
