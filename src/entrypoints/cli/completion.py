"""`trading completion`: let a shell complete commands and options."""

from __future__ import annotations

import sys
from typing import Annotated, Literal

from cyclopts import Parameter

Flag = Annotated[bool, Parameter(negative=(), show_default=False)]


def completion(shell: Literal["bash", "zsh", "fish"], /, *, install: Flag = False) -> int:
    """
    Print the script by which a shell completes commands and options, or put it where the shell finds it.

    Prints the script for it, or puts it where the shell finds it. For one session of bash: `source <(trading completion bash)`.

    Parameters
    ----------
    shell:
        Whose script.
    install:
        Write it below your home and let the shell load it from its next start on.
    """
    from entrypoints.cli.main import app

    if not install:
        print(app.generate_completion(shell=shell))
        return 0
    try:
        place = app.install_completion(shell=shell, add_to_startup=True)
    except OSError as wrong:
        print(f"trading: {wrong.filename} cannot be written ({wrong.strerror}).", file=sys.stderr)
        return 1
    print(f"{shell} completes trading from its next start on, by {place}.")
    return 0
