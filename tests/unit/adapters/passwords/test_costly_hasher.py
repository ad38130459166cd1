"""Argon2id keeps the laws of password hashes, at the cost that is meant, a bounded number at once."""

from __future__ import annotations

import unicodedata
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier, Event, Lock, get_ident

import argon2
import pytest

from adapters.passwords.costly import CostlyHasher
from trading_core.errors import Unavailable
from trading_core.testing.contracts.passwords import passwords_contract

CHEAP_KIB = 64
PATIENCE = 60

cheap = partial(CostlyHasher, CHEAP_KIB, 1)

TestCostlyHasher = passwords_contract(CostlyHasher, weaker=partial(CostlyHasher, 9_728))
TestCostlyHasherOfMoreRounds = passwords_contract(partial(CostlyHasher, CHEAP_KIB, 2), weaker=cheap)
TestCostlyHasherAlone = passwords_contract(cheap)


def test_a_hash_costs_what_it_should() -> None:
    """The settings are those that a known recommendation names, with 16 bytes of salt."""
    settings = argon2.extract_parameters(CostlyHasher().hash("password"))

    assert argon2.Type.ID == settings.type
    assert (19_456, 2, 1, 16, 32) == (
        settings.memory_cost,
        settings.time_cost,
        settings.parallelism,
        settings.salt_len,
        settings.hash_len,
    )


def test_a_password_is_what_is_read_and_not_how_it_was_typed() -> None:
    """Systems compose letters with accents in two ways, and a user has one password on both."""
    hasher = cheap()
    typed = {form: unicodedata.normalize(form, "Zoë Ångström") for form in ("NFC", "NFD")}
    assert typed["NFC"] != typed["NFD"]

    assert hasher.verify(typed["NFD"], hasher.hash(typed["NFC"]))
    assert hasher.verify(typed["NFC"], hasher.hash(typed["NFD"]))


@pytest.mark.parametrize("password", ["", "\x00", "a\x00b", "\ud800", "x" * 100_000])
def test_any_text_can_be_a_password(password: str) -> None:
    """What a password may be is for the door to say; here nothing that was typed is an error or cut off."""
    hasher = cheap()
    hashed = hasher.hash(password)

    assert hasher.verify(password, hashed)
    assert not hasher.verify(password + "\x00", hashed)


@pytest.mark.parametrize(
    "settings",
    [
        "m=4194304,t=2,p=1",
        "m=64,t=4000000,p=1",
        "m=64,t=1,p=1000",
        "m=-64,t=1,p=1",
        "m=64,t=1,p=0",
        "m=x,t=1,p=1",
        "m=\uff16\uff14,t=1,p=1",
    ],
)
def test_a_hash_that_is_no_hash_of_ours_is_not_tried(settings: str) -> None:
    """A row that somebody has tampered with does not take the memory or the processors of the machine."""
    hasher = cheap()
    salt, digest = hasher.hash("password").split("$")[-2:]
    forged = f"$argon2id$v=19${settings}${salt}${digest}"

    assert not hasher.verify("password", forged)
    assert hasher.needs_rehash(forged)


def test_a_hash_at_the_bound_is_tried() -> None:
    """Settings may be raised and lowered again without locking out who logged in between."""
    hasher = cheap()
    dearest, too_dear = CostlyHasher(CHEAP_KIB * 32, 1), CostlyHasher(CHEAP_KIB * 32 + 1, 1)

    assert hasher.verify("password", dearest.hash("password"))
    assert not hasher.verify("password", too_dear.hash("password"))


def test_a_bounded_number_works_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    A crowd of logins takes the memory of two, and each of them gets its answer.

    The system keeps memory by thread, so two at once are not enough: it has to be the same two.
    """
    hasher = cheap()
    hashed = hasher.hash("password")
    both = Barrier(2, timeout=PATIENCE)
    counting = Lock()
    working: list[int] = []
    most: list[int] = []
    threads: set[int] = set()
    verify = argon2.PasswordHasher.verify

    def watched(self: argon2.PasswordHasher, hash: str, password: bytes) -> bool:  # noqa: A002 - its name there
        with counting:
            working.append(1)
            most.append(len(working))
            threads.add(get_ident())
        both.wait()
        found = verify(self, hash, password)
        with counting:
            working.pop()
        return found

    monkeypatch.setattr(argon2.PasswordHasher, "verify", watched)
    with ThreadPoolExecutor(8) as crowd:
        assert [True] * 16 == list(crowd.map(lambda _: hasher.verify("password", hashed), range(16)))
    assert (2, 2) == (max(most), len(threads))


def test_who_waits_too_long_is_told_to_come_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """A crowd does not hold every thread of the house, and a turn that failed is given back."""
    hasher = CostlyHasher(CHEAP_KIB, 1, at_once=1, patience=0.01)
    begun, ending = Event(), Event()

    def stuck(_self: argon2.PasswordHasher, _password: bytes) -> str:
        begun.set()
        assert ending.wait(PATIENCE), "nobody let the hash end"
        raise argon2.exceptions.HashingError

    monkeypatch.setattr(argon2.PasswordHasher, "hash", stuck)
    with ThreadPoolExecutor(2) as crowd:
        first = crowd.submit(hasher.hash, "password")
        assert begun.wait(PATIENCE), "no hash began"
        second = crowd.submit(hasher.hash, "password")
        try:
            with pytest.raises(Unavailable, match="the check of passwords does not answer"):
                second.result(timeout=PATIENCE)
        finally:
            ending.set()
        with pytest.raises(argon2.exceptions.HashingError):
            first.result()
    monkeypatch.undo()

    assert hasher.verify("password", hasher.hash("password"))
