"""What asks for prices: stop, targets, entry, and the numbers and words between them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from trading_core.domain.signals.draft import Figure
from trading_core.domain.signals.pieces import Kind, Piece

if TYPE_CHECKING:
    from trading_core.domain.signals.reading import Reading

_NEVER_BESIDE_STOP: Final = re.compile(r"[^\n]*[0-9]")
_STOP_FILLERS: Final = frozenset(("at", "price", "level", "point", "points", "set", "is", "the", "level"))
_LISTED_AGAIN: Final = frozenset(("and", "or", "y", "o"))
_SIGN_GAP: Final = re.compile(r"[\s:\ufe0f-]{0,6}")
_JOINED: Final = re.compile(r"\s{0,2}[-/,&|]\s{0,2}")


def stop_loss(state: Reading, _at: int, piece: Piece) -> None:
    """The next number is the stop."""
    state.go("stop")
    state.label = piece.start


def target(state: Reading, _at: int, piece: Piece) -> None:
    """The next numbers are targets; counted ones count upwards, or a second order has begun."""
    state.go("target")
    state.label = piece.start
    if isinstance(piece.value, int):
        if piece.value <= state.highest:
            raise state.refusal("several_orders", piece)
        state.index = state.highest = piece.value


def trailing(state: Reading, _at: int, piece: Piece) -> None:
    """A trailing stop may be offered beside a target, but it is no stop loss."""
    if not (state.place == "target" and state.fresh):
        reason = "stop_not_a_price" if state.place == "stop" and state.fresh else "management_message"
        raise state.refusal(reason, piece)


def left_open(state: Reading, at: int, piece: Piece) -> None:
    """A target may be left open beside others; a stop may not."""
    if state.place == "stop" and state.fresh:
        raise state.refusal("stop_not_a_price", piece)
    if state.place == "target":
        state.index = None
        state.go("open")
    else:
        word(state, at, piece)


def entry(state: Reading, _at: int, piece: Piece) -> None:
    """The next one or two numbers are the entry."""
    if state.place == "level" or (
        piece.value == "price" and state.fresh and state.place in ("stop", "target", "entry")
    ):
        return
    state.go("entry")
    if state.draft.announced_entry is None:
        state.draft.announced_entry = piece.start


def pending(state: Reading, at: int, piece: Piece) -> None:
    """A pending order waits for a price, so without one it is no order at the market."""
    if state.draft.announced_entry is None:
        state.draft.announced_entry = piece.start
    word(state, at, piece)


def at_sign(state: Reading, at: int, piece: Piece) -> None:
    """An "@" or "at" belongs to the label before it, or announces the entry."""
    if state.place == "level" or (state.fresh and state.place in ("stop", "target")):
        return
    follower = state.pieces[at + 1].kind if at + 1 < len(state.pieces) else None
    if state.place == "aside" and (piece.value != "@" or follower is not Kind.NUMBER):
        return
    if state.place == "implicit" and state.draft.announced_entry is None:
        state.draft.announced_entry = piece.start
    state.go("entry")


def zone(state: Reading, at: int, piece: Piece) -> None:
    """An area is an entry's word beside the order, a harmless one beside a target, and no stop."""
    if state.place in ("implicit", "entry"):
        state.place, state.fresh = "entry", True
    elif state.place == "stop":
        word(state, at, piece)


def aside(state: Reading, _at: int, _piece: Piece) -> None:
    """Numbers on the rest of the line are about risk, size or time."""
    state.go("aside", fresh=False)


def level(state: Reading, at: int, piece: Piece) -> None:
    """Numbers on a line of its own about support or bid are prices of something else."""
    if state.ordering:
        word(state, at, piece)
        return
    state.go("level", fresh=False)


def filler(state: Reading, at: int, piece: Piece) -> None:
    """A word that changes nothing, if it may stand where it stands."""
    if state.place == "stop" and state.fresh and piece.value not in _STOP_FILLERS:
        word(state, at, piece)
    elif state.place == "more" and piece.value not in _LISTED_AGAIN:
        state.leave()


def word(state: Reading, at: int, piece: Piece) -> None:
    """A word without a meaning: what was waiting for a number waits no more."""
    if state.place in ("aside", "level", "open"):
        return
    if state.unnamed and piece.kind is Kind.WORD and at and state.pieces[at - 1].kind is Kind.SIDE:
        raise state.refusal("unknown_symbol", piece)
    if state.place == "stop" and state.fresh and _NEVER_BESIDE_STOP.match(state.text, piece.end):
        raise state.refusal("stop_not_a_price", piece)
    state.leave()


