"""How drafts look."""

from __future__ import annotations

from datetime import datetime

import msgspec

from entrypoints.showing import price_text, shown
from trading_core.domain.order_states import TRADE_VIEW
from trading_core.domain.words import Word
from trading_core.ports.drafts import SeenDraft


class DraftStatus(Word):
    """Whether a draft waits for its owner's word, which word it has had, or that it can have none any more."""

    OPEN = "open"
    CONFIRMED = "confirmed"
    DISMISSED = "dismissed"
    EXPIRED = "expired"


class DraftView(msgspec.Struct, frozen=True, kw_only=True):
    """A proposed order; ``order_status`` is where its order stands once it was confirmed, and what does not apply is null."""

    number: str
    status: DraftStatus
    order_status: str | None
    side: str | None
    stock_id: str
    type: str
    quantity: str
    limit_price: str | None
    stop_price: str | None
    stop_loss: str | None
    take_profits: list[str]
    time_in_force: str
    why: str
    proposed_by: str
    proposed_at: str
    expires_at: str
    confirm_url: str


def draft_view(seen: SeenDraft, now: datetime) -> DraftView:
    """Show a draft."""
    draft, terms = seen.draft, seen.draft.terms
    return DraftView(
        number=draft.number,
        status=_status(seen, now),
        order_status=None if seen.status is None else TRADE_VIEW[seen.status],
        side=None if terms.side is None else terms.side.value,
        stock_id=terms.symbol,
        type=terms.type.value,
        quantity=str(terms.quantity),
        limit_price=price_text(terms.limit_price),
        stop_price=price_text(terms.stop_price),
        stop_loss=price_text(terms.stop_loss),
        take_profits=[str(price) for price in terms.take_profits],
        time_in_force=terms.time_in_force.value,
        why=draft.why,
        proposed_by=draft.proposed_by,
        proposed_at=shown(draft.proposed_at),
        expires_at=shown(draft.expires_at),
        confirm_url=f"/api/orders/{draft.number}/confirm/",
    )


def _status(seen: SeenDraft, now: datetime) -> DraftStatus:
    if seen.status is not None:
        return DraftStatus.CONFIRMED
    if seen.dismissed_at is not None:
        return DraftStatus.DISMISSED
    return DraftStatus.OPEN if seen.draft.holds(now) else DraftStatus.EXPIRED
