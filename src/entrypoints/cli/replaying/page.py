"""What a replay came to, as one page that needs nothing else: no script, no font, no picture from elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from typing import Final

from entrypoints.cli.replaying.drawn import in_points
from entrypoints.cli.replaying.lines import money, rows
from entrypoints.cli.replaying.told import moment
from trading_core.use_cases.replayed import Replayed

WIDTH: Final = 1000
TALL: Final = 300
POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
STYLE: Final = """
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { max-width: 64rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; margin: 1rem 0 2rem; }
th, td { text-align: left; padding: .2rem 1rem .2rem 0; border-bottom: 1px solid #8884; vertical-align: top; }
svg { width: 100%; height: auto; border-bottom: 1px solid #8888; }
polyline { fill: none; stroke: #2468c0; stroke-width: 2; vector-effect: non-scaling-stroke; }
.scroll { overflow-x: auto; }
"""


def page(replayed: Replayed) -> str:
    """The whole page."""
    return "\n".join(_parts(replayed)) + "\n"


def _parts(replayed: Replayed) -> Iterator[str]:
    yield '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{escape(POLICY)}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>A replay of recorded prices</title>\n<style>{STYLE}</style>\n</head>\n<body>"
    yield "<h1>A replay of recorded prices</h1>"
    yield from _curve(replayed)
    yield from _table("What it came to", (), rows(replayed))
    if replayed.refused:
        refused = ((moment(one.at), one.what, str(one.refusal)) for one in replayed.refused)
        yield from _table("Refused", ("time", "what", "why"), refused)
    if replayed.trades:
        yield from _table(
            "Trades",
            ("time", "order", "product", "side", "why", "quantity", "price", "fee", "tax", "realized"),
            (
                (
                    moment(trade.executed_at),
                    str(trade.order),
                    str(trade.symbol),
                    trade.side.value,
                    trade.purpose.value,
                    str(trade.quantity),
                    str(trade.price),
                    *(money(amount) for amount in (trade.fee, trade.tax, trade.realized)),
                )
                for trade in replayed.trades
            ),
        )
    yield "</body>\n</html>"


def _curve(replayed: Replayed) -> Iterator[str]:
    worth = [mark.equity for mark in replayed.marks]
    said = f"Equity from {money(worth[0])} to {money(worth[-1])}, between {money(min(worth))} and {money(max(worth))}"
    yield f'<figure>\n<svg viewBox="-5 -5 {WIDTH + 10} {TALL + 10}" role="img" aria-label="{escape(said)}">'
    yield f"<title>{escape(said)}</title>"
    yield f'<polyline points="{in_points(worth, WIDTH, TALL)}"/>\n</svg>'
    yield f"<figcaption>{escape(said)}.</figcaption>\n</figure>"


def _table(title: str, head: Iterable[str], body: Iterable[Iterable[str]]) -> Iterator[str]:
    yield f'<h2>{escape(title)}</h2>\n<div class="scroll">\n<table>'
    names = "".join(f'<th scope="col">{escape(name)}</th>' for name in head)
    if names:
        yield f"<thead><tr>{names}</tr></thead>"
    yield "<tbody>"
    for first, *rest in body:
        cells = "".join(f"<td>{escape(cell)}</td>" for cell in rest)
        yield f'<tr><th scope="row">{escape(first)}</th>{cells}</tr>'
    yield "</tbody>\n</table>\n</div>"
