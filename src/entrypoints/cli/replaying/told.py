"""What a replay came to, for scripts: exact numbers as text, and parts rounded to eight places."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from decimal import Decimal
from typing import Any

from trading_core.domain.exact import plain, to_unit
from trading_core.domain.performance import Drawdown
from trading_core.domain.trades import Trade
from trading_core.domain.valuation import Position
from trading_core.use_cases.replayed import NotTraded, Replayed

Told = dict[str, Any]


def told(replayed: Replayed) -> Told:
    """All of it."""
    found = replayed.performance
    statuses = Counter(order.status.value for order in replayed.orders)
    return {
        "since": moment(found.first.at),
        "until": moment(found.last.at),
        "bars": replayed.bars,
        "currency": str(replayed.desk.account(replayed.account).currency),
        "equity": {
            "start": plain(found.first.equity),
            "end": plain(found.last.equity),
            "gain": plain(found.gain),
            "gained": part(found.gained),
        },
        "drawdown": None if found.drawdown is None else _drawdown(found.drawdown),
        "trades": {
            "all": found.trades,
            "closing": found.closing,
            "won": found.won,
            "lost": found.lost,
            "win_rate": part(found.win_rate),
            "gains": plain(found.gains),
            "losses": plain(found.losses),
            "profit_factor": part(found.profit_factor),
        },
        "costs": {
            "fees": plain(found.fees),
            "taxes": plain(found.taxes),
            "turnover": plain(found.turnover),
        },
        "exposure": {"time": part(found.exposure), "most_invested": plain(found.most_invested)},
        "orders": {"all": len(replayed.orders), **dict(sorted(statuses.items()))},
        "refused": [_refused(one) for one in replayed.refused],
        "positions": [_position(one) for one in replayed.desk.positions(replayed.account)],
        "fills": [_fill(trade) for trade in replayed.trades],
        "curve": [[moment(mark.at), plain(mark.equity)] for mark in replayed.marks],
    }


def moment(at: datetime) -> str:
    """A moment in UTC."""
    return at.isoformat().replace("+00:00", "Z")


def part(number: Decimal | None) -> str | None:
    """A part of something, to eight places."""
    return None if number is None else plain(to_unit(number))


def _drawdown(found: Drawdown) -> Told:
    return {
        "amount": plain(found.amount),
        "part": part(found.part),
        "from": moment(found.peak.at),
        "to": moment(found.bottom.at),
    }


def _refused(one: NotTraded) -> Told:
    return {"at": moment(one.at), "what": one.what, "code": one.refusal.code, "reason": str(one.refusal)}


def _position(one: Position) -> Told:
    return {
        "stock_id": str(one.symbol),
        "direction": one.direction.value,
        "quantity": plain(one.quantity),
        "average_cost": plain(one.average_cost),
        "market_value": plain(one.market_value),
        "unrealized": plain(one.unrealized),
    }


def _fill(trade: Trade) -> Told:
    return {
        "at": moment(trade.executed_at),
        "order": str(trade.order),
        "stock_id": str(trade.symbol),
        "side": trade.side.value,
        "purpose": trade.purpose.value,
        "quantity": str(trade.quantity),
        "price": str(trade.price),
        "fee": plain(trade.fee),
        "tax": plain(trade.tax),
        "realized": plain(trade.realized),
    }
