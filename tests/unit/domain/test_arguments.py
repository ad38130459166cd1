"""Functions that are given something of another kind say which argument it is, and touch nothing of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from tests.unit.domain.floor import MONDAY, NOW
from tests.unit.untyped import untyped
from trading_core.domain.account import Account, AccountTerms, fold
from trading_core.domain.amounts import Price, Quantity, value_of
from trading_core.domain.book import Book, Changes, Settings, with_changes
from trading_core.domain.commands import buy, open_account
from trading_core.domain.desk import Desk
from trading_core.domain.exact import ZERO
from trading_core.domain.exits import exit_levels, split_evenly
from trading_core.domain.explain import account_at, why
from trading_core.domain.ids import OrderNumber, Symbol
from trading_core.domain.journal import Bucket
from trading_core.domain.lifetime import is_over
from trading_core.domain.markets import MarketRules, TransactionTax, standard_markets
from trading_core.domain.moves import MoveState, MoveType, PriceMove
from trading_core.domain.needs import needs_of
from trading_core.domain.order_states import Step
from trading_core.domain.order_terms import OrderLine, OrderTerms
from trading_core.domain.orders import Order
from trading_core.domain.product import PLAIN as PLAIN_CODE
from trading_core.domain.product import TW, Product, calendar_day
from trading_core.domain.signals import canonical_symbol, parse_signal, parse_signal_body, render_signal
from trading_core.domain.valuation import Position, buying_power, equity, positions, unrealized
from trading_core.domain.words import Direction, Side
from trading_core.errors import InvalidValue
from trading_core.testing.strategies.anything import Broken, Hostile, HostileText

ANY: Any = Hostile()
NUMBER: Any = 5
ACCOUNT = Account(AccountTerms("A"))
ACME = Product("ACME")
RULES = MarketRules()
PLAIN = standard_markets()[PLAIN_CODE]
ORDER = Order(
    OrderTerms(number="O-1", account="A", side=Side.BUY, lines=[OrderLine("ACME", 1)]),
    NOW,
)
STATE = MoveState("ACME")
MOVE = PriceMove("ACME", next(iter(MoveType)), MONDAY, 5, NOW, 1, 2, 5, "street")
SIGNAL = "BUY EURUSD @1.0860 SL 1.0820 TP 1.0900"

WRONG: list[tuple[Callable[[], object], str, str]] = [
    (lambda: value_of(ANY, Quantity(1)), "price", "a Price"),
    (lambda: value_of(Price(1), ANY), "quantity", "a Quantity"),
    (lambda: positions(ANY, {}), "account", "a value of type Account"),
    (lambda: positions(ACCOUNT, ANY), "quotes", "a value of type Mapping"),
    (lambda: unrealized(ANY, {}), "account", "a value of type Account"),
    (lambda: equity(ANY, {}), "account", "a value of type Account"),
    (lambda: equity(ACCOUNT, ANY), "quotes", "a value of type Mapping"),
    (lambda: buying_power(ANY, {}), "account", "a value of type Account"),
    (lambda: buying_power(ACCOUNT, ANY), "quotes", "a value of type Mapping"),
    (lambda: buying_power(ACCOUNT, {}, Symbol("ACME"), ANY), "units", "a value of type Decimal"),
    (lambda: why(NUMBER), "entries", "a value of type Iterable"),
    (lambda: why([ANY]), "entries", "a value of type Entry"),
    (lambda: why([], ANY), "bucket", "a value of type Bucket"),
    (lambda: why([], symbol=ANY), "Symbol", Symbol.expected),
    (lambda: why([], at=ANY), "at", "a datetime"),
    (lambda: account_at(ANY, [], NOW), "terms", "a value of type AccountTerms"),
    (lambda: account_at(AccountTerms("A"), [ANY], NOW), "entries", "a value of type Entry"),
    (lambda: account_at(AccountTerms("A"), [], ANY), "at", "a datetime"),
    (lambda: is_over(ANY, PLAIN, NOW), "order", "a value of type Order"),
    (lambda: is_over(ORDER, ANY, NOW), "market", "a value of type Market"),
    (lambda: needs_of(ANY), "commands", "a sequence that can be walked through in 1000000 steps"),
    (lambda: needs_of(NUMBER), "commands", "a sequence"),
    (lambda: fold(ANY, []), "terms", "a value of type AccountTerms"),
    (lambda: fold(AccountTerms("A"), NUMBER), "entries", "a value of type Iterable"),
    (lambda: fold(AccountTerms("A"), [ANY]), "entries", "a value of type Entry"),
    (lambda: ACCOUNT.apply(ANY), "entry", "a value of type Entry"),
    (lambda: ACCOUNT.balance(ANY), "bucket", "a value of type Bucket"),
    (lambda: ACCOUNT.balance(Bucket.LONG), "symbol", "a product for the bucket long"),
    (lambda: ACCOUNT.balance(Bucket.CASH, Symbol("ACME")), "symbol", "none for the bucket cash"),
    (lambda: ACCOUNT.total(ANY), "bucket", "a value of type Bucket"),
    (lambda: ACCOUNT.hold(ANY), "OrderNumber", OrderNumber.expected),
    (lambda: ACCOUNT.free_units(ANY, Direction.LONG), "Symbol", Symbol.expected),
    (lambda: ACCOUNT.free_units(Symbol("ACME"), ANY), "direction", "a value of type Direction"),
    (lambda: ACCOUNT.units(ANY, Direction.LONG), "Symbol", Symbol.expected),
    (lambda: ACCOUNT.units(Symbol("ACME"), ANY), "direction", "a value of type Direction"),
    (lambda: ACCOUNT.lots_of(ANY, Direction.LONG), "Symbol", Symbol.expected),
    (lambda: ACCOUNT.lots_of(Symbol("ACME"), ANY), "direction", "a value of type Direction"),
    (lambda: ACCOUNT.tally(ANY, MONDAY), "Symbol", Symbol.expected),
    (lambda: ACCOUNT.tally(Symbol("ACME"), ANY), "day", "a value of type date"),
    (lambda: ACCOUNT.result_of(ANY), "day", "a value of type date"),
    (lambda: ORDER.apply(ANY), "event", "a value of type OrderEvent"),
    (lambda: ORDER.event(ANY, NOW), "step", "a value of type Step"),
    (lambda: ORDER.event(Step.SUBMIT, ANY), "time", "a datetime"),
    (lambda: ORDER.terms.check_exits(ANY), "entry", "a value of type Price"),
    (lambda: ORDER.terms.check_fill_price(ANY), "price", "a value of type Price"),
    (lambda: exit_levels(ANY), "order", "a value of type Order"),
    (lambda: exit_levels(ORDER, ZERO), "step", "a number above zero"),
    (lambda: split_evenly(ANY, 1), "quantity", "a value of type Quantity"),
    (lambda: split_evenly(Quantity(1), ANY), "parts", "a whole number from 1 to 1000"),
    (lambda: split_evenly(Quantity(1), True), "parts", "a whole number from 1 to 1000"),
    (lambda: split_evenly(Quantity(1), 0), "parts", "a whole number from 1 to 1000"),
    (lambda: split_evenly(Quantity(1), 1001), "parts", "a whole number from 1 to 1000"),
    (lambda: split_evenly(Quantity(1), 1, ZERO), "step", "a number above zero"),
    (lambda: split_evenly(Quantity(1), 1, Decimal(-1)), "step", "a number above zero"),
    (lambda: STATE.awaits(ANY), "sighting", "a value of type Sighting"),
    (lambda: STATE.seen(ANY), "sighting", "a value of type Sighting"),
    (lambda: STATE.told((ANY,)), "moves", "a value of type PriceMove"),
    (lambda: STATE.last_of(ANY), "kind", "a value of type MoveType"),
    (lambda: STATE.may_tell(ANY, timedelta(1)), "move", "a value of type PriceMove"),
    (lambda: STATE.may_tell(MOVE, ANY), "cooldown", "a value of type timedelta"),
    (lambda: Position("ACME", Direction.LONG, ZERO, ZERO, ZERO, None), "quantity", "a number above zero"),
    (lambda: Desk(rules=ANY), "rules", "a sequence that can be walked through in 1000000 steps"),
    (lambda: with_changes(ANY, Changes()), "book", "a value of type Book"),
    (lambda: with_changes(Book(), ANY), "changes", "a value of type Changes"),
    (lambda: Book(orders=ANY), "orders", "a value of type Mapping"),
    (lambda: Settings(markets=ANY), "markets", "a value of type Mapping"),
    (lambda: Settings(markets={PLAIN.code: ANY}), "markets", "a value of type Market"),
    (lambda: Settings(state_reason=ANY), "state_reason", "text"),
    (lambda: Settings(state_reason="x" * 501), "state_reason", "at most 500 characters"),
    (lambda: Desk(ANY), "settings", "a value of type Settings"),
    (lambda: parse_signal(SIGNAL, ANY), "last_price", "a value of type Price"),
    (lambda: parse_signal_body(SIGNAL, "text/plain", ANY), "last_price", "a value of type Price"),
    (lambda: parse_signal_body("", ANY), "content_type", "a value of type str"),
    (lambda: render_signal(ANY), "signal", "a value of type Signal"),
    (lambda: standard_markets(ANY), "mode", "plain or strict"),
    (lambda: standard_markets(HostileText("odd")), "mode", "plain or strict"),
    (lambda: ACME.check_scale(ANY, Quantity(1)), "price", "a value of type Price"),
    (lambda: ACME.check_scale(None, ANY), "quantity", "a value of type Quantity"),
    (lambda: RULES.tick(ANY, Price(1)), "product", "a value of type Product"),
    (lambda: RULES.tick(ACME, ANY), "price", "a value of type Price"),
    (lambda: RULES.round_to_tick(ACME, Decimal(1), up=ANY), "up", "a value of type bool"),
    (lambda: RULES.price_limits(ACME, ANY, MONDAY), "reference", "a value of type Price"),
    (lambda: RULES.check_price(ACME, ANY, None, MONDAY), "price", "a value of type Price"),
    (lambda: RULES.check_quantity(ACME, ANY), "quantity", "a value of type Quantity"),
    (lambda: RULES.is_odd_lot(ACME, ANY), "quantity", "a value of type Quantity"),
    (lambda: RULES.may_day_trade(ACME, ANY), "quantity", "a value of type Quantity"),
    (lambda: RULES.may_short(ANY), "product", "a value of type Product"),
    (lambda: TransactionTax().on(ACME, ANY, ANY, ANY), "side", "a value of type Side"),
]


@pytest.mark.parametrize(("call", "field", "expected"), WRONG)
def test_a_wrong_argument_is_named(call: Callable[[], object], field: str, expected: str) -> None:
    """The refusal says which argument, and what it ought to have been."""
    with pytest.raises(InvalidValue) as refused:
        call()

    assert (field, expected) == (refused.value.field, refused.value.expected)


def test_settings_hold_each_market_under_its_own_code() -> None:
    """Products are led to their market by its code, so another one there would be another market's law."""
    with pytest.raises(InvalidValue) as refused:
        Settings(markets={TW: PLAIN})

    assert ("markets", "'tw'") == (refused.value.field, refused.value.found)
    assert "the market plain under its own code" == refused.value.expected


