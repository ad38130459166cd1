"""How things are timed here: processor time, the best of several rounds, compared within one run."""

from __future__ import annotations

import gc
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def per_second(work: Callable[[], int], rounds: int = 5) -> float:
    """Run the work several times and give the best rate of what it says it has done."""
    best = 0.0
    for _ in range(rounds):
        gc.collect()
        begun = time.process_time()
        done = work()
        best = max(best, done / (time.process_time() - begun))
    return best


def table(title: str, rows: list[tuple[str, str, str]]) -> None:
    """Print a small table: what, how fast, and against what."""
    print(f"\n{title}")
    width = max(len(row[0]) for row in rows)
    for name, rate, note in rows:
        print(f"  {name:<{width}}  {rate:>14}  {note}")


def middle(times: list[float]) -> float:
    """The time that half of them stay below."""
    return sorted(times)[len(times) // 2]


def slowest(times: list[float]) -> float:
    """The time that all but one in a hundred stay below."""
    return sorted(times)[(len(times) - 1) * 99 // 100]
