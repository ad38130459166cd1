"""Saying why a balance is what it is."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from tests.unit.untyped import untyped
from tests.unit.use_cases.conftest import House
from trading_core.domain.commands import Deposit, buy, open_account
from trading_core.domain.ids import AccountId
from trading_core.domain.journal import Bucket
from trading_core.errors import InvalidValue, NotFound
from trading_core.testing.contracts.tour import MONDAY
from trading_core.use_cases.explain_balance import BalanceQuestion, ExplainBalance, all_entries, backwards


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
