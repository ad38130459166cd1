"""The short way for well-formed texts: one expression, then the same laws; anything else goes the long way.

Whatever this returns, the tolerant reader would return too; where the two could differ, this returns nothing.
It is written out where a loop or a call would read better, since it is the price of every signal.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from trading_core.domain.amounts import Price
from trading_core.domain.exact import multiply
from trading_core.domain.signals.products import KNOWN
from trading_core.domain.signals.scales import LAST_PRICE_FACTOR, apart
from trading_core.domain.signals.signal import MOST_TARGETS, Signal, SignalType
from trading_core.domain.words import Side

if TYPE_CHECKING:
    from trading_core.domain.ids import Symbol

# A lone digit is left to the tolerant reader, which knows when it only counts; a leading zero is a slip.
_NUMBER: Final = r"(?!0[0-9])[0-9]{1,7}\.[0-9]{1,8}|[1-9][0-9]{1,6}"
_CANONICAL: Final = re.compile(
    rf"([A-Za-z]{{3,4}})(?: (LIMIT|STOP|NOW|limit|stop|now))? ([A-Za-z/]{{3,7}})"
    rf"(?: \[?@ ?({_NUMBER})(?:-({_NUMBER}))?(?: - Optional)?\]?)?[ ]*\r?\n+"
    rf"(?:SL|sl|Sl):? @?({_NUMBER})[ ]*\r?\n+(?:TP|tp|Tp)1?:? @?({_NUMBER})((?:[ ]*\r?\n+(?:TP|tp|Tp):? @?(?:{_NUMBER}))*)\s*"
)
# The documented form itself, with nothing optional but the brackets: three times as fast to match.
_DECIMAL: Final = r"[1-9][0-9]{0,6}\.[0-9]{1,8}"
_DOCUMENTED: Final = re.compile(
    rf"(BUY|SELL) ([A-Z]{{6}}) \[?@({_DECIMAL})(?: - Optional)?\]?\nSL ({_DECIMAL})\nTP ({_DECIMAL})\n?"
)
_MORE: Final = re.compile(_NUMBER)
_SIDES: Final = {
    spelling: side for side in Side for spelling in (side.name, side.value, side.value.capitalize())
}
_TYPES: Final = {
    "LIMIT": SignalType.LIMIT, "limit": SignalType.LIMIT, "STOP": SignalType.STOP, "stop": SignalType.STOP,
    "NOW": SignalType.MARKET, "now": SignalType.MARKET,
}  # fmt: skip
_SPELLED: Final[dict[str, tuple[Symbol, Decimal, Decimal, Decimal]]] = {
    spelling: (product.symbol, *product.scale)
    for name, product in KNOWN.items()
    for spelling in (name, name.lower(), name.capitalize(), f"{name[:3]}/{name[3:]}")
    if name.isalpha() and spelling.isascii() and (len(name) == 6 or "/" not in spelling)  # noqa: PLR2004
}

_fresh: Final = object.__new__
_set_value: Final[Any] = Price.__dict__["value"].__set__
_set_side, _set_symbol, _set_type, _set_entry, _set_range, _set_stop, _set_targets = (
    Signal.__dict__[name].__set__
    for name in ("side", "symbol", "order_type", "entry", "entry_range", "stop_loss", "take_profits")
)
# Looking up a member of an enumeration costs as much as comparing two prices.
_BUY: Final = Side.BUY
_MARKET: Final = SignalType.MARKET
_UNSTATED: Final = SignalType.UNSTATED
_match: Final = _CANONICAL.fullmatch
_match_documented: Final = _DOCUMENTED.fullmatch


def fast_signal(text: str, last_price: Price | None) -> Signal | None:
    """Build the signal of a canonical text, or return nothing and leave the judgement to the tolerant reader."""
    found = _match_documented(text)
    return _canonical(text, last_price) if found is None else _documented(last_price, *found.groups())


def _documented(
    last_price: Price | None,
    side_word: str,
    symbol_word: str,
    entry_word: str,
    stop_word: str,
    target_word: str,
) -> Signal | None:
    known = _SPELLED.get(symbol_word)
    if known is None:
        return None
    symbol, lowest, highest, spread = known
    side = _SIDES[side_word]
    entry, stop, target = Decimal(entry_word), Decimal(stop_word), Decimal(target_word)
    least, most = (stop, target) if side is _BUY else (target, stop)
    if not lowest <= least < entry < most <= highest or most > multiply(least, spread):
        return None
    if last_price is not None and _far(least, most, last_price):
        return None
    signal = _fresh(Signal)
    _set_side(signal, side)
    _set_symbol(signal, symbol)
    _set_type(signal, _UNSTATED)
    _set_range(signal, None)
    price = _fresh(Price)
    _set_value(price, entry)
    _set_entry(signal, price)
    price = _fresh(Price)
    _set_value(price, stop)
    _set_stop(signal, price)
    price = _fresh(Price)
    _set_value(price, target)
    _set_targets(signal, (price,))
    return signal


def _far(least: Decimal, most: Decimal, last_price: Price) -> bool:
    last = last_price.value
    return apart(least, last, LAST_PRICE_FACTOR) or apart(most, last, LAST_PRICE_FACTOR)


# One long function on purpose: every call inside would cost as much as one of its comparisons.
def _canonical(text: str, last_price: Price | None) -> Signal | None:  # noqa: C901, PLR0911, PLR0912
    """Read the close variants of the documented form."""
    found = _match(text)
    if found is None:
        return None
    side_word, type_word, symbol_word, entry_word, high_word, stop_word, target_word, more = found.groups()
    side = _SIDES.get(side_word)
    known = _SPELLED.get(symbol_word)
    if side is None or known is None:
        return None
    symbol, lowest, highest, spread = known
    stop = Decimal(stop_word)
    nearest = farthest = Decimal(target_word)
    targets = None
    if more:
        targets = [nearest, *map(Decimal, _MORE.findall(more))]
        nearest, farthest = min(targets), max(targets)
        if len(targets) > MOST_TARGETS:
            return None
    order_type = _TYPES[type_word] if type_word else None
    entry = high = low_entry = high_entry = None
    if entry_word:
        entry = low_entry = high_entry = Decimal(entry_word)
        if order_type is None:
            order_type = _UNSTATED
        if high_word:
            high = high_entry = Decimal(high_word)
            if entry >= high:
                return None
    elif order_type is None or order_type is _MARKET:
        order_type = _MARKET
        low_entry = high_entry = stop
    else:
        return None
    if side is _BUY:
        if (stop >= low_entry and entry is not None) or high_entry >= nearest:
            return None
        least, most = stop, farthest
    else:
        if (stop <= high_entry and entry is not None) or low_entry <= farthest:
            return None
        least, most = nearest, stop
    # All prices lie between the outermost two, so if those are near each other, each is near the entry.
    if least < lowest or most > highest or most > multiply(least, spread):
        return None
    if last_price is not None and _far(least, most, last_price):
        return None
    signal = _fresh(Signal)
    _set_side(signal, side)
    _set_symbol(signal, symbol)
    _set_type(signal, order_type)
    _set_stop(signal, _priced(stop))
    _set_targets(signal, (_priced(farthest),) if targets is None else tuple(map(_priced, targets)))
    _set_entry(signal, None if entry is None or high is not None else _priced(entry))
    _set_range(signal, None if entry is None or high is None else (_priced(entry), _priced(high)))
    return signal


def _priced(value: Decimal) -> Price:
    """A price of a number that the expression has bounded and the scale has shown to be above zero."""
    price = _fresh(Price)
    _set_value(price, value)
    return price
