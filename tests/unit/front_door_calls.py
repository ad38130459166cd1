"""Every public function and method of the library, with strategies for what it may lawfully be given."""

from __future__ import annotations

from typing import Any, Final

from hypothesis import strategies as st

import trading_core as core
from tests.unit.lawful import (
    MONDAY,
    Arguments,
    accounts,
    bars,
    days,
    facts,
    journals,
    markets,
    maybe_price,
    moments,
    numbers,
    orders,
    prices,
    products,
    quote_maps,
    quotes,
    rules,
    symbols,
    terms,
    texts,
    truths,
    tuples,
    words,
)
from trading_core.testing import strategies as some

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
