"""Markets: when they are open, what they trade at which prices, and what they charge.

Everything is data that is checked when it is made. ``standard_markets`` gives the known markets, either plain
or by their real, dated rules; a market of one's own is made of the same parts.
"""

from trading_core.domain.markets.calendar import EVERY_DAY, WEEKDAYS, Calendar
from trading_core.domain.markets.clocks import (
    NEW_YORK,
    TAIPEI,
    UTC_CLOCK,
    Change,
    Clock,
    FixedOffset,
    SeasonalClock,
    SummerTime,
)
from trading_core.domain.markets.costs import Commission, Rounding, TaxRate, TransactionTax
from trading_core.domain.markets.ladder import Ladder
from trading_core.domain.markets.lots import LotLaw
from trading_core.domain.markets.market import Market
from trading_core.domain.markets.price_limits import PriceLimit
from trading_core.domain.markets.rules import MarketRules
from trading_core.domain.markets.scope import Scope
from trading_core.domain.markets.sessions import Session, SessionKind
from trading_core.domain.markets.standard import MarketMode, standard_markets

__all__ = [
    "EVERY_DAY",
    "NEW_YORK",
    "TAIPEI",
    "UTC_CLOCK",
    "WEEKDAYS",
    "Calendar",
    "Change",
    "Clock",
    "Commission",
    "FixedOffset",
    "Ladder",
    "LotLaw",
    "Market",
    "MarketMode",
    "MarketRules",
    "PriceLimit",
    "Rounding",
    "Scope",
    "SeasonalClock",
    "Session",
    "SessionKind",
    "SummerTime",
    "TaxRate",
    "TransactionTax",
    "standard_markets",
]
