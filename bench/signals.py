"""Signals a second, against one bare compiled regular expression on the same texts."""

from __future__ import annotations

import re

from bench.timing import per_second, table
from trading_core import parse_signal

BARE = re.compile(
    r"(BUY|SELL) ([A-Z]{6}) @([0-9.]+)\nSL ([0-9.]+)\nTP ([0-9.]+)",
)
SYMBOLS = ("EURUSD", "GBPUSD", "AUDUSD", "NZDUSD", "USDCHF", "USDCAD")
PEOPLE = (
    "GBPJPY buy now\n@ 151.20\nsl 150.40\ntp1 152.00\ntp2 152.90",
    "#XAUUSD SELL LIMIT\nEntry: 2,412.50\nStop loss: 2,421\nTake profit 1: 2,400\nTake profit 2: 2,388",
    "Long BTC/USDT from 61200 - 61500\nSL: 60100\nTargets: 62500 / 63800 / 65000",
    "sell eur usd 1.0830 s.l 1.0875 t.p 1.0760",
)


def canonical() -> list[str]:
    """Texts of the form that the webhook documents, all different."""
    texts = []
    for n in range(2_000):
        entry, side = 10_000 + n, ("BUY", "SELL")[n % 2]
        step = 40 if side == "BUY" else -40
        stop, target = entry - step, entry + 2 * step
        symbol = SYMBOLS[n % len(SYMBOLS)]
        texts.append(
            f"{side} {symbol} @{entry / 10_000:.4f}\nSL {stop / 10_000:.4f}\nTP {target / 10_000:.4f}"
        )
    return texts


def run() -> None:
    """Measure and print."""
    texts = canonical()
    match = BARE.fullmatch

    def bare() -> int:
        return sum(match(text) is not None for text in texts for _ in range(10))

    def parsed(chosen: list[str]) -> int:
        for text in chosen:
            parse_signal(text)
        return len(chosen)

    expression = per_second(bare)
    documented = per_second(lambda: parsed(texts))
    people = per_second(lambda: parsed(list(PEOPLE) * 500))
    rows = [
        ("one bare expression", f"{expression:,.0f}/s", "groups matched, nothing checked"),
        (
            "documented form",
            f"{documented:,.0f}/s",
            f"{expression / documented:.2f} times the bare expression's time",
        ),
        ("as people write", f"{people:,.0f}/s", f"{1e6 / people:.0f} us each"),
    ]
    table("Signals parsed and checked, one thread", rows)
