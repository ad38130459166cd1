"""
Take an account through recorded prices, with signals or a strategy, as fast as it goes and always with the same result.

Nothing of the future is known to anybody:

- What is asked for waits for the next bar of its product, stands when that bar begins, and meets its prices and those of
  later bars. So an order at the market trades at the next open.
- A bar is known when it is over. Then its fills are booked, its close is the last price, and the strategy is asked. How long
  the bars of a product last is the shortest time between two of them.
- In which order the prices of a bar came is not known, and the worst is taken: the stop before the target where it holds
  both. `trading_core.domain.paper.matching` says it in full.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING, Final

from attrs import evolve

from trading_core.domain.book import Settings
from trading_core.domain.checks import expect, sequence_of
from trading_core.domain.commands import (
    ApplyFill,
    CancelOrder,
    CloseOrder,
    Command,
    PlaceOrder,
    SettleCash,
    Stage,
    open_account,
)
from trading_core.domain.desk import Desk
from trading_core.domain.exact import ZERO, add, decimal_of, show
from trading_core.domain.ids import AccountId, Symbol
from trading_core.domain.paper import PaperPolicy, sight_of_bar
from trading_core.domain.paper.floor import Floor
from trading_core.domain.performance import Mark, performance_of
from trading_core.domain.product import product_for
from trading_core.domain.quotes import Bar, Quote
from trading_core.domain.signals import Signal, parse_signal
from trading_core.domain.sizing import USUAL_SIZING, Sizing, to_sizing
from trading_core.errors import InvalidValue, RecordingOver, TradingError
from trading_core.use_cases.bar_times import events_of, ordered
from trading_core.use_cases.replay_strategy import Strategy, asked
from trading_core.use_cases.replayed import NotTraded, Replayed, TimedSignal, signal_text
from trading_core.use_cases.signal_orders import entry_of, price_at, sized_terms

if TYPE_CHECKING:
    from trading_core.domain.account import Account

ACCOUNT: Final = AccountId("replay")
OPENING: Final = 1_000_000
SOURCE: Final = "recorded"


def replay_bars(
    bars: Iterable[Bar],
    signals: Iterable[TimedSignal] = (),
    strategy: Strategy | None = None,
    *,
    opening: object = OPENING,
    settings: Settings | None = None,
    policy: PaperPolicy | None = None,
    sizing: Sizing = USUAL_SIZING,
) -> Replayed:
    """
    Take an account through bars with signals, a strategy or both, and say what it came to.

    A strategy is called as ``strategy(moment, bars, account)`` whenever bars are over: with that moment, these bars by their
    products, and the account. It answers with any number of orders, cancellations, closings and texts of signals, or nothing.

    >>> from datetime import UTC, datetime, timedelta
    >>> from trading_core import Bar, buy, replay_bars
    >>> start = datetime(2026, 1, 5, 1, tzinfo=UTC)
    >>> bars = [
    ...     Bar("2330", start + timedelta(days=day), 100 + day, 103 + day, 99 + day, 102 + day)
    ...     for day in range(4)
    ... ]
    >>> def once(moment, bars, account):
    ...     return [] if account.lots else [buy("A-1", account.id, "2330", 1000, 110)]
    >>> replayed = replay_bars(bars, strategy=once)
    >>> print(
    ...     *(f"{trade.quantity} at {trade.price}" for trade in replayed.trades),
    ...     replayed.performance.gain == 4000,
    ... )
    1000 at 101 True
    """
    replay = BarReplay(
        bars, signals, strategy, opening=opening, settings=settings, policy=policy, sizing=sizing
    )
    for _ in replay.moments():
        pass
    return replay.result()


class BarReplay:
    """The same, moment by moment, for those who show how far it is."""

    def __init__(
        self,
        bars: Iterable[Bar],
        signals: Iterable[TimedSignal] = (),
        strategy: Strategy | None = None,
        *,
        opening: object = OPENING,
        settings: Settings | None = None,
        policy: PaperPolicy | None = None,
        sizing: Sizing = USUAL_SIZING,
    ) -> None:
        """Check everything before anything is played."""
        self.bars = ordered(sequence_of(bars, Bar, "bars"))
        self._signals = sorted(sequence_of(signals, TimedSignal, "signals"), key=lambda one: one.at)[::-1]
        if strategy is not None and not callable(strategy):
            raise InvalidValue("strategy", show(strategy), "a function of moment, bars and account")
        self._strategy = strategy
        rules = PaperPolicy() if policy is None else expect(policy, PaperPolicy, "policy")
        self._sizing = to_sizing(sizing)
        books = Settings() if settings is None else expect(settings, Settings, "settings")
        self._desk = Desk(books)
        self._floor = Floor(self._desk, rules)
        self._first = self.bars[0].start
        self._desk.do(open_account(ACCOUNT, decimal_of(opening, "opening"), books.currency), now=self._first)[
            0
        ].unwrap()
        self._marks = [Mark(self._first, self._account.cash)]
        self._refused: list[NotTraded] = []
        self._waiting: dict[Symbol, list[tuple[str, PlaceOrder | CloseOrder | Signal]]] = {}
        self._count = 0

    def moments(self) -> Iterator[int]:
        """Play, and tell after each moment how many bars have begun."""
        begun = 0
        for (at, beginning), events in groupby(events_of(self.bars), key=lambda event: event[:2]):
            together = [bar for _, _, bar in events]
            if beginning:
                begun += len(together)
                self._begin(at, together)
            else:
                self._end(at, together)
            yield begun
        end = self._marks[-1].at
        for symbol, waiting in self._waiting.items():
            for name, _ in waiting:
                self._refuse(end, name, RecordingOver(symbol))
        self._waiting.clear()
        while self._signals:
            self._come_too_late(self._signals.pop())

    def result(self) -> Replayed:
        """How it went so far."""
        trades = [entry.trade for entry in self._desk.journal(ACCOUNT) if entry.trade is not None]
        return Replayed(
            self._desk,
            ACCOUNT,
            len(self.bars),
            tuple(self._marks),
            tuple(self._refused),
            performance_of(self._marks, trades),
        )

    @property
    def _account(self) -> Account:
        return self._desk.account(ACCOUNT)

    def _begin(self, at: datetime, bars: Sequence[Bar]) -> None:
        """What has waited for these bars stands before their prices do."""
        while self._signals and self._signals[-1].at <= at:
            self._hear(at, self._signals.pop().text)
        for bar in bars:
            self._desk.see(Quote(bar.symbol, bar.open, at, SOURCE))
        for bar in bars:
            for name, wanted in self._waiting.pop(bar.symbol, ()):
                self._place(at, name, wanted)

    def _end(self, at: datetime, bars: Sequence[Bar]) -> None:
        """Book what these bars have brought, then ask."""
        if any(day <= at.date() for day in self._account.settlements):
            self._floor.do(SettleCash(ACCOUNT, at.date()), now=at)
        before = len(self._floor.outcomes)
        for bar in bars:
            self._floor.show(bar.symbol, sight_of_bar(bar), at)
            self._desk.see(Quote(bar.symbol, bar.close, at, SOURCE))
        self._note(at, before)
        invested = ZERO
        for position in self._desk.positions(ACCOUNT):
            invested = add(invested, position.market_value)
        self._marks.append(Mark(at, self._desk.equity(ACCOUNT), invested))
        # nothing begins any more that an answer to the last bars could meet
        if self._strategy is not None and at <= self.bars[-1].start:
            for answer in asked(self._strategy, at, bars, self._account):
                self._take(at, answer)

    def _take(self, at: datetime, answer: object) -> None:
        """Sort an answer: what trades waits for the next bar of its product."""
        if isinstance(answer, str):
            self._hear(at, signal_text(answer))
        elif isinstance(answer, CancelOrder):
            self._carry_out(at, f"cancelling {answer.number}", answer)
        elif isinstance(answer, PlaceOrder):
            self._wait(answer.terms.symbol, f"order {answer.terms.number}", answer)
        elif isinstance(answer, CloseOrder):
            order, name = self._desk.book.orders.get(answer.number), f"closing {answer.number}"
            if order is None:
                self._carry_out(at, name, answer)
            else:
                self._wait(order.terms.symbol, name, answer)
        else:
            expected = "orders, cancellations, closings and texts of signals"
            raise InvalidValue("answers of the strategy", show(answer), expected)

    def _hear(self, at: datetime, text: str) -> None:
        """Read a signal; what is none is refused at once."""
        try:
            signal = parse_signal(text)
        except TradingError as refusal:
            self._refuse(at, _first_line(text), refusal)
        else:
            self._wait(signal.symbol, _first_line(text), signal)

    def _come_too_late(self, signal: TimedSignal) -> None:
        """Read a signal from after the last bar, which waits for nothing any more."""
        self._hear(signal.at, signal.text)
        for symbol in self._waiting:
            self._refuse(signal.at, _first_line(signal.text), RecordingOver(symbol))
        self._waiting.clear()

    def _wait(self, symbol: Symbol, name: str, wanted: PlaceOrder | CloseOrder | Signal) -> None:
        self._waiting.setdefault(symbol, []).append((name, wanted))

    def _place(self, at: datetime, name: str, wanted: PlaceOrder | CloseOrder | Signal) -> None:
        """Ask for what has waited: orders reach the market, and nothing is filled at a price that was only wished for."""
        if isinstance(wanted, PlaceOrder):
            self._carry_out(at, name, evolve(wanted, stage=Stage.ACCEPTED, price=None))
        elif isinstance(wanted, CloseOrder):
            self._carry_out(at, name, CloseOrder(wanted.number))
        else:
            try:
                command = self._command(wanted)
            except TradingError as refusal:
                self._refuse(at, name, refusal)
            else:
                self._carry_out(at, name, command)

    def _command(self, signal: Signal) -> PlaceOrder:
        """Size a signal as the account and the price are at this moment."""
        book = self._desk.book
        terms = sized_terms(
            self._fresh_number(),
            ACCOUNT,
            signal,
            entry_of(signal) or price_at(signal, book.quotes),
            self._sizing,
            self._desk.equity(ACCOUNT),
            book.products.get(signal.symbol) or product_for(signal.symbol, self._account.currency),
        )
        return PlaceOrder(terms, Stage.ACCEPTED)

    def _fresh_number(self) -> str:
        """The next number of a signal; a strategy may number its own orders alike."""
        while (number := f"S-{self._count + 1}") in self._desk.book.orders:
            self._count += 1
        self._count += 1
        return number

    def _carry_out(self, at: datetime, name: str, command: Command) -> None:
        before = len(self._floor.outcomes)
        self._floor.do(command, now=at)
        self._note(at, before, name)

    def _note(self, at: datetime, before: int, name: str | None = None) -> None:
        """Keep what the books have refused since."""
        for outcome in self._floor.outcomes[before:]:
            if outcome.refusal is not None:
                self._refuse(at, name or _named(outcome.command), outcome.refusal)

    def _refuse(self, at: datetime, name: str, refusal: TradingError) -> None:
        self._refused.append(NotTraded(at, name, refusal))


def _first_line(text: str) -> str:
    lines = text.split("\n", 1)[0].strip()
    return show(lines)


def _named(command: Command) -> str:
    return f"order {command.number}" if isinstance(command, ApplyFill) else type(command).__name__
