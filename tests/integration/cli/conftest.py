"""A deployment for the doctor."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.integration.cli.examined import Patient
from tests.servers.server import free_port


@pytest.fixture
def patient(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Patient:
    made = Patient(tmp_path, monkeypatch, capsys)
    made.choose(PORT=str(free_port()))
    return made
