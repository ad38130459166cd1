"""The figures of an account that people ask about, and where each of them stands in the journal."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from attrs import field, frozen

from trading_core.domain.account import Account
from trading_core.domain.checks import a, each, expect
from trading_core.domain.exact import ZERO, add, show, subtract
from trading_core.domain.journal import OF_PRODUCTS, UNITS, Bucket, Entry
from trading_core.errors import InvalidValue

if TYPE_CHECKING:
    from trading_core.domain.ids import Symbol


@frozen
class Figure:
    """What some buckets hold together; what is owed or earned stands there turned round."""

    buckets: tuple[Bucket, ...] = field(validator=each(Bucket))
    turned: bool = field(default=False, validator=a(bool))

    @property
    def needs_product(self) -> bool:
        """Units of different products cannot be added up."""
        return not UNITS.isdisjoint(self.buckets)

    @property
    def takes_product(self) -> bool:
        """Cash and profit are one figure for all products."""
        return not OF_PRODUCTS.isdisjoint(self.buckets)

    def check(self, symbol: Symbol | None) -> None:
        """Refuse to be asked of a product that it is not counted by, or of none where it is."""
        if symbol is None and self.needs_product:
            raise InvalidValue(
                "symbol", "none", "a product, since units of different ones cannot be added up"
            )
        if symbol is not None and not self.takes_product:
            raise InvalidValue("symbol", show(symbol), "none, since it is one figure for all products")

    def change(self, entry: Entry, symbol: Symbol | None = None) -> Decimal:
        """What an entry did to it, or to the part of it that a product has."""
        expect(entry, Entry, "entry")
        change = ZERO
        for posting in entry.postings:
            if posting.bucket in self.buckets and symbol in {None, posting.symbol}:
                change = add(change, posting.amount)
        return self._seen(change)

    def now(self, account: Account, symbol: Symbol | None = None) -> Decimal:
        """The figure as it is, or the part of it that a product has."""
        expect(account, Account, "account")
        self.check(symbol)
        found = ZERO
        for bucket in self.buckets:
            whole = symbol is None and bucket in OF_PRODUCTS
            found = add(found, account.total(bucket) if whole else account.balance(bucket, symbol))
        return self._seen(found)

    def _seen(self, amount: Decimal) -> Decimal:
        return subtract(ZERO, amount) if self.turned else amount


FIGURES: Final[Mapping[str, Figure]] = MappingProxyType(
    {
        "cash": Figure((Bucket.CASH,)),
        "reserved": Figure((Bucket.HELD,)),
        "unsettled": Figure((Bucket.UNSETTLED,)),
        "margin": Figure((Bucket.MARGIN,)),
        "owed": Figure((Bucket.SHORTFALL,), turned=True),
        "realized_pnl": Figure((Bucket.REALIZED,), turned=True),
        "fees": Figure((Bucket.FEES,)),
        "taxes": Figure((Bucket.TAXES,)),
        "paid_in": Figure((Bucket.FUNDING,), turned=True),
        "cost": Figure((Bucket.COST_LONG, Bucket.COST_SHORT)),
        "quantity": Figure((Bucket.LONG, Bucket.LONG_HELD, Bucket.SHORT, Bucket.SHORT_HELD)),
        "available": Figure((Bucket.LONG, Bucket.SHORT)),
    }
)
