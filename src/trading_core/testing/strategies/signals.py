"""Signals, and the texts in which people and charts write them."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from hypothesis import strategies as st

from trading_core.domain.exact import show
from trading_core.domain.ids import Symbol
from trading_core.domain.signals import Signal, SignalType, canonical_symbol, render_signal
from trading_core.domain.words import Side
from trading_core.errors import InvalidValue
from trading_core.testing.strategies.wishes import one_of_kind, wished

if TYPE_CHECKING:
    from collections.abc import Callable

# A price of each product that nobody doubts, with the decimals in which the product is quoted.
_USUAL: Final = {
    "EURUSD": "1.08600",
    "USDJPY": "151.250",
    "GBPJPY": "190.500",
    "XAUUSD": "2350.00",
    "BTCUSDT": "60000.0",
    "ETHUSDT": "3000.00",
    "US30": "39000.0",
    "2330": "900.0",
    "0050": "180.00",
    "TSLA": "250.00",
}
_NEAR: Final = 20
_STOPS: Final = st.sampled_from(["SL {}", "SL: {}", "sl {}", "Stop Loss: {}", "SL @{}", "Stop loss at {}"])
_TARGETS: Final = st.sampled_from(["TP {}", "TP{number}: {}", "tp{number} {}", "Take Profit {number}: {}"])
_BREAKS: Final = st.sampled_from(["\n", "\r\n", "\n\n"])
_DRESSES: Final[dict[str, Callable[[str], str]]] = {
    "plain": str,
    "loud": lambda head: f"\u26a1\ufe0f {head} \u26a1\ufe0f",
    "bold": lambda head: f"**{head}**",
    "named": lambda head: f"SIGNAL ALERT\n\n{head}",
}
_BODY: Final = "body"


def signals(
    *, symbol: object = None, side: object = None, order_type: object = None
) -> st.SearchStrategy[Signal]:
    """
    Signals of every type, with no entry, one or a range, and up to six targets.

    >>> from hypothesis import given
    >>> from trading_core import Side
    >>> from trading_core.testing import signals
    >>> @given(signals(symbol="XAUUSD", side=Side.SELL))
    ... def check(signal):
    ...     assert signal.stop_loss > max(signal.take_profits)
    >>> check()
    """
    return _signals(
        wished(symbol, st.sampled_from(list(_USUAL)).map(Symbol), _known),
        wished(side, st.sampled_from(Side), one_of_kind(Side, "side")),
        wished(order_type, st.sampled_from(SignalType), one_of_kind(SignalType, "order_type")),
    )


def _known(wish: object) -> Symbol:
    symbol = canonical_symbol(wish)
    if symbol not in _USUAL:
        raise InvalidValue("symbol", show(symbol), "one of " + ", ".join(_USUAL))
    return symbol


@st.composite
def _signals(
    draw: st.DrawFn,
    symbols: st.SearchStrategy[Symbol],
    sides: st.SearchStrategy[Side],
    types: st.SearchStrategy[SignalType],
) -> Signal:
    """Walk from the usual price in steps of the last decimal: to the entry, to the stop and to each target."""
    symbol, side, kind = draw(symbols), draw(sides), draw(types)
    usual = Decimal(_USUAL[symbol])
    step = Decimal((0, (1,), int(usual.as_tuple().exponent)))
    gain = step if side is Side.BUY else -step
    far = int(usual / step) // _NEAR
    distances = st.integers(1, far)
    start = usual + gain * draw(st.integers(-far, far))
    stop = start - gain * draw(distances)
    ends = [[start], sorted([start, start + gain * draw(distances)]), []]
    entry = ends[draw(st.integers(0, 2 if kind is SignalType.MARKET else 1))]
    beyond = (max if side is Side.BUY else min)(entry or [start])
    targets = [beyond + gain * away for away in draw(st.lists(distances, min_size=1, max_size=6))]
    return Signal(
        side=side,
        symbol=symbol,
        order_type=kind,
        entry=entry[0] if len(entry) == 1 else None,
        entry_range=entry if len(entry) == 2 else None,
        stop_loss=stop,
        take_profits=targets,
    )


def signal_layouts(signal: Signal) -> st.SearchStrategy[str]:
    """
    Texts that all mean one signal: as lines in several wordings, or as JSON.

    >>> from hypothesis import given
    >>> from trading_core import parse_signal
    >>> from trading_core.testing import signal_layouts
    >>> signal = parse_signal("BUY EURUSD @1.0860 SL 1.0820 TP 1.0900")
    >>> @given(signal_layouts(signal))
    ... def check(text):
    ...     assert parse_signal(text) == signal
    >>> check()
    """
    told = one_of_kind(Signal, "signal")(signal)
    # All ways are made of the same choices, so that a text is made small towards the first: plain lines.
    ways = list(_DRESSES) if told.entry_range is not None else [*_DRESSES, _BODY]
    return st.builds(
        _text, st.just(told), st.sampled_from(ways), st.booleans(), _STOPS, _TARGETS, _BREAKS, st.booleans()
    )


def signal_texts(
    *, symbol: object = None, side: object = None, order_type: object = None
) -> st.SearchStrategy[str]:
    """
    Texts that are signals, in many layouts.

    >>> from hypothesis import given
    >>> from trading_core import parse_signal
    >>> from trading_core.testing import signal_texts
    >>> @given(signal_texts(symbol="gold"))
    ... def check(text):
    ...     assert parse_signal(text).symbol == "XAUUSD"
    >>> check()
    """
    return signals(symbol=symbol, side=side, order_type=order_type).flatmap(signal_layouts)


def _text(
    signal: Signal, way: str, capital: bool, stop: str, target: str, line_break: str, stop_last: bool
) -> str:
    if way == _BODY:
        return _json(signal, stop)
    head, _, *_ = render_signal(signal).split("\n")
    if capital:
        head = head.replace(signal.side.name, signal.side.name.capitalize(), 1)
    prices = [target.format(price, number=count) for count, price in enumerate(signal.take_profits, 1)]
    loss = stop.format(signal.stop_loss)
    rest = [*prices, loss] if stop_last else [loss, *prices]
    return line_break.join([_DRESSES[way](head), *rest])


def _json(signal: Signal, stop: str) -> str:
    body: dict[str, object] = {
        "symbol": signal.symbol,
        "side": signal.side.value,
        "sl" if stop.casefold().startswith("sl") else "stopLoss": str(signal.stop_loss),
        "take_profits": [str(price) for price in signal.take_profits],
    }
    if signal.entry is not None:
        body["price"] = str(signal.entry)
    if signal.order_type is not SignalType.UNSTATED:
        body["order_type"] = signal.order_type.value
    return json.dumps(body)
