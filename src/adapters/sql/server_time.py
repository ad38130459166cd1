"""The database's own time, for rows that note when they were written and are never decided upon."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class server_time(FunctionElement[datetime]):  # noqa: N801 - reads as the function that it is
    """The moment at which a row is written, in the form that moments have in either database."""

    inherit_cache = True
    name = "server_time"


@compiles(server_time, "postgresql")
def _postgresql(_element: server_time, _compiler: SQLCompiler, **_more: Any) -> str:  # noqa: ANN401 - the compiler's own
    return "now()"


@compiles(server_time, "sqlite")
def _sqlite(_element: server_time, _compiler: SQLCompiler, **_more: Any) -> str:  # noqa: ANN401 - the compiler's own
    return "strftime('%Y-%m-%d %H:%M:%f000+00:00', 'now')"
