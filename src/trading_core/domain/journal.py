"""The journal: balanced, append-only entries that every balance, holding and lot is a fold of.

Buckets hold money of the account's currency or units of one product. Each entry's money adds up to zero, and
so do its units of every product, so nothing appears or disappears; it only moves.

| bucket             | holds                                                        | sign      |
| ------------------ | ------------------------------------------------------------ | --------- |
| cash               | money free to use                                            | >= 0      |
| held               | money reserved for working orders                            | >= 0      |
| unsettled          | proceeds that the market pays out on a later day             | >= 0      |
| margin (product)   | proceeds and pledge behind short positions                   | >= 0      |
| cost_long (product)  | what the long position has cost                            | >= 0      |
| cost_short (product) | what the short position was sold for                       | <= 0      |
| fees, taxes        | paid so far                                                  | >= 0      |
| realized           | profit so far, as income: a gain of 5 stands here as -5      | any       |
| funding            | where deposits come from and withdrawals go to               | any       |
| shortfall          | losses beyond the free cash, paid by the next that is free   | <= 0      |
| long, long_held    | units owned, free and reserved                               | >= 0      |
| short, short_held  | units owed, free and reserved for their own exits            | <= 0      |
| market             | the other side of all units                                  | any       |
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from attrs import field, frozen

from trading_core.domain.checks import a, each, expect, instant, optional
from trading_core.domain.exact import EXACT, MAX_DECIMALS, UNIT, ZERO, add, show
from trading_core.domain.ids import AccountId, Name, OrderNumber, Symbol
from trading_core.domain.lots import LotMove
from trading_core.domain.trades import Trade
from trading_core.domain.words import Word
from trading_core.errors import InvalidValue, InvariantViolated, LimitExceeded

if TYPE_CHECKING:
    from attrs import Attribute


class Bucket(Word):
    """
    A place where money or units are.

    What an account has is positive: cash, held, unsettled, margin, cost_long, long and long_held; so is what it has
    paid, fees and taxes. What it owes is negative: shortfall, short, short_held and cost_short, which is what the
    short position was sold for. Realized is an income, and so stands there turned round: a gain of 5 is -5, and
    ``Account.realized`` says 5. Funding is minus what was deposited, and market minus the units that came.

    Margin, the costs and the units are kept by product: to ask for one of them, name the product too.
    """

    CASH = "cash"
    HELD = "held"
    UNSETTLED = "unsettled"
    MARGIN = "margin"
    COST_LONG = "cost_long"
    COST_SHORT = "cost_short"
    FEES = "fees"
    TAXES = "taxes"
    REALIZED = "realized"
    FUNDING = "funding"
    SHORTFALL = "shortfall"
    LONG = "long"
    LONG_HELD = "long_held"
    SHORT = "short"
    SHORT_HELD = "short_held"
    MARKET = "market"


UNITS: Final = frozenset({Bucket.LONG, Bucket.LONG_HELD, Bucket.SHORT, Bucket.SHORT_HELD, Bucket.MARKET})
OF_PRODUCTS: Final = UNITS | {Bucket.MARGIN, Bucket.COST_LONG, Bucket.COST_SHORT}
ANY_SIGN: Final = frozenset({Bucket.REALIZED, Bucket.FUNDING, Bucket.MARKET})
NOT_ABOVE_ZERO: Final = frozenset({Bucket.COST_SHORT, Bucket.SHORTFALL, Bucket.SHORT, Bucket.SHORT_HELD})

_WIDEST: Final = 18
MAX_BALANCE: Final = Decimal(10**_WIDEST)

Place = tuple[Bucket, Symbol | None]
Balances = Mapping[Place, Decimal]


class Cause(Word):
    """Why an entry was made."""

    OPENING = "opening"
    DEPOSIT = "deposit"
    WITHDRAWAL = "withdrawal"
    HOLD = "hold"
    RELEASE = "release"
    FILL = "fill"
    SETTLEMENT = "settlement"
    REPAYMENT = "repayment"


class Reference(Name):
    """The caller's own name of a movement of cash; the same reference again is the same movement."""

    __slots__ = ()


