"""Names of things are text of a lawful form, each of its own type."""

from __future__ import annotations

import copy
import pickle
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.domain.junk import outcome, refusal
from tests.unit.untyped import untyped
from trading_core.domain.exact import show
from trading_core.domain.ids import (
    AccountId,
    ClientOrderId,
    Currency,
    FillId,
    MarketCode,
    Name,
    OrderNumber,
    Symbol,
)
from trading_core.domain.journal import Reference
from trading_core.errors import InvalidValue
from trading_core.testing.strategies.anything import HostileText, Label, anything

ANY_TEXT = "1 to 64 visible ASCII characters"
FREE = [AccountId, OrderNumber, ClientOrderId, Reference, Name]
KINDS: dict[type[Name], str] = {
    **dict.fromkeys(FREE, ANY_TEXT),
    FillId: "1 to 96 visible ASCII characters",
    Symbol: "1 to 24 letters, digits or .-_:=^ (as in 2330, EURUSD, BRK.B)",
    MarketCode: "1 to 16 small letters, digits or underscores",
    Currency: "three capital letters, as in TWD",
}
EXAMPLES: dict[type[Name], str] = {
    **dict.fromkeys([*FREE, FillId], "A 1/~!"),
    Symbol: "BRK.B",
    MarketCode: "tw_2",
    Currency: "TWD",
}
WORDS: dict[type[Name], tuple[str, ...]] = {
    Symbol: ("USERS", "STOCKS", "TRANSACTIONS"),
    OrderNumber: (".", "..", "preview"),
}
ELSEWHERE = "another one, as this word leads elsewhere"
UPPER_AND_DIGITS = string.ascii_uppercase + string.digits


def lawful(kind: type[Name], text: str) -> bool:
    """Judge a name without a pattern, as an opinion of its own."""
    if kind is Currency:
        return len(text) == 3 and all(character in string.ascii_uppercase for character in text)
    if kind is MarketCode:
        allowed = string.ascii_lowercase + string.digits + "_"
        starts = text[:1] in string.ascii_lowercase
        return 1 <= len(text) <= 16 and starts and all(character in allowed for character in text)
    if kind is Symbol:
        large = text.upper() if text.isascii() else text
        ends = large[:1] in UPPER_AND_DIGITS and large[-1:] in UPPER_AND_DIGITS
        inner = all(character in UPPER_AND_DIGITS + "._:^=-" for character in large)
        return 1 <= len(text) <= 24 and ends and inner and large not in WORDS[Symbol]
    visible = all(" " <= character <= "~" for character in text)
    longest = 96 if kind is FillId else 64
    no_word = text not in WORDS.get(kind, ())
    return 1 <= len(text) <= longest and visible and text[0] != " " and text[-1] != " " and no_word


TEXTS = st.one_of(
    st.text(max_size=5),
    st.text(UPPER_AND_DIGITS + "._:^=-", min_size=1, max_size=26),
    st.text(string.ascii_lowercase + "_09", max_size=18),
    st.text(st.characters(min_codepoint=31, max_codepoint=128), min_size=1, max_size=100),
    st.text("A ", min_size=1, max_size=3),
    st.integers(60, 100).map("x".__mul__),
    st.text(string.ascii_uppercase, min_size=2, max_size=4),
    st.sampled_from(
        ["users", "STOCKS", "Transactions", "USER", "STOCKS.", ".", "..", "...", "preview", "Preview"]
    ),
    st.sampled_from(["TWD\n", "\nTWD", "A\n", "a\x7f", "ß", "\u017f", "K", "\u0661", "A\x00B", "\ud800", ""]),
)


@pytest.mark.parametrize("kind", KINDS)
@given(TEXTS)
def test_a_name_is_taken_exactly_when_it_has_the_form_of_its_kind(kind: type[Name], text: str) -> None:
    """What is a name was decided once, so that it goes into any address, file or table as it is."""
    if lawful(kind, text):
        name = kind(text)
        assert (text.upper() if kind is Symbol else text) == name
        assert kind is type(name)
    else:
        read = text.upper() if kind is Symbol and text.isascii() else text
        expected = ELSEWHERE if read in WORDS.get(kind, ()) else KINDS[kind]
        assert InvalidValue(kind.__name__, show(read), expected) == refusal(lambda: kind(text))


