"""Recorded prices, signals and strategies: what trades at which price, and that nobody knows the future."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from tests.unit.use_cases.recordings import (
    CALM,
    DAY,
    HOUR,
    LONG,
    MONDAY,
    answering,
    days,
    euros,
    fills,
    market,
    reasons,
)
from trading_core.domain.account import Account
from trading_core.domain.book import Settings
from trading_core.domain.commands import CancelOrder, CloseOrder, Deposit, PlaceOrder, buy
from trading_core.domain.ids import Symbol
from trading_core.domain.markets import MarketMode, standard_markets
from trading_core.domain.order_terms import OrderLine, OrderTerms
from trading_core.domain.quotes import Bar
from trading_core.domain.sizing import FixedQuantity, RiskedShare, Sizing
from trading_core.domain.words import Direction, OrderType, Side, TradingState
from trading_core.errors import InvalidValue
from trading_core.use_cases.replay_bars import BarReplay, replay_bars
from trading_core.use_cases.replayed import TimedSignal


def test_an_order_at_the_market_trades_at_the_next_open() -> None:
    """Not at the close that it was decided on, which is over."""
    bars = days((100, 105, 95, 104), (107, 110, 106, 108))
    replayed = replay_bars(bars, strategy=answering(market("A")))

    assert ["entry buy 10 @ 107"] == fills(replayed)
    assert [Decimal(1_000_000), Decimal(1_000_000), Decimal(1_000_010)] == [
        mark.equity for mark in replayed.marks
    ]
    assert [MONDAY, MONDAY + DAY, MONDAY + 2 * DAY] == [mark.at for mark in replayed.marks]
    assert [Decimal(0), Decimal(0), Decimal(1080)] == [mark.invested for mark in replayed.marks]
    assert Decimal(10) == replayed.performance.gain


def test_a_wished_price_is_a_limit_and_no_fill() -> None:
    """What `buy` would trade at once in the books has to meet the price here."""
    never = buy("A", "replay", "ACME", 10, 90)
    later = buy("B", "replay", "ACME", 10, 98)
    replayed = replay_bars(days(CALM, CALM, (99, 99, 97, 98)), strategy=answering([never, later]))

    assert ["entry buy 10 @ 98"] == fills(replayed)
    assert ["accepted", "executed"] == [str(order.status) for order in replayed.orders]


def test_within_a_bar_the_worst_is_taken() -> None:
    """A bar that holds both the stop and the target has met the stop first."""
    bars = days(CALM, CALM, (100, 130, 80, 125))
    order = market("A", stop_loss=90, take_profits=[120])

    assert ["entry buy 10 @ 100", "stop_loss sell 10 @ 90"] == fills(
        replay_bars(bars, strategy=answering(order))
    )


def test_a_signal_waits_for_the_next_bar_of_its_product() -> None:
    """One that comes while a bar is running has not seen it, and one that comes with the open has."""
    bars = euros(("1.10", "1.13", "1.08", "1.10"), ("1.11", "1.13", "1.10", "1.12"))
    early = replay_bars(bars, [TimedSignal(MONDAY, LONG)], sizing=FixedQuantity(1000))
    late = replay_bars(bars, [TimedSignal(MONDAY + HOUR, LONG)], sizing=FixedQuantity(1000))

    assert ["entry buy 1000 @ 1.1", "stop_loss sell 1000 @ 1.09"] == fills(early)
    assert ["entry buy 1000 @ 1.1", "take_profit sell 1000 @ 1.12"] == fills(late)


@pytest.mark.parametrize(
    ("sizing", "quantity"), [(FixedQuantity(3), 3), (RiskedShare("0.5"), 1_000_000)], ids=["fixed", "risk"]
)
def test_a_signal_is_sized_by_a_policy(sizing: Sizing, quantity: int) -> None:
    """As in the house: so many units, or what loses so much of the equity."""
    bars = euros(("1.10", "1.10", "1.10", "1.10"), ("1.10", "1.10", "1.10", "1.10"))
    replayed = replay_bars(bars, [TimedSignal(MONDAY, LONG)], opening=2_000_000, sizing=sizing)

    assert [f"entry buy {quantity} @ 1.1"] == fills(replayed)


def test_what_is_refused_is_told_with_its_reason() -> None:
    """Texts that are no signals, sizes of nothing, orders that cannot be paid, products without prices."""
    bars = euros(("1.10", "1.10", "1.10", "1.10"), ("1.10", "1.10", "1.10", "1.10"))
    signals = [
        TimedSignal(MONDAY, "hello\nthere"),
        TimedSignal(MONDAY, LONG),
        TimedSignal(MONDAY, LONG.replace("EURUSD", "GBPUSD")),
        TimedSignal(MONDAY + 9 * DAY, LONG),
    ]
    poor = replay_bars(bars, signals, opening=5, sizing=FixedQuantity(1000))
    tiny = replay_bars(bars, signals[1:2], opening=0, sizing=RiskedShare(1))

    assert [
        ("'hello'", "invalid_signal"),
        ("'BUY EURUSD @1.1000'", "insufficient_funds"),
        ("'BUY GBPUSD @1.1000'", "recording_over"),
        ("'BUY EURUSD @1.1000'", "recording_over"),
    ] == reasons(poor)
    assert MONDAY + 9 * DAY == poor.refused[-1].at
    assert [("'BUY EURUSD @1.1000'", "size_too_small")] == reasons(tiny)
    assert ["rejected"] == [str(order.status) for order in poor.orders]


def test_a_signal_finds_a_number_that_no_order_has() -> None:
    """A strategy may number its orders as it likes, also as signals are numbered."""
    bars = euros(*[("1.10", "1.10", "1.10", "1.10")] * 3)
    own = buy("S-1", "replay", "EURUSD", 10, "1.20")
    replayed = replay_bars(
        bars, [TimedSignal(MONDAY + DAY, LONG)], answering(own), sizing=FixedQuantity(1000)
    )

    assert [] == reasons(replayed)
    assert ["S-1", "S-2"] == sorted(order.number for order in replayed.orders)


def test_a_fill_that_cannot_be_paid_any_more_is_told() -> None:
    """Two orders reserve at their acceptance; a stop that slips beyond it is cancelled, with the reason."""
    bars = days(CALM, CALM, (200, 200, 200, 200))
    stop = market("A", quantity=9, type=OrderType.STOP, stop_price=110)
    replayed = replay_bars(bars, strategy=answering(stop), opening=1000)

    assert [("order A", "insufficient_funds")] == reasons(replayed)
    assert ["cancelled"] == [str(order.status) for order in replayed.orders]


def test_a_strategy_may_cancel_and_close_what_it_has_ordered() -> None:
    """Closing happens at the next open; what is not there cannot be cancelled or closed."""
    bars = days(CALM, CALM, (103, 104, 102, 103), (105, 106, 104, 105), CALM)
    replayed = replay_bars(
        bars,
        strategy=answering(
            [market("A", stop_loss=50), buy("B", "replay", "ACME", 1, 10)],
            [CancelOrder("B"), CancelOrder("C"), CloseOrder("D")],
            CloseOrder("A"),
        ),
    )
    assert ["entry buy 10 @ 100", "close sell 10 @ 105"] == fills(replayed)
    assert [("cancelling C", "not_found"), ("closing D", "not_found")] == reasons(replayed)
    assert ["closed", "cancelled"] == [str(order.status) for order in replayed.orders]


def test_a_strategy_may_answer_the_text_of_a_signal() -> None:
    """One answer, or many of any kind, or nothing."""
    bars = euros(*[("1.10", "1.10", "1.10", "1.10")] * 4)
    replayed = replay_bars(bars, strategy=answering(LONG, (LONG for _ in range(2))), sizing=FixedQuantity(10))

    assert ["S-1", "S-2", "S-3"] == [order.number for order in replayed.orders]


def test_a_strategy_sees_bars_when_they_are_over() -> None:
    """At that moment, with what the account is by then; after the last beginning there is nothing to decide."""
    seen: list[tuple[datetime, list[str], Decimal]] = []

    def decide(moment: datetime, bars: Mapping[Symbol, Bar], account: Account) -> Iterator[PlaceOrder]:
        seen.append((moment, sorted(bars), account.units(Symbol("ACME"), Direction.LONG)))
        if len(seen) == 1:
            yield market("A")

    bars = [*days(CALM, CALM, CALM), *days(CALM, CALM, symbol="SLOW", step=2 * DAY)]
    replay_bars(reversed(bars), strategy=decide)

    assert [
        (MONDAY + DAY, ["ACME"], Decimal(0)),
        (MONDAY + 2 * DAY, ["ACME", "SLOW"], Decimal(10)),
    ] == seen


def test_bars_that_stand_alone_last_as_long_as_others_do() -> None:
    """A day where there is nothing to compare with."""
    alone = replay_bars(days(CALM))
    beside = replay_bars([*days(CALM, CALM, step=HOUR), *days(CALM, symbol="OTHER")])

    assert MONDAY + DAY == alone.marks[-1].at
    assert [MONDAY + HOUR, MONDAY + 2 * HOUR] == [mark.at for mark in beside.marks[1:]]


def test_time_has_an_end() -> None:
    """A bar at the end of all time is over before it."""
    last = datetime(2199, 12, 31, 12, tzinfo=UTC)
    assert (
        datetime(2199, 12, 31, 23, 59, 59, 999999, tzinfo=UTC)
        == replay_bars(days(CALM, first=last)).marks[-1].at
    )


def test_proceeds_are_paid_out_on_their_day() -> None:
    """In a market that settles two days later, so that what was sold can be spent again."""
    strict = Settings(markets=standard_markets(MarketMode.STRICT))
    bars = days(*[(100, 101, 99, 100)] * 9, symbol="2330")
    bought = PlaceOrder(
        OrderTerms(number="A", account="replay", side=Side.BUY, lines=[OrderLine("2330", 1000)])
    )
    sold = PlaceOrder(
        OrderTerms(number="B", account="replay", side=Side.SELL, lines=[OrderLine("2330", 1000)])
    )
    replayed = replay_bars(bars, strategy=answering(bought, sold), settings=strict)
    account = replayed.desk.account("replay")

    assert ["entry buy 1000 @ 100", "entry sell 1000 @ 100"] == fills(replayed)
    assert {} == dict(account.settlements)
    assert account.cash == replayed.marks[-1].equity
    assert replayed.performance.costs == 1_000_000 - account.cash > 0


def test_a_halted_market_takes_nothing() -> None:
    """The settings are those of the house."""
    halted = Settings(state=TradingState.HALTED, state_reason="a drill")
    replayed = replay_bars(days(CALM, CALM), strategy=answering(market("A")), settings=halted)

    assert [("order A", "trading_halted")] == reasons(replayed)


def test_how_far_it_is_can_be_followed() -> None:
    """Bars that have begun, moment by moment."""
    replay = BarReplay(days(CALM, CALM))

    assert [1, 1, 2, 2] == list(replay.moments())
    assert 2 == replay.result().bars


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (5, "failed at 2026-01-06"),
        ([Deposit("replay", 5, "gift")], "answers of the strategy"),
        ([None], "answers of the strategy"),
        ((market("A") for _ in iter(int, 1)), "without end"),
        (["x" * 10_001], "text"),
    ],
)
def test_an_answer_that_is_none_ends_the_replay(answer: object, told: str) -> None:
    """A strategy that answers something else is wrong, and nobody guesses what it meant."""
    with pytest.raises(InvalidValue, match=told):
        replay_bars(days(CALM, CALM), strategy=answering(answer))


def test_a_strategy_that_fails_is_told_with_what_it_said() -> None:
    """Its own error is behind ours."""

    def decide(moment: datetime, bars: Mapping[Symbol, Bar], account: Account) -> Iterator[PlaceOrder]:
        del moment, bars
        yield market("A")
        if not account.lots:
            raise ZeroDivisionError("mine")

    with pytest.raises(InvalidValue, match="ZeroDivisionError") as told:
        replay_bars(days(CALM, CALM), strategy=decide)
    assert "mine" == str(told.value.__cause__)


@pytest.mark.parametrize(
    "wrong",
    [
        {"bars": []},
        {"bars": [*days(CALM), *days(CALM)]},
        {"bars": 5},
        {"signals": ["BUY"]},
        {"strategy": 5},
        {"opening": -1},
        {"settings": 5},
        {"policy": 5},
        {"sizing": 5},
    ],
    ids=str,
)
def test_wrong_input_is_refused_before_anything_is_played(wrong: dict[str, Any]) -> None:
    """Each argument by itself."""
    with pytest.raises(InvalidValue):
        replay_bars(**{"bars": days(CALM), **wrong})
