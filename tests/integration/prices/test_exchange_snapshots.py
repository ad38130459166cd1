"""Snapshots without a trade, and wrong ones."""

from __future__ import annotations

import pytest

from adapters.prices.exchange.client import Exchanges
from adapters.prices.exchange.wrong import Unusable
from tests.integration.prices.exchanges import field, seen, snapshot
from tests.servers.exchange import ExchangeServer, Mood, saying
from trading_core.domain.amounts import Price
from trading_core.domain.quotes import PriceBasis


def test_without_a_trade_the_middle_of_the_offers_stands_for_the_price(
    source: Exchanges, server: ExchangeServer
) -> None:
    """It is exact, and it is said to be no trade."""
    quote = seen(source, server, snapshot(z="-"))
    assert quote is not None
    assert (Price("848.5"), PriceBasis.INDICATIVE) == (quote.last, quote.basis)


@pytest.mark.parametrize(
    "offers", [{"a": "-"}, {"b": "-"}, {"a": "0.0000_"}, {"a": "847.0000_"}, {"a": "", "b": ""}, {"a": None}]
)
def test_without_both_offers_the_previous_close_stands_for_the_price(
    source: Exchanges, server: ExchangeServer, offers: dict[str, object]
) -> None:
    """One offer, one at any price, or two that overlap in a call auction, are no market."""
    quote = seen(source, server, snapshot(z="-", **offers))
    assert quote is not None
    assert (Price(839), PriceBasis.PREVIOUS_CLOSE) == (quote.last, quote.basis)


@pytest.mark.parametrize("fields", [{"tlong": None}, {"z": "-", "a": "-", "b": "-", "y": "-"}, {"c": ""}])
def test_a_halted_or_unknown_security_has_no_price(
    source: Exchanges, server: ExchangeServer, fields: dict[str, object]
) -> None:
    """Nothing is made up for what the exchange knows nothing of."""
    assert seen(source, server, snapshot(**fields)) is None


BAD_SNAPSHOTS: dict[str, tuple[Mood, str]] = {
    "another code": (snapshot(c="2331"), "2331"),
    "a moment of letters": (snapshot(tlong="soon"), "no moment"),
    "a moment of full-width digits": (snapshot(tlong="１７１５８２７４９４０００"), "no moment"),  # noqa: RUF001 - the mistake
    "a moment that is a number": (snapshot(tlong=1715827494000), "no moment"),
    "a moment without end": (snapshot(tlong="9" * 40), "no moment"),
    "two days at once": (snapshot(d="20240517"), "at the same time"),
    "a price of letters": (snapshot(z="many"), "no number"),
    "a price with a sign": (snapshot(z="+850.0"), "no number"),
    "a price that is a number": (snapshot(z=850), "no text"),
    "offers that are a list": (snapshot(b=["848"]), "no list of offers"),
    "a volume of letters": (snapshot(v="x"), "no number"),
    "a high below the low": (snapshot(h="1.0"), "high"),
    "another state": (field(rtcode="5000", rtmessage="busy"), "busy"),
    "no state": (saying({}), "says None"),
    "no list": (field(msgArray=None), "no list"),
    "a list of texts": (field(msgArray=["x"]), "no object"),
}


@pytest.mark.parametrize("bad", BAD_SNAPSHOTS)
def test_a_snapshot_that_is_wrong_is_refused(source: Exchanges, server: ExchangeServer, bad: str) -> None:
    """A price that may be another's, of another time or half of one is no price."""
    mood, why = BAD_SNAPSHOTS[bad]
    with pytest.raises(Unusable) as failure:
        seen(source, server, mood)
    assert why in str(failure.value)
