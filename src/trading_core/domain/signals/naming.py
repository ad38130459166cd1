"""What names the order: side, product, and the way to enter."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, cast

from trading_core.domain.signals.pieces import Kind, Piece
from trading_core.domain.signals.prices import stop_loss, word
from trading_core.domain.signals.products import KNOWN, Product
from trading_core.domain.signals.scales import COINS, SHARES
from trading_core.domain.signals.signal import SignalType
from trading_core.domain.words import Side

if TYPE_CHECKING:
    from trading_core.domain.signals.reading import Reading

_PAST: Final = frozenset(("bought", "sold"))
# After the order these words give a reason; before it they may be the side.
_MOODS: Final = frozenset(("bullish", "bearish"))
_BESIDE: Final = (
    Kind.SIDE,
    Kind.SYMBOL,
    Kind.ENTRY,
    Kind.AT,
    Kind.TYPE,
    Kind.KIND_OF_ORDER,
    Kind.NUMBER,
    Kind.FLAGS,
    Kind.STOP,
)
_NEXT_TO: Final = (Kind.SIDE, Kind.SYMBOL, Kind.AT, Kind.NUMBER)
_BREAKS_STOP_ORDER: Final = re.compile(r"[,;|:(\n]|\.\s")


def side(state: Reading, _at: int, piece: Piece) -> None:
    """One side for the whole text; said again after the prices began it starts another order."""
    said = Side(str(piece.value))
    if state.draft.side not in (None, said):
        raise state.refusal(_one_more(state, "contradiction"), piece)
    if state.draft.side is not None and state.has_prices():
        if state.text[piece.start : piece.end].lower() in _MOODS:
            state.leave()
            return
        raise state.refusal("several_orders", piece)
    state.draft.side = said
    if state.text[piece.start : piece.end].lower() in _PAST and state.draft.order_type is None:
        state.draft.order_type = SignalType.MARKET
    state.go("none" if state.draft.entries else "implicit")


def symbol(state: Reading, at: int, piece: Piece) -> None:
    """One product for the whole text, however often it is named."""
    product = cast("Product", piece.value)
    if state.draft.product is not None and state.draft.product.symbol != product.symbol:
        raise state.refusal(_one_more(state, "several_symbols"), piece)
    state.draft.product = product
    before = state.pieces[at - 1] if at else piece
    # "BUY 200 AAPL" may mean 200 shares as well as a price of 200.
    counted = before.kind is Kind.NUMBER and str(before.value).isdigit() and product.scale in (SHARES, COINS)
    if counted and state.place == "implicit":
        raise state.refusal("ambiguous_number", before)
    state.go("none" if state.draft.entries else "implicit")


def _one_more(state: Reading, otherwise: str) -> str:
    """After a whole order, another name begins another order."""
    return "several_orders" if state.draft.stop is not None and state.draft.targets else otherwise


def draw(state: Reading, _at: int, piece: Piece) -> None:
    """Keep the pair that two flags draw until all names are known."""
    state.flags = piece


def settle_flags(state: Reading) -> None:
    """Let two flags name the pair if nothing else does, and refuse them if something else does otherwise."""
    if state.flags is None:
        return
    drawn, product = str(state.flags.value), state.draft.product
    if product is None:
        state.draft.product = KNOWN.get(drawn)
    elif {drawn[:3], drawn[3:]} != {product.symbol[:3], product.symbol[3:]}:
        raise state.refusal("contradictory_symbol", state.flags)


def kind_of_order(state: Reading, _at: int, piece: Piece) -> None:
    """Market, limit or stop: one of them."""
    if state.place in ("aside", "level"):
        return
    if state.fresh and state.place in ("stop", "target"):
        reason = "stop_not_a_price" if state.place == "stop" else "target_not_a_price"
        raise state.refusal(reason, piece)
    wanted = piece.value if isinstance(piece.value, SignalType) else SignalType.MARKET
    if state.draft.order_type not in (None, wanted):
        raise state.refusal("contradictory_order_type", piece)
    state.draft.order_type = wanted
    if state.place not in ("entry", "target", "stop"):
        state.go("none" if state.draft.entries else "implicit")


def weak_market(state: Reading, at: int, piece: Piece) -> None:
    """Take "now" for the market only beside an order; "join now" is an advertisement."""
    before = state.pieces[at - 1].kind if at else None
    after = state.pieces[at + 1].kind if at + 1 < len(state.pieces) else None
    if before in (Kind.WORD, Kind.COUNTED) or (before not in _BESIDE and after not in _NEXT_TO):
        word(state, at, piece)
    else:
        kind_of_order(state, at, piece)


def stop(state: Reading, at: int, piece: Piece) -> None:
    """A bare "stop" is the stop order right after the side, else the stop loss."""
    before = state.pieces[at - 1] if at else piece
    gap = state.text[before.end : piece.start]
    earlier = state.pieces[at - 2].kind if at > 1 else None
    after_side = before.kind is Kind.SIDE or (
        before.kind is Kind.SYMBOL and earlier is Kind.SIDE and state.sure_stop and state.draft.stop is None
    )
    if (after_side and not _BREAKS_STOP_ORDER.search(gap)) or before.kind is Kind.KIND_OF_ORDER:
        kind_of_order(state, at, piece._replace(value=SignalType.STOP))
    else:
        stop_loss(state, at, piece)
