"""What a deployment chooses, read once from the environment and from `.env`; nothing else reads either.

A value that cannot be used stops the start with one line that names it.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Final

from attrs import Attribute, fields, frozen
from dotenv import dotenv_values

from entrypoints.choices import SHORTEST_SECRET
from entrypoints.choices import amount as _amount
from entrypoints.choices import choice as _choice
from entrypoints.choices import count as _count
from entrypoints.choices import flag as _flag
from entrypoints.choices import listed as _list
from entrypoints.choices import part as _part
from entrypoints.choices import secret as _secret
from entrypoints.choices import setting as _setting
from entrypoints.choices import text as _text
from entrypoints.choices import url as _url
from entrypoints.price_settings import PriceSettings

HIDDEN: Final = ("SECRET", "PASSWORD", "URL", "KEY", "TOKEN")
BROKERS: Final = ("redis", "rediss", "amqp", "amqps", "pyamqp")


class WrongSetting(Exception):
    """A setting that cannot be used; its sentence is for whoever deploys."""

    def __init__(self, name: str, found: str, expected: str) -> None:
        """Say which one, and what it should be."""
        super().__init__(f"{name} is {found}: expected {expected}.")
        self.name, self.found, self.expected = name, found, expected


@frozen(kw_only=True)
class Settings(PriceSettings):
    """Everything that can be chosen, with what holds when nothing is."""

    data_dir: Path = _setting("DATA_DIR", Path("data"), Path, "a folder")
    host: str = _text("HOST", "127.0.0.1")
    port: int = _count("PORT", 8000, 1, 65_535)
    workers: int = _count("WORKERS", 1, 1, 64)
    debug: bool = _flag("DEBUG")
    log_format: str = _choice("LOG_FORMAT", "text", "json")

    database_url: str | None = _setting(
        "DATABASE_URL", None, _url("sqlite", "postgresql", "postgres"), "a sqlite: or postgresql: address"
    )
    redis_url: str | None = _setting("REDIS_URL", None, _url("redis", "rediss", "unix"), "a redis: address")
    celery_broker_url: str | None = _setting(
        "CELERY_BROKER_URL", None, _url(*BROKERS), "an address of Redis or RabbitMQ, as redis: or amqp:"
    )
    celery_result_backend: str | None = _setting(
        "CELERY_RESULT_BACKEND", None, _url("redis", "rediss", "rpc"), "a redis: or rpc: address"
    )
    database_pool: int = _count("DATABASE_POOL", 8, 2, 200)
    read_threads: int = _count("READ_THREADS", 2, 1, 64)
    batching: bool = _flag("BATCHING", default=True)
    most_in_batch: int = _count("MOST_IN_BATCH", 64, 1, 1_000)

    cache: str = _choice("CACHE", "auto", "memory", "redis")
    tasks: str = _choice("TASKS", "auto", "in-process", "celery", "none")
    broker: str = _choice("BROKER", "paper", "none")
    paper_seed: int = _count("PAPER_SEED", 0, 0, 2**31)
    paper_latency_ms: int = _count("PAPER_LATENCY_MS", 0, 0, 86_400_000)
    paper_jitter_ms: int = _count("PAPER_JITTER_MS", 0, 0, 86_400_000)
    paper_fraction: Decimal = _setting(
        "PAPER_FRACTION", Decimal(1), _part, "a number above 0 and at most 1, as 0.25"
    )
    market_rules: str = _choice("MARKET_RULES", "plain", "strict")
    margin_rate: Decimal = _setting("MARGIN_RATE", Decimal(1), _amount, "a number not below zero")
    currency: str = _text("CURRENCY", "TWD")

    secret_key: str | None = _setting("SECRET_KEY", None, _secret, f"at least {SHORTEST_SECRET} characters")
    allowed_hosts: tuple[str, ...] = _list("ALLOWED_HOSTS", ("*",))
    cors_origins: tuple[str, ...] = _list("CORS_ORIGINS")
    trusted_proxies: tuple[str, ...] = _list("TRUSTED_PROXIES")
    import_tokens: tuple[str, ...] = _list("IMPORT_TOKENS")
    operator_username: str | None = _text("OPERATOR_USERNAME")
    operator_password: str | None = _text("OPERATOR_PASSWORD")
    shortest_password: int = _count("SHORTEST_PASSWORD", 6, 6, 128)
    trading_api_key: str | None = _text("TRADING_API_KEY")
    opening_balance: Decimal = _setting(
        "OPENING_BALANCE", Decimal(1_000_000), _amount, "a number not below zero"
    )
    draft_minutes: int = _count("DRAFT_MINUTES", 15, 1, 1_440)
    access_minutes: int = _count("ACCESS_MINUTES", 10, 1, 15)
    refresh_days: int = _count("REFRESH_DAYS", 14, 1, 365)
    requests_per_minute: int = _count("REQUESTS_PER_MINUTE", 6_000, 0, 10_000_000)
    heartbeat_seconds: int = _count("HEARTBEAT_SECONDS", 15, 1, 300)
    credential_check_seconds: int = _count("CREDENTIAL_CHECK_SECONDS", 5, 1, 300)
    sockets_per_user: int = _count("SOCKETS_PER_USER", 20, 1, 10_000)
    events_days: int = _count("EVENTS_DAYS", 7, 1, 3_650)
    events_kept: int = _count("EVENTS_KEPT", 10_000, 0, 1_000_000_000)
    logins_per_minute: int = _count("LOGINS_PER_MINUTE", 20, 1, 10_000)
    signal_window_seconds: int = _count("SIGNAL_WINDOW_SECONDS", 300, 0, 86_400)
    signal_patience_seconds: int = _count("SIGNAL_PATIENCE_SECONDS", 3_600, 10, 86_400)

    @property
    def database(self) -> str:
        """The chosen database, or a file in the data folder."""
        chosen = self.database_url
        if chosen is None:
            return f"sqlite:///{(self.data_dir / 'trading.sqlite3').absolute()}"
        return "postgresql:" + chosen.removeprefix("postgres:") if chosen.startswith("postgres:") else chosen

    @property
    def embedded(self) -> bool:
        """Whether the books are a file of this machine, which the first start prepares by itself."""
        return self.database.startswith("sqlite")

    @property
    def works_by(self) -> str:
        """Who works in the background: workers where there is a broker, else threads of the service."""
        if self.tasks != "auto":
            return self.tasks
        return "in-process" if self.celery_broker_url is None else "celery"

    def secret(self) -> bytes:
        """The chosen secret; on the embedded default one that is made at the first start and kept in the data folder."""
        if self.secret_key is not None:
            return self.secret_key.encode()
        if not self.embedded:
            raise WrongSetting(
                "SECRET_KEY", "not set", f"at least {SHORTEST_SECRET} characters that every process shares"
            )
        path = self.data_dir / "secret.key"
        try:
            handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        except FileExistsError:
            return path.read_bytes()
        with os.fdopen(handle, "wb") as file:
            file.write(secrets.token_urlsafe(48).encode())
        return path.read_bytes()


def read_settings(environment: Mapping[str, str] | None = None, folder: Path | None = None) -> Settings:
    """Read the settings; what stands in the environment counts more than what stands in `.env`."""
    found = written_in((folder or Path.cwd()) / ".env")
    found.update(os.environ if environment is None else environment)
    values: dict[str, Any] = {
        attribute.name: _read(attribute, text)
        for attribute in _attributes()
        if (text := found.get(attribute.metadata["name"])) is not None and text.strip()
    }
    settings = Settings(**values)
    if (settings.operator_username is None) != (settings.operator_password is None):
        missing = "OPERATOR_PASSWORD" if settings.operator_password is None else "OPERATOR_USERNAME"
        raise WrongSetting(missing, "not set", "both OPERATOR_USERNAME and OPERATOR_PASSWORD, or neither")
    if settings.cache == "redis" and settings.redis_url is None:
        raise WrongSetting("REDIS_URL", "not set", "an address, since CACHE is redis")
    if settings.tasks == "celery" and settings.celery_broker_url is None:
        raise WrongSetting("CELERY_BROKER_URL", "not set", "an address, since TASKS is celery")
    if settings.prices == "recorded" and settings.works_by == "celery" and settings.recorded_start is None:
        expected = "the moment at which every process begins the replay, as 2026-01-31T09:00:00+08:00"
        raise WrongSetting("RECORDED_START", "not set", expected)
    if settings.database.startswith("sqlite") and ":memory:" in settings.database:
        raise WrongSetting("DATABASE_URL", "in memory", "a file, which every thread of the service can share")
    return settings


def written_in(file: Path) -> dict[str, str | None]:
    """What stands in a file of settings, if there is one."""
    try:
        return dict(dotenv_values(file))
    except UnicodeDecodeError:
        raise WrongSetting(str(file), "no text in UTF-8", "a file that was saved as UTF-8") from None


def _attributes() -> Iterable[Attribute[Any]]:
    return fields(Settings)


def _read(attribute: Attribute[Any], text: str) -> object:
    name, read, expected = (attribute.metadata[key] for key in ("name", "read", "expected"))
    try:
        return read(text.strip())
    except (ValueError, KeyError, InvalidOperation):
        shown = "not usable" if any(word in name for word in HIDDEN) else repr(text[:60])
        raise WrongSetting(name, shown, expected) from None