@pytest.mark.parametrize("kind", KINDS)
@given(anything())
def test_nothing_but_text_is_a_name(kind: type[Name], thing: object) -> None:
    """Whatever comes in, out comes a lawful name or InvalidValue."""
    found = outcome(lambda: kind(thing))
    if isinstance(found, Name):
        assert isinstance(thing, str)
        assert lawful(kind, str.__str__(thing))
        assert kind is type(found)
    else:
        assert isinstance(found, InvalidValue)
        assert kind.__name__ == found.field
        assert found.expected in (KINDS[kind], ELSEWHERE)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        *((kind, "x" * 64) for kind in FREE),
        *((kind, "~") for kind in FREE),
        *((kind, "! ~") for kind in FREE),
        (FillId, "x" * 96),
        (FillId, "x" * 65),
        (Symbol, "A" * 24),
        (Symbol, "A._:^=-9"),
        (Symbol, "0"),
        (MarketCode, "a" * 16),
        (MarketCode, "a"),
        (Currency, "AZZ"),
    ],
)
def test_names_at_the_edge_are_taken(kind: type[Name], text: str) -> None:
    """The longest name and the outermost characters are within the law."""
    assert text == kind(text)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        *(
            (kind, wrong)
            for kind in FREE
            for wrong in ("", "x" * 65, " x", "x ", "x\ty", "x\x7f", "é", "x\n")
        ),
        (FillId, "x" * 97),
        (FillId, " x"),
        (FillId, "x "),
        (FillId, ""),
        (Symbol, "A" * 25),
        (Symbol, ".A"),
        (Symbol, "A."),
        (Symbol, "A B"),
        (Symbol, "A/B"),
        (Symbol, "ﬁ"),
        (Symbol, "\u0131"),
        (MarketCode, "a" * 17),
        (MarketCode, "1a"),
        (MarketCode, "_a"),
        (MarketCode, "A"),
        (Currency, "TW"),
        (Currency, "TWDD"),
        (Currency, "twd"),
        (Currency, "TW1"),
    ],
)
def test_names_beyond_the_edge_are_refused(kind: type[Name], text: str) -> None:
    """One character more, or one of another kind, is too much."""
    shown = show(text.upper() if kind is Symbol and text.isascii() else text)
    assert InvalidValue(kind.__name__, shown, KINDS[kind]) == refusal(lambda: kind(text))


def test_a_refused_name_says_what_a_name_looks_like() -> None:
    """The sentence names the kind, shows what was found and says what is expected."""
    assert f"AccountId is '': expected {ANY_TEXT}." == str(refusal(lambda: AccountId("")))


def test_small_letters_of_a_symbol_become_capitals() -> None:
    """A product has one name, however it is typed; other alphabets are not folded into ours."""
    assert "BRK.B" == Symbol("brk.b")
    assert Symbol is type(Symbol("brk.b"))
    assert InvalidValue("Symbol", "'ß'", KINDS[Symbol]) == refusal(lambda: Symbol("ß"))


@pytest.mark.parametrize("kind", KINDS)
def test_a_name_of_the_same_kind_is_taken_as_it_is(kind: type[Name]) -> None:
    """What was checked once is not changed by being passed on."""
    name = kind(EXAMPLES[kind])

    assert name == kind(name)
    assert kind is type(kind(name))
    if kind is not Symbol:
        assert name is kind(name)


def test_a_name_of_another_kind_becomes_one_of_this_kind() -> None:
    """An order's number is text, and whoever needs an account of that name may have it; the law is asked again."""
    number = OrderNumber("X" * 40)

    assert AccountId is type(AccountId(number))
    assert InvalidValue("Symbol", show("X" * 40), KINDS[Symbol]) == refusal(lambda: Symbol(number))


def test_names_are_equal_as_text_and_differ_by_type() -> None:
    """A name is found in any dictionary by its text, and type checkers tell an account from an order."""
    account: Name = AccountId("A")

    assert account == OrderNumber("A")
    assert AccountId("A") == "A"
    assert hash(AccountId("A")) == hash("A")
    assert 5 == {"A": 5}[AccountId("A")]
    assert not isinstance(AccountId("A"), OrderNumber)


def test_kinds_of_text_are_read_by_their_contents() -> None:
    """An enumeration of the older kind shows itself as Label.MAIN and means main."""
    assert "main" == AccountId(Label.MAIN)
    assert "AAPL" == Symbol(Label.AAPL)
    assert "TWD" == Currency(Label.TWD)
    assert "main" == MarketCode(HostileText("main"))
    assert AccountId is type(AccountId(Label.MAIN))


@pytest.mark.parametrize("kind", KINDS)
def test_names_pass_through_pickles_and_copies(kind: type[Name]) -> None:
    """A name that comes back from a queue or a cache is of the kind that it was."""
    name = kind(EXAMPLES[kind])
    pickles = [
        pickle.loads(pickle.dumps(name, protocol))  # noqa: S301 - by ourselves, on the same line
        for protocol in range(pickle.HIGHEST_PROTOCOL + 1)
    ]
    for again in [*pickles, copy.copy(name), copy.deepcopy(name)]:
        assert (kind, EXAMPLES[kind]) == (type(again), again)


@pytest.mark.parametrize("kind", KINDS)
def test_names_carry_nothing_else(kind: type[Name]) -> None:
    """A name is its text and can be given no attribute."""
    with pytest.raises(AttributeError):
        untyped(kind(EXAMPLES[kind])).note = 1


@pytest.mark.parametrize(
    ("kind", "word"),
    [
        (Symbol, "users"),
        (Symbol, "Stocks"),
        (Symbol, "TRANSACTIONS"),
        *((OrderNumber, word) for word in WORDS[OrderNumber]),
    ],
)
def test_a_word_that_leads_elsewhere_is_no_name(kind: type[Name], word: str) -> None:
    """Nobody could look at a product or an order whose address is that of something else."""
    name = word.upper() if kind is Symbol else word

    assert InvalidValue(kind.__name__, show(name), ELSEWHERE) == refusal(lambda: kind(word))
