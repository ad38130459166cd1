"""The quantities that a market trades."""

from __future__ import annotations

from decimal import Decimal

from attrs import field, frozen

from trading_core.domain.checks import a
from trading_core.domain.exact import EXACT, plain, show
from trading_core.domain.markets.bounds import above_zero
from trading_core.domain.markets.scope import EVERYTHING, Scope
from trading_core.domain.words import OrderType
from trading_core.errors import InvalidValue, OffLot, OrderTypeNotTaken


def _board(value: object) -> Decimal:
    return above_zero(value, "board")


def _odd_step(value: object) -> Decimal | None:
    return None if value is None else above_zero(value, "odd_step")


@frozen(kw_only=True)
class LotLaw:
    """
    Whole board lots; and, where ``odd_step`` is set, odd lots of less than one board lot in such steps.

    A quantity that mixes both is refused, because board and odd lots are matched apart and one order would
    have to be two. ``odd_lot_limit_only`` says that an odd lot needs a limit price, and ``odd_lot_day_trade`` whether
    its purchase and sale on one day are a day trade.
    """

    board: Decimal = field(converter=_board)
    odd_step: Decimal | None = field(default=None, converter=_odd_step)
    odd_lot_limit_only: bool = field(default=False, validator=a(bool))
    odd_lot_day_trade: bool = field(default=True, validator=a(bool))
    scope: Scope = field(default=EVERYTHING, validator=a(Scope))

    def __attrs_post_init__(self) -> None:
        """Refuse a step that does not fill the board lot."""
        step = self.odd_step
        if step is not None and (step >= self.board or EXACT.remainder(self.board, step)):
            raise InvalidValue(
                "odd_step", show(step), f"a step that divides the board lot {plain(self.board)}"
            )

    def is_odd(self, quantity: Decimal) -> bool:
        """Whether the quantity trades as an odd lot."""
        return self.odd_step is not None and quantity < self.board

    def may_day_trade(self, quantity: Decimal) -> bool:
        """Whether an order of that quantity can be one half of a day trade."""
        return self.odd_lot_day_trade or not self.is_odd(quantity)

    def check(self, quantity: Decimal) -> None:
        """Refuse what is neither whole board lots nor an odd lot; nothing at all is neither."""
        step = self.odd_step if self.odd_step is not None and quantity < self.board else self.board
        if not quantity or EXACT.remainder(quantity, step):
            raise OffLot(quantity, step)

    def check_type(self, quantity: Decimal, kind: OrderType) -> None:
        """Refuse an odd lot without a limit price, where it needs one."""
        limited = kind in (OrderType.LIMIT, OrderType.STOP_LIMIT)
        if self.odd_lot_limit_only and not limited and self.is_odd(quantity):
            raise OrderTypeNotTaken(kind, f"an order with a limit price, for less than {plain(self.board)}")
