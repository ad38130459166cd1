"""What holds of every replay, whatever the prices and whatever is wanted."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from tests.unit.use_cases.recordings import DAY, MONDAY, days, market
from trading_core.domain.account import Account
from trading_core.domain.commands import PlaceOrder, buy, sell
from trading_core.domain.ids import Symbol
from trading_core.domain.quotes import Bar
from trading_core.use_cases.replay_bars import replay_bars
from trading_core.use_cases.replay_strategy import Strategy

Wish = tuple[str, int, int]
BARS = st.lists(
    st.tuples(st.integers(80, 120), st.integers(0, 9), st.integers(0, 9), st.integers(80, 120)),
    min_size=4,
    max_size=9,
)
WISHES = st.lists(
    st.tuples(st.sampled_from(["buy", "sell", "market", "exits"]), st.integers(1, 9), st.integers(80, 120))
)


def recording(drawn: Sequence[tuple[int, int, int, int]]) -> list[Bar]:
    return days(*((o, max(o, c) + up, min(o, c) - down, c) for o, up, down, c in drawn))


def wishing(wishes: Sequence[Wish]) -> Strategy:
    """A strategy that looks at what it is shown."""
    count = 0

    def decide(moment: datetime, bars: Mapping[Symbol, Bar], account: Account) -> list[PlaceOrder]:
        nonlocal count
        del moment
        if count >= len(wishes):
            return []
        kind, quantity, price = wishes[count]
        count += 1
        number = f"N{count}-{bars[Symbol('ACME')].close}-{account.cash}"[:64]
        made: dict[str, Callable[[], PlaceOrder]] = {
            "buy": lambda: buy(number, account.id, "ACME", quantity, price),
            "sell": lambda: sell(number, account.id, "ACME", quantity, price),
            "market": lambda: market(number, quantity=quantity),
            "exits": lambda: market(
                number, quantity=quantity, stop_loss=price - 60, take_profits=[price + 60]
            ),
        }
        return [made[kind]()]

    return decide


@given(BARS, WISHES, st.data())
def test_nobody_knows_the_future(
    drawn: list[tuple[int, int, int, int]], wishes: list[Wish], data: st.DataObject
) -> None:
    """Whatever prices do after a moment, everything up to it is the same to the last digit."""
    known = data.draw(st.integers(1, len(drawn) - 1))
    whole = replay_bars(recording(drawn), strategy=wishing(wishes))
    cut = replay_bars(recording([*drawn[:known], (50, 50, 0, 50)]), strategy=wishing(wishes))
    moment = MONDAY + known * DAY

    assert [mark for mark in cut.marks if mark.at <= moment] == [
        mark for mark in whole.marks if mark.at <= moment
    ]
    assert [one for one in cut.trades if one.executed_at < moment] == [
        one for one in whole.trades if one.executed_at < moment
    ]


@given(BARS, WISHES)
def test_a_replay_is_always_the_same_and_its_books_are_whole(
    drawn: list[tuple[int, int, int, int]], wishes: list[Wish]
) -> None:
    """Twice the same, and what it came to is what the desk holds."""
    one, other = (replay_bars(recording(drawn), strategy=wishing(wishes)) for _ in range(2))

    assert (one.marks, one.trades, one.performance) == (other.marks, other.trades, other.performance)
    assert one.desk.journal("replay") == other.desk.journal("replay")
    assert one.desk.equity("replay") == one.marks[-1].equity
    assert all(trade.executed_at > MONDAY for trade in one.trades)
