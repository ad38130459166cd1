"""Carry out requests, each of those that carry a key of their own once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from attrs import field, frozen
from attrs.converters import optional

from trading_core.domain.book import Outcome
from trading_core.domain.checks import optional as maybe
from trading_core.domain.checks import sequence, sequence_of
from trading_core.domain.commands import Command
from trading_core.domain.needs import accounts_named, needs_of
from trading_core.errors import IdempotencyKeyReused, Unauthenticated, Unavailable
from trading_core.ports.answers import Caller, IdempotencyKey, KeptAnswer
from trading_core.use_cases.rounds import Rounds

if TYPE_CHECKING:
    from datetime import datetime

    from trading_core.ports.books import UnitOfWork

Render = Callable[[Sequence[Outcome]], bytes]
Also = Callable[["UnitOfWork"], None]
Name = tuple[Caller, IdempotencyKey]


def _commands(value: object) -> tuple[Command, ...]:
    return sequence(value, "commands")


@frozen(kw_only=True)
class Request:
    """
    Commands of a caller, under a key where he has given one.

    ``render`` writes the answer, which is kept under the key; ``fingerprint`` is of the whole input. ``also`` adds
    what is no command to the same transaction. ``family`` is that of the token that it came with: nothing is done, and
    nothing told, in the name of a login that has ended.
    """

    caller: Caller = field(converter=Caller)
    key: IdempotencyKey | None = field(default=None, converter=optional(IdempotencyKey))
    fingerprint: str = ""
    commands: tuple[Command, ...] = field(converter=_commands)
    render: Render
    also: Also | None = None
    family: str | None = field(default=None, validator=maybe(str))

    @property
    def name(self) -> Name | None:
        """Two requests of one name are one request, or a mistake; those without a name are always two."""
        return None if self.key is None else (self.caller, self.key)


@frozen
class Answer:
    """
    The bytes to give back, as they were given the first time; or the refusal of a key that means another input, or of
    a login that has ended.

    What was ``put_off`` was not looked at: somebody else is at work on its account.
    """

    content: bytes | None
    replayed: bool = False
    refusal: IdempotencyKeyReused | Unauthenticated | None = None
    put_off: bool = False


@frozen
class AnswerOnce(Rounds):
    """
    Carries out requests and keeps the answers of those with a key in the same transaction.

    There is no moment at which the effect is there and the answer is not, so a repeat is safe after any crash.
    What only waits for a price is not kept under its key: the same request may succeed later.
    """

    def __call__(self, requests: Sequence[Request], *, patient: bool = True) -> tuple[Answer, ...]:
        """Answer each request, in order; who is not ``patient`` puts off those whose accounts others are at work on."""
        batch = _Batch(sequence_of(requests, Request, "requests"), self.clock.now(), patient=patient)
        if batch.requests:
            commands = (command for request in batch.requests for command in request.commands)
            self.run(batch.choose, batch.finish, commands, batch.admit)
        return batch.answers()


class _Batch:
    """What is known of each request while the transaction goes round."""

    def __init__(self, requests: tuple[Request, ...], now: datetime, *, patient: bool) -> None:
        self.requests, self.now, self._patient = requests, now, patient
        self._kept: dict[Name, KeptAnswer] = {}
        self._first: dict[Name, int] = {}
        self._fresh: list[int] = []
        self._gone: set[int] = set()
        self._contents: dict[int, bytes] = {}

    def choose(self, work: UnitOfWork) -> Sequence[Command]:
        work.ask_for({request.family for request in self.requests if request.family is not None})
        names = tuple(dict.fromkeys(request.name for request in self.requests if request.name is not None))
        self._kept = dict(work.find_answers(names)) if names else {}
        self._first, self._fresh, self._contents = {}, [], {}
        for place, request in enumerate(self.requests):
            name = request.name
            if name is None or (name not in self._kept and self._first.setdefault(name, place) == place):
                self._fresh.append(place)
        if not self._patient:
            self._fresh = self._free(work)
        return self._commands()

    def _commands(self) -> list[Command]:
        return [command for place in self._fresh for command in self.requests[place].commands]

    def admit(self, work: UnitOfWork, commands: Sequence[Command]) -> Sequence[Command]:
        """Leave out what was asked in the name of a login that has ended."""
        standing = {family for family, until in work.standing().items() if self.now < until}
        self._gone = {
            place
            for place, request in enumerate(self.requests)
            if request.family is not None and request.family not in standing
        }
        if not self._gone:
            return commands
        self._fresh = [place for place in self._fresh if place not in self._gone]
        return self._commands()

    def _free(self, work: UnitOfWork) -> list[int]:
        """
        Those whose accounts nobody else is at work on.

        Whoever has reserved some must not wait for others, who may be waiting for him. So all go on where an account
        is not known beforehand, where there is but one, and where none was free: then nothing is held that anybody
        could wait for.
        """
        named = {place: accounts_named(self.requests[place].commands) for place in self._fresh}
        if None in named.values():
            return self._fresh
        needs = needs_of(self._commands())
        free = work.reserve(needs) if len(needs.accounts) > 1 else frozenset()
        return [place for place, accounts in named.items() if not free or free.issuperset(accounts or ())]

    def finish(self, work: UnitOfWork, outcomes: Sequence[Outcome]) -> None:
        begin, final = 0, []
        for place in self._fresh:
            request = self.requests[place]
            own = outcomes[begin : begin + len(request.commands)]
            begin += len(own)
            if request.also is not None and all(outcome.ok for outcome in own):
                request.also(work)
            content = self._contents[place] = request.render(own)
            if request.name is None:
                continue
            answer = self._kept[request.name] = KeptAnswer(
                *request.name, request.fingerprint, content, self.now
            )
            if not own or not all(isinstance(outcome.refusal, Unavailable) for outcome in own):
                final.append(answer)
        if final:
            work.keep_answers(final)

    def answers(self) -> tuple[Answer, ...]:
        return tuple(self._answer(place, request) for place, request in enumerate(self.requests))

    def _answer(self, place: int, request: Request) -> Answer:
        if place in self._gone:
            return Answer(None, refusal=Unauthenticated())
        if request.name is None or request.key is None:
            content = self._contents.get(place)
            return Answer(content, put_off=content is None)
        kept = self._kept.get(request.name)
        if kept is None:
            return Answer(None, put_off=True)
        if kept.fingerprint != request.fingerprint:
            return Answer(None, refusal=IdempotencyKeyReused(request.key))
        return Answer(kept.content, replayed=place not in self._contents)
