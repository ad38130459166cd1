"""The laws of received signals."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

import pytest
from attrs import evolve

from trading_core.domain.ids import OrderNumber
from trading_core.errors import NotFound
from trading_core.ports.paging import Page
from trading_core.ports.signals import ReceivedSignal, SignalFate
from trading_core.testing.contracts.lists import check_pages
from trading_core.testing.contracts.making import Make, at_once, opened
from trading_core.testing.contracts.tour import MONDAY

if TYPE_CHECKING:
    from trading_core.ports.signals import Signals

THREADS: Final = 6
WINDOW: Final = timedelta(minutes=5)
FIRST: Final = ReceivedSignal(
    id="s-1",
    sender="alice '%",
    text="BUY EURUSD @1.0860\r\nSL 1.0850\n\tTP 1.0890 🚀 金",
    fingerprint="f" * 64,
    received_at=MONDAY,
)


def signals_contract(make: Make[Signals], *, concurrent: bool = True) -> type:
    """Give the tests of ``Signals``; ``concurrent`` adds the one that needs threads."""

    class SignalsContract:
        """What keeping signals promises."""

        def test_what_was_received_is_what_is_read(self) -> None:
            """Every character that came in is there when somebody asks what was sent."""
            with opened(make) as signals:
                assert FIRST == signals.receive(FIRST, WINDOW)
                assert (FIRST,) == signals.find(None, Page())

        def test_what_became_of_it_is_read(self) -> None:
            """A signal leads to its order or to the reason why there is none."""
            ordered = evolve(FIRST, fate=SignalFate.ORDERED, order=OrderNumber("S-1"))
            refused = evolve(FIRST, id="s-2", sender="bob", fate=SignalFate.REFUSED, detail="原因 '%")
            with opened(make) as signals:
                signals.receive(FIRST, WINDOW)
                signals.receive(evolve(FIRST, id="s-2", sender="bob"), WINDOW)

                assert ordered == signals.conclude("s-1", SignalFate.ORDERED, OrderNumber("S-1"))
                assert refused == signals.conclude("s-2", SignalFate.REFUSED, detail="原因 '%")
                assert (refused, ordered) == signals.find(None, Page())

        def test_the_first_conclusion_stands(self) -> None:
            """A second worker does not write another story over the first one's."""
            with opened(make) as signals:
                signals.receive(FIRST, WINDOW)
                known = signals.conclude("s-1", SignalFate.REFUSED, detail="first")

                assert known == signals.conclude("s-1", SignalFate.ORDERED, OrderNumber("S-1"))
                assert (known,) == signals.find(None, Page())
                with pytest.raises(NotFound):
                    signals.conclude("unknown", SignalFate.REFUSED)

        def test_a_repeat_within_the_window_is_the_first(self) -> None:
            """A webhook that is delivered twice trades once; the same wish later is a wish of its own."""
            inside = evolve(FIRST, id="s-2", received_at=MONDAY + WINDOW - timedelta(microseconds=1))
            outside = evolve(FIRST, id="s-3", received_at=MONDAY + WINDOW)
            with opened(make) as signals:
                signals.receive(FIRST, WINDOW)
                concluded = signals.conclude("s-1", SignalFate.ORDERED, OrderNumber("S-1"))

                assert concluded == signals.receive(inside, WINDOW)
                assert outside == signals.receive(outside, WINDOW)
                assert (outside, concluded) == signals.find(None, Page())

        def test_others_may_say_the_same(self) -> None:
            """A repeat is of the same sender and the same words."""
            others = (evolve(FIRST, id="s-2", sender="bob"), evolve(FIRST, id="s-3", fingerprint="g"))
            with opened(make) as signals:
                signals.receive(FIRST, WINDOW)

                assert others == tuple(signals.receive(other, WINDOW) for other in others)
                assert (others[1], FIRST) == signals.find(FIRST.sender, Page())
                assert () == signals.find("nobody", Page())

        def test_pages_show_every_signal_once(self) -> None:
            """Signals of the same moment are told apart by their ids, in either direction."""
            rows = [
                evolve(
                    FIRST,
                    id=f"s{number}",
                    fingerprint=f"{number}",
                    received_at=MONDAY + timedelta(number // 3),
                )
                for number in range(7)
            ]
            with opened(make) as signals:
                for row in rows:
                    signals.receive(row, WINDOW)

                check_pages(lambda page: signals.find(None, page), rows, _mark)

    class ConcurrentSignalsContract(SignalsContract):
        """What keeping signals promises to several threads."""

        def test_one_of_many_is_the_first(self) -> None:
            """However often a signal arrives at the same moment, it is kept once."""
            with opened(make) as signals:
                kept = at_once(
                    THREADS, lambda number: signals.receive(evolve(FIRST, id=f"s-{number}"), WINDOW).id
                )

                assert 1 == len(set(kept))
                assert 1 == len(signals.find(None, Page()))

    return ConcurrentSignalsContract if concurrent else SignalsContract


def _mark(known: ReceivedSignal) -> tuple[datetime, str]:
    return known.received_at, known.id
