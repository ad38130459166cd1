"""Reports that are wrong somewhere."""

from __future__ import annotations

import pytest

from adapters.prices.exchange.client import Exchanges
from adapters.prices.exchange.wrong import Unusable
from tests.integration.prices.exchanges import (
    cell,
    client,
    field,
    month,
    more_cells,
    more_columns,
    old_month,
    table,
)
from tests.servers import exchange as moods
from tests.servers.exchange import ExchangeServer, Mood, changing, saying

BAD_REPORTS: dict[str, tuple[Mood, str]] = {
    "another year": (cell(1, 0, "114/03/17"), "row 2"),
    "another month": (cell(1, 0, "115/04/17"), "row 2"),
    "a day that is not": (cell(1, 0, "115/03/32"), "row 2"),
    "a day of another calendar": (cell(1, 0, "2026/03/17"), "row 2"),
    "full-width digits in a day": (cell(1, 0, "１１５/03/17"), "row 2"),  # noqa: RUF001 - the mistake
    "days out of order": (cell(1, 0, "115/03/01"), "row 2"),
    "full-width digits": (cell(0, 3, "１,940.00"), "no number"),  # noqa: RUF001 - the mistake
    "a comma too many": (cell(0, 3, "1,9,40.00"), "no number"),
    "a comma at the end": (cell(0, 3, "1,940,"), "no number"),
    "an exponent": (cell(0, 3, "1e3"), "no number"),
    "below zero": (cell(0, 3, "-5.00"), "no number"),
    "nothing for one price": (cell(0, 3, "--"), "some of its prices"),
    "no price at zero": (cell(0, 3, "0.00"), "above zero"),
    "a number and no text": (cell(0, 3, 1940.0), "no text"),
    "null": (cell(0, 4, None), "no text"),
    "a high below the low": (cell(0, 4, "1.00"), "high"),
    "a low above the high": (cell(0, 5, "999,999.00"), "low"),
    "no volume": (cell(0, 1, "--"), "no number"),
    "one cell more than the header": (changing(more_cells), "cells of its header"),
    "one column more": (changing(more_columns), "columns of its report have changed"),
    "columns in another order": (
        table(fields=list(reversed(moods.FIELDS))),
        "columns of its report have changed",
    ),
    "no header": (table(fields=None), "no header"),
    "no rows": (table(data=None), "no header or no rows"),
    "a row that is none": (table(data=["115/03/02"]), "cells of its header"),
    "too many rows": (table(data=[[]] * 32), "32 rows"),
    "a number for a state": (field(stat=1), "in the place of"),
    "a busy state": (field(stat="系統忙碌中"), "in the place of"),
    "no state": (saying({}), "in the place of"),
}


@pytest.mark.parametrize("bad", BAD_REPORTS)
@pytest.mark.parametrize("ask", ["twse", "tpex"])
def test_a_report_that_is_wrong_anywhere_is_refused_whole(
    source: Exchanges, server: ExchangeServer, ask: str, bad: str
) -> None:
    """A month with a wrong row is no month: nothing of it is told, nothing is kept, and the reason says where."""
    mood, why = BAD_REPORTS[bad]
    server.tpex_rows["6223", "201505"][1] = ["104/05/08", *moods.TPEX_ROWS["6223", "201505"][0][1:]]
    asked = month if ask == "twse" else old_month
    usual = len(asked(client(server, source.wire)))

    with server.being(mood), pytest.raises(Unusable) as failure:
        asked(source)

    assert why in str(failure.value)
    assert usual == len(asked(source)) > 0


def test_another_product_is_not_taken_for_the_one_asked_for(
    source: Exchanges, server: ExchangeServer
) -> None:
    """A report that was mixed up would be kept under a wrong name for ever."""
    with (
        server.being(field(title="115年03月 2331 某公司 各日成交資訊")),
        pytest.raises(Unusable, match="2331"),
    ):
        month(source)
    with server.being(field(title=None)), pytest.raises(Unusable, match="not about 2330"):
        month(source)
    with server.being(field(code="6224")), pytest.raises(Unusable, match="6224"):
        old_month(source)


def test_a_report_is_of_its_type(source: Exchanges, server: ExchangeServer) -> None:
    """What is sent as a text is not the report, whatever it looks like."""
    with server.being(saying({"stat": "OK"}, "text/plain")), pytest.raises(Unusable, match="text/plain"):
        month(source)


@pytest.mark.parametrize("words", [moods.NOTHING["stat"], "查詢日期小於99年1月4日", "查詢日期大於今日"])
def test_no_data_is_no_failure(source: Exchanges, server: ExchangeServer, words: str) -> None:
    """A code that did not exist, a month before the records and one that is still to come have no bars."""
    with server.being(saying({"stat": words, "fields": [], "data": []})):
        assert () == month(source)
    with server.being(saying({"tables": [], "stat": "ok"})):
        assert () == old_month(source)
