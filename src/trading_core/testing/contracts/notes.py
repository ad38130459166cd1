"""The laws of texts about products."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trading_core.domain.analysis import Note
from trading_core.domain.ids import Symbol
from trading_core.testing.contracts.making import Make, examples_of, opened

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trading_core.ports.notes import Notes


def notes_contract(
    make: Make[Notes], *, symbol: str, known: Sequence[Note], down: Make[Notes] | None = None
) -> type:
    """Give the tests of ``Notes``: ``known`` is what is written about a product, two texts at least, newest first."""
    product, known = Symbol(symbol), examples_of(known, Note, 2)

    class NotesContract:
        """What a source of texts promises."""

        def test_the_newest_come_first_and_no_more_than_asked_for(self) -> None:
            """Whoever has room for few gets the newest of them."""
            with opened(make) as notes:
                assert known == notes.about(product, len(known) + 1)
                assert known[:1] == notes.about(product, 1)

        def test_nothing_is_written_about_what_nobody_knows(self) -> None:
            """A product without news has none, and gets none of another."""
            with opened(make) as notes:
                assert () == notes.about(Symbol("NOBODY.HEARD.OF"), 5)

    class FailingNotesContract(NotesContract):
        """What it promises when what stands behind it is down."""

        def test_a_source_that_is_down_has_nothing_to_say(self) -> None:
            """An analysis stands without news."""
            assert down is not None
            with opened(down) as notes:
                assert () == notes.about(product, 5)

    return NotesContract if down is None else FailingNotesContract
