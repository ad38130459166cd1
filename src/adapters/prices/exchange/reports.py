"""
A month of a security as TWSE and TPEx report it.

Both have changed their columns without notice before, so the header is compared with what is expected, and every row is
held to its month and its product: a report that is refused is asked for again, a wrong bar is kept for ever.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final

from attrs import frozen

from adapters.prices.exchange.answers import Answer
from adapters.prices.exchange.cells import Unreadable, day_in, is_nothing, number_in, object_of, show
from adapters.prices.exchange.wrong import Unusable, unusable
from trading_core.domain.ids import Symbol
from trading_core.domain.quotes import Bar
from trading_core.errors import InvalidValue

JSON: Final = "application/json"
TWSE: Final = "The Taiwan Stock Exchange"
TPEX: Final = "The Taipei Exchange"
NOTE: Final = "註記"
TWSE_FIELDS: Final = (
    "日期",
    "成交股數",
    "成交金額",
    "開盤價",
    "最高價",
    "最低價",
    "收盤價",
    "漲跌價差",
    "成交筆數",
)
TPEX_FIELDS: Final = (
    "日期",
    "成交仟股",
    "成交仟元",
    "開盤",
    "最高",
    "最低",
    "收盤",
    "漲跌",
    "筆數",
)
# Nothing of this security in this month; before the first day on record; after today.
NOTHING: Final = ("沒有符合條件的資料", "查詢日期小於", "查詢日期大於")
# What stands in the place of a change on the day on which a dividend or a right is traded no more: a mark, or the words.
NOT_COMPARED: Final = "X"
EX: Final = "除"
THOUSAND: Final = 1000
OPENING: Final = time(9)
TAIPEI: Final = timedelta(hours=8)
MOST_ROWS: Final = 31


@frozen
class Report:
    """The bars of a month, and the days on which nothing was traded."""

    bars: tuple[Bar, ...] = ()
    quiet: tuple[date, ...] = ()


def opening_of(day: date) -> datetime:
    """When the session of a day opens: the start of its bar."""
    return datetime.combine(day, OPENING, UTC) - TAIPEI


def twse_month(answer: Answer, symbol: Symbol, month: date) -> Report:
    """Read a report of TWSE."""
    found = object_of(TWSE, answer, media=JSON)
    stat = found.get("stat")
    if stat != "OK":
        if isinstance(stat, str) and any(words in stat for words in NOTHING):
            return Report()
        raise unusable(TWSE, f"its report says {show(stat)} in the place of OK")
    title = found.get("title")
    if not isinstance(title, str) or symbol not in title.split():
        raise unusable(TWSE, f"its report is about {show(title)} and not about {symbol}")
    return _report(TWSE, found, TWSE_FIELDS, symbol, month, unit=1)


def tpex_month(answer: Answer, symbol: Symbol, month: date) -> Report:
    """Read a report of TPEx."""
    found = object_of(TPEX, answer, media=JSON)
    stat, tables = found.get("stat"), found.get("tables")
    if not isinstance(stat, str) or stat.lower() != "ok" or not isinstance(tables, list):
        raise unusable(TPEX, f"its report says {show(stat)} in the place of ok")
    if not tables:
        return Report()
    if not isinstance(tables[0], dict):
        raise unusable(TPEX, "its report has no table")
    if tables[0].get("data") == []:
        return Report()
    if found.get("code") != symbol:
        raise unusable(TPEX, f"its report is about {show(found.get('code'))} and not about {symbol}")
    return _report(TPEX, tables[0], TPEX_FIELDS, symbol, month, unit=THOUSAND)


def _report(
    part: str,
    table: dict[str, Any],
    expected: Sequence[str],
    symbol: Symbol,
    month: date,
    *,
    unit: int,
) -> Report:
    columns, rows = table.get("fields"), table.get("data")
    if not isinstance(columns, list) or not isinstance(rows, list):
        raise unusable(part, "its report has no header or no rows")
    named = tuple(str(name).replace(" ", "") for name in columns)
    if named not in {tuple(expected), (*expected, NOTE)}:
        raise unusable(part, f"the columns of its report have changed to {', '.join(named)[:200]}")
    if len(rows) > MOST_ROWS:
        raise unusable(part, f"its report of a month has {len(rows)} rows")
    bars, quiet, last = [], [], date.min
    for number, row in enumerate(rows, 1):
        try:
            day, bar = _row(row, len(named), symbol, unit)
        except (Unreadable, InvalidValue) as wrong:
            raise _in_row(part, number, str(wrong)) from None
        if day.replace(day=1) != month:
            raise _in_row(part, number, f"it is of {day:%Y-%m-%d}, and {month:%Y-%m} was asked for")
        if day <= last:
            raise _in_row(part, number, f"{day:%Y-%m-%d} follows {last:%Y-%m-%d}")
        last = day
        if bar is None:
            quiet.append(day)
        else:
            bars.append(bar)
    return Report(tuple(bars), tuple(quiet))


def _row(row: object, width: int, symbol: Symbol, unit: int) -> tuple[date, Bar | None]:
    """A day and its bar; of the change since yesterday only counts whether the exchange compares with yesterday at all."""
    if not isinstance(row, list) or len(row) != width:
        raise Unreadable(f"{show(row)} has not the {width} cells of its header")
    day, volume, prices = day_in(row[0]), number_in(row[1]), row[3:7]
    dashes = [is_nothing(cell) for cell in prices]
    if all(dashes):
        return day, None
    if any(dashes):
        raise Unreadable("some of its prices are there and some are not")
    first, high, low, last = (number_in(cell) for cell in prices)
    comparable = NOT_COMPARED not in str(row[7]) and EX not in str(row[7])
    return day, Bar(symbol, opening_of(day), first, high, low, last, volume * unit, comparable=comparable)


def _in_row(part: str, number: int, what: str) -> Unusable:
    return unusable(part, f"row {number} of its report is wrong ({what.rstrip('.')})")
