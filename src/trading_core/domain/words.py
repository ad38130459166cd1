"""The few closed sets of words that every part of the library speaks."""

from __future__ import annotations

from enum import StrEnum


class Word(StrEnum):
    """
    A word of a closed set.

    It hashes as the text that it is: the hash that enumerations bring is computed in Python at each look-up,
    and balances are looked up by such words all day.
    """

    __hash__ = str.__hash__


class Side(Word):
    """Which way an order trades."""

    BUY = "buy"
    SELL = "sell"

    @property
    def opposite(self) -> Side:
        """The side that undoes this one."""
        return Side.SELL if self is Side.BUY else Side.BUY


class Direction(Word):
    """Which way a position gains: long when the price rises, short when it falls."""

    LONG = "long"
    SHORT = "short"


class OrderType(Word):
    """When an order wants to trade: at once, at a price or better, or once a price is passed."""

    MARKET = "market"
    LIMIT = "limit"
    STOP = "stop"
    STOP_LIMIT = "stop_limit"


class TimeInForce(Word):
    """How long an order stands: a day, until cancelled, or not at all beyond this moment (whole or in part)."""

    DAY = "day"
    GTC = "gtc"
    IOC = "ioc"
    FOK = "fok"


class Source(Word):
    """The door that an order came through."""

    TRADE = "trade"
    IMPORT = "import"
    TRANSACTION = "transaction"
    SIGNAL = "signal"
    API = "api"


class TradingState(Word):
    """The kill switch: trade, only reduce, or stop."""

    ACTIVE = "active"
    REDUCING = "reducing"
    HALTED = "halted"


class CostMethod(Word):
    """Which lots a sale consumes, and so what the sale has cost."""

    AVERAGE = "average"
    FIFO = "fifo"
    SPECIFIC = "specific"
