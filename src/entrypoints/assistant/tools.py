"""Every tool there is. None of them places, cancels or confirms an order."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from entrypoints.assistant.tool import Form, Tool
from trading_core.domain.drafts import LONGEST_WHY
from trading_core.domain.words import OrderType, Side, TimeInForce

MOST_ROWS: Final = 50
USUAL_ROWS: Final = 20


def _text(about: str, *words: str) -> Form:
    return {"type": "string", "description": about, **({"enum": list(words)} if words else {})}


def _number(about: str) -> Form:
    return {"type": "string", "description": f'{about}: a number in quotes, as "850.5", so that it is exact.'}


def _words(kind: Iterable[str]) -> list[str]:
    return [str(word.value) if hasattr(word, "value") else word for word in kind]


STOCK_ID: Final = _text("The code of a product, as 2330, AAPL or EURUSD.")
NUMBER: Final = _text("The number of an order or a draft, as lists show it.")
SIDE: Final = _text("Purchases or sales.", *_words(Side))
PAGE_SIZE: Final = {
    "type": "integer",
    "minimum": 1,
    "maximum": MOST_ROWS,
    "description": f"How many rows, {USUAL_ROWS} unless said; fewer are shown where they are long.",
}
PAGING: Final = {
    "page_size": PAGE_SIZE,
    "cursor": _text("Where to go on: the next_cursor of the page before."),
}

_ALL: Final = (
    Tool(
        name="get_price",
        title="Price of a product",
        about="The last known price of one product, with its age and its source.",
        path="/api/price",
        arguments={"stock_id": STOCK_ID},
        needed=("stock_id",),
    ),
    Tool(
        name="get_price_history",
        title="Past prices of a product",
        about="Bars with open, high, low, close and volume, the oldest first.",
        path="/api/price/history",
        arguments={
            "stock_id": STOCK_ID,
            "from": _text("From this day or moment on, as 2026-01-31."),
            "to": _text("Up to the end of this day or this moment; now unless said."),
            "interval": _text("The length of a bar, as 1d; a day unless said."),
            "ordering": _text("The oldest or the newest first.", "timestamp", "-timestamp"),
            **PAGING,
        },
        needed=("stock_id",),
        paged=True,
    ),
    Tool(
        name="request_analysis",
        title="Have a product analysed",
        about=(
            "Begins an analysis of a product, or finds one that serves, and gives its task_id for get_analysis. It uses up "
            "a part of the day's allowance."
        ),
        method="POST",
        path="/api/analyze",
        arguments={"stock_id": STOCK_ID},
        needed=("stock_id",),
    ),
    Tool(
        name="get_analysis",
        title="An analysis",
        about=(
            "How far an analysis is, and its result once the state is SUCCESS: technical facts, and opinions of models, "
            "which are opinions. Ask again after some seconds while it is PENDING or STARTED."
        ),
        path="/api/analyze/{task_id}",
        arguments={"task_id": _text("The task_id that request_analysis gave.")},
        needed=("task_id",),
    ),
    Tool(
        name="list_significant_events",
        title="Significant price events",
        about="What prices did that is worth telling: moves, gaps, limits and volumes, the newest first.",
        path="/api/stocks/significant-events",
        arguments={
            "symbol__ticker": STOCK_ID,
            "event_type": _text("One kind of event, as PRICE_INCREASE or PRICE_DECREASE."),
            "timestamp__gte": _text("From this moment on, with its offset."),
            "timestamp__lte": _text("Up to this moment, with its offset."),
            **PAGING,
        },
        paged=True,
    ),
    Tool(
        name="get_account",
        title="Money of the account",
        about="Cash, what is reserved, buying power, equity, profit and limits of the account.",
        path="/api/account",
    ),
    Tool(
        name="get_holdings",
        title="Holdings of the account",
        about="What the account holds, at cost and at the last known prices.",
        path="/api/holdings",
        arguments={
            "page": {"type": "integer", "minimum": 1, "description": "Which page, 1 unless said."},
            "page_size": PAGE_SIZE,
        },
        rows="holdings",
    ),
    Tool(
        name="list_orders",
        title="Orders of the account",
        about="The account's orders with their states, the newest first.",
        path="/api/orders",
        arguments={
            "status": _text("Only those in this state, as pending, executed, closed or cancelled."),
            "stock_id": STOCK_ID,
            "side": SIDE,
            **PAGING,
        },
        paged=True,
    ),
    Tool(
        name="get_order",
        title="One order",
        about="One order of the account and what has become of it.",
        path="/api/orders/{number}",
        arguments={"number": NUMBER},
        needed=("number",),
    ),
    Tool(
        name="list_trades",
        title="Trades of the account",
        about="What was bought and sold, with fees, taxes and realized profit, the newest first.",
        path="/api/history",
        arguments={
            "stock_id": STOCK_ID,
            "side": SIDE,
            "executed_at__gte": _text("From this moment on, with its offset."),
            "executed_at__lte": _text("Up to this moment, with its offset."),
            **PAGING,
        },
        paged=True,
    ),
    Tool(
        name="list_signals",
        title="Trading signals of the account",
        about="Texts that came in as trading signals, written by others, and what became of each.",
        path="/api/signals",
        arguments=PAGING,
        paged=True,
    ),
    Tool(
        name="propose_order",
        title="Propose an order to a person",
        about=(
            "Makes a draft of an order. Nothing is placed: the draft expires unless the account's owner, who has logged in, "
            "confirms it at its confirm_url, and he may dismiss it. Tell the person its number, what it would do and when it expires."
        ),
        method="POST",
        path="/api/drafts",
        arguments={
            "stock_id": STOCK_ID,
            "side": _text("To buy or to sell.", *_words(Side)),
            "quantity": _number("How much of it"),
            "type": _text("At the market, or with a limit, a stop or both.", *_words(OrderType)),
            "limit_price": _number("The limit of a limit or stop_limit order"),
            "stop_price": _number("The stop of a stop or stop_limit order"),
            "time_in_force": _text("How long it stands, gtc unless said.", *_words(TimeInForce)),
            "stop_loss": _number("The price at which a loss is ended"),
            "take_profits": {
                "type": "array",
                "items": _number("A price at which profit is taken"),
                "description": "Up to 20 targets.",
            },
            "why": _text(f"What is said for it, in one line of at most {LONGEST_WHY} characters."),
        },
        needed=("stock_id", "side", "quantity", "type"),
        proposes=True,
    ),
    Tool(
        name="list_drafts",
        title="Proposed orders of the account",
        about="Drafts and what became of each: open, confirmed with the state of its order, dismissed or expired; the newest first.",
        path="/api/drafts",
        arguments={"status": _text("Only those that still wait.", "open"), **PAGING},
        paged=True,
    ),
)
TOOLS: Final = {tool.name: tool for tool in _ALL}
