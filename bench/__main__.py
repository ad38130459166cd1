"""
Run the measurements that are named, or all but the long ones.

    python -m bench [imports] [decisions] [signals] [trades] [reads] [settling] [sqlite] [feeds] [analyses] [ingestion] [desk] [paging] [events]
"""

from __future__ import annotations

import importlib
import sys

SHORT = (
    "imports",
    "decisions",
    "signals",
    "trades",
    "reads",
    "settling",
    "sqlite",
    "feeds",
    "analyses",
    "ingestion",
    "desk",
)
LONG = {
    "paging": "fills ten million rows first, which takes half an hour or more",
    "events": "fills ten million rows first, which takes some minutes",
}
ALL = (*SHORT, *LONG)


def main() -> int:
    """Run the measurements that the command line names."""
    chosen = sys.argv[1:] or SHORT
    unknown = [name for name in chosen if name not in ALL]
    if unknown:
        print(f"There is no measurement {unknown[0]!r}: choose from {', '.join(ALL)}.", file=sys.stderr)
        return 2
    for name in chosen:
        importlib.import_module(f"bench.{name}").run()
    if chosen is SHORT:
        for name, reason in LONG.items():
            print(f"Left out: {name}, which {reason}. Run it by: python -m bench {name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
