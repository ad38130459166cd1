"""The answer to a text that may be a signal, as the contract of the command line words it.

Whatever comes in, an answer goes out: bytes that are no UTF-8, lines that are no JSON and texts that are no signal
are all refused in the same shape, so that a script needs one branch for them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Final

from trading_core import Signal, parse_signal
from trading_core.errors import InvalidInput, InvalidValue

Words = Mapping[str, str | list[str] | None]

_LINE: Final = 'a JSON object with a "text"'
_SHOWN: Final = 40


def answer(read: Callable[[bytes], Signal], raw: bytes) -> bytes:
    """Answer in one line of JSON, whether what was read is a signal or not."""
    try:
        return accepted(read(raw))
    except InvalidInput as error:
        return refused(error)


def signal_in_line(line: bytes) -> Signal:
    """Read a signal from the text in a line of JSON; what else the object holds is not looked at."""
    words = decoded(line)
    try:
        content = json.loads(words, parse_int=str, parse_float=str, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise InvalidValue("line", _shown(words), _LINE) from error
    text = content.get("text") if isinstance(content, dict) else None
    if not isinstance(text, str):
        raise InvalidValue("line", _shown(words), _LINE)
    return parse_signal(text)


def signal_in_text(raw: bytes) -> Signal:
    """Read a signal from a whole text."""
    return parse_signal(decoded(raw))


def decoded(raw: bytes) -> str:
    """Read UTF-8, with or without the mark that some editors put first."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        found = f"the byte {raw[error.start]:#04x} at offset {error.start}"
        raise InvalidValue("input", found, "text in UTF-8") from error


def words_of(signal: Signal) -> Words:
    """Word a signal: the side in capitals as signals write it, prices as text so that none is rounded."""
    return {
        "side": signal.side.name,
        "symbol": str(signal.symbol),
        "order_type": signal.order_type.value,
        "entry": None if signal.entry is None else str(signal.entry),
        "entry_range": None if signal.entry_range is None else [str(end) for end in signal.entry_range],
        "stop_loss": str(signal.stop_loss),
        "take_profits": [str(target) for target in signal.take_profits],
    }


def accepted(signal: Signal) -> bytes:
    """Word a signal for a script."""
    return _encoded({"ok": True, "signal": words_of(signal)})


def refused(error: InvalidInput) -> bytes:
    """
    Word a refusal for a script, under the closest code there is: the reason of a refused signal.

    A line that holds no text has no place in the text to point at.
    """
    facts = error.facts
    places = {name: facts.get(name) for name in ("line", "column", "found", "expected")}
    return _encoded(
        {"ok": False, "error": {"code": facts.get("reason", error.code), "message": error.message, **places}}
    )


def readable(signal: Signal) -> str:
    """Word a signal for a person."""
    lines = {name.replace("_", " "): _listed(words) for name, words in words_of(signal).items()}
    return "\n".join(f"{name:14}{words}" for name, words in lines.items())


def _encoded(content: Mapping[str, object]) -> bytes:
    """Write UTF-8 on any terminal; half a character, which UTF-8 cannot hold, is written as its JSON escape."""
    return json.dumps(content, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n"


def _listed(words: str | list[str] | None) -> str:
    if words is None:
        return "-"
    return words if isinstance(words, str) else ", ".join(words)


def _shown(words: str) -> str:
    line = ascii(words.strip())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}..."


def _no_number(constant: str) -> None:
    message = f"{constant} is no JSON"
    raise ValueError(message)
