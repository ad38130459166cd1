"""An entry of the journal as a row; the trade that it carries has a row of its own."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from adapters.sql.columns import utc_text
from adapters.sql.rows.words import number_in, number_text
from trading_core.domain.exact import ZERO, add
from trading_core.domain.ids import FillId, Symbol
from trading_core.domain.journal import Bucket, Cause, Entry, Posting
from trading_core.domain.lots import LotMove
from trading_core.domain.trades import Trade
from trading_core.domain.words import Direction


def cash_change_of(entry: Entry) -> Decimal:
    """How much free cash an entry brings or takes."""
    change = ZERO
    for posting in entry.postings:
        if posting.bucket is Bucket.CASH:
            change = add(change, posting.amount)
    return change


def entry_row(entry: Entry, cash_change: Decimal, cash_after: Decimal) -> dict[str, Any]:
    """Write every field of an entry, and what it makes of the free cash."""
    return {
        "account": entry.account,
        "sequence": entry.sequence,
        "at": entry.at,
        "cause": entry.cause,
        "postings": [[one.bucket, one.symbol, number_text(one.amount)] for one in entry.postings],
        "order_number": entry.order,
        "reference": entry.reference,
        "due": entry.due,
        "trade": None if entry.trade is None else entry.trade.id,
        "lots": [_move_text(move) for move in entry.lots],
        "cash_change": cash_change,
        "cash_after": cash_after,
    }


def _move_text(move: LotMove) -> list[str]:
    return [
        str(move.symbol),
        str(move.direction),
        str(move.lot),
        number_text(move.quantity),
        number_text(move.cost),
        utc_text(move.at),
    ]


def entry_from(row: Any, trade: Trade | None) -> Entry:  # noqa: ANN401 - a row of entries
    """Read an entry, given its trade."""
    return Entry(
        row.account,
        row.sequence,
        row.at,
        Cause(row.cause),
        tuple(_posting_from(*posting) for posting in row.postings),
        row.order_number,
        row.reference,
        row.due,
        trade,
        tuple(_move_from(*move) for move in row.lots),
    )


def _posting_from(bucket: str, symbol: str | None, amount: str) -> Posting:
    return Posting(Bucket(bucket), None if symbol is None else Symbol(symbol), number_in(amount))


def _move_from(symbol: str, direction: str, lot: str, quantity: str, cost: str, at: str) -> LotMove:
    return LotMove(
        Symbol(symbol),
        Direction(direction),
        FillId(lot),
        number_in(quantity),
        number_in(cost),
        datetime.fromisoformat(at),
    )
