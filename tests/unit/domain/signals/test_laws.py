"""The laws of reading signals, on texts that nobody thought of."""

from __future__ import annotations

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.unit.domain.signals.written import signals
from trading_core.domain.amounts import Price
from trading_core.domain.signals import Signal, parse_signal, parse_signal_body, render_signal
from trading_core.domain.signals.fast import fast_signal
from trading_core.domain.signals.folding import fold
from trading_core.domain.signals.lexer import pieces
from trading_core.domain.signals.parse import LONGEST_TEXT, tolerant_signal
from trading_core.errors import SignalRefused

ORDER_WORDS = (
    "BUY SELL LONG SHORT LIMIT STOP NOW MARKET EURUSD GOLD XAU/USD BTCUSDT $TSLA 2330.TW SL TP TP1 TP2: STOP LOSS @ at from - / , "
    "1.0860 1.0850 1.0890 2050 2040 108,70 1,234.50 30 pips 2% if hit close no ? {{x}} \u274c \U0001f3af \U0001f1ea\U0001f1fa "
    '\u505a\u591a \u6b62\u640d = : ; ( ) [ ] { } " symbol= side= sl= tp= Entry zone open risk lot 0.01 #1 1) TP1.1.0890'
).split(" ")
jumbled = st.lists(st.sampled_from([*ORDER_WORDS, "\n", "\n\n", "", "\t", "\r\n"]), max_size=25).map(" ".join)


@given(signals())
def test_a_rendered_signal_reads_back_as_itself(given_signal: Signal) -> None:
    """Law: parse(render(signal)) == signal for every signal that can be constructed."""
    assert given_signal == parse_signal(render_signal(given_signal))


@given(signals())
def test_the_long_way_reads_back_what_was_rendered(given_signal: Signal) -> None:
    """Law: the round trip does not depend on the short way."""
    assert given_signal == tolerant_signal(render_signal(given_signal), None)


def _outcome(text: str, last_price: Price | None = None) -> Signal | None:
    try:
        return tolerant_signal(text, last_price)
    except SignalRefused:
        return None


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """A canonical text with a few characters dropped, doubled or replaced."""
    text = render_signal(draw(signals(("EURUSD", "XAUUSD", "GBPJPY", "BTCUSDT"))))
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(text)))
        text = (
            text[:at]
            + draw(st.sampled_from(list(" \n\r:@-.,019TPSLxo[")))
            + text[at + draw(st.integers(0, 2)) :]
        )
    return text


@given(mutated())
@example("BUY EURUSD [@1.0860 - Optional]\nSL 1.0850\nTP 1.0890")
@example("buy xau/usd @ 2050-2055\r\n\r\nSl: 2040\nTP1: @2060\ntp 2070\n")
def test_the_short_way_only_returns_what_the_long_way_returns(text: str) -> None:
    """Law: a text that the fast path accepts has the same signal on the tolerant path."""
    quick = fast_signal(text, None)

    assert quick in (None, _outcome(text))


@pytest.mark.parametrize(
    "text",
    [
        "BUY EURUSD @1.0860\nSL 1.0850\nTP 1.0890",
        "SELL LIMIT GBPJPY @190.50-190.80\nSL 191.20\nTP 190.00\nTP 189.50",
        "buy gold\nsl 2040\ntp 2060",
        "Sell XAU/USD [@2050 - Optional]\r\nSL: 2060\r\nTP: 2040",
    ],
)
def test_canonical_texts_take_the_short_way(text: str) -> None:
    """Law: what the contract shows, and its close variants, cost one expression and no more."""
    assert parse_signal(text) == fast_signal(text, None)


@pytest.mark.parametrize(
    "text",
    [
        "HODL EURUSD @1.0860\nSL 1.0850\nTP 1.0890",
        "BUY EURSUD @1.0860\nSL 1.0850\nTP 1.0890",
        "buy EURSUD @1.0860\nSL 1.0850\nTP 1.0890",
        "BUY EURUSD @1.0860\nSL 1.0860\nTP 1.0890",
        "BUY EURUSD @1.0890\nSL 1.0860\nTP 1.0890",
        "BUY EURUSD @2.1\nSL 1.9\nTP 2.2",
        "Buy EURUSD @2.1\nSL 1.9\nTP 2.2",
        "Buy EURUSD @1.0860\nSL 1.0860\nTP 1.0890",
        "Sell EURUSD @1.0860\nSL 1.0860\nTP 1.0810",
        "Buy EURUSD @1.0860\nSL 1.0850\nTP 1.5",
        "BUY EURUSD @1.0860\nSL 1.0850\nTP 1.0890" + "\nTP 1.0890" * 20,
        "BUY EURUSD @1.0870-1.0860\nSL 1.0850\nTP 1.0890",
        "BUY EURUSD @1.0860-1.0860\nSL 1.0850\nTP 1.0890",
        "BUY LIMIT EURUSD\nSL 1.0850\nTP 1.0890",
        "BUY EURUSD @1.0850\nSL 1.0850\nTP 1.0890",
        "SELL EURUSD @1.0850\nSL 1.0850\nTP 1.0810",
        "BUY EURUSD @1.0860\nSL 1.0850\nTP 1.0860",
        "SELL EURUSD @1.0860\nSL 1.0870\nTP 1.0860",
        "BUY EURUSD @108.60\nSL 108.50\nTP 108.90",
        "SELL EURUSD @0.0086\nSL 0.0087\nTP 0.0085",
        "BUY EURUSD @1.0860\nSL 1.0850\nTP 1.5",
        "BUY EURUSD @01.0860\nSL 1.0850\nTP 1.0890",
        "BUY XRPUSD @2\nSL 1.0850\nTP 3.0890",
    ],
)
def test_the_short_way_leaves_whatever_is_not_plainly_lawful(text: str) -> None:
    """Law: the short way refuses nothing itself; it leaves the judgement and the place to the long way."""
    assert fast_signal(text, None) is None


