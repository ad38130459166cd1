"""
The signs that numbers must have, as constraints.

SQLite keeps exact numbers as text in the one form that each has, so their sign is their first character.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import CheckConstraint, literal_column
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class _Sign(FunctionElement[bool]):
    inherit_cache = True
    comparison = ""
    in_text = ""

    def __init__(self, column: str) -> None:
        super().__init__(literal_column(column))


class not_negative(_Sign):  # noqa: N801 - reads as the function that it is
    """Zero or more."""

    inherit_cache = True
    comparison = ">= 0"
    in_text = "{0} NOT GLOB '-*'"


class not_positive(_Sign):  # noqa: N801 - reads as the function that it is
    """Zero or less."""

    inherit_cache = True
    comparison = "<= 0"
    in_text = "({0} = '0' OR {0} GLOB '-*')"


class positive(_Sign):  # noqa: N801 - reads as the function that it is
    """More than zero."""

    inherit_cache = True
    comparison = "> 0"
    in_text = "({0} <> '0' AND {0} NOT GLOB '-*')"


@compiles(_Sign, "postgresql")
def _compare(element: _Sign, compiler: SQLCompiler, **more: Any) -> str:  # noqa: ANN401 - the compiler's own
    return f"{compiler.process(element.clauses, **more)} {element.comparison}"


@compiles(_Sign, "sqlite")
def _look(element: _Sign, compiler: SQLCompiler, **more: Any) -> str:  # noqa: ANN401 - the compiler's own
    column = compiler.process(element.clauses, **more)
    return f"{element.in_text.format(column)} AND {column} NOT GLOB '*[^-.0-9]*' AND {column} <> ''"


def signed(law: type[_Sign], *columns: str) -> list[CheckConstraint]:
    """Constraints of one sign on each of these columns, named after them."""
    return [CheckConstraint(law(column), name=column) for column in columns]
