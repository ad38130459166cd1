"""What charts signal, by the seed alone: texts that are said once, some of them under a name, some of them unreadable."""

from __future__ import annotations

from decimal import Decimal
from random import Random
from typing import Final

from attrs import frozen

from tests.integration.crash.asking import Asking, Cast, Chartist
from tests.integration.http.routes import WEBHOOK
from tests.integration.http.signalling import TEXT

SIGNAL: Final = "signal"
NAMED: Final = "named signal"
SLIP: Final = "slip"
KINDS: Final = (SIGNAL, NAMED, SLIP)
WORDS: Final = [SIGNAL] * 50 + [NAMED] * 30 + [SLIP] * 20
LOW, HIGH = Decimal("1.1"), Decimal("1.3")
WRITTEN: Final = {"limit": "{side} {symbol} @{price}", "stop": "{side} STOP {symbol} {price}"}
SLIPS: Final = (
    b"hello %s",
    b"BUY EURUSD @%s\nTP 1.3",
    b"BUY EURUSD @%s\nSL 1.3\nTP 1.1",
    b"SELL EURUSD @%s\nSL what\nTP 1.1",
    b"\xff\xfe %s",
)


@frozen
class Wish:
    """The order that a text asks for."""

    side: str
    type: str
    symbol: str
    price: Decimal

    @property
    def exits(self) -> tuple[Decimal, Decimal]:
        """Where it is to be given up, and where it is to be left with a gain."""
        return (LOW, HIGH) if self.side == "buy" else (HIGH, LOW)

    @property
    def text(self) -> bytes:
        """How it is written."""
        stop, target = self.exits
        head = WRITTEN[self.type].format(side=self.side.upper(), symbol=self.symbol, price=self.price)
        return f"{head}\nSL {stop}\nTP {target}".encode()


@frozen(kw_only=True)
class Signalling(Asking):
    """A text for the webhook, however often it is delivered; ``wish`` is None where it cannot be read."""

    chartist: Chartist
    wish: Wish | None

    @property
    def headers(self) -> dict[str, str]:
        """What is sent with it each time; without a name it is known again by its words alone."""
        named = {"Idempotency-Key": self.key} if self.kind == NAMED else {}
        return {"Content-Type": TEXT, "X-API-KEY": self.chartist.key, **named}

    @property
    def words(self) -> str:
        """The text as it is kept."""
        return self.content.decode("utf-8", "replace")


class Charter:
    """Makes up the signals of one client; two neighbours send the same ones, as a sender does that is not sure."""

    def __init__(self, cast: Cast, place: int) -> None:
        """Begin; what is sent follows from the seed, and so does how often."""
        self.cast, self.pair, self.count = cast, place // 2, 0
        self.chance: Final = Random(f"{cast.seed}/{cast.label}/chart/{place}")  # noqa: S311 - repeats by its seed

    def next(self) -> Signalling:
        """Make up one text; its price says which, so that there is no other like it."""
        self.count += 1
        key = f"{self.cast.label}-{self.cast.seed}-chart-{self.pair}-{self.count}"
        chance = Random(key)  # noqa: S311 - repeats by its seed
        kind, chartist = chance.choice(WORDS), chance.choice(self.cast.chartists)
        price = Decimal(f"1.2{self.pair:02}{self.count:05}")
        wish = Wish(
            chance.choice(("buy", "sell")),
            chance.choice(sorted(WRITTEN)),
            chance.choice(("EURUSD", "GBPUSD", "AUDUSD")),
            price,
        )
        slip = chance.choice(SLIPS) % str(price).encode()
        return Signalling(
            kind,
            chartist.trader.caller,
            chartist.trader,
            WEBHOOK,
            slip if kind == SLIP else wish.text,
            key,
            chartist=chartist,
            wish=None if kind == SLIP else wish,
        )
