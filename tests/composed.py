"""What docker-compose.yml says, as Compose would read it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import yaml

ROOT: Final = Path(__file__).resolve().parents[1]
FILE: Final = ROOT / "docker-compose.yml"
_VARIABLE: Final = re.compile(r"\$\{(?P<name>[A-Z_]+)(?:(?P<how>:[-?])(?P<word>[^}]*))?\}")


class Missing(Exception):
    """A variable that has no default was not given."""


def composed(given: Mapping[str, str]) -> dict[str, Any]:
    """The file with its variables in place; one that is asked for and not given stops it."""

    def put(found: re.Match[str]) -> str:
        value = given.get(found["name"], "")
        if value:
            return value
        if found["how"] == ":?":
            raise Missing(found["name"])
        return found["word"] or ""

    def within(value: Any) -> Any:  # noqa: ANN401 - any YAML
        if isinstance(value, str):
            return _VARIABLE.sub(put, value)
        if isinstance(value, list):
            return [within(one) for one in value]
        return {name: within(one) for name, one in value.items()} if isinstance(value, dict) else value

    read: dict[str, Any] = within(yaml.safe_load(FILE.read_text(encoding="utf-8")))
    return read