def newline(state: Reading, _at: int, _piece: Piece) -> None:
    """A label may have its number on the next line; a finished list of targets may go on there."""
    state.bare = None
    if state.place == "target" and not state.fresh:
        state.place = "more"
    elif state.place != "more" and (
        not state.fresh or (state.place == "stop" and state.draft.stop is not None)
    ):
        # Once the stop is known, another line that speaks of stops is advice and waits for no number.
        state.leave()


def sign(state: Reading, at: int, piece: Piece) -> None:
    """A coloured sign is a label only where no word is: right before a number, with the entry known."""
    follower = state.pieces[at + 1] if at + 1 < len(state.pieces) else piece
    if follower.kind is not Kind.NUMBER or not _SIGN_GAP.fullmatch(state.text[piece.end : follower.start]):
        return
    if state.fresh and state.place in ("stop", "target", "entry"):
        return
    stops = piece.kind is Kind.STOP_SIGN
    if (state.stop_word if stops else state.target_word) or not state.draft.entries:
        return
    state.go("stop" if stops else "target")


def measure(state: Reading, at: int, piece: Piece) -> None:
    """Pips and percents are no prices: alone they are no stop and no target, beside one they comment on it."""
    if state.fresh and state.place in ("stop", "target"):
        reason = "stop_not_a_price" if state.place == "stop" else "target_not_a_price"
        raise state.refusal(reason, piece)
    if piece.value is None:
        return
    if state.place in ("none", "implicit", "more") and state.text[piece.start - 1 : piece.start] == "+":
        raise state.refusal("result_message", piece)
    before = state.pieces[at - 1] if at else piece
    if (
        before.kind is Kind.NUMBER
        and state.place != "aside"
        and _JOINED.fullmatch(state.text[before.end : piece.start])
    ):
        state.draft.ignored.append(Figure(str(piece.value), piece.start, piece.end))


def clock(state: Reading, at: int, piece: Piece) -> None:
    """A time or a ratio cannot stand where a price is awaited."""
    first = state.place == "more" and state.pieces[at - 1].kind is Kind.NEWLINE
    if first or (state.fresh and state.place in ("stop", "target", "entry")):
        raise state.refusal("malformed_number", piece)


def number(state: Reading, at: int, piece: Piece) -> None:
    """Every number must be asked for by a label or stand where the entry stands."""
    figure = Figure(str(piece.value), piece.start, piece.end, joined=not state.fresh)
    before = state.pieces[at - 1].kind if at else Kind.NEWLINE
    _TAKERS[state.place](state, figure, before)
    state.fresh = False
    state.index = None


def _as_entry(state: Reading, figure: Figure, _before: Kind) -> None:
    if state.fresh and state.draft.entries:
        raise state.refusal("several_orders", figure)
    state.draft.entries.append(figure)


def _as_stop(state: Reading, figure: Figure, _before: Kind) -> None:
    if not state.fresh:
        state.draft.distances.append(figure)
    elif state.draft.stop is None:
        state.draft.stop = figure
    else:
        raise state.refusal("several_stops", figure)


def _as_target(state: Reading, figure: Figure, _before: Kind) -> None:
    state.draft.targets.append(figure)


def _as_next_target(state: Reading, figure: Figure, before: Kind) -> None:
    if before not in (Kind.NEWLINE, Kind.TARGET_SIGN):
        raise state.refusal("unexplained_number", figure)
    state.bare = figure._replace(joined=False)
    state.draft.targets.append(state.bare)
    state.place = "target"


def _as_aside(state: Reading, figure: Figure, _before: Kind) -> None:
    state.draft.ignored.append(figure)


def _as_level(state: Reading, figure: Figure, _before: Kind) -> None:
    state.draft.levels.append(figure)


def _as_remark(_state: Reading, _figure: Figure, _before: Kind) -> None:
    return


def _unasked(state: Reading, figure: Figure, before: Kind) -> None:
    if before not in (Kind.COUNTED, Kind.NEGATION) or not figure.raw.isdigit():
        raise state.refusal("unexplained_number", figure)
    state.draft.ignored.append(figure)


_TAKERS: Final[dict[str, Callable[[Reading, Figure, Kind], None]]] = {
    "none": _unasked,
    "implicit": _as_entry,
    "entry": _as_entry,
    "stop": _as_stop,
    "target": _as_target,
    "more": _as_next_target,
    "aside": _as_aside,
    "level": _as_level,
    "open": _as_remark,
}
