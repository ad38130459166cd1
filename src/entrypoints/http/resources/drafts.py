"""Drafts: programs propose orders, and people who have logged in confirm them."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import msgspec

from entrypoints.http.endpoint import Call, Endpoint, Parameter, Reply, reply
from entrypoints.http.lists import PAGING, Source, descending, listing, ordering
from entrypoints.http.pricing import have_prices
from entrypoints.http.resources.orders import NUMBER, Wish, order_shown, terms_of
from entrypoints.http.views.drafts import DraftStatus, DraftView, draft_view
from entrypoints.http.writing import once, write_alone
from entrypoints.showing import OrderView
from trading_core.domain.drafts import LONGEST_WHY
from trading_core.domain.ids import OrderNumber
from trading_core.errors import InvalidInput, NotFound, TradingError
from trading_core.ports.api_keys import Scope
from trading_core.ports.drafts import DraftFilter, SeenDraft
from trading_core.ports.paging import Mark
from trading_core.use_cases.confirm_drafts import Confirmation, hold
from trading_core.use_cases.dismiss_drafts import Dismissal
from trading_core.use_cases.propose_orders import Proposal


class DraftBody(Wish, forbid_unknown_fields=True):
    """An order that is proposed, and what is said for it."""

    why: Annotated[
        str, msgspec.Meta(max_length=LONGEST_WHY, description="What is said for it, in one line.")
    ] = ""


class Drafts(msgspec.Struct, frozen=True):
    """A page of drafts."""

    count: int
    next: str | None
    previous: str | None
    results: list[DraftView]
    count_exact: bool = True


def propose(call: Call) -> Reply:
    """Keep a draft; nothing is reserved and nothing placed."""
    body: DraftBody = call.body
    terms = terms_of(call, body)
    key = call.who.api_key
    proposal = Proposal(terms, call.who.username if key is None else key.name, body.why)

    def keep() -> Reply:
        (proposed,) = call.services.propose_orders([proposal])
        view = draft_view(SeenDraft(proposed.unwrap()), call.now)
        return reply(view, 201, {"Location": f"/api/drafts/{view.number}/"})

    return once(call, keep)


def get(call: Call) -> Reply:
    """Show a draft of the caller's."""
    number = _number(call)
    seen = call.services.drafts.get([number]).get(number)
    if seen is None or seen.draft.account != call.who.account:
        raise NotFound("draft", number)
    return reply(draft_view(seen, call.now))


def find(call: Call) -> Reply:
    """Show the caller's drafts, the newest first."""
    drafts = call.services.drafts
    wanted = DraftFilter(
        account=call.who.account, open_at=call.now if call.query.get("status") == DraftStatus.OPEN else None
    )
    rows = Source(
        lambda page: drafts.find(wanted, page),
        lambda up_to: drafts.count(wanted, up_to),
        lambda seen: Mark(seen.draft.proposed_at, seen.draft.number),
        lambda seen: draft_view(seen, call.now),
    )
    return listing(call, rows, newest_first=descending(call))


async def confirm(call: Call) -> Reply:
    """Place the order of a draft, once however often it is confirmed; nobody dismisses it meanwhile."""
    services, word = call.services, Confirmation(_number(call), call.who.account)
    (ready,) = await services.in_thread(services.readers, lambda: services.ready_drafts([word]))
    if isinstance(ready, TradingError):
        raise ready
    await have_prices(call, [ready])
    place = partial(write_alone, call, [ready], order_shown, lambda work: hold(work, word.number))
    answer = await services.in_thread(services.readers, place)
    services.tasks.tell("live", word.number)
    return answer


def dismiss(call: Call) -> Reply:
    """Let a draft be no order, once however often that is said."""
    (dismissed,) = call.services.dismiss_drafts([Dismissal(_number(call), call.who.account)])
    if isinstance(dismissed, TradingError):
        raise dismissed
    return Reply(status=204)


def _number(call: Call) -> OrderNumber:
    text = call.path["number"]
    try:
        return OrderNumber(text)
    except InvalidInput:
        raise NotFound("draft", text[:64]) from None