@pytest.mark.parametrize(
    ("moment", "found"),
    [
        (datetime(2026, 3, 2, 9, tzinfo=UTC), "2026-03-02T09:00:00+00:00"),
        (datetime(2026, 3, 2, tzinfo=Broken()), "a value of type datetime"),
        (date(1899, 11, 30), "1899-11-30"),
        ("2026-03-02", "'2026-03-02'"),
    ],
)
def test_what_is_no_day_is_shown_whatever_its_time_zone_says(moment: object, found: str) -> None:
    """A moment is told apart from a day even where its own time zone fails when it is asked."""
    with pytest.raises(InvalidValue) as refused:
        calendar_day(moment)

    assert found == refused.value.found


def test_a_move_of_no_day_is_refused_as_any_other() -> None:
    """Whatever asks for a day takes no moment for one."""
    with pytest.raises(InvalidValue, match="trading_day"):
        PriceMove("ACME", ANY, datetime(2026, 3, 2, tzinfo=Broken()), 5, NOW, 1, 2, 5, "street")


def test_a_product_is_named_by_what_a_text_is_and_not_by_what_it_says() -> None:
    """A kind of text that fails to show itself is text all the same."""
    assert "XAUUSD" == canonical_symbol(HostileText("gold"))


def test_a_balance_is_explained_for_a_symbol_as_people_write_it() -> None:
    """Small letters are read as capitals here as everywhere."""
    desk = Desk()
    desk.do(open_account("A", 100), buy("O-1", "A", "ACME", 2, 10), now=NOW)

    (line,) = why(desk.journal("A"), Bucket.LONG, untyped("acme"))

    assert 2 == line.balance
