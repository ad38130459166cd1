"""The exchanges as they speak on the wire, on this machine: their reports and snapshots, and every way they misbehave."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any, Final, Self
from urllib.parse import parse_qsl, urlsplit

JSON: Final = "application/json;charset=UTF-8"
NOTHING: Final = {"stat": "很抱歉，沒有符合條件的資料!"}  # noqa: RUF001 - as it is written there
FIELDS: Final = [
    "日期",
    "成交股數",
    "成交金額",
    "開盤價",
    "最高價",
    "最低價",
    "收盤價",
    "漲跌價差",
    "成交筆數",
]
TPEX_FIELDS: Final = ["日 期", "成交仟股", "成交仟元", "開盤", "最高", "最低", "收盤", "漲跌", "筆數"]
BOMB: Final = gzip.compress(b" " * (6 * 1024 * 1024))
BANNED: Final = (
    "<html><head><meta charset=utf-8></head><body>因為安全性考量，您所執行的頁面無法呈現。<BR>"  # noqa: RUF001 - as it is written there
    "FOR SECURITY REASONS, THIS PAGE CAN NOT BE ACCESSED.<BR></body></html>"
)
ROWS: Final = {
    ("2330", "202603"): [
        ["115/03/02", "57,404,594", "113,190,016,272", "1,940.00", "1,995.00", "1,940.00", "1,975.00", "-20.00", "325,611", ""],
        ["115/03/17", "26,754,183", "50,039,306,073", "1,875.00", "1,880.00", "1,860.00", "1,870.00", "X0.00", "81,783", ""],
        ["115/03/24", "30,569,936", "55,773,861,470", "1,850.00", "1,850.00", "1,800.00", "1,810.00", " 0.00", "125,816", ""],
    ],
    ("2888", "201804"): [
        ["107/04/23", "1,000", "12,000", "12.00", "12.05", "11.95", "12.00", "+0.05", "3"],
        ["107/04/24", "0", "0", "--", "--", "--", "--", " 0.00", "0"],
        ["107/04/25", "2,000", "24,000", "12.00", "12.00", "12.00", "12.00", "除息", "3"],
    ],
}  # fmt: skip
TPEX_ROWS: Final = {
    ("6223", "201505"): [
        ["104/05/04", "374", "34,462", "93.00", "93.00", "91.30", "91.40", "-0.60", "323"],
        ["104/05/08＊", "10", "915", "---", "---", "---", "---", "---", "0"],  # noqa: RUF001 - as it is written there
        ["104/05/11", "3,400", "294,740", "92.40", "92.80", "84.70", "84.70", "-6.30", "2,031"],
    ]
}  # fmt: skip
SNAPSHOTS: Final = {
    "2330": {
        "c": "2330", "ch": "2330.tw", "ex": "tse", "n": "台積電", "d": "20240516", "t": "10:44:54", "tlong": "1715827494000",
        "z": "850.0000", "tv": "12", "v": "23350", "o": "852.0000", "h": "856.0000", "l": "844.0000", "y": "839.0000",
        "u": "922.0000", "w": "756.0000", "a": "849.0000_850.0000_", "f": "170_372_", "b": "848.0000_847.0000_", "g": "6_50_",
    },
    "6223": {
        "c": "6223", "ch": "6223.tw", "ex": "otc", "n": "旺矽", "d": "20240516", "t": "10:44:58", "tlong": "1715827498000",
        "z": "-", "tv": "-", "v": "0", "o": "-", "h": "-", "l": "-", "y": "701.0000", "u": "771.0000", "w": "631.0000",
        "a": "-", "f": "-", "b": "-", "g": "-",
    },
}  # fmt: skip


class Handler(BaseHTTPRequestHandler):
    """Answers one request as the server at that moment is minded to."""

    protocol_version = "HTTP/1.1"
    server: ExchangeServer

    def do_GET(self) -> None:
        """Note the question, and answer it well or badly."""
        parts = urlsplit(self.path)
        query = dict(parse_qsl(parts.query, keep_blank_values=True))
        self.server.asked.append((parts.path, query))
        if self.server.mood is not None and parts.path.startswith(self.server.moody):
            self.server.mood(self, self.server.usual(parts.path, query))
            return
        self.reply(self.server.usual(parts.path, query))

    def reply(
        self, content: object, *, status: int = 200, media: str = JSON, headers: dict[str, str] | None = None
    ) -> None:
        """Send a whole answer."""
        body = content if isinstance(content, bytes) else json.dumps(content, ensure_ascii=False).encode()
        self.send_response(status)
        for name, value in {
            "Content-Type": media,
            "Content-Length": str(len(body)),
            **(headers or {}),
        }.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_words: object) -> None:
        """Say nothing."""


Mood = Callable[[Handler, Any], None]


class ExchangeServer(ThreadingHTTPServer):
    """All the exchanges on one port; ``mood`` is how questions under ``moody`` are answered, if not well."""

    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.rows: dict[tuple[str, str], list[list[str]]] = deepcopy(ROWS)
        self.tpex_rows: dict[tuple[str, str], list[list[str]]] = deepcopy(TPEX_ROWS)
        self.snapshots: dict[str, dict[str, Any]] = deepcopy(SNAPSHOTS)
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.mood: Mood | None = None
        self.moody = "/"
        self.released = Event()
        self.kind = ""

    @property
    def url(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.server_address[1]}"

    def usual(self, path: str, query: dict[str, str]) -> Any:  # noqa: ANN401 - JSON
        """What a well-behaved exchange says."""
        if path == "/exchangeReport/STOCK_DAY":
            return self._twse(query["stockNo"], query["date"][:6])
        if path == "/www/zh-tw/afterTrading/tradingStock":
            return self._tpex(query["code"], query["date"].replace("/", "")[:6])
        if path == "/stock/api/getStockInfo.jsp":
            codes = [channel[4:-3] for channel in query["ex_ch"].split("|")]
            known = [self.snapshots[code] for code in dict.fromkeys(codes) if code in self.snapshots]
            return {"msgArray": known, "rtcode": "0000", "rtmessage": "OK", "userDelay": 5000}
        return {}

    def _twse(self, code: str, month: str) -> dict[str, Any]:
        rows = self.rows.get((code, month))
        if rows is None:
            return NOTHING
        title = f"{int(month[:4]) - 1911}年{month[4:]}月 {code} 某公司           各日成交資訊"
        fields = FIELDS if rows and len(rows[0]) == len(FIELDS) else [*FIELDS, "註記"]
        # the day that is echoed is not always the one that was asked for
        return {
            "stat": "OK",
            "date": f"{month}18",
            "title": title,
            "fields": fields,
            "data": rows,
            "total": len(rows),
        }

    def _tpex(self, code: str, month: str) -> dict[str, Any]:
        rows = self.tpex_rows.get((code, month), [])
        table = {"title": "個股日成交資訊", "date": f"{month}01", "data": rows, "fields": TPEX_FIELDS}
        return {"tables": [table], "date": f"{month}01", "code": code, "name": "某公司", "stat": "ok"}

    def __enter__(self) -> Self:
        Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.released.set()
        self.shutdown()
        self.server_close()

    def handle_error(self, *_request: object) -> None:
        """Who gives up in the middle of an answer is no trouble."""

    @contextmanager
    def being(self, mood: Mood, moody: str = "/") -> Iterator[None]:
        """Misbehave for a while."""
        self.mood, self.moody = mood, moody
        try:
            yield
        finally:
            self.mood = None


def banning(handler: Handler, _usual: object) -> None:
    handler.reply(BANNED.encode(), media="text/html; charset=utf-8")


def failing(handler: Handler, _usual: object) -> None:
    handler.reply(b"<html>error</html>", status=500, media="text/html")


def refusing(handler: Handler, _usual: object) -> None:
    handler.reply(b"{}", status=429)


def closing(handler: Handler, _usual: object) -> None:
    handler.close_connection = True


def stalling(handler: Handler, _usual: object) -> None:
    handler.server.released.wait(30)
    handler.close_connection = True


def dripping(handler: Handler, _usual: object) -> None:
    """One byte and then another, each before anybody loses patience with the silence."""
    handler.send_response(200)
    handler.send_header("Content-Type", JSON)
    handler.send_header("Content-Length", "1000000")
    handler.end_headers()
    while not handler.server.released.wait(0.05):
        handler.wfile.write(b" ")


def dripping_headers(handler: Handler, _usual: object) -> None:
    handler.send_response(200)
    handler.flush_headers()
    while not handler.server.released.wait(0.05):
        handler.wfile.write(b"X-More: more\r\n")


def flooding(handler: Handler, _usual: object) -> None:
    handler.reply(b" " * (5 * 1024 * 1024) + b"{}")


def bombing(handler: Handler, _usual: object) -> None:
    handler.reply(BOMB, headers={"Content-Encoding": "gzip"})


def redirecting(handler: Handler, _usual: object) -> None:
    handler.reply(b"moved", status=301, headers={"Location": "http://www.twse.com.tw/elsewhere"})


def zipping(handler: Handler, usual: object) -> None:
    packed = gzip.compress(json.dumps(usual, ensure_ascii=False).encode())
    handler.reply(packed, headers={"Content-Encoding": "gzip"})


def zipping_badly(handler: Handler, _usual: object) -> None:
    handler.reply(b"this is no archive", headers={"Content-Encoding": "gzip"})


def halving(handler: Handler, usual: object) -> None:
    body = json.dumps(usual).encode()
    handler.reply(body[: len(body) // 2])


def breaking_off(handler: Handler, usual: object) -> None:
    handler.reply(json.dumps(usual).encode(), headers={"Content-Length": "999999"})
    handler.close_connection = True


def saying(content: object, media: str = JSON) -> Mood:
    """Answer with something else."""

    def say(handler: Handler, _usual: object) -> None:
        handler.reply(content, media=media)

    return say


def changing(change: Callable[[Any], Any]) -> Mood:
    """Answer with what is nearly right."""

    def say(handler: Handler, usual: object) -> None:
        handler.reply(change(json.loads(json.dumps(usual))))

    return say
