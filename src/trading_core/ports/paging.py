"""Reading long lists by key, so that the ten-thousandth page costs what the first does."""

from __future__ import annotations

from datetime import datetime

from attrs import field, frozen

from trading_core.domain.checks import a, instant, optional
from trading_core.domain.exact import show
from trading_core.errors import InvalidValue

MOST_ROWS = 10_000


def limit_of(value: object) -> int:
    """Accept how many rows are asked for, within the bound."""
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= MOST_ROWS:
        raise InvalidValue("limit", show(value), f"a whole number from 1 to {MOST_ROWS}")
    return value


def moment_or_none(value: object) -> datetime | None:
    """Accept a bound in time that may be absent."""
    return None if value is None else instant(value)


@frozen
class Mark:
    """The place of one row in a list: its moment, and its name among those of the same moment."""

    at: datetime = field(converter=instant)
    name: str = field(validator=a(str))


@frozen(kw_only=True)
class Page:
    """
    So many rows behind a mark, in one of the two directions of the list.

    Names compare as their ASCII bytes do, whatever the store's language. The page before a row is the page behind
    it in the other direction, turned round. Rows that are added or removed meanwhile make no other row appear
    twice or not at all.
    """

    limit: int = field(default=50, converter=limit_of)
    after: Mark | None = field(default=None, validator=optional(Mark))
    newest_first: bool = field(default=True, validator=a(bool))
