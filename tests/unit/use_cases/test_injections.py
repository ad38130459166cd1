"""Whatever strangers write into names, news and signals, it stays material, and nothing follows from it."""

from __future__ import annotations

import re

import pytest
from attrs import fields

from tests.injections import EVIL, INJECTIONS, OBEDIENT
from tests.unit.use_cases.analysts import Analysts
from trading_core.domain.analysis import Note, NoteKind, instructions_in
from trading_core.domain.ids import Symbol
from trading_core.domain.product import Product
from trading_core.ports.orders import OrderFilter
from trading_core.testing import FakeNotes, MemoryOrders, ScriptedModel
from trading_core.use_cases.analyze_waiting import AnalyzeWaiting

TSMC = Symbol("2330")
NOTES = re.compile(r'(?:\n<untrusted kind="(?:name|news|signal)">[^<>\n]*</untrusted>)*')


def test_there_are_enough_of_them() -> None:
    """Thirty cases at least, none twice."""
    assert len(set(INJECTIONS)) == len(INJECTIONS) >= 30


@pytest.mark.parametrize("kind", NoteKind)
@pytest.mark.parametrize("text", INJECTIONS)
def test_no_text_becomes_an_instruction_an_order_or_a_leak(text: str, kind: NoteKind) -> None:
    """It stands between its marks behind the facts; of an obedient model's answer nothing is shown that it was told to say."""
    said = OBEDIENT[INJECTIONS.index(text) % len(OBEDIENT)]
    model = ScriptedModel(said, provider="claude")
    house = Analysts(models={"claude": model}, notes=FakeNotes({TSMC: [Note(kind, text)]}))
    house.know()
    if kind is NoteKind.NAME:
        house.products().put(Product("2330", name=" ".join(filter(str.isprintable, text.split()))))
    run = house.request()(TSMC, "alice")
    house.work()()

    (prompt,) = model.heard
    facts, mark, notes = prompt.material.partition("\n</facts>")
    assert mark
    assert facts.startswith("<facts>\ncode: 2330\n")
    assert "<" not in facts.removeprefix("<facts>")
    assert NOTES.fullmatch(notes)
    assert instructions_in("en") == prompt.instructions
    opinions = str(house.shown(run.id)["opinions"])
    assert [] == [word for word in EVIL if word in opinions]
    assert 0 == MemoryOrders(house.store).count(OrderFilter(), 5)


def test_no_way_leads_from_an_analysis_to_an_order() -> None:
    """The use case knows of nothing that could place one, nor of anything that could propose one."""
    known = [field.name for field in fields(AnalyzeWaiting)]

    assert "panel" in known
    ways = ("order", "draft", "book", "account")
    assert [] == [name for name in known if any(way in name for way in ways)]
