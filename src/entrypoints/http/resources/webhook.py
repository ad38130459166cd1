"""The webhook: a text comes in, is kept, and becomes an order or a refusal that says where it is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import timedelta
from functools import partial
from http import HTTPStatus
from typing import Final

import msgspec

from entrypoints.http.endpoint import Call, Endpoint, Parameter, Reply, reply
from entrypoints.http.idempotency import REPLAYED, key_of
from entrypoints.http.key_secrets import WEBHOOK
from entrypoints.http.pricing import have_prices_of
from entrypoints.http.problems import PROBLEM, Problem
from entrypoints.http.signatures import (
    TOLERANCE_SECONDS,
    check_signature,
    missing_signature,
    signing_secret,
)
from entrypoints.http.views.signals import SignalAnswer, info_of
from entrypoints.http.writing import once_awaited
from entrypoints.showing import order_view
from trading_core.domain.signals import parse_signal_body
from trading_core.domain.sizing import USUAL_SIZING
from trading_core.errors import InvalidInput, InvariantViolated, Unauthenticated
from trading_core.ports.api_keys import Scope
from trading_core.ports.signals import ReceivedSignal, SignalFate, SignalRefusal
from trading_core.use_cases.concluding import SignalOutcome
from trading_core.use_cases.signal_orders import entry_of
from trading_core.use_cases.trade_signals import SignalText

MOST_BYTES: Final = 4_096
TWICE_TOLERATED: Final = timedelta(seconds=2 * TOLERANCE_SECONDS)
KEPT: Final = "The signal is kept, and will be traded as soon as that can be done."


async def receive(call: Call) -> Reply:
    """Keep a signal and trade it, together with those of other requests."""
    signed = _check_signature(call)
    return await once_awaited(call, partial(_deliver, call, signed=signed))


async def receive_at_address(call: Call) -> Reply:
    """Keep a signal that was sent to a secret address."""
    return await receive(call)


def _check_signature(call: Call) -> bool:
    """Whether the request is signed, as its key may demand; only what comes with a key can be."""
    key, header = call.who.api_key, call.headers.get("x-signature")
    if header is None:
        if key is not None and key.signed:
            raise missing_signature()
        return False
    if key is None:
        raise Unauthenticated
    check_signature(header, signing_secret(call.services.house.secret, key.id), call.raw, call.now)
    return True


async def _have_its_price(call: Call) -> None:
    """Have the price of what is signalled at hand; what cannot be read is refused by whoever keeps it."""
    if not call.services.sources.distant:
        return
    with suppress(InvalidInput):
        wish = parse_signal_body(call.raw, call.body)
        await have_prices_of(call, {wish.symbol}, stated=entry_of(wish) is not None)


async def _deliver(call: Call, *, signed: bool) -> Reply:
    key, window = call.who.api_key, call.services.house.signal_window
    text = SignalText(
        id=call.services.ids.fresh(),
        account=call.who.account,
        sender=call.who.user if key is None else key.id,
        body=call.raw,
        media=call.body,
        sizing=USUAL_SIZING if key is None else key.sizing,
        # whoever has seen a signed request can send it again for as long as its time is believed
        window=max(window, TWICE_TOLERATED) if signed else window,
        name=key_of(call),
        paused=key is not None and key.paused,
    )
    await _have_its_price(call)
    return _answered(call, await call.services.signal_writer.ask(text))


def _answered(call: Call, outcome: SignalOutcome) -> Reply:
    if outcome.refusal is not None:
        raise outcome.refusal
    headers = REPLAYED if outcome.replayed else {}
    received = outcome.received
    if received.refusal is not None:
        return _refused(call, received.refusal, headers)
    if received.fate is SignalFate.RECEIVED:
        found = reply(SignalAnswer(KEPT, info_of(received), None), 200, headers)
        return Reply(content=found.content, headers=headers, keep=False)
    return reply(_ordered(received, outcome), 200, headers)


def _ordered(received: ReceivedSignal, outcome: SignalOutcome) -> SignalAnswer:
    order = outcome.order
    if order is None or order.terms.side is None:
        raise InvariantViolated("a signal that was ordered has its order", received.id)
    terms = order.terms
    message = f"Order {order.number} to {terms.side} {terms.quantity} {terms.symbol} is placed."
    return SignalAnswer(message, info_of(received), order_view(order))


def _refused(call: Call, refusal: SignalRefusal, headers: dict[str, str]) -> Reply:
    """A text that cannot be read is the sender's mistake; whatever else is refused, the rules have refused."""
    status = HTTPStatus.CONFLICT if refusal.line is None else HTTPStatus.BAD_REQUEST
    problem = Problem(
        type=f"urn:trading-core:problem:{refusal.code}",
        title=status.phrase,
        status=status,
        detail=refusal.message,
        code=refusal.code,
        request_id=call.request_id,
        reason=refusal.reason,
        line=refusal.line,
        column=refusal.column,
        found=refusal.found,
        expected=refusal.expected,
    )
    return Reply(content=msgspec.json.encode(problem), status=status, media=PROBLEM, headers=headers)


