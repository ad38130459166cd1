"""Providers of language models on this machine: what was asked is kept, and answered as `acts` say."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Lock, Thread
from types import TracebackType
from typing import Any, ClassVar, Final, Self

from attrs import frozen

CLAUDE, GEMINI, CHAT, GATEWAY = "claude", "gemini", "chat", "gateway"
KEYS: Final = {CLAUDE: "claude-key-canary", GEMINI: "google-key-canary", CHAT: "openai-key-canary"}
TOKEN: Final = "gateway-token-canary"
MODELS: Final = {CLAUDE: "claude-test", GEMINI: "gemini-test", CHAT: "chat-test"}


@frozen
class Asked:
    """A question that came in."""

    wire: str
    path: str
    headers: Mapping[str, str]
    body: dict[str, Any]

    @property
    def instructions(self) -> str:
        """What the model is told by us."""
        found = {
            CLAUDE: lambda: self.body["system"],
            GEMINI: lambda: self.body["systemInstruction"]["parts"][0]["text"],
            CHAT: lambda: self.body["messages"][0]["content"],
            GATEWAY: lambda: self.body["instructions"],
        }[self.wire]()
        return str(found)

    @property
    def material(self) -> str:
        """What the model is told about."""
        found = {
            CLAUDE: lambda: self.body["messages"][0]["content"],
            GEMINI: lambda: self.body["contents"][0]["parts"][0]["text"],
            CHAT: lambda: self.body["messages"][1]["content"],
            GATEWAY: lambda: self.body["prompt"],
        }[self.wire]()
        return str(found)


class Line(BaseHTTPRequestHandler):
    """One connection of somebody who asks."""

    protocol_version = "HTTP/1.1"
    house: ClassVar[ModelServer]

    def do_POST(self) -> None:
        """Note the question and act as told."""
        raw = self.rfile.read(int(self.headers.get("content-length", 0)))
        wire = next((name for name, there in PLACES.items() if there(self.path)), GATEWAY)
        asked = Asked(
            wire, self.path, {name.lower(): value for name, value in self.headers.items()}, json.loads(raw)
        )
        self.close_connection = True
        try:
            self.house.act(asked, self)
        except OSError:
            return  # whoever asked has gone

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the interface
        """Say nothing on the terminal."""

    def reply(
        self, status: int, content: bytes | str, media: str = "application/json", **headers: str
    ) -> None:
        """Answer in one piece."""
        body = content.encode() if isinstance(content, str) else content
        self.send_response(status)
        self.send_header("content-type", media)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def begin(self, media: str = "application/json", length: int | None = None) -> None:
        """Promise more than there may come."""
        self.send_response(200)
        self.send_header("content-type", media)
        if length is not None:
            self.send_header("content-length", str(length))
        self.end_headers()
        self.wfile.flush()


Act = Callable[[Asked, Line], None]
PLACES: Final[dict[str, Callable[[str], bool]]] = {
    CLAUDE: lambda path: path == "/v1/messages",
    GEMINI: lambda path: path.startswith("/v1beta/models/") and path.endswith(":generateContent"),
    CHAT: lambda path: path == "/chat/completions",
}


class ModelServer:
    """Answers each wire as it was told last; what it was asked is kept in the order of arrival."""

    def __init__(self, act: Act) -> None:
        """Take a port of the loopback address."""
        self._acts: dict[str, Act] = {}
        self._usual: Act = act
        self._lock = Lock()
        self.asked: list[Asked] = []
        self.closing = Event()
        line = type("LineOfThisHouse", (Line,), {"house": self})
        self._server = _Server(("127.0.0.1", 0), line)
        self._thread = Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def on(self, wire: str, act: Act) -> None:
        """Answer one wire in this way from now on."""
        self._acts[wire] = act

    def act(self, asked: Asked, line: Line) -> None:
        """Do what was told."""
        with self._lock:
            self.asked.append(asked)
        self._acts.get(asked.wire, self._usual)(asked, line)

    def count(self, wire: str) -> int:
        """How often a wire was asked."""
        return sum(one.wire == wire for one in self.asked)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 256

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 - the interface
        """Whoever has gone has gone."""
