"""The repository keeps its own laws, and each law sees what breaks it."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.architecture import house

Law = Callable[[str], Iterator[str]]

ROOT = Path(__file__).resolve().parents[2]
CODE = [
    path for folder in ("src", "tests", "bench", "scripts") for path in sorted((ROOT / folder).rglob("*.py"))
]
# what is written for browsers keeps the laws that do not depend on the language
SCRIPTS = [path for path in sorted((ROOT / "frontend/src").rglob("*")) if path.suffix in {".ts", ".tsx"}]
CORE = [path for path in CODE if path.is_relative_to(ROOT / "src/trading_core")]
PURE = [path for path in CORE if not path.is_relative_to(ROOT / "src/trading_core/testing")]
TESTS = [path for path in CODE if path.is_relative_to(ROOT / "tests")]
SHIPPED_TESTS = [path for path in CORE if path not in PURE]
DECISIONS = sorted((ROOT / "docs/decisions").glob("*.md"))
LOCKS = sorted(ROOT.glob("requirements*.lock"))
NPM_LOCKS = [ROOT / folder / "package-lock.json" for folder in ("frontend", "scripts/chromium")]

# A law, the files that it holds for, and the shortest source that breaks it.
LAWS: list[tuple[Law, list[Path], str]] = [
    (house.too_long, CODE + SCRIPTS, "\n" * 301),
    (house.left_undone, CODE + SCRIPTS, "# TO" + "DO: think"),
    (house.left_undone, CODE, "raise NotImpl" + "ementedError"),
    (house.left_undone, CODE, "total = 0  # for" + " now"),
    (house.inexact, CORE, "fee = 0.1"),
    (house.inexact, CORE, "fee = float('0.1')"),
    (house.impure, PURE, "at = datetime.now(UTC)"),
    (house.impure, PURE, "clock = datetime.date.today"),
    (house.impure, PURE, "print(1)"),
    (house.impure, PURE, "import urllib.request"),
    (house.impure, PURE, "from urllib import request"),
    (house.foreign, PURE, "import hypothesis"),
    (house.foreign, PURE, "from sqlalchemy.orm import Session"),
    (house.unexplained, TESTS + SHIPPED_TESTS, "def test_it(): assert 1"),
    (house.unexplained, TESTS + SHIPPED_TESTS, "def test_it():\n    'no sentence'"),
    (house.unproven, TESTS + SHIPPED_TESTS, "@pytest.mark.sk" + "ip\ndef test_it(): ..."),
    (house.unproven, TESTS + SHIPPED_TESTS, "from unittest.mock import Mock"),
    (house.powerless, TESTS + SHIPPED_TESTS, "def test_it(): place_order()"),
]


@pytest.mark.parametrize(("law", "files"), {law: (law, files) for law, files, _ in LAWS}.values())
def test_every_file_keeps_the_law(law: Law, files: list[Path]) -> None:
    """What holds for one file of a kind holds for all of them."""
    broken = {
        str(path.relative_to(ROOT)): complaints
        for path in files
        if (complaints := list(law(path.read_text(encoding="utf-8"))))
    }

    assert {} == broken, law.__doc__


@pytest.mark.parametrize(("law", "violation"), [(law, violation) for law, _, violation in LAWS])
def test_every_law_sees_what_breaks_it(law: Law, violation: str) -> None:
    """A law that complains about nothing would let everything pass."""
    assert [] != list(law(violation))


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_a_lock_holds_pins_and_hashes_alone(lock: Path) -> None:
    """Who installs from a lock gets the very files that were tested, from whichever index he trusts."""
    requirements = lock.read_text().replace("\\\n", " ").splitlines()

    assert [] == [line for line in requirements if "==" not in line or "--hash=sha256:" not in line]
    assert "://" not in lock.read_text()


@pytest.mark.parametrize("lock", NPM_LOCKS, ids=lambda path: path.parent.name)
def test_a_lock_of_npm_holds_versions_and_hashes_and_no_address(lock: Path) -> None:
    """The packages that pages are built from are the tested ones, from whichever registry; each platform finds its own."""
    held = json.loads(lock.read_text(encoding="utf-8"))["packages"]
    asked = json.loads((lock.parent / "package.json").read_text(encoding="utf-8"))

    root = held.pop("")
    for kind in ("dependencies", "devDependencies"):
        assert asked.get(kind, {}) == root.get(kind, {})
        assert all(version[0].isdigit() for version in asked.get(kind, {}).values())
    assert [] == [name for name, one in held.items() if "integrity" not in one or "resolved" in one]
    optional = {name for one in held.values() for name in one.get("optionalDependencies", {})}
    assert set() == {name for name in optional if f"node_modules/{name}" not in held}


def test_every_declared_dependency_is_pinned() -> None:
    """The locks were made anew after the last change of the dependencies."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    # A group may include another, which is here by its own name.
    groups = {
        name: [requirement for requirement in requirements if isinstance(requirement, str)]
        for name, requirements in project["dependency-groups"].items()
    }
    library = project["project"]["dependencies"]
    declared = {
        "requirements.lock": library + groups["service"],
        "requirements-build.lock": library + groups["build"],
        "requirements-dev.lock": library + [name for group in groups.values() for name in group],
    }

    assert set(declared) == {lock.name for lock in LOCKS}
    assert [] == [
        (lock.name, name)
        for lock in LOCKS
        for name in (re.split(r"[\s\[<>=!~;]", requirement)[0] for requirement in declared[lock.name])
        if not re.search(rf"^{re.escape(name)}==", lock.read_text(), re.MULTILINE)
    ]


@pytest.mark.parametrize("decision", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_tells_its_whole_story(decision: Path) -> None:
    """A decision without its context and what was rejected is asked again a year later."""
    text = decision.read_text(encoding="utf-8")

    assert ["Context", "Decision", "Consequences", "Rejected alternatives", "Status"] == re.findall(
        r"^## (.+)$", text, re.MULTILINE
    )
    assert len(text.splitlines()) <= 60
