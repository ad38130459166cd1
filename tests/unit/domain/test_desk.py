"""A whole book in memory: what is done on a desk is kept and can be asked about."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from tests.unit.domain.floor import ACME, NOW, A, later, quote, terms
from tests.unit.untyped import untyped
from trading_core.domain.account import fold
from trading_core.domain.book import Book, Settings
from trading_core.domain.commands import Deposit, PlaceOrder, buy, open_account, sell
from trading_core.domain.decisions import decide
from trading_core.domain.desk import Desk
from trading_core.domain.ids import Symbol
from trading_core.domain.journal import Bucket
from trading_core.domain.valuation import Position
from trading_core.domain.words import Direction, Side, TradingState
from trading_core.errors import InsufficientFunds, InvalidValue, NotFound, TradingHalted

if TYPE_CHECKING:
    from trading_core.domain.rules import Case


class Never:
    """A rule that lets nothing pass."""

    def check(self, case: Case) -> None:
        raise TradingHalted(case.terms.symbol)


def trading() -> Desk:
    """An account of 1000 that bought ten at 20."""
    desk = Desk()
    desk.do(open_account("A", 1000), buy("O", "A", ACME, 10, 20), now=NOW)
    return desk


def test_a_desk_begins_with_an_empty_book_on_plain_rules() -> None:
    """Nothing is there but the usual settings."""
    assert Book() == Desk().book


def test_a_desk_takes_settings_and_rules() -> None:
    """The kill switch and the caller's own rules act."""
    halted = Desk(Settings(state=TradingState.HALTED, state_reason="a test"))
    halted.do(open_account("A", 1000), now=NOW)
    assert [TradingHalted("a test")] == [one.refusal for one in halted.do(buy("O", "A", ACME, 1, 1), now=NOW)]
    strict = Desk(rules=(Never(),))
    strict.do(open_account("A", 1000), now=NOW)
    assert [TradingHalted(ACME)] == [one.refusal for one in strict.do(buy("O", "A", ACME, 1, 1), now=NOW)]


def test_a_desk_decides_like_the_decision_and_remembers() -> None:
    """Outcomes and book are those of deciding on the book before."""
    desk = trading()
    before = desk.book
    commands = (sell("S", "A", ACME, 4, 25), buy("B", "A", ACME, 1000, 25), Deposit("A", 5, "R"))
    decision = decide(before, commands, later(5))
    assert decision.outcomes == desk.do(*commands, now=later(5))
    assert decision.book == desk.book
    assert before != desk.book


def test_accounts_orders_and_journals_are_shown_by_name() -> None:
    """The journal is the account's own, oldest first, and adds up to the account."""
    desk = trading()
    desk.do(open_account("B", 5), now=later(1))
    desk.do(Deposit("A", 5, "R"), now=later(2))
    account = desk.account("A")
    assert (A, Decimal(805)) == (account.id, account.cash)
    assert "O" == desk.order("O").number
    assert [1, 2, 3] == [entry.sequence for entry in desk.journal("A")]
    assert account == fold(account.terms, desk.journal("A"))
    assert [NOW, NOW, later(2)] == [entry.at for entry in desk.journal("A")]


def test_an_account_without_entries_has_an_empty_journal() -> None:
    """It is there, and nothing has happened."""
    desk = Desk()
    desk.do(open_account("A"), now=NOW)
    assert () == desk.journal("A")


def test_what_is_not_there_is_not_found() -> None:
    """Every question about an unknown name says so."""
    desk = Desk()
    for ask in (desk.account, desk.journal, desk.positions, desk.equity, desk.why):
        with pytest.raises(NotFound) as caught:
            ask("X")
        assert NotFound("account", "X") == caught.value
    with pytest.raises(NotFound) as caught:
        desk.order("X")
    assert NotFound("order", "X") == caught.value


def test_prices_that_were_seen_value_positions() -> None:
    """A later quote of a product takes the place of the one before; others stay."""
    desk = trading()
    assert Decimal(1000) == desk.equity("A")
    for last in (30, 22):
        desk.see(quote(ACME, last))
    desk.see(quote("OTHER", 1))
    assert Decimal(1020) == desk.equity("A")
    expected = Position(ACME, Direction.LONG, Decimal(10), Decimal(0), Decimal(200), Decimal(22))
    assert (expected,) == desk.positions("A")
    assert {ACME, Symbol("OTHER")} == set(desk.book.quotes)


def test_only_a_quote_can_be_seen() -> None:
    """Anything else is refused with an error of ours."""
    desk = trading()
    before = desk.book
    nothing: Any = "2330 at 10"
    with pytest.raises(InvalidValue) as caught:
        desk.see(nothing)
    assert InvalidValue("quote", "'2330 at 10'", "a quote") == caught.value
    assert before is desk.book


def test_a_balance_is_explained() -> None:
    """Cash unless another bucket is asked for, now unless a moment is."""
    desk = trading()
    desk.do(Deposit("A", 5, "R"), now=later(9))
    assert [Decimal(1000), Decimal(800), Decimal(805)] == [line.balance for line in desk.why("A")]
    assert [Decimal(1000), Decimal(800)] == [line.balance for line in desk.why("A", at=later(8))]
    assert [Decimal(10)] == [line.balance for line in desk.why("A", Bucket.LONG, "acme")]


def test_time_does_not_go_back_on_a_desk() -> None:
    """Nothing is booked before what was booked earlier; the refusal says both times and changes nothing."""
    desk = trading()
    desk.do(now=later(9))
    before = desk.book
    with pytest.raises(InvalidValue) as caught:
        desk.do(Deposit("A", 5, "R"), now=later(8.999999))

    assert ("now", "2026-03-02T03:00:08.999999+00:00") == (caught.value.field, caught.value.found)
    assert "2026-03-02T03:00:09+00:00 or later, since this desk has acted then" == caught.value.expected
    assert before is desk.book
    assert desk.do(Deposit("A", 5, "R"), now=later(9))[0].ok


def test_a_time_that_is_none_is_refused_before_it_is_compared() -> None:
    """A desk asks for a moment as a decision does, and a batch that is refused whole sets no time."""
    desk = trading()
    nothing: Any = None
    with pytest.raises(InvalidValue, match="now is None"):
        desk.do(now=nothing)
    not_a_command: Any = [1]
    assert [False] == [outcome.ok for outcome in desk.do(not_a_command, now=later(5))]


def test_a_desk_keeps_rules_that_can_be_walked_through_once() -> None:
    """Rules of a generator guard the second batch as well as the first."""
    desk = Desk(rules=untyped(rule for rule in [Never()]))
    desk.do(open_account("A", 1000), now=NOW)
    for number in ("O-1", "O-2"):
        assert [TradingHalted(ACME)] == [
            one.refusal for one in desk.do(buy(number, "A", ACME, 1, 1), now=NOW)
        ]


def test_refused_commands_are_answered_and_forgotten() -> None:
    """A refusal is in the outcome; the journal does not know of it."""
    desk = trading()
    (outcome,) = desk.do(PlaceOrder(terms("X", Side.BUY, 1000, limit=20)), now=NOW)
    assert isinstance(outcome.refusal, InsufficientFunds)
    assert 2 == len(desk.journal("A"))


def test_a_book_that_was_read_does_not_change() -> None:
    """Who looks at the book keeps what was seen, whatever happens after."""
    desk = trading()
    seen = desk.book
    cash = seen.accounts[A].cash
    desk.do(sell("S", "A", ACME, 4, 25), now=NOW)
    assert cash == seen.accounts[A].cash
