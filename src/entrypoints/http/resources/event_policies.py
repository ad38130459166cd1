"""What is significant for one product: what the house thinks, unless an operator knows better."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Annotated, Final

import msgspec
from attrs import evolve

from entrypoints.http.endpoint import Call, Endpoint, Parameter, Reply, reply
from entrypoints.http.fields import (
    Amount,
    MaybeNumber,
    Number,
    amount_of,
    amount_or_none,
)
from entrypoints.http.reading import number
from trading_core.domain.exact import plain
from trading_core.domain.ids import Symbol
from trading_core.domain.moves import MovePolicy
from trading_core.errors import InvalidInput, NotFound
from trading_core.ports.api_keys import Scope

SECOND: Final = timedelta(seconds=1)
LONGEST: Final = 366 * 86_400
Seconds = Annotated[int, msgspec.Meta(ge=0, le=LONGEST)]


def unsaid() -> msgspec.Raw:
    """What a number is of which nothing was said, not even that there is none."""
    return msgspec.Raw(b"")


class PolicyBody(msgspec.Struct, forbid_unknown_fields=True):
    """
    When a move of the product is told. What is left out is as the house has it; null turns a kind of event off.

    ``levels`` are the percents of increases and decreases, rising; none turn them off. ``sigmas`` asks besides for so
    many standard deviations of the product's daily changes. ``gap`` is percent at the open. ``volume_multiple`` is the
    volume against the average of a month, if the price has moved by ``volume_change`` percent. ``hysteresis`` is by how
    many points a move must have gone on to be told again on its day, ``cooldown_seconds`` how long its kind is silent.
    """

    levels: Annotated[list[Number], msgspec.Meta(max_length=10)] | None = None
    sigmas: MaybeNumber = msgspec.field(default_factory=unsaid)
    gap: MaybeNumber = msgspec.field(default_factory=unsaid)
    volume_multiple: MaybeNumber = msgspec.field(default_factory=unsaid)
    volume_change: Amount = msgspec.field(default_factory=unsaid)
    limits: bool | None = None
    hysteresis: Amount = msgspec.field(default_factory=unsaid)
    cooldown_seconds: Seconds | None = None


class PolicyView(msgspec.Struct, frozen=True):
    """When a move of a product is told; ``own`` says whether somebody has said so for this one."""

    stock_id: str
    own: bool
    levels: list[str]
    sigmas: str | None
    gap: str | None
    volume_multiple: str | None
    volume_change: str
    limits: bool
    hysteresis: str
    cooldown_seconds: int


def get(call: Call) -> Reply:
    """Show what holds for a product."""
    symbol = _symbol(call)
    looking = call.services.record_bars
    own = looking.policies.find([symbol]).get(symbol)
    return reply(_view(symbol, own or looking.policy, own=own is not None))


def put(call: Call) -> Reply:
    """Say what holds for a product from its next bar or quote on."""
    symbol, looking = _symbol(call), call.services.record_bars
    policy = _policy(call.body, looking.policy)
    looking.policies.put(symbol, policy)
    return reply(_view(symbol, policy, own=True))


def remove(call: Call) -> Reply:
    """Let what the house thinks hold again."""
    call.services.record_bars.policies.remove(_symbol(call))
    return Reply(status=204)


def _symbol(call: Call) -> Symbol:
    """A product that is known, or of which there are bars."""
    text = call.path["stock_id"]
    try:
        symbol = Symbol(text)
    except InvalidInput:
        raise NotFound("product", text[:32]) from None
    if call.services.products.get(symbol) is None and call.services.bars.latest(symbol) is None:
        raise NotFound("product", symbol)
    return symbol


def _policy(body: PolicyBody, house: MovePolicy) -> MovePolicy:
    """Each field in its turn, so that a refusal names the one that is wrong."""
    policy = house
    if body.levels is not None:
        levels = [amount_of(raw, f"levels[{place}]") for place, raw in enumerate(body.levels)]
        policy = evolve(policy, levels=levels)
    if _is_said(body.sigmas):
        policy = evolve(policy, sigmas=amount_or_none(body.sigmas, "sigmas"))
    if _is_said(body.gap):
        policy = evolve(policy, gap=amount_or_none(body.gap, "gap"))
    if _is_said(body.volume_multiple):
        policy = evolve(policy, volume_multiple=amount_or_none(body.volume_multiple, "volume_multiple"))
    if _is_said(body.volume_change):
        policy = evolve(policy, volume_change=number(body.volume_change, "volume_change"))
    if body.limits is not None:
        policy = evolve(policy, limits=body.limits)
    if _is_said(body.hysteresis):
        policy = evolve(policy, hysteresis=number(body.hysteresis, "hysteresis"))
    if body.cooldown_seconds is not None:
        policy = evolve(policy, cooldown=body.cooldown_seconds * SECOND)
    return policy


def _is_said(raw: msgspec.Raw) -> bool:
    return bytes(raw) != b""


def _view(symbol: Symbol, policy: MovePolicy, *, own: bool) -> PolicyView:
    return PolicyView(
        stock_id=symbol,
        own=own,
        levels=[plain(level) for level in policy.levels],
        sigmas=_maybe(policy.sigmas),
        gap=_maybe(policy.gap),
        volume_multiple=_maybe(policy.volume_multiple),
        volume_change=plain(policy.volume_change),
        limits=policy.limits,
        hysteresis=plain(policy.hysteresis),
        cooldown_seconds=policy.cooldown // SECOND,
    )


def _maybe(value: Decimal | None) -> str | None:
    return None if value is None else plain(value)


PATHS: Final = ("/api/products/{stock_id:str}/event-policy",)
OF_PRODUCT: Final = (Parameter(name="stock_id", meaning="The code of a product."),)

ENDPOINTS = (
    Endpoint(
        method="GET",
        paths=PATHS,
        summary="Show what is significant for a product",
        tag="Prices",
        handler=get,
        scope=Scope.READ,
        in_path=OF_PRODUCT,
        answers={200: PolicyView},
    ),
    Endpoint(
        method="PUT",
        paths=PATHS,
        summary="Say what is significant for a product",
        tag="Prices",
        description="Holds from the next bar or quote on. What was told before stays told.",
        handler=put,
        scope=Scope.OPERATE,
        in_path=OF_PRODUCT,
        body=PolicyBody,
        example={"levels": [2, 5], "sigmas": "2.5", "gap": None, "cooldown_seconds": 3600},
        answers={200: PolicyView},
    ),
    Endpoint(
        method="DELETE",
        paths=PATHS,
        summary="Let what the house thinks significant hold for a product",
        tag="Prices",
        handler=remove,
        scope=Scope.OPERATE,
        in_path=OF_PRODUCT,
        answers={204: None},
    ),
)
