"""Place the orders of signals that were received, once each, whoever does it and however often it is begun."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from attrs import frozen

from trading_core.domain.checks import sequence_of
from trading_core.domain.commands import PlaceOrder, Stage
from trading_core.domain.product import product_for
from trading_core.domain.signals import parse_signal_body
from trading_core.domain.sizing import RiskedShare
from trading_core.domain.valuation import equity
from trading_core.errors import (
    InvalidInput,
    InvariantViolated,
    NotFound,
    Refused,
    SignalExpired,
    TradingError,
    Unavailable,
)
from trading_core.ports.accounts import Accounts
from trading_core.ports.answers import Caller
from trading_core.ports.first_prices import FirstPrice, FirstPrices
from trading_core.ports.orders import Orders
from trading_core.ports.products import Products
from trading_core.ports.signals import Conclusion, ReceivedSignal, SignalFate, Signals
from trading_core.use_cases.answer_once import AnswerOnce, Request
from trading_core.use_cases.concluding import (
    SignalOutcome,
    as_placed,
    concluded,
    of_outcome,
    read,
    written,
)
from trading_core.use_cases.prices import PriceBoard
from trading_core.use_cases.signal_orders import entry_of, first_price_of, price_at, sized_terms

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from decimal import Decimal

    from trading_core.domain.account import Account
    from trading_core.domain.book import Outcome
    from trading_core.domain.ids import AccountId, Symbol
    from trading_core.domain.orders import Order
    from trading_core.domain.quotes import Quote
    from trading_core.domain.signals import Signal
    from trading_core.ports.quotes import QuoteSource

CALLER: Final = Caller("signals")


@frozen
class FinishSignals:
    """
    Sizes what signals ask for, places their orders, and writes down what became of each.

    The order and the conclusion are kept in one transaction under the signal's id, so that of several who work on a
    signal at once, or one after the other's death, one decides and all others find what was decided. What needs a price
    while nobody tells one stays received; after ``patience`` it is refused, since the market that it was meant for is
    gone. Without being told of signals, it takes up the oldest that wait for longer than ``grace``, and shows those
    that it could finish.
    """

    answer_once: AnswerOnce
    signals: Signals
    accounts: Accounts
    orders: Orders
    products: Products
    first_prices: FirstPrices
    stage: Stage = Stage.ACCEPTED
    patience: timedelta = timedelta(hours=1)
    grace: timedelta = timedelta(seconds=5)
    limit: int = 100

    def __call__(self, told: Sequence[ReceivedSignal] | None = None) -> tuple[SignalOutcome, ...]:
        """Finish signals, one outcome each; what was concluded before is shown as it stands."""
        now = self.answer_once.clock.now()
        if told is None:
            done = self._finish(self.signals.waiting(now - self.grace, self.limit), now)
            return tuple(one for one in done if one.received.fate is not SignalFate.RECEIVED)
        return self._finish(sequence_of(told, ReceivedSignal, "told"), now)

    def _finish(self, received: Sequence[ReceivedSignal], now: datetime) -> tuple[SignalOutcome, ...]:
        open_ones = {one.id: one for one in received if one.fate is SignalFate.RECEIVED}
        drafts = {name: self._draft(signal, now) for name, signal in open_ones.items()}
        self._decide(list(drafts.values()), now)
        known = self._conclude(drafts)
        return tuple(self._outcome(known.get(one.id, one), drafts.get(one.id)) for one in received)

    def _draft(self, signal: ReceivedSignal, now: datetime) -> _Draft:
        draft = _Draft(signal)
        if now - signal.received_at >= self.patience:
            draft.refusal = SignalExpired(signal.received_at)
            return draft
        try:
            draft.wish = parse_signal_body(signal.text, signal.media)
        except InvalidInput as refusal:
            # what could be read when it came in is read by another version of ourselves
            draft.refusal = refusal
        return draft

    def _decide(self, drafts: Sequence[_Draft], now: datetime) -> None:
        """Ask for prices before anything is locked, then place all orders in one transaction."""
        wishes = [(draft, draft.wish) for draft in drafts if draft.wish is not None]
        if wishes:
            market = self._market(wishes)
            if self._begin_prices(wishes, market, now) - market.prices.silent:
                market = self._market(wishes)
            for draft, wish in wishes:
                try:
                    draft.command = self._command(draft, wish, market)
                except (InvalidInput, Refused, NotFound, Unavailable) as refusal:
                    draft.refusal = refusal
        ready = [draft for draft in drafts if not isinstance(draft.refusal, Unavailable)]
        try:
            self._place(ready)
        except InvariantViolated:
            for draft in ready:
                self._place_alone(draft)

    def _begin_prices(
        self, wishes: Sequence[tuple[_Draft, Signal]], market: _Market, now: datetime
    ) -> set[Symbol]:
        """A price that somebody trades by is nobody's to set: only what has none, or was never used, begins here."""
        stated = {wish.symbol: FirstPrice(first_price_of(wish), now) for _, wish in reversed(wishes)}
        missing = stated.keys() - self.first_prices.find(stated).keys()
        used = self.products.find(missing).keys() if missing else missing
        begun = missing - (used & (market.prices.quotes.keys() | market.prices.silent))
        if begun:
            self.first_prices.keep({symbol: stated[symbol] for symbol in begun})
        return begun

    def _market(self, wishes: Sequence[tuple[_Draft, Signal]]) -> _Market:
        """Ask for what is signalled, and for what those accounts hold whose sizes depend on it."""
        market = _Market(self.answer_once.quotes)
        symbols: set[Symbol] = set()
        for draft, wish in wishes:
            name = draft.signal.account
            if name not in market.accounts:
                market.accounts[name] = self.accounts.get(name)
            account = market.accounts[name]
            symbols.add(wish.symbol)
            if account is not None and isinstance(draft.signal.sizing, RiskedShare):
                symbols.update(symbol for symbol, _ in account.lots)
        market.prices.ask(symbols)
        return market

    def _command(self, draft: _Draft, wish: Signal, market: _Market) -> PlaceOrder:
        signal = draft.signal
        account = market.accounts[signal.account]
        if account is None:
            raise NotFound("account", signal.account)
        entry = entry_of(wish)
        needed = set() if entry is not None else {wish.symbol}
        if isinstance(signal.sizing, RiskedShare):
            needed.update(symbol for symbol, _ in account.lots)
        prices = market.prices
        if prices.failure is not None and needed & prices.silent:
            raise prices.failure
        at = entry or price_at(wish, prices.quotes)
        product = self.products.get(wish.symbol) or product_for(wish.symbol, account.currency)
        worth = self._worth(draft, account, prices.quotes)
        terms = sized_terms(draft.number, account.id, wish, at, signal.sizing, worth, product)
        return PlaceOrder(terms, self.stage)

    @staticmethod
    def _worth(draft: _Draft, account: Account, quotes: Mapping[Symbol, Quote]) -> Decimal:
        return equity(account, quotes) if isinstance(draft.signal.sizing, RiskedShare) else account.cash

    def _place(self, drafts: Sequence[_Draft]) -> None:
        answers = self.answer_once([draft.request() for draft in drafts])
        for draft, answer in zip(drafts, answers, strict=True):
            draft.conclusion = None if answer.content is None else read(answer.content)
            if answer.replayed:  # by somebody else, while the order that was made here was undone
                draft.order = None

    def _place_alone(self, draft: _Draft) -> None:
        """What makes the books contradict themselves is refused, so that those beside and behind it go on."""
        try:
            self._place([draft])
        except InvariantViolated as broken:
            draft.conclusion = concluded(draft.signal.id, None, broken)

    def _conclude(self, drafts: Mapping[str, _Draft]) -> Mapping[str, ReceivedSignal]:
        found = [
            draft.conclusion
            for draft in drafts.values()
            if draft.conclusion is not None and draft.conclusion.fate is not SignalFate.RECEIVED
        ]
        return {signal.id: signal for signal in self.signals.conclude(found)} if found else {}

    def _outcome(self, received: ReceivedSignal, draft: _Draft | None) -> SignalOutcome:
        if received.order is None:
            return SignalOutcome(received)
        order = None if draft is None else draft.order
        order = order or self.orders.get(received.order)
        return SignalOutcome(received, None if order is None else as_placed(order))


class _Market:
    """What is known of accounts and prices before the decision."""

    def __init__(self, source: QuoteSource) -> None:
        self.accounts: dict[AccountId, Account | None] = {}
        self.prices = PriceBoard(source)


class _Draft:
    """What is known of one signal on its way to an order."""

    def __init__(self, signal: ReceivedSignal) -> None:
        self.signal = signal
        self.number = f"S-{signal.id}"
        self.wish: Signal | None = None
        self.command: PlaceOrder | None = None
        self.refusal: TradingError | None = None
        self.order: Order | None = None
        self.conclusion: Conclusion | None = None

    def request(self) -> Request:
        commands = () if self.command is None else (self.command,)
        return Request(
            caller=CALLER, key=self.signal.id, fingerprint="signal", commands=commands, render=self.render
        )

    def render(self, outcomes: Sequence[Outcome]) -> bytes:
        if not outcomes:
            return written(concluded(self.signal.id, None, self.refusal))
        (outcome,) = outcomes
        if isinstance(outcome.refusal, Unavailable):
            return written(Conclusion(self.signal.id, SignalFate.RECEIVED))
        self.order = outcome.order
        return written(of_outcome(self.signal.id, outcome))