EXAMPLE = {
    "number": "019b2f6e4c7e7b6a9d0c5a1f2e3d4c5b",
    "status": "open",
    "order_status": None,
    "side": "buy",
    "stock_id": "2330",
    "type": "limit",
    "quantity": "10",
    "limit_price": "850.5",
    "stop_price": None,
    "stop_loss": "840",
    "take_profits": ["870"],
    "time_in_force": "gtc",
    "why": "It has closed above its average of 20 days.",
    "proposed_by": "my assistant",
    "proposed_at": "2026-03-17T05:30:00Z",
    "expires_at": "2026-03-17T05:45:00Z",
    "confirm_url": "/api/orders/019b2f6e4c7e7b6a9d0c5a1f2e3d4c5b/confirm/",
}
CONFIRMED = {
    "number": "019b2f6e4c7e7b6a9d0c5a1f2e3d4c5b",
    "source": "api",
    "side": "buy",
    "stock_id": "2330",
    "type": "limit",
    "quantity": "10",
    "filled": "0",
    "price": "850.5",
    "limit_price": "850.5",
    "stop_price": None,
    "average_price": None,
    "entry_range": None,
    "stop_loss": "840",
    "take_profit": "870",
    "take_profits": ["870"],
    "time_in_force": "gtc",
    "client_order_id": None,
    "total_price": "8505",
    "status": "pending",
    "reason": None,
    "created_time": "2026-03-17T05:31:12Z",
    "lines": [{"stock_id": "2330", "name": None, "quantity": "10", "unit_price": None, "filled": "0"}],
    "history": [{"status": "pending", "at": "2026-03-17T05:31:12Z", "detail": None}],
}

ENDPOINTS = (
    Endpoint(
        method="POST",
        paths=("/api/drafts",),
        summary="Propose an order",
        tag="Trading",
        description=(
            "The order is kept as a draft and nothing trades: until it expires, the account's owner may confirm it at "
            "`confirm_url`, or dismiss it. A key needs the scope `propose`; one that may `trade` may propose too."
        ),
        handler=propose,
        scope=Scope.PROPOSE,
        body=DraftBody,
        example={
            "stock_id": "2330",
            "side": "buy",
            "quantity": 10,
            "type": "limit",
            "limit_price": "850.5",
            "stop_loss": 840,
            "take_profits": [870],
            "why": "It has closed above its average of 20 days.",
        },
        answers={201: DraftView},
        examples={201: EXAMPLE},
        keyed=True,
    ),
    Endpoint(
        method="GET",
        paths=("/api/drafts",),
        summary="List the drafts",
        tag="Trading",
        handler=find,
        scope=Scope.READ,
        query=(
            Parameter(
                name="status", meaning="Only those that wait for a word.", choices=(DraftStatus.OPEN.value,)
            ),
            ordering("proposed_at"),
            *PAGING,
        ),
        answers={200: Drafts},
        examples={200: {"count": 1, "next": None, "previous": None, "results": [EXAMPLE]}},
    ),
    Endpoint(
        method="GET",
        paths=("/api/drafts/{number:str}",),
        summary="Show a draft",
        tag="Trading",
        handler=get,
        scope=Scope.READ,
        in_path=(NUMBER,),
        answers={200: DraftView},
        examples={200: EXAMPLE},
    ),
    Endpoint(
        method="DELETE",
        paths=("/api/drafts/{number:str}",),
        summary="Dismiss a draft",
        tag="Trading",
        description=(
            "The draft becomes no order, stays in the lists as `dismissed`, and makes room for another. To dismiss it again changes nothing; one "
            "that has become an order is refused with `invalid_transition`: cancel that order. Only the owner of the account can, with an "
            "access token."
        ),
        handler=dismiss,
        scope=Scope.TRADE,
        people_only=True,
        in_path=(NUMBER,),
        answers={204: None},
        refusals=(409,),
    ),
    Endpoint(
        method="POST",
        paths=("/api/orders/{number:str}/confirm",),
        summary="Confirm a draft",
        tag="Trading",
        description=(
            "The draft of this number becomes an order, by the prices and the balance of this moment. To confirm it again "
            "shows the same order. One that was not confirmed in time is refused with `draft_expired`, a dismissed one with "
            "`draft_dismissed`. Only the owner of "
            "the account can, with an access token: no API key confirms, whatever its scopes."
        ),
        handler=confirm,
        scope=Scope.TRADE,
        people_only=True,
        in_path=(NUMBER,),
        answers={200: OrderView},
        examples={200: CONFIRMED},
        keyed=True,
    ),
)
