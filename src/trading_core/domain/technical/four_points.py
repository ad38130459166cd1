"""The best four points: four simple reasons to buy and their mirror images to sell."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from attrs import field, frozen

from trading_core.domain.checks import a, as_tuple, each
from trading_core.domain.exact import show
from trading_core.domain.technical.averages import (
    CENTS,
    continuous,
    moving_average,
    moving_average_bias_ratio,
)
from trading_core.domain.technical.pivot import SAMPLE, BiasPivot
from trading_core.domain.technical.reasons import BUY_REASONS, SELL_REASONS, FourPointReason
from trading_core.domain.technical.series import trading_rows
from trading_core.domain.words import Side, Word
from trading_core.errors import InvalidValue, NotEnoughData

if TYPE_CHECKING:
    from trading_core.domain.quotes import Bar

SHORT: Final = 3
LONG: Final = 6


class Gate(Word):
    """
    What a side needs beside a reason.

    The rules ask for a turn of the bias on that side. The package twstock computes it and then never uses it,
    because it asks whether a tuple is there, so its users know verdicts of the reasons alone: ``TWSTOCK`` gives
    those, ``PIVOT`` gives what the rules say.
    """

    TWSTOCK = "twstock"
    PIVOT = "pivot"


class Decision(Word):
    """What the four points come to."""

    BUY = "buy"
    SELL = "sell"
    NONE = "none"


@frozen
class BestFourPoint:
    """
    Both sides as they are, and the decision that follows from them by the gate.

    Where both sides may speak, buying wins, as it does in twstock; the reasons to sell are still there to be
    shown beside it.
    """

    gate: Gate = field(validator=a(Gate))
    buy_reasons: tuple[FourPointReason, ...] = field(converter=as_tuple, validator=each(FourPointReason))
    sell_reasons: tuple[FourPointReason, ...] = field(converter=as_tuple, validator=each(FourPointReason))
    buy_pivot: BiasPivot = field(validator=a(BiasPivot))
    sell_pivot: BiasPivot = field(validator=a(BiasPivot))

    def __attrs_post_init__(self) -> None:
        """Refuse what stands on the wrong side."""
        for side, reasons, pivot in (
            (Side.BUY, self.buy_reasons, self.buy_pivot),
            (Side.SELL, self.sell_reasons, self.sell_pivot),
        ):
            for stray in (reason for reason in reasons if reason.side is not side):
                raise InvalidValue(f"{side}_reasons", show(str(stray)), f"reasons to {side}")
            if pivot.side is not side:
                raise InvalidValue(f"{side}_pivot", show(str(pivot.side)), f"the pivot to {side}")

    @property
    def decision(self) -> Decision:
        """Buy if anything speaks for it, else sell if anything does."""
        if self._speaks(self.buy_reasons, self.buy_pivot):
            return Decision.BUY
        if self._speaks(self.sell_reasons, self.sell_pivot):
            return Decision.SELL
        return Decision.NONE

    @property
    def reasons(self) -> tuple[FourPointReason, ...]:
        """The reasons of the decision."""
        if self.decision is Decision.BUY:
            return self.buy_reasons
        return self.sell_reasons if self.decision is Decision.SELL else ()

    def _speaks(self, reasons: tuple[FourPointReason, ...], pivot: BiasPivot) -> bool:
        return bool(reasons) and (self.gate is Gate.TWSTOCK or pivot.holds)


def best_four_point(
    bars: Iterable[Bar | None], gate: Gate = Gate.TWSTOCK, decimals: int = CENTS
) -> BestFourPoint:
    """
    Judge the last two bars and the averages over three and six.

    When volume shrinks, the close is compared with the *open* of the bar before, although the reason's name
    speaks of the price not falling: that is what twstock does, and its users compare with it. Averages are
    rounded to cents as they are there; a product that is counted more finely needs more ``decimals``.
    """
    rows = trading_rows(bars)
    if len(rows) < LONG:
        raise NotEnoughData(needed=LONG, given=len(rows))
    closes = tuple(bar.close.value for bar in rows)
    before, last = rows[-2], rows[-1]
    shorts = moving_average(closes, SHORT, decimals)
    long = moving_average(closes, LONG, decimals)[-1]
    heavier, lighter = last.volume > before.volume, last.volume < before.volume
    run = continuous(shorts)
    to_buy = (
        heavier and last.close > last.open,
        lighter and last.close > before.open,
        run == 1,
        shorts[-1] > long,
    )
    to_sell = (
        heavier and last.close < last.open,
        lighter and last.close < before.open,
        run == -1,
        shorts[-1] < long,
    )
    sample = moving_average_bias_ratio(closes, SHORT, LONG, decimals)[-SAMPLE:]
    return BestFourPoint(
        gate,
        tuple(reason for reason, seen in zip(BUY_REASONS, to_buy, strict=True) if seen),
        tuple(reason for reason, seen in zip(SELL_REASONS, to_sell, strict=True) if seen),
        BiasPivot(Side.BUY, sample),
        BiasPivot(Side.SELL, sample),
    )
