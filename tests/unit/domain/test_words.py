"""Closed sets of words: each is the text that the doors write."""

from __future__ import annotations

import copy
import pickle

import pytest

from trading_core.domain.journal import Bucket, Cause
from trading_core.domain.order_states import OrderStatus, Step
from trading_core.domain.trades import Purpose
from trading_core.domain.words import (
    CostMethod,
    Direction,
    OrderType,
    Side,
    Source,
    TimeInForce,
    TradingState,
    Word,
)

SETS: dict[type[Word], str] = {
    Side: "buy sell",
    Direction: "long short",
    OrderType: "market limit stop stop_limit",
    TimeInForce: "day gtc ioc fok",
    Source: "trade import transaction signal api",
    TradingState: "active reducing halted",
    CostMethod: "average fifo specific",
    Purpose: "entry stop_loss take_profit close",
    OrderStatus: "pending accepted partially_filled executed closed rejected cancelled expired",
    Step: "submit accept trigger fill_part fill_all exit_part exit_all reject cancel expire",
    Cause: "opening deposit withdrawal hold release fill settlement repayment",
    Bucket: (
        "cash held unsettled margin cost_long cost_short fees taxes realized funding shortfall "
        "long long_held short short_held market"
    ),
}


@pytest.mark.parametrize("kind", SETS)
def test_a_set_has_these_words_and_no_other(kind: type[Word]) -> None:
    """The words are kept in books and sent to clients: none changes, none vanishes."""
    assert SETS[kind].split() == [str(word) for word in kind]
    assert SETS[kind].upper().split() == [word.name for word in kind]


@pytest.mark.parametrize("kind", SETS)
def test_a_word_is_found_by_its_text(kind: type[Word]) -> None:
    """A word goes into any dictionary, message or column as the text that it is."""
    for word in kind:
        assert word is kind(word.value)
        assert word == word.value
        assert hash(word) == hash(word.value)
        assert 1 == {word.value: 1}[word]


@pytest.mark.parametrize("kind", SETS)
def test_words_pass_through_pickles_and_copies(kind: type[Word]) -> None:
    """Words are compared by identity, so what comes back must be the very word."""
    for word in kind:
        assert word is pickle.loads(pickle.dumps(word))  # noqa: S301 - by ourselves, on the same line
        assert word is copy.copy(word)
        assert word is copy.deepcopy(word)


def test_each_side_is_undone_by_the_other() -> None:
    """What was bought is sold again, what was sold is bought back."""
    assert Side.SELL is Side.BUY.opposite
    assert Side.BUY is Side.SELL.opposite
