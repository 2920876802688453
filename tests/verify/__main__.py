"""`python -m tests.verify`: damage packages at random, and list what `verify` does not find."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))  # as pytest does, for the modules that tests share
sys.path.insert(0, str(Path(__file__).parent))

from campaign import main

if __name__ == "__main__":
    sys.exit(main())
