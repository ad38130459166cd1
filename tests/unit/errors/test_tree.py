"""Every error of the tree says its code, its facts and its sentence."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from trading_core import errors
from trading_core.errors import InvalidInput, Refused, TradingError

D = Decimal
AT = datetime(2026, 3, 2, 3, 4, 5, tzinfo=UTC)

# error, the branch it hangs on, its code, its sentence
TREE: list[tuple[TradingError, type[TradingError], str, str]] = [
    (TradingError(), TradingError, "trading_error", "The request cannot be carried out."),
    (InvalidInput(), TradingError, "invalid_input", "The request cannot be carried out."),
    (Refused(), TradingError, "refused", "The request cannot be carried out."),
    (
        errors.InvalidValue("price", "-1", "a number above zero"),
        InvalidInput,
        "invalid_value",
        "price is -1: expected a number above zero.",
    ),
    (
        errors.SignalRefused("no_side", "there is no side", 2, 7, "x", "BUY or SELL"),
        InvalidInput,
        "invalid_signal",
        "Line 2, column 7: there is no side; expected BUY or SELL.",
    ),
    (
        errors.NotEnoughData(20, 3),
        InvalidInput,
        "not_enough_data",
        "20 rows are needed and 3 were given: ask for a longer period.",
    ),
    (
        errors.InsufficientFunds(D(10), D("2.5"), "TWD"),
        Refused,
        "insufficient_funds",
        "10 TWD is needed and 2.5 is free: deposit, or order less.",
    ),
    (
        errors.DraftExpired("D-1", AT),
        Refused,
        "draft_expired",
        "The draft D-1 expired at 2026-03-02 03:04:05+00:00: have the order proposed again.",
    ),
    (
        errors.DraftDismissed("D-1"),
        Refused,
        "draft_dismissed",
        "The draft D-1 was dismissed by its owner: have the order proposed again.",
    ),
    (
        errors.TooManyDrafts(20),
        Refused,
        "too_many_drafts",
        "20 drafts wait already, and no more may: confirm or dismiss some, or let them expire.",
    ),
    (
        errors.InsufficientHoldings("2330", D(10), D(2)),
        Refused,
        "insufficient_holdings",
        "10 of 2330 is to be sold and 2 is free: sell less, or cancel what reserves it.",
    ),
    (
        errors.LotsNotHeld("2330", "F-1"),
        Refused,
        "lots_not_held",
        "Lot F-1 of 2330 does not hold enough: name lots that together cover the sale.",
    ),
    (
        errors.LimitExceeded("max_position", D(5), D(6)),
        Refused,
        "limit_exceeded",
        "max_position allows 5 and this would make 6: order less, or have the limit raised.",
    ),
    (
        errors.PriceOutOfBand(D(12), D(10), D(5)),
        Refused,
        "price_out_of_band",
        "12 is more than 5 % away from the last price 10: check the price.",
    ),
    (
        errors.OffTick(D("10.03"), D("0.05")),
        Refused,
        "off_tick",
        "10.03 is no multiple of the tick 0.05: choose a price on the ladder.",
    ),
    (
        errors.OffLot(D(1500), D(1000)),
        Refused,
        "off_lot",
        "1500 is no multiple of 1000: choose a quantity that the market trades.",
    ),
    (
        errors.OrderTypeNotTaken("market", "an order with a limit price"),
        Refused,
        "order_type_not_taken",
        "The market takes no market order here: place an order with a limit price.",
    ),
    (
        errors.IdempotencyKeyReused("k-1"),
        Refused,
        "idempotency_key_reused",
        "The idempotency key 'k-1' was used for another request: choose a new key for a new request.",
    ),
    (
        errors.KeyPaused("k-1"),
        Refused,
        "key_paused",
        "The key 'k-1' is paused: let it go on, then send the signal again.",
    ),
    (
        errors.SizeTooSmall("2330", D(860)),
        Refused,
        "size_too_small",
        "The size of the key's signals buys no unit of 2330 at 860: raise the size.",
    ),
    (
        errors.SignalExpired(AT),
        Refused,
        "signal_expired",
        "The signal of 2026-03-02 03:04:05+00:00 could not be traded in time: send a new one.",
    ),
    (
        errors.QuotaUsedUp("new analyses of one user", 20, 60),
        Refused,
        "quota_used_up",
        "All 20 new analyses of one user of the day are used up: ask again in 60 s.",
    ),
    (
        errors.OutsidePriceLimits(D(12), D(9), D(11)),
        Refused,
        "outside_price_limits",
        "12 is outside today's limits 9 to 11: choose a price within them.",
    ),
    (
        errors.SessionClosed("tw", AT),
        Refused,
        "session_closed",
        "The market tw is closed at 2026-03-02 03:04:05+00:00: order again while it is open.",
    ),
    (
        errors.TradingHalted("a test"),
        Refused,
        "trading_halted",
        "Trading is halted (a test): wait until an operator lets it go on.",
    ),
    (
        errors.ReduceOnly("a test"),
        Refused,
        "reduce_only",
        "Only orders that reduce a position are taken (a test): close, or wait for an operator.",
    ),
    (
        errors.NotTradable("2330"),
        Refused,
        "not_tradable",
        "2330 is not open for trading: choose another product.",
    ),
    (
        errors.ShortNotAllowed("2330"),
        Refused,
        "short_not_allowed",
        "2330 cannot be sold short: sell only what is held.",
    ),
    (
        errors.RecordingOver("2330"),
        Refused,
        "recording_over",
        "No bar of 2330 begins after this moment: ask for it earlier, or record longer.",
    ),
    (
        errors.NoPrice("2330"),
        Refused,
        "no_price",
        "No price of 2330 is known: state a price, or wait for a quote.",
    ),
    (
        errors.InvalidTransition("O-1", "closed", "cancel"),
        Refused,
        "invalid_transition",
        "Order O-1 is closed, so cancel is refused: look at its history.",
    ),
    (
        errors.Overfill("O-1", D(5), D(3)),
        Refused,
        "overfill",
        "Order O-1 wants 3 more and the fill brings 5: check the broker's report.",
    ),
    (
        errors.DuplicateFill("F-1"),
        Refused,
        "duplicate_fill",
        "Fill F-1 was booked before with other content: check the broker's report.",
    ),
    (
        errors.DuplicateOrderNumber("O-1"),
        Refused,
        "duplicate_order_number",
        "Order O-1 exists: choose another number, or read that order.",
    ),
    (
        errors.DuplicateClientOrderId("mine", "O-1"),
        Refused,
        "duplicate_client_order_id",
        "Client order id 'mine' belongs to order O-1: read that order, or use a new id.",
    ),
    (
        errors.AlreadyExists("user", "ann"),
        Refused,
        "already_exists",
        "There is a user 'ann' already: choose another name.",
    ),
    (
        errors.NotFound("account", "A"),
        TradingError,
        "not_found",
        "There is no account 'A': check the name.",
    ),
    (
        errors.Unauthenticated(),
        TradingError,
        "unauthenticated",
        "The credential is missing or does not hold: log in again, or use a valid key.",
    ),
    (
        errors.Forbidden("operate"),
        TradingError,
        "forbidden",
        "This needs the right 'operate': ask an operator for it.",
    ),
    (
        errors.Unavailable("The price source", 5),
        TradingError,
        "unavailable",
        "The price source does not answer: try again in 5 s.",
    ),
    (
        errors.InvariantViolated("every entry is balanced", "A entry 3"),
        TradingError,
        "invariant_violated",
        (
            "The books break a law (every entry is balanced): A entry 3. No command can cause this: save nothing, compare "
            "the journal with its store, and report it if both agree."
        ),
    ),
]
ROWS = [pytest.param(*row, id=type(row[0]).__name__) for row in TREE]


@pytest.mark.parametrize(("error", "branch", "code", "sentence"), ROWS)
def test_every_error_says_what_is_wrong_and_what_to_do(
    error: TradingError, branch: type[TradingError], code: str, sentence: str
) -> None:
    """Machines read a stable code, people a sentence, and who catches the branch has caught the error."""
    assert code == error.code
    assert sentence == error.message
    assert sentence == str(error)
    assert isinstance(error, branch)


def test_the_tree_is_complete() -> None:
    """An error that stands in no row of the table above is one that nobody has read aloud."""
    assert sorted(errors.__all__) == sorted(type(error).__name__ for error, *_ in TREE)


def test_the_drawn_tree_names_every_error() -> None:
    """Who reads the drawing has seen all that can be refused."""
    assert [] == [name for name in errors.__all__ if name not in (errors.__doc__ or "").split()]


def test_codes_are_unique() -> None:
    """A machine that knows the code knows the error."""
    codes = [error.code for error, *_ in TREE]

    assert len(codes) == len(set(codes))


def test_input_is_no_refusal_and_a_refusal_no_input() -> None:
    """The doors tell wrong words from a no of the rules by the branch alone."""
    other = {"InvalidInput": Refused, "Refused": InvalidInput}

    assert [] == [error for error, branch, *_ in TREE if isinstance(error, other.get(branch.__name__, ()))]
