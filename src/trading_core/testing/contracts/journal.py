"""The laws of reading the journal."""

from __future__ import annotations

from datetime import timedelta
from itertools import takewhile
from typing import TYPE_CHECKING

from trading_core.domain.account import fold
from trading_core.domain.ids import AccountId
from trading_core.domain.journal import Bucket
from trading_core.testing.contracts.making import Make, opened
from trading_core.testing.contracts.tour import ALICE, BOB, MONDAY, tour
from trading_core.testing.contracts.travel import World, take, uncommitted, visit

if TYPE_CHECKING:
    from trading_core.domain.ids import Symbol
    from trading_core.domain.journal import Entry
    from trading_core.ports.books import Books
    from trading_core.ports.journal import Journal


def journal_contract(  # noqa: C901 - a law is a function
    make: Make[tuple[Books, Journal]], *, concurrent: bool = True
) -> type:
    """Give the tests of ``Journal``; without ``concurrent``, readers may wait for a unit of work."""

    class JournalContract:
        """What reading the journal promises."""

        def test_the_journal_is_read_as_it_was_written(self) -> None:
            """Every field of every entry comes back, in the order of the sequence."""
            with opened(make) as (books, journal):
                world = take(books, tour())
                for name in world.book.accounts:
                    assert _written(world, name) == journal.entries(name)

        def test_what_has_changed_is_seen_at_once(self) -> None:
            """Whoever asked before and asks again is told what is true now, also through a cache."""
            name = AccountId(ALICE)
            with opened(make) as (books, journal):
                world = take(books, ())
                for stop in tour():
                    visit(books, world, stop)
                    written = _written(world, name)
                    assert (written, written[::-1]) == (journal.entries(name), journal.latest(name))
                    assert written[::-1] == journal.touching(name, tuple(Bucket), since=1, before=1000)

        def test_the_journal_makes_the_account(self) -> None:
            """Folding what was read gives the account that the books hold."""
            with opened(make) as (books, journal):
                world = take(books, tour())
                for name, account in world.book.accounts.items():
                    assert account == fold(account.terms, journal.entries(name))

        def test_the_journal_is_read_in_pieces(self) -> None:
            """Who reads on behind a sequence misses no entry, forwards or backwards."""
            name = AccountId(ALICE)
            with opened(make) as (books, journal):
                written = _written(take(books, tour()), name)

                assert written[2:5] == journal.entries(name, after=2, limit=3)
                assert () == journal.entries(name, after=len(written))
                assert written[::-1] == journal.latest(name)
                assert written[:4][::-1][:3] == journal.latest(name, before=5, limit=3)
                assert () == journal.latest(name, before=1)

        def test_the_journal_ends_before_what_is_later(self) -> None:
            """The past is what was known then: the moment itself included, nothing behind the first later entry."""
            name = AccountId(ALICE)
            with opened(make) as (books, journal):
                written = _written(take(books, tour()), name)
                for moment in {entry.at for entry in written} | {MONDAY - timedelta(days=1)}:
                    known = tuple(takewhile(lambda entry: entry.at <= moment, written))  # noqa: B023 - used at once
                    assert known == journal.entries(name, until=moment)
                    assert known[3:] == journal.entries(name, after=3, until=moment)

        def test_what_touched_a_bucket_is_read_alone(self) -> None:
            """By bucket and by product, within the stretch that was asked for, the newest first."""
            name = AccountId(ALICE)
            with opened(make) as (books, journal):
                written = _written(take(books, tour()), name)[::-1]
                last = len(written)
                for bucket, symbol in {posting.place for entry in written for posting in entry.postings}:
                    for product in {symbol, None}:
                        touched = [one for one in written if _touches(one, bucket, product)]
                        found = journal.touching(name, (bucket,), product, since=1, before=last + 1)
                        assert tuple(touched) == found
                        part = journal.touching(name, [bucket], product, since=2, before=last, limit=2)
                        assert [one for one in touched if 2 <= one.sequence < last][:2] == list(part)
                both = [Bucket.CASH, Bucket.HELD]
                touched = [one for one in written if any(_touches(one, bucket) for bucket in both)]
                assert tuple(touched) == journal.touching(name, both, since=1, before=last + 1)
                assert () == journal.touching(name, (), since=1, before=last + 1)

        def test_an_unknown_account_has_no_journal(self) -> None:
            """Nobody's journal is empty, and so is not an error."""
            with opened(make) as (books, journal):
                take(books, tour())

                assert ((), ()) == (journal.entries(AccountId("nobody")), journal.latest(AccountId("nobody")))
                assert () == journal.touching(AccountId("nobody"), tuple(Bucket), since=1, before=9)

        def test_what_is_not_committed_is_not_seen(self) -> None:
            """A reader never sees an entry that may yet not be there."""
            with opened(make) as (books, journal):
                take(books, tour())

                def look() -> object:
                    return [journal.entries(AccountId(name)) for name in (ALICE, BOB, "newcomer")]

                before = look()
                assert before == uncommitted(books, look, within=concurrent)
                assert before == look()

    return JournalContract


def _written(world: World, name: str) -> tuple[Entry, ...]:
    return tuple(entry for entry in world.entries if entry.account == name)


def _touches(entry: Entry, bucket: Bucket, symbol: Symbol | None = None) -> bool:
    return any(one.bucket is bucket and symbol in {None, one.symbol} for one in entry.postings)
