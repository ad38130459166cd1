"""`python -m entrypoints.cli` is the command `trading`."""

from __future__ import annotations

import sys

from entrypoints.cli.main import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
