"""How thoroughly the property tests look: HYPOTHESIS_PROFILE is dev, ci (unless said otherwise) or nightly."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, settings

from tests.memory import remember
from tests.outside import stay_here

stay_here()
remember()

for name, examples in {"dev": 50, "ci": 100, "nightly": 5_000}.items():
    settings.register_profile(name, max_examples=examples, deadline=None, derandomize=False, print_blob=True)

# For mutation testing: the same examples every time, so that a change is noticed or not by the tests and not by luck.
# The suite runs several times in one process there, which looks unhealthy and is meant.
settings.register_profile(
    "mutants",
    max_examples=50,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)

chosen = os.environ.get("HYPOTHESIS_PROFILE", "ci")
settings.load_profile(chosen)
if chosen == "nightly":
    # Who asks for thousands of examples has the time for them.
    os.environ.setdefault("PYTEST_TIMEOUT", "0")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """
    Count as covered what examples reach: what chance has reached once, it may miss the next time.

    So properties run untraced, twice as fast, and so do tests of running servers and of bugs that were planted. Properties
    of the tools for tests are counted, for what these tools make is made by chance.
    """
    for item in items:
        by_chance = getattr(getattr(item, "obj", None), "is_hypothesis_test", False)
        planted = "quick_properties" in getattr(item, "fixturenames", ())
        aside = "integration" in item.path.parts or (by_chance and "testing" not in item.path.parts)
        if aside or planted:
            item.add_marker("no_cover")
