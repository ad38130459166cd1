"""What a listener asks for: from which number on, and of whom or what."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from urllib.parse import parse_qsl

from attrs import frozen

from entrypoints.http.identity import Identity
from entrypoints.http.live.turned import NOT_ALLOWED, WRONG_QUESTION, TurnedAwayError
from trading_core.domain.ids import Symbol
from trading_core.errors import InvalidInput
from trading_core.use_cases.publish_prices import CHANNEL as PRICES

LONGEST: Final = 4_096
LARGEST: Final = 2**63 - 1
MOST_PRODUCTS: Final = 50
MOST_PARAMETERS: Final = 8
COMMON: Final = frozenset({"since", "ticket"})


@frozen
class Question:
    """``since`` is None for what happens from now on, ``topics`` None for everything that there is."""

    channel: str
    since: int | None
    topics: frozenset[str] | None


def read_pairs(query: bytes) -> dict[str, str]:
    """The parameters, each of them once."""
    if len(query) > LONGEST:
        raise TurnedAwayError(WRONG_QUESTION, f"The query is longer than {LONGEST} bytes.")
    try:
        pairs = parse_qsl(
            query.decode("ascii"), keep_blank_values=True, max_num_fields=MOST_PARAMETERS, errors="strict"
        )
    except ValueError:
        raise TurnedAwayError(WRONG_QUESTION, "The query cannot be read.") from None
    found = dict(pairs)
    if len(found) != len(pairs):
        raise TurnedAwayError(WRONG_QUESTION, "A parameter is there twice: state it once.")
    return found


def question_of(channel: str, asked: Mapping[str, str], identity: Identity) -> Question:
    """Read what somebody asks for, as far as it is his to ask."""
    known = COMMON | ({"stock_id"} if channel == PRICES else {"all"})
    unknown = next((name for name in asked if name not in known), None)
    if unknown is not None:
        listed = ", ".join(sorted(known))
        raise TurnedAwayError(WRONG_QUESTION, f"{unknown[:30]!r} is no parameter here: known are {listed}.")
    since = _since(asked)
    if channel == PRICES:
        return Question(channel, since, _products(asked.get("stock_id", "")))
    everything = asked.get("all", "false")
    if everything not in {"true", "false"}:
        raise TurnedAwayError(WRONG_QUESTION, "all is true or false.")
    if everything == "true":
        if not identity.operates:
            raise TurnedAwayError(NOT_ALLOWED, "all=true is for operators.")
        return Question(channel, since, None)
    return Question(channel, since, frozenset({str(identity.account)}))


def _since(asked: Mapping[str, str]) -> int | None:
    text = asked.get("since")
    if text is None:
        return None
    if not (text.isascii() and text.isdigit()) or len(text) > len(str(LARGEST)) or int(text) > LARGEST:
        raise TurnedAwayError(WRONG_QUESTION, "since is the id of a message, a whole number from 0 on.")
    return int(text)


def _products(text: str) -> frozenset[str]:
    try:
        symbols = frozenset(str(Symbol(name)) for name in text.split(","))
    except InvalidInput:
        raise TurnedAwayError(
            WRONG_QUESTION, "stock_id is a product, or several with commas between them."
        ) from None
    if len(symbols) > MOST_PRODUCTS:
        raise TurnedAwayError(WRONG_QUESTION, f"stock_id names more than {MOST_PRODUCTS} products.")
    return symbols
