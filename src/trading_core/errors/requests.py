"""Refusals that concern whoever asks, and when and how often he does, whatever the order is that he asks for."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from attrs import define

from trading_core.errors.refusals import Refused


@define(eq=False)
class RecordingOver(Refused):
    """Something waits for the next bar of a product, and there is none any more."""

    symbol: str
    code = "recording_over"
    sentence = "No bar of {symbol} begins after this moment: ask for it earlier, or record longer."


@define(eq=False)
class AlreadyExists(Refused):
    """Something of that kind and name is there."""

    kind: str
    name: str
    code = "already_exists"
    sentence = "There is a {kind} {name!r} already: choose another name."


@define(eq=False)
class IdempotencyKeyReused(Refused):
    """A key that was used for another request; nothing of this one was done."""

    key: str
    code = "idempotency_key_reused"
    sentence = "The idempotency key {key!r} was used for another request: choose a new key for a new request."


@define(eq=False)
class KeyPaused(Refused):
    """The owner has told the key's signals to wait outside."""

    key: str
    code = "key_paused"
    sentence = "The key {key!r} is paused: let it go on, then send the signal again."


@define(eq=False)
class SizeTooSmall(Refused):
    """The policy of sizes buys less than the smallest unit of the product."""

    symbol: str
    price: Decimal
    code = "size_too_small"
    sentence = "The size of the key's signals buys no unit of {symbol} at {price}: raise the size."


@define(eq=False)
class SignalExpired(Refused):
    """A signal that could not be traded while it was fresh; the market it was meant for is gone."""

    received_at: datetime
    code = "signal_expired"
    sentence = "The signal of {received_at} could not be traded in time: send a new one."


@define(eq=False)
class DraftExpired(Refused):
    """A draft that nobody has confirmed in time; nothing was placed."""

    number: str
    expired_at: datetime
    code = "draft_expired"
    sentence = "The draft {number} expired at {expired_at}: have the order proposed again."


@define(eq=False)
class DraftDismissed(Refused):
    """A draft whose owner has said that it is to be no order; nothing was placed."""

    number: str
    code = "draft_dismissed"
    sentence = "The draft {number} was dismissed by its owner: have the order proposed again."


@define(eq=False)
class TooManyDrafts(Refused):
    """As many drafts wait for the owner's word as may."""

    allowed: int
    code = "too_many_drafts"
    sentence = "{allowed} drafts wait already, and no more may: confirm or dismiss some, or let them expire."


@define(eq=False)
class QuotaUsedUp(Refused):
    """What may be had in a day has been had; it begins anew when the day does."""

    quota: str
    allowed: int
    retry_after_seconds: int
    code = "quota_used_up"
    sentence = "All {allowed} {quota} of the day are used up: ask again in {retry_after_seconds} s."
