"""Turn texts into orders, or into refusals that say where a text is wrong."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from attrs import field, frozen

from trading_core.domain.checks import a, sequence_of
from trading_core.domain.commands import PlaceOrder, Stage
from trading_core.domain.exact import show
from trading_core.domain.ids import AccountId, OrderNumber
from trading_core.domain.order_states import OrderStatus
from trading_core.domain.order_terms import OrderLine, OrderTerms
from trading_core.domain.orders import Order
from trading_core.domain.product import product_for
from trading_core.domain.signals import Signal, SignalType, parse_signal
from trading_core.domain.valuation import equity
from trading_core.domain.words import OrderType, Side, Source
from trading_core.errors import (
    DuplicateOrderNumber,
    InvalidInput,
    InvalidValue,
    NoPrice,
    NotFound,
    Refused,
    SignalRefused,
    TradingError,
    Unavailable,
)
from trading_core.ports.accounts import Accounts
from trading_core.ports.ids import Ids
from trading_core.ports.orders import Orders
from trading_core.ports.products import Products
from trading_core.ports.signals import LONGEST_SIGNAL, ReceivedSignal, SignalFate, Signals
from trading_core.use_cases.execute_commands import ExecuteCommands
from trading_core.use_cases.sizing import Sizing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from trading_core.domain.account import Account
    from trading_core.domain.amounts import Price
    from trading_core.domain.book import Outcome
    from trading_core.domain.ids import Symbol
    from trading_core.domain.quotes import Quote

ORDER_TYPES: Mapping[SignalType, OrderType] = {
    SignalType.MARKET: OrderType.MARKET,
    SignalType.LIMIT: OrderType.LIMIT,
    SignalType.STOP: OrderType.STOP,
    SignalType.UNSTATED: OrderType.LIMIT,
}


@frozen
class SignalText:
    """A text, who sent it, and the account that is to trade it."""

    account: AccountId = field(converter=AccountId)
    sender: str = field(validator=a(str))
    text: str = field(validator=a(str))


@frozen
class SignalOutcome:
    """What became of a text; a repeat shows what became of it the first time."""

    received: ReceivedSignal
    order: Order | None = None
    refusal: TradingError | None = None
    replayed: bool = False


@frozen
class TradeSignals:
    """
    Reads texts, sizes what they ask for and places the orders, all in one batch.

    A text is kept first, under an id that its order number is made of, so that whoever starts again after a crash
    finishes what was begun and places nothing twice. A text that waits for a price while the source is down stays
    received and can be sent again. ``window`` is how long the same words of one sender for one account count as a repeat; with none,
    each is a signal of its own.
    """

    execute: ExecuteCommands
    signals: Signals
    ids: Ids
    accounts: Accounts
    orders: Orders
    products: Products
    sizing: Sizing
    stage: Stage = Stage.SUBMITTED
    window: timedelta = timedelta(0)

    def __call__(self, texts: Sequence[SignalText]) -> tuple[SignalOutcome, ...]:
        """Trade each text, or say why not."""
        drafts = [self._receive(text) for text in sequence_of(texts, SignalText, "texts")]
        quotes, down = self._quotes(drafts)
        placing: dict[OrderNumber, PlaceOrder] = {}
        for draft in drafts:
            try:
                if draft.signal is not None:
                    command = self._command(draft, draft.signal, quotes, down)
                    placing[command.terms.number] = command
            except (InvalidInput, Refused, NotFound, Unavailable) as refusal:
                draft.refusal = refusal
        outcomes = self.execute(tuple(placing.values()))
        placed = dict(zip(placing, outcomes, strict=True))
        return tuple(self._conclude(draft, placed.get(draft.number)) for draft in drafts)

    def _receive(self, text: SignalText) -> _Draft:
        words = " ".join([text.account, *text.text.split()]).encode("utf-8", "surrogatepass")
        received = self.signals.receive(
            ReceivedSignal(
                id=self.ids.fresh(),
                sender=text.sender,
                text=storable(text.text),
                fingerprint=sha256(words).hexdigest(),
                received_at=self.execute.clock.now(),
            ),
            self.window,
        )
        draft = _Draft(text.account, received)
        try:
            signal = parse_signal(text.text)
        except SignalRefused as refusal:
            draft.refusal = refusal
        else:
            draft.signal = signal if received.fate is SignalFate.RECEIVED else None
        return draft

    def _quotes(self, drafts: Sequence[_Draft]) -> tuple[Mapping[Symbol, Quote], Unavailable | None]:
        """Ask for what is signalled and for what the accounts hold, before anything is decided."""
        symbols: set[Symbol] = set()
        for draft in drafts:
            if draft.signal is None:
                continue
            symbols.add(draft.signal.symbol)
            account = self.accounts.get(draft.account)
            symbols.update(symbol for symbol, _ in (() if account is None else account.lots))
        if not symbols:
            return {}, None
        try:
            return self.execute.quotes.quotes(symbols), None
        except Unavailable as down:
            return {}, down

    def _command(
        self, draft: _Draft, signal: Signal, quotes: Mapping[Symbol, Quote], down: Unavailable | None
    ) -> PlaceOrder:
        account = self.accounts.get(draft.account)
        if account is None:
            raise NotFound("account", draft.account)
        entry = entry_of(signal)
        if entry is None and down is not None:
            raise down
        at = entry or _price(signal, quotes)
        return PlaceOrder(self._terms(draft.number, account, signal, at, quotes), self.stage)

    def _terms(
        self,
        number: OrderNumber,
        account: Account,
        signal: Signal,
        entry: Price,
        quotes: Mapping[Symbol, Quote],
    ) -> OrderTerms:
        product = self.products.get(signal.symbol) or product_for(signal.symbol, account.currency)
        worth = equity(account, quotes)
        quantity = self.sizing.quantity(entry, signal.stop_loss, worth, product.quantity_decimals)
        if not quantity:
            raise InvalidValue(
                "quantity", show(quantity.value), "a size that buys at least the smallest unit"
            )
        kind = ORDER_TYPES[signal.order_type]
        return OrderTerms(
            number=number,
            source=Source.SIGNAL,
            account=account.id,
            side=signal.side,
            lines=[OrderLine(signal.symbol, quantity)],
            type=kind,
            limit_price=entry if kind is OrderType.LIMIT else None,
            stop_price=entry if kind is OrderType.STOP else None,
            entry_range=signal.entry_range,
            stop_loss=signal.stop_loss,
            take_profits=signal.take_profits,
        )

    def _conclude(self, draft: _Draft, outcome: Outcome | None) -> SignalOutcome:
        received = draft.received
        if received.fate is not SignalFate.RECEIVED:
            order = None if received.order is None else self.orders.get(received.order)
            return SignalOutcome(received, order, draft.refusal, replayed=True)
        order = None if outcome is None else outcome.order
        refusal = draft.refusal if outcome is None else outcome.refusal
        if isinstance(refusal, DuplicateOrderNumber):
            # the number is of this signal alone, so the order is what was begun before a crash
            order = self.orders.get(draft.number)
            rejected = order is None or order.status is OrderStatus.REJECTED
            refusal = refusal if rejected else None
        if isinstance(refusal, Unavailable):
            return SignalOutcome(received, refusal=refusal)
        fate = SignalFate.ORDERED if refusal is None else SignalFate.REFUSED
        number = None if order is None else order.number
        known = self.signals.conclude(received.id, fate, number, None if refusal is None else str(refusal))
        return SignalOutcome(known, order, refusal)


class _Draft:
    """What is known of one text on its way to an order."""

    def __init__(self, account: AccountId, received: ReceivedSignal) -> None:
        self.account = account
        self.received = received
        self.number = OrderNumber(f"S-{received.id}")
        self.signal: Signal | None = None
        self.refusal: TradingError | None = None


def storable(text: str) -> str:
    """A text as every store can keep it: not endless, and a mark in the place of what is no character."""
    kept = text[:LONGEST_SIGNAL].replace("\0", "\ufffd")
    return kept.encode("utf-8", "replace").decode("utf-8") if not kept.isascii() else kept


def entry_of(signal: Signal) -> Price | None:
    """
    The price that the order is placed and sized at, None for one at the market.

    Of a range it is the end that is farther from the stop: the order may trade anywhere within the range,
    and no fill risks more than was sized for.
    """
    if signal.order_type is SignalType.MARKET or not signal.entries:
        return None
    return max(signal.entries) if signal.side is Side.BUY else min(signal.entries)


def _price(signal: Signal, quotes: Mapping[Symbol, Quote]) -> Price:
    quote = quotes.get(signal.symbol)
    if quote is None:
        raise NoPrice(signal.symbol)
    return quote.price_for(signal.side)
