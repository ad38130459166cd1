"""A contract that cannot go red protects nothing: each one is broken on purpose in a copy of the sources."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
BY_ID = {contract["id"]: contract for contract in CONTRACTS}


def imports_of_all(contract_id: str) -> str:
    return "".join(f"import {module}\n" for module in BY_ID[contract_id]["forbidden_modules"])


# Which contract must notice, and the files that break it.
VIOLATIONS = [
    ("inward", {"trading_core/domain/planted.py": "import adapters"}),
    ("inward", {"trading_core/domain/planted.py": "import entrypoints"}),
    ("inward", {"adapters/planted.py": "import entrypoints"}),
    ("core-layers", {"trading_core/errors/planted.py": "import trading_core.domain"}),
    ("core-layers", {"trading_core/domain/planted.py": "import trading_core.ports"}),
    ("core-layers", {"trading_core/ports/planted.py": "import trading_core.use_cases"}),
    ("core-layers", {"trading_core/use_cases/planted.py": "import trading_core.testing"}),
    ("core-layers", {"trading_core/new_room/__init__.py": ""}),
    ("front-door", {"trading_core/domain/planted.py": "import trading_core"}),
    ("core-parts", {"trading_core/testing/planted.py": imports_of_all("core-parts")}),
    ("core-pure", {"trading_core/domain/planted.py": imports_of_all("core-pure")}),
    ("core-pure", {"trading_core/use_cases/planted.py": imports_of_all("core-pure")}),
    ("no-testing", {"adapters/planted.py": imports_of_all("no-testing")}),
    ("no-testing", {"entrypoints/cli/planted.py": imports_of_all("no-testing")}),
    ("adapters-apart", {"adapters/one/__init__.py": "import adapters.two", "adapters/two/__init__.py": ""}),
    ("doors-apart", {"entrypoints/http.py": "import entrypoints.worker", "entrypoints/worker.py": ""}),
    ("doors-apart", {"entrypoints/settings.py": "import entrypoints.cli"}),
    ("one-container", {"entrypoints/settings.py": "import dependency_injector.containers"}),
    ("one-container", {"adapters/planted.py": "from dependency_injector import providers"}),
    ("acyclic", {"trading_core/domain/one.py": "import trading_core.domain.two",
                 "trading_core/domain/two.py": "import trading_core.domain.one"}),
    ("acyclic", {"adapters/one.py": "import adapters.two", "adapters/two.py": "import adapters.one"}),
    ("acyclic", {"entrypoints/cli/one.py": "import entrypoints.cli.two",
                 "entrypoints/cli/two.py": "import entrypoints.cli.one"}),
]  # fmt: skip


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    copy = tmp_path / "src"
    shutil.copytree(ROOT / "src", copy, ignore=shutil.ignore_patterns("__pycache__"))
    return copy


def plant(sources: Path, files: dict[str, str]) -> None:
    for name, source in files.items():
        path = sources / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{source}\n")


def judge(sources: Path) -> subprocess.CompletedProcess[str]:
    """The verdict of the linter on a tree of sources, under the contracts of this repository."""
    return subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--config", ROOT / "pyproject.toml", "--no-cache"],
        env={**os.environ, "PYTHONPATH": str(sources), "COLUMNS": "200"},
        cwd=sources.parent,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_sources_keep_every_contract(sources: Path) -> None:
    """The imports of the repository are lawful as they stand."""
    verdict = judge(sources)

    assert verdict.returncode == 0, verdict.stdout
    kept = [line.split(" KEPT")[0] for line in verdict.stdout.splitlines() if " KEPT" in line]
    assert {contract["name"] for contract in CONTRACTS} <= set(kept)


def test_the_container_may_know_the_injector(sources: Path) -> None:
    """The one module that wires the parts together is allowed the library that does it."""
    plant(sources, {"entrypoints/container.py": "import dependency_injector.containers"})

    assert judge(sources).returncode == 0


@pytest.mark.parametrize(
    ("contract_id", "files"), VIOLATIONS, ids=[f"{law}: {', '.join(files)}" for law, files in VIOLATIONS]
)
def test_a_planted_violation_is_named(sources: Path, contract_id: str, files: dict[str, str]) -> None:
    """Whoever breaks a law of imports is told which one."""
    plant(sources, files)

    verdict = judge(sources)

    assert verdict.returncode == 1
    assert f"{BY_ID[contract_id]['name']} BROKEN" in verdict.stdout


@pytest.mark.parametrize("contract_id", ["core-parts", "core-pure", "no-testing"])
def test_each_forbidden_module_is_caught_by_itself(sources: Path, contract_id: str) -> None:
    """No module of a list of forbidden ones is on it in vain."""
    plant(sources, {"trading_core/domain/planted.py": imports_of_all(contract_id)})

    caught = judge(sources).stdout

    assert [] == [
        module
        for module in BY_ID[contract_id]["forbidden_modules"]
        if f"trading_core.domain.planted -> {module} " not in caught
    ]


def test_every_contract_has_a_violation_that_breaks_it() -> None:
    """A new contract comes with the proof that it can go red."""
    assert set(BY_ID) == {contract_id for contract_id, _ in VIOLATIONS}
