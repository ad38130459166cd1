"""The rules of the four points once more, in lists and fractions, as one would write them on a blackboard."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import isqrt

from trading_core.domain.quotes import Bar

BUY_LABELS = ["量大收紅", "量縮價不跌", "三日均價由下往上", "三日均價大於六日均價"]
SELL_LABELS = ["量大收黑", "量縮價跌", "三日均價由上往下", "三日均價小於六日均價"]


def averages(values: Sequence[Fraction], n: int, decimals: int = 2) -> list[Fraction]:
    """The mean of each window on its own; fractions round half to even."""
    return [round(sum(values[end - n : end], Fraction(0)) / n, decimals) for end in range(n, len(values) + 1)]


def run(values: Sequence[Fraction]) -> int:
    """Count steps from the end until one goes the other way."""
    ups = [values[i] > values[i - 1] for i in range(1, len(values))]
    count = 0
    while count < len(ups) and ups[-1 - count] == ups[-1]:
        count += 1
    return count if ups and ups[-1] else -count


def labels(bars: Sequence[Bar], decimals: int = 2) -> tuple[list[str], list[str]]:
    """The reasons to buy and to sell, by their Chinese names."""
    closes = [Fraction(bar.close.value) for bar in bars]
    opens = [Fraction(bar.open.value) for bar in bars]
    volumes = [Fraction(bar.volume) for bar in bars]
    three, six = averages(closes, 3, decimals), averages(closes, 6, decimals)
    more, less = volumes[-1] > volumes[-2], volumes[-1] < volumes[-2]
    buy = [
        more and closes[-1] > opens[-1],
        less and closes[-1] > opens[-2],
        run(three) == 1,
        three[-1] > six[-1],
    ]
    sell = [
        more and closes[-1] < opens[-1],
        less and closes[-1] < opens[-2],
        run(three) == -1,
        three[-1] < six[-1],
    ]
    return (
        [label for label, seen in zip(BUY_LABELS, buy, strict=True) if seen],
        [label for label, seen in zip(SELL_LABELS, sell, strict=True) if seen],
    )


def biases(bars: Sequence[Bar], decimals: int = 2) -> list[Fraction]:
    """The last five differences of the two averages."""
    closes = [Fraction(bar.close.value) for bar in bars]
    six = averages(closes, 6, decimals)
    three = averages(closes, 3, decimals)[-len(six) :]
    return [a - b for a, b in zip(three, six, strict=True)][-5:]


def turned_up(sample: Sequence[Fraction]) -> bool:
    """All of five below zero, and the first lowest one is the third or fourth."""
    return len(sample) == 5 and all(x < 0 for x in sample) and sample.index(min(sample)) in {2, 3}


def turned_down(sample: Sequence[Fraction]) -> bool:
    """Any of five above zero, and the first highest one is the third or fourth."""
    return len(sample) == 5 and any(x > 0 for x in sample) and sample.index(max(sample)) in {2, 3}


def deviation(values: Sequence[Fraction], changes: int, decimals: int) -> Fraction:
    """The sample deviation of the last changes in percent, its root rounded half to even by whole numbers."""
    kept = values[-changes - 1 :]
    moved = [100 * (kept[i] - kept[i - 1]) / kept[i - 1] for i in range(1, len(kept))]
    mean = sum(moved, Fraction(0)) / changes
    variance = sum(((x - mean) ** 2 for x in moved), Fraction(0)) / (changes - 1)
    scaled = variance * 4 * 100**decimals
    halves = isqrt(scaled.numerator // scaled.denominator)
    tie = halves % 2 == 1 and halves * halves == scaled
    whole = halves // 2 + (halves % 2 if not tie else halves // 2 % 2)
    return Fraction(whole, 10**decimals)
