"""How thoroughly the property tests look: HYPOTHESIS_PROFILE is dev, ci (unless said otherwise) or nightly."""

from __future__ import annotations

import os

from hypothesis import settings

for name, examples in {"dev": 50, "ci": 200, "nightly": 5_000}.items():
    settings.register_profile(name, max_examples=examples, deadline=None, derandomize=False, print_blob=True)

settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))
