"""Strategies of commands over a small world, so that commands often meet each other."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from hypothesis import strategies as st

from tests.unit.domain.floor import ACME, MONDAY, NOW, PAIR, FloorRules, Wishes, terms
from trading_core.domain.account import AccountTerms
from trading_core.domain.commands import (
    ApplyFill,
    CancelOrder,
    CloseOrder,
    Command,
    Deposit,
    ExpireOrder,
    ImportOrder,
    OpenAccount,
    PlaceOrder,
    ProcessOrder,
    SetLimits,
    SettleCash,
    SetTradingState,
    Stage,
    TriggerOrder,
    Withdraw,
)
from trading_core.domain.limits import Limits
from trading_core.domain.order_terms import OrderLine, OrderTerms
from trading_core.domain.quotes import Quote
from trading_core.domain.trades import Fill, Purpose
from trading_core.domain.words import CostMethod, Side, Source, TradingState
from trading_core.errors import InvalidValue

ACCOUNTS = st.sampled_from(["A", "A", "A", "A", "A", "B"])
NUMBERS = st.sampled_from([f"O-{count}" for count in range(1, 6)])
SYMBOLS = st.sampled_from([ACME, ACME, PAIR, PAIR, "OTHER"])
HUGE = Decimal(10) ** 15
PRICES = st.sampled_from([Decimal(text) for text in ("9", "10", "10", "11", "10.12345678", "0.00000001")])
PRICES_OR_HUGE = st.one_of(PRICES, PRICES, PRICES, st.just(HUGE))
QUANTITIES = st.one_of(
    st.integers(1, 12).map(Decimal),
    st.sampled_from([Decimal("0.5"), Decimal("3.33333333"), Decimal("0.00000001"), HUGE]),
)
AMOUNTS = st.one_of(st.integers(1, 200).map(Decimal), st.just(HUGE))
MOMENTS = st.integers(-90_000, 200_000).map(lambda seconds: NOW + timedelta(seconds=seconds))


@st.composite
def order_terms(draw: st.DrawFn) -> OrderTerms:
    """Any lawful trading order; exits are drawn far around the price when they are drawn at all."""
    side = draw(st.sampled_from(Side))
    wishes = Wishes(
        account=draw(ACCOUNTS),
        limit=draw(st.none() | PRICES),
        stop=draw(st.sampled_from([None, None, Decimal(10)])),
        lots=draw(st.sampled_from([(), (), (), ("O-1.1",)])),
    )
    client = draw(st.sampled_from([None, None, "mine", "yours"]))
    if client is not None:
        wishes["client"] = client
    losing, winning = (1, 20) if side is Side.BUY else (20, 1)
    if draw(st.booleans()):
        wishes["stop_loss"] = losing
    if draw(st.booleans()):
        wishes["take_profits"] = [winning]
    try:
        return terms(draw(NUMBERS), side, draw(QUANTITIES), draw(SYMBOLS), **wishes)
    except InvalidValue:  # the tiniest price lies below every stop
        return terms(draw(NUMBERS), side, 1)


@st.composite
def imported_terms(draw: st.DrawFn) -> OrderTerms:
    """An imported order of one line."""
    quantity = draw(st.integers(1, 5))
    line = OrderLine(draw(SYMBOLS), quantity, 10, draw(st.none() | st.just("A name")))
    return OrderTerms(number=draw(NUMBERS), source=Source.IMPORT, lines=[line], total_price=quantity * 10)


def fills() -> st.SearchStrategy[Fill]:
    """A report of a broker."""
    return st.builds(
        Fill,
        st.integers(1, 20).map("F-{}".format),
        PRICES,
        st.one_of(st.integers(1, 4).map(Decimal), QUANTITIES),
        MOMENTS,
        st.sampled_from([Purpose.ENTRY, Purpose.ENTRY, Purpose.ENTRY, *Purpose]),
    )


def limits() -> st.SearchStrategy[Limits]:
    """Bounds of an account."""
    money = st.none() | st.integers(0, 500)
    return st.builds(Limits, money, money, money, st.none() | st.integers(0, 10), st.none() | st.just(50))


@st.composite
def commands(draw: st.DrawFn) -> Command:
    """Any command; those of orders come more often, as most others only stand in their way."""
    return draw(KINDS[draw(st.sampled_from(WEIGHTS))])


def account_terms() -> st.SearchStrategy[AccountTerms]:
    """The terms of an account of ours or of a third one."""
    names = st.sampled_from(["A", "B", "C"])
    return st.builds(AccountTerms, names, st.just("TWD"), st.sampled_from(CostMethod), st.booleans())


def floor_rules() -> st.SearchStrategy[FloorRules]:
    """Markets without costs, with small ones and with costs above what is traded."""
    return st.builds(
        FloorRules,
        fee_rate=st.sampled_from([Decimal(0), Decimal("0.01")]),
        fee_least=st.sampled_from([Decimal(0), Decimal(20)]),
        tax_rate=st.sampled_from([Decimal(0), Decimal("0.03")]),
        margin_rate=st.sampled_from([Decimal("0.5"), Decimal(1)]),
    )


def quotes() -> st.SearchStrategy[list[Quote]]:
    """What is known of prices: nothing, or something of one product or of all."""
    one = st.builds(Quote, SYMBOLS, PRICES, st.just(NOW), st.just("tests"))
    return st.lists(one, max_size=3)


STAGES = st.sampled_from(Stage)
REFERENCES = st.sampled_from(["R-1", "R-2", "R-3"])
MAYBE_PRICE = st.none() | PRICES
STATES = st.sampled_from([TradingState.ACTIVE, TradingState.ACTIVE, *TradingState])
KINDS: dict[type[Command], st.SearchStrategy[Command]] = {
    PlaceOrder: st.builds(PlaceOrder, order_terms(), STAGES, st.none() | PRICES_OR_HUGE),
    ApplyFill: st.builds(ApplyFill, NUMBERS, fills()),
    ProcessOrder: st.builds(ProcessOrder, NUMBERS, STAGES, MAYBE_PRICE),
    CloseOrder: st.builds(CloseOrder, NUMBERS, MAYBE_PRICE),
    CancelOrder: st.builds(CancelOrder, NUMBERS),
    ExpireOrder: st.builds(ExpireOrder, NUMBERS),
    TriggerOrder: st.builds(TriggerOrder, NUMBERS),
    Deposit: st.builds(Deposit, ACCOUNTS, AMOUNTS, REFERENCES),
    Withdraw: st.builds(Withdraw, ACCOUNTS, AMOUNTS, REFERENCES),
    SettleCash: st.builds(
        SettleCash, ACCOUNTS, st.integers(0, 9).map(lambda days: MONDAY + timedelta(days=days))
    ),
    ImportOrder: st.builds(ImportOrder, imported_terms(), st.none() | MOMENTS),
    SetLimits: st.builds(SetLimits, ACCOUNTS, limits(), st.booleans()),
    SetTradingState: st.builds(SetTradingState, STATES, st.just("test")),
    OpenAccount: st.builds(OpenAccount, account_terms(), st.integers(0, 500)),
}
OFTEN = {PlaceOrder: 12, ApplyFill: 12, ProcessOrder: 4, CloseOrder: 4, CancelOrder: 2}
WEIGHTS = [kind for kind in KINDS for _ in range(OFTEN.get(kind, 1))]
