"""The one decision: what it takes, what it refuses, and how its difference is laid over a book."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest

from tests.unit.domain.floor import ACME, NOW, A, Floor, terms
from trading_core.domain.account import AccountTerms
from trading_core.domain.book import Book, Changes, Decision
from trading_core.domain.commands import Deposit, OpenAccount, PlaceOrder, Withdraw, open_account
from trading_core.domain.decisions import decide
from trading_core.domain.ids import ClientOrderId, OrderNumber
from trading_core.domain.limits import Limits
from trading_core.domain.rules import STANDARD_RULES
from trading_core.domain.words import Side
from trading_core.errors import AlreadyExists, InsufficientFunds, InvalidValue, NotTradable
from trading_core.testing.strategies.anything import Hostile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from trading_core.domain.rules import Case

BUY = Side.BUY
unchecked: Callable[..., Decision] = decide
WALKED = "a sequence that can be walked through in 1000000 steps"


class Never:
    """A rule that lets nothing pass."""

    def check(self, case: Case) -> None:
        raise NotTradable(case.terms.symbol)


class Fallen:
    """A walk that ends in a fall."""

    def __iter__(self) -> Iterator[object]:
        raise LookupError


@pytest.mark.parametrize(
    ("arguments", "field", "found", "expected"),
    [
        ((None, [], NOW), "book", "None", "a book"),
        (("a book", [], NOW), "book", "'a book'", "a book"),
        ((Book(), None, NOW), "commands", "None", "a sequence"),
        ((Book(), Deposit("A", 1, "R"), NOW), "commands", "a value of type Deposit", "a sequence"),
        ((Book(), Fallen(), NOW), "commands", "a value of type Fallen", WALKED),
        ((Book(), range(10**12), NOW), "commands", "a value of type range", WALKED),
        ((Book(), [], None), "now", "None", "a datetime"),
        ((Book(), [], datetime(2026, 1, 1)), "now", "2026-01-01T00:00:00", "a time with an offset"),  # noqa: DTZ001 - on purpose
        ((Book(), [], NOW, None), "rules", "None", "a sequence"),
        ((Book(), [], NOW, 3), "rules", "3", "a sequence"),
        ((Book(), [], NOW, Fallen()), "rules", "a value of type Fallen", WALKED),
        ((Book(), [], NOW, [Never(), None]), "rules", "None", "an object with a method check"),
        ((Book(), [], NOW, [Hostile()]), "rules", "a value of type Hostile", "an object with a method check"),
    ],
)
def test_bad_arguments_are_refused_by_name(
    arguments: tuple[object, ...], field: str, found: str, expected: str
) -> None:
    """Book, commands, moment and rules have to be such, or one error of ours says which is not."""
    with pytest.raises(InvalidValue) as caught:
        unchecked(*arguments)
    assert InvalidValue(field, found, expected) == caught.value


def test_no_commands_change_nothing() -> None:
    """An empty batch has no outcome and no difference."""
    book = Floor().open(5).book
    decision = decide(book, [], NOW)
    assert ((), Changes(), book) == (decision.outcomes, decision.changes, decision.book)
    assert book is decision.before


def test_commands_may_come_from_any_iterable() -> None:
    """A generator is read once, in its order."""
    decision = decide(Book(), (open_account(name, 5) for name in "AB"), NOW)
    assert [True, True] == [outcome.ok for outcome in decision.outcomes]
    assert {"A", "B"} == set(decision.book.accounts)


def test_rules_from_a_generator_guard_every_order() -> None:
    """Rules that can be walked only once do not let the second order pass unguarded."""
    floor = Floor().open(1000)
    commands = [PlaceOrder(terms(number, BUY, 1, limit=1)) for number in ("O-1", "O-2")]
    decision = unchecked(floor.book, commands, NOW, (rule for rule in [Never()]))
    assert [NotTradable(ACME)] * 2 == [outcome.refusal for outcome in decision.outcomes]


def test_without_rules_only_the_books_themselves_guard() -> None:
    """Rules are the caller's choice; an overdraft is refused without them."""
    floor = Floor().open(10)
    commands = [PlaceOrder(terms("O", BUY, 1, limit=5))]
    assert decide(floor.book, commands, NOW, ()).outcomes[0].ok
    assert not decide(floor.book, commands, NOW, (Never(),)).outcomes[0].ok


def test_the_standard_rules_are_asked_unless_others_are_given() -> None:
    """A decision without a word about rules asks the standard ones."""
    floor = Floor().open(10)
    commands = [PlaceOrder(terms("O", BUY, 3, limit=5))]
    assert decide(floor.book, commands, NOW, STANDARD_RULES) == decide(floor.book, commands, NOW)


def test_a_command_is_decided_on_what_those_before_it_have_left() -> None:
    """Money that comes in with the first command pays for the second, and not for the third."""
    floor = Floor()
    outcomes = floor.do(
        open_account("A", 0),
        Deposit("A", 10, "R-1"),
        Withdraw("A", 10, "R-2"),
        Withdraw("A", 1, "R-3"),
        open_account("A", 0),
    )
    assert [True, True, True, False, False] == [outcome.ok for outcome in outcomes]
    assert isinstance(outcomes[3].refusal, InsufficientFunds)
    assert AlreadyExists("account", "A") == outcomes[4].refusal


def test_everything_happens_at_the_moment_of_the_decision() -> None:
    """A moment of any offset is kept in UTC."""
    eight = timezone(timedelta(hours=8))
    decision = decide(Book(), [open_account("A", 1)], datetime(2026, 3, 2, 11, tzinfo=eight))
    (entry,) = decision.changes.entries
    assert (NOW, UTC) == (entry.at, entry.at.tzinfo)


def test_a_subclass_of_a_command_is_no_command() -> None:
    """What a command does is decided by its very type."""

    class Present(Deposit):
        """More than a deposit."""

    refusal = Floor().open(1).no(Present("A", 1, "R"))
    assert isinstance(refusal, InvalidValue)
    assert InvalidValue("command", "a value of type Present", "one of the commands") == refusal


def test_changes_hold_what_was_changed_and_nothing_else() -> None:
    """What a store has to save is the account that moved, not its neighbour."""
    floor = Floor().open(10).open(10, name="B")
    changes = decide(floor.book, [Deposit("A", 5, "R")], NOW).changes
    assert {A} == set(changes.accounts)
    expected = Changes(accounts=changes.accounts, entries=changes.entries, movements=changes.movements)
    assert expected == changes
    assert 1 == len(changes.entries)


def test_an_order_changes_its_account_its_rate_and_itself() -> None:
    """A placed order brings itself, its client's id, its event, and the moment for the rate."""
    floor = Floor().open(10, limits=Limits(max_orders_per_minute=2))
    changes = decide(floor.book, [PlaceOrder(terms("O", BUY, 1, limit=5, client="mine"))], NOW).changes
    expected = Changes(
        accounts=changes.accounts,
        recent_orders={A: (NOW,)},
        orders=changes.orders,
        client_orders={(A, ClientOrderId("mine")): OrderNumber("O")},
        entries=changes.entries,
        events=changes.orders[terms("O").number].history,
    )
    assert expected == changes


def test_an_opening_that_is_refused_leaves_no_account() -> None:
    """Half an opening does not happen: the terms are kept only with their money."""
    floor = Floor()
    (outcome,) = floor.do(OpenAccount(AccountTerms("A"), 10**15))
    assert outcome.ok
    before = floor.book
    floor.no(OpenAccount(AccountTerms("A"), 1))
    assert before == floor.book
