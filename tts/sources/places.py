"""TEXT -> whether it is an address of the web."""

from __future__ import annotations


def is_address(text: str) -> bool:
    """Return whether `text` is an address of the web, and not a path."""
    return text[:8].lower().startswith(("http://", "https://"))
