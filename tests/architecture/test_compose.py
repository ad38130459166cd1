"""The files that deploy the house: no secret in them, nothing that is not there, nobody with more rights than needed."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Final

import pytest
from attrs import fields

from entrypoints.cli.main import app
from entrypoints.settings import Settings
from tests.composed import FILE, ROOT, Missing, composed

SECRETS: Final = ("POSTGRES_PASSWORD", "SECRET_KEY", "OPERATOR_PASSWORD", "FLOWER_PASSWORD", "GATEWAY_TOKEN")
GIVEN: Final = {name: f"given for {name} and long enough" for name in SECRETS}
OURS: Final = ("migrate", "api", "worker", "analyst", "mcp", "beat", "flower")


@pytest.fixture
def services() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = composed(GIVEN)["services"]
    return found


@pytest.mark.parametrize("name", SECRETS)
def test_no_secret_has_a_default(name: str) -> None:
    """Whoever forgets to choose a secret is stopped, and never runs with one that everybody knows."""
    given = {known: value for known, value in GIVEN.items() if known != name}
    with pytest.raises(Missing, match=name):
        composed(given)


def test_every_setting_is_one_that_is_read(services: dict[str, dict[str, Any]]) -> None:
    """A misspelt setting would be ignored in silence."""
    known = {attribute.metadata["name"] for attribute in fields(Settings)}
    for name in OURS:
        assert set(services[name]["environment"]) <= known, name


def test_every_command_is_one_of_ours(services: dict[str, dict[str, Any]]) -> None:
    """A container whose command does not exist would restart for ever."""
    for name in ("migrate", "api", "worker", "analyst", "mcp", "beat"):
        command, *options = services[name]["command"]
        taken, *_ = app[command].parse_args(options)
        assert app[command].default_command is taken


def test_nothing_runs_with_more_rights_than_it_needs(services: dict[str, dict[str, Any]]) -> None:
    """Our containers write only where data belongs, gain no rights, and run as nobody's root."""
    for name in OURS:
        ours = services[name]
        assert (True, ["ALL"]) == (ours["read_only"], ours["cap_drop"]), name
        assert ["no-new-privileges:true"] == ours["security_opt"]
    users = re.findall(r"^USER (.+)$", (ROOT / "Dockerfile").read_text(encoding="utf-8"), re.MULTILINE)
    assert ["trading"] == users


def test_nothing_is_open_to_the_world_by_itself(services: dict[str, dict[str, Any]]) -> None:
    """Databases have no port outside, and what has one is reached from this machine alone until somebody says else."""
    for name, service in services.items():
        for port in service.get("ports", []):
            assert port.startswith("127.0.0.1:"), name
    assert "ports" not in services["postgres"]
    assert "ports" not in services["redis"]


def test_keys_of_models_are_in_the_gateway_alone(services: dict[str, dict[str, Any]]) -> None:
    """Whoever speaks to the world or keeps the books holds none, and the gateway holds nothing else."""
    given = {**GIVEN, "CLAUDE_API_KEY": "canary", "GOOGLE_API_KEY": "canary"}
    holders = [
        name for name, one in composed(given)["services"].items() if "canary" in str(one.get("environment"))
    ]

    assert ["mcp"] == holders
    assert [] == [name for name in services["mcp"]["environment"] if "URL" in name or "SECRET" in name]
    assert "ports" not in services["mcp"]
    assert services["api"]["environment"]["GATEWAY_TOKEN"] == services["mcp"]["environment"]["GATEWAY_TOKEN"]


def test_whoever_waits_for_models_keeps_no_books(services: dict[str, dict[str, Any]]) -> None:
    """Both kinds of work have somebody who does it."""
    assert ["books", "slow"] == [services[name]["command"][-1] for name in ("worker", "analyst")]


def test_everybody_waits_for_the_tables(services: dict[str, dict[str, Any]]) -> None:
    """Nobody meets a database of yesterday; whoever serves can be asked whether he is well."""
    for name in ("api", "worker", "analyst", "beat"):
        assert "service_completed_successfully" == services[name]["depends_on"]["migrate"]["condition"]
    for name in ("postgres", "redis", "api", "worker", "analyst", "mcp", "flower"):
        assert "test" in services[name]["healthcheck"], name


def test_volumes_are_declared(services: dict[str, dict[str, Any]]) -> None:
    """Data that outlives a container lies in a volume of the file."""
    declared = set(composed(GIVEN)["volumes"])
    used = {mount.split(":")[0] for service in services.values() for mount in service.get("volumes", [])}
    assert declared == used


def test_the_image_is_made_of_what_is_there() -> None:
    """Every file that the image copies exists, and reaches the builder."""
    shown = {
        line.removeprefix("!") for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    }
    for line in (ROOT / "Dockerfile").read_text(encoding="utf-8").splitlines():
        if line.startswith("COPY ") and "--from" not in line:
            for source in line.split()[1:-1]:
                assert (ROOT / source).exists(), source
                assert shown & {source, *map(str, Path(source).parents)}, source
    assert FILE.exists()


def test_the_image_carries_the_pages() -> None:
    """The pages are built from the sources that the image is made of, and before what serves them is taken over."""
    lines = (ROOT / "Dockerfile").read_text(encoding="utf-8").splitlines()

    steps = [
        "RUN sh scripts/pages.sh packages --omit=dev",
        "COPY frontend ./frontend",
        "COPY src ./src",
        "RUN sh scripts/pages.sh",
        "COPY --from=built /app/src/entrypoints ./src/entrypoints",
    ]
    assert steps == [line for line in lines if line in steps]
    # what was built on somebody's machine is never taken for what the image builds
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert {"src/entrypoints/http/built", "**/node_modules"} <= set(ignored)
