"""Meanings that only several words together have; a dash, dot or slash may stand between them."""

from __future__ import annotations

from typing import Final

from trading_core.domain.signals.pieces import Kind, Meaning
from trading_core.domain.signals.signal import SignalType

_REFUSED: Final = {
    # The "buy targets" of some writers are entries, so only "sell targets" are believed.
    "contradiction": "buy target, buy targets",
    "management_message": (
        "sl to entry, sl at entry, sl into entry, stop to entry, stop at entry, stop loss to entry, stop loss at entry, "
        "sl to be, sl in profit, break even, to be, at be, new sl, new tp, new stop, new target, new targets, book profit, book profits"
    ),
    "result_message": (
        "for the profit, for the profits, are up, am up, great call, nice call, good call, well called, what a trade, what a call, "
        "trade of the week, trade of the month, signal of the week, by us, last week, last month, last night, last signal, last trade, in profit, profit made, all targets, all tp, all tps, "
        "all entry targets, pips profit, pips gained, pips done, pips secured, "
        "are in, am in, i'm in, im in, we're in, getting in, from this morning, from earlier, from before, my trade, my entry, my position, "
        "our entry, our position, our trade, my order, our order"
    ),
    "tentative": "or so, may be, may buy, may sell, may go, good idea to, can maybe",
    "conditional": (
        "on retest, on the retest, on a retest, after retest, after the retest, at retest, on close, after close, after news, "
        "after the news, as long as, as soon as, in case, only after, subject to, on rejection, daily close, weekly close, "
        "on open, at open, at the open, market opens, or lower, or higher, or below, or above, or better, or less, or more, "
        "or cheaper, or under, or over, and below, and above, and lower, and higher"
    ),
    "cancellation": "stop trading, stop buying, stop selling, stop now, stop this, stop it, take it back, leave it, let it go",
    "several_orders": "buy more, sell more, second entry, first entry, another buy, another sell",
    "stop_not_a_price": "mental stop, mental sl, soft stop, soft sl, hidden stop, virtual stop",
    "not_a_signal": "idea only, ideas only, only an idea, just an idea, not a call, is this, this good, opinions please, thoughts please, any thoughts, what about, for example, signal format, message format, test signal, this format, format is",
    "unsupported_order_type": "stop limit, take profit limit, market if touched",
}
_TYPES: Final = {
    SignalType.MARKET: (
        "market execution, market order, market price, instant execution, current price, current market price, current market, "
        "right now, at market, price we entered at, we entered at, a mercado"
    ),
    SignalType.LIMIT: "limit order, limit entry",
    SignalType.STOP: "stop order, stop entry",
}
_SIMPLE: Final = {
    Kind.STOP_LOSS: (
        "stop loss, stop losses, stop los, stop target, stop targets, stop price, risk price, safety stop, safety stop loss, "
        "protective stop, hard stop, stop de perdida"
    ),
    Kind.TARGET: (
        "take profit, take profits, take profit target, take profit targets, take profit level, take profit levels, "
        "profit target, profit targets, price target, price targets, target price, target prices, tp target, tp targets, "
        "sell target, sell targets, toma de ganancias"
    ),
    Kind.ENTRY: (
        "entry price, entry point, entry zone, entry level, entry area, entry range, entry target, entry targets, entry at, "
        "open price"
    ),
    Kind.TRAILING: "trailing stop",
    Kind.ASIDE: "lot size, risk reward, risk to reward, risk to reward ratio, position size, profit potential",
    Kind.LEVEL: "previous low, previous high",
    Kind.SYMBOL: "dow jones, crude oil, natural gas, spot gold, hang seng, brent oil, brent crude",
    # Said together, these words lose the meaning that each would have alone.
    Kind.WORD: (
        "long term, short term, mid term, medium term, long time, short time, day trade, see below, see above, as below, "
        "as above, details below, chart below, chart above, given below, not financial advice, not a financial advice, no financial advice, "
        "not investment advice, not trading advice, not a recommendation, no es consejo financiero, no es un consejo, "
        "not indicative, not guaranteed, not a guarantee, no guarantee, no guarantees, not guarantee, not predict, not responsible, "
        "not liable, no responsibility, no liability, past performance, past results, past profits, no risk no reward, "
        "don't risk, dont risk, not risk, never risk, not over risk, don't over risk, don't forget, dont forget, not forget, never forget, "
        "don't miss, dont miss, not miss, don't be greedy, dont be greedy, not be greedy, not overtrade, don't overtrade, not over leverage, "
        "don't over leverage, not overleverage, don't overleverage, not over trade, don't over trade, no fomo, don't fomo, "
        "don't worry, no worries, don't panic, not panic, no stress, no problem, no greed, no emotions, no doubt, "
        "never trade without, don't trade without, not trade without, never invest more, not invest more, don't invest more, "
        "afford to lose, could lose, may lose, can lose, never trade without stop loss, never trade without a stop loss, never trade without sl, never trade without a sl, future results, future performance, future profits, future returns, "
        "you can, hold tight, stick to the plan, stick to your plan, trust the plan, trust the process, expected duration, comment your results, "
        "watch the news, keep your risk, keep risk, keep calm, keep it simple, keep learning, keep lots small, keep your lots, "
        "ready set go, ready to go, cornix ready, ready to copy, see you tomorrow, see you later, see you soon, alert triggered, "
        "new update channel, volatility expected, expected return, expected profit, expected move, expected gain, good till cancelled, "
        "good till canceled, breakout trade, breakout strategy, breakout setup, breakout system, in and out, educational purposes, "
        "educational purpose, education purposes, candle pattern, candlestick pattern, candle close strategy, win or learn, "
        "after entry, closing price, best price, updated daily, results may vary, have a"
    ),
}


def _by_first_word() -> dict[str, list[tuple[tuple[str, ...], Meaning]]]:
    """Group the phrases by their first word, the longest first, so that the most is understood."""
    found: dict[str, list[tuple[tuple[str, ...], Meaning]]] = {}
    meanings: list[tuple[Meaning, str]] = [
        *(((Kind.REFUSED, reason), phrases) for reason, phrases in _REFUSED.items()),
        *(((Kind.TYPE, way), phrases) for way, phrases in _TYPES.items()),
        *(((kind, None), phrases) for kind, phrases in _SIMPLE.items()),
    ]
    for meaning, phrases in meanings:
        for phrase in phrases.split(", "):
            first, *rest = phrase.split()
            found.setdefault(first, []).append((tuple(rest), meaning))
    for choices in found.values():
        choices.sort(key=lambda choice: -len(choice[0]))
    return found


PHRASES: Final = _by_first_word()
