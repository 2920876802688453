"""Defaults < articast.toml < front matter < arguments."""
