"""Dismiss drafts: let what was proposed be no order."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import field, frozen

from trading_core.domain.checks import sequence_of
from trading_core.domain.ids import AccountId, OrderNumber
from trading_core.errors import InvalidTransition, NotFound
from trading_core.ports.clock import Clock
from trading_core.ports.drafts import Drafts, SeenDraft


@frozen
class Dismissal:
    """The word of an account's owner that a draft of this number is to become no order."""

    number: OrderNumber = field(converter=OrderNumber)
    account: AccountId = field(converter=AccountId)


@frozen
class DismissDrafts:
    """Dismisses drafts, each for itself; one that has become an order by now stays what it is."""

    drafts: Drafts
    clock: Clock

    def __call__(
        self, dismissals: Sequence[Dismissal]
    ) -> tuple[SeenDraft | NotFound | InvalidTransition, ...]:
        """Dismiss each, or say why not; somebody else's draft is not there."""
        wanted = sequence_of(dismissals, Dismissal, "dismissals")
        known = self.drafts.get({one.number for one in wanted}) if wanted else {}
        return tuple(self._dismissed(one, known.get(one.number)) for one in wanted)

    def _dismissed(
        self, wanted: Dismissal, seen: SeenDraft | None
    ) -> SeenDraft | NotFound | InvalidTransition:
        if seen is not None and seen.draft.account == wanted.account:
            seen = self.drafts.dismiss(wanted.number, self.clock.now())
        if seen is None or seen.draft.account != wanted.account:
            return NotFound("draft", wanted.number)
        return seen if seen.status is None else InvalidTransition(wanted.number, seen.status.value, "dismiss")
