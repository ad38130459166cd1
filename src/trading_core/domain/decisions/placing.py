"""Decisions that bring orders into the books and take them as far as they are asked to go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve

from trading_core.domain.amounts import value_of
from trading_core.domain.book import Outcome
from trading_core.domain.commands import Stage
from trading_core.domain.decisions.filling import fill_order, release, reserving, trader_of
from trading_core.domain.decisions.pricing import fill_at, price_of
from trading_core.domain.effect import cash_needed, closed_direction, effect_of
from trading_core.domain.journal import Bucket, Cause, Entry
from trading_core.domain.order_states import OrderStatus, Step
from trading_core.domain.orders import Order, submitted
from trading_core.domain.rules import MINUTE, Case
from trading_core.domain.sheet import Sheet
from trading_core.domain.trades import Purpose
from trading_core.domain.words import Direction, TradingState
from trading_core.errors import (
    DuplicateClientOrderId,
    DuplicateOrderNumber,
    InvalidValue,
    InvariantViolated,
    TradingError,
    TradingHalted,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from trading_core.domain.amounts import Price
    from trading_core.domain.commands import ImportOrder, PlaceOrder, ProcessOrder
    from trading_core.domain.decisions.work import Work
    from trading_core.domain.rules import Rule


def place(work: Work, command: PlaceOrder, now: datetime, rules: Sequence[Rule]) -> Outcome:
    """Bring in a new order; the same order again is shown as it stands."""
    terms = command.terms
    known = work.find_order(terms.number)
    if known is not None:
        return _again(command, known)
    terms.check_fill_price(command.price)
    order = submitted(terms, now)
    account, _ = trader_of(work, order)
    if terms.client_order_id is not None:
        number = work.client_order(account.id, terms.client_order_id)
        if number is not None:
            known = work.order(number)
            same = evolve(known.terms, number=terms.number) == terms
            if not same or known.status is OrderStatus.REJECTED:
                raise DuplicateClientOrderId(terms.client_order_id, number)
            return _shown(command, known)
    work.product(terms.symbol, account)
    return _take(work, command, work.bring(order, now), now, rules)


def process(work: Work, command: ProcessOrder, now: datetime, rules: Sequence[Rule]) -> Outcome:
    """Take a waiting order further; one that has gone further by itself is shown as it stands."""
    order = work.order(command.number)
    trader_of(work, order)
    waiting = (
        {OrderStatus.PENDING, OrderStatus.ACCEPTED}
        if command.stage is Stage.FILLED
        else {OrderStatus.PENDING}
    )
    if order.status not in waiting:
        return _shown(command, order)
    order.terms.check_fill_price(command.price)
    if order.status is OrderStatus.ACCEPTED:
        # it has passed the rules: it waits, with what it has reserved, for its stop, its price or the end of a halt
        if work.settings.state is TradingState.HALTED:
            raise TradingHalted(work.settings.state_reason)
        if order.awaits_trigger:
            return _shown(command, order)
        _, side = trader_of(work, order)
        price_of(work, order.terms.symbol, side, command.price or order.terms.limit_price, now)
    return _take(work, command, order, now, rules)


def import_order(work: Work, command: ImportOrder, now: datetime) -> Outcome:
    """Keep an order that was made elsewhere, and the products that it names."""
    terms = command.terms
    if work.find_order(terms.number) is not None:
        raise DuplicateOrderNumber(terms.number)
    for line in terms.lines:
        work.know_product(line.symbol, line.name)
    order = work.bring(submitted(terms, command.created_at or now), now)
    return Outcome(command, order=work.advance(order, order.event(Step.ACCEPT, now, "imported")))


def _again(command: PlaceOrder, known: Order) -> Outcome:
    if known.terms != command.terms or known.status is OrderStatus.REJECTED:
        raise DuplicateOrderNumber(known.number)
    return _shown(command, known)


def _shown(command: PlaceOrder | ProcessOrder, order: Order) -> Outcome:
    trades = tuple(event.trade for event in order.history if event.trade is not None)
    return Outcome(command, order=order, trades=trades, replayed=True)


def _take(
    work: Work, command: PlaceOrder | ProcessOrder, order: Order, now: datetime, rules: Sequence[Rule]
) -> Outcome:
    """Take an order to its stage. What the rules refuse becomes a rejected order; the money is as it was."""
    try:
        done = _to_stage(work, order, command.stage, command.price, now, rules)
    except InvariantViolated:
        raise
    except TradingError as refusal:
        rejected = _reject(work, work.order(order.number), refusal, now)
        account, _ = trader_of(work, rejected)
        return Outcome(command, refusal, account, rejected, entries=work.new_entries)
    account, _ = trader_of(work, done)
    trades = tuple(event.trade for event in done.history if event.trade is not None)
    return Outcome(command, account=account, order=done, trades=trades, entries=work.new_entries)


def _reject(work: Work, order: Order, refusal: TradingError, now: datetime) -> Order:
    event = order.event(Step.REJECT, now, str(refusal))
    release(work, order, now)
    return work.advance(order, event)


def _to_stage(
    work: Work, order: Order, stage: Stage, stated: Price | None, now: datetime, rules: Sequence[Rule]
) -> Order:
    if stage is Stage.SUBMITTED:
        return order
    _, side = trader_of(work, order)
    terms, own = order.terms, order.terms.limit_price
    if order.awaits_trigger:
        stage, stated, own = Stage.ACCEPTED, None, terms.stated_price
    priced = price_of(work, terms.symbol, side, stated or own, now)
    if order.status is OrderStatus.PENDING:
        # what is filled in the same breath needs no reservation: the fill pays at once or is refused
        order = _accept(work, order, priced.price, stated, now, rules, reserve=stage is Stage.ACCEPTED)
    if stage is Stage.ACCEPTED:
        return order
    order, _ = fill_order(work, order, fill_at(order, priced, order.remaining, Purpose.ENTRY, now), now)
    return order


def _accept(
    work: Work,
    order: Order,
    price: Price,
    named: Price | None,
    now: datetime,
    rules: Sequence[Rule],
    *,
    reserve: bool,
) -> Order:
    account, side = trader_of(work, order)
    terms = order.terms
    product = work.product(terms.symbol, account)
    market = work.market(product)
    terms.check_exits(price)
    value = value_of(price, terms.quantity)
    if not value:
        raise InvalidValue("quantity", str(terms.quantity), "a quantity whose value is not zero")
    effect = effect_of(account, terms, side)
    market_rules = market.rules_on(market.trading_day(now))
    recent = work.recent_orders(account.id)
    case = Case(
        account=account,
        terms=terms,
        side=side,
        product=product,
        market=market,
        rules=market_rules,
        effect=effect,
        price=price,
        named=named,
        value=value,
        now=now,
        limits=work.limits(account.id),
        recent_orders=recent,
        state=work.settings.state,
        state_reason=work.settings.state_reason,
        quotes=work.quotes,
    )
    for rule in rules:
        rule.check(case)
    event = order.event(Step.ACCEPT, now, closing=effect.closing)
    if reserve:
        sheet = Sheet()
        sheet.move(Bucket.CASH, Bucket.HELD, cash_needed(account, side, effect, price, product, market_rules))
        direction = closed_direction(side)
        free, reserved = reserving(direction)
        source, target = (free, reserved) if direction is Direction.LONG else (reserved, free)
        sheet.move(source, target, effect.closing.value, terms.symbol)
        postings = sheet.postings()
        if postings:
            work.enter(
                account,
                Entry(account.id, account.sequence + 1, now, Cause.HOLD, postings, order=order.number),
            )
    allowed = case.limits.max_orders_per_minute
    if allowed:  # as many moments as can matter, and none where nobody counts
        lately = (*(at for at in recent if now - at < MINUTE), now)
        work.set_recent_orders(account.id, lately[-allowed:])
    return work.advance(order, event)
