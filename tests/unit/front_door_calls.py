"""Every public function and method of the library, with strategies for what it may lawfully be given."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from hypothesis import strategies as st

import trading_core as core
from tests.unit.lawful import (
    MONDAY,
    Arguments,
    accounts,
    bars,
    days,
    entries,
    events,
    facts,
    journals,
    markets,
    marks,
    maybe_number,
    maybe_price,
    moments,
    moves,
    numbers,
    orders,
    prices,
    products,
    quote_maps,
    quotes,
    rules,
    sightings,
    states,
    symbols,
    terms,
    texts,
    trades,
    truths,
    tuples,
    words,
)
from trading_core.domain.sizing import USUAL_SIZING
from trading_core.testing import strategies as some


class Carrying:
    """A desk that is given one command by its name, since what it does takes any number without one."""

    def __init__(self, desk: core.Desk) -> None:
        self.desk = desk

    def do(self, command: core.Command, now: datetime) -> tuple[core.Outcome, ...]:
        return self.desk.do(command, now=now)


_traded: Final[Arguments] = {
    "number": some.order_numbers(),
    "account": some.account_ids(),
    "symbol": symbols,
    "quantity": some.quantities(),
    "price": prices,
}
# No more than a shape that rules have.
SHAPES: Final = frozenset({"Rule"})
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
    "exit_levels": {"order": orders, "step": st.just(Decimal("0.01"))},
    "fold": {"terms": terms, "entries": journals},
    "is_over": {"order": orders, "market": markets, "now": moments},
    "needs_of": {"commands": tuples(some.commands())},
    "open_account": {"account": some.account_ids(), "opening": numbers, "currency": some.currencies()},
    "parse_signal": {"text": some.signal_texts(), "last_price": maybe_price},
    "parse_signal_body": {
        "body": some.signal_texts().map(str.encode),
        "content_type": st.sampled_from(["text/plain", "application/x-www-form-urlencoded"]),
        "last_price": maybe_price,
    },
    "performance_of": {"marks": tuples(marks), "trades": tuples(trades)},
    "positions": {"account": accounts, "quotes": quote_maps},
    "product_for": {"symbol": symbols, "currency": some.currencies()},
    "render_signal": {"signal": some.signals()},
    "replay_bars": {
        "bars": bars,
        "signals": tuples(st.builds(core.TimedSignal, moments, some.signal_texts())),
        "strategy": st.just(lambda *_: ()),
        "opening": numbers,
        "settings": st.builds(core.Settings),
        "policy": st.none(),
        "sizing": st.just(USUAL_SIZING),
    },
    "sell": _traded,
    "split_evenly": {
        "quantity": some.quantities(),
        "parts": st.integers(1, 9),
        "step": st.just(Decimal("0.01")),
    },
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
    "Account.apply": (accounts, {"entry": entries}),
    "Account.balance": (
        accounts,
        {"bucket": st.just(core.Bucket.LONG), "symbol": symbols},
    ),
    "Account.free_units": (accounts, {"symbol": symbols, "direction": words(core.Direction)}),
    "Account.hold": (accounts, {"order": some.order_numbers()}),
    "Account.lots_of": (accounts, {"symbol": symbols, "direction": words(core.Direction)}),
    "Account.result_of": (accounts, {"day": days}),
    "Account.tally": (accounts, {"symbol": symbols, "day": days}),
    "Account.total": (accounts, {"bucket": words(core.Bucket)}),
    "Account.units": (accounts, {"symbol": symbols, "direction": words(core.Direction)}),
    "Bar.joined": (
        some.bars(symbol="ACME", start=MONDAY),
        {"later": some.bars(symbol="ACME", start=MONDAY)},
    ),
    "Desk.do": (
        st.builds(core.Desk).map(Carrying),
        {"command": some.commands(), "now": moments},
    ),
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
    "MarketRules.may_day_trade": (rules, _traded_product),
    "MarketRules.round_to_tick": (rules, {"product": products, "price": numbers, "up": truths}),
    "MarketRules.session_kind": (rules, _traded_product),
    "MovePolicy.threshold": (st.builds(core.MovePolicy), {"level": numbers, "sigma": maybe_number}),
    "MoveState.awaits": (states, {"sighting": sightings}),
    "MoveState.may_tell": (states, {"move": moves, "cooldown": st.just(timedelta(hours=1))}),
    "MoveState.seen": (states, {"sighting": sightings}),
    "MoveState.told": (states, {"moves": tuples(moves)}),
    "Order.apply": (orders, {"event": events}),
    "Order.event": (
        orders,
        {
            "step": words(core.Step),
            "at": moments,
            "detail": st.none() | texts,
            "closing": st.none() | some.quantities(),
            "trade": st.none() | trades,
        },
    ),
    "Order.status_after": (orders, {"step": words(core.Step)}),
    "OrderTerms.check_exits": (some.order_terms(), {"entry": maybe_price}),
    "OrderTerms.check_fill_price": (some.order_terms(), {"price": maybe_price}),
    "Money.zero": (st.just(core.Money), {"currency": some.currencies()}),
    "MoveState.last_of": (states, {"kind": words(core.MoveType)}),
    "Product.check_scale": (products, {"price": maybe_price, "quantity": quantities}),
    "Product.named": (products, {"name": texts}),
    "Quote.price_for": (quotes, {"side": sides}),
    "Quote.age": (quotes, {"now": moments}),
}
