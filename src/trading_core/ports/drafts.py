"""Drafts of orders that wait for a person's word."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from attrs import field, frozen

from trading_core.domain.checks import a, optional
from trading_core.domain.drafts import Draft
from trading_core.domain.ids import AccountId, OrderNumber
from trading_core.domain.order_states import OrderStatus
from trading_core.ports.paging import moment_or_none

if TYPE_CHECKING:
    from trading_core.ports.paging import Page


@frozen
class SeenDraft:
    """A draft, and what became of it: where its order stands now if it was confirmed, or when it was dismissed."""

    draft: Draft = field(validator=a(Draft))
    status: OrderStatus | None = field(default=None, validator=optional(OrderStatus))
    dismissed_at: datetime | None = field(default=None, converter=moment_or_none)


@frozen(kw_only=True)
class DraftFilter:
    """Drafts of an account; with a moment, those that are open at it: neither confirmed, nor dismissed, nor over."""

    account: AccountId = field(converter=AccountId)
    open_at: datetime | None = field(default=None, converter=moment_or_none)


class Drafts(Protocol):
    """
    Drafts that were proposed.

    1. What was kept is what is read, every field of it, and beside it where its order stands now.
    2. A number is given once: a second draft of it fails with ``AlreadyExists``, and every other of the call with it.
    3. No account has more open drafts than it may have. Of those that come together the first are kept, and of those
       that come at the same moment as many as may be; the others are left out.
    4. The list of an account is ordered by the moment of the proposal, then by number, which is its mark.
    5. What still holds is not forgotten.
    6. A draft is dismissed once, and never after it has become an order; who says it again changes nothing. Who makes
       the order holds the draft meanwhile, and no draft that was dismissed is held.
    """

    @abstractmethod
    def keep(self, drafts: Sequence[Draft], most: int) -> frozenset[OrderNumber]:
        """Keep drafts as long as no account has more than ``most`` open ones, and tell the numbers of those kept."""

    @abstractmethod
    def get(self, numbers: Collection[OrderNumber]) -> Mapping[OrderNumber, SeenDraft]:
        """Read drafts; a number without one is absent."""

    @abstractmethod
    def find(self, wanted: DraftFilter, page: Page) -> tuple[SeenDraft, ...]:
        """Read a page of drafts."""

    @abstractmethod
    def count(self, wanted: DraftFilter, up_to: int) -> int:
        """Count drafts, no further than ``up_to``."""

    @abstractmethod
    def dismiss(self, number: OrderNumber, at: datetime) -> SeenDraft | None:
        """Let a draft be no order unless it is one already, and tell how it stands; none where there is no draft."""

    @abstractmethod
    def forget(self, until: datetime, limit: int) -> int:
        """Throw away some of the drafts that expired up to a moment, and tell how many."""
