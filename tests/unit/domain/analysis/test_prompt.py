"""What a model is asked: instructions that are ours, and material that stays material."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.domain.analysis.known import FACTS, table
from tests.unit.untyped import untyped
from trading_core.domain.analysis import Note, NoteKind, delimited, instructions_in, material_of
from trading_core.domain.analysis.material import LONGEST_NOTE
from trading_core.domain.analysis.prompt import MOST_NOTES
from trading_core.errors import InvalidValue
from trading_core.ports.language_model import LONGEST_PROMPT

MARKED = re.compile(r'<untrusted kind="(name|news|signal)">([^<>]*)</untrusted>')


def test_the_language_of_the_answer_is_asked_for() -> None:
    """One that is not known is English."""
    assert "sentences in English" in instructions_in("en")
    assert "Traditional Chinese" in instructions_in("zh-TW")
    assert instructions_in("en") == instructions_in("xx")


def test_facts_and_notes_stand_apart() -> None:
    """The table comes first between its marks, each note follows between its own."""
    material = material_of(FACTS, [Note(NoteKind.NAME, "台積電"), Note(NoteKind.NEWS, "A & B <i>")])

    assert material.startswith("<facts>\ncode: 2330\ndate: 2026-11-20\n")
    assert material.endswith(
        '\n</facts>\n<untrusted kind="name">台積電</untrusted>\n'
        '<untrusted kind="news">A &amp; B &lt;i&gt;</untrusted>'
    )
    assert material_of(FACTS).endswith("\n</facts>")


@given(st.text(), st.sampled_from(NoteKind))
def test_no_text_leaves_its_marks(text: str, kind: NoteKind) -> None:
    """Whatever somebody writes, it is on one line between marks that it cannot write itself."""
    written = delimited(Note(kind, text))

    found = MARKED.fullmatch(written)
    assert found is not None
    assert kind.value == found[1]
    assert written.isprintable()


@pytest.mark.parametrize("filler", ["x", "&", "<", "\ufdfa"])
def test_a_prompt_has_a_bound(filler: str) -> None:
    """The longest table with the most and longest notes is no longer than a prompt may be."""
    notes = [Note(NoteKind.NEWS, filler * 5000)] * 50

    material = material_of(table(120), notes)

    assert MOST_NOTES == material.count("<untrusted")
    assert len(material) <= LONGEST_PROMPT


def test_a_note_is_cut_between_characters() -> None:
    """The part that is kept is whole, an escape included."""
    assert f'<untrusted kind="news">{"&amp;" * LONGEST_NOTE}</untrusted>' == delimited(
        Note(NoteKind.NEWS, "&" * (LONGEST_NOTE + 1))
    )


def test_a_note_is_text() -> None:
    """Nothing else can stand between marks."""
    with pytest.raises(InvalidValue):
        Note(NoteKind.NEWS, 5)
    with pytest.raises(InvalidValue):
        Note(untyped("news"), "x")
    with pytest.raises(InvalidValue):
        material_of(FACTS, untyped(["x"]))
