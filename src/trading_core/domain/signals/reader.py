"""The pieces of a text read as one order: every number must be explained, every label kept."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from trading_core.domain.ids import Symbol
from trading_core.domain.signals import naming, prices
from trading_core.domain.signals.numbers import Style, read
from trading_core.domain.signals.pieces import Kind, Piece
from trading_core.domain.signals.products import Product
from trading_core.domain.signals.reading import Reading
from trading_core.domain.signals.refusals import refusal
from trading_core.domain.signals.scales import SHARES, apart
from trading_core.domain.signals.screen import check_company
from trading_core.domain.signals.strangers import check_strangers
from trading_core.domain.signals.wording import CURRENCY_WORDS

if TYPE_CHECKING:
    from collections.abc import Callable

    from trading_core.domain.amounts import Price
    from trading_core.domain.signals.signal import Signal

_ORDERING: Final = (Kind.SIDE, Kind.SYMBOL, Kind.AT, Kind.ENTRY, Kind.TYPE, Kind.NUMBER)
_CODE_LENGTHS: Final = range(4, 7)
_CODE_EXPECTED: Final = "a code with its market such as 2330.TW, or a symbol and one price"
_PRICED: Final = ([Kind.AT, Kind.NUMBER], [Kind.ENTRY, Kind.NUMBER])
_MONEY_SIGNS: Final = ("$", "\u20ac", "\u00a3", "\u00a5")
# No two prices of one order lie as far apart as a code and a price must.
_NO_PRICE_FACTOR: Final = Decimal("1.5")


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
    if state.draft.product is None and state.draft.side is not None:
        _check_named(state)
    signal = state.draft.finish(last_price)
    check_company(state.text, state.pieces)
    check_strangers(state.text, state.pieces)
    return signal


def _find_code(state: Reading) -> None:
    """Take "BUY 2330 at 600" as the share 2330: no other name, and a number that cannot be the price."""
    said = [(at, piece) for at, piece in enumerate(state.pieces) if piece.kind is not Kind.NEWLINE]
    for first, pair in enumerate(pairwise(said)):
        kinds = [piece.kind for _, piece in pair]
        if kinds == [Kind.SIDE, Kind.NUMBER] or (first == 0 and kinds == [Kind.NUMBER, Kind.SIDE]):
            at, code = pair[kinds.index(Kind.NUMBER)]
            raw, after = str(code.value), [piece for _, piece in said[first + 2 : first + 4]]
            asked = [piece.kind for piece in after] in _PRICED
            if raw.isdigit() and len(raw) in _CODE_LENGTHS:
                _name_code(state, at, raw, str(after[1].value) if asked else "")
            return


def _name_code(state: Reading, at: int, raw: str, price: str) -> None:
    """Believe a code that cannot be a price; what could also be money, a price or a number of shares is refused."""
    piece = state.pieces[at]
    money = state.text[piece.start - 1 : piece.start] in _MONEY_SIGNS
    if not price and not money and not raw.startswith("0"):
        return
    if money or not (raw.startswith("0") or (_far(raw, price) and not raw.endswith("00"))):
        raise refusal("ambiguous_number", state.text, piece.start - money, piece.end, expected=_CODE_EXPECTED)
    state.pieces[at] = piece._replace(kind=Kind.SYMBOL, value=Product(Symbol(raw), SHARES))
    state.unnamed = False


def _far(code: str, price: str) -> bool:
    value, other = read(code, Style.UNKNOWN, SHARES), read(price, Style.UNKNOWN, SHARES)
    return not isinstance(value, str) and not isinstance(other, str) and apart(value, other, _NO_PRICE_FACTOR)


def _check_named(state: Reading) -> None:
    """Blame half a name beside the side, BTC for BTCUSDT, before saying that there is no name at all."""
    said = [piece for piece in state.pieces if piece.kind is not Kind.NEWLINE]
    for one, other in pairwise(said):
        for side, half in ((one, other), (other, one)):
            if side.kind is Kind.SIDE and half.kind is Kind.FILLER and half.value in CURRENCY_WORDS:
                raise state.refusal("unknown_symbol", half)


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
