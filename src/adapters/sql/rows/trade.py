"""A trade as a row, and as a part of the row of an event or entry that carries it."""

from __future__ import annotations

from typing import Any

from adapters.sql.rows.words import make_row, number_of, price_of
from adapters.sql.tables.journal import trades
from trading_core.domain.amounts import Price, Quantity
from trading_core.domain.ids import AccountId, Currency, FillId, OrderNumber, Symbol
from trading_core.domain.trades import Provenance, Purpose, Trade
from trading_core.domain.words import Side


def trade_row(trade: Trade) -> dict[str, Any]:
    """Write every field of a trade."""
    provenance = trade.provenance
    return {
        "id": trade.id,
        "order_number": trade.order,
        "account": trade.account,
        "symbol": trade.symbol,
        "side": trade.side,
        "price": trade.price.value,
        "quantity": trade.quantity.value,
        "value": trade.value,
        "fee": trade.fee,
        "tax": trade.tax,
        "realized": trade.realized,
        "currency": trade.currency,
        "closed": trade.closed.value,
        "day_traded": trade.day_traded.value,
        "day_tradable": trade.day_tradable.value,
        "purpose": trade.purpose,
        "source": provenance.source,
        "age_seconds": provenance.age_seconds,
        "bid": number_of(provenance.bid),
        "ask": number_of(provenance.ask),
        "executed_at": trade.executed_at,
        "day": trade.day,
    }


def trade_from(row: Any) -> Trade:  # noqa: ANN401 - a row of trades
    """Read a trade."""
    return Trade(
        FillId(row.id),
        OrderNumber(row.order_number),
        AccountId(row.account),
        Symbol(row.symbol),
        Side(row.side),
        Price(row.price),
        Quantity(row.quantity),
        row.value,
        row.fee,
        row.tax,
        row.realized,
        Currency(row.currency),
        Quantity(row.closed),
        Quantity(row.day_traded),
        Quantity(row.day_tradable),
        Purpose(row.purpose),
        Provenance(row.source, row.age_seconds, price_of(row.bid), price_of(row.ask)),
        row.executed_at,
        row.day,
    )


_row_of = make_row("TradeRow", [column.name for column in trades.columns])


def trade_behind(row: Any, place: int) -> Trade | None:  # noqa: ANN401 - a row of another table, joined with trades
    """Read the trade whose columns begin at a place of a row, if there is one."""
    found = row[place:]
    return None if found[0] is None else trade_from(_row_of(found))
