"""Technical analysis on exact prices: averages, spread, and the best four points for buying and selling.

Nothing here is a float and nothing is rounded but where a function says so. Averages are rounded half to even
to two decimals unless told otherwise. The package twstock, whose rules the four points follow, rounds binary
floats instead: where an average ends in exactly half a cent it goes up or down by the accident of the binary
fraction next to it, and two biases that are equal may differ in their sixteenth digit. Here they do not.
"""

from trading_core.domain.technical.averages import (
    bias,
    continuous,
    moving_average,
    moving_average_bias_ratio,
)
from trading_core.domain.technical.four_points import BestFourPoint, Decision, Gate, best_four_point
from trading_core.domain.technical.pivot import BiasPivot
from trading_core.domain.technical.reasons import FourPointReason
from trading_core.domain.technical.spread import highest, lowest, volatility
from trading_core.domain.technical.summary import Average, Technical, technical_summary

__all__ = [
    "Average",
    "BestFourPoint",
    "BiasPivot",
    "Decision",
    "FourPointReason",
    "Gate",
    "Technical",
    "best_four_point",
    "bias",
    "continuous",
    "highest",
    "lowest",
    "moving_average",
    "moving_average_bias_ratio",
    "technical_summary",
    "volatility",
]
