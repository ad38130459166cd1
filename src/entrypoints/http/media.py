"""Types of what is sent and of what is wanted back, as headers state them."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from http import HTTPStatus
from typing import Final

from entrypoints.http.problems import Rejected

_JSON: Final = "application/json"
_PLAIN: Final = frozenset({"", "identity"})
_TEXT: Final = frozenset({"utf-8", "utf8", "us-ascii", "ascii"})
_NEVER: Final = re.compile(r"q\s*=\s*0(?:\.0*)?")


def check_json(headers: Mapping[str, str]) -> None:
    """Only JSON is JSON: a form or a plain text could be sent by any page of the web without asking first."""
    if headers.get("content-type") == _JSON and "content-encoding" not in headers:
        return  # which nearly everybody says, and most requests come with a body
    media = _media(headers)
    if media != _JSON:
        raise _refused(
            f"The body is {media[:60] or 'of no stated type'}: send Content-Type: application/json."
        )


def check_text(headers: Mapping[str, str], taken: Collection[str]) -> str:
    """Which of these types a body says that it is; one that says nothing is the first of them."""
    media = _media(headers)
    if media and media not in taken:
        raise _refused(f"The body is {media[:60]}: send one of {', '.join(taken)}.")
    return media or next(iter(taken))


def asks_for(headers: Mapping[str, str], media: str) -> bool:
    """Whether a caller names this type among those that he takes; whoever takes anything names none."""
    for wish in headers.get("accept", "").lower().split(","):
        kind, *details = (part.strip() for part in wish.split(";"))
        if kind == media:
            return not any(map(_NEVER.fullmatch, details))
    return False


def _media(headers: Mapping[str, str]) -> str:
    """The stated type of a body that can be read: packed by nobody, and written as all texts here are."""
    packing = headers.get("content-encoding", "").strip().lower()
    if packing not in _PLAIN:
        raise _refused(f"The body is packed by {packing[:60]}: send it as it is, without Content-Encoding.")
    media, *details = (part.strip().lower() for part in headers.get("content-type", "").split(";"))
    for name, _, value in (detail.partition("=") for detail in details):
        if name.strip() == "charset" and (charset := value.strip(" \t\"'")) not in _TEXT:
            raise _refused(f"The body is written as {charset[:60]}: send UTF-8.")
    return media


def _refused(detail: str) -> Rejected:
    return Rejected(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type", detail)
