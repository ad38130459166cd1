"""Names of things as types of their own, so that an account is never passed where an order is meant."""

from __future__ import annotations

import re
from typing import ClassVar, Self

from trading_core.domain.exact import show
from trading_core.errors import InvalidValue


class Name(str):
    """
    A text that has passed its type's law once.

    Being text itself, it goes into any database, dictionary or message as it is.
    """

    __slots__ = ()
    law: ClassVar[re.Pattern[str]] = re.compile(r"[!-~](?:[ -~]{0,62}[!-~])?")
    expected: ClassVar[str] = "1 to 64 visible ASCII characters"
    elsewhere: ClassVar[tuple[str, ...]] = ()  # words that mean another place in the address of a page

    def __new__(cls, value: object) -> Self:
        """Check the law; a value of the very same type has passed it before."""
        if type(value) is cls:
            return value
        if not isinstance(value, str) or not cls.law.fullmatch(value):
            raise InvalidValue(cls.__name__, show(value), cls.expected)
        name = str.__str__(value)  # what was checked, not what a kind of text says it is
        if name in cls.elsewhere:
            raise InvalidValue(cls.__name__, show(name), "another one, as this word leads elsewhere")
        return super().__new__(cls, name)


class AccountId(Name):
    """One account: one currency, one journal."""

    __slots__ = ()


class OrderNumber(Name):
    """One order, whichever door it came through."""

    __slots__ = ()
    elsewhere = (".", "..", "preview")


class FillId(Name):
    """One execution report of a broker; the same id again is the same fill."""

    __slots__ = ()
    law = re.compile(r"[!-~](?:[ -~]{0,94}[!-~])?")
    expected = "1 to 96 visible ASCII characters"


class ClientOrderId(Name):
    """The client's own name for an order, unique within the account."""

    __slots__ = ()


class Symbol(Name):
    """What a product is called on its market, in capitals: 2330, 0050, EURUSD, BRK.B."""

    __slots__ = ()
    law = re.compile(r"[A-Z0-9](?:[A-Z0-9._:^=-]{0,22}[A-Z0-9])?")
    expected = "1 to 24 letters, digits or .-_:=^ (as in 2330, EURUSD, BRK.B)"
    elsewhere = ("USERS", "STOCKS", "TRANSACTIONS")

    def __new__(cls, value: object) -> Self:
        """Read small letters as capitals; other alphabets are refused, not folded."""
        if type(value) is cls:
            return value
        return super().__new__(cls, value.upper() if isinstance(value, str) and value.isascii() else value)


class MarketCode(Name):
    """A set of market rules, by its short name: plain, tw, fx, us."""

    __slots__ = ()
    law = re.compile(r"[a-z][a-z0-9_]{0,15}")
    expected = "1 to 16 small letters, digits or underscores"


class Currency(Name):
    """A currency by its three capital letters."""

    __slots__ = ()
    law = re.compile(r"[A-Z]{3}")
    expected = "three capital letters, as in TWD"
