"""
Nothing of this process leaves this machine.

Python imports this file by its name when it starts with this folder on its path, as every service of the tests does.
"""

from __future__ import annotations

import runpy
from pathlib import Path

runpy.run_path(str(Path(__file__).parents[2] / "outside.py"))["stay_here"]()
