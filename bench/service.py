"""A running service to measure, with users who are logged in, and a load from a separate process."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import httpx
from attrs import frozen

from adapters.sql.migrations import migrate
from entrypoints.container import assemble
from entrypoints.operators import make_user
from entrypoints.settings import read_settings
from tests.servers.postgres import PostgresServer
from tests.servers.service import ServiceServer
from trading_core.ports.users import Role

USERS: Final = 64
PASSWORD: Final = "a password of the measurement"
SECRET: Final = "a secret of the measurement for every process"

# Each connection trades for a user of its own choice, buying and selling in turn, so that nobody runs dry.
LOAD: Final = """
local tokens = {{}}
for line in io.lines("{tokens}") do tokens[#tokens + 1] = line end
local threads = 0
function setup(thread) thread:set("number", threads); threads = threads + 1 end
function init() math.randomseed(1000 + number); count = 0 end
function request()
  count = count + 1
  local token = tokens[math.random(#tokens)]
  local headers = {{["Content-Type"] = "application/json", ["Authorization"] = "Bearer " .. token}}
  {body}
end
failed = 0
function response(status) if status ~= 200 then failed = failed + 1 end end
function done(summary, latency)
  io.write(string.format("RESULT %.1f %d %d\\n", summary.requests / summary.duration * 1e6, latency:percentile(99), summary.errors.status))
end
"""
TRADES: Final = """
  if count % 2 == 1 then
    return wrk.format("POST", "/api/trade/buy/", headers, '{"stock_id": "2330", "buy_price": 860.1, "quantity": 2}')
  end
  return wrk.format("POST", "/api/trade/sell/", headers, '{"stock_id": "2330", "sell_price": 860.5, "quantity": 1}')
"""


@frozen
class Measured:
    """Requests a second, the slowest hundredth in milliseconds, and how many were refused."""

    rate: float
    p99_ms: float
    refused: int


def program(name: str) -> str:
    """Find a program that the measurement needs."""
    found = shutil.which(name) or next(
        (str(path) for path in sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))), None
    )
    if found is None:
        sys.exit(f"bench: {name} is not installed: apt-get install postgresql redis-server wrk.")
    return found


@contextmanager
def folder() -> Iterator[Path]:
    """A folder that other users may pass through."""
    with TemporaryDirectory(prefix="trading-bench-", ignore_cleanup_errors=True) as name:
        path = Path(name)
        path.chmod(0o711)
        yield path


@contextmanager
def durable_postgres(place: Path) -> Iterator[str]:
    """A PostgreSQL whose commits wait for the disk, with all tables."""
    with PostgresServer(place / "postgres", durable=True) as server:
        migrate(server.url)
        yield server.url


def populate(place: Path, database: str) -> None:
    """Make users with money, quickly: the hashing of their passwords is not what is measured."""
    settings = read_settings({"DATABASE_URL": database, "SECRET_KEY": SECRET, "DATA_DIR": str(place)}, place)
    container = assemble(settings)
    try:
        for number in range(USERS):
            make_user(
                settings, container, f"user-{number}", PASSWORD, Role.USER, settings.opening_balance * 1000
            )
    finally:
        container.database().close()


@contextmanager
def service(place: Path, name: str, database: str, **settings: str) -> Iterator[tuple[str, Path]]:
    """Run the service; gives its address and a file with a token of each user."""
    chosen = {
        "DATABASE_URL": database,
        "SECRET_KEY": SECRET,
        "REQUESTS_PER_MINUTE": "0",
        "WORKERS": "2",
        "TASKS": "none",
        "ACCESS_MINUTES": "15",
        **settings,
    }
    with ExitStack() as stack:
        server = stack.enter_context(ServiceServer(place / name, **chosen))
        client = stack.enter_context(httpx.Client(base_url=server.url, timeout=30))
        tokens = place / f"{name}.tokens"
        with tokens.open("w", encoding="ascii") as file:
            for number in range(USERS):
                body = {"username": f"user-{number}", "password": PASSWORD}
                file.write(client.post("/api/auth/login/", json=body).json()["access"] + "\n")
        yield server.url, tokens


def load(url: str, script: str, place: Path, seconds: int, connections: int = 32) -> Measured:
    """Let wrk ask as fast as it is answered."""
    path = place / "load.lua"
    path.write_text(script, encoding="utf-8")
    command: Sequence[str] = [
        program("wrk"),
        "-t2",
        f"-c{connections}",
        f"-d{seconds}s",
        "--timeout",
        "10s",
        "-s",
        str(path),
        url,
    ]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found = re.search(r"RESULT ([\d.]+) (\d+) (\d+)", said)
    assert found is not None, said
    return Measured(float(found[1]), int(found[2]) / 1000, int(found[3]))


def script(tokens: Path, body: str) -> str:
    """A load with the tokens of the users."""
    return LOAD.format(tokens=tokens, body=body)


def analyze(database: str) -> None:
    """Let the planner know that the tables are no longer empty."""
    psql(database, "ANALYZE")


def psql(database: str, statement: str) -> None:
    """Run one statement."""
    subprocess.run([program("psql"), "-q", "-v", "ON_ERROR_STOP=1", "-c", statement, database], check=True)
