"""`trading signals parse`: one answer for whatever comes in."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entrypoints.cli.main import DONE, REFUSED, USAGE, main
from entrypoints.cli.signal_answers import answer, signal_in_line, signal_in_text
from tests.processes import bounded

BUY = "BUY EURUSD @1.0860\nSL 1.0850\nTP 1.0890"
BOUGHT = {
    "side": "BUY",
    "symbol": "EURUSD",
    "order_type": "unstated",
    "entry": "1.086",
    "entry_range": None,
    "stop_loss": "1.085",
    "take_profits": ["1.089"],
}
COMMAND = [sys.executable, "-P", "-m", "entrypoints.cli", "signals", "parse"]

BAD_LINES = {
    "an empty line": b"\n",
    "no JSON": b"BUY EURUSD\n",
    "half an object": b'{"text": "BUY\n',
    "a number that JSON does not know": b'{"text": "BUY", "at": NaN}\n',
    "brackets without end": b"[" * 100_000 + b"\n",
    "a list": b'["BUY"]\n',
    "a bare string": b'"BUY"\n',
    "no text": b'{"txt": "BUY"}\n',
    "a text that is a number": b'{"text": 5}\n',
    "a text that is nothing": b'{"text": null}\n',
    "bytes that are no UTF-8": b'{"text": "\xff\xfe"}\n',
    "half a character": b'{"text": "BUY \\ud83d EURUSD"}\n',
    "a zero byte": b'{"text": "\\u0000"}\n',
}


def feed(monkeypatch: pytest.MonkeyPatch, raw: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))


def answers(raw: bytes) -> list[dict[str, object]]:
    return [json.loads(line) for line in raw.decode("utf-8").splitlines()]


def test_a_line_with_a_signal_is_answered_with_what_it_orders(
    monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    """A script gets every part of a signal, prices as text, and absent parts as null."""
    feed(monkeypatch, json.dumps({"text": BUY, "id": 7}).encode())

    assert DONE == main(["signals", "parse", "--jsonl"])
    assert [{"ok": True, "signal": BOUGHT}] == answers(capsysbinary.readouterr().out)


def test_a_range_of_entries_is_given_as_its_two_ends(
    monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    """Nobody chooses a price inside a range on behalf of whoever executes it."""
    feed(monkeypatch, b"SELL LIMIT GOLD 2400 - 2405\nSL 2415\nTP1 2390\nTP2 2380")

    assert DONE == main(["signals", "parse", "--json"])
    signal = answers(capsysbinary.readouterr().out)[0]["signal"]

    assert signal == {
        "side": "SELL",
        "symbol": "XAUUSD",
        "order_type": "limit",
        "entry": None,
        "entry_range": ["2400", "2405"],
        "stop_loss": "2415",
        "take_profits": ["2390", "2380"],
    }


def test_a_refusal_says_where_and_what_was_expected(
    monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    """A script can show a person the very place that could not be understood."""
    feed(monkeypatch, json.dumps({"text": "BUY EURUSD @1.0860\nSL 1.0870\nTP 1.0890"}).encode())

    assert DONE == main(["signals", "parse", "--jsonl"])
    [refused] = answers(capsysbinary.readouterr().out)
    error = refused["error"]

    assert refused["ok"] is False
    assert isinstance(error, dict)
    assert ["code", "message", "line", "column", "found", "expected"] == list(error)
    assert ("wrong_side_stop", 2) == (error["code"], error["line"])


@pytest.mark.parametrize("line", BAD_LINES.values(), ids=BAD_LINES)
def test_a_bad_line_is_refused_and_the_next_one_is_read(
    line: bytes, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    """One broken line in a file of thousands costs that line and nothing else."""
    feed(monkeypatch, line + json.dumps({"text": BUY}).encode())

    assert DONE == main(["signals", "parse", "--jsonl"])
    first, second = answers(capsysbinary.readouterr().out)

    assert first["ok"] is False
    assert {"ok": True, "signal": BOUGHT} == second


@given(st.binary() | st.text().map(lambda text: json.dumps({"text": text}).encode()))
def test_whatever_a_line_holds_it_gets_one_answer(line: bytes) -> None:
    """Nothing that anyone can send makes the reader fall over, and the answer is one line of UTF-8."""
    answered = answer(signal_in_line, line)

    assert answered.endswith(b"\n")
    assert 1 == answered.count(b"\n")
    assert json.loads(answered)["ok"] in {True, False}


@given(st.binary())
def test_whatever_a_text_holds_it_gets_one_answer(text: bytes) -> None:
    """The same holds for a text that is read whole."""
    assert json.loads(answer(signal_in_text, text))["ok"] in {True, False}


def test_a_file_is_read_as_standard_input_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A signal that was saved says the same as one that is typed, also with the mark of some editors."""
    saved = tmp_path / "signal.txt"
    saved.write_text(BUY, encoding="utf-8-sig")

    assert DONE == main(["signals", "parse", str(saved), "--json"])
    assert {"ok": True, "signal": BOUGHT} == json.loads(capsys.readouterr().out)


