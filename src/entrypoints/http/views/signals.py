"""How signals look: what came in, and what became of it."""

from __future__ import annotations

import msgspec

from entrypoints.showing import OrderView, shown
from trading_core.domain.order_states import TRADE_VIEW
from trading_core.domain.sizing import Sizing
from trading_core.ports.signals import ReceivedSignal, SeenSignal, SignalRefusal


class SizingView(msgspec.Struct, frozen=True):
    """How much a signal trades."""

    policy: str
    size: str


class RefusalView(msgspec.Struct, frozen=True, kw_only=True):
    """Why there is no order; the place where the text itself is wrong."""

    code: str
    message: str
    reason: str | None
    line: int | None
    column: int | None
    found: str | None
    expected: str | None


class SignalOrderView(msgspec.Struct, frozen=True):
    """The order of a signal, and where it stands now."""

    number: str
    status: str | None


class SignalView(msgspec.Struct, frozen=True, kw_only=True):
    """A signal; what does not apply is null."""

    id: str
    received_at: str
    sender: str
    text: str
    stock_id: str | None
    sizing: SizingView
    status: str
    order: SignalOrderView | None
    refusal: RefusalView | None


class SignalInfo(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a signal when its sender is answered."""

    signal_id: str
    status: str
    stock_id: str | None
    received_at: str


class SignalAnswer(msgspec.Struct, frozen=True):
    """What the sender of a signal is told; the order as it was placed, or none yet."""

    message: str
    info: SignalInfo
    order: OrderView | None


def sizing_view(sizing: Sizing) -> SizingView:
    """Show a policy."""
    return SizingView(sizing.policy.value, f"{sizing.size:f}")


def signal_view(seen: SeenSignal) -> SignalView:
    """Show a signal."""
    signal = seen.signal
    order = None
    if signal.order is not None:
        order = SignalOrderView(signal.order, None if seen.status is None else TRADE_VIEW[seen.status])
    return SignalView(
        id=signal.id,
        received_at=shown(signal.received_at),
        sender=signal.sender,
        text=signal.text,
        stock_id=signal.symbol,
        sizing=sizing_view(signal.sizing),
        status=signal.fate.value,
        order=order,
        refusal=None if signal.refusal is None else refusal_view(signal.refusal),
    )


def refusal_view(refusal: SignalRefusal) -> RefusalView:
    """Show why."""
    return RefusalView(
        code=refusal.code,
        message=refusal.message,
        reason=refusal.reason,
        line=refusal.line,
        column=refusal.column,
        found=refusal.found,
        expected=refusal.expected,
    )


def info_of(signal: ReceivedSignal) -> SignalInfo:
    """Show to the sender what is known."""
    return SignalInfo(
        signal_id=signal.id,
        status=signal.fate.value,
        stock_id=signal.symbol,
        received_at=shown(signal.received_at),
    )
