"""A process that tells events until each is told, and then says which numbers they have."""

from __future__ import annotations

import sys
import time

from adapters.feed.shared import SharedFeed
from trading_core.errors import Unavailable
from trading_core.ports.feed import NewEvent

ATTEMPTS = 3_000


def tell(feed: SharedFeed, key: str) -> int:
    """Tell it as often as it takes, as the relay of the outbox does, but not for ever."""
    for _ in range(ATTEMPTS):
        try:
            return feed.extend("c", [NewEvent(key, None, key.encode())])[0]
        except Unavailable:
            time.sleep(0.01)
    raise SystemExit("Redis did not come back")


if __name__ == "__main__":
    url, name, count = sys.argv[1:]
    with SharedFeed(url, "house", first=lambda: 1) as feed:
        for number in range(int(count)):
            key = f"{name}-{number}"
            sys.stdout.write(f"{key} {tell(feed, key)}\n")
