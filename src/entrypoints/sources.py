"""Where this deployment's prices come from: one choice, and everything that follows from it."""

from __future__ import annotations

import json
from importlib.util import find_spec
from typing import Final

from attrs import frozen

from adapters.prices.files.recorded import Recorded, read_tapes
from adapters.prices.files.wrong import WrongFile
from adapters.prices.listed import is_listed
from adapters.prices.remembered import LastQuotes, QuotesAtHand, RememberedQuotes
from adapters.prices.simulated import Anchors, SimulatedBars, SimulatedQuotes
from adapters.prices.split import NoBars, SplitBars, SplitQuotes
from entrypoints.price_settings import EXCHANGES
from entrypoints.settings import Settings, WrongSetting
from trading_core.ports.bar_source import BarSource
from trading_core.ports.cache import Cache
from trading_core.ports.clock import Clock
from trading_core.ports.limiter import RateLimiter
from trading_core.ports.months import Months
from trading_core.ports.quotes import QuoteSource

EXCHANGE: Final = "The exchange"


@frozen
class Sources:
    """
    ``quotes`` decide about money and are all there or late; ``at_hand`` are the same without waiting for anybody; ``shown``
    are those of whoever answers; ``last`` are remembered, and nobody is asked. ``history`` is at hand at any moment,
    ``past`` may take its time to be gathered.
    """

    quotes: QuoteSource
    at_hand: QuoteSource
    shown: QuoteSource
    last: QuoteSource
    history: BarSource | None
    past: BarSource
    name: str
    distant: bool = False


def sources_of(
    settings: Settings,
    clock: Clock,
    anchors: Anchors,
    stored: QuoteSource,
    cache: Cache,
    near: Cache,
    limiter: RateLimiter,
    months: Months,
) -> Sources:
    """Make what was chosen."""
    last = LastQuotes(cache, stored)
    endless = settings.simulation_hours == "always"
    simulated = SimulatedQuotes(clock, anchors, settings.simulation_seed, is_listed, endless)
    simulated_bars = SimulatedBars(clock, anchors, settings.simulation_seed, is_listed, endless)
    if settings.prices == "simulated":
        return Sources(simulated, simulated, simulated, last, simulated_bars, simulated_bars, settings.prices)
    if settings.prices == "recorded":
        recorded = _recorded(settings, clock)
        return Sources(recorded, recorded, recorded, last, recorded, recorded, settings.prices)
    if settings.prices not in EXCHANGES:
        return Sources(stored, stored, stored, last, None, NoBars(), settings.prices)
    from adapters.prices.exchange.kept import is_code

    quotes, bars = _exchanges(settings, clock, cache, limiter, months)
    elsewhere: tuple[QuoteSource, BarSource] = (stored, NoBars())
    if settings.prices_elsewhere == "simulated":
        elsewhere = (simulated, simulated_bars)
    remembered = RememberedQuotes(quotes, cache, near=near)
    return Sources(
        SplitQuotes(remembered, elsewhere[0], is_code),
        SplitQuotes(QuotesAtHand(remembered), elsewhere[0], is_code),
        SplitQuotes(remembered, elsewhere[0], is_code, parts=True),
        last,
        SplitBars(NoBars(), elsewhere[1], is_code),
        SplitBars(bars, elsewhere[1], is_code),
        settings.prices_elsewhere,
        distant=True,
    )


def _exchanges(
    settings: Settings, clock: Clock, cache: Cache, limiter: RateLimiter, months: Months
) -> tuple[QuoteSource, BarSource]:
    from adapters.prices.exchange.client import Addresses, Exchanges
    from adapters.prices.exchange.pause import Pause
    from adapters.prices.exchange.turns import Turns
    from adapters.prices.exchange.wire import Wire

    addresses = Addresses(settings.twse_url, settings.tpex_url, settings.twse_current_url)
    turns, pause = Turns(limiter), Pause(cache, clock)
    if settings.prices == "twse":
        exchanges = Exchanges(Wire(EXCHANGE), turns, pause, months, clock, addresses)
        return exchanges, exchanges
    if find_spec("twstock") is None:
        raise WrongSetting("PRICES", "'twstock'", "the package twstock to be installed, or another source")
    from adapters.prices.packaged.isolation import Isolation
    from adapters.prices.packaged.source import CHILD, PART, LibraryPrices

    places = {"twse": addresses.twse, "tpex": addresses.tpex, "current": addresses.current}
    library = LibraryPrices(Isolation(PART, CHILD, [json.dumps(places)]), turns, pause, months, clock)
    return library, library


def _recorded(settings: Settings, clock: Clock) -> Recorded:
    place = settings.recorded_prices
    if place is None:
        raise WrongSetting(
            "RECORDED_PRICES", "not set", "a file or a folder of .csv or .parquet, since PRICES is recorded"
        )
    try:
        tapes = read_tapes(place)
    except WrongFile as wrong:
        raise WrongSetting(
            "RECORDED_PRICES", f"not usable ({str(wrong).rstrip('.')})", "a recording"
        ) from None
    except OSError as wrong:
        raise WrongSetting(
            "RECORDED_PRICES", f"{place} ({wrong.strerror})", "a file or a folder that can be read"
        ) from None
    return Recorded(tapes, clock, settings.recorded_start or clock.now(), settings.recorded_speed)
