"""
The kinds of columns, each with one exact form on either database.

SQLite has no decimals and no moments: there, both are text, written so that equal values are equal texts, and moments
so that their texts sort. Each kind also knows its form in JSON, since rows travel to the database as JSON.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any, ClassVar, Final

from sqlalchemy import BigInteger, Boolean, Date, DateTime, Dialect, Integer, LargeBinary, Numeric, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeDecorator, TypeEngine

from adapters.sql.json_text import read_json, write_json
from trading_core.domain.exact import MAX_DECIMALS, MAX_VALUE, UNIT, ZERO, plain, to_unit
from trading_core.errors import InvalidValue

WHOLE_DIGITS: Final = 19
Process = Callable[[Any], Any]


def on_sqlite(dialect: Dialect) -> bool:
    """Whether this is the database that has fewer types."""
    return dialect.name == "sqlite"


class Kind(TypeDecorator[Any]):
    """A kind of column: how it is declared on either database, written and read."""

    cache_ok = True
    impl: TypeEngine[Any] | type[TypeEngine[Any]] = Text
    postgresql: ClassVar[TypeEngine[Any]] = Text()
    sqlite: ClassVar[TypeEngine[Any]] = Text()

    def __init_subclass__(cls, **more: Any) -> None:  # noqa: ANN401 - the interface
        """Let statements be remembered: no kind has a state, which the library wants to hear from each."""
        super().__init_subclass__(**more)
        cls.cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Declare it."""
        return dialect.type_descriptor(self.sqlite if on_sqlite(dialect) else self.postgresql)

    def packing(self) -> Process | None:
        """How a value is written in JSON, unless JSON has it."""
        return None

    def reading(self) -> Process | None:
        """How a value is read that SQLite has stored; PostgreSQL's driver reads its own types."""
        return None

    def bind_processor(self, dialect: Dialect) -> Process | None:
        """Write one value by itself: SQLite stores what travels in JSON, PostgreSQL's driver knows its types."""
        write = self.packing()
        if write is None:
            return None
        return (
            _unless_none(write) if on_sqlite(dialect) else _unless_none(lambda value: write(value) and value)
        )

    def result_processor(self, dialect: Dialect, coltype: object) -> Process | None:  # noqa: ARG002 - the interface
        """Read one value."""
        read = self.reading() if on_sqlite(dialect) else None
        return None if read is None else _unless_none(read)


def _unless_none(process: Process) -> Process:
    return lambda value: None if value is None else process(value)


def exact_text(value: object) -> str:
    """Write a decimal as the one text that stands for it; a float has lost the number that was meant."""
    if type(value) is not Decimal or not value.is_finite():
        raise InvalidValue("number", f"a value of type {type(value).__name__}", "a finite Decimal")
    if not value:  # as most amounts of most rows are
        return "0"
    text = str(value)
    if text.isdigit() and len(text) <= WHOLE_DIGITS:  # as most others are
        return text
    if "E" in text:
        text = format(value, "f")
    whole, point, decimals = text.partition(".")
    if point:
        decimals = decimals.rstrip("0")
        text = f"{whole}.{decimals}" if decimals else whole
    if len(decimals) > MAX_DECIMALS or len(whole.removeprefix("-")) > WHOLE_DIGITS:
        raise InvalidValue("number", text, f"at most {WHOLE_DIGITS} digits and {MAX_DECIMALS} decimals")
    return text


class trimmed(FunctionElement[Decimal]):  # noqa: N801 - reads as the function that it is
    """A number without the zeros that PostgreSQL pads it with, so that both databases give the same text."""

    inherit_cache = True
    name = "trimmed"

    def __init__(self, column: Any, kind: TypeEngine[Any]) -> None:  # noqa: ANN401 - any expression
        super().__init__(column)
        self.type = kind


@compiles(trimmed, "postgresql")
def _trim(element: trimmed, compiler: SQLCompiler, **more: Any) -> str:  # noqa: ANN401 - the compiler's own
    return f"trim_scale({compiler.process(element.clauses, **more)})"


