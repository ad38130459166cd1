"""A policy of sizes as a document."""

from __future__ import annotations

from trading_core.domain.sizing import Sizing, SizingPolicy, sizing_of


def sizing_document(sizing: Sizing) -> dict[str, str]:
    """Write a policy."""
    return {"policy": sizing.policy, "size": f"{sizing.size:f}"}


def sizing_from(document: dict[str, str]) -> Sizing:
    """Read a policy."""
    return sizing_of(SizingPolicy(document["policy"]), document["size"])
