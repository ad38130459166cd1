"""The laws of received signals."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import product
from typing import TYPE_CHECKING, Any, Final

import pytest
from attrs import evolve

from trading_core.domain.ids import OrderNumber, Symbol
from trading_core.domain.sizing import RiskedShare
from trading_core.errors import NotFound
from trading_core.ports.paging import Page
from trading_core.ports.signals import (
    Conclusion,
    Receipt,
    ReceivedSignal,
    SeenSignal,
    SignalFate,
    SignalFilter,
    SignalRefusal,
)
from trading_core.testing.contracts.lists import check_pages
from trading_core.testing.contracts.making import Make, at_once, opened
from trading_core.testing.contracts.tour import MONDAY

if TYPE_CHECKING:
    from trading_core.ports.signals import Signals

THREADS: Final = 6
WINDOW: Final = timedelta(minutes=5)
MOMENT: Final = timedelta(microseconds=1)
FIRST: Final = ReceivedSignal(
    id="s-1",
    account="alice '%",
    sender="a key '%",
    text="BUY EURUSD @1.0860\r\nSL 1.0850\n\tTP 1.0890 🚀 金",
    media="text/plain",
    sizing=RiskedShare("0.25"),
    fingerprint="f" * 64,
    received_at=MONDAY,
    symbol="EURUSD",
)
WRONG: Final = SignalRefusal(
    code="invalid_signal",
    message="原因 '%",
    reason="missing_stop_loss",
    line=2,
    column=1,
    found="'TP'",
    expected="SL",
)
RULED: Final = SignalRefusal(code="insufficient_funds", message="deposit")
ORDERED: Final = Conclusion("s-1", SignalFate.ORDERED, OrderNumber("S-1"))
MINE: Final = SignalFilter(account=FIRST.account)


def numbered(number: int, **more: Any) -> ReceivedSignal:  # noqa: ANN401 - any field of a signal
    """A signal that repeats no other."""
    return evolve(FIRST, **{"id": f"s-{number}", "fingerprint": f"{number}", **more})


def receive(signals: Signals, *received: ReceivedSignal) -> tuple[ReceivedSignal, ...]:
    """Let them come in together."""
    return signals.receive([Receipt(one, WINDOW) for one in received])


def seen(*signals: ReceivedSignal) -> tuple[SeenSignal, ...]:
    """As they are read, where there are no orders."""
    return tuple(SeenSignal(one) for one in signals)


def signals_contract(make: Make[Signals], *, concurrent: bool = True) -> type:  # noqa: C901 - a law is a function
    """Give the tests of ``Signals``; ``concurrent`` adds the one that needs threads."""

    class SignalsContract:
        """What keeping signals promises."""

        def test_what_was_received_is_what_is_read(self) -> None:
            """Every character that came in is there when somebody asks what was sent."""
            bare = ReceivedSignal(
                id="s-2", account="bob", sender="bob", text="", fingerprint="g", received_at=MONDAY
            )
            with opened(make) as signals:
                assert (FIRST, bare) == receive(signals, FIRST, bare)
                assert seen(FIRST) == signals.find(MINE, Page())
                assert seen(bare) == (signals.get("s-2"),)
                assert None is signals.get("s-3")

        def test_what_became_of_it_is_read(self) -> None:
            """A signal leads to its order or to the reason why there is none."""
            ordered = evolve(FIRST, fate=SignalFate.ORDERED, order=OrderNumber("S-1"))
            refused = numbered(2, fate=SignalFate.REFUSED, order=OrderNumber("S-2"), refusal=RULED)
            ended = Conclusion("s-2", SignalFate.REFUSED, OrderNumber("S-2"), RULED)
            with opened(make) as signals:
                receive(signals, FIRST, numbered(2))

                assert (refused, ordered) == signals.conclude([ended, ORDERED])
                assert seen(refused, ordered) == signals.find(MINE, Page())
                assert () == signals.conclude([])

        def test_what_has_changed_is_seen_at_once(self) -> None:
            """Whoever asked before and asks again is told what is true now, also through a cache."""
            ordered = evolve(FIRST, fate=SignalFate.ORDERED, order=OrderNumber("S-1"))
            with opened(make) as signals:

                def look() -> tuple[object, ...]:
                    waiting = signals.waiting(MONDAY, 9)
                    return signals.get("s-1"), signals.find(MINE, Page()), signals.count(MINE, 9), waiting

                assert (None, (), 0, ()) == look()
                receive(signals, FIRST)
                assert (*seen(FIRST), seen(FIRST), 1, (FIRST,)) == look()
                signals.conclude([ORDERED])
                assert (*seen(ordered), seen(ordered), 1, ()) == look()

        def test_what_is_to_be_told_is_seen_at_once(self) -> None:
            """What could not be read waits to be told from when it came in until it was told."""
            wrong = numbered(3, fate=SignalFate.REFUSED, refusal=WRONG, symbol=None)
            with opened(make) as signals:
                assert () == signals.untold(9)
                receive(signals, wrong)
                assert (wrong,) == signals.untold(9)
                signals.mark_told([wrong.id])
                assert () == signals.untold(9)

        def test_what_was_refused_at_once_is_read(self) -> None:
            """A text that cannot be read is kept with the place, the finding and the expectation."""
            wrong = numbered(3, fate=SignalFate.REFUSED, refusal=WRONG, symbol=None)
            with opened(make) as signals:
                assert (wrong,) == receive(signals, wrong)
                assert seen(wrong) == signals.find(MINE, Page())

        def test_the_first_conclusion_stands(self) -> None:
            """A second worker does not write another story over the first one's."""
            first = Conclusion("s-1", SignalFate.REFUSED, refusal=RULED)
            with opened(make) as signals:
                receive(signals, FIRST, numbered(2))
                known = signals.conclude([first])

                assert known == signals.conclude([ORDERED])
                assert seen(*known) == (signals.get("s-1"),)
                with pytest.raises(NotFound):
                    signals.conclude([Conclusion("s-2", SignalFate.REFUSED), evolve(first, signal="unknown")])
                assert seen(numbered(2)) == (signals.get("s-2"),)

        def test_a_repeat_within_the_window_is_the_first(self) -> None:
            """A webhook that is delivered twice trades once; the same wish later is a wish of its own."""
            inside = evolve(FIRST, id="s-2", received_at=MONDAY + WINDOW - MOMENT)
            outside = evolve(FIRST, id="s-3", received_at=MONDAY + WINDOW)
            with opened(make) as signals:
                receive(signals, FIRST)
                concluded = signals.conclude([ORDERED])

                assert concluded == receive(signals, inside)
                assert (*concluded, outside) == receive(signals, inside, outside)
                assert (outside,) == receive(signals, evolve(outside, id="s-4"))
                assert seen(outside, *concluded) == signals.find(MINE, Page())

        def test_a_repeat_in_the_same_call_is_the_first(self) -> None:
            """Deliveries that arrive together are told apart as those that follow one another."""
            wrong = evolve(FIRST, fate=SignalFate.REFUSED, refusal=WRONG)
            with opened(make) as signals:
                kept = receive(signals, wrong, evolve(wrong, id="s-0"), numbered(2), FIRST)

                assert (wrong, wrong, numbered(2), wrong) == kept
                assert seen(numbered(2), wrong) == signals.find(MINE, Page())
                assert (wrong,) == signals.untold(9)

        def test_the_same_id_is_the_same_signal(self) -> None:
            """Who is not sure whether it was kept tries again, and it is kept once, window or not."""
            with opened(make) as signals:
                for _ in range(2):
                    assert (FIRST,) == signals.receive([Receipt(FIRST)])
                assert (FIRST,) == receive(signals, evolve(FIRST, fingerprint="another"))
                assert (numbered(2),) * 2 == signals.receive([Receipt(numbered(2))] * 2)
                assert seen(numbered(2), FIRST) == signals.find(MINE, Page())

        def test_without_a_window_nothing_is_a_repeat(self) -> None:
            """A wish may be wished twice at the same moment."""
            again = evolve(FIRST, id="s-2")
            with opened(make) as signals:
                assert (FIRST, again) == signals.receive([Receipt(FIRST), Receipt(again)])

        def test_others_may_say_the_same(self) -> None:
            """A repeat is of the same sender and the same words."""
            others = (evolve(FIRST, id="s-2", sender="bob"), evolve(FIRST, id="s-3", fingerprint="g"))
            with opened(make) as signals:
                receive(signals, FIRST)

                assert others == receive(signals, *others)
                assert seen(others[1], others[0], FIRST) == signals.find(MINE, Page())
                assert () == signals.find(SignalFilter(account="nobody"), Page())

        def test_what_waits_is_told_oldest_first(self) -> None:
            """Whoever finishes what was left begins with those who have waited longest, and not with the newest."""
            later = numbered(2, received_at=MONDAY + WINDOW)
            older = numbered(3, received_at=MONDAY - WINDOW)
            with opened(make) as signals:
                receive(signals, FIRST, later, older, numbered(4))
                signals.conclude([Conclusion("s-4", SignalFate.REFUSED, refusal=RULED)])

                assert (older, FIRST, later) == signals.waiting(MONDAY + WINDOW, 9)
                assert (older, FIRST) == signals.waiting(MONDAY + WINDOW - MOMENT, 9)
                assert (older,) == signals.waiting(MONDAY, 1)

        def test_what_cannot_be_read_is_untold_until_it_is_marked(self) -> None:
            """A sender hears of each of his slips on the feed, and of what the rules refuse in other ways."""
            slips = [numbered(place, fate=SignalFate.REFUSED, refusal=WRONG) for place in (5, 3, 4)]
            ruled = numbered(6, fate=SignalFate.REFUSED, refusal=RULED)
            with opened(make) as signals:
                receive(signals, FIRST, ruled, *slips)

                assert (slips[1], slips[2]) == signals.untold(2)
                signals.mark_told(["s-3", "s-5"])
                signals.mark_told(["s-3"])
                signals.mark_told([])
                assert (slips[2],) == signals.untold(9)

        def test_filters_together_find_what_fits_them_all(self) -> None:
            """An owner finds his signals by what became of them, by product and by time, both ends included."""
            rows = [
                numbered(place, symbol=symbol, fate=fate, received_at=MONDAY + place * MOMENT)
                for place, (symbol, fate) in enumerate(product(("EURUSD", "2330", None), SignalFate))
            ]
            wanted = SignalFilter(
                account=FIRST.account,
                fate=SignalFate.ORDERED,
                symbol=Symbol("2330"),
                since=MONDAY + 4 * MOMENT,
                until=MONDAY + 4 * MOMENT,
            )
            with opened(make) as signals:
                receive(signals, *rows, numbered(99, account="bob", received_at=MONDAY + 4 * MOMENT))

                assert seen(rows[4]) == signals.find(wanted, Page())
                assert 1 == signals.count(wanted, 9)
                by_fate = evolve(MINE, fate=SignalFate.REFUSED)
                assert seen(rows[8], rows[5], rows[2]) == signals.find(by_fate, Page())
                by_symbol = evolve(MINE, symbol=Symbol("EURUSD"), since=MONDAY + MOMENT)
                assert seen(rows[2], rows[1]) == signals.find(by_symbol, Page())
                assert [9, 4] == [signals.count(MINE, most) for most in (99, 4)]
                assert 2 == signals.count(evolve(MINE, until=MONDAY + MOMENT), 9)

        def test_pages_show_every_signal_once(self) -> None:
            """Signals of the same moment are told apart by their ids, in either direction."""
            rows = [numbered(number, received_at=MONDAY + timedelta(number // 3)) for number in range(7)]
            with opened(make) as signals:
                receive(signals, *rows)

                check_pages(lambda page: signals.find(MINE, page), seen(*rows), _mark)

    class ConcurrentSignalsContract(SignalsContract):
        """What keeping signals promises to several threads."""

        def test_one_of_many_is_the_first(self) -> None:
            """However often signals arrive at the same moment, in whatever order, each is kept once."""
            with opened(make) as signals:

                def arrive(number: int) -> set[str]:
                    both = [evolve(FIRST, id=f"a-{number}"), numbered(2, id=f"b-{number}")]
                    return {one.id for one in receive(signals, *both[:: 1 if number % 2 else -1])}

                kept = at_once(THREADS, arrive)

                assert 2 == len(set.union(*kept))
                assert 2 == signals.count(MINE, 99)

    return ConcurrentSignalsContract if concurrent else SignalsContract


def _mark(found: SeenSignal) -> tuple[datetime, str]:
    return found.signal.received_at, found.signal.id
