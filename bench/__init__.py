"""Measurements of the whole program: `python -m bench` runs all, `python -m bench.article` one of them."""

from __future__ import annotations

import os

os.environ["ARTICAST_CACHE"] = ""  # each round speaks; bench.cache has a cache of its own
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # modules are compiled once, as where they are installed
