"""What was chosen, looked at without asking anybody: settings, secrets, who may ask from where, folder and pages."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from tempfile import TemporaryFile
from typing import Final

from attrs import fields

from entrypoints.choices import SHORTEST_TOKEN, is_loopback
from entrypoints.cli.checkup.finding import Finding, good, warning, wrong
from entrypoints.http.pages import BUILT
from entrypoints.logs import reason_of
from entrypoints.settings import Settings, WrongSetting, read_settings, written_in

MEGABYTE: Final = 1_000_000
LITTLE_SPACE: Final = 1_000 * MEGABYTE
NO_SPACE: Final = 50 * MEGABYTE
FEW_CHARACTERS: Final = 10
SHORT_PASSWORD: Final = 10
ALIKE: Final = 0.85


def names() -> frozenset[str]:
    """Every setting, as it is called in the environment."""
    return frozenset(attribute.metadata["name"] for attribute in fields(Settings))


def read_all(environment: Mapping[str, str]) -> tuple[Settings | None, list[Finding]]:
    """Read the settings, and tell of each that cannot be used rather than of the first alone."""
    found: list[Finding] = []
    left_out: dict[str, str] = {}
    while True:
        try:
            settings = read_settings({**environment, **left_out})
        except WrongSetting as refusal:
            seen = f"{refusal.name} is {refusal.found}"
            chosen = refusal.name in names()
            mend = f"set {refusal.name} to {refusal.expected}" if chosen else f"make it {refusal.expected}"
            found.append(wrong("settings", seen, mend))
            if not chosen or refusal.name in left_out or refusal.found == "not set":
                return None, found
            left_out[refusal.name] = ""
        else:
            return (None if found else settings), found


def look_at_settings(environment: Mapping[str, str]) -> Iterator[Finding]:
    """Name what was chosen, and what was meant to be and is called otherwise."""
    known, file = names(), Path.cwd() / ".env"
    written = {name for name, text in written_in(file).items() if text}
    chosen = sorted(known & ({name for name, text in environment.items() if text.strip()} | written))
    yield good("settings", f"chosen: {', '.join(chosen)}" if chosen else "none is chosen; all are as usual")
    for name in sorted(written - known):
        for meant in get_close_matches(name, known, 1, ALIKE):
            yield warning("settings", f"{name} in {file} is no setting", f"write {meant} if that was meant")


def look_at_secrets(settings: Settings) -> Iterator[Finding]:
    """Look at what nobody is to guess; none of it is shown."""
    weak = list(_weak(settings))
    yield from weak
    if not weak:
        where = "SECRET_KEY" if settings.secret_key else "a file in the data folder"
        yield good("secrets", f"the secret of access tokens is {where}")


def _weak(settings: Settings) -> Iterator[Finding]:
    kept = settings.data_dir / "secret.key"
    if settings.secret_key is None and not settings.embedded:
        yield wrong(
            "secrets",
            "SECRET_KEY is not set, and processes on PostgreSQL share one",
            "set SECRET_KEY to 32 characters of chance or more, as `openssl rand -base64 48` prints",
        )
    elif settings.secret_key is not None and len(set(settings.secret_key)) < FEW_CHARACTERS:
        yield warning(
            "secrets",
            "SECRET_KEY is made of few different characters",
            "set it to characters of chance, as `openssl rand -base64 48` prints",
        )
    elif (
        settings.secret_key is None and kept.is_file() and kept.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO)
    ):
        yield warning("secrets", f"{kept} can be read by others", f"run `chmod 600 {kept}`")
    if any(len(token) < SHORTEST_TOKEN for token in settings.import_tokens):
        yield warning(
            "secrets",
            f"a token in IMPORT_TOKENS is shorter than {SHORTEST_TOKEN} characters",
            "replace it by a longer one",
        )
    password = settings.operator_password
    if password is not None and len(password) < SHORT_PASSWORD:
        yield warning(
            "secrets",
            f"OPERATOR_PASSWORD is shorter than {SHORT_PASSWORD} characters",
            "set a longer one, and run `trading user password` if the operator is there already",
        )


def look_at_doors(settings: Settings) -> Iterator[Finding]:
    """Look at who may ask, and by which names."""
    alone = is_loopback(settings.host)
    open_names = "*" in settings.allowed_hosts
    hosts = "any name" if open_names else ", ".join(settings.allowed_hosts)
    if open_names and not alone:
        yield warning(
            "hosts",
            f"HOST is {settings.host} and ALLOWED_HOSTS takes any name",
            "set ALLOWED_HOSTS to the names that the service is asked by",
        )
    else:
        yield good("hosts", f"listens on {settings.host}, as {hosts}")
    if "*" in settings.cors_origins:
        yield warning(
            "cors", "CORS_ORIGINS lets pages of any site ask", "name the sites whose pages are meant to ask"
        )
    else:
        yield good("cors", f"pages of {', '.join(settings.cors_origins) or 'no other site'} may ask")


def look_at_folder(settings: Settings) -> Iterator[Finding]:
    """See whether the data folder can be written to, and how much still goes into it."""
    folder = settings.data_dir
    there = next(place for place in (folder.absolute(), *folder.absolute().parents) if place.exists())
    try:
        with TemporaryFile(dir=there):
            free = shutil.disk_usage(there).free
    except OSError as failure:
        reason = os.strerror(failure.errno) if failure.errno else reason_of(failure)
        yield wrong(
            "folder",
            f"nothing can be written to {folder} ({reason})",
            "set DATA_DIR to a folder of your own, or let its owner give you the right to write",
        )
        return
    seen = f"{folder} has {free // MEGABYTE:,} MB left"
    if free < NO_SPACE:
        yield wrong("folder", seen, "make room before the books cannot be written")
    elif free < LITTLE_SPACE:
        yield warning("folder", seen, "make room soon")
    elif there != folder.absolute():
        yield good("folder", f"{folder} is not there yet and can be made, with {free // MEGABYTE:,} MB left")
    else:
        yield good("folder", seen)


def look_at_pages() -> Iterator[Finding]:
    """See whether the pages were built."""
    if (BUILT / "pages").is_dir():
        yield good("pages", "they are built")
    else:
        yield warning(
            "pages",
            "they were not built",
            "run `make pages` in the repository, or use the image, which carries them",
        )
