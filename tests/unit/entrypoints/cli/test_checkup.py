"""How the doctor judges what he is told, and that he waits for nobody for ever."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event
from types import SimpleNamespace
from typing import Any

import pytest
from attrs import evolve

from adapters.cache.condition import Condition as RedisCondition
from adapters.sql.condition import Condition
from entrypoints.cli.checkup import asked, at_work, chosen, leaned_on
from entrypoints.cli.checkup.finding import Finding, Look, Verdict, examine, good
from entrypoints.logs import reason_of
from entrypoints.settings import Settings, read_settings
from trading_core.errors import Unavailable

SQLITE = Condition(
    "SQLite", "3.45.1", "0014", "0014", True, {"journal_mode": "wal", "synchronous": "2"}, None
)
POSTGRESQL = Condition(
    "PostgreSQL",
    "17.2 (Debian)",
    "0014",
    "0014",
    True,
    {"fsync": "on", "full_page_writes": "on", "synchronous_commit": "on", "max_connections": "100"},
    None,
)


def chosen_with(folder: Path, **settings: str) -> Settings:
    return read_settings({"DATA_DIR": str(folder), **settings}, folder)


def judged(found: Iterator[Finding]) -> list[Verdict]:
    return [one.verdict for one in found]


def test_nobody_is_waited_for_for_ever() -> None:
    """What was found before counts, the others are told of, and whoever hangs is said to."""
    gate = Event()

    def hangs() -> Iterator[Finding]:
        yield good("slow", "seen first")
        gate.wait()

    found = examine([Look("slow", hangs, "wake it"), Look("quick", lambda: [good("quick", "here")])], 0.5)
    gate.set()

    assert ["seen first", "it did not answer in time", "here"] == [one.seen for one in found]
    assert "wake it" == found[1].mend


def test_a_look_that_fails_is_a_finding() -> None:
    """Whatever a part does, the others are told of too."""

    def fails() -> Iterator[Finding]:
        raise ZeroDivisionError

    assert [Finding("odd", Verdict.WRONG, "ZeroDivisionError", "mend it")] == list(
        examine([Look("odd", fails, "mend it")])
    )


def test_a_reason_is_the_first_that_was_said_and_holds_no_password() -> None:
    """On one line, however long the chain of those who passed it on."""
    first = OSError("\nno way to postgresql://ann:canary@host/x\nmore")
    last = Unavailable("the database")
    last.__cause__ = first

    assert "OSError: no way to postgresql://[hidden]@host/x" == reason_of(last)
    assert "Redis does not answer: try again in 1 s" == reason_of(Unavailable("Redis"))


@pytest.mark.parametrize(
    ("condition", "told"),
    [
        (SQLITE, Verdict.GOOD),
        (evolve(SQLITE, settings={"journal_mode": "delete", "synchronous": "2"}), Verdict.WARNING),
        (evolve(SQLITE, settings={"journal_mode": "wal", "synchronous": "1"}), Verdict.WARNING),
        (POSTGRESQL, Verdict.GOOD),
        (evolve(POSTGRESQL, settings={**POSTGRESQL.settings, "fsync": "off"}), Verdict.WARNING),
    ],
)
def test_a_database_that_may_forget_is_warned_of(tmp_path: Path, condition: Condition, told: Verdict) -> None:
    """A commit that a power cut takes away was never one."""
    assert [told] == judged(leaned_on._keeping(chosen_with(tmp_path), condition))


def test_an_old_database_is_warned_of() -> None:
    """What is not tested any more may still work."""
    old = evolve(POSTGRESQL, version="13.1")
    assert [Verdict.GOOD, Verdict.WARNING] == [leaned_on._version(one).verdict for one in (POSTGRESQL, old)]
    assert leaned_on.major("devel") > leaned_on.major("17")


def test_an_old_redis_is_warned_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its words are fewer than those that we use."""
    told = RedisCondition("5.0.1", "noeviction", bounded=False, lasting=True, now=datetime.now(UTC))
    monkeypatch.setattr(leaned_on, "condition_of_redis", lambda _url: told)
    container: Any = SimpleNamespace(parts=lambda: [SimpleNamespace(name="cache", look=lambda: "ok")])
    settings = chosen_with(tmp_path, REDIS_URL="redis://127.0.0.1:1/0")

    assert [Verdict.WARNING] == judged(leaned_on.look_at_cache(settings, container))


@pytest.mark.parametrize(
    ("seconds", "told"), [(0, "good"), (2, "good"), (3, "warning"), (30, "warning"), (31, "wrong")]
)
def test_clocks_are_to_agree(seconds: int, told: str) -> None:
    """Tokens and signatures are read off them."""
    assert told == leaned_on.judged_clock("Redis", timedelta(seconds=seconds)).verdict


