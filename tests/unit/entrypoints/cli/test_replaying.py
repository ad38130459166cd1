"""How curves are drawn, and how signals are read out of files."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from adapters.prices.files.wrong import WrongFile
from entrypoints.cli.days import day_in
from entrypoints.cli.replaying.drawn import in_characters, in_points, thinned
from entrypoints.cli.replaying.inputs import moment_in, signals_in
from trading_core.errors import InvalidValue


def numbers(*values: int) -> list[Decimal]:
    return [Decimal(value) for value in values]


def test_a_curve_of_characters_shows_its_ends() -> None:
    """Nothing is lower than one block, so that the lowest is seen, too."""
    assert ["9.00  ▄█", "1.00 ▁██"] == list(in_characters(numbers(1, 7, 9), width=3, height=2))


def test_a_short_curve_is_as_wide_as_a_long_one() -> None:
    """Each value takes the same room."""
    assert ["2.00   ██", "1.00 ▁▁██"] == list(in_characters(numbers(1, 2), width=4, height=2))


def test_a_flat_curve_stands_in_the_middle() -> None:
    """There is no high and no low."""
    assert ["5.00", "5.00 ██"] == list(in_characters(numbers(5), width=2, height=2))


def test_a_long_curve_is_thinned_and_keeps_its_end() -> None:
    """The last value of each stretch stands for it."""
    assert numbers(2, 4, 6) == thinned(numbers(1, 2, 3, 4, 5, 6), 3)
    assert numbers(3, 6, 10) == thinned(numbers(*range(1, 11)), 3)
    assert numbers(1, 2) == thinned(numbers(1, 2), 2)


def test_the_points_of_a_picture_point_down() -> None:
    """To a tenth, whatever the division gives."""
    assert "0.0,30.0 50.0,10.0 100.0,0.0" == in_points(numbers(0, 2, 3), 100, 30)
    assert "0.0,15.0" == in_points(numbers(7), 100, 30)


def test_signals_are_read_with_their_moments(tmp_path: Path) -> None:
    """Lines of JSON, or texts behind lines that are times."""
    lines, text, empty = (tmp_path / name for name in ("a.jsonl", "b.txt", "c.txt"))
    lines.write_text('\n{"at": "2026-01-05T09:00:00+08:00", "text": "BUY"}\n', encoding="utf-8")
    text.write_text("\n2026-01-05T01:00:00Z\nBUY\n@1\n\n2026-01-05T02:00:00Z\nSELL\n", encoding="utf-8")
    empty.write_text("\n\n", encoding="utf-8")
    at = datetime(2026, 1, 5, 1, tzinfo=UTC)

    assert [(at, "BUY")] == [(one.at, one.text) for one in signals_in(lines)]
    assert [(at, "BUY\n@1"), (at.replace(hour=2), "SELL")] == [(one.at, one.text) for one in signals_in(text)]
    with pytest.raises(WrongFile, match="holds no signal: begin each"):
        signals_in(empty)


def test_a_time_without_an_offset_is_no_part_of_the_signal_before(tmp_path: Path) -> None:
    """It was meant to begin the next one, which would else be lost in the text of this one."""
    file = tmp_path / "a.txt"
    file.write_text("2026-01-05T01:00:00Z\nBUY\n@1\n2026-01-05T02:00:00\nSELL\n", encoding="utf-8")
    with pytest.raises(WrongFile, match="line 4"):
        signals_in(file)


def test_signals_in_another_encoding_are_refused(tmp_path: Path) -> None:
    """Some editors save as UTF-16 unless told otherwise."""
    file = tmp_path / "a.txt"
    file.write_text("2026-01-05T01:00:00Z\nBUY\n@1\n", encoding="utf-16")
    with pytest.raises(WrongFile, match="save it as UTF-8"):
        signals_in(file)


def test_a_text_that_no_signal_is_so_long_as_is_refused(tmp_path: Path) -> None:
    """With the file that holds it."""
    file = tmp_path / "a.jsonl"
    file.write_text('{"at": "2026-01-05T09:00:00Z", "text": "' + "x" * 10_001 + '"}', encoding="utf-8")
    with pytest.raises(WrongFile, match=r"a\.jsonl holds no signals"):
        signals_in(file)
    file.write_text("{", encoding="utf-8")
    with pytest.raises(WrongFile, match="JSON object"):
        signals_in(file)


@pytest.mark.parametrize("wrong", [None, "", "soon", "2026-01-05T09:00:00", "0001-01-01T00:00:00+23:59"])
def test_a_moment_has_an_offset(wrong: object) -> None:
    """One without could be any of many."""
    assert moment_in(wrong) is None


@pytest.mark.parametrize(
    ("text", "end", "expected"),
    [
        ("2026-02", False, "2026-02-01"),
        ("2026-02", True, "2026-02-28"),
        ("2026-02-03", True, "2026-02-03"),
        ("1970-01-01", False, "1970-01-01"),
    ],
)
def test_days_and_months_are_read(text: str, end: bool, expected: str) -> None:
    """A month ends with its last day."""
    assert expected == day_in(text, end=end).isoformat()


@pytest.mark.parametrize("wrong", ["", "2026", "1969-12", "2026-13", "2026-02-30", "9999-12-31x", "20260101"])
def test_what_is_no_day_is_refused(wrong: str) -> None:
    """In a sentence that shows how one is written."""
    with pytest.raises(InvalidValue, match="2020-01 or 2020-01-31"):
        day_in(wrong)
