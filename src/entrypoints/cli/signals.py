"""`trading signals`: what does a text say, and if it is no signal, where does it go wrong?"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, BinaryIO

from cyclopts import Parameter

Flag = Annotated[bool, Parameter(negative=(), show_default=False)]


def parse(
    file: Path | None = None,
    /,
    *,
    jsonl: Flag = False,
    json: Flag = False,
) -> int:
    """
    Read trading signals from a file or from standard input, and say what they order.

    Without a flag the whole input is one signal. With --jsonl every line of the input is a JSON object with a
    `text`, and every line of the output is the answer to one line of the input.

    Parameters
    ----------
    file:
        Where to read; standard input when it is left out.
    jsonl:
        One JSON object a line, in and out; always ends with 0, because each line carries its own verdict.
    json:
        Print the answer to a single signal as one JSON object.
    """
    try:
        source = sys.stdin.buffer if file is None else file.open("rb")
    except OSError as error:
        print(f"trading: {file} cannot be read: {error.strerror}.", file=sys.stderr)
        return 2
    with source:
        return answer_lines(source) if jsonl else answer_one(source, as_json=json)


def answer_lines(lines: Iterable[bytes]) -> int:
    """Answer each line before the next one is read, so that the command can stand in the middle of a pipe."""
    from entrypoints.cli.signal_answers import answer, signal_in_line

    for line in lines:
        sys.stdout.buffer.write(answer(signal_in_line, line))
        sys.stdout.buffer.flush()
    return 0


def answer_one(source: BinaryIO, *, as_json: bool) -> int:
    """Answer one text, to a script or to a person; a person reads refusals where errors are told."""
    from entrypoints.cli.signal_answers import accepted, readable, refused, signal_in_text
    from trading_core.errors import InvalidInput

    try:
        signal = signal_in_text(source.read())
    except InvalidInput as error:
        if not as_json:
            raise
        sys.stdout.buffer.write(refused(error))
        return 1
    if as_json:
        sys.stdout.buffer.write(accepted(signal))
    else:
        print(readable(signal))
    return 0