def test_secrets_that_somebody_may_guess_are_warned_of(tmp_path: Path) -> None:
    """And one that is missing where processes share it is wrong."""
    kept = tmp_path / "secret.key"
    kept.write_text("x")
    kept.chmod(0o644)
    exposed = judged(chosen.look_at_secrets(chosen_with(tmp_path)))
    kept.chmod(0o600)
    weak = chosen_with(
        tmp_path,
        SECRET_KEY="a" * 40,
        IMPORT_TOKENS="short",
        OPERATOR_USERNAME="boss",
        OPERATOR_PASSWORD="secret",
    )
    missing = chosen_with(tmp_path, DATABASE_URL="postgresql://127.0.0.1/x")

    assert [Verdict.WARNING] == exposed
    assert [Verdict.GOOD] == judged(chosen.look_at_secrets(chosen_with(tmp_path)))
    assert [Verdict.WARNING] * 3 == judged(chosen.look_at_secrets(weak))
    assert [Verdict.WRONG] == judged(chosen.look_at_secrets(missing))


def test_a_slip_of_the_pen_in_the_file_of_settings_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is meant to be a setting and is called otherwise changes nothing, and nobody would see why."""
    (tmp_path / ".env").write_text("DATABSE_URL=x\nSOMETHING_ELSE=1\nPORT=8001\nHOST=\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    found = list(chosen.look_at_settings({"CACHE": "memory", "LOG_FORMAT": " ", "HOME": "/"}))

    assert ["chosen: CACHE, PORT", f"DATABSE_URL in {tmp_path / '.env'} is no setting"] == [
        one.seen for one in found
    ]
    assert "write DATABASE_URL if that was meant" == found[1].mend


@pytest.mark.parametrize(("free", "told"), [(49, "wrong"), (50, "warning"), (999, "warning"), (1000, "good")])
def test_a_full_disk_is_foreseen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free: int, told: str
) -> None:
    """Books that cannot be written stop the service."""
    monkeypatch.setattr("shutil.disk_usage", lambda _: SimpleNamespace(free=free * chosen.MEGABYTE))
    assert [told] == judged(chosen.look_at_folder(chosen_with(tmp_path)))


def test_who_works_is_told(tmp_path: Path) -> None:
    """Threads, nobody, or whoever takes from the queues."""
    nobody = chosen_with(tmp_path, TASKS="none")
    books, slow = {"w": frozenset({"trading"})}, {"w": frozenset({"trading-slow"})}

    assert [Verdict.WARNING] == judged(at_work.look_at_work(nobody))
    assert ["analyses wait" in one.seen for one in at_work._queues(books)] == [True]
    assert ["orders wait" in one.seen for one in at_work._queues(slow)] == [True]


def test_a_broker_that_is_no_redis_is_named() -> None:
    """Nobody asks RabbitMQ about evictions."""
    assert "messages go through amqp" == next(at_work._broker("amqp://127.0.0.1")).seen


def test_a_gateway_elsewhere_wants_its_token(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever listens for other machines lets in only those who share it."""
    monkeypatch.setattr(asked, "_ask", lambda *_: None)
    settings = chosen_with(tmp_path, MCP_CLAUDE_URL="http://gateway.test:8001/claude")

    assert [Verdict.WARNING] == judged(asked.look_at_models(settings))
    assert [Verdict.GOOD] == judged(asked.look_at_models(evolve(settings, gateway_token="t" * 16)))


def test_a_service_on_every_address_is_asked_on_this_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both kinds of address have one for this machine."""
    seen: list[tuple[object, ...]] = []

    def ask(*arguments: object) -> Any:  # noqa: ANN401 - an answer
        seen.append(arguments)
        return SimpleNamespace(json=lambda: {"status": "ready", "parts": []})

    monkeypatch.setattr(asked, "_ask", ask)
    for host in ("0.0.0.0", "::"):  # noqa: S104 - looked at, not listened on
        asked._service(chosen_with(tmp_path, HOST=host, ALLOWED_HOSTS="*.example.test"), "here")

    assert [
        ("http://127.0.0.1:8000", "/health/ready", "example.test"),
        ("http://[::1]:8000", "/health/ready", "example.test"),
    ] == seen


def test_a_file_of_settings_that_nobody_can_read_is_said_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing else can be looked at then, and the way out is another one than to set something."""
    (tmp_path / ".env").write_text("PORT=9000\n", encoding="utf-16")
    monkeypatch.chdir(tmp_path)

    settings, (found,) = chosen.read_all({})

    assert settings is None
    assert (Verdict.WRONG, "make it a file that was saved as UTF-8") == (found.verdict, found.mend)
