"""Moments as they come in and leave."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Final

from entrypoints.http.problems import FieldFault, Rejected
from entrypoints.showing import shown

__all__ = ("FIRST", "LAST", "date_of", "later_than", "moment_of", "moment_or_seconds", "shown")

_FORM: Final = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})"
)
_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SECONDS: Final = re.compile(r"[0-9]{1,11}")
FIRST: Final = datetime(1970, 1, 1, tzinfo=UTC)
LAST: Final = datetime(2200, 1, 1, tzinfo=UTC)


def moment_of(text: str, field: str) -> datetime:
    """Read ISO 8601 with an offset; a plus sign that a form has turned into a space is named as such."""
    if not _FORM.fullmatch(text):
        hint = " (write the plus sign of an offset as %2B in a query)" if " " in text[11:] else ""
        raise _wrong(field, f"expected a time with its offset, as 2026-01-31T09:00:00+08:00{hint}")
    try:
        moment = datetime.fromisoformat(text).astimezone(UTC)
    except (ValueError, OverflowError):
        raise _wrong(field, "is no time of any calendar") from None
    if not FIRST <= moment < LAST:
        raise _wrong(field, "expected a time from 1970 to 2199")
    return moment


def moment_or_seconds(text: str, field: str) -> datetime:
    """Read ISO 8601 with an offset, or seconds since 1970."""
    if not _SECONDS.fullmatch(text):
        return moment_of(text, field)
    # whoever means "until for ever" writes some large number: the last moment that we know is as good
    return datetime.fromtimestamp(min(int(text), LAST.timestamp() - 1), UTC)


def date_of(text: str, field: str) -> date:
    """Read a date of the calendar."""
    if not _DATE.fullmatch(text):
        raise _wrong(field, "expected a date, as 2026-01-31")
    try:
        found = date.fromisoformat(text)
    except ValueError:
        raise _wrong(field, "is no date of any calendar") from None
    if not FIRST.date() <= found < LAST.date():
        raise _wrong(field, "expected a date from 1970 to 2199")
    return found


def later_than(now: datetime, text: str, field: str) -> datetime:
    """Read a moment that is still to come."""
    moment = moment_of(text, field)
    if moment <= now:
        raise _wrong(field, "expected a time that is still to come")
    return moment


def _wrong(field: str, message: str) -> Rejected:
    return Rejected(400, "invalid_time", f"{field} {message}.", errors=[FieldFault(field, message)])
