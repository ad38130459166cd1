"""What a deployment may choose, and what a wrong choice is told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from stat import S_IMODE

import pytest

from entrypoints.settings import Settings, WrongSetting, read_settings


def read(folder: Path, **chosen: str) -> Settings:
    return read_settings(chosen, folder)


def test_nothing_has_to_be_chosen(tmp_path: Path) -> None:
    """With no setting at all, everything is on this machine."""
    settings = read(tmp_path)
    assert (True, None, "127.0.0.1", 8000) == (
        settings.embedded,
        settings.redis_url,
        settings.host,
        settings.port,
    )
    assert settings.database == f"sqlite:///{Path('data').absolute()}/trading.sqlite3"
    assert Decimal(1_000_000) == settings.opening_balance


def test_the_environment_counts_more_than_the_file(tmp_path: Path) -> None:
    """A file holds what is usual, whoever starts the service may say otherwise."""
    (tmp_path / ".env").write_text('PORT=9000\nHOST="0.0.0.0"\nIMPORT_TOKENS=one, two ,\n', encoding="utf-8")
    settings = read(tmp_path, PORT="9001")
    assert (9001, "0.0.0.0", ("one", "two")) == (settings.port, settings.host, settings.import_tokens)  # noqa: S104 - a text


def test_a_file_in_another_encoding_is_refused_in_a_sentence(tmp_path: Path) -> None:
    """Some editors save as UTF-16 unless told otherwise."""
    (tmp_path / ".env").write_text("PORT=9000\n", encoding="utf-16")
    with pytest.raises(
        WrongSetting, match=r"\.env is no text in UTF-8: expected a file that was saved as UTF-8"
    ):
        read(tmp_path)


def test_an_empty_setting_is_none(tmp_path: Path) -> None:
    """Files of settings name what they leave open."""
    assert read(tmp_path, REDIS_URL="", PORT=" ").redis_url is None


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("PORT", "0"),
        ("PORT", "70000"),
        ("PORT", "http"),
        ("DEBUG", "perhaps"),
        ("OPENING_BALANCE", "-1"),
        ("OPENING_BALANCE", "NaN"),
        ("OPENING_BALANCE", "much"),
        ("MARKET_RULES", "loose"),
        ("DATABASE_URL", "mysql://here"),
        ("DATABASE_URL", "sqlite:///:memory:"),
        ("REDIS_URL", "http://here"),
        ("SECRET_KEY", "short"),
        ("SHORTEST_PASSWORD", "3"),
        ("LOG_FORMAT", "xml"),
        ("PRICES", "yahoo"),
        ("PRICES_ELSEWHERE", "twse"),
        ("SIMULATION_HOURS", "nine to five"),
        ("RECORDED_SPEED", "0"),
        ("RECORDED_SPEED", "1000001"),
        ("RECORDED_SPEED", "NaN"),
        ("RECORDED_SPEED", "fast"),
        ("RECORDED_START", "2026-01-31T09:00:00"),
        ("RECORDED_START", "soon"),
        ("TWSE_URL", "www.twse.com.tw"),
        ("TPEX_URL", "ftp://here"),
        ("TWSE_CURRENT_URL", "http://"),
        ("TWSE_URL", "http://[here"),
        ("WORKERS", "0"),
        ("CACHE", "redis"),
        ("CLAUDE_BASE_URL", "http://api.example"),
        ("CLAUDE_BASE_URL", "ftp://api.example"),
        ("GOOGLE_BASE_URL", "https://"),
        ("OPENAI_BASE_URL", "https://user:word@api.example"),
        ("OPENAI_BASE_URL", "https://api.example/?key=1"),
        ("MCP_CLAUDE_URL", "gateway:8001"),
        ("GATEWAY_TOKEN", "short"),
        ("GATEWAY_TOKEN", "long but with a space"),
        ("LANGUAGE_TIMEOUT_SECONDS", "61"),
        ("ANALYSIS_LANGUAGE", "de"),
    ],
)
def test_a_wrong_setting_is_named(tmp_path: Path, name: str, text: str) -> None:
    """One sentence says which, and what it should be."""
    with pytest.raises(WrongSetting) as wrong:
        read(tmp_path, **{name: text})
    said = str(wrong.value)
    assert said.startswith("REDIS_URL is " if name == "CACHE" else f"{name} is ")
    assert "expected" in said
    assert "\n" not in said


@pytest.mark.parametrize(
    ("name", "host"),
    [
        ("CLAUDE_BASE_URL", "http://127.0.0.1:5"),
        ("GOOGLE_BASE_URL", "http://localhost:5/v"),
        ("OPENAI_BASE_URL", "http://[::1]:5"),
        ("OPENAI_BASE_URL", "https://models.example/v1"),
    ],
)
def test_keys_go_where_nobody_listens(tmp_path: Path, name: str, host: str) -> None:
    """Providers are spoken to over TLS, or on this very machine."""
    assert host == getattr(read(tmp_path, **{name: host}), name.lower())


def test_a_worker_is_given_longer_than_its_slowest_model(tmp_path: Path) -> None:
    """Whoever still waits for an answer is not taken for dead."""
    assert timedelta(seconds=40) == read(tmp_path).analysis_lease
    assert timedelta(seconds=70) == read(tmp_path, LANGUAGE_TIMEOUT_SECONDS="60").analysis_lease


@pytest.mark.parametrize(
    "name", ["SECRET_KEY", "DATABASE_URL", "REDIS_URL", "GATEWAY_TOKEN", "MCP_CLAUDE_URL"]
)
def test_a_wrong_secret_is_not_shown(tmp_path: Path, name: str) -> None:
    """What may hold a password is not repeated, even when it is wrong."""
    with pytest.raises(WrongSetting) as wrong:
        read(tmp_path, **{name: "canary"})
    assert "canary" not in str(wrong.value)


@pytest.mark.parametrize("name", ["OPERATOR_USERNAME", "OPERATOR_PASSWORD"])
def test_an_operator_has_a_name_and_a_password(tmp_path: Path, name: str) -> None:
    """Half of the two is a mistake."""
    with pytest.raises(WrongSetting):
        read(tmp_path, **{name: "somebody"})


def test_the_short_name_of_postgresql_is_understood(tmp_path: Path) -> None:
    """Hosts write addresses either way."""
    settings = read(tmp_path, DATABASE_URL="postgres://u@h/db")
    assert ("postgresql://u@h/db", False) == (settings.database, settings.embedded)


def test_the_embedded_secret_is_made_once_and_is_the_owners(tmp_path: Path) -> None:
    """A restart does not end everybody's session, and nobody else on the machine reads the secret."""
    settings = read(tmp_path, DATA_DIR=str(tmp_path))
    first = settings.secret()
    assert len(first) >= 32
    assert first == settings.secret() == read(tmp_path, DATA_DIR=str(tmp_path)).secret()
    assert 0o600 == S_IMODE((tmp_path / "secret.key").stat().st_mode)


