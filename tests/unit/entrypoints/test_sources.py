"""Where prices come from, by one choice; one that cannot be made stops the start."""

from __future__ import annotations

from pathlib import Path

import pytest

from entrypoints.container import Container, assemble, prepare_books
from entrypoints.settings import WrongSetting, read_settings
from trading_core.domain.ids import Symbol

TSMC, EURO, NOBODY = Symbol("2330"), Symbol("EURUSD"), Symbol("9999")
HEADER = "stock_id,timestamp,open,high,low,close,volume\n"
NOWHERE = dict.fromkeys(("TWSE_URL", "TPEX_URL", "TWSE_CURRENT_URL"), "http://127.0.0.1:9")


def deployed(folder: Path, **chosen: str) -> Container:
    settings = read_settings({"DATA_DIR": str(folder), **NOWHERE, **chosen}, folder)
    prepare_books(settings)
    return assemble(settings)


def test_a_simulated_market_knows_what_is_listed(tmp_path: Path) -> None:
    """Shares, currencies and nothing that is on no list."""
    container = deployed(tmp_path)
    assert {TSMC, EURO} == container.quotes().quotes([TSMC, EURO, NOBODY]).keys()
    container.database().close()


@pytest.mark.parametrize("source", ["twse", "twstock"])
@pytest.mark.parametrize(("elsewhere", "expected"), [("stored", set()), ("simulated", {EURO})])
def test_exchanges_are_not_asked_for_currencies(
    tmp_path: Path, source: str, elsewhere: str, expected: set[Symbol]
) -> None:
    """These come from where the deployment says, and from nowhere unless it does."""
    container = deployed(tmp_path, PRICES=source, PRICES_ELSEWHERE=elsewhere)
    assert expected == container.quotes().quotes([EURO]).keys()
    container.database().close()


def test_a_recording_is_read_at_the_start(tmp_path: Path) -> None:
    """Its first price is there at once."""
    (tmp_path / "bars.csv").write_text(f"{HEADER}2330,2020-01-02,1,2,1,2,5\n", encoding="utf-8")
    container = deployed(tmp_path, PRICES="recorded", RECORDED_PRICES=str(tmp_path / "bars.csv"))
    assert "1" == str(container.quotes().quotes([TSMC])[TSMC].last)
    container.database().close()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("missing.csv", None, "missing.csv (No such file"),
        ("bars.txt", HEADER, "neither .csv nor .parquet"),
        ("bars.csv", "a,b\n", "has no column"),
        ("bars.csv", f"{HEADER}2330,2020-01-02,1,2,1,x,5\n", "Row 2"),
        ("bars.parquet", "PAR1", "cannot be read as Parquet"),
        (None, None, "not set"),
    ],
)
def test_a_recording_that_cannot_be_replayed_stops_the_start(
    tmp_path: Path, name: str | None, content: str | None, said: str
) -> None:
    """One line names the setting and what is wrong with it."""
    chosen = {} if name is None else {"RECORDED_PRICES": str(tmp_path / name)}
    if name is not None and content is not None:
        (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(WrongSetting) as wrong:
        deployed(tmp_path, PRICES="recorded", **chosen)
    assert str(wrong.value).startswith("RECORDED_PRICES is ")
    assert said in str(wrong.value)
    assert "\n" not in str(wrong.value)
