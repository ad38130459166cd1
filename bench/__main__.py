"""Run every measurement, or those named: ``python -m bench [imports] [decisions] [signals] [trades] [reads] [sqlite]``."""

from __future__ import annotations

import importlib
import sys

ALL = ("imports", "decisions", "signals", "trades", "reads", "sqlite")


def main() -> int:
    """Run the measurements that the command line names."""
    chosen = sys.argv[1:] or ALL
    unknown = [name for name in chosen if name not in ALL]
    if unknown:
        print(f"There is no measurement {unknown[0]!r}: choose from {', '.join(ALL)}.", file=sys.stderr)
        return 2
    for name in chosen:
        importlib.import_module(f"bench.{name}").run()
    return 0


if __name__ == "__main__":
    sys.exit(main())
