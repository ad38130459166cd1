"""Every public constructor of the library, with strategies for what it may lawfully be given."""

from __future__ import annotations

from datetime import time, timedelta
from decimal import Decimal
from typing import Final

from hypothesis import strategies as st

import trading_core as core
from tests.unit.front_door_more_values import MORE_VALUES
from tests.unit.lawful import (
    MONDAY,
    Arguments,
    accounts,
    days,
    empty_maps,
    entries,
    markets,
    maybe_number,
    maybe_price,
    moments,
    moves,
    numbers,
    prices,
    products,
    quote_maps,
    rules,
    symbols,
    terms,
    texts,
    trades,
    truths,
    tuples,
    words,
)
from trading_core.domain.effect import Effect
from trading_core.domain.lots import LotMove
from trading_core.domain.technical import BiasPivot
from trading_core.domain.trades import STATED
from trading_core.testing import strategies as some

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
    "Case": {
        "account": accounts,
        "terms": some.order_terms(account="A"),
        "side": words(core.Side),
        "product": products,
        "market": markets,
        "rules": rules,
        "effect": st.builds(Effect, some.quantities(), some.quantities()),
        "price": prices,
        "value": numbers,
        "now": moments,
        "limits": some.limits(),
        "recent_orders": tuples(moments),
        "state": words(core.TradingState),
        "state_reason": texts,
        "quotes": quote_maps,
        "named": maybe_price,
    },
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
    **MORE_VALUES,
}
