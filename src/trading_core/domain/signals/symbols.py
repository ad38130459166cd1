"""What a product is called: many spellings, one name, and no guessing.

A spelling is either known or refused. ``XUAUSD`` is one slip away from XAUUSD, and that is exactly why it is
refused: whoever slipped once may have meant something else.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from trading_core.domain.exact import show
from trading_core.domain.ids import Symbol
from trading_core.domain.signals.products import (
    COIN_CODES,
    COIN_QUOTES,
    EXCHANGES,
    FLAGS,
    KNOWN,
    MAJOR_COINS,
    SHARES_KNOWN,
    STABLE_QUOTES,
    Product,
)
from trading_core.domain.signals.scales import COINS, CURRENCIES, METALS, SHARES, coin_scale
from trading_core.errors import InvalidValue

_EXPECTED: Final = "a known product such as EURUSD, GOLD, BTC/USDT, 2330.TW or $TSLA"
_LONGEST: Final = 40
_MONEY: Final = frozenset((*CURRENCIES, *METALS))
_NO_SHARES: Final = _MONEY | frozenset(COIN_CODES) | frozenset(Symbol.elsewhere)
_SLIP_LENGTHS: Final = range(5, 8)

_NAME: Final = re.compile(r"[A-Za-z0-9]+")
_SECOND: Final = re.compile(r"(?P<by>\s?[/\\_-]\s?|[ \t]{1,2}|\.)(?P<quote>[A-Za-z]{3,5})(?![A-Za-z0-9])")
_BROKER_SUFFIX: Final = re.compile(
    r"(?:[._-](?:pro|ecn|raw|std|stp|cash|spot|mini|micro|prime|perp|[a-z])|perp|#)(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_GLUED_SUFFIXES: Final = ("PRO", "ECN", "RAW", "PERP", "M", "C", "B", "I", "R", "Z", "K", "X")
_EXCHANGE: Final = re.compile(r"([A-Za-z_]{2,12}):(?=[A-Za-z0-9])")
_CODE: Final = re.compile(r"([0-9]{4,6})(?:\.(?:TWO|TW))?(?![A-Za-z0-9.])", re.IGNORECASE)
_LISTED: Final = re.compile(
    r"[A-Z0-9]{1,6}\.(?:HK|SS|SZ|T|L|KS|KQ|DE|PA|AS|MI|MC|SW|TO|AX|NS|BO|SI)(?![A-Za-z0-9])", re.IGNORECASE
)
_TICKER: Final = re.compile(r"[A-Z]{1,5}(?:\.[AB])?(?![A-Za-z0-9])", re.IGNORECASE)
_MONEY_ENDS: Final = ("USD", *sorted(STABLE_QUOTES))
_FLAGS: Final = re.compile("[\U0001f1e6-\U0001f1ff]{2}")
_FLAG_A: Final = 0x1F1E6


class Found(NamedTuple):
    """A product in a text, and where its name ends."""

    product: Product
    end: int


def _dropped(word: str) -> set[str]:
    return {word[:at] + word[at + 1 :] for at in range(len(word))}


def _swapped(word: str) -> set[str]:
    return {word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1)}


_TYPED_OFTEN: Final = (
    frozenset(
        name
        for name in KNOWN
        if len(name) == 6  # noqa: PLR2004 - the length of a pair of currencies
        and name[:3] in _MONEY
        and name[3:] in {"USD", "EUR", "GBP", "JPY", "CHF", "CAD", "AUD", "NZD"}
    )
    | {"BTCUSD", "ETHUSD", "BTCUSDT", "ETHUSDT", "SILVER", "NAS100"}
)
_ONE_SHORT: Final = frozenset(short for name in _TYPED_OFTEN for short in _dropped(name))


def is_slip(word: str) -> bool:
    """Whether a word is one slip (a letter too many, too few, wrong, or two swapped) away from a known name."""
    # Without one of its letters a word with a wrong letter or two swapped ones is a name without one of its own.
    if len(word) not in _SLIP_LENGTHS or word in _TYPED_OFTEN:
        return False
    shorter = _dropped(word)
    return word in _ONE_SHORT or not shorter.isdisjoint(_TYPED_OFTEN) or not shorter.isdisjoint(_ONE_SHORT)


def _coin(name: str) -> Product | None:
    for quote in COIN_QUOTES:
        base = name[: -len(quote)]
        if base and name.endswith(quote):
            base = "BTC" if base == "XBT" else base
            if base in COIN_CODES and base != quote:
                return Product(Symbol(base + quote), coin_scale(base, quote))
            if quote in STABLE_QUOTES and _may_be_coin(base) and not is_slip(name):
                return Product(Symbol(base + quote), COINS)
    return None


def _may_be_coin(base: str) -> bool:
    """An unknown coin is believed unless it looks like a slip of a famous one or is a currency."""
    if not 2 <= len(base) <= 10 or base.isdigit() or base in _MONEY:  # noqa: PLR2004 - lengths of coin names
        return False
    shorter = _dropped(base)
    return not any(
        base in _dropped(coin)
        or coin in shorter
        or coin in _swapped(base)
        or (len(coin) > 3 and not shorter.isdisjoint(_dropped(coin)))  # noqa: PLR2004 - short codes are crowded
        for coin in MAJOR_COINS
    )


def named(name: str) -> Product | None:
    """Find a product by one whole word in capitals."""
    found = KNOWN.get(name) or _coin(name)
    if found is not None:
        return found
    for suffix in _GLUED_SUFFIXES:
        base = name[: -len(suffix)]
        # A doubled last letter is a slip (USDCHFF), not a broker's suffix (XAUUSDb).
        if len(base) >= 5 and name.endswith(suffix) and base[-1] != suffix:  # noqa: PLR2004 - shortest: US100m
            found = KNOWN.get(base) or _coin(base)
            if found is not None:
                return found
    return None


def _two_part(text: str, name: str, end: int) -> Found | None:
    second = _SECOND.match(text, end)
    base = {"GOLD": "XAU", "SILVER": "XAG"}.get(name, name)
    if second is None or (base not in _MONEY and base not in COIN_CODES and second["by"].strip() != "/"):
        return None
    spaced = not second["by"].strip()
    if (
        spaced
        and base not in _MONEY
        and base not in MAJOR_COINS
        and second["quote"].upper() not in STABLE_QUOTES
    ):
        return None
    whole = base + second["quote"].upper()
    found = KNOWN.get(whole) if base in _MONEY else _coin(whole)
    return None if found is None else Found(found, second.end())


def _after_name(text: str, end: int) -> int:
    suffix = _BROKER_SUFFIX.match(text, end)
    return end if suffix is None else suffix.end()


def _is_slash_of_currencies(text: str, name: str, end: int) -> bool:
    second = _SECOND.match(text, end)
    return second is not None and name in _MONEY and second["by"].strip() == "/" and len(second["quote"]) == 3  # noqa: PLR2004


def symbol_at(text: str, start: int) -> Found | None:
    """Find the product whose name begins exactly here, without any label that says a name follows."""
    exchange = _EXCHANGE.match(text, start)
    if exchange is not None and exchange[1].upper() in EXCHANGES:
        return explicit_at(text, exchange.end())
    word = _NAME.match(text, start)
    if word is None:
        return None
    name, end = word[0].upper(), word.end()
    pair = _two_part(text, name, end)
    if pair is not None:
        return Found(pair.product, _after_name(text, pair.end))
    found = named(name)
    if found is not None and not _is_slash_of_currencies(text, name, end):
        return Found(found, _after_name(text, end))
    if word[0].isupper() and name in SHARES_KNOWN:
        return Found(SHARES_KNOWN[name], end)
    return None


def explicit_at(text: str, start: int, *, cased: bool = False) -> Found | None:
    """Find a product where something (a label, a cash tag, an exchange) says that a name stands here."""
    exchange = _EXCHANGE.match(text, start)
    if exchange is not None and exchange[1].upper() in EXCHANGES:
        start = exchange.end()
    code = _CODE.match(text, start)
    if code is not None:
        return Found(Product(Symbol(code[1]), SHARES), code.end())
    listed = _LISTED.match(text, start)
    name = _NAME.match(text, start)
    if listed is not None and name is not None and named(name[0].upper()) is None:
        return Found(Product(Symbol(listed[0]), SHARES), listed.end())
    found = symbol_at(text, start) if exchange is None else _plain_at(text, start)
    if found is not None:
        return found
    ticker = _TICKER.match(text, start)
    if ticker is None or (cased and not ticker[0].isupper()):
        return None
    symbol = ticker[0].upper()
    if symbol in _NO_SHARES or is_slip(symbol) or symbol.endswith(_MONEY_ENDS):
        return None
    return Found(Product(Symbol(symbol), SHARES), ticker.end())


def _plain_at(text: str, start: int) -> Found | None:
    return None if _EXCHANGE.match(text, start) else symbol_at(text, start)


def pair_of_flags(first: str, second: str) -> str | None:
    """Name the pair that two flags draw, whether or not the market quotes it that way round."""
    base, quote = (
        FLAGS.get("".join(chr(ord("A") + ord(half) - _FLAG_A) for half in flag)) for flag in (first, second)
    )
    return None if base is None or quote is None else base + quote


@lru_cache(maxsize=4096)
def product_of(spelling: str) -> Product:
    """Find the product that a whole text names, or refuse it."""
    text = spelling.strip().strip("[](){}#*_`\"'").strip()
    if len(spelling) > _LONGEST or not text:
        raise InvalidValue("symbol", show(spelling), _EXPECTED)
    flags = _FLAGS.findall(text)
    drawn = None
    if flags:
        text = _FLAGS.sub(" ", text).strip(" /-")
        drawn = pair_of_flags(flags[0], flags[1]) if len(flags) == 2 else None  # noqa: PLR2004
        text = text or drawn or ""
    text = text.removeprefix("$")
    by_name = KNOWN.get("".join(text.split()).upper())
    found = Found(by_name, len(text)) if by_name is not None else explicit_at(text, 0)
    if found is None or found.end != len(text):
        raise InvalidValue("symbol", show(spelling), _EXPECTED)
    if drawn is not None and {drawn[:3], drawn[3:]} != {found.product.symbol[:3], found.product.symbol[3:]}:
        raise InvalidValue("symbol", show(spelling), "flags and a name that agree")
    return found.product


def canonical_symbol(text: object) -> Symbol:
    """Name a product the one way this library does: GOLD and xau/usd are XAUUSD, 2330.TW is 2330."""
    if not isinstance(text, str):
        raise InvalidValue("symbol", show(text), _EXPECTED)
    return product_of(str.__str__(text)).symbol


def pair_like(symbol: str) -> bool:
    """Whether a name stands for itself anywhere in a text: a known product or a coin with its quote."""
    return named(symbol) is not None
