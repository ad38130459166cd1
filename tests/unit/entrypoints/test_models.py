"""Which models a deployment asks, and how its analyses are rationed."""

from __future__ import annotations

from pathlib import Path

import pytest

from adapters.language.absent import AbsentModel
from adapters.language.resting import RestingModel
from entrypoints.gateway.app import check_safe
from entrypoints.jobs import JOBS, slow_tasks
from entrypoints.models import models_held, panel_of
from entrypoints.settings import Settings, WrongSetting, read_settings

KEYS = {"CLAUDE_API_KEY": "a", "GOOGLE_API_KEY": "b", "OPENAI_API_KEY": "c"}
GATEWAY = {"MCP_CLAUDE_URL": "http://mcp:8001/claude", "MCP_GEMINI_URL": "http://mcp:8001/gemini"}


def read(folder: Path, **chosen: str) -> Settings:
    return read_settings(chosen, folder)


@pytest.mark.parametrize(
    ("chosen", "seats", "calls"),
    [
        ({}, ("claude", "gemini"), 0),
        ({"CLAUDE_API_KEY": "a"}, ("claude", "gemini"), 1),
        (KEYS, ("claude", "gemini", "openai"), 3),
        (GATEWAY, ("claude", "gemini"), 2),
        (KEYS | GATEWAY, ("claude", "gemini", "openai"), 3),
    ],
)
def test_seats_follow_from_the_settings(
    tmp_path: Path, chosen: dict[str, str], seats: tuple[str, ...], calls: int
) -> None:
    """Two have their places whether or not they are set up, a third one joins them with its key."""
    panel = panel_of(read(tmp_path, **chosen))

    assert (seats, calls) == (panel.providers(), panel.calls())


def test_a_gateway_holds_what_it_has_keys_for(tmp_path: Path) -> None:
    """It never asks another gateway."""
    held = models_held(read(tmp_path, GOOGLE_API_KEY="b", **GATEWAY))

    assert isinstance(held["claude"], AbsentModel)
    assert isinstance(held["gemini"], RestingModel)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1"])
def test_a_gateway_for_this_machine_alone_needs_no_token(tmp_path: Path, host: str) -> None:
    """Whoever can reach it is on this machine."""
    settings = read(tmp_path, GATEWAY_HOST=host)

    assert settings.gateway_token is None
    check_safe(settings)


@pytest.mark.parametrize("host", ["0.0.0.0", "10.0.0.5", "mcp"])  # noqa: S104 - texts
def test_a_gateway_for_others_does_not_start_without_a_token(tmp_path: Path, host: str) -> None:
    """Every question costs money, so nobody asks who was not asked in."""
    with pytest.raises(WrongSetting, match="GATEWAY_TOKEN"):
        check_safe(read(tmp_path, GATEWAY_HOST=host))
    check_safe(read(tmp_path, GATEWAY_HOST=host, GATEWAY_TOKEN="x" * 16))


def test_whoever_waits_for_models_keeps_no_books() -> None:
    """Analyses are given to workers of their own, orders are not."""
    assert ("trading.analyses",) == slow_tasks()
    assert {"analyses"} == {job.name for job in JOBS if job.slow}
