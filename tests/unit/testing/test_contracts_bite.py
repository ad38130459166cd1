"""A contract suite is worth what it notices: each of these adapters breaks one law, and its suite goes red."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import UTC, datetime, timedelta, timezone
from functools import partial
from itertools import count

import pytest
from attrs import evolve

from tests.unit.testing.conftest import Planted, red
from tests.unit.testing.test_fakes import BARS, QUOTES, by_hand, heard, let_pass
from trading_core.domain.amounts import Price, Quantity
from trading_core.domain.commands import ApplyFill
from trading_core.domain.ids import OrderNumber, Symbol
from trading_core.domain.orders import Order
from trading_core.domain.quotes import Bar, Quote
from trading_core.ports.bar_source import Interval
from trading_core.ports.broker import Reports
from trading_core.ports.language_model import ModelAnswer, ModelFailure, ModelSilence, Prompt
from trading_core.testing import (
    CountingIds,
    FakeBarSource,
    FakeBroker,
    FakeClock,
    FakeQuotes,
    MemoryCache,
    MemoryTasks,
    QuickHasher,
    ScriptedModel,
    bar_source_contract,
    broker_contract,
    cache_contract,
    clock_contract,
    ids_contract,
    language_model_contract,
    passwords_contract,
    quotes_contract,
    tasks_contract,
)

PLANTED = Planted()


@PLANTED.broken(clock_contract)
class LocalClock(FakeClock):
    def now(self) -> datetime:
        return super().now().astimezone(timezone(timedelta(hours=8)))


@PLANTED.broken(clock_contract)
class NaiveClock(FakeClock):
    def now(self) -> datetime:
        return super().now().replace(tzinfo=None)


@PLANTED.broken(ids_contract)
class RepeatingIds(CountingIds):
    def fresh(self) -> str:
        return super().fresh()[-3:-1]


@PLANTED.broken(ids_contract)
class UnpaddedIds(CountingIds):
    def fresh(self) -> str:
        return super().fresh().replace("0", "")


@PLANTED.broken(ids_contract)
class PunctuatedIds(CountingIds):
    def fresh(self) -> str:
        return f"id-{super().fresh()}"


@PLANTED.broken(passwords_contract)
class UnsaltedHasher(QuickHasher):
    def hash(self, password: str) -> str:
        return self._hash(password, self._rounds, "salt")


@PLANTED.broken(passwords_contract)
class ReadableHasher(QuickHasher):
    def hash(self, password: str) -> str:
        return f"{super().hash(password)}${password}"

    def verify(self, password: str, hashed: str) -> bool:
        return super().verify(password, hashed.rpartition("$")[0])


@PLANTED.broken(passwords_contract)
class SloppyHasher(QuickHasher):
    def _hash(self, password: str, rounds: int, salt: str) -> str:
        return super()._hash(password.strip().lower(), rounds, salt)


@PLANTED.broken(passwords_contract)
class TrustingHasher(QuickHasher):
    def verify(self, password: str, hashed: str) -> bool:
        return not hashed or super().verify(password, hashed)


@PLANTED.broken(lambda make: passwords_contract(make, weaker=partial(QuickHasher, 9)))
class ContentHasher(QuickHasher):
    def needs_rehash(self, hashed: str) -> bool:
        return not hashed.startswith("quick")


@PLANTED.broken(cache_contract)
class CaselessCache(MemoryCache):
    def get(self, key: str) -> bytes | None:
        return super().get(key.lower())

    def set(self, key: str, content: bytes, seconds: int) -> None:
        super().set(key.lower(), content, seconds)


@PLANTED.broken(cache_contract)
class UndeletingCache(MemoryCache):
    def delete(self, key: str) -> None:
        del key


@PLANTED.broken(lambda make: cache_contract(make, wait=let_pass))
class EndlessCache(MemoryCache):
    def set(self, key: str, content: bytes, seconds: int) -> None:
        super().set(key, content, seconds * 1000)


@PLANTED.broken(lambda make: cache_contract(MemoryCache, down=make))
class UnforgettingCache(MemoryCache):
    """Remembers although it is said to be down."""


@PLANTED.broken(lambda make: tasks_contract(make, heard=heard))
class InventiveTasks(MemoryTasks):
    def tell(self, kind: str, name: str) -> None:
        super().tell(kind, name.upper().lower())


@PLANTED.broken(lambda make: tasks_contract(MemoryTasks, heard=heard, down=make))
class RaisingTasks(MemoryTasks):
    def tell(self, kind: str, name: str) -> None:
        raise ConnectionError


@PLANTED.broken(lambda make: quotes_contract(partial(make, *QUOTES), known=QUOTES))
class TalkativeQuotes(FakeQuotes):
    def quotes(self, symbols: Collection[Symbol]) -> Mapping[Symbol, Quote]:
        del symbols
        return self._quotes


@PLANTED.broken(lambda make: quotes_contract(partial(make, *QUOTES), known=QUOTES))
class OneSidedQuotes(FakeQuotes):
    def quotes(self, symbols: Collection[Symbol]) -> Mapping[Symbol, Quote]:
        return {name: evolve(quote, ask=None) for name, quote in super().quotes(symbols).items()}


@PLANTED.broken(lambda make: quotes_contract(partial(FakeQuotes, *QUOTES), known=QUOTES, down=make))
class SilentQuotes(FakeQuotes):
    """Knows nothing, and does not say that it is down."""


@PLANTED.broken(lambda make: bar_source_contract(partial(make, BARS), known=BARS))
class BackwardBars(FakeBarSource):
    def bars(self, symbol: Symbol, since: datetime, until: datetime, interval: Interval) -> tuple[Bar, ...]:
        return super().bars(symbol, since, until, interval)[::-1]


@PLANTED.broken(lambda make: bar_source_contract(partial(make, BARS), known=BARS))
class GenerousBars(FakeBarSource):
    def bars(self, symbol: Symbol, since: datetime, until: datetime, interval: Interval) -> tuple[Bar, ...]:
        return super().bars(symbol, since - timedelta(days=1), until, interval)


@PLANTED.broken(lambda make: bar_source_contract(partial(FakeBarSource, BARS), known=BARS, down=make))
class SilentBars(FakeBarSource):
    """Knows nothing, and does not say that it is down."""


SECRET = "sk-secret"
FAILING = {ModelFailure.TIMEOUT: partial(ScriptedModel, ModelFailure.TIMEOUT)}


@PLANTED.broken(
    lambda make: language_model_contract(partial(make, "1", "2", "3"), failing=FAILING, secrets=[SECRET])
)
class LeakingModel(ScriptedModel):
    def ask(self, prompt: Prompt) -> ModelAnswer | ModelSilence:
        super().ask(prompt)
        return ModelAnswer("scripted", "script", f"My key is {SECRET}.")


@PLANTED.broken(
    lambda make: language_model_contract(
        partial(ScriptedModel, "1", "2", "3"), failing={ModelFailure.TIMEOUT: make}
    )
)
class RaisingModel(ScriptedModel):
    def ask(self, prompt: Prompt) -> ModelAnswer | ModelSilence:
        raise TimeoutError


@PLANTED.broken(
    lambda make: language_model_contract(
        partial(ScriptedModel, "1", "2", "3"), failing={ModelFailure.TRUNCATED: make}
    )
)
class BabblingModel(ScriptedModel):
    def ask(self, prompt: Prompt) -> ModelAnswer | ModelSilence:
        del prompt
        return ModelAnswer("scripted", "script", '{"stance": "bul')


class Broker(FakeBroker):
    def __init__(self) -> None:
        super().__init__(FakeClock(datetime(2026, 1, 5, tzinfo=UTC)))


brokers = partial(PLANTED.broken, partial(broker_contract, trade=by_hand))


@brokers()
class DoublingBroker(Broker):
    def send(self, orders: Sequence[Order]) -> None:
        for order in orders:
            self._orders.pop(order.number, None)
        super().send(orders)


@brokers()
class OverfillingBroker(Broker):
    def _fill(self, number: OrderNumber, price: Price, quantity: Quantity | None, source: str) -> None:
        self._wanted[number] = self._wanted.get(number, Quantity(0)) + Quantity(1)
        super()._fill(number, price, quantity, source)


@brokers()
class RenumberingBroker(Broker):
    def reports(self, after: str = "", limit: int = 1000) -> Reports:
        told = super().reports(after, limit)
        fresh = self.__dict__.setdefault("fresh", count())
        renamed = [
            evolve(report, fill=evolve(report.fill, id=f"x{next(fresh)}"))
            if isinstance(report, ApplyFill)
            else report
            for report in told.commands
        ]
        return Reports(renamed, told.cursor)


@brokers()
class ForgettingBroker(Broker):
    def reports(self, after: str = "", limit: int = 1000) -> Reports:
        told = super().reports("", limit)
        self._told = self._told[len(told.commands) :]
        return told


@brokers()
class EagerBroker(Broker):
    def cancel(self, numbers: Sequence[OrderNumber]) -> None:
        del numbers


@pytest.mark.usefixtures("quick_properties")
@pytest.mark.parametrize("contract", PLANTED.cases)
def test_an_adapter_that_breaks_a_law_is_found_out(contract: Callable[[], type]) -> None:
    """Every suite has at least one test that fails for each of these plausible mistakes."""
    assert [] != red(contract())
