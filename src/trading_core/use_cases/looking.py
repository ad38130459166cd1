"""Look at what prices do, and keep what is significant in it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from attrs import evolve, field, frozen

from trading_core.domain.ids import MarketCode, Symbol
from trading_core.domain.markets import Market
from trading_core.domain.moves import Detection, MovePolicy, detect_moves
from trading_core.domain.moves.following import Followed, Watched, follow
from trading_core.domain.product import product_for
from trading_core.domain.quotes import PriceBasis, Quote
from trading_core.errors import NotFound
from trading_core.ports.bars import Bars, Span
from trading_core.ports.move_policies import MovePolicies
from trading_core.ports.moves import Finding, MoveFilter, MovePage, MovePlace, Moves, Seen
from trading_core.ports.paging import MOST_ROWS
from trading_core.ports.products import Products

if TYPE_CHECKING:
    from trading_core.domain.moves import MoveState, PriceMove
    from trading_core.domain.quotes import Bar

# How many bars before those that are looked at are read, for the closes of the days before, and how many behind.
HISTORY: Final = 30
# How many products are looked at together, how many bars of them, and how often before whoever comes next goes on.
TOGETHER: Final = 100
MOST_BARS: Final = 20_000
ROUNDS: Final = 100
# No trading day is longer, wherever it begins.
LONGEST_DAY: Final = timedelta(hours=25)
FEW_DAYS: Final = timedelta(days=3)


@frozen
class Looking:
    """
    What bars and quotes are looked at with.

    Any number of processes may look at the same product at once. Each decides by the state that it has read, and keeps
    what it has found only if the state is still that one; else it reads what the other has left, and looks again. So
    every bar and quote is judged in one order, and each move is told once, by its natural key.
    """

    bars: Bars
    moves: Moves
    products: Products
    policies: MovePolicies
    markets: Mapping[MarketCode, Market]
    policy: MovePolicy = field(factory=MovePolicy)

    def watched(self, symbols: Collection[Symbol]) -> Mapping[Symbol, Watched]:
        """Products with their markets and policies, known or not."""
        products, policies = self.products.find(symbols), self.policies.find(symbols)
        found = {}
        for symbol in symbols:
            product = products.get(symbol) or product_for(symbol)
            market = self.markets.get(product.market)
            if market is None:
                raise NotFound("market", product.market)
            found[symbol] = Watched(product, market, policies.get(symbol, self.policy))
        return found

    def look_at_bars(self, watched: Mapping[Symbol, Watched]) -> Mapping[tuple[Symbol, datetime], Detection]:
        """
        Look at the bars of products that nobody has looked at, whoever has brought them: what each has shown.

        What somebody else has found meanwhile is left out. Each round looks at what is left, and there is an end to
        them: where others bring bars faster than they can be looked at, whoever comes next goes on.
        """
        told: dict[tuple[Symbol, datetime], Detection] = {}
        for _ in range(ROUNDS):
            spans = self.bars.unlooked(watched.keys())
            if not spans:
                break
            few = {symbol: spans[symbol] for symbol in sorted(spans)[:TOGETHER]}
            for place, detection in self._round(few, watched):
                known = told.get(place)
                moves = detection.moves if known is None else known.moves + detection.moves
                told[place] = evolve(detection, moves=moves)
        return told

    def look_at_quotes(self, quotes: Mapping[Symbol, Quote]) -> Mapping[Symbol, Detection]:
        """Look at quotes: what each has shown that nobody else has found."""
        told: dict[Symbol, Detection] = {}
        left, watched = dict(quotes), self.watched(quotes.keys())
        while left:
            seen = self.moves.states(left.keys())
            earlier = self._earlier([quote for quote in left.values() if _needs_days(quote, watched)])
            found = {
                symbol: _quoted(seen[symbol].state, quote, watched[symbol], earlier.get(symbol, ()))
                for symbol, quote in left.items()
            }
            fresh = {
                symbol: detection
                for symbol, detection in found.items()
                if detection.state != seen[symbol].state
            }
            findings = [Finding(seen[symbol], one.state, one.moves) for symbol, one in fresh.items()]
            kept = dict(zip(fresh, self.moves.keep(findings), strict=True))
            told |= {
                symbol: evolve(one, moves=kept.get(symbol) or ())
                for symbol, one in found.items()
                if symbol not in kept or kept[symbol] is not None
            }
            left = {symbol: left[symbol] for symbol, new in kept.items() if new is None}
        return told

    def _round(
        self, spans: Mapping[Symbol, Span], watched: Mapping[Symbol, Watched]
    ) -> Sequence[tuple[tuple[Symbol, datetime], Detection]]:
        seen = self.moves.states(spans.keys())
        wider = {symbol: _reading(span, seen[symbol]) for symbol, span in spans.items()}
        rows, cut = self._rows(wider)
        followed = {
            symbol: follow(
                seen[symbol].state,
                row,
                spans[symbol].since,
                spans[symbol].until,
                self._told(spans[symbol], row, seen[symbol], watched[symbol].policy),
                watched[symbol],
            )
            for symbol, row in rows.items()
        }
        findings = [Finding(seen[symbol], one.state, one.moves) for symbol, one in followed.items()]
        kept = dict(zip(followed, self.moves.keep(findings), strict=True))
        self.bars.looked(
            {
                spans[symbol]: cut if symbol == max(rows) else None
                for symbol, new in kept.items()
                if new is not None
            }
        )
        return [
            shown
            for symbol, new in kept.items()
            if new is not None
            for shown in _shown(followed[symbol], new)
        ]

    def _rows(self, spans: Mapping[Symbol, Span]) -> tuple[Mapping[Symbol, Sequence[Bar]], datetime | None]:
        """The bars of each product, and where those of the last one are cut off, if there are too many for one look."""
        found = self.bars.around(list(spans.values()), HISTORY, MOST_BARS)
        rows: dict[Symbol, list[Bar]] = {}
        for bar in found:
            rows.setdefault(bar.symbol, []).append(bar)
        if len(found) < MOST_BARS:
            return {symbol: rows.get(symbol, []) for symbol in spans}, None
        last = found[-1]
        if last.start < spans[last.symbol].since and len(rows) > 1:
            del rows[last.symbol]
            return rows, None
        return rows, last.start if last.start <= spans[last.symbol].until else None

    def _told(self, span: Span, row: Sequence[Bar], seen: Seen, policy: MovePolicy) -> Sequence[PriceMove]:
        """What was told of the days that are looked at, where some of them may be late."""
        if not row or not _is_late(span, seen):
            return ()
        wanted = MoveFilter(
            symbol=span.symbol,
            since=span.since - FEW_DAYS - policy.cooldown,
            until=row[-1].start + FEW_DAYS,
        )
        page = MovePage(limit=MOST_ROWS, descending=False)
        found: list[PriceMove] = []
        while more := self.moves.find(wanted, page):
            found += more
            if len(more) < MOST_ROWS:
                break
            page = evolve(page, after=MovePlace.of(more[-1]))
        return found

    def _earlier(self, quotes: Sequence[Quote]) -> Mapping[Symbol, Sequence[Bar]]:
        spans = {quote.symbol: Span(quote.symbol, quote.as_of, quote.as_of) for quote in quotes}
        rows: dict[Symbol, list[Bar]] = {}
        names = sorted(spans)
        for begin in range(0, len(names), TOGETHER):
            some = [spans[name] for name in names[begin : begin + TOGETHER]]
            for bar in self.bars.around(some, HISTORY, MOST_BARS):
                rows.setdefault(bar.symbol, []).append(bar)
        return rows


def _is_late(span: Span, seen: Seen) -> bool:
    """Whether a span may begin before something that was seen already."""
    newest = max(filter(None, (seen.state.last_bar, seen.state.last_quote)), default=None)
    return newest is not None and span.since <= newest


def _reading(span: Span, seen: Seen) -> Span:
    """What to read for a span: whole days where it is late."""
    return Span(span.symbol, span.since - LONGEST_DAY, span.until) if _is_late(span, seen) else span


def _needs_days(quote: Quote, watched: Mapping[Symbol, Watched]) -> bool:
    """Whether the quote alone does not say what it is measured by."""
    return quote.previous_close is None or watched[quote.symbol].policy.sigmas is not None


def _quoted(state: MoveState, quote: Quote, watched: Watched, earlier: Sequence[Bar]) -> Detection:
    """
    Judge a quote by what it says of the day before, else by the bars of the day and of those before.

    What nobody has paid is no move.
    """
    if quote.basis is not PriceBasis.TRADE:
        return Detection(state)
    day = watched.market.trading_day(quote.as_of)
    closes: dict[date, Bar] = {}
    stated, comparable = quote.previous_close, True
    for bar in earlier:
        of = watched.market.trading_day(bar.start)
        if of < day:
            closes[of] = bar
        elif of == day:
            stated = stated or bar.reference
            comparable = comparable and bar.comparable
    known = state.reference if state.day == day else None
    facts = watched.facts(
        day, list(closes.values()), stated, known=known, comparable=comparable, source=quote.source
    )
    return detect_moves(state, quote, evolve(facts, open=quote.open), watched.policy)


def _shown(
    followed: Followed, new: Sequence[PriceMove]
) -> Sequence[tuple[tuple[Symbol, datetime], Detection]]:
    """What each bar has shown that nobody had told before."""
    if len(new) == len(followed.moves):
        return [((bar.symbol, bar.start), detection) for bar, detection in followed.found]
    keys = {move.key for move in new}
    return [
        (
            (bar.symbol, bar.start),
            evolve(detection, moves=[move for move in detection.moves if move.key in keys]),
        )
        for bar, detection in followed.found
    ]
