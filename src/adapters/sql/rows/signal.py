"""A received signal as a row."""

from __future__ import annotations

from typing import Any

from attrs import asdict

from adapters.sql.rows.sizing import sizing_document, sizing_from
from trading_core.domain.ids import OrderNumber
from trading_core.ports.signals import Receipt, ReceivedSignal, SignalFate, SignalRefusal


def refusal_document(refusal: SignalRefusal | None) -> dict[str, Any] | None:
    """Write a refusal."""
    return None if refusal is None else asdict(refusal)


def signal_row(receipt: Receipt) -> dict[str, Any]:
    """Write every field of a signal."""
    signal = receipt.signal
    return {
        "id": signal.id,
        "account": signal.account,
        "sender": signal.sender,
        "text": signal.text,
        "media": signal.media,
        "sizing": sizing_document(signal.sizing),
        "fingerprint": signal.fingerprint,
        "received_at": signal.received_at,
        "same_until": signal.received_at + receipt.window,
        "symbol": signal.symbol,
        "fate": signal.fate,
        "order_number": signal.order,
        "refusal": refusal_document(signal.refusal),
    }


def signal_from(row: Any) -> ReceivedSignal:  # noqa: ANN401 - a row of signals
    """Read a signal."""
    return ReceivedSignal(
        id=row.id,
        account=row.account,
        sender=row.sender,
        text=row.text,
        media=row.media,
        sizing=sizing_from(row.sizing),
        fingerprint=row.fingerprint,
        received_at=row.received_at,
        symbol=row.symbol,
        fate=SignalFate(row.fate),
        order=None if row.order_number is None else OrderNumber(row.order_number),
        refusal=None if row.refusal is None else SignalRefusal(**row.refusal),
    )
