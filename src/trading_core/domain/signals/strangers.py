"""What stands around an order is read to the last word: a word that nobody knows may take the order back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from trading_core.domain.signals.pieces import STRANGE, Kind
from trading_core.domain.signals.refusals import refusal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trading_core.domain.signals.pieces import Piece

_ORDERING: Final = frozenset(
    (
        Kind.SIDE, Kind.TYPE, Kind.ENTRY, Kind.AT, Kind.STOP, Kind.STOP_LOSS, Kind.TARGET, Kind.NUMBER, Kind.NEGATION,
    )
)  # fmt: skip
_BREAK: Final = re.compile(r"[^\w\s,.'&/#@+-]|[\n_]|\s-+\s|\.\s")
_WORD: Final = re.compile(r"[^\W\d_]+")
_DENYING: Final = re.compile(
    r"not|dont|never|cancel|delet|remov|retract|withdr|revok|rescin|abort|annul|nullif|inval|disreg|ignor|mist|typo|wrong|err|oops|"
    r"whoops|apolog|sorr|regret|kid|jok|fals|fak|scam|test|paper|demo|simul|backt|mock|dumm|draft|hypo|pretend|imagin|suppos|mayb|"
    r"perhap|possib|clos|exit|expir|void|skip|stop|un|dis|mis|non",
    re.IGNORECASE,
)
_NAMED_AFTER: Final = frozenset(
    "by via from trader analyst provider author admin source strategy broker regards team bot channel group club mr mrs ms dr coach mentor "
    "with posted sent powered thanks join follow copy cheers contact master coin exchange platform app contact".split()
)
_ANCHORS: Final = frozenset(
    "forex fx crypto signal signals trading trade trades trader traders capital academy club team channel group vip premium pro elite "
    "markets market invest investments investment fund funds ltd llc inc corp company copyright bot robot ea pips gold school research "
    "international global master masters room community network exchange futures free".split()
)
_MIXED: Final = re.compile(r"[A-Z][A-Z]+[a-z]|[a-z][A-Z]")
_LONGEST_NAME: Final = 6


def check_strangers(text: str, pieces: Sequence[Piece]) -> None:
    """Refuse a text at the first word that is neither understood nor a name of somebody."""
    order = [piece.start for piece in pieces if piece.kind in _ORDERING]
    before = None
    for piece in pieces:
        if piece.kind is Kind.WORD and piece.value is STRANGE:
            follows = before is not None and _WORD.search(text, before.end, piece.start) is None
            near = before is not None and not text[before.end : piece.start].strip(" ")
            if not ((follows and near) or _is_name(text, piece, order)):
                raise refusal("unknown_words", text, piece.start, piece.end)
            before = piece


def _is_name(text: str, piece: Piece, order: Sequence[int]) -> bool:
    """Names are written in capitals: of a tag, after a word that announces one, or in a line of their own."""
    word = text[piece.start : piece.end]
    tagged = text[piece.start - 1 : piece.start] == "#"
    if _DENYING.match(word) or not (tagged or word[0].isupper()):
        return False
    start, end = _segment(text, piece)
    earlier, later = _WORD.findall(text, start, piece.start), _WORD.findall(text, piece.end, end)
    before = earlier or _label_before(text, start)
    if tagged or (before and before[-1].lower() in _NAMED_AFTER):
        return True
    if any(start <= at < end for at in order) or len(earlier) + len(later) >= _LONGEST_NAME:
        return False
    anchored = any(one.lower() in _ANCHORS for one in (*earlier, *later))
    sentence = not earlier and later and later[0].islower() and not word.isupper()
    return anchored or _MIXED.search(word) is not None or ((not order or end <= order[0]) and not sentence)


def _label_before(text: str, start: int) -> list[str]:
    """Read the words of the line before a colon: "Trader: Lukas" names somebody."""
    head = text[text.rfind("\n", 0, start) + 1 : start].rstrip()
    return _WORD.findall(head) if head.endswith(":") else []


def _segment(text: str, piece: Piece) -> tuple[int, int]:
    """Find the stretch between two marks in which a word stands."""
    start = 0
    for found in _BREAK.finditer(text, text.rfind("\n", 0, piece.start) + 1, piece.start):
        start = found.end()
    start = max(start, text.rfind("\n", 0, piece.start) + 1)
    after = _BREAK.search(text, piece.end)
    return start, len(text) if after is None else after.start()