def test_a_chosen_secret_is_used(tmp_path: Path) -> None:
    """Every process of a deployment shares it."""
    assert b"x" * 32 == read(tmp_path, SECRET_KEY="x" * 32).secret()


def test_shared_books_need_a_shared_secret(tmp_path: Path) -> None:
    """Two processes with secrets of their own would refuse each other's tokens."""
    with pytest.raises(WrongSetting, match="SECRET_KEY"):
        read(tmp_path, DATABASE_URL="postgresql://u@h/db").secret()


def test_workers_and_service_begin_a_replay_together(tmp_path: Path) -> None:
    """Processes that are started apart would each replay another moment."""
    apart = {"PRICES": "recorded", "RECORDED_PRICES": "x.csv", "CELERY_BROKER_URL": "redis://here"}
    with pytest.raises(WrongSetting, match="RECORDED_START"):
        read(tmp_path, **apart)
    settings = read(tmp_path, **apart, RECORDED_START="2026-01-31T09:00:00+08:00", RECORDED_SPEED="0.5")
    assert (datetime(2026, 1, 31, 1, tzinfo=UTC), Decimal("0.5")) == (
        settings.recorded_start,
        settings.recorded_speed,
    )
    assert read(tmp_path, PRICES="recorded", RECORDED_PRICES="x.csv").recorded_start is None


def test_addresses_of_exchanges_may_end_in_a_slash(tmp_path: Path) -> None:
    """People write both."""
    assert read(tmp_path, TWSE_URL="http://127.0.0.1:1/x/").twse_url == "http://127.0.0.1:1/x"
