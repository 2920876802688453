"""The harness is a package of its own, so that `python -m tests.faults` runs it too."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[2]))
