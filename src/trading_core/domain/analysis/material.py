"""Material that nobody vouches for: names, news, signals. It is data within marks, whatever it says."""

from __future__ import annotations

from typing import Final

from attrs import field, frozen

from trading_core.domain.analysis.stripping import seen
from trading_core.domain.checks import a
from trading_core.domain.exact import show
from trading_core.domain.words import Word
from trading_core.errors import InvalidValue

LONGEST_NOTE: Final = 400
_ESCAPES: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


class NoteKind(Word):
    """What sort of text it is."""

    NAME = "name"
    NEWS = "news"
    SIGNAL = "signal"


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise InvalidValue("text", show(value), "text")
    return value


@frozen
class Note:
    """A text about a product by somebody outside."""

    kind: NoteKind = field(validator=a(NoteKind))
    text: str = field(converter=_text)


def delimited(note: Note) -> str:
    """
    A text between marks that it cannot write itself, on one line, cut where it becomes too long.

    The cut comes before the escapes, so that none of them is cut in half.
    """
    words = seen(note.text)[:LONGEST_NOTE].translate(_ESCAPES)
    return f'<untrusted kind="{note.kind}">{words}</untrusted>'
