"""Access tokens that somebody else has made or changed."""

from __future__ import annotations

import base64
import json
import time
from typing import Any

import jwt
import pytest

from tests.integration.http.deployments import SECRET
from tests.integration.http.people import Person
from tests.integration.http.promises import refused


def claims_of(person: Person) -> dict[str, Any]:
    """What a good token says."""
    found: dict[str, Any] = jwt.decode(person.access, options={"verify_signature": False})
    return found


def signed(claims: dict[str, Any], secret: str = SECRET, algorithm: str = "HS256") -> str:
    """A token with these claims."""
    return jwt.encode(claims, secret, algorithm=algorithm)


def unsigned(claims: dict[str, Any], algorithm: str) -> str:
    """A token that says that it needs no signature."""
    parts = ({"alg": algorithm, "typ": "JWT"}, claims)
    return (
        ".".join(base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in parts)
        + "."
    )


def refuse(person: Person, token: str) -> None:
    """Make sure that a token opens nothing: not for reading, not for trading, and is not verified."""
    visitor = person.door.carrying({"Authorization": f"Bearer {token}"})
    refused(visitor.get("/api/account/"), 401, "unauthenticated")
    refused(visitor.post("/api/account/deposit/", {"amount": 1}), 401, "unauthenticated")
    if token:
        refused(visitor.post("/api/token/verify/", {"token": token}), 401, "unauthenticated")


def test_our_own_claims_with_our_own_secret_hold(anyone: Person) -> None:
    """What the other tests change one thing of is good before it is changed."""
    visitor = anyone.door.carrying({"Authorization": f"Bearer {signed(claims_of(anyone))}"})

    assert 200 == visitor.get("/api/account/").status_code


@pytest.mark.parametrize("algorithm", ["none", "None", "NONE", "nOnE"])
def test_a_token_without_a_signature_is_refused(anyone: Person, algorithm: str) -> None:
    """A token cannot choose to need no signature, however it writes that."""
    refuse(anyone, unsigned(claims_of(anyone), algorithm))


@pytest.mark.parametrize("algorithm", ["HS384", "HS512"])
@pytest.mark.filterwarnings("ignore::jwt.warnings.InsecureKeyLengthWarning")
def test_another_algorithm_is_refused(anyone: Person, algorithm: str) -> None:
    """Only the one algorithm that we sign with is read, even with the right secret."""
    refuse(anyone, signed(claims_of(anyone), algorithm=algorithm))


def test_another_secret_is_refused(anyone: Person) -> None:
    """Whoever does not know the secret makes no token."""
    refuse(anyone, signed(claims_of(anyone), "another secret of at least as many characters"))


def test_claims_cannot_be_exchanged_under_a_signature(anyone: Person, operator: Person) -> None:
    """A signature holds for the claims that were signed and for no others."""
    head, _, signature = anyone.access.split(".")
    claims = operator.access.split(".")[1]

    refuse(anyone, f"{head}.{claims}.{signature}")


def test_an_expired_token_is_refused(anyone: Person) -> None:
    """A token that was good opens nothing after its time."""
    now = int(time.time())

    refuse(anyone, signed(claims_of(anyone) | {"iat": now - 600, "nbf": now - 600, "exp": now - 1}))


def test_a_token_of_the_future_is_refused(anyone: Person) -> None:
    """A token that is not good yet opens nothing."""
    now = int(time.time())

    refuse(anyone, signed(claims_of(anyone) | {"iat": now + 300, "nbf": now + 300, "exp": now + 600}))


@pytest.mark.parametrize("claim", "exp iat nbf sub jti iss aud typ fam name acc role".split())
def test_a_missing_claim_is_refused(anyone: Person, claim: str) -> None:
    """A token says all that we sign, above all when it ends."""
    claims = claims_of(anyone)
    del claims[claim]

    refuse(anyone, signed(claims))


@pytest.mark.parametrize(
    "claims",
    [
        {"typ": "refresh"},
        {"iss": "somebody else"},
        {"aud": "somebody else"},
        {"role": "god"},
        {"role": None},
        {"fam": "no family of ours"},
        {"fam": ["a", "b"]},
        {"sub": 7},
        {"acc": {"$ne": ""}},
        {"exp": 10**300},
        {"exp": 4_102_444_800},
        {"exp": "4102444800"},
        {"exp": -1},
        {"exp": 1e308},
        {"iat": "yesterday"},
        {"iat": 0},
    ],
    ids=str,
)
def test_a_wrong_claim_is_refused(anyone: Person, claims: dict[str, Any]) -> None:
    """Each claim is what we would have written: no longer life, no other kind, no other house, no other types."""
    refuse(anyone, signed(claims_of(anyone) | claims))


def test_a_critical_extension_that_we_do_not_know_is_refused(anyone: Person) -> None:
    """A token that asks for something to be understood that we do not understand is not read at all."""
    refuse(anyone, jwt.encode(claims_of(anyone), SECRET, "HS256", headers={"crit": ["x"], "x": True}))


@pytest.mark.parametrize(
    "header",
    [
        "",
        "Bearer",
        "Basic YWxpY2U6c2VjcmV0",
        "Bearer a.b.c",
        "Bearer " + "." * 9,
        "Bearer \xe9.\xe9.\xe9",
    ],
)
def test_a_header_without_a_token_of_ours_is_refused(anyone: Person, header: str) -> None:
    """Anything else in the header is no credential, and never an error of ours."""
    visitor = anyone.door.carrying({"Authorization": header})

    refused(visitor.get("/api/account/"), 401, "unauthenticated")


def test_a_refresh_token_is_no_access_token(anyone: Person) -> None:
    """What gets the next pair does not open doors itself."""
    refuse(anyone, anyone.refresh)


def test_the_scheme_is_read_without_regard_to_its_case(anyone: Person) -> None:
    """The words of the header are as the standard has them: any case, one space or more."""
    visitor = anyone.door.carrying({"Authorization": f"bEARER  {anyone.access}"})

    assert 200 == visitor.get("/api/account/").status_code
