"""A small trading pit for the tests of the paper market: a desk with one account, and prices in a row."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from trading_core.domain.account import AccountTerms
from trading_core.domain.book import Settings
from trading_core.domain.commands import ApplyFill, OpenAccount, PlaceOrder, Stage
from trading_core.domain.desk import Desk
from trading_core.domain.markets import Market, standard_markets
from trading_core.domain.order_terms import OrderLine, OrderTerms
from trading_core.domain.orders import Order
from trading_core.domain.paper import (
    Asked,
    Meeting,
    PaperPolicy,
    PaperReport,
    Venue,
    meet,
    replay,
    sight_of_bar,
    sight_of_quote,
)
from trading_core.domain.product import product_for
from trading_core.domain.quotes import Bar, Quote
from trading_core.domain.words import OrderType, Side, TimeInForce

MONDAY = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
BUY, SELL = Side.BUY, Side.SELL
AT_ONCE = PaperPolicy()


def after(seconds: float = 0) -> datetime:
    """Say a moment after the pit has opened."""
    return MONDAY + timedelta(seconds=seconds)


def terms(side: Side = BUY, quantity: object = 100, symbol: str = "EURUSD", **more: Any) -> OrderTerms:  # noqa: ANN401 - any of the terms
    """Say what an order asks for; its type follows from its prices, at the opening price when a market order exits."""
    limit, stop = more.pop("limit", None), more.pop("stop", None)
    kinds = {
        (False, False): OrderType.MARKET,
        (True, False): OrderType.LIMIT,
        (False, True): OrderType.STOP,
        (True, True): OrderType.STOP_LIMIT,
    }
    return OrderTerms(
        number=more.pop("number", "N"),
        account="A",
        side=side,
        lines=[OrderLine(symbol, quantity)],
        type=kinds[limit is not None, stop is not None],
        limit_price=limit,
        stop_price=stop,
        time_in_force=more.pop("force", TimeInForce.GTC),
        **more,
    )


def pit(*, cash: object = 1_000_000, market: Market | None = None, price: object = 100) -> Desk:
    """Open an account, and know one price, so that market orders are taken."""
    markets = standard_markets() if market is None else {**standard_markets(), market.code: market}
    desk = Desk(Settings(markets=markets))
    desk.do(OpenAccount(AccountTerms("A"), cash), now=MONDAY)
    for symbol in ("EURUSD", "2330", "ACME"):
        desk.see(Quote(symbol, price, MONDAY, "tests"))
    return desk


def taken(asked: OrderTerms, desk: Desk | None = None, *, now: datetime = MONDAY) -> Order:
    """The order as it stands when the books have accepted it."""
    desk = desk or pit()
    (outcome,) = desk.do(PlaceOrder(asked, Stage.ACCEPTED), now=now)
    order = outcome.unwrap().order
    assert order is not None
    return order


def quote(bid: object, ask: object, seconds: float = 1, symbol: str = "EURUSD") -> Quote:
    """A quote of a moment, with both sides."""
    return Quote(symbol, bid, after(seconds), "street", bid, ask)


def bar(
    begin: object, high: object, low: object, close: object, seconds: float = 1, symbol: str = "EURUSD"
) -> Bar:
    """A bar that begins at a moment."""
    return Bar(symbol, after(seconds), begin, high, low, close)


def venue(order: Order, market: Market | None = None) -> Venue:
    """The plain market of the order's product, or another one."""
    product = product_for(order.terms.symbol)
    return Venue(product, market or standard_markets()[product.market])


def look(order: Order, seen: Quote | Bar, policy: PaperPolicy = AT_ONCE) -> Meeting:
    """Let an order meet a quote or a bar, at its moment."""
    sight = sight_of_quote(seen) if isinstance(seen, Quote) else sight_of_bar(seen)
    return meet(order, sight.as_of, sight, venue(order), policy)


def looks(order: Order, *seen: Quote | Bar, policy: PaperPolicy = AT_ONCE) -> list[PaperReport]:
    """Let an order meet prices one after the other, and gather what is reported."""
    told: list[PaperReport] = []
    for each in seen:
        meeting = look(order, each, policy)
        told += meeting.reports
        order = meeting.order
    return told


def said(reports: Sequence[PaperReport]) -> list[str]:
    """Write reports in short: ``entry 100 @ 10`` for a fill, the command's name for the rest."""
    return [
        f"{report.fill.purpose} {report.fill.quantity} @ {report.fill.price}"
        if isinstance(report, ApplyFill)
        else type(report).__name__
        for report in reports
    ]


def played(
    desk: Desk, *happenings: OrderTerms | Quote | Bar | Asked, policy: PaperPolicy = AT_ONCE
) -> list[str]:
    """Replay orders, given as the pit opens, and prices; show what the books took and what they refused."""
    given = [
        Asked(MONDAY, PlaceOrder(each, Stage.ACCEPTED)) if isinstance(each, OrderTerms) else each
        for each in happenings
    ]
    shown = []
    for outcome in replay(desk, given, policy):
        name = type(outcome.command).__name__
        traded = [f"{trade.purpose} {trade.quantity} @ {trade.price}" for trade in outcome.trades]
        fills = traded if isinstance(outcome.command, ApplyFill) else [name]
        shown += fills if outcome.refusal is None else [f"{name}: {outcome.refusal.code}"]
    return shown


def cash(desk: Desk) -> Decimal:
    """What the account has free."""
    return desk.account("A").cash
