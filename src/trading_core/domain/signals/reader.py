"""The pieces of a text read as one order: every number must be explained, every label kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from trading_core.domain.ids import Symbol
from trading_core.domain.signals import naming, prices
from trading_core.domain.signals.numbers import Style, read
from trading_core.domain.signals.pieces import Kind, Piece
from trading_core.domain.signals.products import Product
from trading_core.domain.signals.reading import Reading
from trading_core.domain.signals.refusals import refusal
from trading_core.domain.signals.scales import SHARES, apart

if TYPE_CHECKING:
    from collections.abc import Callable

    from trading_core.domain.amounts import Price
    from trading_core.domain.signals.signal import Signal

_ORDERING: Final = (Kind.SIDE, Kind.SYMBOL, Kind.AT, Kind.ENTRY, Kind.TYPE, Kind.NUMBER)
_CODE_LENGTHS: Final = range(4, 7)


def read_text(text: str, last_price: Price | None) -> Signal:
    """Read everything once, then let the draft judge the whole."""
    state = Reading(text)
    if all(piece.kind is not Kind.SYMBOL for piece in state.pieces):
        _find_code(state)
    for at, piece in enumerate(state.pieces):
        handle = _HANDLERS.get(piece.kind)
        if handle is not None:
            handle(state, at, piece)
        state.ordering = piece.kind is not Kind.NEWLINE and (state.ordering or piece.kind in _ORDERING)
    state.bare = None
    state.leave()
    naming.settle_flags(state)
    if state.draft.stop is None and state.mentioned is not None and state.draft.side is not None:
        raise refusal("stop_not_a_price", state.text, state.mentioned)
    return state.draft.finish(last_price)


def _find_code(state: Reading) -> None:
    """Take "BUY 2330 @600" as the share 2330: no other name, and a number that cannot be the price."""
    for at, piece in enumerate(state.pieces[:-1]):
        follower = state.pieces[at + 1]
        if piece.kind is Kind.SIDE and follower.kind is Kind.NUMBER:
            raw = str(follower.value)
            if (
                raw.isdigit()
                and len(raw) in _CODE_LENGTHS
                and (raw.startswith("0") or _priced(state, at + 2, raw))
            ):
                state.pieces[at + 1] = follower._replace(kind=Kind.SYMBOL, value=Product(Symbol(raw), SHARES))
                state.unnamed = False
            return


def _priced(state: Reading, at: int, code: str) -> bool:
    after = state.pieces[at : at + 2]
    return [piece.kind for piece in after] == [Kind.AT, Kind.NUMBER] and _far(code, str(after[1].value))


def _far(code: str, price: str) -> bool:
    value, other = read(code, Style.UNKNOWN, SHARES), read(price, Style.UNKNOWN, SHARES)
    return not isinstance(value, str) and not isinstance(other, str) and apart(value, other, SHARES.spread)


_HANDLERS: Final[dict[Kind, Callable[[Reading, int, Piece], None]]] = {
    Kind.SIDE: naming.side,
    Kind.SYMBOL: naming.symbol,
    Kind.FLAGS: naming.draw,
    Kind.TYPE: naming.kind_of_order,
    Kind.WEAK_MARKET: naming.weak_market,
    Kind.ENTRY: prices.entry,
    Kind.ZONE: prices.zone,
    Kind.PENDING: prices.pending,
    Kind.AT: prices.at_sign,
    Kind.STOP: naming.stop,
    Kind.STOP_LOSS: prices.stop_loss,
    Kind.TRAILING: prices.trailing,
    Kind.TARGET: prices.target,
    Kind.OPEN: prices.left_open,
    Kind.FILLER: prices.filler,
    Kind.ASIDE: prices.aside,
    Kind.LEVEL: prices.level,
    Kind.COUNTED: prices.word,
    Kind.NEGATION: prices.word,
    Kind.WORD: prices.word,
    Kind.NUMBER: prices.number,
    Kind.MEASURE: prices.measure,
    Kind.CLOCK: prices.clock,
    Kind.STOP_SIGN: prices.sign,
    Kind.TARGET_SIGN: prices.sign,
    Kind.NEWLINE: prices.newline,
}
