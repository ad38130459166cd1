"""A received signal as a row."""

from __future__ import annotations

from typing import Any

from trading_core.domain.ids import OrderNumber
from trading_core.ports.signals import ReceivedSignal, SignalFate


def signal_row(signal: ReceivedSignal) -> dict[str, Any]:
    """Write every field of a signal."""
    return {
        "id": signal.id,
        "sender": signal.sender,
        "text": signal.text,
        "fingerprint": signal.fingerprint,
        "received_at": signal.received_at,
        "fate": signal.fate,
        "order_number": signal.order,
        "detail": signal.detail,
    }


def signal_from(row: Any) -> ReceivedSignal:  # noqa: ANN401 - a row of signals
    """Read a signal."""
    return ReceivedSignal(
        id=row.id,
        sender=row.sender,
        text=row.text,
        fingerprint=row.fingerprint,
        received_at=row.received_at,
        fate=SignalFate(row.fate),
        order=None if row.order_number is None else OrderNumber(row.order_number),
        detail=row.detail,
    )
