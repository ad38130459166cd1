"""The beginning of a server process."""

from __future__ import annotations

import gc
from typing import Final

from entrypoints.loading import loading
from entrypoints.orphans import end_with_parent

ALLOCATIONS: Final = 20_000


def begin() -> object:
    """Be a server process: make the application, and end when the parent does."""
    end_with_parent()

    # which takes a while where it has not been loaded before, and this module therefore loads nothing of it
    with loading():
        from entrypoints.http.main import make

    application = make()
    # What is there now stays to the end. Looking through all of it for garbage, again and again, halts every request.
    gc.collect()
    gc.freeze()
    # what a batch makes lives until it is answered: looking for garbage sooner finds none
    gc.set_threshold(ALLOCATIONS)
    return application
