"""Telling what was predicted from what was seen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from trading_core.testing.auditor.facts import AccountFacts, OrderFacts


class Disagreement(AssertionError):
    """The system under audit is not where the auditor says that it must be."""

    def __init__(self, differences: list[str]) -> None:
        """List what differs."""
        super().__init__("\n".join(differences))
        self.differences = differences


def compare(subject: str, expected: Mapping[str, object], shown: Mapping[str, object]) -> Iterator[str]:
    """Each word that is shown must be as predicted; words that a system does not show are not asked for."""
    for word, found in shown.items():
        if expected[word] != found:
            yield f"{subject}: {word} is {found}, expected {expected[word]}"


def compare_accounts(name: str, expected: AccountFacts, shown: AccountFacts) -> Iterator[str]:
    """Money word by word, and every position."""
    if "cash" not in shown.money:
        yield f"{name}: cash is not shown"
    yield from compare(name, expected.money, shown.money)
    for place in sorted(expected.positions.keys() | shown.positions.keys()):
        predicted, found = expected.positions.get(place), shown.positions.get(place)
        if predicted != found:
            yield f"{name}: {' '.join(place)} is {found}, expected {predicted}"


def compare_orders(number: str, expected: OrderFacts, shown: OrderFacts) -> Iterator[str]:
    """What has become of an order."""
    if "status" not in shown.words:
        yield f"{number}: its status is not shown"
    yield from compare(number, expected.words, shown.words)
