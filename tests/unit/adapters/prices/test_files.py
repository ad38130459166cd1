"""Files of bars: what each row says, or what is wrong with it, in CSV and in Parquet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from adapters.prices.files.rows import Row, rows_of, size_of
from adapters.prices.files.wrong import WrongFile
from trading_core.domain.ids import Symbol
from trading_core.domain.quotes import Bar

pa: Any = import_module("pyarrow")
pq: Any = import_module("pyarrow.parquet")

HEADER = "stock_id,timestamp,open,high,low,close,volume"
TSMC = Symbol("2330")
BAR = Bar(TSMC, datetime(2026, 3, 2, 1, tzinfo=UTC), "1940", "1995.5", "1940", "1975", "57404594")


def csv_file(folder: Path, text: str | bytes, name: str = "bars.csv") -> Path:
    file = folder / name
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


def one(folder: Path, row: str, header: str = HEADER) -> Row:
    (found,) = rows_of(csv_file(folder, f"{header}\n{row}\n"))
    return found


def parquet_file(folder: Path, columns: Mapping[str, Any], **options: Any) -> Path:  # noqa: ANN401 - the package has no types
    file = folder / "bars.parquet"
    pq.write_table(pa.table(dict(columns)), file, **options)
    return file


@pytest.mark.parametrize(
    ("header", "row"),
    [
        (HEADER, "2330,2026-03-02,1940,1995.5,1940,1975,57404594"),
        (HEADER, "2330,2026-03-02T09:00:00+08:00,1940.00,1995.50,1940.0,1975,57404594"),
        (HEADER, "2330,2026-03-02T01:00:00Z,1940,1995.5,1940,1975,57404594.0"),
        (HEADER, ' 2330 ,2026-03-02 00:00:00, 1940 ,"1995.5",1940,1975,57404594'),
        ("\ufeff" + HEADER, "2330,2026-03-02,1940,1995.5,1940,1975,57404594"),
        ("Symbol,Date,Open,High,Low,Close,Volume", "2330,2026-03-02,1940,1995.5,1940,1975,57404594"),
        ("note,volume,close,low,high,open,start,ticker", "?,57404594,1975,1940,1995.5,1940,2026-03-02,2330"),
    ],
)
def test_a_bar_is_read_however_it_is_written(tmp_path: Path, header: str, row: str) -> None:
    """Columns in any order and by their usual names, days as openings of their market, exact numbers."""
    assert BAR == one(tmp_path, row, header).bar


def test_a_day_opens_where_its_product_is_traded(tmp_path: Path) -> None:
    """A day of a share is its session in Taipei, one of currencies a day of UTC; no volume is none."""
    row = one(tmp_path, "EURUSD,2026-03-02,1.1,1.2,1.05,1.15,")
    assert Bar("EURUSD", datetime(2026, 3, 2, tzinfo=UTC), "1.1", "1.2", "1.05", "1.15") == row.bar


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("2330,2026-03-02,1940,1900,1940,1975,1", "high"),
        ("2330,2026-03-02,1940,1995,1941,1975,1", "low"),
        ("2330,2026-03-02,0,1995,1940,1975,1", "price"),
        ("2330,2026-03-02,1940,1995,1940,1975,-1", "volume"),
        ("2330,2026-03-02,１９４０,1995,1940,1975,1", "open"),  # noqa: RUF001 - the mistake
        ('2330,2026-03-02,"1,940",1995,1940,1975,1', "open"),
        ("2330,2026-03-02,1940,1995,1940,NaN,1", "close"),
        ("2330,2026-03-02,1940,1995,1940,1e3,1", "close"),
        ("2330,2026-03-02,1940,1995,1940,1975.123456789,1", "close"),
        ("2330,2026-03-02,--,--,--,--,0", "open"),
        ("2330,2026-03-02,,,,,0", "open"),
        ("2330,115/03/02,1940,1995,1940,1975,1", "timestamp"),
        ("2330,2026-03-02T09:00:00,1940,1995,1940,1975,1", "timestamp"),
        ("2330,２０２６-03-02,1940,1995,1940,1975,1", "timestamp"),  # noqa: RUF001 - the mistake
        ("2330,0001-01-01,1940,1995,1940,1975,1", "time"),
        ("23 30,2026-03-02,1940,1995,1940,1975,1", "Symbol"),
        (",2026-03-02,1940,1995,1940,1975,1", "Symbol"),
        ("2330,2026-03-02,1940,1995,1940,1975", "6 cells and the header 7"),
        ("2330,2026-03-02,1940,1995,1940,1975,1,1", "8 cells and the header 7"),
        ('2330,2026-03-02,"1940"5,1995,1940,1975,1', "no CSV"),
    ],
)
def test_what_is_no_bar_is_refused_by_its_row(tmp_path: Path, row: str, reason: str) -> None:
    """A wrong row is told with its number and reason, and those around it are read."""
    good = "2330,2026-03-02,1940,1995.5,1940,1975,57404594"
    before, wrong, after = rows_of(csv_file(tmp_path, f"{HEADER}\n{good}\n{row}\n{good}\n"))

    assert (BAR, BAR) == (before.bar, after.bar)
    assert (2, 3, 4) == (before.number, wrong.number, after.number)
    assert wrong.bar is None
    assert reason in wrong.reason


def test_bytes_that_are_no_text_spoil_their_row_alone(tmp_path: Path) -> None:
    """A file in another encoding is refused row by row, and no traceback is seen."""
    good = b"2330,2026-03-02,1940,1995.5,1940,1975,57404594\n"
    content = HEADER.encode() + b"\n" + "股,2026-03-02,1,1,1,1,1\n".encode("big5") + good
    wrong, right = rows_of(csv_file(tmp_path, content))
    assert (None, BAR) == (wrong.bar, right.bar)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("bars.csv", "", "has no column"),
        ("bars.csv", "a,b\n", "has no column stock_id, timestamp, open"),
        ("bars.csv", "timestamp,open,high,low,close\n", "has no column stock_id: add it, or give --stock-id"),
        ("bars.csv", "stock_id,date,open,high,low\n", "has no column close"),
        ("bars.csv", '"' + "x" * 200_000, "has no column"),
        ("bars.txt", HEADER, "neither .csv nor .parquet"),
        ("bars.parquet", HEADER, "cannot be read as Parquet"),
        ("bars.parquet", "", "cannot be read as Parquet"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_a_sentence(
    tmp_path: Path, name: str, content: str, reason: str
) -> None:
    """Whoever named the wrong file hears which column or kind is missing."""
    with pytest.raises(WrongFile) as wrong:
        list(rows_of(csv_file(tmp_path, content, name)))
    assert reason in str(wrong.value)
    assert "\n" not in str(wrong.value)


def test_a_file_of_one_product_need_not_name_it(tmp_path: Path) -> None:
    """Who says which product it is is believed, unless the file says otherwise."""
    file = csv_file(tmp_path, "date,open,high,low,close,volume\n2026-03-02,1940,1995.5,1940,1975,57404594\n")
    assert [BAR] == [row.bar for row in rows_of(file, TSMC)]
    other = csv_file(tmp_path, f"{HEADER}\n2331,2026-03-02,1940,1995.5,1940,1975,57404594\n")
    assert ["2331" in row.reason for row in rows_of(other, TSMC)] == [True]


def test_progress_is_told_to_the_end(tmp_path: Path) -> None:
    """A bar of progress ends where the file does."""
    file = csv_file(tmp_path, f"{HEADER}\n" + "2330,2026-03-02,1,1,1,1,1\n" * 1000)
    told: list[int] = []
    assert 1000 == len(list(rows_of(file, tell=told.append)))
    assert size_of(file) == told[-1]


TAIPEI = timezone(timedelta(hours=8))
MOMENT = datetime(2026, 3, 2, 9, tzinfo=TAIPEI)
PRICES = [Decimal("1940.00"), Decimal("1995.50"), Decimal("1940.00"), Decimal("1975.00")]


def columns(prices: Sequence[object], moments: object, volume: object = 57404594) -> dict[str, Any]:
    names = ("open", "high", "low", "close")
    found = {name: [price] for name, price in zip(names, prices, strict=True)}
    return {"stock_id": ["2330"], "timestamp": moments, **found, "volume": [volume]}


@pytest.mark.parametrize(
    "table",
    [
        columns(PRICES, [MOMENT]),
        columns([float(price) for price in PRICES], [date(2026, 3, 2)], 57404594.0),
        columns([str(price) for price in PRICES], ["2026-03-02"]),
        columns(PRICES, pa.array([datetime(2026, 3, 2)], pa.timestamp("ns"))),  # noqa: DTZ001 - a day as tools write it
        columns(PRICES, pa.array([MOMENT], pa.timestamp("ns", "Asia/Taipei"))),
        {**columns(PRICES, [MOMENT]), "stock_id": pa.array(["2330"]).dictionary_encode()},
    ],
)
def test_parquet_is_read_whatever_types_it_has(tmp_path: Path, table: dict[str, Any]) -> None:
    """Decimals, binary fractions and texts become the same exact bar, and moments and days the same start."""
    (row,) = rows_of(parquet_file(tmp_path, table))
    assert (BAR, 1, "") == (row.bar, row.number, row.reason)


@pytest.mark.parametrize(
    ("table", "reason"),
    [
        (columns([1940.1, 1995.5, 1940.0, float("nan")], [MOMENT]), "close"),
        (columns([0.1 + 0.2, 1995.5, 0.1, 1.0], [MOMENT]), "open"),
        (columns([None, None, None, None], [MOMENT]), "open"),
        (columns([True, True, True, True], [MOMENT]), "open"),
        (columns([1, 1, 1, 1], [datetime(2026, 3, 2, 9)]), "timestamp"),  # noqa: DTZ001 - the mistake
        (columns([1, 1, 1, 1], [None]), "timestamp"),
        (columns([1, 1, 1, 1], [20260302]), "timestamp"),
        ({**columns([1, 1, 1, 1], [MOMENT]), "stock_id": [2330]}, "Symbol"),
    ],
)
def test_a_row_of_parquet_that_is_no_bar_is_refused(
    tmp_path: Path, table: dict[str, Any], reason: str
) -> None:
    """Nothing is rounded, guessed or taken for zero."""
    (row,) = rows_of(parquet_file(tmp_path, table))
    assert row.bar is None
    assert reason in row.reason


def test_a_parquet_that_breaks_off_is_refused(tmp_path: Path) -> None:
    """Half a file is no file."""
    file = parquet_file(tmp_path, columns(PRICES, [MOMENT]))
    content = file.read_bytes()
    file.write_bytes(content[: len(content) // 2])
    with pytest.raises(WrongFile, match="cannot be read as Parquet"):
        size_of(file)
    damaged = bytearray(content)
    damaged[4:200] = bytes(196)
    file.write_bytes(damaged)
    with pytest.raises(WrongFile, match="cannot be read as Parquet"):
        list(rows_of(file))


def test_many_rows_of_parquet_are_read_in_parts(tmp_path: Path) -> None:
    """A large file is never in memory whole, and its progress is told."""
    count = 10_000
    starts = [MOMENT + timedelta(minutes=number) for number in range(count)]
    ones = [Decimal(1)] * count
    table = {
        "symbol": ["ACME"] * count,
        "start": starts,
        "open": ones,
        "high": ones,
        "low": ones,
        "close": ones,
    }
    file = parquet_file(tmp_path, table)
    told: list[int] = []
    rows = list(rows_of(file, tell=told.append))
    assert starts == [row.bar.start for row in rows if row.bar]
    assert [4096, 8192, count] == told
    assert count == size_of(file)
