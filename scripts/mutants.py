"""Changes the domain in small ways and counts which changes the unit tests notice.

    python scripts/mutants.py                                 the whole domain
    python scripts/mutants.py 'trading_core.domain.lots*'     one module, while working on its tests

The report is build/mutants.txt: the share of each module and every change that was not noticed. `mutmut show NAME`
shows such a change. Ends with 1 when less than nine tenths were noticed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MUTMUT = Path(sys.executable).with_name("mutmut")
LOG = ROOT / "build" / "mutmut.log"
REPORT = ROOT / "build" / "mutants.txt"
GOAL = 90

# A change that makes the tests hang or the interpreter crash was noticed as well.
NOTICED = {"killed", "timeout", "segfault"}
UNJUDGED = {"not checked", "skipped"}


def main(patterns: list[str]) -> int:
    """Mutate, judge, report."""
    LOG.parent.mkdir(exist_ok=True)
    # Results that are left from an earlier run know nothing of tests that changed since.
    shutil.rmtree(ROOT / "mutants", ignore_errors=True)
    if run_mutmut(patterns) != 0:
        print(LOG.read_text(encoding="utf-8")[-4_000:], file=sys.stderr)
        print("mutmut stopped before it was done; what it said is above.", file=sys.stderr)
        return 1
    fates = read_fates()
    if not fates:
        print("There was nothing to change; do the patterns name a module of the domain?", file=sys.stderr)
        return 1
    share = 100 * sum(fate in NOTICED for fate in fates.values()) / len(fates)
    REPORT.write_text(
        "\n".join([*lines_of_modules(fates), "", *lines_of_survivors(fates), ""]), encoding="utf-8"
    )
    print(
        f"{share:.1f} % of {len(fates)} changes were noticed, {GOAL} % are asked for; see {REPORT.relative_to(ROOT)}"
    )
    return 0 if share >= GOAL else 1


def run_mutmut(patterns: list[str]) -> int:
    """Run under a Hypothesis profile of its own, which tries the same fifty examples each time."""
    environment = {"HYPOTHESIS_PROFILE": "mutants", **os.environ}
    with LOG.open("w", encoding="utf-8") as log:
        output = None if sys.stdout.isatty() else log
        command: list[str | Path] = [MUTMUT, "run", *patterns]
        return subprocess.run(
            command, cwd=ROOT, env=environment, stdout=output, stderr=output, check=False
        ).returncode


def read_fates() -> dict[str, str]:
    """What became of each change that was tried, by its name."""
    results = subprocess.run(
        [MUTMUT, "results", "--all", "true"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    fates = dict(line.strip().split(": ", 1) for line in results.stdout.splitlines() if ": " in line)
    return {name: fate for name, fate in fates.items() if fate not in UNJUDGED}


def lines_of_modules(fates: dict[str, str]) -> list[str]:
    """The share of each module, the weakest first."""
    tried = Counter(module_of(name) for name in fates)
    noticed = Counter(module_of(name) for name, fate in fates.items() if fate in NOTICED)
    shares = sorted((100 * noticed[module] / total, module, total) for module, total in tried.items())
    return [f"{share:5.1f} % of {total:4} in {module}" for share, module, total in shares]


def lines_of_survivors(fates: dict[str, str]) -> list[str]:
    """Every change that no test noticed."""
    return [f"{fate}: {name}" for name, fate in sorted(fates.items()) if fate not in NOTICED]


def module_of(name: str) -> str:
    """The module of a change; mutmut names it module.function__mutmut_number."""
    return name.rsplit(".", 1)[0]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
