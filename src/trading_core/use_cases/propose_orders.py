"""Propose orders: make drafts that a person may confirm."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from attrs import field, frozen

from trading_core.domain.amounts import value_of
from trading_core.domain.checks import a, optional, sequence_of
from trading_core.domain.drafts import Draft
from trading_core.domain.order_terms import OrderTerms
from trading_core.domain.words import Source
from trading_core.errors import TooManyDrafts
from trading_core.ports.clock import Clock
from trading_core.ports.drafts import Drafts

LIFETIME: Final = timedelta(minutes=15)
MOST_OPEN: Final = 20


@frozen
class Proposal:
    """An order that somebody thinks should be placed, and what he says for it."""

    terms: OrderTerms = field(validator=a(OrderTerms))
    by: str = field(validator=a(str))
    why: str = field(default="", validator=a(str))

    def __attrs_post_init__(self) -> None:
        """What names its price and is worth more than anything may be could never be confirmed."""
        if self.terms.stated_price is not None and self.terms.source is not Source.IMPORT:
            value_of(self.terms.stated_price, self.terms.quantity)


@frozen
class Proposed:
    """The draft that was made, unless too many wait already."""

    draft: Draft = field(validator=a(Draft))
    refusal: TooManyDrafts | None = field(default=None, validator=optional(TooManyDrafts))

    def unwrap(self) -> Draft:
        """Return a draft that was kept, raise why one was not."""
        if self.refusal is not None:
            raise self.refusal
        return self.draft


@frozen
class ProposeOrders:
    """
    Keeps drafts: no money is reserved, no rule of trading asked, no order made.

    What the rules say is said when a person confirms, by the prices and the balance of that moment.
    """

    drafts: Drafts
    clock: Clock
    lifetime: timedelta = field(default=LIFETIME, validator=a(timedelta))
    most: int = field(default=MOST_OPEN, validator=a(int))

    def __call__(self, proposals: Sequence[Proposal]) -> tuple[Proposed, ...]:
        """Make a draft of each, as long as its account may have more."""
        now = self.clock.now()
        made = [
            Draft(
                terms=one.terms,
                proposed_by=one.by,
                why=one.why,
                proposed_at=now,
                expires_at=now + self.lifetime,
            )
            for one in sequence_of(proposals, Proposal, "proposals")
        ]
        kept = self.drafts.keep(made, self.most) if made else frozenset()
        return tuple(
            Proposed(draft, None if draft.number in kept else TooManyDrafts(self.most)) for draft in made
        )
