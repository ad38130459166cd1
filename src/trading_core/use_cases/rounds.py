"""Load, decide, save: the one transaction that every use case which changes the books runs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Final

from attrs import evolve, frozen

from trading_core.domain.book import Outcome
from trading_core.domain.commands import Command
from trading_core.domain.decisions import decide
from trading_core.domain.needs import needs_of
from trading_core.domain.rules import STANDARD_RULES, Rule
from trading_core.errors import AlreadyExists, Unavailable
from trading_core.ports.books import Books, UnitOfWork
from trading_core.ports.clock import Clock
from trading_core.ports.quotes import QuoteSource
from trading_core.use_cases.prices import PriceBoard, priced_by

if TYPE_CHECKING:
    from trading_core.domain.book import Book

MOST_ROUNDS: Final = 8

Choose = Callable[[UnitOfWork], Sequence[Command]]
Admit = Callable[[UnitOfWork, Sequence[Command]], Sequence[Command]]
Finish = Callable[[UnitOfWork, Sequence[Outcome]], None]


def _everybody(_work: UnitOfWork, commands: Sequence[Command]) -> Sequence[Command]:
    return commands


def _nothing_more(_work: UnitOfWork, _outcomes: Sequence[Outcome]) -> None:
    return


@frozen
class Rounds:
    """
    Goes round until a decision could be made on everything that it needs and saved before anybody else.

    What is known beforehand to need a price is asked for before the first round. A round that finds a product whose
    price it has not asked for leaves the unit of work, asks, and begins again, so nobody waits for a price while
    accounts are locked. A round whose rows somebody else has written in the
    meantime begins again too, and then sees them.
    """

    books: Books
    quotes: QuoteSource
    clock: Clock
    rules: Sequence[Rule] = STANDARD_RULES

    def run(
        self,
        choose: Choose,
        finish: Finish = _nothing_more,
        foreseen: Iterable[Command] = (),
        admit: Admit = _everybody,
    ) -> tuple[Outcome, ...]:
        """
        Carry out the commands that are chosen; ``finish`` adds to the same transaction, and is undone with it when
        somebody else was quicker: what it keeps for itself is only true of the last round.

        ``admit`` leaves out what must not be decided after all, once everything has been read.
        """
        board = PriceBoard(self.quotes)
        if expected := {symbol for command in foreseen for symbol in priced_by(command)}:
            board.ask(expected)
        race: AlreadyExists | None = None
        for _ in range(MOST_ROUNDS):
            lacking = set()
            try:
                with self.books.begin() as work:
                    commands = choose(work)
                    book = work.load(needs_of(commands))
                    commands = admit(work, commands)
                    lacking = board.lacking(commands, book)
                    if not lacking:
                        return self._settle(work, book, commands, board, finish)
            except AlreadyExists as other:
                race = other
            if lacking:
                board.ask(lacking)
        raise race or Unavailable("a moment in which prices and books agree")

    def _settle(
        self, work: UnitOfWork, book: Book, commands: Sequence[Command], board: PriceBoard, finish: Finish
    ) -> tuple[Outcome, ...]:
        put_off = {place for place, command in enumerate(commands) if board.must_wait(command, book)}
        now = [command for place, command in enumerate(commands) if place not in put_off]
        decision = decide(evolve(book, quotes=board.quotes), now, self.clock.now(), self.rules)
        decided = iter(decision.outcomes)
        outcomes = tuple(
            Outcome(command, board.failure) if place in put_off else next(decided)
            for place, command in enumerate(commands)
        )
        work.save(decision.changes)
        finish(work, outcomes)
        work.commit()
        return outcomes
