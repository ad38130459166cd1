"""Runs the examples of the documentation; pytest loads it with `-p scripts.doc_examples`.

An example that nobody runs becomes a lie at the next change. In Markdown every fenced block marked `python` is
run, top to bottom in one namespace a page. In the docstrings of the core it is the lines behind `>>>`. Commands of a
shell are run by tests/integration/docs.
"""

from __future__ import annotations

from doctest import ELLIPSIS, NORMALIZE_WHITESPACE
from pathlib import Path

from sybil import Sybil
from sybil.parsers.markdown import PythonCodeBlockParser
from sybil.parsers.rest import DocTestParser

ROOT = str(Path(__file__).resolve().parent.parent)
FLAGS = ELLIPSIS | NORMALIZE_WHITESPACE

pages = Sybil([PythonCodeBlockParser(doctest_optionflags=FLAGS)], pattern="*.md", path=ROOT)
docstrings = Sybil([DocTestParser(optionflags=FLAGS)], pattern="*.py", path=ROOT)

pytest_collect_file = (pages + docstrings).pytest()
