"""The pieces that a text is cut into."""

from __future__ import annotations

from enum import Enum, auto
from typing import Final, NamedTuple


class Kind(Enum):
    """What a piece of text is to the reader."""

    SIDE = auto()
    SYMBOL = auto()
    NAMING = auto()  # a label after which a symbol stands
    TYPE = auto()
    WEAK_MARKET = auto()  # "now": at the market if it stands beside an order, else an advertisement
    KIND_OF_ORDER = auto()  # "type", "order": the word after it says how to enter
    ENTRY = auto()
    ZONE = auto()  # an entry's word only where an entry is being named
    PENDING = auto()  # an order that waits for a price must name it
    AT = auto()
    STOP = auto()  # the stop loss, or a stop order, as the neighbours say
    STOP_LOSS = auto()
    TRAILING = auto()
    TARGET = auto()
    OPEN = auto()  # a target that is left open
    FILLER = auto()  # may stand between a label and its price
    ASIDE = auto()  # the numbers that follow on the line are no prices
    LEVEL = auto()  # the numbers that follow on the line are prices of something else
    NEGATION = auto()
    REFUSED = auto()  # the text is no new order, for the reason that is the value
    COUNTED = auto()  # "signal 15": the number only counts
    WORD = auto()
    NUMBER = auto()
    MEASURE = auto()  # a number with a unit: 30 pips, 2 %, 4 hours
    CLOCK = auto()  # 12:30, 1:2
    FLAGS = auto()
    STOP_SIGN = auto()
    TARGET_SIGN = auto()
    NEWLINE = auto()
    NOTHING = auto()  # a circled or raised figure: decoration, and no letter


# The value of a word that nobody knows.
STRANGE: Final = "strange"

Meaning = tuple[Kind, object]


class Piece(NamedTuple):
    """One meaningful piece: what it is, where it stands, and its value."""

    kind: Kind
    start: int
    end: int
    value: object = None
