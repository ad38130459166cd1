"""Changes the domain in small ways and counts which changes the unit tests notice.

    python scripts/mutants.py                                 the whole domain, from the beginning
    python scripts/mutants.py 'trading_core.domain.lots*'     one module, while working on its tests
    python scripts/mutants.py --sample 1000 --seed 1          so many of them, taken by chance from the whole domain
    python scripts/mutants.py --go-on                         what an interrupted run had not judged yet

Changes are judged twice. mutmut judges them in copies of one process that has imported everything already, which is
quick but blind for what happens on import (tables) and for what is remembered (caches), and it takes a machine with
other work for a test that hangs. So whatever was not simply killed is judged again by an interpreter that starts
with the change.

The report is build/mutants.txt: the share of each part and module and every change that was not noticed. `mutmut show
NAME` shows such a change. Ends with 1 when less than nine tenths were noticed. See docs/reference/mutants.md.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MUTMUT = Path(sys.executable).with_name("mutmut")
LOG = ROOT / "build" / "mutmut.log"
REPORT = ROOT / "build" / "mutants.txt"
GOAL = 90
COPY = ROOT / "mutants"
SMALLEST = "trading_core.domain.lifetime."
# How many times longer than without a change the tests may take before they count as hanging.
PATIENCE = 20

# A change that makes the tests hang was noticed as well.
NOTICED = {"killed", "killed from the start", "hangs"}
UNJUDGED = {"not checked", "skipped"}


def main(arguments: list[str]) -> int:
    """Mutate, judge, judge again, report."""
    parser = argparse.ArgumentParser(
        description="Count which small changes of the domain the unit tests notice."
    )
    parser.add_argument("patterns", nargs="*", help="names of changes, with wildcards; all if there are none")
    parser.add_argument("--go-on", action="store_true", help="keep what an interrupted run has judged")
    parser.add_argument("--sample", type=int, help="judge no more than so many, taken by chance")
    parser.add_argument("--seed", type=int, default=1, help="which sample is taken")
    asked = parser.parse_args(arguments)
    LOG.parent.mkdir(exist_ok=True)
    if not asked.go_on:
        # Results that are left from an earlier run know nothing of tests that changed since.
        shutil.rmtree(COPY, ignore_errors=True)
    patterns = asked.patterns
    if asked.sample is not None:
        patterns = sample_of(asked.sample, asked.seed, patterns or ["*"])
    if run_mutmut(patterns) != 0:
        print(LOG.read_text(encoding="utf-8")[-4_000:], file=sys.stderr)
        print("mutmut stopped before it was done; what it said is above.", file=sys.stderr)
        return 1
    fates = {name: fate for name, fate in read_fates().items() if fate not in UNJUDGED}
    if asked.sample is not None:
        fates = {name: fate for name, fate in fates.items() if name in set(patterns)}
    if not fates:
        print("There was nothing to change; do the patterns name a module of the domain?", file=sys.stderr)
        return 1
    fates |= judge_again([name for name, fate in fates.items() if fate != "killed"])
    share = 100 * sum(fate in NOTICED for fate in fates.values()) / len(fates)
    REPORT.write_text(
        "\n".join(
            [
                *lines_of(fates, part_of),
                "",
                *lines_of(fates, module_of),
                "",
                *lines_of_survivors(fates),
                "",
            ]
        ),
        encoding="utf-8",
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


def sample_of(count: int, seed: int, patterns: list[str]) -> list[str]:
    """Names taken by chance from all changes that fit; mutmut makes them all when it judges the first few."""
    run_mutmut([f"{SMALLEST}*"])
    fitting = [name for name in sorted(read_fates()) if any(fnmatch(name, pattern) for pattern in patterns)]
    return random.Random(seed).sample(fitting, min(count, len(fitting)))  # noqa: S311 - chance that can be repeated


def read_fates() -> dict[str, str]:
    """What became of each change, by its name."""
    results = subprocess.run(
        [MUTMUT, "results", "--all", "true"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return dict(line.strip().split(": ", 1) for line in results.stdout.splitlines() if ": " in line)


def judge_again(names: list[str]) -> dict[str, str]:
    """Judge each change by an interpreter of its own, which runs the tests beside the changed module."""
    folders = {folder_of(name) for name in names}
    usual = {folder: seconds_without_change(folder) for folder in folders}

    def judge(name: str) -> str:
        folder = folder_of(name)
        try:
            code = run_tests(folder, name, PATIENCE * usual[folder])
        except subprocess.TimeoutExpired:
            return "hangs"
        return "killed from the start" if code != 0 else "survived"

    with ThreadPoolExecutor(os.cpu_count()) as workers:
        return dict(zip(names, workers.map(judge, names), strict=True))


def seconds_without_change(folder: str) -> float:
    """How long the tests take as they are; if they failed, every change would seem to be noticed."""
    began = time.monotonic()
    if run_tests(folder, "", None) != 0:
        sys.exit(f"The tests of {folder} fail without any change.")
    return time.monotonic() - began


def run_tests(folder: str, name: str, timeout: float | None) -> int:
    """Run the tests of a folder on the changed copy of the sources until one fails."""
    environment = {
        "HYPOTHESIS_PROFILE": "mutants",
        **os.environ,
        "MUTANT_UNDER_TEST": name,
        "PYTHONPATH": str(COPY / "src"),
    }
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", folder]
    return subprocess.run(
        command, cwd=COPY, env=environment, capture_output=True, timeout=timeout, check=False
    ).returncode


def folder_of(name: str) -> str:
    """The folder of tests that mirrors the folder of a module."""
    inner = module_of(name).split(".")[1:-1]
    return "/".join(["tests/unit", *inner])


def lines_of(fates: dict[str, str], group: Callable[[str], str]) -> list[str]:
    """The share of each group, the weakest first."""
    tried = Counter(group(name) for name in fates)
    noticed = Counter(group(name) for name, fate in fates.items() if fate in NOTICED)
    shares = sorted((100 * noticed[one] / total, one, total) for one, total in tried.items())
    return [f"{share:5.1f} % of {total:5} in {one}" for share, one, total in shares]


def part_of(name: str) -> str:
    """The folder of a changed module."""
    return module_of(name).rsplit(".", 1)[0]


def lines_of_survivors(fates: dict[str, str]) -> list[str]:
    """Every change that no test noticed."""
    return [f"{fate}: {name}" for name, fate in sorted(fates.items()) if fate not in NOTICED]


def module_of(name: str) -> str:
    """The module of a change; mutmut names it module.function__mutmut_number."""
    return name.rsplit(".", 1)[0]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
