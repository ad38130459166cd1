"""What a deployment chooses about prices: where they come from, and how each source goes about it."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from attrs import frozen

from entrypoints.choices import choice as _choice
from entrypoints.choices import count as _count
from entrypoints.choices import setting as _setting
from entrypoints.model_settings import ModelSettings

FASTEST: Final = 1_000_000
EXCHANGES: Final = ("twse", "twstock")


def _speed(text: str) -> Decimal:
    speed = Decimal(text)
    if not 0 < speed <= FASTEST:
        raise ValueError
    return speed


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError
    return moment.astimezone(UTC)


def _address(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
        raise ValueError
    return text.rstrip("/")


def _exchange(name: str, default: str) -> Any:  # noqa: ANN401 - a field of type str
    return _setting(name, default, _address, "an http: or https: address without a query")


@frozen(kw_only=True)
class PriceSettings(ModelSettings):
    """With nothing chosen, a market is simulated."""

    prices: str = _choice("PRICES", "simulated", "stored", "recorded", *EXCHANGES)
    prices_elsewhere: str = _choice("PRICES_ELSEWHERE", "stored", "simulated")
    simulation_seed: int = _count("SIMULATION_SEED", 1, 0, 2**31)
    simulation_hours: str = _choice("SIMULATION_HOURS", "always", "market")
    recorded_prices: Path | None = _setting("RECORDED_PRICES", None, Path, "a file or a folder")
    recorded_speed: Decimal = _setting(
        "RECORDED_SPEED", Decimal(1), _speed, f"a number above 0 and at most {FASTEST}, as 60"
    )
    recorded_start: datetime | None = _setting(
        "RECORDED_START", None, _moment, "a time with its offset, as 2026-01-31T09:00:00+08:00"
    )
    twse_url: str = _exchange("TWSE_URL", "https://www.twse.com.tw")
    tpex_url: str = _exchange("TPEX_URL", "https://www.tpex.org.tw")
    twse_current_url: str = _exchange("TWSE_CURRENT_URL", "https://mis.twse.com.tw")
