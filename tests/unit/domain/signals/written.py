"""How the tests of signals say what they expect, and how they make lawful signals."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import strategies as st

from trading_core.domain.amounts import Price
from trading_core.domain.exact import show
from trading_core.domain.ids import Symbol
from trading_core.domain.signals import Signal, SignalType, canonical_symbol, parse_signal
from trading_core.domain.signals.symbols import product_of
from trading_core.domain.words import Side
from trading_core.errors import SignalRefused

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn


def signal(line: str) -> Signal:
    """Read the shorthand of the tests: "buy EURUSD limit 1.0860 sl 1.0850 tp 1.0890 1.0900"."""
    head, _, tail = line.partition(" sl ")
    stop, _, targets = tail.partition(" tp ")
    side, symbol, order_type, *entry = head.split()
    prices = [Price(price) for price in entry]
    return Signal(
        side=Side(side),
        symbol=Symbol(symbol),
        order_type=SignalType(order_type),
        entry=prices[0] if len(prices) == 1 else None,
        entry_range=(prices[0], prices[1]) if len(prices) == 2 else None,
        stop_loss=Price(stop),
        take_profits=tuple(Price(price) for price in targets.split()),
    )


REFUSED = ("reason", "line", "column", "found")


def fault(marked: str) -> tuple[str, int, int, str]:
    """Read a text whose fault stands between » and «: the text, and the line, the column and what is shown there."""
    before, _, rest = marked.partition("\u00bb")
    shown, _, after = rest.partition("\u00ab")
    column = len(before) - before.rfind("\n")
    return (
        before + shown + after,
        before.count("\n") + 1,
        column,
        show(shown) if shown else "the end of the text",
    )


def refusal(text: str) -> list[object]:
    """Why a text is refused, and the line, the column and what is shown there."""
    with pytest.raises(SignalRefused) as refused:
        parse_signal(text)
    return [getattr(refused.value, name) for name in REFUSED]


SYMBOLS = (
    "EURUSD", "USDJPY", "GBPJPY", "XAUUSD", "XAGUSD", "US30", "NAS100", "GER40", "USOIL", "BTCUSD", "BTCUSDT", "ETHUSDT",
    "DOGEUSDT", "1000PEPEUSDT", "ETHBTC", "2330", "0050", "600519.SS", "0700.HK", "TSLA", "AAPL", "BRK.B", "NOW", "F", "USDCHF",
)  # fmt: skip


@st.composite
def signals(draw: DrawFn, symbols: tuple[str, ...] = SYMBOLS) -> Signal:
    """Make any lawful signal: any product, side, type, number of targets and number of decimals."""
    symbol = canonical_symbol(draw(st.sampled_from(symbols)))
    scale = product_of(symbol).scale
    low = scale.low or draw(st.sampled_from((Decimal("0.00001"), Decimal("0.5"), Decimal(100))))
    high = min(scale.high, low * 1000)
    coarsest = max(3 - low.adjusted(), 0)
    unit = Decimal(1).scaleb(-draw(st.integers(min(coarsest, 8), 8)))
    middle = draw(st.decimals(low * scale.spread, high / scale.spread)).quantize(unit)
    widest = max((middle * (1 - 1 / scale.spread) / 3 / unit).to_integral_value(), Decimal(1))
    steps = draw(st.lists(st.integers(1, max(int(widest), 1)), min_size=1, max_size=20))
    away = [step * unit for step in steps]
    side = draw(st.sampled_from(Side))
    sign = 1 if side is Side.BUY else -1
    width = draw(st.integers(1, max(int(widest), 1))) * unit
    form = draw(st.sampled_from(("none", "one", "two")))
    stop, far = middle - sign * draw(st.integers(1, max(int(widest), 1))) * unit, middle + sign * width
    entries = {"none": [], "one": [middle], "two": sorted((middle, far))}[form]
    start = far if form == "two" else middle
    types = [SignalType.MARKET] if form == "none" else list(SignalType)
    return Signal(
        side=side,
        symbol=symbol,
        order_type=draw(st.sampled_from(types)),
        entry=Price(entries[0]) if form == "one" else None,
        entry_range=(Price(entries[0]), Price(entries[1])) if form == "two" else None,
        stop_loss=Price(stop),
        take_profits=tuple(Price(start + sign * step) for step in away),
    )
