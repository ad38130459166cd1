"""Currency pairs and metals: around the clock from Sunday evening to Friday evening in New York."""

from __future__ import annotations

from datetime import time
from typing import Final

from trading_core.domain.markets.calendar import WEEKDAYS
from trading_core.domain.markets.clocks import NEW_YORK
from trading_core.domain.markets.ladder import Ladder
from trading_core.domain.markets.lots import LotLaw
from trading_core.domain.markets.market import Market
from trading_core.domain.markets.plain import CONTRACTS
from trading_core.domain.markets.rules import MarketRules
from trading_core.domain.markets.scope import Scope
from trading_core.domain.product import FX, ProductKind

# Dealers have no common law: these are the steps that most of them quote. Silver costs little enough to be
# quoted to a tenth of a cent.
_LADDERS: Final = (
    Ladder([(0, "0.001")], scope=Scope([ProductKind.METAL], starts="XAG")),
    Ladder([(0, "0.01")], scope=Scope([ProductKind.METAL])),
    Ladder([(0, "0.001")], scope=Scope([ProductKind.FX], ends="JPY")),
    Ladder([(0, "0.00001")], scope=Scope([ProductKind.FX])),
)

# A hundredth is a cent for those who count in money and a micro lot for those who count in lots.
_LOTS: Final = (LotLaw(board="0.01"),)

# The day turns at 17:00 in New York, so Monday begins on Sunday evening and the week ends on Friday at that hour.
FX_STRICT: Final = Market(
    FX,
    (MarketRules(ladders=_LADDERS, lots=_LOTS, short_selling=CONTRACTS),),
    "Currencies and metals",
    clock=NEW_YORK,
    calendar=WEEKDAYS,
    day_begins=time(17),
)
