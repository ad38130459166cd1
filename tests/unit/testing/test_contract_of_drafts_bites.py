"""Drafts that are lost, exchanged or too many, and the suite that notices."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime, timedelta

import pytest
from attrs import evolve

from tests.unit.testing.conftest import Planted, red
from trading_core.domain.drafts import Draft
from trading_core.domain.ids import OrderNumber
from trading_core.ports.drafts import DraftFilter, SeenDraft
from trading_core.ports.paging import Page
from trading_core.testing import MemoryDrafts, drafts_contract
from trading_core.testing.contracts.making import give_way

PLANTED = Planted()
MOMENT = timedelta(microseconds=1)


@PLANTED.reading(drafts_contract)
class ExchangingDrafts(MemoryDrafts):
    def keep(self, drafts: Sequence[Draft], most: int) -> frozenset[OrderNumber]:
        for draft in drafts:
            self._drafts.pop(draft.number, None)
        return super().keep(drafts, most)


@PLANTED.reading(drafts_contract)
class ForgetfulDrafts(MemoryDrafts):
    def get(self, numbers: Collection[OrderNumber]) -> Mapping[OrderNumber, SeenDraft]:
        return {
            number: evolve(seen, draft=evolve(seen.draft, terms=evolve(seen.draft.terms, lots=())))
            for number, seen in super().get(numbers).items()
        }


@PLANTED.reading(drafts_contract)
class BlindDrafts(MemoryDrafts):
    def _seen(self, draft: Draft) -> SeenDraft:
        return SeenDraft(draft)


@PLANTED.reading(drafts_contract)
class EndlessDrafts(MemoryDrafts):
    def keep(self, drafts: Sequence[Draft], most: int) -> frozenset[OrderNumber]:
        return super().keep(drafts, most + 1)


@PLANTED.reading(drafts_contract)
class HousesDrafts(MemoryDrafts):
    def _open(self, draft: Draft) -> int:
        return sum(self._is_open(one, draft.proposed_at) for one in self._drafts.values())


@PLANTED.reading(drafts_contract)
class LingeringDrafts(MemoryDrafts):
    def _is_open(self, draft: Draft, at: datetime) -> bool:
        return super()._is_open(draft, at - MOMENT)


@PLANTED.reading(drafts_contract)
class NeverDoneDrafts(MemoryDrafts):
    def _is_open(self, draft: Draft, at: datetime) -> bool:
        return draft.holds(at)


@PLANTED.reading(drafts_contract)
class HalfKeptDrafts(MemoryDrafts):
    def keep(self, drafts: Sequence[Draft], most: int) -> frozenset[OrderNumber]:
        return frozenset().union(*(super(HalfKeptDrafts, self).keep([one], most) for one in drafts))


@PLANTED.reading(drafts_contract)
class EverybodysDrafts(MemoryDrafts):
    def find(self, wanted: DraftFilter, page: Page) -> tuple[SeenDraft, ...]:
        accounts = {one.account for one in self._drafts.values() if one.account is not None}
        found = {
            seen
            for account in {wanted.account, *accounts}
            for seen in super(EverybodysDrafts, self).find(evolve(wanted, account=account), page)
        }
        ordered = sorted(found, key=lambda seen: (seen.draft.proposed_at, seen.draft.number))
        return tuple(ordered[:: -1 if page.newest_first else 1][: page.limit])


@PLANTED.reading(drafts_contract)
class HastyDrafts(MemoryDrafts):
    def forget(self, until: datetime, limit: int) -> int:
        return super().forget(until + MOMENT, limit)


@PLANTED.reading(drafts_contract)
class SweepingDrafts(MemoryDrafts):
    def forget(self, until: datetime, limit: int) -> int:
        return super().forget(until, 9 * limit)


@PLANTED.reading(drafts_contract)
class RelentlessDrafts(MemoryDrafts):
    def dismiss(self, number: OrderNumber, at: datetime) -> SeenDraft | None:
        seen = super().dismiss(number, at)
        if seen is not None:
            self._store.dismissed[number] = at
        return None if seen is None else self._seen(seen.draft)


@PLANTED.reading(drafts_contract)
class DeafDrafts(MemoryDrafts):
    def dismiss(self, number: OrderNumber, at: datetime) -> SeenDraft | None:
        return self.get([number]).get(number)


@PLANTED.reading(drafts_contract)
class ImpatientDrafts(MemoryDrafts):
    def dismiss(self, number: OrderNumber, at: datetime) -> SeenDraft | None:
        if number in self._drafts and number not in self._store.orders:
            give_way()
            self._store.dismissed.setdefault(number, at)
        return self.get([number]).get(number)


@PLANTED.reading(drafts_contract)
class RacingDrafts(MemoryDrafts):
    def keep(self, drafts: Sequence[Draft], most: int) -> frozenset[OrderNumber]:
        left = most - sum(self._open(draft) for draft in drafts[:1])
        give_way()
        return super().keep(drafts[: max(left, 0)], 99) if len(drafts) == 2 else super().keep(drafts, most)


@pytest.mark.parametrize("contract", PLANTED.cases)
def test_an_adapter_that_breaks_a_law_is_found_out(contract: Callable[[], type]) -> None:
    """The suite has at least one test that fails for each of these plausible mistakes."""
    assert [] != red(contract())
