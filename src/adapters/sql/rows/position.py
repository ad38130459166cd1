"""Positions, holds and settlements of an account."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from adapters.sql.columns import utc_text
from adapters.sql.rows.words import number_in, number_text
from trading_core.domain.account_parts import DayTally, Hold
from trading_core.domain.amounts import Quantity
from trading_core.domain.exact import ZERO
from trading_core.domain.ids import FillId, OrderNumber, Symbol
from trading_core.domain.journal import Bucket, Place
from trading_core.domain.lots import Lot
from trading_core.domain.words import Direction

if TYPE_CHECKING:
    from trading_core.domain.account import Account

Lots = dict[tuple[Symbol, Direction], tuple[Lot, ...]]

BUCKETS: Final = {
    bucket.value: bucket
    for bucket in (
        Bucket.LONG,
        Bucket.LONG_HELD,
        Bucket.SHORT,
        Bucket.SHORT_HELD,
        Bucket.MARKET,
        Bucket.MARGIN,
        Bucket.COST_LONG,
        Bucket.COST_SHORT,
    )
}


def symbols_of(account: Account) -> set[Symbol]:
    """The products that the account has to do with, or had."""
    placed = {symbol for _, symbol in account.balances if symbol is not None}
    return placed.union(account.tallies, (symbol for symbol, _ in account.lots))


def position_row(account: Account, symbol: Symbol) -> dict[str, Any]:
    """Write all that an account knows of one product."""
    tally = account.tallies.get(symbol)
    balances = account.balances
    return {
        "account": account.id,
        "symbol": symbol,
        **{name: balances.get((bucket, symbol), ZERO) for name, bucket in BUCKETS.items()},
        "lots": {str(side): [_lot_text(lot) for lot in account.lots_of(symbol, side)] for side in Direction},
        "tally_day": None if tally is None else tally.day,
        "tally_bought": None if tally is None else tally.bought.value,
        "tally_matched": None if tally is None else tally.matched.value,
    }


def _lot_text(lot: Lot) -> list[str]:
    return [str(lot.id), number_text(lot.quantity), number_text(lot.cost), utc_text(lot.opened_at)]


def read_position(
    row: Any,  # noqa: ANN401 - a row of positions
    balances: dict[Place, Decimal],
    lots: Lots,
    tallies: dict[Symbol, DayTally],
) -> None:
    """Read all that an account knows of one product into the account's parts."""
    symbol = Symbol(row.symbol)
    for name, bucket in BUCKETS.items():
        amount = getattr(row, name)
        if amount:
            balances[bucket, symbol] = amount
    for word, known in row.lots.items():
        if known:
            lots[symbol, Direction(word)] = tuple(_lot_from(lot) for lot in known)
    if row.tally_day is not None:
        tallies[symbol] = DayTally(row.tally_day, Quantity(row.tally_bought), Quantity(row.tally_matched))


def _lot_from(known: list[str]) -> Lot:
    name, quantity, cost, opened_at = known
    return Lot(FillId(name), number_in(quantity), number_in(cost), datetime.fromisoformat(opened_at))


def hold_rows(account: Account, numbers: Iterable[OrderNumber]) -> list[dict[str, Any]]:
    """Write what orders have reserved."""
    holds = account.holds
    return [
        {
            "account": account.id,
            "order_number": number,
            "cash": holds[number].cash,
            "units": holds[number].units,
        }
        for number in numbers
    ]


def hold_from(row: Any) -> tuple[OrderNumber, Hold]:  # noqa: ANN401 - a row of holds
    """Read what an order has reserved."""
    return OrderNumber(row.order_number), Hold(row.cash, row.units)


def settlement_rows(account: Account, days: Collection[date]) -> list[dict[str, Any]]:
    """Write what is paid out on these days."""
    settlements: Mapping[date, Decimal] = account.settlements
    return [{"account": account.id, "due": due, "amount": settlements[due]} for due in days]
