"""What shells are told of our commands, asked of a real bash."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from entrypoints.cli.main import DONE, REFUSED, main

ASK = """\
source {script}
COMP_WORDS=({words})
COMP_CWORD=$(( ${{#COMP_WORDS[@]}} - 1 ))
_trading
printf '%s\\n' "${{COMPREPLY[@]}}"
"""


def completed(script: Path, *words: str) -> set[str]:
    """What bash would offer behind these words."""
    asked = ASK.format(script=script, words=" ".join(f"'{word}'" for word in words))
    answer = subprocess.run(
        ["/usr/bin/env", "bash", "--norc", "-c", asked],
        cwd=script.parent,
        capture_output=True,
        text=True,
        check=True,
    )
    return set(answer.stdout.split())


def test_bash_completes_commands_options_and_choices(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The script of the command, loaded into bash, offers what there is."""
    assert DONE == main(["completion", "bash"])
    script = tmp_path / "trading.bash"
    script.write_text(capsys.readouterr().out, encoding="utf-8")
    (tmp_path / "bars.csv").touch()

    assert {"prices"} == completed(script, "trading", "pri")
    assert {"backfill", "import"} == completed(script, "trading", "prices", "")
    assert {"--signals", "--sizing", "--since", "--stored", "--strategy", "--stock-id"} - {
        "--since"
    } == completed(script, "trading", "replay", "--s")
    assert {"plain", "strict"} == completed(script, "trading", "replay", "--rules", "")
    assert {"bars.csv"} == completed(script, "trading", "replay", "ba")
    assert {"bash", "fish", "zsh"} == completed(script, "trading", "completion", "")


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_other_shells_are_told_of_every_command(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A command that is added is offered from then on."""
    assert DONE == main(["completion", shell])
    script = capsys.readouterr().out

    for name in ("serve", "doctor", "replay", "import-orders", "backfill", "--rejected"):
        assert name.removeprefix("--") in script


def test_a_script_is_put_where_the_shell_finds_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Below the home of whoever asks, and nowhere else."""
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "BASH_COMPLETION_USER_DIR"):
        monkeypatch.delenv(name, raising=False)
    assert DONE == main(["completion", "bash", "--install"])
    told = capsys.readouterr().out
    (place,) = tmp_path.rglob("completions/trading")

    assert str(place) in told
    assert place.read_text(encoding="utf-8").startswith("# Bash completion for trading")


def test_a_home_that_nothing_can_be_written_to_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In one sentence."""
    monkeypatch.setenv("HOME", "/proc")
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    assert REFUSED == main(["completion", "bash", "--install"])
    assert "cannot be written" in capsys.readouterr().err
