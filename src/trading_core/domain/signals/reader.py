"""The pieces of a text read as one order: every number must be explained, every label kept."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from trading_core.domain.signals.draft import Draft, Figure
from trading_core.domain.signals.folding import fold
from trading_core.domain.signals.lexer import Piece, pieces
from trading_core.domain.signals.products import KNOWN, Product
from trading_core.domain.signals.refusals import refusal
from trading_core.domain.signals.scales import COINS, SHARES, apart
from trading_core.domain.signals.screen import screen
from trading_core.domain.signals.signal import Signal, SignalType
from trading_core.domain.signals.vocabulary import Kind
from trading_core.domain.words import Side

if TYPE_CHECKING:
    from collections.abc import Callable

    from trading_core.domain.amounts import Price

_NEVER_BESIDE_STOP: Final = re.compile(r"[^\n]*[0-9]")
_STOP_FILLERS: Final = frozenset(("at", "price", "level", "point", "points", "set", "is", "the", "level"))
_PAST: Final = frozenset(("bought", "sold"))
_SIGN_GAP: Final = re.compile(r"[\s:\ufe0f-]{0,6}")
_LISTED_AGAIN: Final = frozenset(("and", "or", "y", "o"))
_BESIDE: Final = (Kind.SIDE, Kind.SYMBOL, Kind.ENTRY, Kind.AT, Kind.TYPE, Kind.KIND_OF_ORDER, Kind.NUMBER, Kind.FLAGS, Kind.STOP)
_NEXT_TO: Final = (Kind.SIDE, Kind.SYMBOL, Kind.AT, Kind.NUMBER)
_BREAKS_STOP_ORDER: Final = re.compile(r"[,;|:(\n]|\.\s")
_JOINED: Final = re.compile(r"\s{0,2}[-/,&|]\s{0,2}")


class Reader:
    """Walks over the pieces once; ``place`` says what the next number would be."""

    def __init__(self, text: str) -> None:
        """Cut the text, refuse what is no new order at all, and be ready to read the rest."""
        self.text = fold(text)
        self.pieces = list(pieces(self.text))
        screen(self.text, self.pieces)
        self.draft = Draft(self.text)
        self.place = "none"
        self.fresh = False
        self.index: int | None = None
        self.highest = 0
        self.label = 0
        self.mentioned: int | None = None
        self.flags: Piece | None = None
        self.bare: Figure | None = None
        kinds = {piece.kind for piece in self.pieces}
        self.stop_word = not kinds.isdisjoint((Kind.STOP_LOSS, Kind.STOP))
        self.sure_stop = Kind.STOP_LOSS in kinds
        self.target_word = Kind.TARGET in kinds
        if Kind.SYMBOL not in kinds:
            self._find_code()

    def read(self, last_price: Price | None) -> Signal:
        """Read everything, then let the draft judge the whole."""
        for at, piece in enumerate(self.pieces):
            handle = _HANDLERS.get(piece.kind)
            if handle is not None:
                handle(self, at, piece)
        self.bare = None
        self._leave()
        self._settle_flags()
        if self.draft.stop is None and self.mentioned is not None and self.draft.side is not None:
            raise refusal("stop_not_a_price", self.text, self.mentioned)
        return self.draft.finish(last_price)

    def _find_code(self) -> None:
        """Take "BUY 2330 @600" as the share 2330: no other name, and a number that cannot be the price."""
        for at, piece in enumerate(self.pieces[:-1]):
            follower = self.pieces[at + 1]
            if piece.kind is not Kind.SIDE or follower.kind is not Kind.NUMBER:
                continue
            raw = str(follower.value)
            if not raw.isdigit() or not 4 <= len(raw) <= 6:  # noqa: PLR2004 - Taiwan's codes
                return
            after = [later.kind for later in self.pieces[at + 2 : at + 4]]
            priced = after == [Kind.AT, Kind.NUMBER] and _far(raw, str(self.pieces[at + 3].value))
            if raw.startswith("0") or priced:
                from trading_core.domain.ids import Symbol

                self.pieces[at + 1] = follower._replace(kind=Kind.SYMBOL, value=Product(Symbol(raw), SHARES))
            return

    def _go(self, place: str, *, fresh: bool = True) -> None:
        self._leave()
        self.place, self.fresh = place, fresh

    def _leave(self) -> None:
        """A counted target without a price is a promise that nobody kept; a stop without one is remembered."""
        if self.bare is not None:
            raise refusal("unexplained_number", self.text, self.bare.start, self.bare.end)
        if self.fresh and self.place == "target" and self.index is not None:
            raise refusal("target_not_a_price", self.text, self.label)
        if self.fresh and self.place == "stop" and self.mentioned is None:
            self.mentioned = self.label
        self.index = None
        self.place, self.fresh = "none", False

    def _has_prices(self) -> bool:
        return bool(self.draft.entries or self.draft.stop or self.draft.targets)

    def side(self, _at: int, piece: Piece) -> None:
        """One side for the whole text; said again after the prices began it starts another order."""
        if self.draft.side is not None and piece.value is not self.draft.side:
            several = self.draft.stop is not None and bool(self.draft.targets)
            raise refusal("several_orders" if several else "contradiction", self.text, piece.start, piece.end)
        if self.draft.side is not None and self._has_prices():
            raise refusal("several_orders", self.text, piece.start, piece.end)
        self.draft.side = piece.value if isinstance(piece.value, Side) else None
        if self.text[piece.start : piece.end].lower() in _PAST and self.draft.order_type is None:
            self.draft.order_type = SignalType.MARKET
        self._go("none" if self.draft.entries else "implicit")

    def symbol(self, at: int, piece: Piece) -> None:
        """One product for the whole text, however often it is named."""
        product = piece.value
        if isinstance(product, Product):
            if self.draft.product is not None and self.draft.product.symbol != product.symbol:
                several = self.draft.stop is not None and bool(self.draft.targets)
                raise refusal("several_orders" if several else "several_symbols", self.text, piece.start, piece.end)
            self.draft.product = product
            before = self.pieces[at - 1] if at else piece
            if before.kind is Kind.NUMBER and str(before.value).isdigit() and product.scale in (SHARES, COINS) and self.place == "implicit":
                raise refusal("ambiguous_number", self.text, before.start, before.end)
        self._go("none" if self.draft.entries else "implicit")

    def draw(self, _at: int, piece: Piece) -> None:
        """Keep the pair that two flags draw until all names are known."""
        self.flags = piece

    def _settle_flags(self) -> None:
        if self.flags is None:
            return
        drawn, product = str(self.flags.value), self.draft.product
        if product is None:
            self.draft.product = KNOWN.get(drawn)
        elif {drawn[:3], drawn[3:]} != {product.symbol[:3], product.symbol[3:]}:
            raise refusal("contradictory_symbol", self.text, self.flags.start, self.flags.end)

    def kind_of_order(self, _at: int, piece: Piece) -> None:
        """Market, limit or stop: one of them."""
        if self.place in ("aside", "level"):
            return
        if self.fresh and self.place in ("stop", "target"):
            reason = "stop_not_a_price" if self.place == "stop" else "target_not_a_price"
            raise refusal(reason, self.text, piece.start, piece.end)
        wanted = piece.value if isinstance(piece.value, SignalType) else SignalType.MARKET
        if self.draft.order_type not in (None, wanted):
            raise refusal("contradictory_order_type", self.text, piece.start, piece.end)
        self.draft.order_type = wanted
        if self.place not in ("entry", "target", "stop"):
            self._go("none" if self.draft.entries else "implicit")

    def weak_market(self, at: int, piece: Piece) -> None:
        """Take "now" for the market only beside an order; "join now" is an advertisement."""
        before = self.pieces[at - 1].kind if at else None
        after = self.pieces[at + 1].kind if at + 1 < len(self.pieces) else None
        if before in (Kind.WORD, Kind.COUNTED) or (before not in _BESIDE and after not in _NEXT_TO):
            self.word(at, piece)
        else:
            self.kind_of_order(at, piece)

    def stop(self, at: int, piece: Piece) -> None:
        """A bare "stop" is the stop order right after the side, else the stop loss."""
        before = self.pieces[at - 1] if at else piece
        gap = self.text[before.end : piece.start]
        earlier = self.pieces[at - 2].kind if at > 1 else None
        after_side = before.kind is Kind.SIDE or (
            before.kind is Kind.SYMBOL and earlier is Kind.SIDE and self.sure_stop and self.draft.stop is None
        )
        if (after_side and not _BREAKS_STOP_ORDER.search(gap)) or before.kind is Kind.KIND_OF_ORDER:
            self.kind_of_order(at, piece._replace(value=SignalType.STOP))
        else:
            self.stop_loss(at, piece)

    def stop_loss(self, _at: int, piece: Piece) -> None:
        """The next number is the stop."""
        self._go("stop")
        self.label = piece.start

    def target(self, _at: int, piece: Piece) -> None:
        """The next numbers are targets; counted ones count upwards, or a second order has begun."""
        self._go("target")
        self.label = piece.start
        if isinstance(piece.value, int):
            if piece.value <= self.highest:
                raise refusal("several_orders", self.text, piece.start, piece.end)
            self.index = self.highest = piece.value

    def trailing(self, _at: int, piece: Piece) -> None:
        """A trailing stop may be offered beside a target, but it is no stop loss."""
        if not (self.place == "target" and self.fresh):
            reason = "stop_not_a_price" if self.place == "stop" and self.fresh else "management_message"
            raise refusal(reason, self.text, piece.start, piece.end)

    def open(self, at: int, piece: Piece) -> None:
        """A target may be left open beside others; a stop may not."""
        if self.place == "stop" and self.fresh:
            raise refusal("stop_not_a_price", self.text, piece.start, piece.end)
        if self.place == "target":
            self.index = None
            self._go("open")
        else:
            self.word(at, piece)

    def entry(self, _at: int, piece: Piece) -> None:
        """The next one or two numbers are the entry."""
        if self.place == "level" or (piece.value == "price" and self.fresh and self.place in ("stop", "target", "entry")):
            return
        self._go("entry")
        if self.draft.announced_entry is None:
            self.draft.announced_entry = piece.start

    def at_sign(self, at: int, piece: Piece) -> None:
        """An "@" or "at" belongs to the label before it, or announces the entry."""
        if self.place == "level" or (self.fresh and self.place in ("stop", "target", "entry")):
            return
        follower = self.pieces[at + 1].kind if at + 1 < len(self.pieces) else None
        if self.place == "aside" and (piece.value != "@" or follower is not Kind.NUMBER):
            return
        if self.place == "implicit" and self.draft.announced_entry is None:
            self.draft.announced_entry = piece.start
        self._go("entry")

    def zone(self, at: int, piece: Piece) -> None:
        """An area is an entry's word beside the order, a harmless one beside a target, and no stop."""
        if self.place in ("implicit", "entry"):
            self.place, self.fresh = "entry", True
        elif self.place == "stop":
            self.word(at, piece)

    def aside(self, _at: int, _piece: Piece) -> None:
        """Numbers on the rest of the line are about risk, size or time."""
        self._go("aside", fresh=False)

    def level(self, at: int, piece: Piece) -> None:
        """Numbers on a line of its own about support or bid are prices of something else."""
        for earlier in reversed(self.pieces[:at]):
            if earlier.kind is Kind.NEWLINE or self.place == "level":
                break
            if earlier.kind in (Kind.SIDE, Kind.SYMBOL, Kind.AT, Kind.ENTRY, Kind.TYPE, Kind.NUMBER):
                self.word(at, piece)
                return
        self._go("level", fresh=False)

    def filler(self, at: int, piece: Piece) -> None:
        """A word that changes nothing, if it may stand where it stands."""
        if self.place == "stop" and self.fresh and piece.value not in _STOP_FILLERS:
            self.word(at, piece)
        elif self.place == "more" and piece.value not in _LISTED_AGAIN:
            self._leave()

    def word(self, _at: int, piece: Piece) -> None:
        """A word without a meaning: what was waiting for a number waits no more."""
        if self.place in ("aside", "level", "open"):
            return
        if self.place == "stop" and self.fresh and _NEVER_BESIDE_STOP.match(self.text, piece.end):
            raise refusal("stop_not_a_price", self.text, piece.start, piece.end)
        self._leave()

    def newline(self, _at: int, _piece: Piece) -> None:
        """A label may have its number on the next line; a finished list of targets may go on there."""
        self.bare = None
        if self.place == "target" and not self.fresh:
            self.place = "more"
        elif self.place not in ("more", "none") and not self.fresh:
            self._leave()

    def sign(self, at: int, piece: Piece) -> None:
        """A coloured sign is a label only where no word is: right before a number, with the entry known."""
        follower = self.pieces[at + 1] if at + 1 < len(self.pieces) else piece
        if follower.kind is not Kind.NUMBER or not _SIGN_GAP.fullmatch(self.text[piece.end : follower.start]):
            return
        if self.fresh and self.place in ("stop", "target", "entry"):
            return
        stops = piece.kind is Kind.STOP_SIGN
        if (self.stop_word if stops else self.target_word) or not self.draft.entries:
            return
        self._go("stop" if stops else "target")
        self.label = piece.start

    def measure(self, at: int, piece: Piece) -> None:
        """Pips and percents are no prices: alone they are no stop and no target, beside one they comment on it."""
        if self.fresh and self.place in ("stop", "target"):
            reason = "stop_not_a_price" if self.place == "stop" else "target_not_a_price"
            raise refusal(reason, self.text, piece.start, piece.end)
        if piece.value is None:
            return
        if self.place in ("none", "implicit") and self.text[piece.start - 1 : piece.start] == "+":
            raise refusal("result_message", self.text, piece.start, piece.end)
        before = self.pieces[at - 1] if at else piece
        if before.kind is Kind.NUMBER and self.place != "aside" and _JOINED.fullmatch(self.text[before.end : piece.start]):
            self.draft.ignored.append(Figure(str(piece.value), piece.start, piece.end))

    def clock(self, at: int, piece: Piece) -> None:
        """A time or a ratio cannot stand where a price is awaited."""
        first = self.place == "more" and self.pieces[at - 1].kind is Kind.NEWLINE
        if first or (self.fresh and self.place in ("stop", "target", "entry")):
            raise refusal("malformed_number", self.text, piece.start, piece.end)

    def number(self, at: int, piece: Piece) -> None:
        """Every number must be asked for by a label or stand where the entry stands."""
        figure = Figure(str(piece.value), piece.start, piece.end, joined=not self.fresh)
        before = self.pieces[at - 1] if at else None
        match self.place:
            case "implicit" | "entry":
                if self.fresh and self.draft.entries:
                    raise refusal("several_orders", self.text, piece.start, piece.end)
                self.draft.entries.append(figure)
            case "stop" if self.fresh and self.draft.stop is None:
                self.draft.stop = figure
            case "stop" if self.fresh:
                raise refusal("several_stops", self.text, piece.start, piece.end)
            case "stop":
                self.draft.distances.append(figure)
            case "target":
                self.draft.targets.append(figure)
            case "more" if before is not None and before.kind in (Kind.NEWLINE, Kind.TARGET_SIGN):
                self.bare = figure._replace(joined=False)
                self.draft.targets.append(self.bare)
                self.place = "target"
            case "aside":
                self.draft.ignored.append(figure)
            case "level":
                self.draft.levels.append(figure)
            case "open":
                return
            case _ if before is not None and before.kind in (Kind.COUNTED, Kind.NEGATION) and figure.raw.isdigit():
                self.draft.ignored.append(figure)
            case _:
                raise refusal("unexplained_number", self.text, piece.start, piece.end)
        self.fresh = False
        self.index = None


