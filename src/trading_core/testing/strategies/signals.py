"""Signals, the texts in which people write them, and texts that are almost signals."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Final

from hypothesis import strategies as st

from trading_core.domain.amounts import Price
from trading_core.domain.ids import Symbol
from trading_core.domain.signals import Signal, SignalType, render_signal
from trading_core.domain.words import Side

# A price of each product that nobody doubts, with the decimals in which the product is quoted.
_USUAL: Final = {
    "EURUSD": Decimal("1.08600"),
    "USDJPY": Decimal("151.250"),
    "GBPJPY": Decimal("190.500"),
    "XAUUSD": Decimal("2350.00"),
    "BTCUSDT": Decimal("60000.0"),
    "ETHUSDT": Decimal("3000.00"),
    "2330": Decimal("900.0"),
    "0050": Decimal("180.00"),
    "TSLA": Decimal("250.00"),
}


@st.composite
def signals(draw: st.DrawFn) -> Signal:
    """Signals of every type, with no entry, one or a range, and up to six targets."""
    symbol = draw(st.sampled_from(sorted(_USUAL)))
    side, usual = draw(st.sampled_from(Side)), _USUAL[symbol]
    step = Decimal(1).scaleb(int(usual.as_tuple().exponent))
    sign = step if side is Side.BUY else -step
    far = int(usual / step) // 20
    distances = st.integers(1, far)
    start = usual + sign * draw(st.integers(-far, far))
    stop = start - sign * draw(distances)
    ends = [[], [start], sorted([start, start + sign * draw(distances)])][draw(st.integers(0, 2))]
    beyond = (max if side is Side.BUY else min)(ends or [start])
    targets = [beyond + sign * away for away in draw(st.lists(distances, min_size=1, max_size=6))]
    return Signal(
        side=side,
        symbol=Symbol(symbol),
        order_type=draw(st.sampled_from(SignalType)) if ends else SignalType.MARKET,
        entry=ends[0] if len(ends) == 1 else None,
        entry_range=ends if len(ends) == 2 else None,
        stop_loss=stop,
        take_profits=targets,
    )


@st.composite
def signal_layouts(draw: st.DrawFn, signal: Signal) -> str:
    """Texts that all mean one signal: as lines in several wordings, or as JSON."""
    if not signal.entry_range and draw(st.integers(0, 3)) == 0:
        return _json(signal, draw(st.sampled_from(["sl", "stop_loss", "stopLoss"])))
    head, _, *_ = render_signal(signal).split("\n")
    if draw(st.booleans()):
        head = head.replace(signal.side.name, signal.side.name.capitalize(), 1)
    stop = draw(st.sampled_from(["SL {}", "SL: {}", "sl {}", "Stop Loss: {}", "SL @{}"]))
    target = draw(st.sampled_from(["TP {}", "TP{number}: {}", "tp{number} {}", "Take Profit {number}: {}"]))
    lines = [head, stop.format(signal.stop_loss)]
    lines += [target.format(price, number=count) for count, price in enumerate(signal.take_profits, 1)]
    return draw(st.sampled_from(["\n", "\r\n", "\n\n"])).join(lines) + draw(st.sampled_from(["", "\n"]))


def signal_texts() -> st.SearchStrategy[str]:
    """Texts that are signals, in many layouts."""
    return signals().flatmap(signal_layouts)


def _json(signal: Signal, stop: str) -> str:
    body: dict[str, object] = {
        "symbol": signal.symbol,
        "side": signal.side.value,
        stop: str(signal.stop_loss),
        "take_profits": [str(price) for price in signal.take_profits],
    }
    if signal.entry is not None:
        body["price"] = str(signal.entry)
    if signal.order_type is not SignalType.UNSTATED:
        body["order_type"] = signal.order_type.value
    return json.dumps(body)


@st.composite
def near_valid_signal_texts(draw: st.DrawFn) -> str:
    """Texts with everything that a signal has and one fault: something missing, doubled, doubtful or on the wrong side."""
    signal = draw(signals())
    head, stop, *targets = render_signal(signal).split("\n")
    wrong_stop = Price(signal.take_profits[0].value)
    faults = [
        [head, *targets],
        [head, stop],
        [head.removeprefix(signal.side.name).strip(), stop, *targets],
        [head, f"SL {wrong_stop}", *targets],
        [head, stop, *targets, head],
        [head, stop, stop + "1", *targets],
        ["If the news is good:", head, stop, *targets],
        [head + " ?", stop, *targets],
        [head, "SL {{stop}}", *targets],
        [head, "SL 30 pips", *targets],
        ["Do not " + head, stop, *targets],
        [head, stop + ".1.2", *targets],
    ]
    return "\n".join(draw(st.sampled_from(faults)))
