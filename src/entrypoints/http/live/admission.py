"""Who may open a connection: from which page, by which credential, and how many."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final
from urllib.parse import urlsplit

from attrs import frozen

from entrypoints.http.gate import ANY, Gate
from entrypoints.http.identity import Identity
from entrypoints.http.live.guests import Guest, Standing, unpacked
from entrypoints.http.live.turned import NOT_ALLOWED, TOO_MANY, UNKNOWN, TurnedAwayError
from entrypoints.http.services import Services
from entrypoints.keys import digest_of
from trading_core.errors import Forbidden, Unauthenticated
from trading_core.ports.api_keys import ApiKeyId, Scope
from trading_core.ports.limiter import Rate
from trading_core.ports.tickets import Tickets

WHO_ARE_YOU: Final = (
    "Come with a credential: Authorization, X-API-KEY, or ?ticket= from POST /api/ws-ticket/."
)


@frozen
class Pages:
    """
    The pages whose scripts may connect: the service's own, and those of CORS_ORIGINS and ALLOWED_HOSTS.

    Programs state no origin; they are let through, since they have to show a credential anyway.
    """

    origins: Sequence[str]
    hosts: Sequence[str]

    def allows(self, origin: str | None, host: str) -> bool:
        """Whether a page of this origin may connect to this host."""
        if origin is None or ANY in self.origins or origin in self.origins:
            return True
        place = urlsplit(origin).netloc.lower()
        if place and place == host.lower():
            return True
        named = [name for name in self.hosts if name != ANY]
        return bool(place and named) and Gate(named).refusal({"host": place}, 0) is None


@frozen
class Admission:
    """Finds out who comes; all of it reads the database, so it is for a thread."""

    services: Services
    tickets: Tickets
    standing: Standing

    def guest(self, headers: Mapping[str, str], ticket: str | None, address: str, now: datetime) -> Guest:
        """The guest, or why there is none."""
        try:
            guest = self._by_ticket(ticket, now) if ticket is not None else self._by_header(headers, now)
            self._confirm(guest, now)
            guest.identity.require(Scope.READ)
        except Unauthenticated:
            self._limit(address)
            raise TurnedAwayError(UNKNOWN, WHO_ARE_YOU) from None
        except Forbidden:
            raise TurnedAwayError(NOT_ALLOWED, "Your credential needs the right to read.") from None
        self._limit(str(guest.identity.user))
        return guest

    def _by_ticket(self, ticket: str, now: datetime) -> Guest:
        holder = self.tickets.take(digest_of(ticket), now)
        if holder is None:
            raise Unauthenticated
        return unpacked(holder)

    def _by_header(self, headers: Mapping[str, str], now: datetime) -> Guest:
        keeper = self.services.doorkeeper
        bearer = keeper.bearer(headers, now)
        return guest_of(bearer or keeper.key(headers, now), headers)

    def _confirm(self, guest: Guest, now: datetime) -> None:
        if self.standing.gone([guest], now):
            raise Unauthenticated

    def _limit(self, who: str) -> None:
        most = self.services.house.requests_per_minute
        if most and self.services.limiter.take(f"requests:{who}", Rate(most)):
            raise TurnedAwayError(TOO_MANY, "That was too often: connect again in a minute.")


def guest_of(identity: Identity, headers: Mapping[str, str]) -> Guest:
    """An identity with the key that it came by, unless that was a token."""
    if identity.family is not None:
        return Guest(identity)
    bare = Identity(
        identity.user, identity.username, identity.account, identity.role, identity.scopes, identity.family
    )
    return Guest(bare, ApiKeyId(headers["x-api-key"].split("_")[1]))
