"""What the library itself makes: orders, accounts, journals and books in any state that commands really lead to."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from hypothesis import strategies as st

from trading_core.domain.account import AccountTerms
from trading_core.domain.book import Book, Changes
from trading_core.domain.commands import (
    ApplyFill,
    CancelOrder,
    CloseOrder,
    ExpireOrder,
    ImportOrder,
    OpenAccount,
    PlaceOrder,
    Stage,
    TriggerOrder,
)
from trading_core.domain.decisions import decide
from trading_core.domain.desk import Desk
from trading_core.domain.orders import Order
from trading_core.domain.trades import Fill, Purpose, Trade
from trading_core.testing.strategies.commands import NEAR, command_sequences, imported_terms, order_terms
from trading_core.testing.strategies.names import MONDAY

if TYPE_CHECKING:
    from trading_core.domain.account import Account
    from trading_core.domain.commands import Command
    from trading_core.domain.journal import Entry
    from trading_core.domain.order_terms import OrderTerms

_ACTS: Final = st.sampled_from(["fill", "fill", "exit", "exit", "cancel", "expire", "trigger", "close"])
_PURPOSES: Final = st.sampled_from([purpose for purpose in Purpose if purpose is not Purpose.ENTRY])
_SHARES: Final = st.integers(1, 4)


def books() -> st.SearchStrategy[Book]:
    """Books in any state that a few commands lead to."""
    return command_sequences().map(lambda asked: decide(Book(), asked, MONDAY).book)


def changes() -> st.SearchStrategy[Changes]:
    """Differences that a batch of commands makes to books that hold something already."""
    return st.builds(
        lambda book, asked: decide(book, asked, MONDAY).changes, books(), command_sequences(min_size=1)
    )


@st.composite
def desks(draw: st.DrawFn) -> Desk:
    """Desks on which an order was traded, among whatever else was asked for."""
    desk = Desk()
    terms = draw(order_terms())
    desk.do(OpenAccount(AccountTerms(str(terms.account)), 50_000), now=MONDAY)
    stage = draw(st.sampled_from([Stage.FILLED, Stage.ACCEPTED, Stage.ACCEPTED, Stage.SUBMITTED]))
    desk.do(PlaceOrder(terms, stage, draw(NEAR)), now=MONDAY)
    for count in range(draw(st.integers(0, 4))):
        desk.do(_next(draw, desk.order(terms.number), count), now=MONDAY)
    desk.do(*draw(command_sequences(max_size=4)), now=MONDAY)
    return desk


def _next(draw: st.DrawFn, order: Order, count: int) -> Command:
    number, act = order.number, draw(_ACTS)
    if act in {"fill", "exit"}:
        whole = order.remaining if act == "fill" else order.open_quantity
        part = (whole.value / draw(_SHARES)).quantize(Decimal(1)) or Decimal(1)
        purpose = Purpose.ENTRY if act == "fill" else draw(_PURPOSES)
        return ApplyFill(number, Fill(f"fill {count}", draw(NEAR), part, MONDAY, purpose))
    if act == "close":
        return CloseOrder(number, draw(NEAR))
    return {"cancel": CancelOrder, "expire": ExpireOrder, "trigger": TriggerOrder}[act](number)


def orders() -> st.SearchStrategy[Order]:
    """Orders in every state that can be reached, imported ones among them."""
    kept = desks().flatmap(lambda desk: st.sampled_from(sorted(desk.book.orders)).map(desk.order))
    imported = st.builds(_imported, imported_terms())
    return st.one_of(kept, kept, kept, imported)


def _imported(terms: OrderTerms) -> Order:
    return decide(Book(), [ImportOrder(terms)], MONDAY).book.orders[terms.number]


def accounts() -> st.SearchStrategy[Account]:
    """Accounts that have money, and mostly positions, reservations and costs as well."""
    return desks().flatmap(lambda desk: st.sampled_from(sorted(desk.book.accounts)).map(desk.account))


def journals() -> st.SearchStrategy[tuple[Entry, ...]]:
    """All entries of one account, in their order."""
    return desks().flatmap(lambda desk: st.sampled_from(sorted(desk.book.accounts)).map(desk.journal))


def entries() -> st.SearchStrategy[Entry]:
    """Entries of every cause, as they stand in journals."""
    return journals().filter(bool).flatmap(st.sampled_from)


def trades() -> st.SearchStrategy[Trade]:
    """Fills that were booked, with their costs and their profit."""
    return desks().map(_trades).filter(bool).flatmap(st.sampled_from)


def _trades(desk: Desk) -> tuple[Trade, ...]:
    return tuple(
        event.trade
        for order in desk.book.orders.values()
        for event in order.history
        if event.trade is not None
    )
