"""
The process in which twstock lives.

It reads a question a line and writes an answer a line. The library waits for ever, retries at once, answers with binary
fractions and holds 46,000 codes in memory; here it can do all that, and whoever asked can end the process.
"""

from __future__ import annotations

import json
import os
import sys
from importlib import import_module
from queue import SimpleQueue
from threading import Thread
from typing import Any, TextIO


def main() -> None:
    """Answer until nobody asks any more."""
    answers, sys.stdout = sys.stdout, sys.stderr  # what the library prints is no answer
    questions: SimpleQueue[str] = SimpleQueue()
    Thread(target=_listen, args=(questions,), daemon=True).start()
    twstock = _library(json.loads(sys.argv[1]))
    while True:
        _answer(twstock, json.loads(questions.get()), answers)


def _listen(questions: SimpleQueue[str]) -> None:
    """Hear questions, and the end of whoever asks: then end at once, wherever the library hangs."""
    for line in sys.stdin:
        questions.put(line)
    os._exit(0)


def _library(addresses: dict[str, str]) -> Any:  # noqa: ANN401 - the library has no types
    for name in ("stock", "realtime"):
        import_module(f"twstock.{name}")
    twstock: Any = import_module("twstock")
    twstock.stock.TWSEFetcher.REPORT_URL = f"{addresses['twse']}/exchangeReport/STOCK_DAY"
    twstock.stock.TPEXFetcher.REPORT_URL = f"{addresses['tpex']}/www/zh-tw/afterTrading/tradingStock"
    twstock.realtime.SESSION_URL = f"{addresses['current']}/stock/index.jsp"
    page = "/stock/api/getStockInfo.jsp?ex_ch={stock_id}&_={time}"
    twstock.realtime.STOCKINFO_URL = f"{addresses['current']}{page}"
    return twstock


def _answer(twstock: Any, question: dict[str, Any], answers: TextIO) -> None:  # noqa: ANN401 - as above
    try:
        told: dict[str, Any] = {"told": _ask(twstock, **question)}
    except Exception as failure:  # noqa: BLE001 - whatever the library makes of it, whoever asked is told
        told = {"failed": f"{type(failure).__name__}: {failure}"[:300]}
    answers.write(json.dumps(told) + "\n")
    answers.flush()


def _ask(twstock: Any, codes: list[str] | None = None, month: list[Any] | None = None) -> Any:  # noqa: ANN401 - as above
    if codes is not None:
        return twstock.realtime.get_raw(codes)
    code, year, number = month or ("", 0, 0)
    fetcher = twstock.stock.TWSEFetcher if code in twstock.twse else twstock.stock.TPEXFetcher
    # one question; asked five times at once the exchange bans whoever asks
    rows = fetcher().fetch(year, number, code, 1)["data"]
    return [
        [
            row.date.date().isoformat(),
            *(_exact(cell) for cell in (row.capacity, row.open, row.high, row.low, row.close)),
        ]
        for row in rows
    ]


def _exact(cell: float | None) -> str | None:
    """The shortest decimal that the fraction stands for, which is the one that the exchange has written."""
    return None if cell is None else repr(cell)


if __name__ == "__main__":
    main()
