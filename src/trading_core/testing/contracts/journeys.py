"""Journeys that nobody has planned: commands in a row on a few accounts, decided in batches one second apart."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from hypothesis import strategies as st

from trading_core.testing.contracts.tour import MONDAY, Stop
from trading_core.testing.strategies import command_sequences

if TYPE_CHECKING:
    from trading_core.domain.commands import Command

_ACCOUNTS: Final = st.sampled_from(["ann", "ben"])
_PRODUCTS: Final = st.sampled_from(["ABC", "EURUSD", "2330"])
_SECOND: Final = timedelta(seconds=1)


def journeys() -> st.SearchStrategy[tuple[Stop, ...]]:
    """Commands that speak of each other, cut into batches of any size."""
    asked = command_sequences(account=_ACCOUNTS, symbol=_PRODUCTS, max_size=24)
    return st.builds(_along, asked, st.lists(st.integers(1, 9), max_size=6))


def _along(asked: tuple[Command, ...], sizes: list[int]) -> tuple[Stop, ...]:
    stops: list[Stop] = []
    for size in (*sizes, len(asked)):
        batch, asked = asked[:size], asked[size:]
        stops.append(Stop(batch, MONDAY + len(stops) * _SECOND))
    return tuple(stops)
