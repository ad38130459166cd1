"""Signals a second, against one bare compiled regular expression on the same texts."""

from __future__ import annotations

import re

from bench.timing import per_second, table
from trading_core import parse_signal

# the narrowest expression that can read the texts below, and one that allows what the webhook's documentation
# allows (case, spaces, the price left out or in brackets) and hands out what it has read
NARROW = re.compile(r"(BUY|SELL) ([A-Z]{6}) @([0-9.]+)\nSL ([0-9.]+)\nTP ([0-9.]+)")
BARE = re.compile(
    r"\s*(BUY|SELL)\s+([A-Z]{3}/?[A-Z]{3})\s*(?:\[?\s*@?\s*([0-9]+(?:[.,][0-9]+)?)(?:\s*-\s*Optional)?\s*\]?)?\s*"
    r"\n\s*S\.?L\.?\s*[:=@]?\s*([0-9]+(?:[.,][0-9]+)?)\s*\n\s*T\.?P\.?\s*[:=@]?\s*([0-9]+(?:[.,][0-9]+)?)\s*",
    re.IGNORECASE,
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

    def matched(expression: re.Pattern[str]) -> int:
        return sum(
            found is not None and len(found.groups())
            for text in texts
            for found in [expression.fullmatch(text)]
        )

    def parsed(chosen: list[str]) -> int:
        for text in chosen:
            parse_signal(text)
        return len(chosen)

    if matched(BARE) != matched(NARROW) or matched(BARE) != 5 * len(texts):
        message = "an expression does not read every text: the measurement is not of what it says"
        raise SystemExit(message)
    rates = {
        "one bare expression": per_second(lambda: matched(BARE) // 5, rounds=9),
        "the narrowest expression": per_second(lambda: matched(NARROW) // 5, rounds=9),
        "documented form, parsed": per_second(lambda: parsed(texts), rounds=9),
        "as people write, parsed": per_second(lambda: parsed(list(PEOPLE) * 500)),
    }
    table(
        "Signals read, one thread",
        [
            (
                name,
                f"{rate:,.0f}/s",
                f"{1e6 / rate:.2f} us, {rates['one bare expression'] / rate:.2f} of the bare one's time",
            )
            for name, rate in rates.items()
        ],
    )
