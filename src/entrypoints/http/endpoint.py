"""An endpoint as data: where it is, who may use it, what comes in and what goes out. Handlers and documents follow."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from enum import Enum
from typing import TYPE_CHECKING, Any, Final

import msgspec
from attrs import field, frozen

from entrypoints.http.problems import FieldFault, Rejected
from trading_core.errors import Unauthenticated
from trading_core.ports.api_keys import Scope

if TYPE_CHECKING:
    from datetime import datetime

    from entrypoints.http.identity import Identity
    from entrypoints.http.services import Services

JSON: Final = "application/json"


@frozen(kw_only=True)
class Parameter:
    """One thing that may stand in a query or a path."""

    name: str
    meaning: str
    pattern: str | None = None
    choices: tuple[str, ...] = ()
    example: str | None = None
    kind: str = "string"
    most: int | None = None
    required: bool = False


class Where(Enum):
    """Which threads do the work of a synchronous handler: those that read, that may wait for prices, or that hash passwords."""

    READING = "reading"
    ASKING = "asking"
    HASHING = "hashing"


@frozen(kw_only=True)
class Reply:
    """
    What goes back; ``content`` is ready to be sent, and so is each piece of a ``stream``.

    Where an endpoint's replies are remembered, ``kept`` is remembered in the place of the content, and nothing
    without ``keep``.
    """

    content: bytes = b""
    stream: Iterator[bytes] | None = None
    kept: bytes | None = None
    keep: bool = True
    status: int = 200
    media: str = JSON
    headers: Mapping[str, str] = field(factory=dict)


def _text_of(value: object) -> str:
    """Names of the core are texts of their own kinds; outside they are texts."""
    if not isinstance(value, str):
        raise TypeError(f"a {type(value).__name__} has no form outside")
    return str(value)


ENCODER: Final = msgspec.json.Encoder(enc_hook=_text_of)


def reply(body: object, status: int = 200, headers: Mapping[str, str] | None = None) -> Reply:
    """Encode a body."""
    return Reply(content=ENCODER.encode(body), status=status, headers=headers or {})


@frozen(kw_only=True, eq=False)
class Call:
    """One request, read and checked as far as its endpoint says."""

    services: Services
    endpoint: Endpoint
    now: datetime
    address: str
    request_id: str | None
    headers: Mapping[str, str]
    path: Mapping[str, str]
    query: Mapping[str, str]
    url: str
    raw: bytes = b""
    body: Any = None
    identity: Identity | None = None
    revision: int | None = None

    @property
    def who(self) -> Identity:
        """Who asks, at an endpoint that nobody uses unknown."""
        if self.identity is None:
            raise Unauthenticated
        return self.identity


Handler = Callable[[Call], Reply] | Callable[[Call], Awaitable[Reply]]


@frozen(kw_only=True, eq=False)
class Endpoint:
    """
    One method of one path, under as many prefixes as the contract names.

    ``body`` is a struct, or a union of what a request may carry. ``answers`` are the bodies by status, each a struct or
    several of which one is given.
    ``texts`` are the types of a body that is taken as it comes, each with its examples by their names; ``address`` is
    the part of the path that is a credential, and ``headers`` are those that a request may carry besides.
    ``remembered`` says for how many seconds a reply may be given again while the caller's account has the revision
    that it had. What is not ``paced`` is not counted among anybody's requests: whoever watches the service asks as often as
    he likes. ``scope`` is what a credential must carry; without one, anybody may ask. What is ``people_only`` no API
    key opens. Whether a login still stands is seen before the handler begins; where ``writer_checks``, the writer sees
    it together with the rest of its batch, and before anything is changed. ``examples`` are what some answers look like,
    ``refusals`` the other statuses that can happen here besides those that every endpoint has.
    """

    method: str
    paths: tuple[str, ...]
    summary: str
    tag: str
    handler: Handler
    where: Where = Where.READING
    scope: Scope | None = None
    people_only: bool = False
    writer_checks: bool = False
    body: Any = None
    example: Mapping[str, object] | None = None
    query: tuple[Parameter, ...] = ()
    in_path: tuple[Parameter, ...] = ()
    answers: Mapping[int, Any]
    examples: Mapping[int, object] = field(factory=dict)
    refusals: tuple[int, ...] = ()
    texts: Mapping[str, Mapping[str, object]] = field(factory=dict)
    address: str | None = None
    headers: tuple[Parameter, ...] = ()
    media: tuple[str, ...] = (JSON,)
    keyed: bool = False
    paced: bool = True
    remembered: int | None = None
    description: str = ""
    most_bytes: int = 65_536

    @property
    def all_refusals(self) -> Sequence[int]:
        """Every status that this endpoint refuses with."""
        found = {*self.refusals, 400, 404, 405, 413, 429, 500, 503}
        if self.scope is not None or self.address is not None:
            found |= {401, 403}
        if self.body is not None or self.texts:
            found |= {415}
        if self.keyed:
            found |= {409, 422}
        return sorted(found)


def read_query(endpoint: Endpoint, pairs: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Accept the parameters that the endpoint names, each once."""
    known = {parameter.name: parameter for parameter in endpoint.query}
    found: dict[str, str] = {}
    for name, value in pairs:
        parameter = known.get(name)
        if parameter is None:
            listed = ", ".join(known) or "none"
            raise _wrong(name, "unknown_parameter", f"is no parameter here: known are {listed}")
        if name in found:
            raise _wrong(name, "repeated_parameter", "is there twice: state it once")
        if parameter.choices and value not in parameter.choices:
            listed = ", ".join(parameter.choices)
            raise _wrong(name, "invalid_parameter", f"is {value[:60]!r}: expected one of {listed}")
        found[name] = value
    return found


def _wrong(name: str, code: str, what: str) -> Rejected:
    shown = name[:60]
    return Rejected(400, code, f"{shown} {what}.", errors=[FieldFault(shown, what)])