def _far(code: str, price: str) -> bool:
    from trading_core.domain.signals.numbers import Style, read

    value, other = read(code, Style.UNKNOWN, SHARES), read(price, Style.UNKNOWN, SHARES)
    return not isinstance(value, str) and not isinstance(other, str) and apart(value, other, SHARES.spread)


_HANDLERS: Final[dict[Kind, Callable[[Reader, int, Piece], None]]] = {
    Kind.SIDE: Reader.side,
    Kind.SYMBOL: Reader.symbol,
    Kind.FLAGS: Reader.draw,
    Kind.TYPE: Reader.kind_of_order,
    Kind.WEAK_MARKET: Reader.weak_market,
    Kind.ENTRY: Reader.entry,
    Kind.ZONE: Reader.zone,
    Kind.AT: Reader.at_sign,
    Kind.STOP: Reader.stop,
    Kind.STOP_LOSS: Reader.stop_loss,
    Kind.TRAILING: Reader.trailing,
    Kind.TARGET: Reader.target,
    Kind.OPEN: Reader.open,
    Kind.FILLER: Reader.filler,
    Kind.ASIDE: Reader.aside,
    Kind.LEVEL: Reader.level,
    Kind.COUNTED: Reader.word,
    Kind.NEGATION: Reader.word,
    Kind.WORD: Reader.word,
    Kind.NUMBER: Reader.number,
    Kind.MEASURE: Reader.measure,
    Kind.CLOCK: Reader.clock,
    Kind.STOP_SIGN: Reader.sign,
    Kind.TARGET_SIGN: Reader.sign,
    Kind.NEWLINE: Reader.newline,
}
