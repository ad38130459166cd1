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

    def find(self, connection: Connection, names: Iterable[AnswerName]) -> dict[AnswerName, KeptAnswer]:
        """Find what was answered."""
        found = (KeptAnswer(*row) for row in self._find(connection, names))
        return {(answer.caller, answer.key): answer for answer in found}

    def keep(self, connection: Connection, kept: Iterable[KeptAnswer]) -> None:
        """Keep answers; one that was given already refuses them all."""
        self._keep(
            connection,
            [{name: getattr(answer, name) for name in KEPT} for answer in kept],
        )

    def forget(self, connection: Connection, before: datetime, limit: int) -> int:
        """Forget the oldest, so many at the most."""
        return self._forget(connection, before, limit)
