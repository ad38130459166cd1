"""Requests that change the books: handed to the writer with their key, answered as the writer says."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from functools import partial

from attrs import evolve

from entrypoints.http.endpoint import Call, Reply
from entrypoints.http.idempotency import fingerprint_of, is_replayed, key_of, marked, packed, unpacked
from entrypoints.http.pricing import have_prices
from entrypoints.http.problems import PROBLEM, problem_of, response_of
from entrypoints.http.standing import Question
from trading_core.domain.book import Outcome
from trading_core.domain.commands import Command
from trading_core.errors import IdempotencyKeyReused, TradingError, Unauthenticated
from trading_core.ports.answers import Caller, IdempotencyKey
from trading_core.ports.books import UnitOfWork
from trading_core.use_cases.answer_once import Answer, Request

Render = Callable[[Sequence[Outcome]], Reply]


async def write(call: Call, commands: Sequence[Command], render: Render) -> Reply:
    """Carry out commands together with those of other requests, in one transaction; answer once it is committed."""
    family = None if call.identity is None else call.identity.family
    request = request_of(call, commands, render, family)
    with call.services.in_progress.holding(request.caller, request.key):
        await have_prices(call, commands)
        answer = await call.services.writer.ask(request)
    if isinstance(answer.refusal, Unauthenticated):
        await call.services.standing.ask(
            Question(family)
        )  # so that a login whose time is over is ended for good
    return _reply_of(answer)


def write_alone(
    call: Call, commands: Sequence[Command], render: Render, also: Callable[[UnitOfWork], None] | None = None
) -> Reply:
    """Carry out one request in a transaction of its own, in the thread that asks."""
    request = evolve(request_of(call, commands, render), also=also)
    with call.services.in_progress.holding(request.caller, request.key):
        (answer,) = call.services.answer_once([request])
    return _reply_of(answer)


def once(call: Call, do: Callable[[], Reply]) -> Reply:
    """Do something that is not of the books, unless its key was answered before; then keep the answer."""
    key = key_of(call)
    if key is None:
        return do()
    caller = request_of(call, (), lambda _: Reply()).caller
    with call.services.in_progress.holding(caller, key):
        return _known(call, caller, key) or _kept(call, do())


async def once_awaited(call: Call, do: Callable[[], Awaitable[Reply]]) -> Reply:
    """The same for what is waited for; an answer that is not to be kept is given again to nobody."""
    key, services = key_of(call), call.services
    if key is None:
        return await do()
    caller = request_of(call, (), lambda _: Reply()).caller
    with services.in_progress.holding(caller, key):
        known = await services.in_thread(services.readers, partial(_known, call, caller, key))
        if known is not None:
            return known
        reply = await do()
        if not reply.keep:
            return reply
        kept = await services.in_thread(services.readers, partial(_kept, call, reply))
        # a repeat at another process may have been quicker to keep its answer; who was the first is known by what was done
        return marked(kept, replayed=is_replayed(reply))


def _known(call: Call, caller: Caller, key: IdempotencyKey) -> Reply | None:
    """The answer that was given under a key, if one was."""
    with call.services.books.begin() as work:
        kept = work.find_answers([(caller, key)]).get((caller, key))
    if kept is None:
        return None
    if kept.fingerprint != fingerprint_of(call):
        raise IdempotencyKeyReused(key)
    return unpacked(kept.content, replayed=True)


def _kept(call: Call, reply: Reply) -> Reply:
    """Keep the answer to something that was just done."""
    (answer,) = call.services.answer_once([request_of(call, (), lambda _: reply)])
    return _reply_of(answer)


def request_of(call: Call, commands: Sequence[Command], render: Render, family: str | None = None) -> Request:
    """The request as the books see it. Whoever is nobody yet is known by his address."""
    key = key_of(call)
    return Request(
        caller=f"user:{call.identity.user}" if call.identity else f"address:{call.address}",
        key=key,
        fingerprint="" if key is None else fingerprint_of(call),
        commands=tuple(commands),
        render=lambda outcomes: packed(_rendered(call, outcomes, render)),
        family=family,
    )


def _rendered(call: Call, outcomes: Sequence[Outcome], render: Render) -> Reply:
    """Whatever was refused is told; else the answer is the endpoint's own."""
    refusal = next((outcome.refusal for outcome in outcomes if outcome.refusal is not None), None)
    return render(outcomes) if refusal is None else refused(refusal, call.request_id)


def refused(refusal: TradingError, request_id: str | None) -> Reply:
    """A refusal as a reply."""
    response = response_of(problem_of(refusal, request_id))
    headers = {name: value for name, value in response.headers.items() if name.lower() != "content-type"}
    return Reply(content=response.content, status=response.status_code or 500, media=PROBLEM, headers=headers)


def _reply_of(answer: Answer) -> Reply:
    if answer.refusal is not None:
        raise answer.refusal
    return unpacked(answer.content or b"", replayed=answer.replayed)
