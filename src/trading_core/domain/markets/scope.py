"""Which products of a market a rule is about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol, TypeVar

from attrs import field, frozen

from trading_core.domain.checks import expect, text
from trading_core.domain.markets.bounds import words
from trading_core.domain.product import Product, ProductKind

if TYPE_CHECKING:
    from collections.abc import Iterable


def _kinds(value: object) -> frozenset[ProductKind]:
    return words(value, "kinds", ProductKind)


def _starts(value: object) -> str:
    return text(value, "starts", 24)


def _ends(value: object) -> str:
    return text(value, "ends", 24)


@frozen
class Scope:
    """Products of some kinds (none named: of every kind) whose symbols begin and end in a certain way."""

    kinds: frozenset[ProductKind] = field(default=frozenset(), converter=_kinds)
    starts: str = field(default="", converter=_starts)
    ends: str = field(default="", converter=_ends)

    def covers(self, product: Product) -> bool:
        """Whether the rule is about this product."""
        symbol = product.symbol
        return (
            (not self.kinds or product.kind in self.kinds)
            and symbol.startswith(self.starts)
            and symbol.endswith(self.ends)
        )


EVERYTHING: Final = Scope()


class Scoped(Protocol):
    """A rule that says which products it is about."""

    @property
    def scope(self) -> Scope:
        """Which products the rule is about."""
        ...


R = TypeVar("R", bound=Scoped)


def first_about(product: Product, rows: Iterable[R]) -> R | None:
    """Find the first row that is about the product: rows for few stand before rows for many."""
    expect(product, Product, "product")
    for row in rows:
        if row.scope.covers(product):
            return row
    return None
