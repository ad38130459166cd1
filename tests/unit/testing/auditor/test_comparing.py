"""What differs is told, and what a system does not show is not asked for."""

from __future__ import annotations

from decimal import Decimal

from trading_core.testing.auditor import AccountFacts, Disagreement, OrderFacts, PositionFacts
from trading_core.testing.auditor.comparing import compare_accounts, compare_orders

ACME = ("ACME", "long")
POSITION = PositionFacts(Decimal(1), Decimal(2), Decimal(3))
EXPECTED = AccountFacts({"cash": Decimal(5), "held": Decimal(0)}, {ACME: POSITION})


def test_equal_facts_are_silent() -> None:
    """The same numbers agree, however many zeros they are written with."""
    shown = AccountFacts({"cash": Decimal("5.00"), "held": Decimal(0)}, {ACME: POSITION})

    assert [] == list(compare_accounts("A", EXPECTED, shown))
    assert [] == list(compare_orders("O", OrderFacts({"status": "a"}), OrderFacts({"status": "a"})))


def test_each_difference_is_told() -> None:
    """A wrong amount and a position that is not there are two differences."""
    shown = AccountFacts({"cash": Decimal(6)}, {})

    assert [
        "A: cash is 6, expected 5",
        f"A: ACME long is None, expected {POSITION}",
    ] == list(compare_accounts("A", EXPECTED, shown))


def test_a_position_that_should_not_be_there_is_told() -> None:
    """Positions are compared in both directions."""
    expected, shown = (
        AccountFacts({"cash": Decimal(5)}, {}),
        AccountFacts({"cash": Decimal(5)}, {ACME: POSITION}),
    )

    assert [f"A: ACME long is {POSITION}, expected None"] == list(compare_accounts("A", expected, shown))


def test_silence_about_the_essentials_is_a_difference() -> None:
    """A system that showed nothing at all would otherwise pass every audit."""
    assert ["A: cash is not shown"] == list(
        compare_accounts("A", EXPECTED, AccountFacts({}, {ACME: POSITION}))
    )
    assert ["O: its status is not shown"] == list(
        compare_orders("O", OrderFacts({"status": "a"}), OrderFacts({}))
    )


def test_a_disagreement_lists_what_differs() -> None:
    """Whoever reads the failure sees every difference on a line of its own."""
    assert "one\ntwo" == str(Disagreement(["one", "two"]))
