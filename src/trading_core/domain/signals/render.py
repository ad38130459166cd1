"""A signal written in its canonical text, which reads back as the same signal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from trading_core.domain.checks import expect
from trading_core.domain.signals.numbers import written
from trading_core.domain.signals.signal import Signal, SignalType
from trading_core.domain.signals.symbols import pair_like

if TYPE_CHECKING:
    from trading_core.domain.ids import Symbol

_TYPE_WORDS: Final = {
    SignalType.MARKET: " NOW",
    SignalType.LIMIT: " LIMIT",
    SignalType.STOP: " STOP",
    SignalType.UNSTATED: "",
}


def _spelled(symbol: Symbol) -> str:
    """A code of digits could be taken for a price and a ticker for a word, so they say what they are."""
    if symbol.isdigit():
        return f"{symbol}.TW"
    return symbol if pair_like(symbol) else f"${symbol}"


def render_signal(signal: Signal) -> str:
    """Write the order on one line, the stop and each target on one of their own, with all decimals kept."""
    expect(signal, Signal, "signal")
    if signal.entries:
        way, entry = (
            _TYPE_WORDS[signal.order_type],
            " @" + "-".join(written(price.value) for price in signal.entries),
        )
    else:
        way = entry = ""
    head = f"{signal.side.name}{way} {_spelled(signal.symbol)}{entry}"
    targets = [f"TP {written(price.value)}" for price in signal.take_profits]
    return "\n".join([head, f"SL {written(signal.stop_loss.value)}", *targets])
