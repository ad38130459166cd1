"""The laws of password hashes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trading_core.testing.contracts.making import Make, opened

if TYPE_CHECKING:
    from trading_core.ports.passwords import PasswordHasher

PASSWORDS = ("correct horse", "Correct horse", "correct horse ", "密碼密碼密碼", "p" * 128, "a$b$c\\'\"")
NO_HASHES = ("", "nonsense", "$", "$argon2id$", "quick$x$y$z", "密碼", "x" * 500)


def passwords_contract(make: Make[PasswordHasher], *, weaker: Make[PasswordHasher] | None = None) -> type:
    """Give the tests of ``PasswordHasher``; ``weaker`` makes one of older, weaker settings."""

    class PasswordsContract:
        """What a hasher promises."""

        def test_a_password_opens_its_own_hash_alone(self) -> None:
            """A right password comes in; one that is off by a capital or a blank does not."""
            with opened(make) as hasher:
                for password in PASSWORDS:
                    hashed = hasher.hash(password)
                    assert [password] == [one for one in PASSWORDS if hasher.verify(one, hashed)]

        def test_equal_passwords_have_different_hashes(self) -> None:
            """Who steals the table cannot see who shares a password, nor look hashes up in a list."""
            with opened(make) as hasher:
                first, second = hasher.hash("same"), hasher.hash("same")

                assert first != second
                assert hasher.verify("same", first)
                assert hasher.verify("same", second)

        def test_a_hash_does_not_tell_its_password(self) -> None:
            """A hash is printable ASCII, so any column can keep it, and its password is not in it."""
            with opened(make) as hasher:
                hashed = hasher.hash("correct horse")

                assert hashed.isascii()
                assert hashed.isprintable()
                assert "correct horse" not in hashed

        def test_what_is_no_hash_opens_nothing(self) -> None:
            """A damaged row is a wrong password and not an error."""
            with opened(make) as hasher:
                damaged = hasher.hash("same")[:-1]

                assert [] == [found for found in (*NO_HASHES, damaged) if hasher.verify("same", found)]

        def test_a_fresh_hash_needs_no_rehash(self) -> None:
            """Logins do not hash again for nothing, and what is no hash is to be replaced."""
            with opened(make) as hasher:
                assert not hasher.needs_rehash(hasher.hash("same"))
                assert hasher.needs_rehash("nonsense")

    if weaker is None:
        return PasswordsContract
    make_weaker = weaker

    class GrowingPasswordsContract(PasswordsContract):
        """What a hasher promises about hashes of older settings."""

        def test_a_weaker_hash_is_to_be_made_anew(self) -> None:
            """Stronger settings reach old users at their next login, for which the old hash still holds."""
            with opened(make_weaker) as older, opened(make) as hasher:
                hashed = older.hash("same")

                assert hasher.verify("same", hashed)
                assert hasher.needs_rehash(hashed)

    return GrowingPasswordsContract
