"""What JSON Schema has no words for: good requests are held to it here, and bad ones are left as they are."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any, Final

import schemathesis
from hypothesis import strategies as st

TOKEN: Final = "one of IMPORT_TOKENS"
FUTURE: Final = "2199-12-31T00:00:00Z"
MOST_ROWS: Final = 10_000
FIRST: Final = datetime(1970, 1, 2, tzinfo=UTC).replace(tzinfo=None)
LAST: Final = datetime(2199, 12, 30, tzinfo=UTC).replace(tzinfo=None)

_offsets = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))

schemathesis.openapi.format(
    "date-time",
    st.datetimes(FIRST, LAST, timezones=st.one_of(st.just(UTC), _offsets)).map(datetime.isoformat),
)
schemathesis.openapi.format("date", st.dates(FIRST.date(), LAST.date()).map(date.isoformat))


@schemathesis.hook
def before_call(context: Any, case: Any, kwargs: dict[str, Any]) -> None:  # noqa: ANN401 - the tool's own types
    """Keep decimals to 8 places, texts to what can be printed and expiries to the future; name a token of the house."""
    del context, kwargs
    if case.meta is None or not case.meta.generation.mode.is_positive:
        return
    if isinstance(case.body, dict | list):
        case.body = mended(case.body)
    if isinstance(case.body, dict) and case.operation.path.startswith("/api/import-order"):
        case.body["access_token"] = TOKEN
    if isinstance(case.body, dict) and case.body.get("expires_at") is not None:
        case.body["expires_at"] = FUTURE
    query = case.query or {}
    query.pop("cursor", None)  # taken from an answer, never made up
    if int(query.get("page", 1)) * int(query.get("page_size", 50)) > MOST_ROWS:
        query.pop("page")  # what lies further behind is reached by links


def mended(value: Any) -> Any:  # noqa: ANN401 - any JSON
    """The same JSON with numbers and texts as the document's words ask for them; a whole number has no point."""
    if isinstance(value, float):
        return int(value) if value.is_integer() else round(value, 8)
    if isinstance(value, str):
        return "".join(character if character.isprintable() else "x" for character in value)
    if isinstance(value, list):
        return [mended(inner) for inner in value]
    return {name: mended(inner) for name, inner in value.items()} if isinstance(value, dict) else value
