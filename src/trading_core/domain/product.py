"""What can be traded: a symbol with its market, kind, currency and scales."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Final

from attrs import Factory, evolve, field, frozen

from trading_core.domain.amounts import Price, Quantity
from trading_core.domain.checks import a, expect, text, written
from trading_core.domain.exact import MAX_DECIMALS, ONE, UNIT, ZERO, decimal_of, plain, show, to_unit
from trading_core.domain.ids import Currency, MarketCode, Symbol
from trading_core.domain.words import Word
from trading_core.errors import InvalidValue


class ProductKind(Word):
    """What sort of thing a product is; a market's rules may differ by it."""

    STOCK = "stock"
    ETF = "etf"
    TDR = "tdr"
    WARRANT = "warrant"
    BOND = "bond"
    REIT = "reit"
    FX = "fx"
    METAL = "metal"
    CRYPTO = "crypto"
    INDEX = "index"
    OTHER = "other"


PLAIN: Final = MarketCode("plain")
TW: Final = MarketCode("tw")
FX: Final = MarketCode("fx")
US: Final = MarketCode("us")
TWD: Final = Currency("TWD")

_HIGHEST_MULTIPLE: Final = Decimal(100)
UNITS: Final = tuple(UNIT.scaleb(MAX_DECIMALS - decimals) for decimals in range(MAX_DECIMALS + 1))


# Some days more than moments have, so that every moment falls on a day everywhere and is settled on another.
FIRST_DAY: Final = date(1899, 12, 1)
LAST_DAY: Final = date(2200, 12, 31)


def calendar_day(value: object, field_name: str = "day") -> date:
    """Accept a day, and never a moment: a moment is another day elsewhere."""
    if type(value) is not date or not FIRST_DAY <= value <= LAST_DAY:
        if isinstance(value, datetime):
            shown = written(value)
        else:
            shown = date.isoformat(value) if isinstance(value, date) else show(value)
        raise InvalidValue(field_name, shown, f"a date from {FIRST_DAY} to {LAST_DAY}")
    return value


def _listed_on(value: object) -> date | None:
    return None if value is None else calendar_day(value, "listed_on")


def _name(value: object) -> str:
    name = text(value, "name")
    if not name.strip():
        raise InvalidValue("name", show(name), "a name that can be seen")
    return name


def _scale(value: object, field_name: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= MAX_DECIMALS:
        raise InvalidValue(field_name, show(value), f"a whole number from 0 to {MAX_DECIMALS}")
    return value


def _price_decimals(value: object) -> int:
    return _scale(value, "price_decimals")


def _quantity_decimals(value: object) -> int:
    return _scale(value, "quantity_decimals")


def _multiple(value: object) -> Decimal:
    multiple = decimal_of(value, "limit_multiple")
    if not ZERO < multiple <= _HIGHEST_MULTIPLE:
        raise InvalidValue(
            "limit_multiple", show(multiple), f"a number above 0 and at most {_HIGHEST_MULTIPLE}"
        )
    return multiple


@frozen
class Product:
    """
    Something that can be traded.

    The scales say how many decimals its prices and quantities may have. ``limit_multiple`` widens the daily
    price limits of a fund that moves by a multiple of its index, and ``listed_on`` is the first trading day of
    a product young enough for that to matter.
    """

    symbol: Symbol = field(converter=Symbol)
    name: str = field(default=Factory(lambda self: str(self.symbol), takes_self=True), converter=_name)
    market: MarketCode = field(default=PLAIN, converter=MarketCode)
    kind: ProductKind = field(default=ProductKind.OTHER, validator=a(ProductKind))
    currency: Currency = field(default=TWD, converter=Currency)
    price_decimals: int = field(default=MAX_DECIMALS, converter=_price_decimals)
    quantity_decimals: int = field(default=MAX_DECIMALS, converter=_quantity_decimals)
    tradable: bool = field(default=True, validator=a(bool))
    listed_on: date | None = field(default=None, converter=_listed_on)
    limit_multiple: Decimal = field(default=ONE, converter=_multiple)

    def check_scale(self, price: Price | None, quantity: Quantity) -> None:
        """Refuse a price or quantity that is finer than the product is counted in."""
        if price is not None:
            expect(price, Price, "price")
            if not _fits(price.value, self.price_decimals):
                raise InvalidValue("price", plain(price.value), f"at most {self.price_decimals} decimals")
        expect(quantity, Quantity, "quantity")
        if not _fits(quantity.value, self.quantity_decimals):
            raise InvalidValue(
                "quantity", plain(quantity.value), f"at most {self.quantity_decimals} decimals"
            )

    def named(self, name: str) -> Product:
        """Give the same product another name."""
        return evolve(self, name=name)


def _fits(number: Decimal, decimals: int) -> bool:
    """Whether a number needs no more decimals than that; zeros at its end are not needed."""
    return decimals == MAX_DECIMALS or to_unit(number, UNITS[decimals]) == number


# The alphabetic codes of ISO 4217 for money, and the offshore yuan that dealers quote.
CURRENCIES: Final = frozenset(
    (
        "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF "
        "CHF CLP CNH CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD "
        "HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL "
        "LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR "
        "PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP "
        "TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG"
    ).split()
)
METALS: Final = frozenset({"XAU", "XAG", "XPT", "XPD"})

_PAIR: Final = re.compile(r"([A-Z]{3})([A-Z]{3})")
_TAIWAN: Final = re.compile(r"[0-9]{4,6}")
# How Taiwan's exchange numbers securities: the first pattern that a code fits tells its kind. What fits none,
# such as six digits that may be a bond or a warrant of the second board, stays OTHER.
_TAIWAN_KINDS: Final = (
    (re.compile(r"00[0-9]{2,4}"), ProductKind.ETF),
    (re.compile(r"91[0-9]{2}|91[0-9]{4}"), ProductKind.TDR),
    (re.compile(r"0[3-8][0-9]{4}"), ProductKind.WARRANT),
    (re.compile(r"[1-9][0-9]{4}"), ProductKind.BOND),
    (re.compile(r"[0-9]{4}"), ProductKind.STOCK),
)


# A market quotes the same few products again and again, and what their symbols say does not change.
REMEMBERED: Final = 4_096


def product_for(symbol: Symbol, currency: Currency = TWD) -> Product:
    """
    Make a product on first use, from its symbol alone.

    A pair of currencies, or a metal in a currency, trades as ``fx``; four to six digits are a Taiwanese
    security; everything else is ``plain``. Its money is that of the account that uses it first.
    """
    return _made(Symbol(symbol), Currency(currency))


@lru_cache(maxsize=REMEMBERED)
def _made(symbol: Symbol, currency: Currency) -> Product:
    market, kind = _market_and_kind(symbol)
    return Product(symbol, market=market, kind=kind, currency=currency)


def _market_and_kind(symbol: Symbol) -> tuple[MarketCode, ProductKind]:
    pair = _PAIR.fullmatch(symbol)
    if pair is not None and pair[2] in CURRENCIES:
        if pair[1] in METALS:
            return FX, ProductKind.METAL
        if pair[1] in CURRENCIES and pair[1] != pair[2]:
            return FX, ProductKind.FX
    if _TAIWAN.fullmatch(symbol):
        kinds = (kind for pattern, kind in _TAIWAN_KINDS if pattern.fullmatch(symbol))
        return TW, next(kinds, ProductKind.OTHER)
    return PLAIN, ProductKind.OTHER
