"""An account's own row: its terms, its money, its limits and the moments of its latest orders."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from adapters.sql.columns import utc_text
from trading_core.domain.account import AccountTerms
from trading_core.domain.account_parts import DayResult
from trading_core.domain.exact import ZERO
from trading_core.domain.journal import Bucket, Place
from trading_core.domain.limits import Limits
from trading_core.domain.words import CostMethod

if TYPE_CHECKING:
    from trading_core.domain.account import Account

MONEY: Final[dict[str, Place]] = {
    bucket.value: (bucket, None)
    for bucket in (
        Bucket.CASH,
        Bucket.HELD,
        Bucket.UNSETTLED,
        Bucket.FEES,
        Bucket.TAXES,
        Bucket.REALIZED,
        Bucket.FUNDING,
        Bucket.SHORTFALL,
    )
}
LIMITS: Final = ("max_order_value", "max_position", "max_daily_loss", "max_orders_per_minute", "price_band")


def account_row(account: Account, positions: int) -> dict[str, Any]:
    """Write what is the account's alone; ``positions`` is how many rows of these there are."""
    terms, balances, result = account.terms, account.balances, account.result
    return {
        "id": terms.id,
        "currency": terms.currency,
        "cost_method": terms.cost_method,
        "margin": terms.margin,
        "sequence": account.sequence,
        **{name: balances.get(place, ZERO) for name, place in MONEY.items()},
        "result_day": None if result is None else result.day,
        "result_amount": None if result is None else result.amount,
        "positions": positions,
        "holds": len(account.holds),
        "settlements": len(account.settlements),
    }


def terms_from(row: Any) -> AccountTerms:  # noqa: ANN401 - a row of accounts
    """Read what was settled when the account was opened."""
    return AccountTerms(row.id, row.currency, CostMethod(row.cost_method), row.margin)


def money_from(row: Any) -> dict[Place, Decimal]:  # noqa: ANN401 - a row of accounts
    """Read the money; an empty bucket is none."""
    amounts = ((place, getattr(row, name)) for name, place in MONEY.items())
    return {place: amount for place, amount in amounts if amount}


def result_from(row: Any) -> DayResult | None:  # noqa: ANN401 - a row of accounts
    """Read the profit of the latest day."""
    return None if row.result_day is None else DayResult(row.result_day, row.result_amount)


def limits_row(limits: Limits) -> dict[str, Any]:
    """Write limits."""
    return {name: getattr(limits, name) for name in LIMITS}


def limits_from(row: Any) -> Limits:  # noqa: ANN401 - a row of accounts
    """Read limits."""
    return Limits(*(getattr(row, name) for name in LIMITS))


def moments_text(moments: Iterable[datetime]) -> list[str]:
    """Write moments for a document."""
    return [utc_text(moment) for moment in moments]


def moments_from(document: list[str]) -> tuple[datetime, ...]:
    """Read moments of a document."""
    return tuple(datetime.fromisoformat(text) for text in document)
