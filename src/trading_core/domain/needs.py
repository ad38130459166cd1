"""Which parts of the books a batch of commands touches: what a store must load, and lock, before the decision.

Orders lead on to their accounts and products, and accounts to the quotes of what they are short of, which a
store finds when it loads them. Locking in the order of account ids keeps two batches from waiting for each other.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from attrs import field, frozen

from trading_core.domain.checks import each, sequence
from trading_core.domain.commands import (
    ApplyFill,
    CancelOrder,
    CloseOrder,
    Command,
    Deposit,
    ExpireOrder,
    ImportOrder,
    OpenAccount,
    PlaceOrder,
    ProcessOrder,
    RejectOrder,
    SetLimits,
    SettleCash,
    TriggerOrder,
    Withdraw,
)
from trading_core.domain.ids import AccountId, ClientOrderId, FillId, OrderNumber, Symbol
from trading_core.domain.journal import Reference


@frozen
class Needs:
    """Names, each once, in ascending order."""

    accounts: tuple[AccountId, ...] = field(default=(), validator=each(AccountId))
    orders: tuple[OrderNumber, ...] = field(default=(), validator=each(OrderNumber))
    symbols: tuple[Symbol, ...] = field(default=(), validator=each(Symbol))
    fills: tuple[FillId, ...] = field(default=(), validator=each(FillId))
    client_orders: tuple[tuple[AccountId, ClientOrderId], ...] = field(default=(), validator=each(tuple))
    references: tuple[tuple[AccountId, Reference], ...] = field(default=(), validator=each(tuple))


_NAMING: Final = (Deposit, Withdraw, SettleCash, SetLimits, PlaceOrder)


def accounts_named(commands: Iterable[Command]) -> frozenset[AccountId] | None:
    """Tell which accounts commands concern, if each of them names its own; what only an order leads to is not known."""
    named = []
    for command in sequence(commands, "commands"):
        if not isinstance(command, _NAMING):
            return None
        named.append(command.terms.account if isinstance(command, PlaceOrder) else command.account)
    return frozenset(account for account in named if account is not None)


def needs_of(commands: Iterable[Command]) -> Needs:
    """Collect what the commands name."""
    accounts: set[AccountId] = set()
    orders: set[OrderNumber] = set()
    symbols: set[Symbol] = set()
    fills: set[FillId] = set()
    client_orders: set[tuple[AccountId, ClientOrderId]] = set()
    references: set[tuple[AccountId, Reference]] = set()
    for command in sequence(commands, "commands"):
        match command:
            case OpenAccount():
                accounts.add(command.terms.id)
            case Deposit() | Withdraw():
                accounts.add(command.account)
                references.add((command.account, command.reference))
            case SettleCash() | SetLimits():
                accounts.add(command.account)
            case PlaceOrder() | ImportOrder():
                terms = command.terms
                orders.add(terms.number)
                symbols.update(line.symbol for line in terms.lines)
                if terms.account is not None:
                    accounts.add(terms.account)
                    if terms.client_order_id is not None:
                        client_orders.add((terms.account, terms.client_order_id))
            case (
                ProcessOrder() | TriggerOrder() | CancelOrder() | RejectOrder() | ExpireOrder() | CloseOrder()
            ):
                orders.add(command.number)
            case ApplyFill():
                orders.add(command.number)
                fills.add(command.fill.id)
            case _:
                pass  # the kill switch concerns every account and names none
    return Needs(
        tuple(sorted(accounts)),
        tuple(sorted(orders)),
        tuple(sorted(symbols)),
        tuple(sorted(fills)),
        tuple(sorted(client_orders)),
        tuple(sorted(references)),
    )
