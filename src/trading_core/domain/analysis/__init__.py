"""What a language model is told of a product, and what of its answer is believed.

Everything here is pure: the table of facts, the words that surround material that nobody vouches for, and the
reading of an answer, which is taken whole or not at all.
"""

from trading_core.domain.analysis.facts import Fact, Facts, by_day, facts_of
from trading_core.domain.analysis.material import Note, NoteKind, delimited
from trading_core.domain.analysis.prompt import ANSWER_FORM, PROMPT_VERSION, instructions_in, material_of
from trading_core.domain.analysis.quoted import unknown_numbers
from trading_core.domain.analysis.stripping import stripped
from trading_core.domain.analysis.verdict import Stance, Verdict, read_verdict

__all__ = [
    "ANSWER_FORM",
    "PROMPT_VERSION",
    "Fact",
    "Facts",
    "Note",
    "NoteKind",
    "Stance",
    "Verdict",
    "by_day",
    "delimited",
    "facts_of",
    "instructions_in",
    "material_of",
    "read_verdict",
    "stripped",
    "unknown_numbers",
]
