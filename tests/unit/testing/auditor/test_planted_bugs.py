"""An auditor is worth what it notices: each of these bugs is planted in a copy of the library, and it goes red."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from attrs import frozen

import trading_core

LIBRARY = Path(trading_core.__file__).parent
HUNT = Path(__file__).with_name("hunt.py")
EXAMPLES = 500
FEW = 100
SOON = 60


@frozen
class Bug:
    """A place in the domain, what stands there instead, and where to start where the usual sequences come by it late."""

    file: str
    right: str
    wrong: str
    start: int | None = None


BUGS = {
    "funds are not checked": Bug("rules.py", "if need > free:", "if need > free and not free:"),
    "each part of an order is charged as a whole one": Bug(
        "booking.py", "charges_of(self.order.charges, self.day", "charges_of((), self.day"
    ),
    "a cancelled order keeps its reservation": Bug(
        "decisions/filling.py",
        "    release(work, order, now)\n    account, _ = trader_of(work, order)\n    return",
        "    account, _ = trader_of(work, order)\n    return",
    ),
    "a cancelled order frees what its exits guard": Bug(
        "decisions/filling.py",
        "    if not order.terms.has_exits:\n        direction = closed_direction(side)",
        "    if True:\n        direction = closed_direction(side.opposite if order.terms.has_exits else side)",
    ),
    "what is sold costs what it is sold for": Bug(
        "booking.py", "cost = subtract(cost, move.cost)", "cost = closed_value"
    ),
    "proceeds of a short sale are free": Bug(
        "booking.py",
        "self.sheet.put(Bucket.MARGIN, add(opened_value, pledged), self.symbol)",
        "self.sheet.put(Bucket.MARGIN, pledged, self.symbol); self.sheet.put(Bucket.CASH, opened_value)",
    ),
    "a repeated report is booked again": Bug(
        "decisions/work.py",
        "return self._trades.get(fill) or self._book.trades.get(fill)",
        "return self._trades.get(fill)",
    ),
    "more is filled than was ordered": Bug(
        "decisions/filling.py", "if fill.quantity > wanted:", "if fill.quantity > wanted + wanted + wanted:"
    ),
    "a fill after the cancellation is lost": Bug(
        "order_states.py", "(_S.CANCELLED, Step.FILL_PART): _S.CANCELLED,", ""
    ),
    "what was never accepted is filled when it has ended": Bug(
        "orders.py", "if step in _FILLING and not (", "if step in () and not ("
    ),
    "the newest lots are consumed first": Bug("lots.py", "if named else lots", "if named else lots[::-1]"),
    "a part of a cost is rounded down": Bug(
        "exact.py",
        "to_unit(divide(multiply(total, part), whole))",
        "to_unit(divide(multiply(total, part), whole), UNIT, 'ROUND_DOWN')",
    ),
    "a loss beyond the account makes its cash negative": Bug(
        "booking.py",
        "            self.sheet.take(Bucket.SHORTFALL, missing)\n            rest = add(rest, missing)\n",
        "",
        start=1,
    ),
    "the switch does not stop who opens while reducing": Bug(
        "rules.py", "if case.state is TradingState.REDUCING and", "if case.state is None and"
    ),
    "an order that is repeated trades again": Bug(
        "decisions/placing.py",
        "    known = work.find_order(terms.number)\n    if known is not None:\n        return _again",
        "    known = work.find_order(terms.number)\n    if known is not None and not known.working:\n        return _again",
    ),
    "all sales are taxed as day trades": Bug(
        "booking.py", "return min(self.closed, tally.bought - tally.matched)", "return self.closed"
    ),
    "proceeds are paid out at once": Bug(
        "booking.py", "if self.settles > self.day and proceeds > 0:", "if self.settles < self.day:"
    ),
    "some margin stays behind": Bug(
        "effect.py",
        "whole = account.units(product.symbol, Direction.SHORT)",
        "whole = add(account.units(product.symbol, Direction.SHORT), Decimal('1e-8'))",
        start=1,
    ),
    "one order too many in a minute": Bug(
        "rules.py", "if recent >= allowed:", "if recent > allowed:", start=1
    ),
    "a trade tells the profit of a short the wrong way round": Bug(
        "booking.py", "return moves, realized", "return moves, subtract(closed_value, cost)", start=1
    ),
    "a refused order keeps its reservation": Bug(
        "decisions/placing.py",
        "    release(work, order, now)\n    return work.advance(order, event)",
        "    return work.advance(order, event)",
        start=3,
    ),
    "proceeds are paid out a day late": Bug(
        "decisions/cash.py", "if day <= command.day", "if day < command.day"
    ),
    "a loss leaves out its costs": Bug(
        "account.py",
        "frozenset({Bucket.REALIZED, Bucket.FEES, Bucket.TAXES})",
        "frozenset({Bucket.REALIZED})",
        start=2,
    ),
    "free cash is spent before what was reserved": Bug(
        "booking.py",
        "from_hold = min(max(subtract(ZERO, flow), ZERO), self.hold.cash)",
        "from_hold = min(max(subtract(subtract(ZERO, flow), self.account.cash), ZERO), self.hold.cash)",
    ),
    "a late report begins today's bill anew": Bug(
        "charges.py", "if known is not bill)", "if known.side is not bill.side)", start=10
    ),
    "a shortfall is forgiven when money comes free": Bug(
        "decisions/repaying.py",
        "amount = min(account.cash, owed)",
        "amount = min(account.cash, ZERO)",
        start=1,
    ),
    "a loss takes what the entry has reserved": Bug(
        "booking.py", "self.hold.cash) if self.entering else ZERO", "self.hold.cash)", start=2
    ),
    "less than a lot is a day trade": Bug(
        "booking.py",
        "if self.side is Side.BUY or not self.rules.may_day_trade(self.product, self.order.terms.quantity):",
        "if self.side is Side.BUY:",
        start=2,
    ),
    "a stop does not wait": Bug(
        "orders.py", "self.terms.stop_price is not None and not self.triggered", "self.terms.symbol is None"
    ),
    "a fill is worse than the order's limit": Bug(
        "order_terms.py",
        "(price > limit) if self.side is Side.BUY",
        "(price > price) if self.side is Side.BUY",
    ),
    "a first small part must earn its least fee": Bug(
        "booking.py", "if self.entering and missing > self._tolerance():", "if self.entering:", start=4
    ),
    "what is owed is forgotten when money is withdrawn": Bug(
        "decisions/cash.py", "free = buying_power(account, work.quotes)", "free = account.cash", start=9
    ),
}


def audited(copy: Path, bug: Bug | None, examples: int, *start: int) -> str:
    """What the auditor says of a copy of the library."""
    package = copy / "trading_core"
    shutil.copytree(LIBRARY, package)
    if bug is not None:
        place = package / "domain" / bug.file
        source = place.read_text(encoding="utf-8")
        assert 1 == source.count(bug.right), "the bug no longer fits the place where it is planted"
        place.write_text(source.replace(bug.right, bug.wrong), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, HUNT, str(examples), *map(str, start)],
        env={**os.environ, "PYTHONPATH": str(copy), "PYTHONHASHSEED": "0"},
        cwd=copy,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


@pytest.mark.parametrize("bug", BUGS.values(), ids=BUGS)
def test_a_planted_bug_is_found(bug: Bug, tmp_path: Path) -> None:
    """The machine disagrees with a system that has this bug, within a bounded number of sequences."""
    found = "" if bug.start is None else audited(tmp_path / "soon", bug, SOON, bug.start)
    # where it begins only saves time: what the machine does there changes with every rule that it gets
    assert found.startswith("red") or audited(tmp_path / "usual", bug, EXAMPLES).startswith("red")


def test_without_a_bug_there_is_nothing_to_find(tmp_path: Path) -> None:
    """The beginning of the same hunt over the library as it is ends well, so what it finds is the bug and not itself."""
    assert "green" == audited(tmp_path, None, FEW)
