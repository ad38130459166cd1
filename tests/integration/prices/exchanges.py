"""The client of the exchanges beside a server that speaks like them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any

from adapters.prices.exchange.client import Addresses, Exchanges, Patience
from adapters.prices.exchange.pause import Pause
from adapters.prices.exchange.turns import Turns
from adapters.prices.exchange.wire import Wire
from tests.servers.exchange import ExchangeServer, Mood, changing
from trading_core.domain.ids import Symbol
from trading_core.domain.quotes import Bar, PriceBasis, Quote
from trading_core.ports.bar_source import Interval
from trading_core.ports.limiter import Rate, RateLimiter
from trading_core.ports.months import Month
from trading_core.testing import FakeClock, MemoryCache, MemoryMonths

NOW = datetime(2026, 4, 10, 6, tzinfo=UTC)
TSMC, MPI, SHIN = Symbol("2330"), Symbol("6223"), Symbol("2888")
PATIENT, HASTY = Patience(0, 20), Patience(0, 0.5)

Report = dict[str, Any]


class Unlimited(RateLimiter):
    """Gives everybody his turn at once."""

    def take(self, key: str, rate: Rate) -> int:
        return 0


def client(
    server: ExchangeServer,
    wire: Wire,
    clock: FakeClock | None = None,
    limiter: RateLimiter | None = None,
    patience: Patience = PATIENT,
) -> Exchanges:
    """A client with a memory of its own."""
    clock = clock or FakeClock(NOW)
    return Exchanges(
        wire,
        Turns(limiter or Unlimited(), lambda seconds: clock.set(clock.now() + timedelta(seconds=seconds))),
        Pause(MemoryCache(clock), clock),
        MemoryMonths(),
        clock,
        Addresses(server.url, server.url, server.url),
        patience,
        patience,
    )


def month_of(source: Exchanges, symbol: Symbol, month: date) -> Month:
    """A month as it is kept after it was asked for."""
    source.bars(
        symbol, opening(month.year, month.month, 1), opening(month.year, month.month, 28), Interval.DAY
    )
    kept = source.months.get("twse", symbol, month)
    assert kept is not None
    return kept


@contextmanager
def exchanges() -> Iterator[Exchanges]:
    """A client and its server."""
    with ExchangeServer() as server, Wire("The exchange") as wire:
        yield client(server, wire)


@contextmanager
def nobody() -> Iterator[Exchanges]:
    """A client whose server has gone."""
    with ExchangeServer() as server:
        gone = server
    with Wire("The exchange") as wire:
        yield client(gone, wire)


def opening(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 1, tzinfo=UTC)


MARCH = (
    Bar(TSMC, opening(2026, 3, 2), 1940, 1995, 1940, 1975, 57_404_594),
    Bar(TSMC, opening(2026, 3, 17), 1875, 1880, 1860, 1870, 26_754_183, comparable=False),
    Bar(TSMC, opening(2026, 3, 24), 1850, 1850, 1800, 1810, 30_569_936),
)
TSMC_QUOTE = Quote(
    TSMC, 850, datetime(2024, 5, 16, 2, 44, 54, tzinfo=UTC), "twse", 848, 849, 839, 852, 856, 844, 23_350_000
)
MPI_QUOTE = Quote(
    MPI,
    701,
    datetime(2024, 5, 16, 2, 44, 58, tzinfo=UTC),
    "twse",
    previous_close=701,
    volume=0,
    basis=PriceBasis.PREVIOUS_CLOSE,
)


def month(source: Exchanges) -> tuple[Bar, ...]:
    return source.bars(TSMC, opening(2026, 3, 1), opening(2026, 3, 31), Interval.DAY)


def old_month(source: Exchanges) -> tuple[Bar, ...]:
    return source.bars(MPI, opening(2015, 5, 1), opening(2015, 5, 31), Interval.DAY)


def cell(row: int, column: int, content: object) -> Mood:
    """A report with one other cell."""

    def change(usual: Report) -> Report:
        found = usual["tables"][0] if "tables" in usual else usual
        found["data"][row][column] = content
        return usual

    return changing(change)


def field(**fields: object) -> Mood:
    """An answer with other fields at its top."""
    return changing(lambda usual: {**usual, **fields})


def table(**fields: object) -> Mood:
    """A report with other fields in its table."""

    def change(usual: Report) -> Report:
        if "tables" in usual:
            return {**usual, "tables": [{**usual["tables"][0], **fields}]}
        return {**usual, **fields}

    return changing(change)


def more_cells(usual: Report) -> Report:
    found = usual["tables"][0] if "tables" in usual else usual
    for row in found["data"]:
        row.append("?")
    return usual


def more_columns(usual: Report) -> Report:
    found = usual["tables"][0] if "tables" in usual else usual
    found["fields"] = [*found["fields"], "新欄位"]
    return more_cells(usual)


def snapshot(**fields: object) -> Mood:
    """An answer whose first snapshot has other fields; None takes one away."""

    def change(usual: Report) -> Report:
        row = {**usual["msgArray"][0], **fields}
        usual["msgArray"][0] = {name: value for name, value in row.items() if value is not None}
        return usual

    return changing(change)


def seen(source: Exchanges, server: ExchangeServer, mood: Mood) -> Quote | None:
    with server.being(mood, "/stock/api"):
        return source.quotes([TSMC]).get(TSMC)
