"""Check that what is stored is what the journal and the orders' histories add up to."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING, Final

from attrs import fields, frozen

from trading_core.domain.account import Account, fold
from trading_core.domain.exact import ZERO, add, plain
from trading_core.domain.journal import UNITS, Bucket
from trading_core.domain.orders import Order, refold
from trading_core.domain.words import Direction, Source
from trading_core.errors import InvariantViolated
from trading_core.ports.accounts import Accounts
from trading_core.ports.journal import Journal
from trading_core.ports.orders import OrderFilter, Orders
from trading_core.ports.paging import Mark, Page
from trading_core.use_cases.explain_balance import all_entries

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from decimal import Decimal

    from trading_core.domain.ids import AccountId, FillId, Symbol
    from trading_core.domain.trades import Trade

CHUNK: Final = 500
LONGEST_PICTURE: Final = 400


@frozen
class Difference:
    """One law that the stored books break, and where."""

    law: str
    subject: str
    expected: str
    found: str


@frozen
class VerifyBooks:
    """
    Folds every journal and every history again and reports each difference, law by law.

    It may run while trading goes on: an account is read before its orders and its orders before its journal, so
    whatever is newer than what it is compared with can be told apart.
    """

    accounts: Accounts
    orders: Orders
    journal: Journal

    def __call__(self) -> tuple[Difference, ...]:
        """Verify every account, then every imported order."""
        return tuple(self.differences())

    def differences(self) -> Iterator[Difference]:
        """Report differences as they are found."""
        after: AccountId | None = None
        while page := self.accounts.page(after, CHUNK):
            for account in page:
                yield from self.of(account)
            after = page[-1].id
        for order in self._orders(OrderFilter(source=Source.IMPORT)):
            yield from _of_order(order)

    def _orders(self, wanted: OrderFilter) -> Iterator[Order]:
        mark: Mark | None = None
        while orders := self.orders.find(wanted, Page(limit=CHUNK, after=mark, newest_first=False)):
            yield from orders
            mark = Mark(orders[-1].created_at, orders[-1].number)

    def of(self, account: Account) -> Iterator[Difference]:
        """Report the differences of one account, as it was read."""
        histories: dict[FillId, Trade] = {}
        for order in self._orders(OrderFilter(account=account.id)):
            yield from _of_order(order)
            histories.update((trade.id, trade) for trade in _trades_of(order))
        entries = tuple(all_entries(self.journal, account.id))
        folded = entries[: account.sequence]
        try:
            yield from differences_of(fold(account.terms, folded), account)
        except InvariantViolated as broken:
            yield Difference(broken.law, account.id, "a journal that can be folded", broken.detail)
        for law in ACCOUNT_LAWS:
            yield from law(account)
        booked = {entry.trade.id: entry.trade for entry in entries if entry.trade is not None}
        settled = {entry.trade.id: entry.trade for entry in folded if entry.trade is not None}
        yield from _missing("a trade of an order's history is in the journal", histories, booked)
        yield from _missing("a trade of the journal is in its order's history", settled, histories)


def _trades_of(order: Order) -> Iterator[Trade]:
    return (event.trade for event in order.history if event.trade is not None)


def _missing(law: str, ours: dict[FillId, Trade], theirs: dict[FillId, Trade]) -> Iterator[Difference]:
    for name, trade in ours.items():
        if theirs.get(name) != trade:
            yield Difference(law, name, _picture(trade), _picture(theirs.get(name)))


def _of_order(order: Order) -> Iterator[Difference]:
    law = "an order is the fold of its history"
    try:
        again = refold(order)
    except InvariantViolated as broken:
        yield Difference(broken.law, order.number, "a history that can be folded", broken.detail)
        return
    yield from _by_field(law, order.number, again, order)
    if order.terms.source is not Source.IMPORT and order.filled > order.terms.quantity:
        yield Difference("filled <= ordered", order.number, str(order.terms.quantity), str(order.filled))


def differences_of(again: Account, account: Account) -> Iterator[Difference]:
    """How a stored account differs from the fold of its journal."""
    yield from _by_field("an account is the fold of its journal", account.id, again, account)


def _by_field(
    law: str, subject: str, again: Account | Order, stored: Account | Order
) -> Iterator[Difference]:
    for field in fields(type(stored)):
        expected, found = getattr(again, field.name), getattr(stored, field.name)
        if expected != found:
            yield Difference(law, f"{subject} {field.name}", _picture(expected), _picture(found))


def _nothing_appears(account: Account) -> Iterator[Difference]:
    sums: dict[Symbol | None, Decimal] = {}
    for (bucket, symbol), amount in account.balances.items():
        kind = symbol if bucket in UNITS else None
        sums[kind] = add(sums.get(kind, ZERO), amount)
    for kind, total in sums.items():
        yield from _same("balances add up to zero", f"{account.id} {kind or account.currency}", ZERO, total)


def _holds_are_held(account: Account) -> Iterator[Difference]:
    cash = _sum(hold.cash for hold in account.holds.values())
    units = _sum(hold.units for hold in account.holds.values())
    held = _sum(abs(account.total(bucket)) for bucket in (Bucket.LONG_HELD, Bucket.SHORT_HELD))
    yield from _same("orders' holds are the money held", account.id, cash, account.held)
    yield from _same("orders' holds are the units held", account.id, units, held)


def _lots_are_positions(account: Account) -> Iterator[Difference]:
    buckets = {Direction.LONG: Bucket.COST_LONG, Direction.SHORT: Bucket.COST_SHORT}
    costed = {
        (symbol, direction)
        for direction, bucket in buckets.items()
        for (kind, symbol) in account.balances
        if kind is bucket and symbol is not None
    }
    for symbol, direction in sorted({*account.lots, *costed}):
        lots = account.lots_of(symbol, direction)
        subject = f"{account.id} {symbol} {direction}"
        cost = abs(account.balance(buckets[direction], symbol))
        yield from _same(
            "lots are the units of a position",
            subject,
            _sum(lot.quantity for lot in lots),
            account.units(symbol, direction),
        )
        yield from _same("lots are the cost of a position", subject, _sum(lot.cost for lot in lots), cost)


def _settlements_are_unsettled(account: Account) -> Iterator[Difference]:
    due = _sum(account.settlements.values())
    yield from _same("what is due is unsettled", account.id, due, account.balance(Bucket.UNSETTLED))


def _debts_are_paid(account: Account) -> Iterator[Difference]:
    left = min(account.cash, abs(account.balance(Bucket.SHORTFALL)))
    yield from _same("free cash pays a shortfall", account.id, ZERO, left)


ACCOUNT_LAWS: Final[tuple[Callable[[Account], Iterator[Difference]], ...]] = (
    _nothing_appears,
    _holds_are_held,
    _lots_are_positions,
    _settlements_are_unsettled,
    _debts_are_paid,
)


def _sum(amounts: Iterable[Decimal]) -> Decimal:
    return reduce(add, amounts, ZERO)


def _same(law: str, subject: str, expected: Decimal, found: Decimal) -> Iterator[Difference]:
    if expected != found:
        yield Difference(law, subject, plain(expected), plain(found))


def _picture(value: object) -> str:
    text = str(value)
    return text if len(text) <= LONGEST_PICTURE else text[:LONGEST_PICTURE] + "..."
