"""A trading backend as a library: orders, products, accounts, trades, balance rules and signals, all pure.

Names are fetched from their modules when they are first used, so importing the library costs next to nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from trading_core.domain.account import Account, AccountTerms, fold
    from trading_core.domain.amounts import Money, Price, Quantity, value_of
    from trading_core.domain.book import Book, Changes, Decision, Outcome, Settings, with_changes
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
        SetLimits,
        SetTradingState,
        SettleCash,
        Stage,
        TriggerOrder,
        Withdraw,
        buy,
        open_account,
        sell,
    )
    from trading_core.domain.decisions import decide
    from trading_core.domain.desk import Desk
    from trading_core.domain.explain import account_at, why
    from trading_core.domain.ids import (
        AccountId,
        ClientOrderId,
        Currency,
        FillId,
        MarketCode,
        OrderNumber,
        Symbol,
    )
    from trading_core.domain.journal import Bucket, Cause, Entry, Posting, Reference
    from trading_core.domain.limits import Limits
    from trading_core.domain.lots import Lot
    from trading_core.domain.markets import Market, MarketMode, MarketRules, standard_markets
    from trading_core.domain.moves import MovePolicy, MoveState, MoveType, PriceMove, detect_moves
    from trading_core.domain.needs import Needs, needs_of
    from trading_core.domain.order_states import TRADE_VIEW, TRANSACTION_VIEW, OrderStatus, Step
    from trading_core.domain.order_terms import OrderLine, OrderTerms
    from trading_core.domain.orders import Order, OrderEvent
    from trading_core.domain.product import Product, ProductKind, product_for
    from trading_core.domain.quotes import Bar, Quote
    from trading_core.domain.rules import STANDARD_RULES, Case, Rule
    from trading_core.domain.signals import (
        Signal,
        SignalType,
        canonical_symbol,
        parse_signal,
        parse_signal_body,
        render_signal,
    )
    from trading_core.domain.technical import (
        BestFourPoint,
        Gate,
        Technical,
        best_four_point,
        technical_summary,
    )
    from trading_core.domain.trades import Fill, Provenance, Purpose, Trade
    from trading_core.domain.valuation import Position, buying_power, equity, positions, unrealized
    from trading_core.domain.words import (
        CostMethod,
        Direction,
        OrderType,
        Side,
        Source,
        TimeInForce,
        TradingState,
    )
    from trading_core.errors import (
        AlreadyExists,
        DuplicateClientOrderId,
        DuplicateFill,
        DuplicateOrderNumber,
        Forbidden,
        InsufficientFunds,
        InsufficientHoldings,
        InvalidInput,
        InvalidTransition,
        InvalidValue,
        InvariantViolated,
        LimitExceeded,
        LotsNotHeld,
        NoPrice,
        NotEnoughData,
        NotFound,
        NotTradable,
        OffLot,
        OffTick,
        OutsidePriceLimits,
        Overfill,
        PriceOutOfBand,
        ReduceOnly,
        Refused,
        SessionClosed,
        ShortNotAllowed,
        SignalRefused,
        TradingError,
        TradingHalted,
        Unauthenticated,
        Unavailable,
    )

_HOMES = {
    "domain.account": "Account AccountTerms fold",
    "domain.amounts": "Money Price Quantity value_of",
    "domain.book": "Book Changes Decision Outcome Settings with_changes",
    "domain.commands": (
        "ApplyFill CancelOrder CloseOrder Command Deposit ExpireOrder ImportOrder OpenAccount "
        "PlaceOrder ProcessOrder SetLimits SetTradingState SettleCash Stage TriggerOrder Withdraw "
        "buy open_account sell"
    ),
    "domain.decisions": "decide",
    "domain.desk": "Desk",
    "domain.explain": "account_at why",
    "domain.ids": "AccountId ClientOrderId Currency FillId MarketCode OrderNumber Symbol",
    "domain.journal": "Bucket Cause Entry Posting Reference",
    "domain.limits": "Limits",
    "domain.lots": "Lot",
    "domain.markets": "Market MarketMode MarketRules standard_markets",
    "domain.moves": "MovePolicy MoveState MoveType PriceMove detect_moves",
    "domain.needs": "Needs needs_of",
    "domain.order_states": "OrderStatus Step TRADE_VIEW TRANSACTION_VIEW",
    "domain.order_terms": "OrderLine OrderTerms",
    "domain.orders": "Order OrderEvent",
    "domain.product": "Product ProductKind product_for",
    "domain.quotes": "Bar Quote",
    "domain.rules": "Case Rule STANDARD_RULES",
    "domain.signals": "Signal SignalType canonical_symbol parse_signal parse_signal_body render_signal",
    "domain.technical": "BestFourPoint Gate Technical best_four_point technical_summary",
    "domain.trades": "Fill Provenance Purpose Trade",
    "domain.valuation": "Position buying_power equity positions unrealized",
    "domain.words": "CostMethod Direction OrderType Side Source TimeInForce TradingState",
    "errors": (
        "AlreadyExists DuplicateClientOrderId DuplicateFill DuplicateOrderNumber Forbidden "
        "InsufficientFunds InsufficientHoldings InvalidInput InvalidTransition InvalidValue "
        "InvariantViolated LimitExceeded LotsNotHeld NoPrice NotEnoughData NotFound NotTradable "
        "OffLot OffTick OutsidePriceLimits Overfill PriceOutOfBand ReduceOnly Refused SessionClosed "
        "ShortNotAllowed SignalRefused TradingError TradingHalted Unauthenticated Unavailable"
    ),
}
_HOME = {name: f"{__name__}.{home}" for home, names in _HOMES.items() for name in names.split()}

__all__ = [
    "Account",
    "AccountId",
    "AccountTerms",
    "AlreadyExists",
    "ApplyFill",
    "Bar",
    "BestFourPoint",
    "Book",
    "Bucket",
    "CancelOrder",
    "Case",
    "Cause",
    "Changes",
    "ClientOrderId",
    "CloseOrder",
    "Command",
    "CostMethod",
    "Currency",
    "Decision",
    "Deposit",
    "Desk",
    "Direction",
    "DuplicateClientOrderId",
    "DuplicateFill",
    "DuplicateOrderNumber",
    "Entry",
    "ExpireOrder",
    "Fill",
    "FillId",
    "Forbidden",
    "Gate",
    "ImportOrder",
    "InsufficientFunds",
    "InsufficientHoldings",
    "InvalidInput",
    "InvalidTransition",
    "InvalidValue",
    "InvariantViolated",
    "LimitExceeded",
    "Limits",
    "Lot",
    "LotsNotHeld",
    "Market",
    "MarketCode",
    "MarketMode",
    "MarketRules",
    "Money",
    "MovePolicy",
    "MoveState",
    "MoveType",
    "Needs",
    "NoPrice",
    "NotEnoughData",
    "NotFound",
    "NotTradable",
    "OffLot",
    "OffTick",
    "OpenAccount",
    "Order",
    "OrderEvent",
    "OrderLine",
    "OrderNumber",
    "OrderStatus",
    "OrderTerms",
    "OrderType",
    "Outcome",
    "OutsidePriceLimits",
    "Overfill",
    "PlaceOrder",
    "Position",
    "Posting",
    "Price",
    "PriceMove",
    "PriceOutOfBand",
    "ProcessOrder",
    "Product",
    "ProductKind",
    "Provenance",
    "Purpose",
    "Quantity",
    "Quote",
    "ReduceOnly",
    "Reference",
    "Refused",
    "Rule",
    "STANDARD_RULES",
    "SessionClosed",
    "SetLimits",
    "SetTradingState",
    "Settings",
    "SettleCash",
    "ShortNotAllowed",
    "Side",
    "Signal",
    "SignalRefused",
    "SignalType",
    "Source",
    "Stage",
    "Step",
    "Symbol",
    "TRADE_VIEW",
    "TRANSACTION_VIEW",
    "Technical",
    "TimeInForce",
    "Trade",
    "TradingError",
    "TradingHalted",
    "TradingState",
    "TriggerOrder",
    "Unauthenticated",
    "Unavailable",
    "Withdraw",
    "account_at",
    "best_four_point",
    "buy",
    "buying_power",
    "canonical_symbol",
    "decide",
    "detect_moves",
    "equity",
    "fold",
    "needs_of",
    "open_account",
    "parse_signal",
    "parse_signal_body",
    "positions",
    "product_for",
    "render_signal",
    "sell",
    "standard_markets",
    "technical_summary",
    "unrealized",
    "value_of",
    "why",
    "with_changes",
]


def __getattr__(name: str) -> object:
    """Fetch a public name from its module, once."""
    home = _HOME.get(name)
    if home is None:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    value = getattr(importlib.import_module(home), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """Show the public names, fetched or not."""
    return sorted({*globals(), *__all__})
