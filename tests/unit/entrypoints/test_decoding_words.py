"""What is wrong with a field is told in words for people, whatever the decoder calls its types."""

from __future__ import annotations

from enum import Enum
from typing import Annotated

import msgspec
import pytest

from entrypoints.http.decoding_words import in_words
from entrypoints.http.problems import Rejected
from entrypoints.http.reading import decoder_of, read_body


class Way(Enum):
    """A word that stands for something."""

    UP = "up"
    LEVEL = "level"


class Leg(msgspec.Struct):
    """A part of a way."""

    way: Way


class Body(msgspec.Struct, forbid_unknown_fields=True):
    """One field of each sort."""

    text: Annotated[str, msgspec.Meta(min_length=6, max_length=9)] = "enough"
    few: Annotated[list[int], msgspec.Meta(min_length=1, max_length=2)] | None = None
    count: Annotated[int, msgspec.Meta(ge=0, le=5)] | None = None
    way: Way | None = None
    sure: bool = False
    legs: Annotated[list[Leg], msgspec.Meta(max_length=2)] = []


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ('{"text": 1}', "text: expected text, found a whole number."),
        ('{"text": "short"}', "text: expected text of at least 6 characters."),
        ('{"text": "too long a text"}', "text: expected text of at most 9 characters."),
        ('{"few": []}', "few: expected a list of at least 1 entry."),
        ('{"few": [1, 2, 3]}', "few: expected a list of at most 2 entries."),
        ('{"few": ["a"]}', "few[0]: expected a whole number, found text."),
        ('{"few": {}}', "few: expected a list or null, found an object."),
        ('{"count": -1}', "count: expected a whole number of at least 0."),
        ('{"count": 6}', "count: expected a whole number of at most 5."),
        ('{"count": 1.5}', "count: expected a whole number or null, found a number."),
        (
            '{"way": "down"}',
            "way: 'down' is none of the words that can stand here: up, level.",
        ),
        (
            '{"legs": [{"way": "up"}, {"way": "UP"}]}',
            "legs[1].way: 'UP' is none of the words that can stand here: up, level.",
        ),
        ('{"sure": "yes"}', "sure: expected true or false, found text."),
        ("[]", "body: expected an object, found a list."),
        ('{"more": 1}', "more: is no field of this body: see the documentation."),
    ],
)
def test_faults_are_told_in_words_for_people(body: str, told: str) -> None:
    """No type, sign or regular expression of the decoder reaches whoever has written the body."""
    with pytest.raises(Rejected) as refusal:
        read_body(decoder_of(Body), body.encode())

    assert told == str(refusal.value)


def test_what_is_not_known_is_told_as_it_was_said() -> None:
    """A sentence that a later decoder says is better than none."""
    assert "Something new" == in_words("Something new")
