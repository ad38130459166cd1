"""The command line as a whole: how commands end and what is said when they cannot go on."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from entrypoints.cli.main import DONE, USAGE, main

COMMANDS = [
    [],
    ["serve"],
    ["mcp"],
    ["migrate"],
    ["doctor"],
    ["replay"],
    ["completion"],
    ["user"],
    ["user", "add"],
    ["user", "password"],
    ["key"],
    ["import-orders"],
    ["session"],
    ["signals"],
    ["signals", "parse"],
]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_explains_itself(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever asks a command for help is helped, and nothing else is done."""
    assert DONE == main([*command, "--help"])
    assert " ".join(["Usage: trading", *command]) in capsys.readouterr().out


def test_a_command_explains_itself_in_full(capsys: pytest.CaptureFixture[str]) -> None:
    """The list says it in a sentence, before and after."""
    lists = []
    for arguments in ([], ["worker", "-h"], []):
        assert DONE == main(arguments)
        lists.append(capsys.readouterr().out)

    assert "Needs CELERY_BROKER_URL" in lists[1]
    assert "Needs CELERY_BROKER_URL" not in lists[0]
    assert lists[0] == lists[2]


def test_every_command_is_described_in_the_list(capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever does not know a command finds it, with what it does, without running it."""
    assert DONE == main([])
    listed = capsys.readouterr().out

    assert "Trade a small session on paper" in listed
    assert "Read trading signals" in listed


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    """A report of a fault can name what it is about."""
    assert DONE == main(["--version"])
    assert capsys.readouterr().out.startswith("trading 0.")


@pytest.mark.parametrize(
    "arguments",
    [["nonsense"], ["--nonsense"], ["signals", "parse", "--nonsense"], ["signals", "parse", "a", "b"]],
)
def test_wrong_usage_is_told_apart_from_a_refusal(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """A script that is itself at fault sees another exit code than one whose order was refused."""
    assert USAGE == main(arguments)
    told = capsys.readouterr()

    assert "" == told.out
    assert told.err != ""


def test_asking_for_help_loads_no_command(tmp_path: Path) -> None:
    """Help is quick however much a single command needs."""
    program = (
        "import sys; from entrypoints.cli.main import main; main(['--help']);"
        "print([name for name in sys.modules if name.startswith(('entrypoints.cli.s', 'trading_core.domain'))])"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=True
    )

    assert "[]" == loaded.stdout.splitlines()[-1]
