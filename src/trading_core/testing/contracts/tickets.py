"""The laws of tickets."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

import pytest

from trading_core.errors import AlreadyExists
from trading_core.ports.tickets import Ticket
from trading_core.testing.contracts.making import Make, at_once, opened
from trading_core.testing.contracts.tour import MONDAY

if TYPE_CHECKING:
    from trading_core.ports.tickets import Tickets

THREADS: Final = 8
LATER: Final = MONDAY + timedelta(seconds=30)
ALMOST: Final = LATER - timedelta(microseconds=1)


def tickets_contract(make: Make[Tickets], *, concurrent: bool = True) -> type:
    """Give the tests of ``Tickets``; ``concurrent`` adds the one that needs threads."""

    class TicketsContract:
        """What a keeper of tickets promises."""

        def test_a_ticket_is_taken_once(self) -> None:
            """Each lets in one bearer, whose holder comes back byte for byte, and none that was not given."""
            with opened(make) as tickets:
                tickets.keep(Ticket("one", b"\x00alice\xff", LATER), MONDAY)
                tickets.keep(Ticket("two", b"", LATER), MONDAY)

                assert [b"\x00alice\xff", None] == [tickets.take("one", ALMOST) for _ in range(2)]
                assert [b"", None] == [tickets.take(name, MONDAY) for name in ("two", "three")]

        def test_a_ticket_is_good_for_a_while(self) -> None:
            """It is worth nothing from its last moment on, and an attempt then uses it up."""
            with opened(make) as tickets:
                tickets.keep(Ticket("one", b"alice", LATER), MONDAY)

                assert [None, None] == [tickets.take("one", moment) for moment in (LATER, MONDAY)]

        def test_a_name_is_given_once(self) -> None:
            """Nobody comes in by a ticket that was given to another, unless that one is long worthless."""
            with opened(make) as tickets:
                tickets.keep(Ticket("one", b"alice", LATER), MONDAY)

                with pytest.raises(AlreadyExists):
                    tickets.keep(Ticket("one", b"bob", LATER), ALMOST)
                tickets.keep(Ticket("one", b"carol", LATER + timedelta(1)), LATER)
                assert b"carol" == tickets.take("one", LATER)

    class ConcurrentTicketsContract(TicketsContract):
        """What it promises to several threads."""

        def test_of_many_bearers_one_comes_in(self) -> None:
            """A ticket that is shown by many at the same moment lets in one."""
            with opened(make) as tickets:
                tickets.keep(Ticket("one", b"alice", LATER), MONDAY)
                found = at_once(THREADS, lambda _: tickets.take("one", MONDAY))

                assert [b"alice"] == [holder for holder in found if holder is not None]

    return ConcurrentTicketsContract if concurrent else TicketsContract
