"""
Shares and funds in Taiwan, by dated rules.

Sources: the operating rules of the exchange (TWSE) and of the second board (TPEx) and the Securities
Transaction Tax Act, unless a row says that it rests on a secondary source or on inference.
"""

from __future__ import annotations

from datetime import date, time
from typing import Final

from attrs import evolve

from trading_core.domain.markets.calendar import WEEKDAYS
from trading_core.domain.markets.clocks import TAIPEI
from trading_core.domain.markets.costs import Commission, TaxRate, TransactionTax
from trading_core.domain.markets.ladder import Ladder
from trading_core.domain.markets.lots import LotLaw
from trading_core.domain.markets.market import Market
from trading_core.domain.markets.price_limits import PriceLimit
from trading_core.domain.markets.rules import MarketRules
from trading_core.domain.markets.scope import Scope
from trading_core.domain.markets.sessions import Session, SessionKind
from trading_core.domain.product import TW, ProductKind

_FUNDS: Final = Scope([ProductKind.ETF, ProductKind.REIT])
_SHARES: Final = Scope([ProductKind.STOCK, ProductKind.TDR])
_WARRANTS: Final = Scope([ProductKind.WARRANT])

# Funds: rules on beneficiary certificates, article 6. Shares: secondary sources, which agree with each other.
# Warrants and bonds have ladders of their own that are not told here, so any of their prices passes.
_LADDERS: Final = (
    Ladder([(0, "0.01"), (50, "0.05")], scope=_FUNDS),
    Ladder([(0, "0.01"), (10, "0.05"), (50, "0.1"), (100, "0.5"), (500, 1), (1000, 5)], scope=_SHARES),
)

# A thousand shares or certificates; warrants trade in whole lots only. Bonds are counted otherwise: no row.
# Odd lots are bought and sold in full, so none of them is a day trade.
_LOTS: Final = (
    LotLaw(
        board=1000,
        odd_step=1,
        odd_lot_limit_only=True,
        odd_lot_day_trade=False,
        scope=Scope(_FUNDS.kinds | _SHARES.kinds),
    ),
    LotLaw(board=1000, scope=_WARRANTS),
)


# The five free days of a new share are of a secondary source. A fund has none, since its first limits start from
# its net asset value (rules on beneficiary certificates, article 9). A warrant's limits follow from those of its
# underlying share, which its own price does not tell, so it has no row.
_SEVEN_PERCENT: Final = (
    PriceLimit(percent=7, free_days=5, scope=_SHARES),
    PriceLimit(percent=7, scope=_FUNDS),
)
_TEN_PERCENT: Final = tuple(evolve(limit, percent=10) for limit in _SEVEN_PERCENT)

# Orders are taken from half an hour before the market opens at nine. After the close there are a match at the
# closing price and one of odd lots; both are asked for by their kind.
_SESSIONS: Final = (
    Session(time(8, 30), time(13, 30)),
    Session(time(13, 40), time(14, 30), SessionKind.AFTER_HOURS_ODD_LOT),
    Session(time(14), time(14, 30), SessionKind.AFTER_HOURS_FIXED_PRICE),
)
_ODD_LOTS_BY_DAY: Final = Session(time(9), time(13, 30), SessionKind.ODD_LOT)

# The standard rate; brokers set their own below it. The least amounts are what many brokers take (secondary), and
# that the rest of a dollar is dropped is inferred: a deployment states its broker's terms instead.
STANDARD_COMMISSION: Final = Commission(rate="0.001425", minimum=20, odd_lot_minimum=1, unit=1)


# Sellers pay for funds, receipts and warrants less than for shares, for bonds nothing, and for what is unknown as
# for shares. The lower rate on day trades is one of shares alone. That the rest of a dollar is dropped is inferred.
_TAXES: Final = TransactionTax(
    rates=(
        TaxRate(rate="0.001", scope=Scope(_FUNDS.kinds | _WARRANTS.kinds | {ProductKind.TDR})),
        TaxRate(rate=0, scope=Scope([ProductKind.BOND])),
        TaxRate(rate="0.003"),
    ),
    unit=1,
)
_DAY_TRADE: Final = TaxRate(rate="0.003", day_trade_rate="0.0015", scope=Scope([ProductKind.STOCK]))
_DAY_TRADE_TAXES: Final = evolve(_TAXES, rates=(_DAY_TRADE, *_TAXES.rates))

# The ladder of six bands for shares is this old (inferred); the day does not matter, as the first rules also hold
# for all days before them.
_SINCE_2005: Final = MarketRules(
    since=date(2005, 3, 1),
    ladders=_LADDERS,
    lots=_LOTS,
    limits=_SEVEN_PERCENT,
    sessions=_SESSIONS,
    settlement_days=2,
    commission=STANDARD_COMMISSION,
    taxes=_TAXES,
)
_WIDER_LIMITS: Final = evolve(_SINCE_2005, since=date(2015, 6, 1), limits=_TEN_PERCENT)
_DAY_TRADES: Final = evolve(_WIDER_LIMITS, since=date(2017, 4, 28), taxes=_DAY_TRADE_TAXES)
_ODD_LOTS: Final = evolve(_DAY_TRADES, since=date(2020, 10, 26), sessions=(*_SESSIONS, _ODD_LOTS_BY_DAY))
# The lower rate was prolonged several times, the last time to the end of 2027 as the press has it (secondary).
_NO_DAY_TRADES: Final = evolve(_ODD_LOTS, since=date(2028, 1, 1), taxes=_TAXES)

TW_STRICT: Final = Market(
    TW,
    (_SINCE_2005, _WIDER_LIMITS, _DAY_TRADES, _ODD_LOTS, _NO_DAY_TRADES),
    "Taiwan",
    clock=TAIPEI,
    calendar=WEEKDAYS,
)
