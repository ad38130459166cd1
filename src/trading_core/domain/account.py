"""An account: what the entries of its journal add up to, and nothing else.

Every field but the terms is a fold of the entries, so an account can be made again for any moment, and a
stored account can be checked against its journal at any time.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from attrs import field, frozen

from trading_core.domain.account_parts import (
    NO_HOLD,
    Balances,
    DayResult,
    DayTally,
    Hold,
    Holds,
    Lots,
    Settlements,
    Tallies,
)
from trading_core.domain.checks import a, expect, optional, walk
from trading_core.domain.exact import ZERO, add, subtract
from trading_core.domain.ids import AccountId, Currency, OrderNumber, Symbol
from trading_core.domain.journal import Bucket, Entry, Place, check_balances, place_of, post
from trading_core.domain.lots import Lot, moved
from trading_core.domain.words import CostMethod, Direction
from trading_core.errors import InvariantViolated

if TYPE_CHECKING:
    from collections.abc import Iterable

_CASH: Final = (Bucket.CASH, None)
_HELD: Final = (Bucket.HELD, None)
PAYING: Final = frozenset({Bucket.REALIZED, Bucket.FEES, Bucket.TAXES})


@frozen
class AccountTerms:
    """What is settled when an account is opened."""

    id: AccountId = field(converter=AccountId)
    currency: Currency = field(default=Currency("TWD"), converter=Currency)
    cost_method: CostMethod = field(default=CostMethod.AVERAGE, validator=a(CostMethod))
    margin: bool = field(default=True, validator=a(bool))


@frozen
class Account:
    """
    The fold of a journal up to its last entry. Mappings are never changed in place.

    Made by the library, out of entries; of what others make it of only the kinds are checked, not the laws.
    """

    terms: AccountTerms = field(validator=a(AccountTerms))
    sequence: int = field(default=0, validator=a(int))
    balances: Mapping[Place, Decimal] = field(factory=Balances, converter=Balances)
    holds: Mapping[OrderNumber, Hold] = field(factory=Holds, converter=Holds)
    lots: Mapping[tuple[Symbol, Direction], tuple[Lot, ...]] = field(factory=Lots, converter=Lots)
    settlements: Mapping[date, Decimal] = field(factory=Settlements, converter=Settlements)
    tallies: Mapping[Symbol, DayTally] = field(factory=Tallies, converter=Tallies)
    result: DayResult | None = field(default=None, validator=optional(DayResult))

    @property
    def id(self) -> AccountId:
        """Whose books these are."""
        return self.terms.id

    @property
    def currency(self) -> Currency:
        """What its money is counted in."""
        return self.terms.currency

    def balance(self, bucket: Bucket, symbol: Symbol | None = None) -> Decimal:
        """
        What is in a bucket, by the signs of ``trading_core.Bucket``; one that nothing was ever put into is empty.

        A bucket that is kept by product needs the product, and no other takes one.
        """
        return self.balances.get(place_of(bucket, symbol), ZERO)

    def total(self, bucket: Bucket) -> Decimal:
        """What is in the buckets of that kind of all products together."""
        expect(bucket, Bucket, "bucket")
        sum_so_far = ZERO
        for (kind, _), amount in self.balances.items():
            if kind is bucket:
                sum_so_far = add(sum_so_far, amount)
        return sum_so_far

    @property
    def cash(self) -> Decimal:
        """Money free to use."""
        return self.balances.get(_CASH, ZERO)

    @property
    def held(self) -> Decimal:
        """Money reserved for working orders."""
        return self.balances.get(_HELD, ZERO)

    @property
    def realized(self) -> Decimal:
        """Profit of all that was closed, before fees and taxes."""
        return subtract(ZERO, self.balance(Bucket.REALIZED))

    def hold(self, order: OrderNumber) -> Hold:
        """What an order has reserved."""
        return self.holds.get(OrderNumber(order), NO_HOLD)

    def free_units(self, symbol: Symbol, direction: Direction) -> Decimal:
        """Units that no order has reserved."""
        expect(direction, Direction, "direction")
        return self.balance(Bucket.LONG if direction is Direction.LONG else Bucket.SHORT, symbol).copy_abs()

    def units(self, symbol: Symbol, direction: Direction) -> Decimal:
        """Units of a product in one direction, free and reserved."""
        expect(direction, Direction, "direction")
        held = Bucket.LONG_HELD if direction is Direction.LONG else Bucket.SHORT_HELD
        return add(self.free_units(symbol, direction), self.balance(held, symbol).copy_abs())

    def lots_of(self, symbol: Symbol, direction: Direction) -> tuple[Lot, ...]:
        """The lots of a product in one direction, oldest first."""
        expect(direction, Direction, "direction")
        return self.lots.get((Symbol(symbol), direction), ())

    def tally(self, symbol: Symbol, day: date) -> DayTally:
        """What was bought and sold again of a product on that day."""
        expect(day, date, "day")
        known = self.tallies.get(Symbol(symbol))
        return known if known is not None and known.day == day else DayTally(day)

    def result_of(self, day: date) -> Decimal:
        """Profit less costs of a UTC day so far."""
        expect(day, date, "day")
        return self.result.amount if self.result is not None and self.result.day == day else ZERO

    def apply(self, entry: Entry) -> Account:
        """Fold one entry over the account; the only way in which an account ever changes."""
        expect(entry, Entry, "entry")
        if entry.account != self.id or entry.sequence != self.sequence + 1:
            raise InvariantViolated(
                "entries follow one another", f"{self.id} got {entry.account} {entry.sequence}"
            )
        balances = post(self.balances, entry.postings)
        check_balances(balances, entry.postings, self.id)
        return Account(
            self.terms,
            entry.sequence,
            Balances.of(balances),
            _held(self.holds, entry),
            _lots(self.lots, entry),
            _settlements(self.settlements, entry),
            _tallies(self, entry),
            _result(self, entry),
        )


def fold(terms: AccountTerms, entries: Iterable[Entry]) -> Account:
    """Make the account that these entries, all of them from the first on, add up to."""
    account = Account(terms)
    for entry in walk(entries, Entry, "entries"):
        account = account.apply(entry)
    return account


def _held(holds: Mapping[OrderNumber, Hold], entry: Entry) -> Mapping[OrderNumber, Hold]:
    if entry.order is None:
        return holds
    cash = units = ZERO
    for posting in entry.postings:
        if posting.bucket is Bucket.HELD:
            cash = add(cash, posting.amount)
        elif posting.bucket is Bucket.LONG_HELD:
            units = add(units, posting.amount)
        elif posting.bucket is Bucket.SHORT_HELD:
            units = subtract(units, posting.amount)
    if not cash and not units:
        return holds
    before = holds.get(entry.order, NO_HOLD)
    hold = Hold(add(before.cash, cash), add(before.units, units))
    if hold.cash < 0 or hold.units < 0:
        raise InvariantViolated("an order uses only what it reserved", f"{entry.account} {entry.order}")
    others = {order: kept for order, kept in holds.items() if order != entry.order}
    return Holds.of(others | {entry.order: hold} if hold.cash or hold.units else others)


def _lots(
    lots: Mapping[tuple[Symbol, Direction], tuple[Lot, ...]], entry: Entry
) -> Mapping[tuple[Symbol, Direction], tuple[Lot, ...]]:
    if not entry.lots:
        return lots
    after = dict(lots)
    for move in entry.lots:
        key = (move.symbol, move.direction)
        left = moved(after.get(key, ()), move)
        if left:
            after[key] = left
        else:
            after.pop(key, None)
    return Lots.of(after)


def _settlements(settlements: Mapping[date, Decimal], entry: Entry) -> Mapping[date, Decimal]:
    if entry.due is None:
        return settlements
    moving = ZERO
    for posting in entry.postings:
        if posting.bucket is Bucket.UNSETTLED:
            moving = add(moving, posting.amount)
    amount = add(settlements.get(entry.due, ZERO), moving)
    others = {due: kept for due, kept in settlements.items() if due != entry.due}
    return Settlements.of(others | {entry.due: amount} if amount else others)


def _tallies(account: Account, entry: Entry) -> Mapping[Symbol, DayTally]:
    trade = entry.trade
    if trade is None:
        return account.tallies
    known = account.tallies.get(trade.symbol)
    if known is not None and trade.day < known.day:
        return account.tallies
    before = account.tally(trade.symbol, trade.day)
    tally = DayTally(trade.day, before.bought + trade.day_tradable, before.matched + trade.day_traded)
    return Tallies.of({**account.tallies, trade.symbol: tally})


def _result(account: Account, entry: Entry) -> DayResult | None:
    change = ZERO
    for posting in entry.postings:
        if posting.bucket in PAYING:
            change = subtract(change, posting.amount)
    if not change:
        return account.result
    day = entry.at.date()
    if account.result is not None and day < account.result.day:
        return account.result
    return DayResult(day, add(account.result_of(day), change))
