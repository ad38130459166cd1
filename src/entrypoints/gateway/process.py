"""The beginning of a gateway process."""

from __future__ import annotations

from entrypoints.orphans import end_with_parent


def begin() -> object:
    """Be a gateway: make the application, and end when the parent does."""
    end_with_parent()

    from entrypoints.gateway.app import make

    return make()
