"""Say why a balance is what it is."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from attrs import evolve, field, frozen

from trading_core.domain.checks import a, sequence_of
from trading_core.domain.exact import subtract
from trading_core.domain.explain import Line, why
from trading_core.domain.ids import AccountId, Symbol
from trading_core.domain.journal import Bucket, check_place
from trading_core.errors import NotFound
from trading_core.ports.accounts import Accounts
from trading_core.ports.journal import Journal
from trading_core.ports.paging import moment_or_none

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from trading_core.domain.figures import Figure
    from trading_core.domain.journal import Entry

CHUNK: Final = 1000
# Who answers a question at once reads no more entries than this, and has no more searched for what concerns him.
MOST_READ: Final = 10_000
MOST_SEARCHED: Final = 100_000


def _symbol(value: object) -> Symbol | None:
    return None if value is None else Symbol(value)


@frozen
class BalanceQuestion:
    """Which balance, and as of when."""

    account: AccountId = field(converter=AccountId)
    bucket: Bucket = field(default=Bucket.CASH, validator=a(Bucket))
    symbol: Symbol | None = field(default=None, converter=_symbol)
    at: datetime | None = field(default=None, converter=moment_or_none)

    def __attrs_post_init__(self) -> None:
        """Refuse a place that no balance is read from, alone and not with the questions around it."""
        check_place(self.bucket, self.symbol)


@frozen
class Explanation:
    """Every entry that changed the balance, with the balance after it; or the refusal."""

    question: BalanceQuestion
    lines: tuple[Line, ...] = ()
    refusal: NotFound | None = None


@frozen
class ExplainBalance:
    """Explains balances by the journal alone."""

    accounts: Accounts
    journal: Journal

    def __call__(self, questions: Sequence[BalanceQuestion]) -> tuple[Explanation, ...]:
        """Explain each."""
        asked = sequence_of(questions, BalanceQuestion, "questions")
        return tuple(self._explain(question) for question in asked)

    def _explain(self, question: BalanceQuestion) -> Explanation:
        if self.accounts.get(question.account) is None:
            return Explanation(question, refusal=NotFound("account", question.account))
        entries = all_entries(self.journal, question.account, question.at)
        return Explanation(question, why(entries, question.bucket, question.symbol))


def all_entries(
    journal: Journal, account: AccountId, until: datetime | None = None, chunk: int = CHUNK
) -> Iterator[Entry]:
    """Walk through an account's journal, so much of it in memory at a time."""
    after = 0
    while entries := journal.entries(account, after, chunk, until):
        yield from entries
        after = entries[-1].sequence


def backwards(journal: Journal, account: AccountId, before: int, chunk: int = CHUNK) -> Iterator[Entry]:
    """Walk back from before an entry, so much of the journal in memory at a time."""
    while entries := journal.latest(account, before, chunk):
        yield from entries
        before = entries[-1].sequence


@frozen
class Stand:
    """What a figure was before an entry of the journal."""

    before: int
    amount: Decimal


def traced_back(
    journal: Journal, account: AccountId, figure: Figure, symbol: Symbol | None, now: Stand, most: int
) -> tuple[tuple[Line, ...], Stand]:
    """
    The latest entries that made a figure what it is, the newest first, and from where on older ones are to be looked for.

    Of a figure that hardly ever changes there may be fewer than ``most``, or none, although older ones are there.
    """
    figure.check(symbol)
    lines: list[Line] = []
    since = max(now.before - MOST_SEARCHED, 1)
    while now.before > since and len(lines) < most:
        wanted = most - len(lines)
        found = journal.touching(
            account, figure.buckets, symbol, since=since, before=now.before, limit=wanted
        )
        for entry in found:
            change = figure.change(entry, symbol)
            if change:
                lines.append(Line(entry, change, now.amount))
            now = Stand(entry.sequence, subtract(now.amount, change))
        if len(found) < wanted:
            now = evolve(now, before=since)
    return tuple(lines), now
