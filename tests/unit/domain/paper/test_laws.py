"""Laws of the paper market that hold for any orders, prices and policy."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.domain.audit import audit
from tests.unit.domain.paper.pit import MONDAY, pit
from trading_core.domain.amounts import Quantity
from trading_core.domain.book import Outcome
from trading_core.domain.commands import ApplyFill, CancelOrder, CloseOrder, Command, PlaceOrder, Stage
from trading_core.domain.desk import Desk
from trading_core.domain.lifetime import is_live
from trading_core.domain.order_terms import OrderTerms
from trading_core.domain.orders import Order
from trading_core.domain.paper import Asked, PaperPolicy, Venue, meet, replay, sight_of_bar, sight_of_quote
from trading_core.domain.quotes import Bar, Quote
from trading_core.domain.trades import Purpose
from trading_core.domain.words import OrderType, Side, TimeInForce
from trading_core.testing import bars, order_terms, prices, quotes

# Recordings are long, so that each law needs fewer of them than one about a single value.
some = settings(max_examples=max(20, settings().max_examples // 4))

Happening = Quote | Bar | Asked

# near the prices that the strategies of orders name, so that limits, stops and targets are met
LISTED = {
    "EURUSD": prices(min_value="1.04", max_value="1.13", decimals=4),
    "2330": prices(min_value=850, max_value=960, decimals=0),
}
NEAR = {"EURUSD": (Decimal("1.08"), Decimal("0.01")), "2330": (Decimal(900), Decimal(10))}
policies = st.builds(
    PaperPolicy,
    seed=st.integers(0, 9),
    latency_ms=st.sampled_from([0, 0, 1500]),
    jitter_ms=st.sampled_from([0, 3000]),
    fraction=st.sampled_from(["1", "1", "0.7", "0.3"]),
    least_fraction=st.sampled_from([None, "0.1"]),
    at_most=st.sampled_from([None, None, Quantity(1), Quantity(700)]),
)


def guarded(asked: OrderTerms, draw: st.DrawFn) -> OrderTerms:
    """The same order at the market, with a stop and targets so near that most prices meet one of them."""
    price, step = NEAR[asked.symbol]
    gain = step if asked.side is Side.BUY else -step
    targets = draw(st.lists(st.integers(1, 4), unique=True, max_size=3))
    return evolve(
        asked,
        type=OrderType.MARKET,
        limit_price=None,
        stop_price=None,
        time_in_force=TimeInForce.GTC,
        stop_loss=price - gain * draw(st.integers(1, 3)),
        take_profits=[price + gain * away for away in targets],
    )


@st.composite
def recordings(draw: st.DrawFn) -> list[Happening]:
    """Orders, cancellations and closes among quotes and bars of two products."""
    found: list[Happening] = []
    now = MONDAY
    kinds = draw(st.lists(st.sampled_from(["order", *["quote"] * 4, "bar", "hand"]), min_size=6, max_size=25))
    for count, kind in enumerate(["order", *kinds]):
        now += timedelta(seconds=draw(st.sampled_from([1, 0, 2, 3, 90_000])))
        name = draw(st.sampled_from(sorted(LISTED)))
        if kind == "order":
            asked = draw(order_terms(number=f"N{count}", account="A", symbol=name))
            plain = evolve(asked, client_order_id=None, lots=(), entry_range=None)
            made = guarded(plain, draw) if draw(st.booleans()) else plain
            found.append(Asked(now, PlaceOrder(made, Stage.ACCEPTED)))
        elif kind == "quote":
            found.append(draw(quotes(symbol=name, at=st.just(now), price=LISTED[name])))
        elif kind == "bar":
            found.append(draw(bars(symbol=name, start=st.just(now), price=LISTED[name])))
        else:
            number = f"N{draw(st.integers(0, count))}"
            by_hand: list[Command] = [CancelOrder(number), CloseOrder(number)]
            found.append(Asked(now, draw(st.sampled_from(by_hand))))
    return found


def begun() -> Desk:
    desk = pit(cash=10**9, price=1)
    desk.see(Quote("EURUSD", "1.08", MONDAY, "tests"))
    desk.see(Quote("2330", 900, MONDAY, "tests"))
    return desk


def fills(outcomes: Sequence[Outcome]) -> list[Any]:
    return [
        trade for outcome in outcomes for trade in outcome.trades if isinstance(outcome.command, ApplyFill)
    ]


def prices_at(happenings: Sequence[Happening], symbol: str, at: object) -> list[Quote | Bar]:
    return [
        seen
        for seen in happenings
        if not isinstance(seen, Asked)
        and seen.symbol == symbol
        and at == (seen.as_of if isinstance(seen, Quote) else seen.start)
    ]


@some
@given(recordings(), policies)
def test_the_laws_of_the_books_hold_whatever_is_played(
    recording: list[Happening], policy: PaperPolicy
) -> None:
    """Journal, accounts and orders agree after any recording: filled at most ordered, exited at most filled."""
    desk = begun()
    replay(desk, recording, policy)

    audit(desk.book, desk.journal("A"))


@some
@given(recordings(), policies)
def test_the_same_recording_gives_the_same_fills_byte_for_byte(
    recording: list[Happening], policy: PaperPolicy
) -> None:
    """Nothing decides but orders, prices, policy and seed."""
    first, second = begun(), begun()

    assert repr(replay(first, recording, policy)).encode() == repr(replay(second, recording, policy)).encode()
    assert first.book == second.book


@some
@given(recordings(), policies)
def test_every_fill_is_at_a_price_that_was_there(recording: list[Happening], policy: PaperPolicy) -> None:
    """A buy is never at the bid where an ask is known, a sale never at the ask, and neither outside of a bar."""
    for trade in fills(replay(begun(), recording, policy)):
        seen = prices_at(recording, trade.symbol, trade.executed_at)
        assert any(
            trade.price == each.price_for(trade.side)
            if isinstance(each, Quote)
            else each.low <= trade.price <= each.high
            for each in seen
        )


@some
@given(recordings(), policies)
def test_no_entry_is_worse_than_its_limit_and_no_target_than_its_price(
    recording: list[Happening], policy: PaperPolicy
) -> None:
    """A limit is a promise, on the way in and on the way out."""
    desk = begun()
    for trade in fills(replay(desk, recording, policy)):
        terms = desk.order(trade.order).terms
        if trade.purpose is Purpose.ENTRY:
            terms.check_fill_price(trade.price)
        if trade.purpose is Purpose.TAKE_PROFIT:
            gain = 1 if terms.side is Side.BUY else -1
            assert any((trade.price.value - target.value) * gain >= 0 for target in terms.take_profits)
        if trade.purpose is Purpose.STOP_LOSS:
            assert terms.stop_loss is not None


@some
@given(recordings(), policies)
def test_the_ways_out_share_what_was_opened(recording: list[Happening], policy: PaperPolicy) -> None:
    """All exits together are at most what was filled, and after a stop no target is met."""
    desk = begun()
    replay(desk, recording, policy)
    for order in desk.book.orders.values():
        trades = [event.trade for event in order.history if event.trade is not None]
        entered = sum((t.quantity.value for t in trades if t.purpose is Purpose.ENTRY), Decimal(0))
        left = sum((t.quantity.value for t in trades if t.purpose is not Purpose.ENTRY), Decimal(0))
        assert left <= entered <= order.terms.quantity.value
        purposes = [trade.purpose for trade in trades]
        if Purpose.STOP_LOSS in purposes:
            assert {Purpose.STOP_LOSS, Purpose.CLOSE} >= {*purposes[purposes.index(Purpose.STOP_LOSS) :]}
        ways_out = [place for place, purpose in enumerate(purposes) if purpose is not Purpose.ENTRY]
        assert Purpose.ENTRY not in (purposes[ways_out[0] :] if ways_out else [])


@some
@given(recordings(), policies)
def test_what_is_immediate_is_over_after_its_look(recording: list[Happening], policy: PaperPolicy) -> None:
    """All or nothing is all or nothing, and what is immediate trades at one moment alone."""
    desk = begun()
    replay(desk, recording, policy)
    for order in desk.book.orders.values():
        trades = [e.trade for e in order.history if e.trade is not None and e.trade.purpose is Purpose.ENTRY]
        if order.terms.time_in_force is TimeInForce.FOK:
            assert order.filled in (Quantity(0), order.terms.quantity)
        if order.terms.time_in_force in (TimeInForce.IOC, TimeInForce.FOK):
            assert len(trades) <= 1


def look(order: Order, seen: Quote | Bar, desk: Desk, policy: PaperPolicy) -> tuple[Any, Order]:
    product = desk.book.products[order.terms.symbol]
    venue = Venue(product, desk.book.settings.markets[product.market])
    sight = sight_of_quote(seen) if isinstance(seen, Quote) else sight_of_bar(seen)
    meeting = meet(order, sight.as_of, sight, venue, policy)
    return meeting.reports, meeting.order


@some
@given(recordings(), policies)
def test_the_order_after_a_look_is_what_the_books_make_of_it(
    recording: list[Happening], policy: PaperPolicy
) -> None:
    """Who works an order on without hearing from the books comes to the same as they do; a second look adds nothing."""
    desk = begun()
    asked = [each for each in recording if isinstance(each, Asked) and isinstance(each.command, PlaceOrder)]
    replay(desk, asked)
    shadows = {number: order for number, order in desk.book.orders.items() if is_live(order)}
    for seen in recording:
        if isinstance(seen, Asked) or (seen.as_of if isinstance(seen, Quote) else seen.start) < asked[-1].at:
            continue
        for number, shadow in shadows.items():
            if shadow.terms.symbol != seen.symbol:
                continue
            reports, after = look(shadow, seen, desk, policy)
            desk.do(*reports, now=seen.as_of if isinstance(seen, Quote) else seen.start)
            booked = desk.order(number)
            assert (after.status, after.filled, after.exited, after.targets_exited, after.triggered) == (
                booked.status,
                booked.filled,
                booked.exited,
                booked.targets_exited,
                booked.triggered,
            )
            assert [(e.step, e.status, e.at, e.detail) for e in after.history] == [
                (e.step, e.status, e.at, e.detail) for e in booked.history
            ]
            shadows[number] = after
            if any(isinstance(report, ApplyFill) for report in reports):
                assert () == look(after, seen, desk, policy)[0]
