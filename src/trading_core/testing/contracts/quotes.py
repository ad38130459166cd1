"""The laws of quote sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from trading_core.domain.ids import Symbol
from trading_core.domain.quotes import Quote
from trading_core.errors import Unavailable
from trading_core.testing.contracts.making import Make, examples_of, opened

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trading_core.ports.quotes import QuoteSource


def quotes_contract(
    make: Make[QuoteSource],
    *,
    known: Sequence[Quote],
    unknown: str = "NO-SUCH",
    down: Make[QuoteSource] | None = None,
) -> type:
    """
    Give the tests of ``QuoteSource``.

    ``known`` are at least two quotes that the made source tells, ``unknown`` is a product that it does not know,
    ``down`` makes a source that does not answer.
    """
    known, nothing = examples_of(known, Quote, 2), Symbol(unknown)
    symbols = [quote.symbol for quote in known]

    class QuotesContract:
        """What a quote source promises."""

        def test_a_quote_is_told_whole(self) -> None:
            """Price, sides, age and origin decide what a fill costs and whether it was fair."""
            with opened(make) as source:
                assert {quote.symbol: quote for quote in known} == dict(source.quotes(symbols))

        def test_only_what_was_asked_for_is_told(self) -> None:
            """Each product comes under its own symbol, and nothing beside it."""
            with opened(make) as source:
                assert {symbols[0]: known[0]} == dict(source.quotes([symbols[0]]))
                assert {} == dict(source.quotes([]))

        def test_a_product_without_a_price_has_none(self) -> None:
            """A price is never invented, and one product's lack is not another's."""
            with opened(make) as source:
                assert {symbols[1]: known[1]} == dict(source.quotes([nothing, symbols[1]]))

    if down is None:
        return QuotesContract
    make_down = down

    class FailingQuotesContract(QuotesContract):
        """What a quote source promises when nothing stands behind it."""

        def test_a_source_that_is_down_says_so(self) -> None:
            """No answer is not the answer that there is no price."""
            with opened(make_down) as source, pytest.raises(Unavailable):
                source.quotes(symbols)

    return FailingQuotesContract
