"""A server that speaks like the exchanges, and a client of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from adapters.prices.exchange.client import Exchanges
from adapters.prices.exchange.wire import Wire
from tests.integration.prices.exchanges import client
from tests.servers.exchange import ExchangeServer


@pytest.fixture
def server() -> Iterator[ExchangeServer]:
    with ExchangeServer() as server:
        yield server


@pytest.fixture
def wire() -> Iterator[Wire]:
    with Wire("The exchange") as wire:
        yield wire


@pytest.fixture
def source(server: ExchangeServer, wire: Wire) -> Exchanges:
    return client(server, wire)
