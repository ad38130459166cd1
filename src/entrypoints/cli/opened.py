"""The deployment that the settings name, opened for one command."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from entrypoints.loading import loading
from entrypoints.settings import Settings, WrongSetting

with loading():
    from entrypoints.container import Container, assemble, prepare_books


@contextmanager
def opened(settings: Settings) -> Iterator[Container]:
    """Assemble the deployment and let go of it at the end; the embedded default brings its tables up to date."""
    make_folder(settings)
    if settings.embedded:
        prepare_books(settings)
    container = assemble(settings)
    try:
        yield container
    finally:
        container.database().close()


def make_folder(settings: Settings) -> None:
    """Make the data folder."""
    try:
        settings.data_dir.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        found = f"{settings.data_dir} ({error.strerror})"
        raise WrongSetting("DATA_DIR", found, "a folder to write in") from None