def _exact(amount: object) -> Decimal:
    if (
        type(amount) is Decimal
        and amount.is_finite()
        and amount.adjusted() <= _WIDEST
        and EXACT.quantize(amount, UNIT) == amount
    ):
        return amount
    expected = f"a Decimal below 10^{_WIDEST + 1} of at most {MAX_DECIMALS} decimals"
    raise InvalidValue("amount", show(amount), expected)


def _counted(_instance: object, attribute: Attribute[Any], count: object) -> None:
    if type(count) is not int or count < 1:
        raise InvalidValue(attribute.name, show(count), "a whole number from 1")


def check_place(bucket: Bucket, symbol: Symbol | None) -> None:
    """Some buckets are kept by product, the others are not."""
    if (symbol is not None) is not (bucket in OF_PRODUCTS):
        expected = "a product" if symbol is None else "none"
        raise InvalidValue("symbol", show(symbol), f"{expected} for the bucket {bucket}")


def place_of(bucket: object, symbol: object) -> Place:
    """Read the place that a caller asks about; a bucket that is kept by product needs one."""
    place: Place = expect(bucket, Bucket, "bucket"), None if symbol is None else Symbol(symbol)
    check_place(*place)
    return place


def _order(value: object) -> OrderNumber | None:
    return None if value is None else OrderNumber(value)


def _reference(value: object) -> Reference | None:
    return None if value is None else Reference(value)


@frozen
class Posting:
    """An amount put into a bucket, or taken out of it when negative."""

    bucket: Bucket = field(validator=a(Bucket))
    symbol: Symbol | None = field(validator=optional(Symbol))
    amount: Decimal = field(converter=_exact)

    def __attrs_post_init__(self) -> None:
        """Refuse a place that no balance is read from."""
        check_place(self.bucket, self.symbol)

    @property
    def place(self) -> Place:
        """Bucket and product, as one key."""
        return self.bucket, self.symbol


@frozen
class Entry:
    """One balanced change of one account, numbered from 1 within the account."""

    account: AccountId = field(converter=AccountId)
    sequence: int = field(validator=_counted)
    at: datetime = field(converter=instant)
    cause: Cause = field(validator=a(Cause))
    postings: tuple[Posting, ...] = field(validator=each(Posting))
    order: OrderNumber | None = field(default=None, converter=_order)
    reference: Reference | None = field(default=None, converter=_reference)
    due: date | None = field(default=None, validator=optional(date))
    trade: Trade | None = field(default=None, validator=optional(Trade))
    lots: tuple[LotMove, ...] = field(default=(), validator=each(LotMove))

    def __attrs_post_init__(self) -> None:
        """Refuse an entry in which something appears or disappears."""
        sums: dict[Symbol | None, Decimal] = {}
        for posting in self.postings:
            kind = posting.symbol if posting.bucket in UNITS else None
            sums[kind] = add(sums.get(kind, ZERO), posting.amount)
        if any(sums.values()):
            raise InvariantViolated("every entry is balanced", f"{self.account} entry {self.sequence}")


def post(balances: Balances, postings: tuple[Posting, ...]) -> dict[Place, Decimal]:
    """Add postings to balances; a place that comes to zero is forgotten, so equal books look equal."""
    after = dict(balances)
    for posting in postings:
        place = posting.place
        amount = add(after.get(place, ZERO), posting.amount)
        if amount:
            after[place] = amount
        else:
            after.pop(place, None)
    return after


def check_balances(balances: Balances, postings: tuple[Posting, ...], account: AccountId) -> None:
    """No overdraft, no oversell, nothing too large to keep: the last guard before an entry is kept."""
    for posting in postings:
        bucket, symbol = place = posting.place
        amount = balances.get(place, ZERO)
        if amount.copy_abs() > MAX_BALANCE:
            raise LimitExceeded("the largest balance that is kept", MAX_BALANCE, amount.copy_abs())
        if bucket in ANY_SIGN:
            continue
        if amount > 0 if bucket in NOT_ABOVE_ZERO else amount < 0:
            raise InvariantViolated("no bucket is overdrawn", f"{account} {bucket} {symbol or ''} {amount}")
