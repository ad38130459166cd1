"""The few closed sets of words that every part of the library speaks."""

from __future__ import annotations

from enum import StrEnum


class Side(StrEnum):
    """Which way an order trades."""

    BUY = "buy"
    SELL = "sell"

    @property
    def opposite(self) -> Side:
        """The side that undoes this one."""
        return Side.SELL if self is Side.BUY else Side.BUY


class Direction(StrEnum):
    """Which way a position gains: long when the price rises, short when it falls."""

    LONG = "long"
    SHORT = "short"


class OrderType(StrEnum):
    """When an order wants to trade: at once, at a price or better, or once a price is passed."""

    MARKET = "market"
    LIMIT = "limit"
    STOP = "stop"
    STOP_LIMIT = "stop_limit"


class TimeInForce(StrEnum):
    """How long an order stands: a day, until cancelled, or not at all beyond this moment (whole or in part)."""

    DAY = "day"
    GTC = "gtc"
    IOC = "ioc"
    FOK = "fok"


class Source(StrEnum):
    """The door that an order came through."""

    TRADE = "trade"
    IMPORT = "import"
    TRANSACTION = "transaction"
    SIGNAL = "signal"
    API = "api"


class TradingState(StrEnum):
    """The kill switch: trade, only reduce, or stop."""

    ACTIVE = "active"
    REDUCING = "reducing"
    HALTED = "halted"


class CostMethod(StrEnum):
    """Which lots a sale consumes, and so what the sale has cost."""

    AVERAGE = "average"
    FIFO = "fifo"
    SPECIFIC = "specific"
