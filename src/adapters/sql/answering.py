"""The answers that requests were given."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from adapters.sql.bulk import inserting
from adapters.sql.finding import ByPairs
from adapters.sql.forgetting import Forgetting
from adapters.sql.tables.people import answers
from trading_core.ports.answers import Caller, IdempotencyKey, KeptAnswer

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from adapters.sql.round_trips import Asked, Rows

AnswerName = tuple[Caller, IdempotencyKey]
KEPT: Final = ("caller", "key", "fingerprint", "content", "kept_at")


class Answering:
    """The statements that find and keep answers, for one kind of database."""

    def __init__(self, *, sqlite: bool) -> None:
        """Write them once."""
        columns = select(*(answers.c[name] for name in KEPT))
        self._find: Final = ByPairs(columns, answers.c.caller, answers.c.key, sqlite=sqlite)
        self._forget: Final = Forgetting(answers.c.kept_at, until=False)
        self._keep: Final = inserting(answers, KEPT, is_sqlite=sqlite)

    def search(self, names: Iterable[AnswerName]) -> Asked:
        """What finds answers."""
        return self._find.asked(names)

    def found(self, rows: Rows) -> dict[AnswerName, KeptAnswer]:
        """What was answered."""
        answers = (KeptAnswer(*row) for row in rows)
        return {(answer.caller, answer.key): answer for answer in answers}

    def keep(self, kept: Iterable[KeptAnswer]) -> Asked:
        """What keeps answers; one that was given already refuses them all."""
        return self._keep.asked([{name: getattr(answer, name) for name in KEPT} for answer in kept])

    def forget(self, connection: Connection, before: datetime, limit: int) -> int:
        """Forget the oldest, so many at the most."""
        return self._forget(connection, before, limit)