def test_a_person_reads_a_signal_in_lines(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without a flag the answer is for eyes: a name and a value a line."""
    feed(monkeypatch, BUY.encode())

    assert DONE == main(["signals", "parse"])
    assert capsys.readouterr().out.splitlines() == [
        "side          BUY",
        "symbol        EURUSD",
        "order type    unstated",
        "entry         1.086",
        "entry range   -",
        "stop loss     1.085",
        "take profits  1.089",
    ]


@pytest.mark.parametrize("raw", [b"hello there", b"", b"\xff"])
@pytest.mark.parametrize("flags", [[], ["--json"]], ids=["eyes", "json"])
def test_a_text_that_is_no_signal_ends_with_one(
    raw: bytes, flags: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A script that asks about a single text learns from the exit code alone."""
    feed(monkeypatch, raw)

    assert REFUSED == main(["signals", "parse", *flags])
    told = capsys.readouterr()
    if flags:
        assert json.loads(told.out)["ok"] is False
    else:
        assert "" == told.out
        assert told.err.startswith("trading: ")


def test_a_file_that_cannot_be_read_is_wrong_usage(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A mistyped name is told in one line that repeats it."""
    missing = tmp_path / "missing.txt"

    assert USAGE == main(["signals", "parse", str(missing)])
    assert f"trading: {missing} cannot be read: No such file or directory.\n" == capsys.readouterr().err
    assert USAGE == main(["signals", "parse", str(tmp_path)])


def test_an_answer_leaves_before_the_next_line_comes(tmp_path: Path) -> None:
    """In the middle of a pipe nobody waits for a buffer to fill."""
    started = subprocess.Popen(
        [*COMMAND, "--jsonl"], cwd=tmp_path, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    with bounded(started) as reader:
        assert reader.stdin is not None
        assert reader.stdout is not None
        for _ in range(2):
            reader.stdin.write(json.dumps({"text": BUY}).encode() + b"\n")
            reader.stdin.flush()

            assert {"ok": True, "signal": BOUGHT} == json.loads(reader.stdout.readline())
        reader.stdin.close()

        assert DONE == reader.wait()


def test_a_reader_who_stops_listening_is_no_fault(tmp_path: Path) -> None:
    """`trading ... | head` ends in silence."""
    lines = tmp_path / "lines.jsonl"
    lines.write_bytes(b"{}\n" * 20_000)
    started = subprocess.Popen(
        [*COMMAND, str(lines), "--jsonl"], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    with bounded(started) as writer:
        assert writer.stdout is not None
        assert writer.stderr is not None
        writer.stdout.readline()
        writer.stdout.close()

        assert b"" == writer.stderr.read()
        assert DONE == writer.wait()
