"""Shares in the United States. The small fees of the SEC and of FINRA on sales are left out."""

from __future__ import annotations

from datetime import date, time
from typing import Final

from attrs import evolve

from trading_core.domain.markets.calendar import WEEKDAYS
from trading_core.domain.markets.clocks import NEW_YORK
from trading_core.domain.markets.ladder import Ladder
from trading_core.domain.markets.lots import LotLaw
from trading_core.domain.markets.market import Market
from trading_core.domain.markets.rules import MarketRules
from trading_core.domain.markets.sessions import Session
from trading_core.domain.product import US

# Prices became decimal on 2001-04-09. The finer step under one dollar is of rule 612, some years younger.
_DECIMAL: Final = MarketRules(
    since=date(2001, 4, 9),
    ladders=(Ladder([(0, "0.0001"), (1, "0.01")]),),
    lots=(LotLaw(board=1),),
    sessions=(Session(time(9, 30), time(16)),),
    settlement_days=3,
)

US_STRICT: Final = Market(
    US,
    (
        _DECIMAL,
        evolve(_DECIMAL, since=date(2017, 9, 5), settlement_days=2),
        evolve(_DECIMAL, since=date(2024, 5, 28), settlement_days=1),
    ),
    "United States",
    clock=NEW_YORK,
    calendar=WEEKDAYS,
)
