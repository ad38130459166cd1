"""What must hold of signals after a crash: each law reports what breaks it, the first thing first."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import Any, Final

from tests.integration.crash.charted import Charted, Text
from tests.integration.crash.charting import NAMED, Wish
from tests.integration.crash.hearing import Answer
from tests.integration.crash.laws import something_is_overdrawn, strange_answers
from tests.integration.crash.listener import steps_of_each
from tests.integration.http.racers import OPENING
from trading_core.domain.order_states import TRADE_VIEW
from trading_core.domain.orders import Order
from trading_core.domain.words import Source
from trading_core.ports.signals import ReceivedSignal, SignalFate

PLACE: Final = ("code", "reason", "line", "column", "found", "expected")


def an_acknowledged_signal_is_lost(run: Charted) -> Iterator[str]:
    """Whatever was acknowledged is there exactly once, before anybody sends it again."""
    for text in run.texts:
        if text.known and len(text.before) != 1:
            yield f"it was acknowledged, and is there {len(text.before)} times: {text}"


def a_signal_happens_twice(run: Charted) -> Iterator[str]:
    """What nobody was told of is absent or there once; sent again it is there once, and only what is new is not a repeat."""
    for text in run.texts:
        if len(text.before) > 1 or len(text.after) != 1:
            yield f"it is there {len(text.before)} times, then {len(text.after)} times: {text}"
        if text.anew != (not text.before):
            yield f"it was there {len(text.before)} times, and {text.anew} repeats say that they are new: {text}"


def a_repeat_says_something_else(run: Charted) -> Iterator[str]:
    """Every answer to a text names the same signal and the same order, or the same fault: those that are kept."""
    for text in run.texts:
        kept = _kept(text.after[0]) if text.after else None
        for answer in text.answers:
            said = _said(answer)
            if said != kept and not (_says_received(answer) and kept and said[0] == kept[0]):
                yield f"{answer} says {said}, and {kept} is kept: {text}"
        bodies = {_body(text, answer) for answer in text.answers if not _says_received(answer)}
        if len(bodies) > 1:
            yield f"it has several answers: {text}"


def _kept(signal: ReceivedSignal) -> tuple[Any, ...]:
    if signal.refusal is None:
        return signal.id, signal.order
    return tuple(getattr(signal.refusal, name) for name in PLACE)


def _said(answer: Answer) -> tuple[Any, ...]:
    told = answer.told
    if answer.good:
        return told["info"]["signal_id"], None if told["order"] is None else told["order"]["number"]
    return tuple(told.get(name) for name in PLACE)


def _says_received(answer: Answer) -> bool:
    """Whether it was kept and not traded yet when this was said."""
    return answer.good and answer.told["info"]["status"] == SignalFate.RECEIVED.value


def _body(text: Text, answer: Answer) -> bytes:
    """What must be the same to the byte; a refusal without a name tells of the request that it answers."""
    if answer.good or text.asking.kind == NAMED:
        return answer.content
    return json.dumps({**answer.told, "request_id": None}).encode()


def a_signal_stays_received(run: Charted) -> Iterator[str]:
    """What was kept and not traded when somebody died is finished without being sent again."""
    yield from (f"nobody finishes {signal}" for signal in run.left)
    yield from (f"nobody has finished {one}" for one in run.after if one.fate is SignalFate.RECEIVED)


def an_unreadable_one_is_not_refused(run: Charted) -> Iterator[str]:
    """Whatever cannot be read is kept as refused at its place and has no order; whatever can be is ordered."""
    for text in run.texts:
        for signal in text.after:
            refused = signal.fate is SignalFate.REFUSED and signal.unreadable and signal.order is None
            ordered = signal.fate is SignalFate.ORDERED and signal.order is not None
            if not (refused if text.asking.wish is None else ordered):
                yield f"it is {signal.fate} with order {signal.order} and {signal.refusal}: {text}"
        for answer in text.answers:
            if answer.good is (text.asking.wish is None):
                yield f"it was answered {answer}: {text}"


def there_is_more_than_was_sent(run: Charted) -> Iterator[str]:
    """Of chartists there are the signals of the texts that were told of, an order of each that can be read, and no more."""
    words = {text.asking.words for text in run.texts}
    yield from (f"nobody sent {signal}" for signal in run.after if signal.text not in words)
    signalled = Counter(signal.order for signal in run.after if signal.order is not None)
    yield from (f"{times} signals have order {number}" for number, times in signalled.items() if times > 1)
    there = {order.number for order in run.orders}
    yield from (f"no signal is for order {number}" for number in there - signalled.keys())
    yield from (f"order {number} of a signal is not there" for number in signalled.keys() - there)
    readable = sum(text.asking.wish is not None for text in run.texts)
    if len(there) != readable:
        yield f"{readable} texts ask for an order, and there are {len(there)}"


def an_order_is_worth_something_else(run: Charted) -> Iterator[str]:
    """Each order is what its text asks for in the units of its chartist, and holds the money for just that."""
    held: dict[str, Decimal] = defaultdict(Decimal)
    for text in run.texts:
        chartist, wish = text.asking.chartist, text.asking.wish
        account = run.books.accounts[chartist.trader.account]
        for signal in text.after:
            order = None if signal.order is None else account.orders.get(signal.order)
            if wish is None or order is None:
                continue
            if _wanted(wish, chartist.size) != (found := _terms(order)):
                yield f"its order is {found}: {text}"
            value = wish.price * chartist.size
            held[account.account.id] += value
            if value != account.account.hold(order.number).cash:
                yield f"its order holds {account.account.hold(order.number)}: {text}"
    for name, kept in run.books.accounts.items():
        there = kept.account.cash, kept.account.held
        if (Decimal(OPENING) - held[name], held[name]) != there:
            yield f"{name} must hold {held[name]}, and has {there}"


def _wanted(wish: Wish, size: int) -> tuple[object, ...]:
    price = (wish.price, None) if wish.type == "limit" else (None, wish.price)
    stop, target = wish.exits
    return Source.SIGNAL, wish.side, wish.symbol, Decimal(size), wish.type, *price, stop, [target]


def _terms(order: Order) -> tuple[object, ...]:
    terms = order.terms
    prices = [
        None if one is None else one.value for one in (terms.limit_price, terms.stop_price, terms.stop_loss)
    ]
    targets = [one.value for one in terms.take_profits]
    (line,) = terms.lines
    return terms.source, terms.side, line.symbol, line.quantity.value, terms.type, *prices, targets


def a_listener_misses_something(run: Charted) -> Iterator[str]:
    """Whoever came back with his number each time has heard every step of every order once, in order, as all do."""
    if run.resets:
        yield f"{run.resets} times events were not known any more"
    numbers = [message["id"] for message in run.heard]
    yield from (f"{after} was heard after {before}" for before, after in pairwise(numbers) if before >= after)
    steps = steps_of_each(run.heard)
    yield from (f"events of {number} were heard, which is not his" for number in steps.keys() - run.listened)
    for number, order in run.listened.items():
        history = [TRADE_VIEW[event.status] for event in order.history]
        if history != steps[number]:
            yield f"of {number} were heard {steps[number]} instead of {history}"
    if run.heard != run.told_anew:
        yield f"{len(run.heard)} events were heard, and {len(run.told_anew)} others by one who came later"


LAWS: Final = (
    strange_answers,
    an_acknowledged_signal_is_lost,
    a_signal_happens_twice,
    a_repeat_says_something_else,
    a_signal_stays_received,
    an_unreadable_one_is_not_refused,
    there_is_more_than_was_sent,
    an_order_is_worth_something_else,
    something_is_overdrawn,
    a_listener_misses_something,
)
