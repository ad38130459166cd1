"""What importing costs: the library against attrs, each in fresh interpreters, and what comes along."""

from __future__ import annotations

import subprocess
import sys
import time

from bench.timing import table

ROUNDS = 15
STATEMENTS = {
    "nothing": "pass",
    "import attrs": "import attrs",
    "import trading_core": "import trading_core",
    "and its first decision": "import trading_core; trading_core.decide",
    "and every public name": "import trading_core; [getattr(trading_core, name) for name in trading_core.__all__]",
}
FOREIGN = """
import sys
before = set(sys.modules)
import trading_core
for name in trading_core.__all__:
    getattr(trading_core, name)
roots = {name.partition(".")[0] for name in set(sys.modules) - before}
print(" ".join(sorted(roots - set(sys.stdlib_module_names))))
"""


def seconds(statement: str) -> float:
    """Wall time of a fresh interpreter that runs one statement."""
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-c", statement], check=True)
    return time.perf_counter() - begun


def run() -> None:
    """Measure and print; the statements take turns, so that drift meets all of them."""
    best = dict.fromkeys(STATEMENTS, float("inf"))
    for _ in range(ROUNDS):
        for name, statement in STATEMENTS.items():
            best[name] = min(best[name], seconds(statement))
    empty = best.pop("nothing")
    attrs = best["import attrs"] - empty
    rows = [
        (name, f"{(total - empty) * 1000:.1f} ms", f"{(total - empty) / attrs:.2f} of import attrs")
        for name, total in best.items()
    ]
    table("Importing, above an empty interpreter", rows)
    came = subprocess.run([sys.executable, "-c", FOREIGN], check=True, capture_output=True, text=True)
    print(f"  packages outside the standard library that come along: {came.stdout.strip()}")
