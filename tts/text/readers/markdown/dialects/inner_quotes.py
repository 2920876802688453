"""MARKDOWN with quotes within the quotes of attributes, `<img alt="A "big" bee">` -> MARKDOWN with whole attributes."""

from __future__ import annotations

import re
from html import escape

from tts.regex import regex
from tts.text.readers.markdown.dialects.calls import parse_call
from tts.text.readers.markdown.dialects.replace import Replacement

_VALUE = r"\"[^\"]*+\"|'[^']*+'|\{[^{}]*+\}|[^\s\"'=<>`{}]++"
PICTURE = regex(
    rf"<(?P<name>img|image|figure|picture)(?!(?>(?:\s++[\w:@.-]++(?>(?:\s*+=\s*+(?:{_VALUE}))?))*)\s*+/?>)"
    r"(?P<attributes>[ \t][^<>\n{}]{1,4000}+)(?<=[\"'/ \t])>",
    re.IGNORECASE,
    needs="<",
)
"""The tag of a picture with attributes that do not end where their first quotes end."""


def mend_picture(tag: re.Match[str]) -> Replacement:
    """Return the tag with the quotes in its attributes as entities."""
    written = tag["attributes"].rstrip()
    attributes = parse_call(f"{tag['name']} {written.removesuffix('/')}").named
    if not attributes:
        return Replacement(text=tag[0])
    listed = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
    return Replacement(text=f"<{tag['name']}{listed}{' /' if written.endswith('/') else ''}>")
