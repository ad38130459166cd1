"""Every public constructor and function of the library, with strategies for what it may lawfully be given."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Final

from hypothesis import strategies as st

import trading_core as core
from trading_core.domain.lots import LotMove
from trading_core.domain.technical import Average, BiasPivot
from trading_core.domain.trades import STATED
from trading_core.testing import strategies as some

MONDAY: Final = datetime(2026, 1, 5, tzinfo=UTC)

Arguments = dict[str, st.SearchStrategy[Any]]

prices: Final = some.prices(max_value=1_000, decimals=2)
numbers: Final = some.amounts(max_value=1_000, decimals=2)
maybe_price: Final = st.none() | prices
maybe_number: Final = st.none() | numbers
days: Final = st.dates(MONDAY.date(), MONDAY.date() + timedelta(days=9))
moments: Final = some.instants(min_value=MONDAY, max_value=MONDAY + timedelta(days=9))
orders: Final = some.orders(account="A")
trades: Final = some.trades(account="A")
accounts: Final = some.accounts(account="A")
journals: Final = some.journals(account="A")
entries: Final = some.entries(account="A")
events: Final = orders.map(lambda order: order.history[-1])
terms: Final = some.account_terms(account="A")
bars: Final = some.bar_series(symbol="ACME", min_size=7, max_size=9)
quotes: Final = some.quotes(symbol="ACME")
products: Final = some.products()
markets: Final = some.markets()
rules: Final = markets.map(lambda market: market.rules[-1])
texts: Final = st.text("abc 123", max_size=9)
facts: Final = st.builds(core.DayFacts, trading_day=st.just(MONDAY.date()), reference=prices)
quote_maps: Final = st.dictionaries(some.symbols(), quotes, max_size=1)
symbols: Final = some.symbols()
truths: Final = st.booleans()
empty_maps: Final[st.SearchStrategy[dict[object, object]]] = st.builds(dict)
four_points: Final = bars.map(core.best_four_point)
moves: Final = st.builds(
    core.PriceMove,
    symbols,
    st.sampled_from(core.MoveType),
    days,
    numbers,
    moments,
    prices,
    prices,
    numbers,
    texts,
)


def tuples(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(strategy, max_size=2).map(tuple)


def words(kind: Any) -> st.SearchStrategy[Any]:  # noqa: ANN401 - any enumeration
    return st.sampled_from(kind)


VALUES: Final[dict[str, Arguments]] = {
    "Account": {"terms": terms, "sequence": st.just(0), "balances": empty_maps},
    "AccountId": {"value": some.account_ids()},
    "AccountTerms": {
        "id": some.account_ids(),
        "currency": some.currencies(),
        "cost_method": words(core.CostMethod),
        "margin": truths,
    },
    "ApplyFill": {"number": some.order_numbers(), "fill": some.fills()},
    "Bar": {
        "symbol": symbols,
        "start": moments,
        "open": st.just(10),
        "high": st.just(12),
        "low": st.just(8),
        "close": st.just(11),
        "volume": numbers,
    },
    "BestFourPoint": {
        "gate": words(core.Gate),
        "buy_reasons": tuples(st.just(core.FourPointReason.AVERAGE_ABOVE)),
        "sell_reasons": tuples(st.just(core.FourPointReason.AVERAGE_BELOW)),
        "buy_pivot": st.just(BiasPivot(core.Side.BUY, [Decimal(1)])),
        "sell_pivot": st.just(BiasPivot(core.Side.SELL, [Decimal(1)])),
    },
    "Book": {"settings": st.builds(core.Settings), "accounts": empty_maps, "orders": empty_maps},
    "CancelOrder": {"number": some.order_numbers(), "reason": texts},
    "Changes": {"accounts": empty_maps, "entries": tuples(entries)},
    "ClientOrderId": {"value": some.order_numbers()},
    "CloseOrder": {"number": some.order_numbers(), "price": maybe_price},
    "Currency": {"value": some.currencies()},
    "DayFacts": {
        "trading_day": days,
        "reference": maybe_price,
        "comparable": truths,
        "limits": st.just((core.Price(1), core.Price(2))),
        "open": maybe_price,
        "sigma": maybe_number,
        "average_volume": maybe_number,
        "resumed": truths,
        "source": texts,
    },
    "Decision": {"before": some.books(), "changes": some.changes(), "outcomes": st.just(())},
    "Deposit": {"account": some.account_ids(), "amount": numbers, "reference": some.order_numbers()},
    "Desk": {"settings": st.builds(core.Settings), "rules": st.just(core.STANDARD_RULES)},
    "Detection": {"state": st.just(core.MoveState("ACME")), "moves": tuples(moves), "suspects": st.just(())},
    "Entry": {
        "account": some.account_ids(),
        "sequence": st.integers(1, 9),
        "at": moments,
        "cause": words(core.Cause),
        "postings": st.just(()),
        "order": st.none() | some.order_numbers(),
        "reference": st.none() | some.order_numbers(),
        "due": st.none() | days,
        "trade": st.none() | trades,
        "lots": st.just(
            (
                LotMove(
                    core.Symbol("A"), core.Direction.LONG, core.FillId("F"), Decimal(1), Decimal(1), MONDAY
                ),
            )
        ),
    },
    "ExitLevel": {"purpose": words(core.Purpose), "price": prices, "quantity": some.quantities()},
    "ExpireOrder": {"number": some.order_numbers(), "reason": texts},
    "Fill": {
        "id": some.fill_ids(),
        "price": prices,
        "quantity": some.quantities(),
        "at": moments,
        "purpose": words(core.Purpose),
        "provenance": st.just(STATED),
    },
    "FillId": {"value": some.fill_ids()},
    "ImportOrder": {"terms": some.imported_terms(), "created_at": st.none() | moments},
    "Limits": {
        "max_order_value": maybe_number,
        "max_position": maybe_number,
        "max_daily_loss": maybe_number,
        "max_orders_per_minute": st.none() | st.integers(0, 9),
        "price_band": maybe_number,
    },
    "Lot": {"id": some.fill_ids(), "quantity": numbers, "cost": numbers, "opened_at": moments},
    "Market": {
        "code": st.just("village"),
        "rules": tuples(st.builds(core.MarketRules)),
        "name": texts,
        "clock": markets.map(lambda market: market.clock),
        "calendar": markets.map(lambda market: market.calendar),
        "day_begins": st.just(time(17)),
    },
    "MarketCode": {"value": st.just("tw")},
    "MarketRules": {
        "since": days,
        "ladders": rules.map(lambda known: known.ladders),
        "lots": rules.map(lambda known: known.lots),
        "limits": rules.map(lambda known: known.limits),
        "sessions": rules.map(lambda known: known.sessions),
        "settlement_days": st.integers(0, 3),
        "commission": rules.map(lambda known: known.commission),
        "taxes": rules.map(lambda known: known.taxes),
        "short_selling": rules.map(lambda known: known.short_selling),
        "margin_rate": st.just(Decimal(1)),
        "calendar": rules.map(lambda known: known.calendar),
    },
    "Money": {"amount": numbers, "currency": some.currencies()},
    "MovePolicy": {
        "levels": st.just((5, 7)),
        "sigmas": maybe_number,
        "gap": maybe_number,
        "volume_multiple": maybe_number,
        "volume_change": numbers,
        "limits": truths,
        "hysteresis": numbers,
        "cooldown": st.just(timedelta(hours=1)),
    },
    "MoveState": {
        "symbol": symbols,
        "day": st.none() | days,
        "last_quote": st.none() | moments,
        "last_bar": st.none() | moments,
        "reference": maybe_price,
        "open": maybe_price,
        "latest": tuples(moves),
        "suspects": st.just(()),
    },
    "Needs": {"accounts": tuples(some.account_ids())},
    "OpenAccount": {"terms": terms, "opening": numbers},
    "Order": {"terms": some.order_terms(), "created_at": moments},
    "OrderEvent": {
        "order": some.order_numbers(),
        "sequence": st.just(1),
        "step": words(core.Step),
        "status": words(core.OrderStatus),
        "at": moments,
    },
    "OrderLine": {
        "symbol": symbols,
        "quantity": some.quantities(),
        "unit_price": maybe_price,
        "name": st.none() | texts,
    },
    "OrderNumber": {"value": some.order_numbers()},
    "OrderTerms": {
        "number": some.order_numbers(),
        "source": words([core.Source.API, core.Source.IMPORT]),
        "lines": st.just((core.OrderLine("ACME", 1, 5),)),
        "account": st.none() | some.account_ids(),
        "side": st.none() | words(core.Side),
        "type": words(core.OrderType),
        "limit_price": maybe_price,
        "stop_price": maybe_price,
        "entry_range": st.sampled_from([None, (1, 2)]),
        "time_in_force": words(core.TimeInForce),
        "stop_loss": maybe_price,
        "take_profits": st.just((1, 2)),
        "client_order_id": st.none() | some.order_numbers(),
        "lots": tuples(some.fill_ids()),
        "total_price": st.sampled_from([None, 5]),
    },
    "Outcome": {"command": some.commands()},
    "PlaceOrder": {"terms": some.order_terms(), "stage": words(core.Stage), "price": maybe_price},
    "Position": {
        "symbol": symbols,
        "direction": words(core.Direction),
        "quantity": numbers,
        "reserved": numbers,
        "cost": numbers,
        "last_price": maybe_number,
    },
    "Posting": {
        "bucket": words(core.Bucket),
        "symbol": st.none() | symbols,
        "amount": numbers,
    },
    "Price": {"value": numbers},
    "PriceMove": {
        "symbol": symbols,
        "type": words(core.MoveType),
        "trading_day": days,
        "level": numbers,
        "at": moments,
        "previous_price": prices,
        "price": prices,
        "threshold": numbers,
        "source": texts,
        "resumed": truths,
    },
    "ProcessOrder": {"number": some.order_numbers(), "stage": words(core.Stage), "price": maybe_price},
    "Product": {
        "symbol": symbols,
        "name": texts,
        "market": st.just("tw"),
        "kind": words(core.ProductKind),
        "currency": some.currencies(),
        "price_decimals": st.integers(0, 8),
        "quantity_decimals": st.integers(0, 8),
        "tradable": truths,
        "listed_on": st.none() | days,
        "limit_multiple": st.just(2),
    },
    "Provenance": {"source": texts, "age_seconds": numbers, "bid": maybe_price, "ask": maybe_price},
    "Quantity": {"value": numbers},
    "Quote": {
        "symbol": symbols,
        "last": prices,
        "as_of": moments,
        "source": texts,
        "bid": maybe_price,
        "ask": maybe_price,
        "previous_close": maybe_price,
    },
    "Reference": {"value": some.order_numbers()},
    "RejectOrder": {"number": some.order_numbers(), "reason": texts},
    "SetLimits": {"account": some.account_ids(), "limits": some.limits(), "loosen": truths},
    "SetTradingState": {"state": words(core.TradingState), "reason": texts},
    "Settings": {
        "markets": st.builds(core.standard_markets),
        "state": words(core.TradingState),
        "state_reason": texts,
        "currency": some.currencies(),
    },
    "SettleCash": {"account": some.account_ids(), "day": days},
    "Signal": {
        "side": words(core.Side),
        "symbol": st.just("EURUSD"),
        "order_type": words(core.SignalType),
        "entry": st.sampled_from([None, "1.1"]),
        "entry_range": st.sampled_from([None, ("1.09", "1.1")]),
        "stop_loss": st.sampled_from(["1.05", "1.15"]),
        "take_profits": st.just(["1.12"]),
    },
    "SuspectPrice": {
        "symbol": symbols,
        "trading_day": days,
        "at": moments,
        "price": prices,
        "limit": prices,
        "source": texts,
    },
    "Symbol": {"value": symbols},
    "Technical": {
        "symbol": symbols,
        "as_of": moments,
        "rows": st.integers(1, 9),
        "close": prices,
        "averages": tuples(st.builds(Average, st.integers(1, 9), maybe_number, maybe_number)),
        "volatility": maybe_number,
        "best_four_point": four_points,
    },
    "Trade": {
        "id": some.fill_ids(),
        "order": some.order_numbers(),
        "account": some.account_ids(),
        "symbol": symbols,
        "side": words(core.Side),
        "price": prices,
        "quantity": some.quantities(),
        "value": numbers,
        "fee": numbers,
        "tax": numbers,
        "realized": numbers,
        "currency": some.currencies(),
        "closed": some.quantities(),
        "day_traded": some.quantities(),
        "day_tradable": some.quantities(),
        "purpose": words(core.Purpose),
        "provenance": st.just(STATED),
        "executed_at": moments,
        "day": days,
    },
    "TriggerOrder": {"number": some.order_numbers(), "reason": texts},
    "Withdraw": {"account": some.account_ids(), "amount": numbers, "reference": some.order_numbers()},
}

_traded: Final[Arguments] = {
    "number": some.order_numbers(),
    "account": some.account_ids(),
    "symbol": symbols,
    "quantity": some.quantities(),
    "price": prices,
}
# What is given its arguments by the library alone, or is no more than a shape.
TRUSTING: Final = frozenset({"Case", "Rule", "exit_levels", "fold", "split_evenly"})
FUNCTIONS: Final[dict[str, Arguments]] = {
    "account_at": {"terms": terms, "entries": journals, "at": moments},
    "best_four_point": {"bars": bars, "gate": words(core.Gate), "decimals": st.integers(0, 8)},
    "buy": _traded,
    "buying_power": {
        "account": accounts,
        "quotes": quote_maps,
        "closing": st.none() | symbols,
        "units": numbers,
    },
    "canonical_symbol": {"text": st.just("gold")},
    "decide": {
        "book": some.books(),
        "commands": some.command_sequences(max_size=2),
        "now": moments,
    },
    "detect_moves": {
        "state": st.just(core.MoveState("ACME")),
        "seen": some.quotes(symbol="ACME", at=MONDAY),
        "facts": facts,
        "policy": st.builds(core.MovePolicy),
    },
    "equity": {"account": accounts, "quotes": quote_maps},
    "facts_after": {
        "history": bars,
        "trading_day": days,
        "reference": maybe_price,
        "comparable": truths,
        "limits": st.none(),
        "resumed": truths,
        "source": texts,
        "days": st.integers(2, 9),
    },
    "is_over": {"order": orders, "market": markets, "now": moments},
    "needs_of": {"commands": tuples(some.commands())},
    "open_account": {"account": some.account_ids(), "opening": numbers, "currency": some.currencies()},
    "parse_signal": {"text": some.signal_texts(), "last_price": maybe_price},
    "parse_signal_body": {
        "body": some.signal_texts().map(str.encode),
        "content_type": st.sampled_from(["text/plain", "application/x-www-form-urlencoded"]),
        "last_price": maybe_price,
    },
    "positions": {"account": accounts, "quotes": quote_maps},
    "product_for": {"symbol": symbols, "currency": some.currencies()},
    "render_signal": {"signal": some.signals()},
    "sell": _traded,
    "standard_markets": {"mode": words(core.MarketMode)},
    "technical_summary": {
        "bars": bars,
        "spans": st.just((3, 5)),
        "changes": st.integers(2, 5),
        "gate": words(core.Gate),
        "decimals": st.integers(0, 8),
    },
    "unrealized": {"account": accounts, "quotes": quote_maps},
    "value_of": {"price": prices, "quantity": some.quantities()},
    "why": {
        "entries": journals,
        "bucket": words(core.Bucket),
        "symbol": st.none() | symbols,
        "at": st.none() | moments,
    },
    "with_changes": {"book": some.books(), "changes": some.changes()},
}

sides: Final = words(core.Side)
quantities: Final = some.quantities(max_value=1_000, decimals=2)
_traded_product: Final[Arguments] = {"product": products, "quantity": quantities}
METHODS: Final[dict[str, tuple[st.SearchStrategy[Any], Arguments]]] = {
    "Desk.see": (st.builds(core.Desk), {"quote": quotes}),
    "Desk.account": (st.builds(core.Desk), {"name": some.account_ids()}),
    "Desk.order": (st.builds(core.Desk), {"number": some.order_numbers()}),
    "Desk.journal": (st.builds(core.Desk), {"name": some.account_ids()}),
    "Desk.positions": (st.builds(core.Desk), {"name": some.account_ids()}),
    "Desk.equity": (st.builds(core.Desk), {"name": some.account_ids()}),
    "Desk.why": (
        st.builds(core.Desk),
        {
            "name": some.account_ids(),
            "bucket": words(core.Bucket),
            "symbol": st.none() | symbols,
            "at": st.none() | moments,
        },
    ),
    "Limits.tightened": (some.limits(), {"wanted": some.limits()}),
    "Market.local": (markets, {"at": moments}),
    "Market.trading_day": (markets, {"at": moments}),
    "Market.rules_on": (markets, {"day": days}),
    "Market.is_open": (markets, {"at": moments, "product": st.none() | products}),
    "Market.settlement_day": (markets, {"day": days}),
    "Market.with_commission": (markets, {"commission": rules.map(lambda known: known.commission)}),
    "Market.with_margin_rate": (markets, {"rate": numbers}),
    "Market.with_calendar": (markets, {"calendar": markets.map(lambda market: market.calendar)}),
    "MarketRules.tick": (rules, {"product": products, "price": prices}),
    "MarketRules.price_limits": (rules, {"product": products, "reference": prices, "day": days}),
    "MarketRules.check_price": (
        rules,
        {"product": products, "price": prices, "reference": maybe_price, "day": days},
    ),
    "MarketRules.check_quantity": (rules, _traded_product),
    "MarketRules.check_order_type": (rules, {**_traded_product, "kind": words(core.OrderType)}),
    "MarketRules.fee": (rules, {**_traded_product, "side": sides, "value": numbers}),
    "MarketRules.tax": (
        rules,
        {"product": products, "side": sides, "ordinary": numbers, "day_traded": numbers},
    ),
    "MarketRules.may_short": (rules, {"product": products}),
    "MarketRules.is_odd_lot": (rules, _traded_product),
    "MarketRules.session_kind": (rules, _traded_product),
    "Money.zero": (st.just(core.Money), {"currency": some.currencies()}),
    "MoveState.last_of": (st.just(core.MoveState("ACME")), {"kind": words(core.MoveType)}),
    "Product.check_scale": (products, {"price": maybe_price, "quantity": quantities}),
    "Product.named": (products, {"name": texts}),
    "Quote.price_for": (quotes, {"side": sides}),
    "Quote.age": (quotes, {"now": moments}),
}
