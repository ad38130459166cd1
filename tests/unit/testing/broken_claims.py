"""Books that choose what to work on in a wrong way."""

from __future__ import annotations

from trading_core.domain.ids import AccountId, OrderNumber
from trading_core.domain.needs import Needs
from trading_core.testing.fakes.books import MemoryUnitOfWork


class ClaimsNewest(MemoryUnitOfWork):
    def claim_pending(self, limit: int) -> tuple[OrderNumber, ...]:
        return super().claim_pending(1000)[::-1][:limit]


class ClaimsTooMany(MemoryUnitOfWork):
    def claim_pending(self, limit: int) -> tuple[OrderNumber, ...]:
        return super().claim_pending(limit + 1)


class ClaimsAccepted(MemoryUnitOfWork):
    def claim_pending(self, limit: int) -> tuple[OrderNumber, ...]:
        waiting = [order.number for order in self._rows["orders"].values() if order.working]
        return tuple(waiting[:limit])


class ReservesNothing(MemoryUnitOfWork):
    def reserve(self, needs: Needs) -> frozenset[AccountId]:
        del needs
        return frozenset()


class ReservesAnything(MemoryUnitOfWork):
    def reserve(self, needs: Needs) -> frozenset[AccountId]:
        return frozenset(needs.accounts)


BROKEN_CLAIMS = [ClaimsNewest, ClaimsTooMany, ClaimsAccepted, ReservesNothing, ReservesAnything]
