"""The eight reasons of the best four points, in the words of their users."""

from __future__ import annotations

from typing import Final

from trading_core.domain.words import Side, Word


class FourPointReason(Word):
    """Why to buy or to sell: four reasons on each side, in the order in which they are told."""

    HEAVIER_AND_UP = "heavier_and_up"
    LIGHTER_AND_NOT_DOWN = "lighter_and_not_down"
    AVERAGE_TURNED_UP = "average_turned_up"
    AVERAGE_ABOVE = "average_above"
    HEAVIER_AND_DOWN = "heavier_and_down"
    LIGHTER_AND_DOWN = "lighter_and_down"
    AVERAGE_TURNED_DOWN = "average_turned_down"
    AVERAGE_BELOW = "average_below"

    @property
    def side(self) -> Side:
        """What the reason speaks for."""
        return Side.BUY if self in BUY_REASONS else Side.SELL

    @property
    def chinese(self) -> str:
        """The name under which traders in Taiwan know it."""
        return _LABELS[self][0]

    @property
    def english(self) -> str:
        """What was seen, as a clause."""
        return _LABELS[self][1]


BUY_REASONS: Final = tuple(FourPointReason)[:4]
SELL_REASONS: Final = tuple(FourPointReason)[4:]

_LABELS: Final = {
    FourPointReason.HEAVIER_AND_UP: ("量大收紅", "volume grew and the close is above the open"),
    FourPointReason.LIGHTER_AND_NOT_DOWN: (
        "量縮價不跌",
        "volume shrank and the close is above the open before",
    ),
    FourPointReason.AVERAGE_TURNED_UP: ("三日均價由下往上", "the three-day average turned up"),
    FourPointReason.AVERAGE_ABOVE: (
        "三日均價大於六日均價",
        "the three-day average is above the six-day average",
    ),
    FourPointReason.HEAVIER_AND_DOWN: ("量大收黑", "volume grew and the close is below the open"),
    FourPointReason.LIGHTER_AND_DOWN: ("量縮價跌", "volume shrank and the close is below the open before"),
    FourPointReason.AVERAGE_TURNED_DOWN: ("三日均價由上往下", "the three-day average turned down"),
    FourPointReason.AVERAGE_BELOW: (
        "三日均價小於六日均價",
        "the three-day average is below the six-day average",
    ),
}
