"""The messages of a feed. Each has an ``id``: whoever comes back with the last one that he saw misses nothing."""

from __future__ import annotations

from datetime import datetime

from entrypoints.showing import shown
from trading_core.ports.feed import FeedEvent


def numbered(number: int, content: bytes) -> str:
    """Put a number in front of what a JSON object says."""
    rest = content.decode(errors="replace").lstrip()[1:]
    return f'{{"id":{number}{"" if rest.strip() == "}" else ","}{rest}'


def event_message(event: FeedEvent) -> str:
    """An event as all who hear it get it."""
    return numbered(event.number, event.content)


def heartbeat(number: int, now: datetime) -> str:
    """That the connection lives, and up to which number nothing was left out."""
    return f'{{"id":{number},"type":"heartbeat","at":"{shown(now)}"}}'


def reset(number: int) -> str:
    """That events up to a number are not known any more, and what follows begins behind it."""
    return (
        f'{{"id":{number},"type":"reset","detail":"Events up to this id are no longer kept and may have been '
        'missed: read the present state, then go on from here."}'
    )
