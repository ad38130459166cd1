"""`trading doctor`, asked in this process with settings of its own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from entrypoints.cli.checkup.chosen import names
from entrypoints.cli.main import main

Found = dict[str, list[tuple[str, str, str | None]]]


def verdicts(found: Found) -> dict[str, list[str]]:
    """The verdicts of each part alone."""
    return {part: [verdict for verdict, _, _ in lines] for part, lines in found.items()}


class Patient:
    """A deployment in a folder, and what the doctor finds of it."""

    def __init__(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        self.folder, self._monkeypatch, self._capsys = folder, monkeypatch, capsys
        self.said = ""
        monkeypatch.chdir(folder)
        for name in names():
            monkeypatch.delenv(name, raising=False)
        self.choose(DATA_DIR=str(folder / "data"), PORT="65000")

    def choose(self, **settings: str) -> None:
        """Set settings, beside those that were set before."""
        for name, text in settings.items():
            self._monkeypatch.setenv(name, text)

    def run(self, *arguments: str) -> int:
        """Run a command and keep what it printed."""
        code = main(arguments)
        told = self._capsys.readouterr()
        self.said = told.out + told.err
        return code

    def found(self, code: int) -> Found:
        """Verdict, sight and remedy of each part; the command ends as expected."""
        ended = self.run("doctor", "--json")
        told = json.loads(self.said)
        parts: Found = {}
        for one in told["findings"]:
            parts.setdefault(one["part"], []).append((one["verdict"], one["seen"], one["mend"]))
        assert (code, not code) == (ended, told["ok"]), told
        for lines in parts.values():
            for verdict, seen, mend in lines:
                assert seen
                assert (verdict == "good") == (mend is None)
        return parts
