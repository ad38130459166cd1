"""Strategies for what the library may lawfully be given, small enough to be tried in great numbers."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any, Final

from hypothesis import strategies as st

import trading_core as core
from trading_core.domain.moves.sighting import sighting_of
from trading_core.testing import strategies as some

MONDAY: Final = datetime(2026, 1, 5, tzinfo=UTC)

Arguments = dict[str, st.SearchStrategy[Any]]

prices: Final = some.prices(max_value=1_000, decimals=2)
numbers: Final = some.amounts(max_value=1_000, decimals=2)
maybe_price: Final = st.none() | prices
maybe_number: Final = st.none() | numbers
days: Final = st.dates(MONDAY.date(), MONDAY.date() + timedelta(days=9))
moments: Final = some.instants(min_value=MONDAY, max_value=MONDAY + timedelta(days=9))
orders: Final = some.orders(account="A")
trades: Final = some.trades(account="A")
accounts: Final = some.accounts(account="A")
journals: Final = some.journals(account="A")
entries: Final = some.entries(account="A")
events: Final = orders.map(lambda order: order.history[-1])
terms: Final = some.account_terms(account="A")
bars: Final = some.bar_series(symbol="ACME", min_size=7, max_size=9)
quotes: Final = some.quotes(symbol="ACME")
products: Final = some.products()
markets: Final = some.markets()
rules: Final = markets.map(lambda market: market.rules[-1])
texts: Final = st.text("abc 123", max_size=9)
marks: Final = st.builds(core.Mark, st.just(MONDAY), numbers, numbers)
facts: Final = st.builds(core.DayFacts, trading_day=st.just(MONDAY.date()), reference=prices)
quote_maps: Final = st.dictionaries(some.symbols(), quotes, max_size=1)
symbols: Final = some.symbols()
truths: Final = st.booleans()
empty_maps: Final[st.SearchStrategy[dict[object, object]]] = st.builds(dict)
four_points: Final = bars.map(core.best_four_point)
moves: Final = st.builds(
    core.PriceMove,
    symbols,
    st.sampled_from(core.MoveType),
    days,
    numbers,
    moments,
    prices,
    prices,
    numbers,
    texts,
)

states: Final = st.builds(core.MoveState, st.just("ACME"))
sightings: Final = st.builds(sighting_of, some.quotes(symbol="ACME", at=MONDAY), facts)


def tuples(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(strategy, max_size=2).map(tuple)


def words(kind: Any) -> st.SearchStrategy[Any]:  # noqa: ANN401 - any enumeration
    return st.sampled_from(kind)
