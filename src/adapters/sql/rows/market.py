"""Bars, moves, the states of products and months as rows."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from adapters.sql.columns import utc_text
from adapters.sql.rows.words import number_of, number_text
from trading_core.domain.moves import MovePolicy, MoveState, MoveType, PriceMove, SuspectPrice
from trading_core.domain.quotes import Bar
from trading_core.ports.months import Month

_INSTANT: Final = timedelta(microseconds=1)


def bar_row(bar: Bar) -> dict[str, Any]:
    """Write a bar."""
    return {
        "symbol": bar.symbol,
        "start": bar.start,
        "open": bar.open.value,
        "high": bar.high.value,
        "low": bar.low.value,
        "close": bar.close.value,
        "volume": bar.volume,
        "reference": number_of(bar.reference),
        "comparable": bar.comparable,
    }


def bar_from(row: Any) -> Bar:  # noqa: ANN401 - a row of bars
    """Read a bar."""
    return Bar(
        row.symbol,
        row.start,
        row.open,
        row.high,
        row.low,
        row.close,
        row.volume,
        row.reference,
        row.comparable,
    )


def move_row(move: PriceMove) -> dict[str, Any]:
    """Write a move."""
    return {
        "symbol": move.symbol,
        "type": move.type,
        "trading_day": move.trading_day,
        "level": move.level,
        "at": move.at,
        "previous_price": move.previous_price.value,
        "price": move.price.value,
        "threshold": move.threshold,
        "source": move.source,
        "resumed": move.resumed,
    }


def move_from(row: Any) -> PriceMove:  # noqa: ANN401 - a row of moves
    """Read a move."""
    return PriceMove(
        row.symbol,
        MoveType(row.type),
        row.trading_day,
        row.level,
        row.at,
        row.previous_price,
        row.price,
        row.threshold,
        row.source,
        row.resumed,
    )


def state_row(state: MoveState, revision: int) -> dict[str, Any]:
    """Write how far a product has been looked at, and how often that was written."""
    return {
        "symbol": state.symbol,
        "day": state.day,
        "last_quote": state.last_quote,
        "last_bar": state.last_bar,
        "reference": number_of(state.reference),
        "open": number_of(state.open),
        "latest": [_move_text(move) for move in state.latest],
        "suspects": [_suspect_text(suspect) for suspect in state.suspects],
        "revision": revision,
    }


def _move_text(move: PriceMove) -> list[Any]:
    return [
        str(move.type),
        move.trading_day.isoformat(),
        number_text(move.level),
        utc_text(move.at),
        number_text(move.previous_price.value),
        number_text(move.price.value),
        number_text(move.threshold),
        move.source,
        move.resumed,
    ]


def _suspect_text(suspect: SuspectPrice) -> list[str]:
    return [
        suspect.trading_day.isoformat(),
        utc_text(suspect.at),
        number_text(suspect.price.value),
        number_text(suspect.limit.value),
        suspect.source,
    ]


def state_from(row: Any) -> MoveState:  # noqa: ANN401 - a row of move_states
    """Read how far a product has been looked at."""
    return MoveState(
        row.symbol,
        row.day,
        row.last_quote,
        row.last_bar,
        row.reference,
        row.open,
        tuple(_move_in(row.symbol, *known) for known in row.latest),
        tuple(_suspect_in(row.symbol, *known) for known in row.suspects),
    )


def _move_in(symbol: str, kind: str, day: str, level: str, at: str, *more: Any) -> PriceMove:  # noqa: ANN401 - texts and a truth
    previous, price, threshold, source, resumed = more
    return PriceMove(
        symbol,
        MoveType(kind),
        date.fromisoformat(day),
        Decimal(level),
        datetime.fromisoformat(at),
        previous,
        price,
        threshold,
        source,
        resumed,
    )


def _suspect_in(symbol: str, day: str, at: str, price: str, limit: str, source: str) -> SuspectPrice:
    return SuspectPrice(symbol, date.fromisoformat(day), datetime.fromisoformat(at), price, limit, source)


def month_row(month: Month) -> dict[str, Any]:
    """Write a month."""
    return {
        "source": month.source,
        "symbol": month.symbol,
        "month": month.month,
        "fetched_at": month.fetched_at,
        "bars": [_bar_text(bar) for bar in month.bars],
        "quiet": [day.isoformat() for day in month.quiet],
    }


def _bar_text(bar: Bar) -> list[str]:
    prices = (bar.open, bar.high, bar.low, bar.close)
    return [utc_text(bar.start), *(number_text(price.value) for price in prices), number_text(bar.volume)]


def month_from(row: Any) -> Month:  # noqa: ANN401 - a row of months
    """Read a month."""
    return Month(
        row.source,
        row.symbol,
        row.month,
        row.fetched_at,
        tuple(Bar(row.symbol, datetime.fromisoformat(start), *figures) for start, *figures in row.bars),
        tuple(date.fromisoformat(day) for day in row.quiet),
    )


def policy_row(symbol: str, policy: MovePolicy) -> dict[str, Any]:
    """Write what is significant for a product."""
    return {
        "symbol": symbol,
        "levels": [number_text(level) for level in policy.levels],
        "sigmas": policy.sigmas,
        "gap": policy.gap,
        "volume_multiple": policy.volume_multiple,
        "volume_change": policy.volume_change,
        "limits": policy.limits,
        "hysteresis": policy.hysteresis,
        "cooldown": policy.cooldown // _INSTANT,
    }


def policy_from(row: Any) -> MovePolicy:  # noqa: ANN401 - a row of move_policies
    """Read what is significant for a product."""
    return MovePolicy(
        levels=tuple(map(Decimal, row.levels)),
        sigmas=row.sigmas,
        gap=row.gap,
        volume_multiple=row.volume_multiple,
        volume_change=row.volume_change,
        limits=row.limits,
        hysteresis=row.hysteresis,
        cooldown=row.cooldown * _INSTANT,
    )
