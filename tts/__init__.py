"""Articast: written articles become accessible, chaptered audio editions."""

__version__ = "0.1.0"
