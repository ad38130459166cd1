"""What root does for a server that refuses to run as root."""

from __future__ import annotations

import os
import pwd
import shutil
import stat
import tempfile
from pathlib import Path
from typing import Final

from tests.servers.server import ServerFailed

CANDIDATES: Final = ("postgres", "nobody")


def somebody_else() -> pwd.struct_passwd:
    """Find a user who owns nothing of value."""
    for name in CANDIDATES:
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise ServerFailed(f"PostgreSQL does not run as root: make one of the users {', '.join(CANDIDATES)}.")


def reachable(folder: Path, person: pwd.struct_passwd) -> None:
    """
    Let somebody walk through the folders above a folder, without seeing what else is in them.

    Only folders for temporary things are opened: it is not for a test to change who may enter a home.
    """
    temporary = Path(tempfile.gettempdir()).resolve()
    for above in folder.parents:
        if may_enter(above, person):
            continue
        if temporary not in above.parents:
            raise ServerFailed(
                f"PostgreSQL does not run as root, and {person.pw_name} cannot enter {above}: "
                f"take a folder below {temporary}, or run `chmod o+x {above}`."
            )
        above.chmod(above.stat().st_mode | stat.S_IXOTH)


def at_home(programs: Path, folder: Path, person: pwd.struct_passwd) -> Path:
    """
    Say where somebody can run programs: where they are, or else in a copy, since they work wherever they lie.

    A wheel keeps the libraries of its programs in a folder beside its package, and they are looked for there.
    """
    if all(may_enter(above, person) for above in (programs, *programs.parents)):
        return programs
    package = programs.parents[1]
    libraries = package.with_name(f"{package.name}.libs")
    copy = folder / "programs" / package.name / programs.parent.name
    shutil.copytree(programs.parent, copy)
    if libraries.exists():
        shutil.copytree(libraries, folder / "programs" / libraries.name)
    return copy / programs.name


def may_enter(folder: Path, person: pwd.struct_passwd) -> bool:
    """Whether somebody may walk through a folder, by its owner's, its group's or everybody's right."""
    status = os.stat(folder)  # noqa: PTH116 - reads better beside the rights
    if status.st_uid == person.pw_uid:
        return bool(status.st_mode & stat.S_IXUSR)
    if status.st_gid == person.pw_gid:
        return bool(status.st_mode & stat.S_IXGRP)
    return bool(status.st_mode & stat.S_IXOTH)
