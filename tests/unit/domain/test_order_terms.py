"""What a trading order asks for is checked once, when it is made."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from attrs import evolve

from tests.unit.domain.floor import ACME
from tests.unit.domain.junk import refusal
from tests.unit.untyped import untyped
from trading_core.domain.amounts import Price, Quantity
from trading_core.domain.exact import show
from trading_core.domain.ids import AccountId, ClientOrderId, FillId, OrderNumber, Symbol
from trading_core.domain.order_terms import OrderLine, OrderTerms
from trading_core.domain.words import OrderType, Side, Source, TimeInForce
from trading_core.errors import InvalidValue


def terms(**changes: object) -> OrderTerms:
    wanted: dict[str, Any] = {
        "number": "O-1",
        "account": "A",
        "side": Side.BUY,
        "lines": [OrderLine("ACME", 10)],
        **changes,
    }
    return OrderTerms(**wanted)


def test_a_line_is_so_much_of_a_product() -> None:
    """Price and name are there when they were stated."""
    bare, full = OrderLine("acme", "1.5"), OrderLine("ACME", 2, "3.5", "Acme Inc.")

    assert (Symbol("ACME"), Quantity("1.5"), None, None) == (
        bare.symbol,
        bare.quantity,
        bare.unit_price,
        bare.name,
    )
    assert (Price("3.5"), "Acme Inc.") == (full.unit_price, full.name)


def test_a_line_of_nothing_is_refused() -> None:
    """Nobody asks for nothing."""
    assert Quantity("0.00000001") == OrderLine("ACME", "0.00000001").quantity
    assert InvalidValue("quantity", "0", "a number above zero") == refusal(OrderLine, "ACME", 0)


@pytest.mark.parametrize(
    ("parts", "refused"),
    [
        (
            ("?", 1),
            InvalidValue("Symbol", "'?'", "1 to 24 letters, digits or .-_:=^ (as in 2330, EURUSD, BRK.B)"),
        ),
        (("ACME", -1), InvalidValue("quantity", "-1", "a number not below zero")),
        (("ACME", 1, 0), InvalidValue("price", "0", "a number above zero")),
        (("ACME", 1, 1, "a\nb"), InvalidValue("name", "'a\\nb'", "text without control characters")),
        (("ACME", 1, 1, 5), InvalidValue("name", "5", "text")),
        (("ACME", 1, 1, "x" * 201), InvalidValue("name", show("x" * 41), "at most 200 characters")),
    ],
)
def test_each_part_of_a_line_is_judged(parts: tuple[Any, ...], refused: InvalidValue) -> None:
    """A line with one wrong part is refused for that part."""
    assert refused == refusal(OrderLine, *parts)


def test_the_longest_name_of_a_line_is_kept() -> None:
    """Two hundred characters are enough for any name."""
    assert "x" * 200 == OrderLine("ACME", 1, 1, "x" * 200).name


def test_what_is_not_said_is_a_market_order_that_stands_until_cancelled() -> None:
    """An order needs a number, an account, a side and a line; the rest has a plain meaning."""
    plain = terms()

    assert (OrderNumber("O-1"), AccountId("A"), Side.BUY) == (plain.number, plain.account, plain.side)
    assert (OrderLine("ACME", 10),) == plain.lines
    assert (Source.API, OrderType.MARKET, TimeInForce.GTC) == (
        plain.source,
        plain.type,
        plain.time_in_force,
    )
    prices = [plain.limit_price, plain.stop_price, plain.entry_range, plain.stop_loss, plain.stated_price]
    assert [None] * 5 == prices
    assert ((), (), None, None) == (plain.take_profits, plain.lots, plain.client_order_id, plain.total_price)
    assert not plain.has_exits
    assert (OrderNumber, AccountId) == (type(plain.number), type(plain.account))


def test_everything_that_is_said_is_read() -> None:
    """Text and numbers become values of their own types, sequences are frozen."""
    full = terms(
        source=Source.SIGNAL,
        side=Side.SELL,
        type=OrderType.STOP_LIMIT,
        limit_price="10.5",
        stop_price=11,
        entry_range=["10", 12],
        time_in_force=TimeInForce.DAY,
        stop_loss="12.5",
        take_profits=["9", 8],
        client_order_id="mine",
        lots=["F-1", "F-2"],
        total_price="99.5",
    )

    assert (Price("10.5"), Price(11), Price("12.5")) == (full.limit_price, full.stop_price, full.stop_loss)
    assert (Price(10), Price(12)) == full.entry_range
    assert (Price(9), Price(8)) == full.take_profits
    assert (FillId("F-1"), FillId("F-2")) == full.lots
    assert [FillId, FillId] == [type(lot) for lot in full.lots]
    assert (ClientOrderId("mine"), ClientOrderId) == (full.client_order_id, type(full.client_order_id))
    assert (Source.SIGNAL, TimeInForce.DAY) == (full.source, full.time_in_force)
    assert "99.5" == str(full.total_price)


def test_a_trading_order_is_about_one_product() -> None:
    """Its one line says which and how much."""
    order = terms(lines=[OrderLine("BRK.B", 7)])

    assert (Symbol("BRK.B"), Quantity(7)) == (order.symbol, order.quantity)


@pytest.mark.parametrize(
    ("source", "kind", "limited", "stopped"),
    list(product(Source, OrderType, [False, True], [False, True])),
)
def test_an_order_states_the_prices_of_its_type_and_no_others(
    source: Source, kind: OrderType, limited: bool, stopped: bool
) -> None:
    """A limit order has a limit, a stop order a stop, a stop-limit order both and a market order neither."""
    if source is Source.IMPORT:
        return
    needs_limit = kind in {OrderType.LIMIT, OrderType.STOP_LIMIT}
    needs_stop = kind in {OrderType.STOP, OrderType.STOP_LIMIT}
    prices = {"limit_price": 10 if limited else None, "stop_price": 11 if stopped else None}
    wanted: dict[str, object] = {"source": source, "type": kind, **prices}
    if limited != needs_limit:
        expected = f"a price for a {kind} order" if needs_limit else f"none for a {kind} order"
        refused = InvalidValue("limit_price", "10" if limited else "None", expected)
        assert refused == refusal(lambda: terms(**wanted))
    elif stopped != needs_stop:
        expected = f"a price for a {kind} order" if needs_stop else f"none for a {kind} order"
        refused = InvalidValue("stop_price", "11" if stopped else "None", expected)
        assert refused == refusal(lambda: terms(**wanted))
    else:
        order = terms(**wanted)
        stated = Price(10) if limited else Price(11) if stopped else None
        assert (kind, source, stated) == (order.type, order.source, order.stated_price)


@pytest.mark.parametrize(
    ("name", "value", "refused"),
    [
        ("number", "", InvalidValue("OrderNumber", "''", "1 to 64 visible ASCII characters")),
        ("source", "api", InvalidValue("source", "'api'", "a value of type Source")),
        ("lines", "ACME", InvalidValue("lines", "'ACME'", "a tuple of OrderLine")),
        ("lines", None, InvalidValue("lines", "None", "a tuple of OrderLine")),
        ("lines", ["ACME"], InvalidValue("lines", "'ACME'", "a value of type OrderLine")),
        ("lines", [], InvalidValue("lines", "0 lines", "one line in a trading order")),
        ("lines", [OrderLine("A", 1)] * 2, InvalidValue("lines", "2 lines", "one line in a trading order")),
        ("account", "", InvalidValue("AccountId", "''", "1 to 64 visible ASCII characters")),
        ("account", None, InvalidValue("account", "None", "the account that trades")),
        ("side", "buy", InvalidValue("side", "'buy'", "a value of type Side")),
        ("side", None, InvalidValue("side", "None", "buy or sell")),
        ("type", None, InvalidValue("type", "None", "a value of type OrderType")),
        ("limit_price", 0, InvalidValue("price", "0", "a number above zero")),
        ("stop_price", -1, InvalidValue("price", "-1", "a number above zero")),
        ("stop_loss", 0, InvalidValue("price", "0", "a number above zero")),
        ("time_in_force", None, InvalidValue("time_in_force", "None", "a value of type TimeInForce")),
        ("take_profits", 5, InvalidValue("take_profits", "5", "a sequence of prices")),
        ("take_profits", "56", InvalidValue("take_profits", "'56'", "a sequence of prices")),
        ("take_profits", [0], InvalidValue("price", "0", "a number above zero")),
        ("client_order_id", "", InvalidValue("ClientOrderId", "''", "1 to 64 visible ASCII characters")),
        ("lots", "F-1", InvalidValue("lots", "'F-1'", "a sequence of fill ids")),
        ("lots", None, InvalidValue("lots", "None", "a sequence of fill ids")),
        ("lots", [""], InvalidValue("FillId", "''", "1 to 96 visible ASCII characters")),
        (
            "total_price",
            "x",
            InvalidValue(
                "total_price",
                "'x'",
                "a number of at most 8 decimals between -1000000000000000 and 1000000000000000",
            ),
        ),
    ],
)
def test_each_part_of_the_terms_is_judged(name: str, value: object, refused: InvalidValue) -> None:
    """An order with one wrong part is refused for that part."""
    assert refused == refusal(lambda: terms(**{name: value}))


@pytest.mark.parametrize(
    ("entry_range", "lawful"),
    [
        ((1, 2), True),
        ((1, "1.00000001"), True),
        ((1, 1), False),
        ((2, 1), False),
        ((1,), False),
        ((1, 2, 3), False),
        ((), False),
    ],
)
def test_a_range_of_entry_is_a_low_and_a_higher_price(entry_range: tuple[object, ...], lawful: bool) -> None:
    """A range that is turned around or empty means nothing."""
    if lawful:
        low, high = entry_range
        assert (Price(low), Price(high)) == terms(entry_range=entry_range).entry_range
    else:
        expected = InvalidValue("entry_range", "a value of type tuple", "a low and a higher price")
        assert expected == refusal(lambda: terms(entry_range=entry_range))


def test_equal_terms_are_equal_however_they_were_written() -> None:
    """A repeated order is recognised by its terms."""
    one = terms(type=OrderType.LIMIT, limit_price="10.0", take_profits=["11", 12], lots=("F-1",))
    other = terms(type=OrderType.LIMIT, limit_price=10, take_profits=(11, "12.00"), lots=["F-1"])

    assert one == other
    assert hash(one) == hash(other)


@pytest.mark.parametrize(
    "changes",
    [
        {"number": "O-2"},
        {"source": Source.TRADE},
        {"lines": [OrderLine("ACME", 11)]},
        {"account": "B"},
        {"side": Side.SELL},
        {"type": OrderType.LIMIT, "limit_price": 1},
        {"entry_range": (1, 2)},
        {"time_in_force": TimeInForce.DAY},
        {"stop_loss": 1},
        {"take_profits": [1]},
        {"client_order_id": "mine"},
        {"lots": ["F-1"]},
        {"total_price": 1},
    ],
)
def test_terms_differ_by_each_of_their_parts(changes: dict[str, Any]) -> None:
    """An order that was changed in any way is no repetition; changed back it is one."""
    changed = evolve(terms(), **changes)

    assert terms() != changed
    assert changed == terms(**changes)
    assert terms() == evolve(changed, **{name: getattr(terms(), name) for name in changes})


def test_terms_are_given_by_name() -> None:
    """Fifteen parts are told apart by their names alone."""
    with pytest.raises(TypeError):
        untyped(OrderTerms)("O-1")

    assert ACME == terms().symbol
