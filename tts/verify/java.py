"""How Java starts for the public validators, which run for seconds and not for hours."""

from __future__ import annotations

JAVA_OPTIONS = ("-XX:+IgnoreUnrecognizedVMOptions", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
"""Compile quickly rather than well, and collect garbage in one thread: this halves the time of a validator."""
