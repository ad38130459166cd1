"""The processes of a service whose processes die one at a time."""

from __future__ import annotations

from tests.integration.crash.houses import House
from tests.integration.crash.victims import first_process_killed, one_process_killed
from tests.integration.http.people import until
from tests.servers.keeper import children, gone


def test_a_process_that_dies_is_replaced(house: House) -> None:
    """One that is killed takes no other with it: the service goes on under the same first process, as many as before."""
    service = house.service
    before, first = children(service.pid), service.pid

    one_process_killed(service)

    after = until(
        lambda: [one for one in children(first) if not gone(one)], lambda now: len(now) == len(before)
    )
    assert set(before[1:]) < set(after)
    assert service.running
    until(service.answers, bool)


def test_no_process_outlives_the_one_that_started_it(house: House) -> None:
    """When the first process is killed the others end by themselves, so that no old one answers beside new ones."""
    service = house.service
    orphans = children(service.pid)

    first_process_killed(service)
    service.start()

    assert len(orphans) == service.processes
    assert all(map(gone, orphans))
