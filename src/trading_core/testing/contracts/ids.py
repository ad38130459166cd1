"""The laws of fresh names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from trading_core.domain.ids import OrderNumber
from trading_core.testing.contracts.making import Make, at_once, opened

if TYPE_CHECKING:
    from trading_core.ports.ids import Ids

MANY: Final = 500
THREADS: Final = 4
FORM: Final = re.compile(r"[0-9A-Za-z]{1,32}")


def ids_contract(make: Make[Ids], *, concurrent: bool = True) -> type:
    """Give the tests of ``Ids``; ``concurrent`` adds the one that needs threads."""

    class IdsContract:
        """What a source of names promises."""

        def test_no_name_comes_twice(self) -> None:
            """A name that was given before would be taken for the thing that it was given to."""
            with opened(make) as ids:
                assert MANY == len({ids.fresh() for _ in range(MANY)})

        def test_names_are_sorted_by_age(self) -> None:
            """New rows go to the end of an index, and lists by name are lists by age."""
            with opened(make) as ids:
                names = [ids.fresh() for _ in range(MANY)]

                assert sorted(names) == names

        def test_a_name_goes_everywhere(self) -> None:
            """A name is an order number, a part of an address and the name of a file as it is."""
            with opened(make) as ids:
                name = ids.fresh()

                assert FORM.fullmatch(name) is not None
                assert name == OrderNumber(name)

    class ConcurrentIdsContract(IdsContract):
        """What a source of names promises to several threads."""

        def test_threads_get_different_names(self) -> None:
            """Two who ask at the same moment are given two names."""
            with opened(make) as ids:
                many = at_once(THREADS, lambda _: [ids.fresh() for _ in range(MANY)])

                assert THREADS * MANY == len({name for names in many for name in names})

    return ConcurrentIdsContract if concurrent else IdsContract
