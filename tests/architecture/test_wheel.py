"""What is shipped: the library alone, and it works where nothing else is installed."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import venv
from email.message import Message
from email.parser import Parser
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel that the whole suite runs on, or else one that is built here."""
    if built := os.environ.get("TRADING_WHEEL"):
        return Path(built)
    target = tmp_path_factory.mktemp("dist")
    hatchling = Path(sys.executable).with_name("hatchling")
    subprocess.run([hatchling, "build", "--target", "wheel", "--directory", target], cwd=ROOT, check=True)
    return next(target.glob("*.whl"))


@pytest.fixture
def metadata(wheel: Path) -> Message:
    with ZipFile(wheel) as archive:
        name = next(name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        return Parser().parsestr(archive.read(name).decode())


@pytest.fixture(scope="session")
def clean_python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The interpreter of a new environment that holds the wheel, what it requires, and nothing else."""
    home = tmp_path_factory.mktemp("clean")
    venv.create(home / "venv", with_pip=True)
    python = home / "venv" / "bin" / "python"
    lock = (ROOT / "requirements.lock").read_text()
    pinned = re.search(r"^attrs==(?:.*\\\n)*.*", lock, re.MULTILINE)
    assert pinned is not None
    (home / "attrs.lock").write_text(pinned[0])
    # -I, because the wheel that the suite runs on lies on PYTHONPATH and pip would take it for installed.
    pip: list[str | Path] = [python, "-I", "-m", "pip", "install", "--quiet"]
    subprocess.run([*pip, "--require-hashes", "--no-deps", "-r", home / "attrs.lock"], check=True)
    # Without an index this fails if the wheel requires anything else.
    subprocess.run([*pip, "--no-index", wheel], check=True)
    return python


def run_in(python: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [python, "-I", "-W", "error", *arguments], cwd=folder, capture_output=True, text=True, check=False
    )


def test_the_wheel_carries_every_file_of_the_library_and_no_other(wheel: Path) -> None:
    """Who installs the library gets all of it and none of the packages that only the service needs."""
    with ZipFile(wheel) as archive:
        shipped = {name for name in archive.namelist() if ".dist-info/" not in name}
    sources = (ROOT / "src" / "trading_core").rglob("*")

    assert shipped == {
        path.relative_to(ROOT / "src").as_posix()
        for path in sources
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert "trading_core/py.typed" in shipped


def test_the_wheel_installs_no_command(wheel: Path) -> None:
    """A command would have nothing to run, because its door is not in the wheel."""
    with ZipFile(wheel) as archive:
        assert [] == [name for name in archive.namelist() if name.endswith(("entry_points.txt", "/scripts"))]


def test_the_library_requires_attrs_alone(metadata: Message) -> None:
    """Embedding the core brings one dependency; what its test kit needs is asked for by name."""
    required = metadata.get_all("Requires-Dist", [])

    assert ["attrs"] == [re.split(r"[<>=;\s]", line)[0] for line in required if "extra ==" not in line]
    assert ["testing"] == metadata.get_all("Provides-Extra")


def test_the_suite_looks_at_the_wheel_when_it_says_so() -> None:
    """Coverage of the wheel is measured on the wheel, not on the sources beside it."""
    import trading_core

    folder = Path(trading_core.__file__).resolve().parents[1]

    assert folder == ROOT / ("build/wheel" if "TRADING_WHEEL" in os.environ else "src")


def test_what_is_required_is_all_that_is_needed(clean_python: Path, tmp_path: Path) -> None:
    """The metadata is true: every name at the front door loads with attrs alone."""
    names = "import trading_core; [getattr(trading_core, name) for name in trading_core.__all__]"
    loaded = run_in(clean_python, tmp_path, "-c", names)

    assert (0, "") == (loaded.returncode, loaded.stderr)


def test_the_first_example_of_the_readme_runs_with_the_wheel_alone(
    clean_python: Path, tmp_path: Path
) -> None:
    """What the first page shows works for a stranger who copies it."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    example = re.search(r"^```python\n(.+?)^```$", readme, re.MULTILINE | re.DOTALL)
    assert example is not None, "README.md has no python example"
    script = tmp_path / "example.py"
    script.write_text(example[1], encoding="utf-8")
    ran = run_in(clean_python, tmp_path, str(script))

    assert (0, "") == (ran.returncode, ran.stderr)
