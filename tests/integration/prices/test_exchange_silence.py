"""What is no answer of an exchange, and not asking on."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta

import httpx
import pytest
from attrs import evolve
from redis import Redis

from adapters.limits.local import LocalLimiter
from adapters.limits.shared import SharedLimiter
from adapters.prices.exchange.client import Addresses, Exchanges
from adapters.prices.exchange.turns import Turns
from adapters.prices.exchange.wire import Wire
from adapters.prices.exchange.wrong import TurnedAway, Unusable
from tests.integration.prices.exchanges import (
    HASTY,
    MARCH,
    NOW,
    PATIENT,
    TSMC,
    TSMC_QUOTE,
    client,
    month,
    month_of,
    old_month,
)
from tests.servers import exchange as moods
from tests.servers.exchange import ExchangeServer, Mood, saying
from tests.servers.service import guarded
from trading_core.testing import FakeClock

SLOW = (moods.stalling, moods.dripping, moods.dripping_headers)
BAD_ANYWHERE: dict[str, tuple[Mood, str]] = {
    "a page with status 200": (moods.banning, "sent a page"),
    "a page with status 500": (moods.failing, "status 500"),
    "too many requests": (moods.refusing, "status 429"),
    "a closed connection": (moods.closing, "closed the connection without an answer"),
    "a stalled connection": (moods.stalling, "did not answer within 0.5 s"),
    "a body that drips": (moods.dripping, "did not answer within 0.5 s"),
    "headers that drip": (moods.dripping_headers, "did not answer within 0.5 s"),
    "a huge body": (moods.flooding, "larger than"),
    "a small archive of a huge body": (moods.bombing, "larger than"),
    "a redirect": (moods.redirecting, "another address"),
    "a wrong archive": (moods.zipping_badly, "DecodingError"),
    "half of a JSON": (moods.halving, "no whole JSON"),
    "half of a body": (moods.breaking_off, "in the middle of its answer"),
    "an empty body": (saying(b""), "no whole JSON"),
    "a list": (saying([]), "no JSON object"),
    "nothing": (saying(None), "no JSON object"),
    "NaN": (saying(b'{"stat": NaN}'), "no whole JSON"),
    "a field twice": (saying(b'{"stat": "OK", "stat": "OK"}'), "no whole JSON"),
    "very deep": (saying(b'{"a":' * 100_000), "no whole JSON"),
    "another alphabet": (saying("股".encode("big5")), "no whole JSON"),
}


def current(source: Exchanges) -> object:
    return source.quotes([TSMC])


@pytest.mark.parametrize("bad", BAD_ANYWHERE)
@pytest.mark.parametrize("ask", ["twse", "tpex", "quotes"])
def test_what_is_no_answer_is_said_to_be_none(wire: Wire, server: ExchangeServer, ask: str, bad: str) -> None:
    """Each way of not answering ends within its time in a typed failure that says which it was."""
    mood, why = BAD_ANYWHERE[bad]
    asked: dict[str, Callable[[Exchanges], object]] = {"twse": month, "tpex": old_month, "quotes": current}
    source = client(server, wire, patience=HASTY if mood in SLOW else PATIENT)
    with server.being(mood, "/stock/api" if ask == "quotes" else "/"), pytest.raises(Unusable) as failure:
        asked[ask](source)
    assert why in str(failure.value)
    assert failure.value.retry_after_seconds >= 10


def test_an_archive_is_opened(source: Exchanges, server: ExchangeServer) -> None:
    """Compressed answers are what the real exchange sends."""
    with server.being(moods.zipping):
        assert MARCH == month(source)
        assert TSMC_QUOTE == source.quotes([TSMC])[TSMC]


def test_the_mark_of_an_encoding_is_no_fault(source: Exchanges, server: ExchangeServer) -> None:
    """Some servers write three bytes before their JSON."""
    usual = server.usual("/exchangeReport/STOCK_DAY", {"stockNo": "2330", "date": "20260301"})
    with server.being(saying(b"\xef\xbb\xbf" + json.dumps(usual).encode())):
        assert MARCH == month(source)


def test_nobody_asks_again_at_once_whom_the_exchange_has_turned_away(
    server: ExchangeServer, wire: Wire
) -> None:
    """A ban that is met by more questions lasts longer; meanwhile the reason is told to everybody."""
    clock = FakeClock(NOW)
    source = client(server, wire, clock)
    with server.being(moods.banning), pytest.raises(TurnedAway):
        source.quotes([TSMC])
    asked = len(server.asked)

    clock.advance(14 * 60)
    with pytest.raises(Unusable, match="banned") as failure:
        source.quotes([TSMC])
    assert (asked, 60) == (len(server.asked), failure.value.retry_after_seconds)
    assert MARCH == month(source)  # another house, which has not turned us away
    clock.advance(1 * 60)
    assert TSMC_QUOTE == source.quotes([TSMC])[TSMC]


def test_never_more_than_three_questions_in_five_seconds(server: ExchangeServer, wire: Wire) -> None:
    """The limit holds for any five seconds, not only for those that a bucket happens to count."""
    clock = FakeClock(NOW)
    limiter = LocalLimiter(lambda: clock.now().timestamp())
    source = Exchanges(
        wire,
        client(server, wire, clock, limiter).turns,
        client(server, wire, clock).pause,
        client(server, wire, clock).months,
        clock,
        Addresses(server.url, server.url, server.url),
        PATIENT,
        evolve(PATIENT, turn=60),
    )
    moments = []
    for number in range(12):
        month_of(source, TSMC, date(2024, 1 + number, 1))
        moments.append(clock.now())
    assert 12 == len(server.asked)
    assert all(
        later - first > timedelta(seconds=5) for first, later in zip(moments, moments[3:], strict=False)
    )
    with pytest.raises(Unusable, match="every two seconds"):
        source.quotes([TSMC])
    assert 12 == len(server.asked)


def test_no_test_can_reach_the_real_exchange(wire: Wire) -> None:
    """Names of others are not even looked up: the guard of this run is proved by trying."""
    with pytest.raises(Unusable, match="cannot be reached"):
        wire.get("https://www.twse.com.tw/exchangeReport/STOCK_DAY", {}, 5)
    with pytest.raises(httpx.ConnectError, match="mis"):
        httpx.get("https://mis.twse.com.tw/stock/index.jsp", timeout=5)


def test_no_service_of_the_tests_can_reach_the_real_exchange() -> None:
    """The guard is in every process that the tests start, and not only in their own."""
    asked = "import httpx; httpx.get('https://www.twse.com.tw/')"
    done = subprocess.run(
        [sys.executable, "-c", asked], env=guarded({}), capture_output=True, text=True, check=False
    )
    assert 1 == done.returncode
    assert "wanted to reach 'www.twse.com.tw'" in done.stderr


def test_processes_share_their_turns_through_redis(clean_redis_url: str) -> None:
    """Two who ask at the same moment are one to the exchange, which bans their address and not a process."""
    with Redis.from_url(clean_redis_url) as one, Redis.from_url(clean_redis_url) as other:
        first, second = (Turns(SharedLimiter(client, "tests:")) for client in (one, other))
        first.wait(0)
        with pytest.raises(Unusable, match="others are first"):
            second.wait(0)