@compiles(trimmed, "sqlite")
def _leave(element: trimmed, compiler: SQLCompiler, **more: Any) -> str:  # noqa: ANN401 - the compiler's own
    return compiler.process(element.clauses, **more)


class Exact(Kind):
    """A decimal number, exact to its last digit."""

    impl = Numeric
    postgresql = Numeric(WHOLE_DIGITS + MAX_DECIMALS, MAX_DECIMALS)

    def packing(self) -> Process | None:
        """Write it as text."""
        return exact_text

    def reading(self) -> Process | None:
        """Read it from text."""
        return Decimal

    def column_expression(self, column: Any) -> Any:  # noqa: ANN401 - any expression
        """Read it without needless zeros."""
        return trimmed(column, self)


def ranked_text(value: Decimal) -> str:
    """Write a number so that greater numbers are greater texts."""
    number = Decimal(exact_text(value))
    if not ZERO <= number <= MAX_VALUE:
        raise InvalidValue("number", plain(number), f"a number from 0 to {MAX_VALUE}")
    return f"{to_unit(number, UNIT):025f}"


class Ranked(Exact):
    """An exact number from zero on that lists are sorted by, which SQLite does by its text of fixed width."""

    def packing(self) -> Process | None:
        """Write it as text of fixed width."""
        return ranked_text

    def reading(self) -> Process | None:
        """Drop the zeros on both sides."""
        return lambda stored: Decimal(plain(Decimal(stored)))


def utc_text(value: datetime) -> str:
    """Write a moment in UTC with all its digits, so that later moments are greater texts."""
    if value.tzinfo is not UTC:
        if value.utcoffset() is None:
            raise InvalidValue("time", value.isoformat(), "a time with an offset")
        value = value.astimezone(UTC)
    return _utc_text(value)


@lru_cache(maxsize=64)  # most rows of a batch are of the same moment
def _utc_text(moment: datetime) -> str:
    """Only in UTC are equal moments one moment: where clocks are set back, an hour comes twice."""
    return moment.isoformat(" ", "microseconds")


class Utc(Kind):
    """A moment, in UTC."""

    impl = DateTime
    postgresql = DateTime(timezone=True)

    def packing(self) -> Process | None:
        """Write it as text."""
        return utc_text

    def reading(self) -> Process | None:
        """Read it from text."""
        return datetime.fromisoformat


class Day(Kind):
    """A calendar day."""

    impl = Date
    postgresql = Date()

    def packing(self) -> Process | None:
        """Write it as text."""
        return date.isoformat

    def reading(self) -> Process | None:
        """Read it from text."""
        return date.fromisoformat


class Named(Kind):
    """A name or word in ASCII, which sorts by its bytes whatever the language of the database is."""

    postgresql = Text(collation="C")


class Words(Kind):
    """Text of people, in any language."""


class Count(Kind):
    """A whole number."""

    impl = BigInteger
    postgresql = BigInteger()
    sqlite = Integer()


class Flag(Kind):
    """Yes or no."""

    impl = Boolean
    postgresql = Boolean()
    sqlite = Integer()

    def reading(self) -> Process | None:
        """SQLite has numbers for it."""
        return bool


class Document(Kind):
    """Lists and mappings of texts and whole numbers; decimals are texts in it."""

    postgresql = JSONB()

    def bind_processor(self, dialect: Dialect) -> Process | None:  # noqa: ARG002 - the interface
        """Write it as text, when it is no part of a greater text already."""
        return _unless_none(write_json)

    def reading(self) -> Process | None:
        """Read it from text."""
        return read_json


def blob_text(value: bytes) -> str:
    """Write bytes as PostgreSQL does."""
    return "\\x" + value.hex()


class Blob(Kind):
    """Bytes; on SQLite as the text of their digits, since JSON holds no bytes."""

    impl = LargeBinary
    postgresql = LargeBinary()

    def packing(self) -> Process | None:
        """Write them as text."""
        return blob_text

    def reading(self) -> Process | None:
        """Read them from text."""
        return lambda stored: bytes.fromhex(stored[2:])
