"""The fakes around analyses keep the laws of their ports."""

from __future__ import annotations

from trading_core.domain.analysis import Note, NoteKind
from trading_core.domain.ids import Symbol
from trading_core.testing import (
    FakeNotes,
    FakePanel,
    MemoryAnalyses,
    analyses_contract,
    model_panel_contract,
    notes_contract,
    working_analyses_contract,
)

NEWS = (Note(NoteKind.NEWS, "a second plant"), Note(NoteKind.NEWS, "a first plant"))


def notes() -> FakeNotes:
    return FakeNotes({Symbol("2330"): NEWS})


def notes_that_are_down() -> FakeNotes:
    source = notes()
    source.down = True
    return source


TestMemoryAnalyses = analyses_contract(MemoryAnalyses)
TestMemoryAnalysesWorked = working_analyses_contract(MemoryAnalyses)
TestMemoryAnalysesAlone = working_analyses_contract(MemoryAnalyses, concurrent=False)
TestFakePanel = model_panel_contract(FakePanel)
TestFakeNotes = notes_contract(notes, symbol="2330", known=NEWS, down=notes_that_are_down)
TestFakeNotesAlone = notes_contract(notes, symbol="2330", known=NEWS)