@given(mutated(), st.sampled_from(("0.5", "1.08", "2.2", "190", "2050", "60000")))
def test_the_short_way_minds_the_last_price_as_the_long_way_does(text: str, last: str) -> None:
    """Law: a last price makes no difference between the two ways."""
    quick = fast_signal(text, Price(last))

    assert quick in (None, _outcome(text, Price(last)))


def _is_answered(text: object) -> bool:
    """Whether the reader gave a signal or a refusal that points at a place; anything else is raised."""
    try:
        return isinstance(parse_signal(text), Signal)
    except SignalRefused as refused:
        return refused.line >= 1 and refused.column >= 1 and "\n" not in refused.found


@given(
    st.one_of(
        st.text(max_size=300),
        jumbled,
        mutated(),
        st.text(alphabet="0123456789.,-/: \nBUYSELTP@\u0660\uff11\u20e3\ud800\x00\u200b"),
    )
)
@example("\u00b2")
@example("TP\u2460 1.0890")
def test_any_text_is_a_signal_or_refused_with_a_place(text: str) -> None:
    """Law: no text makes the reader fail in any other way than by refusing it."""
    assert _is_answered(text)


@given(
    st.one_of(
        st.none(),
        st.integers(),
        st.floats(),
        st.binary(),
        st.lists(st.text()),
        st.dictionaries(st.text(), st.text()),
    )
)
def test_whatever_is_no_text_is_refused(thing: object) -> None:
    """Law: any object at all is answered with a refusal."""
    assert _is_answered(thing)


@given(jumbled)
def test_a_jumble_of_order_words_never_gives_an_unlawful_signal(text: str) -> None:
    """Law: what is accepted can be rendered and read again, so it passed every law of construction."""
    try:
        found = parse_signal(text)
    except SignalRefused:
        return

    assert found == parse_signal(render_signal(found))


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
keys = st.sampled_from(
    (
        "symbol",
        "ticker",
        "side",
        "action",
        "price",
        "entry",
        "sl",
        "tp",
        "tp1",
        "orderType",
        "text",
        "limitPrice",
        "x",
    )
)


@given(
    st.dictionaries(
        keys,
        st.one_of(json_values, st.sampled_from(("EURUSD", "buy", "limit", 1.08, "1.07", 1.09, [1.1]))),
        max_size=6,
    )
)
def test_any_json_body_is_a_signal_or_refused(body: dict[str, object]) -> None:
    """Law: no JSON object makes the reader fail in any other way than by refusing it."""
    assert _is_answered(json.dumps(body))


@given(
    st.binary(max_size=200) | jumbled.map(str.encode),
    st.sampled_from(("", "text/plain", "application/x-www-form-urlencoded", "x")),
)
def test_any_body_is_a_signal_or_refused(body: bytes, content_type: str) -> None:
    """Law: no bytes and no content type make the reader fail in any other way than by refusing them."""
    try:
        found = parse_signal_body(body, content_type)
    except SignalRefused:
        return

    assert isinstance(found, Signal)


@given(st.one_of(st.text(max_size=200), jumbled, mutated()))
@example(
    "x \u00b2 BUYLIMIT gold H4 US30 t1 tp (2) T.P 1 S&P 500 2330.TW $tsm symbol: TSLA symbol of 5 entry price 5"
)
@example(
    "x price is after 30 minutes after dow jones {{ ? @ \U0001f1ea\U0001f1fa\U0001f1fa\U0001f1f8 \U0001f534 \U0001f3af 12:30 5% 5 days 1.5,2.5,3.5 64k"
)
@example("x \u505a\u591a \u9ec3\u91d1 \u6b62\u640d1 \u5165\u5834")
def test_a_text_is_cut_once_from_left_to_right(text: str) -> None:
    """Law: every piece takes at least one character and none is read twice, so cutting takes linear time."""
    folded = fold(text)
    end = 0
    try:
        for piece in pieces(folded):
            assert end <= piece.start < piece.end <= len(folded)
            end = piece.end
    except SignalRefused:
        return
    assert len(text) == len(folded)


def test_a_text_of_the_longest_length_is_read_and_one_longer_is_not() -> None:
    """Law: the bound on the length is exact, and what lies beyond is never looked at."""
    order = "BUY EURUSD @1.0860\nSL 1.0850\nTP 1.0890"
    longest = order + " " * (LONGEST_TEXT - len(order))

    assert parse_signal(order) == parse_signal(longest)
    with pytest.raises(SignalRefused) as refused:
        parse_signal(longest + " ")
    assert ("too_long", "nothing") == (refused.value.reason, refused.value.found)
