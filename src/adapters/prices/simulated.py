"""
A market that is not there: prices that move like some, the same for everybody who looks at the same moment.

Nothing is kept. A price follows from the seed, the product and the time alone, from where the product's price was
last known, so any number of processes show one market and a restart changes nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Mapping
from datetime import UTC, datetime, timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from functools import lru_cache
from typing import Final

from attrs import frozen

from trading_core.domain.ids import Symbol
from trading_core.domain.product import PLAIN, ProductKind, product_for
from trading_core.domain.quotes import Quote
from trading_core.ports.clock import Clock
from trading_core.ports.quotes import QuoteSource

SOURCE: Final = "simulated"
MILLION: Final = 1_000_000
# How far a price swings around its anchor within so many seconds, in millionths: slow tides, quick ripples.
WAVES: Final = ((7 * 86_400, 40_000), (86_400, 15_000), (3_600, 4_000), (300, 1_500), (20, 500))
CALM: Final = 8  # currencies move less than shares by this
EPOCH: Final = datetime(2000, 1, 1, tzinfo=UTC)
MAJORS: Final = {
    "EURUSD": "1.085",
    "GBPUSD": "1.27",
    "USDJPY": "150",
    "USDTWD": "32",
    "AUDUSD": "0.66",
    "USDCHF": "0.88",
    "XAUUSD": "2350",
    "XAGUSD": "28",
}


@frozen
class Anchor:
    """What a price was, and when."""

    price: Decimal
    at: datetime


Anchors = Callable[[Collection[Symbol]], Mapping[Symbol, Anchor]]


@frozen
class SimulatedQuotes(QuoteSource):
    """
    A product has a price near the last one that was known of it.

    Securities of Taiwan, currencies and metals have one from the beginning; a name that means nothing to any market
    has none before somebody has stated one.
    """

    clock: Clock
    anchors: Anchors
    seed: int = 1

    def quotes(self, symbols: Collection[Symbol]) -> Mapping[Symbol, Quote]:
        """Look at the market now."""
        now = self.clock.now()
        wanted = set(symbols)
        known = self.anchors(wanted)
        listed = {symbol for symbol in wanted if symbol in known or product_for(symbol).market != PLAIN}
        return {symbol: self.quote(symbol, known.get(symbol), now) for symbol in listed}

    def quote(self, symbol: Symbol, anchor: Anchor | None, now: datetime) -> Quote:
        """The price of one product at a moment."""
        kind = product_for(symbol).kind
        step = _step(symbol, kind)
        base = anchor or Anchor(_first_price(self.seed, symbol, kind), EPOCH)
        last = self._price(symbol, kind, base, now, step)
        day = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
        return Quote(
            symbol,
            last,
            now,
            SOURCE,
            max(last - step, step),
            last + step,
            self._price(symbol, kind, base, max(day, base.at), step),
        )

    def _price(self, symbol: Symbol, kind: ProductKind, base: Anchor, at: datetime, step: Decimal) -> Decimal:
        calm = CALM if kind in {ProductKind.FX, ProductKind.METAL} else 1
        moved = (
            (MILLION + self._height(symbol, at) // calm)
            * MILLION
            // (MILLION + self._height(symbol, base.at) // calm)
        )
        price = base.price * moved / MILLION
        return max((price / step).quantize(Decimal(1), ROUND_HALF_EVEN) * step, step)

    def _height(self, symbol: Symbol, at: datetime) -> int:
        """Where the waves stand together, in millionths."""
        passed = (at - EPOCH) // timedelta(microseconds=1)
        return sum(_wave(self.seed, symbol, seconds, height, passed) for seconds, height in WAVES)


def _wave(seed: int, symbol: str, seconds: int, height: int, passed: int) -> int:
    """A straight line between two heights that chance has set at the ends of a span."""
    span = seconds * MILLION
    place, rest = divmod(passed, span)
    begin = _chance(seed, symbol, seconds, place) % (2 * height + 1) - height
    end = _chance(seed, symbol, seconds, place + 1) % (2 * height + 1) - height
    return begin + (end - begin) * rest // span


@lru_cache(maxsize=100_000)
def _chance(seed: int, symbol: str, *place: int) -> int:
    named = f"{seed}/{symbol}/{'/'.join(map(str, place))}".encode()
    return int.from_bytes(hashlib.blake2b(named, digest_size=8).digest(), "big")


def _first_price(seed: int, symbol: str, kind: ProductKind) -> Decimal:
    if symbol in MAJORS:
        return Decimal(MAJORS[symbol])
    if kind is ProductKind.FX:
        return Decimal(50_000 + _chance(seed, symbol, 0) % 150_000) / 100_000
    return Decimal(1_500 + _chance(seed, symbol, 0) % 88_500) / 100


def _step(symbol: str, kind: ProductKind) -> Decimal:
    if kind is ProductKind.FX:
        return Decimal("0.001") if symbol.endswith("JPY") else Decimal("0.00001")
    return Decimal("0.01")
