"""
The service's own document, held against the service by requests that follow from it and by ones that break it.

FUZZ_CASES asks for at least so many cases of each kind of caller on each deployment, and FUZZ_SEED for others.
"""

from __future__ import annotations

import logging
import os
import re
import subprocess
import sys
from itertools import count
from pathlib import Path

import pytest

from tests.integration.http.fuzzing.hooks import TOKEN
from tests.integration.http.people import Door
from tests.integration.http.stored import differences_in
from tests.servers.service import OPERATOR, ServiceServer

HERE = Path(__file__).parent
ROOT = HERE.parents[3]
HOOKS = "tests.integration.http.fuzzing.hooks"
PATHS = [text for text in [os.environ.get("PYTHONPATH")] if text]
CASES = int(os.environ.get("FUZZ_CASES", "0"))
FEWEST = 150
SEED = int(os.environ.get("FUZZ_SEED", "1"))
PHASES = "examples,fuzzing,stateful"
EACH = "2"
ALL_PHASES = "examples,coverage,fuzzing,stateful"
EACH_OF_MANY = "30"
# The service is the module's own: some turn the kill switch just to see what happens.
BESIDE = 1
CHOSEN = {"IMPORT_TOKENS": TOKEN}

log = logging.getLogger(__name__)


def fuzz(service: ServiceServer, *, operating: bool, seed: int) -> int:
    """Let a user or an operator try everything that the document says, and return how many cases that were."""
    with Door(service.url) as door:
        person = door.log_in(*OPERATOR) if operating else door.newcomer()
    done = subprocess.run(
        [
            *(sys.executable, "-m", "schemathesis.cli", "--config-file", str(HERE / "schemathesis.toml")),
            *("run", f"{service.url}/schema/openapi.json", "--checks", "all", "--warnings", "off"),
            *("--seed", str(seed), "--header", f"Authorization: {person.credential['Authorization']}"),
            *("--phases", ALL_PHASES if CASES else PHASES),
            *("--max-examples", EACH_OF_MANY if CASES else EACH),
        ],
        env=os.environ | {"SCHEMATHESIS_HOOKS": HOOKS, "PYTHONPATH": os.pathsep.join((str(ROOT), *PATHS))},
        capture_output=True,
        check=False,
        cwd=service.folder,  # what the tool remembers stays there
        text=True,
    )
    assert 0 == done.returncode, done.stdout[-20_000:] + done.stderr[-2_000:]
    found = re.search(r"(\d+) generated", done.stdout)
    assert found is not None, done.stdout
    return int(found[1])


@pytest.mark.parametrize("operating", [False, True], ids=["a user", "an operator"])
def test_the_service_does_what_its_document_says(own_service: ServiceServer, *, operating: bool) -> None:
    """No failure and nothing undocumented; what is right is taken, what is wrong is refused, and the books verify."""
    done, seeds = 0, count(SEED)
    while done < max(CASES, 1):
        done += fuzz(own_service, operating=operating, seed=next(seeds))
    log.info("%d cases for an operator: %s, seeds from %d on", done, operating, SEED)

    assert done >= FEWEST
    assert () == differences_in(own_service)
