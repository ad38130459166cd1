"""What the tests of the contract suites share: running a suite on a broken adapter and seeing it fail."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

import pytest
from hypothesis import Phase, settings

from trading_core.testing import MemoryBooks, MemoryStore
from trading_core.testing.fakes.books import MemoryUnitOfWork

settings.register_profile("bite", max_examples=60, deadline=None, database=None, phases=[Phase.generate])


@pytest.fixture
def quick_properties() -> Iterator[None]:
    """A planted bug need not be made small: finding it is enough."""
    before = settings.get_current_profile_name()
    settings.load_profile("bite")
    yield
    settings.load_profile(before)


def red(contract: type) -> list[str]:
    """Run every test of a contract and name those that fail."""
    failing = []
    for name in sorted(name for name in dir(contract) if name.startswith("test_")):
        try:
            getattr(contract(), name)()
        except KeyboardInterrupt:
            raise
        except BaseException:  # noqa: BLE001 - pytest's own failures are no exceptions
            failing.append(name)
    return failing


def beside(
    reader: Callable[[MemoryStore], Any], unit: type[MemoryUnitOfWork] = MemoryUnitOfWork
) -> Callable[[], tuple[MemoryBooks, Any]]:
    def make() -> tuple[MemoryBooks, Any]:
        books = books_of(unit)
        return books, reader(books.store)

    return make


def books_of(unit: type[MemoryUnitOfWork]) -> MemoryBooks:
    class Broken(MemoryBooks):
        def begin(self) -> MemoryUnitOfWork:
            return unit(self.store)

    return Broken()


T = TypeVar("T", bound=type)


class Planted:
    """Adapters that break a law, each with the suite that has to notice."""

    def __init__(self) -> None:
        self.cases: list[Any] = []

    def broken(self, contract: Callable[[Any], type]) -> Callable[[T], T]:
        """Note an adapter."""

        def note(adapter: T) -> T:
            self.cases.append(pytest.param(lambda: contract(adapter), id=adapter.__name__))
            return adapter

        return note

    def reading(self, contract: Callable[[Any], type]) -> Callable[[T], T]:
        """Note a reader, to be used beside books that keep their laws."""
        return self.broken(lambda adapter: contract(beside(adapter)))
