"""What can be asked: terms of orders, reports of brokers, limits and commands, over a small world so that they meet."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from hypothesis import strategies as st

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
from trading_core.domain.exact import show
from trading_core.domain.limits import Limits
from trading_core.domain.order_terms import OrderLine, OrderTerms
from trading_core.domain.trades import Fill, Provenance, Purpose
from trading_core.domain.words import CostMethod, OrderType, Side, Source, TimeInForce, TradingState
from trading_core.errors import InvalidValue
from trading_core.testing.strategies.names import MONDAY, account_ids, fill_ids, order_numbers
from trading_core.testing.strategies.numbers import amounts, prices, quantities

# Commands of one world trade few products at near prices, else nothing would ever be sold that was bought.
TRADED: Final = ("ACME", "EURUSD", "2330")
NEAR: Final = prices(min_value=90, max_value=110, decimals=2)
_SMALL: Final = quantities(min_value=1, max_value=20, decimals=0)
_SOURCES: Final = st.sampled_from([source for source in Source if source is not Source.IMPORT])
_LONGEST: Final = 1_000


def limits() -> st.SearchStrategy[Limits]:
    """Limits of an account: each bound there or not."""
    money = st.none() | amounts(min_value=0, max_value=10_000, decimals=2)
    return st.builds(
        Limits, money, money, money, st.none() | st.integers(0, 10), st.none() | st.integers(0, 100)
    )


@st.composite
def order_terms(draw: st.DrawFn) -> OrderTerms:
    """Terms of trading orders of every type, with and without exits around their prices."""
    side, kind = draw(st.sampled_from(Side)), draw(st.sampled_from(OrderType))
    limited, stopped = (
        kind in {OrderType.LIMIT, OrderType.STOP_LIMIT},
        kind in {OrderType.STOP, OrderType.STOP_LIMIT},
    )
    sign = 1 if side is Side.BUY else -1
    winning = draw(st.lists(st.integers(11, 60), unique=True, max_size=3))
    losing = draw(st.none() | st.integers(11, 60))
    wishes: dict[str, Any] = {
        "limit_price": draw(NEAR) if limited else None,
        "stop_price": draw(NEAR) if stopped else None,
        "stop_loss": None if losing is None else 100 - sign * losing,
        "take_profits": [100 + sign * step for step in winning],
        "client_order_id": draw(st.none() | st.integers(1, 3).map("mine {}".format)),
        "lots": draw(st.just(()) | st.lists(fill_ids(), max_size=2)),
        "time_in_force": draw(st.sampled_from(TimeInForce)),
    }
    return OrderTerms(
        number=draw(order_numbers()),
        source=draw(_SOURCES),
        account=draw(account_ids()),
        side=side,
        type=kind,
        lines=[OrderLine(draw(st.sampled_from(TRADED)), draw(_SMALL), draw(st.none() | NEAR))],
        **wishes,
    )


@st.composite
def imported_terms(draw: st.DrawFn) -> OrderTerms:
    """Terms of orders that were made elsewhere: any number of priced lines and their total."""
    names = st.none() | st.sampled_from(["Mill", "O'Neil & \u53f0"])
    line = st.builds(OrderLine, st.sampled_from(TRADED), _SMALL, NEAR, names)
    lines = draw(st.lists(line, max_size=4))
    total = sum(
        (line.unit_price.value * line.quantity.value for line in lines if line.unit_price), Decimal(0)
    )
    return OrderTerms(number=draw(order_numbers()), source=Source.IMPORT, lines=lines, total_price=total)


def fills() -> st.SearchStrategy[Fill]:
    """Reports of a broker: entries and exits, now or late, priced from a quote or as stated."""
    provenances = st.builds(
        Provenance,
        st.sampled_from(["stated", "street"]),
        st.integers(0, 99),
        st.none() | NEAR,
        st.none() | NEAR,
    )
    purposes = st.sampled_from([Purpose.ENTRY, *Purpose])
    return st.builds(Fill, fill_ids(), NEAR, _SMALL, _moments(), purposes, provenances)


def _moments() -> st.SearchStrategy[datetime]:
    return st.integers(-90_000, 200_000).map(lambda seconds: MONDAY + timedelta(seconds=seconds))


def account_terms() -> st.SearchStrategy[AccountTerms]:
    """Terms of accounts of every cost method, with and without margin."""
    return st.builds(
        AccountTerms,
        account_ids(),
        st.sampled_from(["TWD", "TWD", "USD"]),
        st.sampled_from(CostMethod),
        st.booleans(),
    )


def commands() -> st.SearchStrategy[Command]:
    """Commands of every kind; those of orders come most often, since the others only stand in their way."""
    number, account, stage, at = order_numbers(), account_ids(), st.sampled_from(Stage), st.none() | NEAR
    money = amounts(min_value="0.01", max_value=5_000, decimals=2)
    references = st.integers(1, 5).map("R-{}".format)
    days = st.integers(0, 5).map(lambda count: (MONDAY + timedelta(days=count)).date())
    places = st.builds(PlaceOrder, order_terms(), stage, at)
    reports = st.builds(ApplyFill, number, fills())
    states = st.sampled_from([TradingState.ACTIVE, TradingState.ACTIVE, *TradingState])
    return st.one_of(
        places,
        reports,
        places,
        reports,
        places,
        st.builds(ProcessOrder, number, stage, at),
        st.builds(CloseOrder, number, at),
        st.builds(CancelOrder, number),
        st.builds(ExpireOrder, number),
        st.builds(TriggerOrder, number),
        st.builds(Deposit, account, money, references),
        st.builds(Withdraw, account, money, references),
        st.builds(SettleCash, account, days),
        st.builds(ImportOrder, imported_terms(), st.none() | _moments()),
        st.builds(SetLimits, account, limits(), st.booleans()),
        st.builds(SetTradingState, states, st.just("a drill")),
        st.builds(OpenAccount, account_terms(), amounts(min_value=0, max_value=5_000, decimals=2)),
    )


def command_sequences(*, min_size: int = 0, max_size: int = 12) -> st.SearchStrategy[tuple[Command, ...]]:
    """Commands to be carried out one after the other, the first ones opening two accounts with money."""
    if (
        any(type(size) is not int for size in (min_size, max_size))
        or not 0 <= min_size <= max_size <= _LONGEST
    ):
        raise InvalidValue("max_size", show(max_size), f"a size from min_size to {_LONGEST}")
    opening = (
        OpenAccount(AccountTerms("A"), 5_000),
        OpenAccount(AccountTerms("B", "TWD", CostMethod.FIFO), 5_000),
    )
    more = st.lists(commands(), min_size=min_size, max_size=max_size)
    return more.map(lambda asked: (*opening, *asked))
