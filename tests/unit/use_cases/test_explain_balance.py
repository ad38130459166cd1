"""Saying why a balance is what it is."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from tests.unit.untyped import untyped
from tests.unit.use_cases.conftest import House
from trading_core.domain.commands import CancelOrder, Deposit, buy, open_account, placing, sell
from trading_core.domain.figures import FIGURES, Figure
from trading_core.domain.ids import AccountId, Symbol
from trading_core.domain.journal import Bucket
from trading_core.domain.words import OrderType, Side
from trading_core.errors import InvalidValue, NotFound
from trading_core.testing.contracts.tour import MONDAY, order
from trading_core.use_cases import explain_balance
from trading_core.use_cases.explain_balance import (
    BalanceQuestion,
    ExplainBalance,
    Stand,
    all_entries,
    backwards,
    traced_back,
)


@pytest.fixture
def explain(house: House) -> ExplainBalance:
    house.do(open_account("a", 100), open_account("b", 7))
    house.clock.set(MONDAY + timedelta(hours=1))
    house.do(Deposit("a", 5, "r"), buy("N-1", "a", "ABC", 2, 30))
    return ExplainBalance(house.accounts, house.journal)


def test_the_last_line_is_the_balance(explain: ExplainBalance) -> None:
    """An explanation adds up to what it explains, for money and for units, one answer for each question."""
    questions = [
        BalanceQuestion("a"),
        BalanceQuestion("nobody"),
        BalanceQuestion("a", Bucket.LONG, "abc"),
        BalanceQuestion("b", Bucket.CASH),
    ]
    answers = explain(questions)

    assert questions == [answer.question for answer in answers]
    assert NotFound("account", "nobody") == answers[1].refusal
    balances = [[line.balance for line in answer.lines] for answer in answers]
    assert [[100, 105, 45], [], [2], [7]] == balances


def test_the_past_is_explained_as_it_was(explain: ExplainBalance) -> None:
    """What came later does not explain what was then."""
    before = BalanceQuestion("a", at=MONDAY + timedelta(minutes=59))

    assert [Decimal(100)] == [line.balance for line in explain([before])[0].lines]


def test_what_is_no_bucket_is_refused() -> None:
    """A question that means nothing is not answered with nothing."""
    with pytest.raises(InvalidValue):
        BalanceQuestion("a", untyped("pocket"))


def test_a_long_journal_is_read_in_pieces(house: House, explain: ExplainBalance) -> None:
    """Walking in pieces of any size shows every entry once."""
    whole = list(house.journal.entries(AccountId("a")))

    assert 3 == len(whole)
    for chunk in (1, 2, 3, 4):
        assert whole == list(all_entries(explain.journal, AccountId("a"), chunk=chunk))
        assert whole[1::-1] == list(backwards(explain.journal, AccountId("a"), 3, chunk))


def now_of(house: House, name: str, symbol: str | None = None) -> tuple[Figure, Symbol | None, Stand]:
    """What is asked, as of the last entry."""
    account = house.accounts.get(AccountId("a"))
    assert account is not None
    figure, product = FIGURES[name], None if symbol is None else Symbol(symbol)
    return figure, product, Stand(account.sequence + 1, figure.now(account, product))


def test_a_figure_is_traced_back_to_its_beginning_page_by_page(house: House, explain: ExplainBalance) -> None:
    """However small the pages are: each line has the figure after it, and the last place is before the first entry."""
    house.do(sell("N-2", "a", "ABC", 2, 30), buy("N-3", "a", "ABC", 1, 30))
    figure, symbol, now = now_of(house, "quantity", "ABC")
    found = []
    while now.before > 1:
        lines, now = traced_back(explain.journal, AccountId("a"), figure, symbol, now, 1)
        found += [(line.change, line.balance) for line in lines]

    assert [(Decimal(1), Decimal(1)), (Decimal(-2), Decimal(0)), (Decimal(2), Decimal(2))] == found
    assert Stand(1, Decimal(0)) == now


def test_what_is_only_reserved_changes_no_quantity(house: House, explain: ExplainBalance) -> None:
    """Units that go from free to reserved and back are no line, and do not end the search for older ones."""
    waiting = order("N-2", "a", Side.SELL, "ABC", 1, type=OrderType.LIMIT, limit_price=99)
    house.do(placing(waiting), CancelOrder("N-2"))
    told = {}
    for name in ("quantity", "available"):
        figure, symbol, now = now_of(house, name, "ABC")
        lines, _ = traced_back(explain.journal, AccountId("a"), figure, symbol, now, 2)
        told[name] = [line.change for line in lines]

    assert {"quantity": [Decimal(2)], "available": [Decimal(1), Decimal(-1)]} == told


def test_no_answer_reads_on_and_on(
    house: House, explain: ExplainBalance, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of what has changed long ago the place is told from which to look on."""
    monkeypatch.setattr(explain_balance, "MOST_SEARCHED", 2)
    house.do(Deposit("a", 1, "s"), Deposit("a", 1, "t"))
    figure, symbol, now = now_of(house, "quantity", "ABC")
    lines, then = traced_back(explain.journal, AccountId("a"), figure, symbol, now, 5)
    older, _ = traced_back(explain.journal, AccountId("a"), figure, symbol, then, 5)

    assert ((), Stand(now.before - 2, Decimal(2))) == (lines, then)
    assert [Decimal(2)] == [line.change for line in older]


def test_units_of_all_products_are_not_traced(explain: ExplainBalance) -> None:
    """They are no figure."""
    with pytest.raises(InvalidValue, match="symbol"):
        traced_back(explain.journal, AccountId("a"), FIGURES["quantity"], None, Stand(9, Decimal(1)), 5)
