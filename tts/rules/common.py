"""Rules for every language."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from tts.rules.rule import Passage, rule


@rule(r"(?:https?|ftp)://[^\s<>]+?(?=[)>\]”\"'.,;:!?…]*(?:\s|$))")
def address(match: re.Match[str], passage: Passage) -> str | None:
    """Of a raw web address its site is said: `https://www.example.org/a/b?c=1` is `example.org`."""
    try:
        site = (urlsplit(match[0]).hostname or "").removeprefix("www.")
    except ValueError:
        return None
    return site if any(map(str.isalnum, site)) else None


@rule(r"(?<=\s)/(?=\s)|^/(?=\s)|(?<=\s)/$")
def slash(match: re.Match[str], passage: Passage) -> str:
    """A slash between spaces, as between an agency and a photographer, is a short stop."""
    return ","


RULES = (address, slash)
