"""What must hold after a crash: each law reports what breaks it, the first thing first."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from tests.integration.crash.aftermath import Aftermath
from tests.integration.crash.asking import CLOSE
from tests.integration.crash.hearing import Answer, Story
from tests.integration.http.racers import OPENING
from tests.integration.http.stored import differences_in
from trading_core.domain.ids import Symbol
from trading_core.domain.journal import ANY_SIGN, NOT_ABOVE_ZERO, post
from trading_core.domain.order_states import OrderStatus
from trading_core.domain.words import Direction
from trading_core.domain.words import Source as Origin

Wanted = tuple[str, str, Decimal, Decimal]

KINDS: Final = ("buy", "sell", "transaction", "import", "deposit")
ENDS: Final = {OrderStatus.EXECUTED, OrderStatus.CLOSED}


def strange_answers(run: Aftermath) -> Iterator[str]:
    """What is neither done, nor refused by a rule of trading, nor put off, is a fault of the service."""
    yield from (f"the service fails: {story}" for story in run.stories if story.strange)


def what_was_told_is_lost(run: Aftermath) -> Iterator[str]:
    """Whatever was acknowledged is answered again from memory, by the very same bytes."""
    for one in run.again:
        if one.known and not one.kept:
            yield f"it was acknowledged, and is not there: {one.story}"
        if one.known and not one.answers[0].replayed:
            yield f"it was acknowledged, and was done again: {one.story}"
        if not all(answer.same(one.story.answers[0]) for answer in one.story.answers):
            yield f"it has several answers: {one.story}"


def what_was_not_told_happens_twice(run: Aftermath) -> Iterator[str]:
    """Whatever nobody was told of is there or not, and is there once after it was asked for again."""
    for one in run.again:
        if one.known:
            continue
        if one.answers[0].replayed is not one.kept:
            yield f"it was {'' if one.kept else 'not '}kept, and the first repeat says otherwise: {one.story}"
        if not one.answers[1].replayed:
            yield f"its second repeat was done again: {one.story}"


def what_was_told_is_stored_otherwise(run: Aftermath) -> Iterator[str]:
    """Every answer speaks of something that is stored once, just so."""
    for story, answer in run.finally_told():
        fault = _fault(run, story, answer) if answer.good else None
        if fault is not None:
            yield f"{fault}: {story}"


def _fault(run: Aftermath, story: Story, answer: Answer) -> str | None:
    """What is wrong with what an answer tells of, if anything is."""
    told, body, trader = answer.told, story.asking.body, story.asking.trader
    if trader is None:
        order = run.books.imported.get(told["number"])
        lines = (
            [] if order is None else [(str(line.symbol), line.quantity.value) for line in order.terms.lines]
        )
        asked = [(line["sku"], line["quantity"]) for line in body["products"]]
        return None if asked == lines else f"its lines are {lines}"
    kept = run.books.accounts[trader.account]
    if story.asking.kind == "deposit":
        times = kept.deposits[Decimal(body["amount"])]
        return None if times == 1 else f"its money came {times} times"
    number = told["order_number"] if story.asking.kind == "transaction" else told["order"]["number"]
    order = kept.orders.get(number)
    if order is None:
        return "its order is not there"
    done = story.asking.kind != "transaction" or order.status in ENDS
    trades: list[Wanted] = [
        (str(one.symbol), one.side.value, one.price.value, one.quantity.value)
        for one in kept.trades_of.get(number, ())
    ]
    return None if [_wanted(story)] * done == trades else f"its trades are {trades}"


def _wanted(story: Story) -> Wanted:
    """The trade that a request asks for."""
    body, kind = story.asking.body, story.asking.kind
    if kind == "transaction":
        price = Decimal(body.get("transaction_price", CLOSE))
        return body["ticker"], body["transaction_type"], price, Decimal(body["transaction_volume"])
    return body["stock_id"], kind, Decimal(body[f"{kind}_price"]), Decimal(body["quantity"])


def there_is_more_than_was_told(run: Aftermath) -> Iterator[str]:
    """No order, trade or movement of money is there that no answer tells of."""
    numbers: Counter[str] = Counter()
    refused: Counter[str] = Counter()
    deposits: Counter[str] = Counter()
    for story, answer in run.finally_told():
        account = "" if story.asking.trader is None else story.asking.trader.account
        if not answer.good:
            refused[account] += 1
        elif story.asking.kind == "deposit":
            deposits[account] += 1
        else:
            told = answer.told
            numbers[told.get("order_number") or told.get("order", told)["number"]] += 1
    yield from (f"{times} answers tell of order {number}" for number, times in numbers.items() if times > 1)
    yield from (f"nobody imported {number}" for number in run.books.imported if number not in numbers)
    for name, kept in run.books.accounts.items():
        more = {number: order for number, order in kept.orders.items() if number not in numbers}
        yield from (
            f"nobody was told of {order}"
            for order in more.values()
            if order.status is not OrderStatus.REJECTED or order.terms.source is not Origin.TRADE
        )
        if len(more) != refused[name]:
            yield f"{name} was refused {refused[name]} trades, and {len(more)} are kept"
        yield from (
            f"nobody was told of {kept.trades_of[one]}" for one in kept.trades_of if one not in numbers
        )
        moved = kept.deposits.total()
        if moved != deposits[name]:
            yield f"{name} was told of {deposits[name]} deposits, and there are {moved}"


def balances_are_not_the_sum(run: Aftermath) -> Iterator[str]:
    """Money and units are what the answers add up to."""
    cash: dict[str, Decimal] = defaultdict(lambda: Decimal(OPENING))
    units: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for story, answer in run.finally_told():
        trader, kind = story.asking.trader, story.asking.kind
        if trader is None or not answer.good:
            continue
        name = trader.account
        if kind == "deposit":
            cash[name] += Decimal(story.asking.body["amount"])
            continue
        if kind == "transaction":
            order = run.books.accounts[name].orders.get(answer.told["order_number"])
            if order is None or order.status not in ENDS:
                continue
        symbol, side, price, quantity = _wanted(story)
        cash[name] += price * quantity if side == "sell" else -price * quantity
        units[name, symbol] += quantity if side == "buy" else -quantity
    for name, kept in run.books.accounts.items():
        if (cash[name], Decimal(0)) != (kept.account.cash, kept.account.held):
            yield f"{name} must have {cash[name]} and has {kept.account.cash}, {kept.account.held} held"
        for symbol in run.cast.stocks:
            has = kept.account.units(Symbol(symbol), Direction.LONG)
            if units[name, symbol] != has:
                yield f"{name} must have {units[name, symbol]} of {symbol} and has {has}"


def something_is_overdrawn(run: Aftermath) -> Iterator[str]:
    """Entry by entry nobody spends money or sells units that he has not."""
    for name, kept in run.books.accounts.items():
        balances = post({}, ())
        for place, entry in enumerate(kept.entries, 1):
            if entry.sequence != place:
                yield f"{name} has entry {entry.sequence} where {place} belongs"
            balances = post(balances, entry.postings)
            for (bucket, symbol), amount in balances.items():
                sign = -1 if bucket in NOT_ABOVE_ZERO else 1
                if bucket not in ANY_SIGN and sign * amount < 0:
                    yield f"{name} has {amount} of {bucket} {symbol or ''} after entry {place}"


def something_waits(run: Aftermath) -> Iterator[str]:
    """What was noted is settled: a transaction ends as executed or rejected."""
    for kept in run.books.accounts.values():
        yield from (f"it waits: {one}" for one in kept.orders.values() if one.status is OrderStatus.PENDING)


def books_contradict_themselves(run: Aftermath) -> Iterator[str]:
    """Journals, accounts and orders as they are stored agree by every law of the books."""
    yield from (str(difference) for difference in differences_in(run.house.service))


LAWS: Final = (
    strange_answers,
    what_was_told_is_lost,
    what_was_not_told_happens_twice,
    what_was_told_is_stored_otherwise,
    there_is_more_than_was_told,
    balances_are_not_the_sum,
    something_is_overdrawn,
    something_waits,
    books_contradict_themselves,
)
