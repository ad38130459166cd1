"""Looking at the parts of the deployment without waiting for any of them for long."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Final

from attrs import frozen

from entrypoints.parts import Part

SECONDS_AT_MOST: Final = 2.0
SILENT: Final = "down (it says nothing)"


@frozen
class Seen:
    """How a part does, in a word."""

    part: Part
    status: str

    @property
    def down(self) -> bool:
        """Whether it does nothing for anybody."""
        return self.status.startswith("down")


class Glances:
    """Looks at all parts side by side, each by a thread of its own; all who ask while a look lasts are told of that one."""

    def __init__(self, parts: Sequence[Part], seconds: float = SECONDS_AT_MOST) -> None:
        """Look at nothing yet."""
        self._parts, self._seconds = parts, seconds
        self._threads = ThreadPoolExecutor(max(len(parts), 1), thread_name_prefix="glance")
        self._begun: dict[str, Future[str]] = {}

    async def look(self) -> Sequence[Seen]:
        """Tell how each part does; one that has not answered in time is down."""
        looks = [asyncio.wrap_future(self._look(part)) for part in self._parts]
        if looks:
            await asyncio.wait(looks, timeout=self._seconds)
        return [
            Seen(part, look.result() if look.done() else SILENT)
            for part, look in zip(self._parts, looks, strict=True)
        ]

    def close(self) -> None:
        """Look no more."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _look(self, part: Part) -> Future[str]:
        begun = self._begun.get(part.name)
        if begun is None or begun.done():
            begun = self._begun[part.name] = self._threads.submit(_status_of, part)
        return begun


def _status_of(part: Part) -> str:
    try:
        return part.look()
    except Exception as error:  # noqa: BLE001 - whatever a part does, the others are told of too
        return f"down ({type(error).__name__})"
