"""How large a price can be: bands so wide that no honest price of many years falls outside.

Two facts unmask a slipped decimal point: what one unit is roughly worth, and that all prices of one order
lie near each other. Neither is ever used to repair a number, only to refuse it or to choose between two
readings of "1,234" when exactly one of them can be a price.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final, NamedTuple

from trading_core.domain.exact import MAX_VALUE, ZERO, divide, multiply

LAST_PRICE_FACTOR: Final = Decimal(2)

CURRENCY_SPREAD: Final = Decimal("1.3")
INDEX_SPREAD: Final = Decimal("1.6")
SHARE_SPREAD: Final = Decimal(3)
COIN_SPREAD: Final = Decimal(4)


class Scale(NamedTuple):
    """The prices that can be (low to high), and how many times the lowest the highest of one order may be."""

    low: Decimal
    high: Decimal
    spread: Decimal

    def holds(self, price: Decimal) -> bool:
        """Whether this can be a price at all."""
        return self.low <= price <= self.high


SHARES: Final = Scale(ZERO, MAX_VALUE, SHARE_SPREAD)
COINS: Final = Scale(ZERO, MAX_VALUE, COIN_SPREAD)

# What one unit was and may come to be worth in US dollars, lowest and highest.
_WORTH: Final = {
    "XAU": ("200", "20000"),
    "XAG": ("3", "400"),
    "XPT": ("200", "8000"),
    "XPD": ("100", "8000"),
    "EUR": ("0.7", "2"),
    "GBP": ("0.9", "2.6"),
    "AUD": ("0.35", "1.8"),
    "NZD": ("0.3", "1.6"),
    "USD": ("1", "1"),
    "CAD": ("0.4", "1.6"),
    "CHF": ("0.6", "2"),
    "SGD": ("0.5", "1.2"),
    "DKK": ("0.1", "0.3"),
    "PLN": ("0.15", "0.5"),
    "NOK": ("0.06", "0.2"),
    "SEK": ("0.06", "0.2"),
    "HKD": ("0.11", "0.15"),
    "CNH": ("0.1", "0.2"),
    "CNY": ("0.1", "0.2"),
    "ILS": ("0.2", "0.5"),
    "TRY": ("0.005", "0.8"),
    "MXN": ("0.03", "0.12"),
    "ZAR": ("0.03", "0.2"),
    "BRL": ("0.1", "0.7"),
    "TWD": ("0.02", "0.05"),
    "THB": ("0.02", "0.05"),
    "INR": ("0.007", "0.03"),
    "CZK": ("0.03", "0.08"),
    "HUF": ("0.0015", "0.008"),
    "RUB": ("0.005", "0.05"),
    "KRW": ("0.0005", "0.0015"),
    "JPY": ("0.004", "0.016"),
}
METALS: Final = ("XAU", "XAG", "XPT", "XPD")
# The market quotes a pair with the currency that stands earlier in this order first.
CURRENCIES: Final = tuple(code for code in _WORTH if code not in METALS)

_COIN_WORTH: Final = {"BTC": ("1000", "5000000"), "ETH": ("50", "200000")}


def _worth(code: str) -> tuple[Decimal, Decimal]:
    low, high = _WORTH.get(code) or _COIN_WORTH[code]
    return Decimal(low), Decimal(high)


def pair_scale(base: str, quote: str) -> Scale:
    """What one unit of the base costs in the quote, at the extremes of both."""
    base_low, base_high = _worth(base)
    quote_low, quote_high = _worth(quote)
    return Scale(divide(base_low, quote_high), divide(base_high, quote_low), CURRENCY_SPREAD)


def coin_scale(base: str, quote: str) -> Scale:
    """Only the oldest coins against money have a band; for the others anything may be."""
    dollars = "USD" if quote.endswith("USD") or quote.startswith("USD") else quote
    if base in _COIN_WORTH and dollars in _WORTH:
        low, high, _ = pair_scale(base, dollars)
        return Scale(low, high, COIN_SPREAD)
    return COINS


def band(low: int, high: int, spread: Decimal = INDEX_SPREAD) -> Scale:
    """Say a band in whole numbers."""
    return Scale(Decimal(low), Decimal(high), spread)


def apart(one: Decimal, other: Decimal, factor: Decimal) -> bool:
    """Whether one number is more than ``factor`` times the other."""
    low, high = (one, other) if one <= other else (other, one)
    return high > multiply(low, factor)
