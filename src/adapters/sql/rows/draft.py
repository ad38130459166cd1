"""A draft as a row; its terms are one document, since nobody looks for them one by one."""

from __future__ import annotations

from typing import Any

from adapters.sql.rows.words import number_in, number_text
from trading_core.domain.amounts import Price, Quantity
from trading_core.domain.drafts import Draft
from trading_core.domain.order_terms import OrderLine, OrderTerms
from trading_core.domain.words import OrderType, Side, Source, TimeInForce


def draft_row(draft: Draft) -> dict[str, Any]:
    """Write every field of a draft that nobody has dismissed yet."""
    return {
        "number": draft.number,
        "account": draft.account,
        "terms": _terms_document(draft.terms),
        "proposed_by": draft.proposed_by,
        "why": draft.why,
        "proposed_at": draft.proposed_at,
        "expires_at": draft.expires_at,
        "dismissed_at": None,
    }


def draft_from(row: Any) -> Draft:  # noqa: ANN401 - a row of drafts
    """Read a draft."""
    return Draft(
        terms=_terms_from(row.number, row.account, row.terms),
        proposed_by=row.proposed_by,
        why=row.why,
        proposed_at=row.proposed_at,
        expires_at=row.expires_at,
    )


def _terms_document(terms: OrderTerms) -> dict[str, Any]:
    return {
        "source": terms.source.value,
        "side": None if terms.side is None else terms.side.value,
        "type": terms.type.value,
        "limit_price": _price(terms.limit_price),
        "stop_price": _price(terms.stop_price),
        "entry_range": None if terms.entry_range is None else [_price(price) for price in terms.entry_range],
        "time_in_force": terms.time_in_force.value,
        "stop_loss": _price(terms.stop_loss),
        "take_profits": [_price(price) for price in terms.take_profits],
        "client_order_id": terms.client_order_id,
        "lots": [str(lot) for lot in terms.lots],
        "total_price": None if terms.total_price is None else number_text(terms.total_price),
        "lines": [
            [str(line.symbol), number_text(line.quantity.value), _price(line.unit_price), line.name]
            for line in terms.lines
        ],
    }


def _terms_from(number: str, account: str, document: dict[str, Any]) -> OrderTerms:
    written = dict(document)
    side, total, lines = (written.pop(name) for name in ("side", "total_price", "lines"))
    return OrderTerms(
        number=number,
        account=account,
        source=Source(written.pop("source")),
        side=None if side is None else Side(side),
        type=OrderType(written.pop("type")),
        time_in_force=TimeInForce(written.pop("time_in_force")),
        total_price=None if total is None else number_in(total),
        lines=[
            OrderLine(symbol, Quantity(number_in(quantity)), price, name)
            for symbol, quantity, price, name in lines
        ],
        **written,
    )


def _price(price: Price | None) -> str | None:
    return None if price is None else number_text(price.value)
