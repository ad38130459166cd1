"""A database in which every table has rows."""

from __future__ import annotations

from adapters.sql.api_keys import SqlApiKeys
from adapters.sql.bars import SqlBars
from adapters.sql.books import SqlBooks
from adapters.sql.database import Database
from adapters.sql.drafts import SqlDrafts
from adapters.sql.first_prices import SqlFirstPrices
from adapters.sql.months import SqlMonths
from adapters.sql.move_policies import SqlMovePolicies
from adapters.sql.moves import SqlMoves
from adapters.sql.signals import SqlSignals
from adapters.sql.tokens import SqlTokens
from adapters.sql.users import SqlUsers
from trading_core.domain.commands import PlaceOrder, Stage, buy
from trading_core.domain.words import OrderType, Side
from trading_core.ports.answers import KeptAnswer
from trading_core.ports.moves import Finding
from trading_core.ports.signals import SignalFate
from trading_core.testing.contracts import (
    api_keys,
    bars,
    drafts,
    first_prices,
    months,
    move_policies,
    moves,
    signals,
    tokens,
    users,
)
from trading_core.testing.contracts.tour import ALICE, MONDAY, Stop, order, tour
from trading_core.testing.contracts.travel import World, take, visit


def fill(database: Database) -> World:
    """Take the books on their tour and keep one of everything else; what is due stays due and what is held, held."""
    books = SqlBooks(database)
    world = take(books, tour())
    held = order("held", ALICE, Side.BUY, "2330", 1000, type=OrderType.LIMIT, limit_price=900)
    sold = order("sold", ALICE, Side.SELL, "2330", 1000, type=OrderType.LIMIT, limit_price=900)
    visit(books, world, Stop((PlaceOrder(held, Stage.ACCEPTED), PlaceOrder(sold)), MONDAY))
    visit(books, world, Stop((buy("bought", ALICE, "2330", 1000, 900),), MONDAY))
    with books.begin() as work:
        work.keep_answers([KeptAnswer("alice", "key", "fingerprint", b"answer", MONDAY)])
        work.commit()
    SqlUsers(database).add(users.ALICE)
    SqlApiKeys(database).add(api_keys.FULL)
    SqlTokens(database).start(tokens.FAMILY, "t1")
    slip = signals.numbered(2, fate=SignalFate.REFUSED, refusal=signals.WRONG)
    signals.receive(SqlSignals(database), signals.FIRST, slip)
    SqlFirstPrices(database).keep({first_prices.EURO: first_prices.FIRST})
    SqlBars(database).append([bars.FULL])
    SqlMonths(database).put(months.FULL)
    SqlMoves(database).keep([Finding(moves.UNSEEN, moves.STATE, [moves.MOVE])])
    SqlDrafts(database).keep([drafts.FULL], most=1)
    SqlMovePolicies(database).put(move_policies.TSMC, move_policies.FULL)
    return world
