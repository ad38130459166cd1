"""What an exchange sends."""

from __future__ import annotations

from attrs import frozen


@frozen
class Answer:
    """What came back, as it came."""

    media: str
    body: bytes
