"""A Chromium without a window: the machine's own, or the one that `make test` has unpacked."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, sync_playwright

ROOT: Final = Path(__file__).resolve().parents[4]
CARRIED: Final = ROOT / "build/chromium"
NAMES: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Nothing but what the pages ask for: no updates, no field trials, no first-run questions.
QUIET: Final = [
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


class NoChromium(Exception):
    """There is none; the message says what to do."""


@contextmanager
def running_chromium() -> Iterator[Browser]:
    """Run one for as long as the context lasts."""
    own = next((found for name in NAMES if (found := shutil.which(name))), None)
    environment: dict[str, str | float | bool] = dict(os.environ)
    if own is None:
        if not (CARRIED / "chromium").exists():
            raise NoChromium(
                "No Chromium is here: run `make chromium`, or install it (apt-get install chromium)."
            )
        environment |= {
            "LD_LIBRARY_PATH": str(CARRIED / "al2023/lib"),
            "FONTCONFIG_PATH": str(CARRIED / "fonts"),
        }
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=own or CARRIED / "chromium", args=QUIET, env=environment
        )
        yield browser
        browser.close()
