"""What it costs to count a list no further than is promised, where it has millions of rows and where it ends there."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING, Final

from adapters.sql.database import Database
from adapters.sql.orders import SqlOrders
from adapters.sql.trades import SqlTrades
from adapters.sql.users import SqlUsers
from bench.filling import OWNER
from bench.timing import middle
from entrypoints.http.lists import COUNTED
from trading_core.domain.ids import Symbol
from trading_core.domain.words import Side
from trading_core.ports.orders import OrderFilter
from trading_core.ports.paging import Page
from trading_core.ports.trades import TradeFilter
from trading_core.ports.users import Username

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS: Final = 50
RARE: Final = Symbol("1101")


def count_lists(database: str) -> None:
    """Print what a count costs beside a page of 50 of the same list, without HTTP."""
    with Database(database) as opened:
        trades, orders = SqlTrades(opened), SqlOrders(opened)
        owner = SqlUsers(opened).named(Username(OWNER))
        assert owner is not None
        for name, of_trades in (
            ("trades", TradeFilter(account=owner.account)),
            ("sales", TradeFilter(account=owner.account, side=Side.SELL)),
            (f"trades of {RARE}", TradeFilter(account=owner.account, symbol=RARE)),
        ):
            _counted(
                name, partial(trades.count, of_trades, COUNTED + 1), partial(trades.find, of_trades, Page())
            )
        for name, of_orders in (
            ("orders", OrderFilter(account=owner.account)),
            (f"orders of {RARE}", OrderFilter(account=owner.account, symbol=RARE)),
        ):
            _counted(
                name, partial(orders.count, of_orders, COUNTED + 1), partial(orders.find, of_orders, Page())
            )


def _counted(name: str, count: Callable[[], int], page: Callable[[], object]) -> None:
    counts, pages = [_once(count) for _ in range(ROUNDS)], [_once(page) for _ in range(ROUNDS)]
    print(
        f"  counting {name} to {count():,}: {middle(counts):.1f} ms, "
        f"{middle(counts) / middle(pages):.2f} of reading a page of 50"
    )


def _once(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000
