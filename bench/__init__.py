"""Measurements of the whole program: `python -m bench` runs all, `python -m bench.article` one of them."""