TEXTS: Final[Mapping[str, Mapping[str, object]]] = {
    "text/plain": {
        "limit": "BUY EURUSD @1.0860\nSL 1.0850\nTP 1.0890",
        "market": "SELL GOLD\nSL 2365.5\nTP1 2340\nTP2 2325",
        "optional price": "BUY EURUSD [@1.0860 - Optional]\nSL 1.0850\nTP 1.0890",
    },
    "application/json": {
        "fields": {"action": "buy", "ticker": "EURUSD", "price": "1.0860", "sl": "1.0850", "tp": "1.0890"},
        "text": {"message": "BUY EURUSD @1.0860 SL 1.0850 TP 1.0890"},
    },
    "application/x-www-form-urlencoded": {
        "fields": {"side": "buy", "symbol": "EURUSD", "price": "1.0860", "sl": "1.0850", "tp": "1.0890"}
    },
}
SIGNATURE: Final = Parameter(
    name="X-Signature",
    meaning=(
        "`t=<seconds>,v1=<hex>`: HMAC-SHA256 of the time, a full stop and the raw body, by the key's signing secret; "
        f"at most {TOLERANCE_SECONDS} s old or early."
    ),
    example="t=1767578400,v1=0f3c5e0b7a9d4c1e8f2a6b3d5c7e9f1a0b2c4d6e8f0a1b3c5d7e9f1a2b4c6d8e",
)
DESCRIPTION: Final = (
    "The text is kept before it is answered. Sent again within the window, or under the same Idempotency-Key, it is "
    "the same signal: the first answer comes back with `Idempotent-Replayed: true` and nothing is ordered twice. "
    "400 says where a text cannot be read (line, column, found, expected), 409 which rule of trading refuses the order."
)

ENDPOINTS = (
    Endpoint(
        method="POST",
        paths=(WEBHOOK,),
        summary="Receive a trading signal",
        tag="Signals",
        description=DESCRIPTION,
        handler=receive,
        scope=Scope.SIGNALS,
        texts=TEXTS,
        headers=(SIGNATURE,),
        answers={200: SignalAnswer},
        refusals=(409,),
        keyed=True,
        most_bytes=MOST_BYTES,
    ),
    Endpoint(
        method="POST",
        paths=(f"{WEBHOOK}/{{secret:str}}",),
        summary="Receive a trading signal at a secret address",
        tag="Signals",
        description=f"For senders that cannot set headers: the secret stands for the key. {DESCRIPTION}",
        handler=receive_at_address,
        address="secret",
        texts=TEXTS,
        headers=(SIGNATURE,),
        in_path=(
            Parameter(name="secret", meaning="The secret of a key's address, shown when the key was made."),
        ),
        answers={200: SignalAnswer},
        refusals=(409,),
        keyed=True,
        most_bytes=MOST_BYTES,
    ),
)
