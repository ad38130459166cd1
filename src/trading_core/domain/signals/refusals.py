"""Why a text is refused: each reason has one word for machines, one clause for people, and what would do."""

from __future__ import annotations

from typing import Final

from trading_core.domain.exact import show
from trading_core.errors import SignalRefused

REASONS: Final = {
    "not_text": ("a signal is text", "text"),
    "bad_encoding": ("the text holds characters that hide or reverse others", "visible characters"),
    "too_long": ("the text is too long for one signal", "at most 4000 characters"),
    "not_a_signal": ("this is no order", "BUY or SELL, a symbol, SL and TP"),
    "missing_side": ("nothing says whether to buy or to sell", "BUY or SELL"),
    "missing_symbol": ("no product is named", "a symbol such as EURUSD"),
    "unknown_symbol": ("this is no known product", "a symbol such as EURUSD, BTCUSDT or $TSLA"),
    "missing_entry": ("an entry is announced without its price", "an entry price, or no word about one"),
    "missing_stop_loss": ("there is no stop loss", "SL and a price"),
    "missing_take_profit": ("there is no target", "TP and a price"),
    "stop_not_a_price": ("the stop loss is not a price", "SL and an absolute price"),
    "target_not_a_price": ("a target is not a price", "TP and an absolute price"),
    "wrong_side_stop": ("the stop loss is on the side of the gain", "a stop loss on the losing side"),
    "wrong_side_target": ("a target is on the side of the loss", "targets on the gaining side"),
    "several_orders": ("there is more than one order", "one order"),
    "several_symbols": ("more than one product is named", "one symbol"),
    "several_stops": ("there is more than one stop loss", "one SL price"),
    "contradiction": ("the text says both to buy and to sell", "either BUY or SELL"),
    "contradictory_symbol": ("flags and name are of different products", "flags and a name that agree"),
    "contradictory_order_type": ("the text names two ways to enter", "one of market, limit and stop"),
    "unsupported_order_type": ("this kind of order is not taken", "market, limit or stop"),
    "conditional": ("the order depends on a condition", "an order that holds as it is"),
    "negated": ("the text says not to trade", "an order"),
    "tentative": ("this is a thought, not an order", "an order"),
    "question": ("this is a question", "an order"),
    "management_message": ("this manages an earlier order", "a new order"),
    "cancellation": ("this takes an order back", "a new order"),
    "result_message": ("this reports what happened", "a new order"),
    "placeholder": ("something is left to be filled in", "a value in place of the placeholder"),
    "malformed_number": ("this is not a clear number", "a number such as 1.0860"),
    "ambiguous_number": ("this number can be read in two ways", "a number such as 1.0860 or 1,234.50"),
    "unexplained_number": ("nothing says what this number is", "SL, TP or the entry before each price"),
    "impossible_scale": ("this price cannot be", "a price of the product's size"),
    "far_from_market": ("this price is far from the last one", "a price within half and double the last one"),
    "too_many_targets": ("there are too many targets", "at most 20 targets"),
    "foreign_words": (
        "these words cannot be read, so what they ask for is unknown",
        "words of trading, and a product by its code alone",
    ),
    "unknown_words": (
        "this word is not understood, so what it changes is unknown",
        "the order, and nothing else but plain words around it",
    ),
    "malformed_body": ("the body cannot be read", "one flat JSON object or key=value pairs"),
    "duplicate_key": ("a key is given twice", "each key once"),
    "unknown_key": ("this key may change the order and is not known", "known keys only"),
}

_SHOWN: Final = 24


def refusal(
    reason: str,
    text: str,
    at: int,
    end: int | None = None,
    *,
    expected: str | None = None,
    found: str | None = None,
) -> SignalRefused:
    """Point at a place of a text and say what is wrong there; the very end means that something is missing."""
    what, usual = REASONS[reason]
    before = text[:at]
    line = before.count("\n") + 1
    column = at - before.rfind("\n")
    if found is None:
        rest = text[at : end or at + _SHOWN].partition("\n")[0].strip()
        found = show(rest[:_SHOWN]) if rest else "the end of the text" if at == len(text) else "nothing"
    return SignalRefused(reason, what, line, column, found, expected or usual)
