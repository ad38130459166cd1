"""A trading backend as a library: orders, products, accounts, trades, balance rules and signals, all pure.

Names are fetched from their modules when they are first used, so importing the library costs next to nothing.
What type checkers see stands in the stub beside this file.
"""

from __future__ import annotations

import importlib

_HOMES = {
    "domain.account": "Account AccountTerms fold",
    "domain.amounts": "Money Price Quantity value_of",
    "domain.book": "Book Changes Decision Outcome Settings with_changes",
    "domain.commands": (
        "ApplyFill CancelOrder CloseOrder Command Deposit ExpireOrder ImportOrder OpenAccount "
        "PlaceOrder ProcessOrder RejectOrder SetLimits SetTradingState SettleCash Stage TriggerOrder Withdraw "
        "buy open_account sell"
    ),
    "domain.decisions": "decide",
    "domain.desk": "Desk",
    "domain.exits": "ExitLevel exit_levels split_evenly",
    "domain.explain": "account_at why",
    "domain.ids": "AccountId ClientOrderId Currency FillId MarketCode OrderNumber Symbol",
    "domain.journal": "Bucket Cause Entry Posting Reference",
    "domain.lifetime": "is_over",
    "domain.limits": "Limits",
    "domain.lots": "Lot",
    "domain.markets": "Market MarketMode MarketRules standard_markets",
    "domain.moves": (
        "DayFacts Detection MovePolicy MoveState MoveType PriceMove SuspectPrice detect_moves facts_after"
    ),
    "domain.needs": "Needs needs_of",
    "domain.order_states": "OrderStatus Step TRADE_VIEW TRANSACTION_VIEW",
    "domain.order_terms": "OrderLine OrderTerms",
    "domain.orders": "Order OrderEvent",
    "domain.performance": "Drawdown Mark Performance performance_of",
    "domain.product": "Product ProductKind product_for",
    "domain.quotes": "Bar PriceBasis Quote",
    "domain.rules": "Case Rule STANDARD_RULES",
    "domain.signals": "Signal SignalType canonical_symbol parse_signal parse_signal_body render_signal",
    "domain.technical": "BestFourPoint FourPointReason Gate Technical best_four_point technical_summary",
    "domain.trades": "Fill Provenance Purpose Trade",
    "domain.valuation": "Position buying_power equity positions unrealized",
    "domain.words": "CostMethod Direction OrderType Side Source TimeInForce TradingState",
    "use_cases.replay_bars": "replay_bars",
    "use_cases.replayed": "NotTraded Replayed TimedSignal",
    "errors": (
        "AlreadyExists DuplicateClientOrderId DuplicateFill DuplicateOrderNumber Forbidden "
        "IdempotencyKeyReused InsufficientFunds InsufficientHoldings InvalidInput InvalidTransition InvalidValue "
        "InvariantViolated LimitExceeded LotsNotHeld NoPrice NotEnoughData NotFound NotTradable "
        "OffLot OffTick OrderTypeNotTaken OutsidePriceLimits Overfill PriceOutOfBand RecordingOver ReduceOnly Refused "
        "SessionClosed ShortNotAllowed SignalRefused TradingError TradingHalted Unauthenticated Unavailable"
    ),
}
_HOME = {name: f"{__name__}.{home}" for home, names in _HOMES.items() for name in names.split()}

__all__ = sorted(_HOME)  # noqa: PLE0605 - the names stand in one place, the table above


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
