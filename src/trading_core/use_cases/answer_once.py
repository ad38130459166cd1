"""Carry out requests that carry a key of their own, each of them once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from attrs import field, frozen

from trading_core.domain.book import Outcome
from trading_core.domain.checks import as_tuple
from trading_core.domain.commands import Command
from trading_core.errors import AlreadyExists, Unavailable
from trading_core.ports.answers import Caller, IdempotencyKey, KeptAnswer
from trading_core.use_cases.rounds import Rounds

if TYPE_CHECKING:
    from trading_core.ports.books import UnitOfWork

Render = Callable[[Sequence[Outcome]], bytes]


@frozen
class Request:
    """Commands under a caller's key; ``render`` writes the answer that is kept, ``fingerprint`` is of the input."""

    caller: Caller = field(converter=Caller)
    key: IdempotencyKey = field(converter=IdempotencyKey)
    fingerprint: str
    commands: tuple[Command, ...] = field(converter=as_tuple)
    render: Render

    @property
    def name(self) -> tuple[Caller, IdempotencyKey]:
        """Two requests of one name are one request, or a mistake."""
        return self.caller, self.key


@frozen
class Answer:
    """The bytes to give back, as they were given the first time; or the refusal of a key that means another input."""

    content: bytes | None
    replayed: bool = False
    refusal: AlreadyExists | None = None


@frozen
class AnswerOnce(Rounds):
    """
    Carries out requests and keeps their answers in the same transaction.

    There is no moment at which the effect is there and the answer is not, so a repeat is safe after any crash.
    What was only put off is not kept under its key: the same request may succeed later.
    """

    def __call__(self, requests: Sequence[Request]) -> tuple[Answer, ...]:
        """Answer each request, in order."""
        batch = _Batch(tuple(requests))
        if batch.requests:
            self.run(batch.choose, batch.finish)
        return batch.answers()


class _Batch:
    """What is known of each request while the transaction goes round."""

    def __init__(self, requests: tuple[Request, ...]) -> None:
        self.requests = requests
        self._kept: dict[tuple[Caller, IdempotencyKey], KeptAnswer] = {}
        self._fresh: dict[tuple[Caller, IdempotencyKey], Request] = {}

    def choose(self, work: UnitOfWork) -> Sequence[Command]:
        names = dict.fromkeys(request.name for request in self.requests)
        self._kept, self._fresh = dict(work.find_answers(tuple(names))), {}
        for request in self.requests:
            if request.name not in self._kept:
                self._fresh.setdefault(request.name, request)
        return [command for request in self._fresh.values() for command in request.commands]

    def finish(self, work: UnitOfWork, outcomes: Sequence[Outcome]) -> None:
        begin, final = 0, []
        for name, request in self._fresh.items():
            own = outcomes[begin : begin + len(request.commands)]
            begin += len(own)
            answer = KeptAnswer(*name, request.fingerprint, request.render(own))
            self._kept[name] = answer
            if not own or not all(isinstance(outcome.refusal, Unavailable) for outcome in own):
                final.append(answer)
        work.keep_answers(final)

    def answers(self) -> tuple[Answer, ...]:
        return tuple(self._answer(request) for request in self.requests)

    def _answer(self, request: Request) -> Answer:
        kept = self._kept[request.name]
        if kept.fingerprint != request.fingerprint:
            return Answer(None, refusal=AlreadyExists("answer to another request under the key", request.key))
        return Answer(kept.content, replayed=self._fresh.get(request.name) is not request)
