"""Ports: complete adapters only, and values that cannot be wrong."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Generic, Protocol

import pytest
from attrs import evolve

from tests.unit.untyped import untyped
from trading_core import ports
from trading_core.domain.order_states import OrderStatus
from trading_core.errors import InvalidValue
from trading_core.ports.answers import KeptAnswer
from trading_core.ports.api_keys import Scope
from trading_core.ports.feed import FeedEvent
from trading_core.ports.first_prices import FirstPrice
from trading_core.ports.language_model import (
    LONGEST_ANSWER,
    LONGEST_PROMPT,
    ModelAnswer,
    ModelFailure,
    ModelSilence,
    Prompt,
)
from trading_core.ports.months import Month
from trading_core.ports.orders import OrderFilter
from trading_core.ports.paging import MOST_ROWS, Mark, Page
from trading_core.ports.signals import LONGEST_SIGNAL, SignalFilter
from trading_core.ports.tokens import Rotated, TokenFamily
from trading_core.ports.trades import TradeFilter
from trading_core.ports.users import User, UserId, Username
from trading_core.testing.contracts.api_keys import BARE, FULL
from trading_core.testing.contracts.months import BAR, MARCH
from trading_core.testing.contracts.signals import FIRST
from trading_core.testing.contracts.tour import MONDAY


def protocols() -> Iterator[type]:
    for module in pkgutil.iter_modules(ports.__path__):
        home = importlib.import_module(f"{ports.__name__}.{module.name}")
        for _, found in inspect.getmembers(home, inspect.isclass):
            if Protocol in found.__bases__ and found.__module__ == home.__name__:
                yield found


def methods_of(port: type) -> set[str]:
    """The methods that a port and what it extends declare, and not those that every protocol gets."""
    made = {"__init__", "__subclasshook__"}
    declared = [home for home in port.__mro__ if home not in {object, Protocol, Generic}]
    return {
        name for home in declared for name, member in vars(home).items() if inspect.isfunction(member)
    } - made


PROTOCOLS = list(protocols())


@pytest.mark.parametrize("port", PROTOCOLS)
def test_an_incomplete_adapter_fails_when_it_is_made(port: type) -> None:
    """An adapter that lacks a method is found when the house starts, not when the method is called."""
    methods = methods_of(port)
    incomplete = type("Incomplete", (port,), {})

    assert set() != methods
    assert methods == getattr(port, "__abstractmethods__", None)
    with pytest.raises(TypeError, match="abstract"):
        incomplete()


@pytest.mark.parametrize("port", PROTOCOLS)
def test_a_port_says_its_laws(port: type) -> None:
    """Who writes an adapter reads there what it has to keep."""
    assert inspect.getdoc(port)
    assert [] == [name for name in methods_of(port) if not inspect.getdoc(getattr(port, name))]


@pytest.mark.parametrize("limit", [0, -1, MOST_ROWS + 1, True, "1", None])
def test_a_page_has_a_bound(limit: object) -> None:
    """No caller asks for no rows, nor for all of them at once."""
    with pytest.raises(InvalidValue):
        Page(limit=limit)


def test_a_page_may_be_as_long_as_the_bound() -> None:
    """Both ends of the bound are allowed, and what is not said is a usual page."""
    assert [1, MOST_ROWS, 50] == [Page(limit=1).limit, Page(limit=MOST_ROWS).limit, Page().limit]


NAIVE = datetime(2026, 1, 5)  # noqa: DTZ001 - the mistake

WRONG: list[Callable[[], object]] = [
    lambda: Mark(NAIVE, "x"),
    lambda: Mark(MONDAY, untyped(5)),
    lambda: Page(after=untyped("x")),
    lambda: OrderFilter(statuses=untyped({OrderStatus.PENDING})),
    lambda: OrderFilter(since=NAIVE),
    lambda: OrderFilter(until=NAIVE),
    lambda: TradeFilter(since=NAIVE),
    lambda: TradeFilter(side=untyped("buy")),
    lambda: KeptAnswer("", "k", "f", b"", MONDAY),
    lambda: KeptAnswer("c", "k" * 65, "f", b"", MONDAY),
    lambda: KeptAnswer("c", "k", "f" * 129, b"", MONDAY),
    lambda: KeptAnswer("c", "k", "f", untyped("text"), MONDAY),
    lambda: FeedEvent("c", 1, "k", None, untyped("text")),
    lambda: Prompt(" \n", "x"),
    lambda: Prompt("x", ""),
    lambda: Prompt("x" * (LONGEST_PROMPT + 1), "x"),
    lambda: Prompt("x", 5),
    lambda: ModelAnswer("p", "m", "x" * (LONGEST_ANSWER + 1)),
    lambda: ModelSilence("p", untyped("timeout")),
    lambda: TokenFamily("f", "o", NAIVE),
    lambda: Rotated(untyped("rotated")),
    lambda: evolve(FULL, scopes=frozenset()),
    lambda: evolve(FULL, scopes={Scope.READ}),
    lambda: evolve(FULL, scopes=frozenset({"read"})),
    lambda: evolve(FULL, name="x" * 101),
    lambda: evolve(FULL, expires_at=NAIVE),
    lambda: Username("no blanks"),
    lambda: Username("-dash"),
    lambda: Username("a" * 65),
    lambda: User(id="u", username="a", account="a", role=untyped("user"), created_at=MONDAY),
    lambda: evolve(FIRST, text=b"x"),
    lambda: evolve(FIRST, text="x" * (LONGEST_SIGNAL + 1)),
    lambda: evolve(FIRST, sizing=5),
    lambda: evolve(FULL, sizing="risk"),
    lambda: FirstPrice(0, MONDAY),
    lambda: Month("x" * 65, "2330", MARCH, MONDAY),
    lambda: Month("x", "23 30", MARCH, MONDAY),
    lambda: Month("x", "2330", date(2026, 3, 2), MONDAY),
    lambda: Month("x", "2330", MONDAY, MONDAY),
    lambda: Month("x", "2330", MARCH, date(2026, 3, 2)),
    lambda: Month("x", "2330", MARCH, MONDAY, [None]),
    lambda: Month("x", "2330", MARCH, MONDAY, 5),
    lambda: Month("x", "2331", MARCH, MONDAY, [BAR]),
    lambda: Month("x", "2330", MARCH, MONDAY, (), 5),
    lambda: Month("x", "2330", MARCH, MONDAY, (), [MONDAY]),
    lambda: Month("x", "2330", MARCH, MONDAY, (), [date(2026, 4, 1)]),
    lambda: SignalFilter(account="a", since=NAIVE),
]


@pytest.mark.parametrize("make", WRONG)
def test_what_cannot_be_is_refused_when_it_is_made(make: Callable[[], object]) -> None:
    """A wrong value is refused where it is made and never reaches an adapter."""
    with pytest.raises(InvalidValue):
        make()


def test_what_is_right_is_kept_as_it_is() -> None:
    """Values at their bounds are allowed."""
    assert ["a" * 64, "a.b@c-d_+1", "u 1"] == [Username("a" * 64), Username("a.b@c-d_+1"), UserId("u 1")]
    assert "x" * LONGEST_ANSWER == ModelAnswer("p", "m", "x" * LONGEST_ANSWER).text
    assert "x" * LONGEST_PROMPT == Prompt("x" * LONGEST_PROMPT, "x").instructions
    assert 30 == ModelSilence("p", ModelFailure.RATE_LIMITED, 30).retry_after_seconds
    assert LONGEST_SIGNAL == len(evolve(FIRST, text="x" * LONGEST_SIGNAL).text)
    assert MONDAY == FIRST.received_at


def test_a_key_holds_until_it_is_over() -> None:
    """A key that never expires holds, one opens nothing from its end on, and a revoked one nothing at all."""
    end = MONDAY + timedelta(days=1)
    ending = evolve(BARE, expires_at=end)

    assert BARE.holds(end)
    assert ending.holds(end - timedelta(microseconds=1))
    assert not ending.holds(end)
    assert not evolve(BARE, revoked_at=end).holds(MONDAY)
