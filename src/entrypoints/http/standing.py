"""Whether a credential still holds and how far its account has come, asked for many requests at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from attrs import frozen

from trading_core.domain.ids import AccountId
from trading_core.ports.accounts import Accounts
from trading_core.ports.clock import Clock
from trading_core.ports.tokens import TokenStore


@frozen
class Question:
    """The family of a token, where it came with one, and the account whose revision matters, where one does."""

    family: str | None = None
    account: AccountId | None = None


@frozen
class Standing:
    """What the database said after the request had come in."""

    holds: bool
    revision: int | None = None


def inquirer(
    families: TokenStore, accounts: Accounts, clock: Clock
) -> Callable[[Sequence[Question]], Sequence[Standing]]:
    """What answers a batch of questions, by one statement for families and one for accounts."""

    def inquire(batch: Sequence[Question]) -> Sequence[Standing]:
        named = {question.family for question in batch if question.family is not None}
        active = families.active(named, clock.now()) if named else frozenset()
        revisions = accounts.revisions({one.account for one in batch if one.account is not None})
        return [
            Standing(
                question.family is None or question.family in active,
                None if question.account is None else revisions.get(question.account),
            )
            for question in batch
        ]

    return inquire
