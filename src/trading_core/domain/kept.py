"""Mappings whose contents are checked once, on their way into the value that keeps them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Final, Self, TypeVar

from trading_core.domain.checks import expect
from trading_core.domain.exact import show
from trading_core.errors import InvalidValue, TradingError

K = TypeVar("K")
V = TypeVar("V")

_NOTHING: Final[Mapping[object, object]] = {}


class Kept(dict[K, V]):
    """
    A mapping that has passed its type's law once, as a ``Name`` is text that has; never changed in place.

    A book of many orders is made again with every command, so what it kept before is not looked at again: a
    mapping of the very same type has passed, and ``plus`` lays over it what has passed elsewhere.
    """

    field: ClassVar[str]
    name: ClassVar[type[Any]]
    kind: ClassVar[type]

    def __new__(cls, found: object = _NOTHING) -> Self:
        """Keep a mapping of the very same type as it is."""
        return found if type(found) is cls else super().__new__(cls)

    def __init__(self, found: object = _NOTHING) -> None:
        """Copy any other mapping, checking each key and each value."""
        if found is self or found is _NOTHING:
            return
        super().__init__()
        for key, value in _items(found, self.field):
            self[self.key_of(key)] = self.value_of(value)

    def key_of(self, found: object) -> K:
        """Check a key, which is the name of something."""
        key: K = self.name(found)
        return key

    def value_of(self, found: object) -> V:
        """Check a value, which is of one kind."""
        value: V = expect(found, self.kind, self.field)
        return value

    @classmethod
    def of(cls, checked: Mapping[K, V]) -> Self:
        """Keep what was checked before, each part where it came from."""
        made = cls()
        made.update(checked)
        return made

    def plus(self, others: Mapping[K, V]) -> Self:
        """Lay others over these, all of them checked before."""
        if not others:
            return self
        made = self.of(self)
        made.update(others)
        return made


def _items(found: object, name: str) -> tuple[tuple[object, object], ...]:
    if type(found) is dict:
        return tuple(found.items())
    mapping: Mapping[object, object] = expect(found, Mapping, name)
    try:
        return tuple(dict(mapping).items())
    except TradingError:
        raise
    except Exception:  # noqa: BLE001 - a mapping may be anybody's code
        raise InvalidValue(name, show(found), "a mapping that can be walked through") from None


def pair(found: object, name: str) -> tuple[object, object]:
    """A key of two parts."""
    if not isinstance(found, tuple) or len(found) != 2:  # noqa: PLR2004
        raise InvalidValue(name, show(found), "a key of two parts")
    return found[0], found[1]
