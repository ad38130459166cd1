"""Small readers of the two forms in which every request is written down: they send one after the other, as a person would."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import httpx
from attrs import define, field, frozen

FOLDER: Final = Path(__file__).resolve().parents[3] / "docs" / "reference"
VARIABLE: Final = re.compile(r"\{\{([^{}]+)\}\}")
SET: Final = re.compile(r'pm\.collectionVariables\.set\("(\w+)", told\.(\S+)\);')
OF_ANSWER: Final = re.compile(r"(\w+)\.response\.body\.\$\.(\S+)")
STEP: Final = re.compile(r"(\w+)|\[(\d+)\]")


@frozen
class Sent:
    """One request as it was sent, and what came back."""

    name: str
    method: str
    url: str
    answer: httpx.Response


@define
class Filling:
    """Variables and what they are; whoever asks for one that nobody has set is told so."""

    known: dict[str, str] = field(factory=dict)
    answers: dict[str, Any] = field(factory=dict)

    def fill(self, text: str) -> str:
        """A text with its variables filled in, also those that stand in variables."""
        while VARIABLE.search(text):
            text = VARIABLE.sub(lambda found: self.value(found[1]), text)
        return text

    def value(self, name: str) -> str:
        """What a variable is, or a place in an answer that was named."""
        place = OF_ANSWER.fullmatch(name)
        return self.known[name] if place is None else found_in(self.answers[place[1]], place[2])


def found_in(answer: Any, place: str) -> str:  # noqa: ANN401 - whatever was answered
    """What stands at a place as ``results[0].id``."""
    for name, number in STEP.findall(place):
        answer = answer[int(number)] if number else answer[name]
    assert isinstance(answer, str), f"{place} is {answer!r}"
    return answer


def send_collection(settings: Mapping[str, str]) -> Iterator[Sent]:
    """Every request of the Postman collection, in its order, with variables as the settings say."""
    collection = json.loads((FOLDER / "trading-core.postman_collection.json").read_text(encoding="utf-8"))
    filling = Filling({one["key"]: one["value"] for one in collection["variable"]} | dict(settings))
    with httpx.Client(timeout=30) as line:
        for item in (each for folder in collection["item"] for each in folder["item"]):
            sent = _send_item(line, item, collection["auth"], filling)
            yield sent
            script = "\n".join(text for one in item.get("event", []) for text in one["script"]["exec"])
            for name, place in SET.findall(script):
                filling.known[name] = found_in(sent.answer.json(), place)


def _send_item(line: httpx.Client, item: Mapping[str, Any], usual: object, filling: Filling) -> Sent:
    request = item["request"]
    address = request["url"]
    url = "/".join([*address["host"], *address["path"]])
    for place in address["variable"]:
        url = url.replace(f":{place['key']}/", f"{place['value']}/")
    headers = {one["key"]: one["value"] for one in request["header"] if not one.get("disabled")}
    auth = request.get("auth", usual)
    if auth["type"] == "bearer":
        headers["Authorization"] = f"Bearer {auth['bearer'][0]['value']}"
    query = {one["key"]: one["value"] for one in address["query"] if not one.get("disabled")}
    body = request["body"]["raw"] if "body" in request else ""
    return _sent(
        line,
        item["name"],
        request["method"],
        str(httpx.URL(filling.fill(url), params=query)),
        headers,
        body,
        filling,
    )


def send_text(settings: Mapping[str, str]) -> Iterator[Sent]:
    """Every request of the .http file, in its order: each part between ``###`` holds one."""
    text = (FOLDER / "trading-core.http").read_text(encoding="utf-8")
    head, *parts = re.split(r"^### ", text, flags=re.MULTILINE)
    filling = Filling(dict(re.findall(r"^@(\w+) = (.*)$", head, re.MULTILINE)) | dict(settings))
    with httpx.Client(timeout=30) as line:
        for part in parts:
            top, _, body = part.strip().partition("\n\n")
            title, *lines = top.splitlines()
            filling.known |= dict(found for one in lines for found in re.findall(r"^@(\w+) = (.*)$", one))
            label = [found for one in lines for found in re.findall(r"^# @name (\w+)$", one)]
            first, *rest = [one for one in lines if not one.startswith(("@", "#"))]
            method, _, url = first.partition(" ")
            headers = dict(one.split(": ", 1) for one in rest)
            sent = _sent(line, title, method, filling.fill(url), headers, body, filling)
            yield sent
            for name in label:
                filling.answers[name] = sent.answer.json()


def _sent(
    line: httpx.Client,
    name: str,
    method: str,
    url: str,
    headers: Mapping[str, str],
    body: str,
    filling: Filling,
) -> Sent:
    filled = {key: filling.fill(value) for key, value in headers.items()}
    answer = line.request(method, url, headers=filled, content=filling.fill(body).encode() or None)
    return Sent(name, method, url, answer)
