"""MARKDOWN of converters from WordPress and from HTML -> MARKDOWN: escaped tags, and emphasis with a space inside."""

from __future__ import annotations

import re

from tts.text.readers.markdown.replace import Replacement

_NAMES = (
    "audio|caption|code|embed|gallery|gist|googlemaps|playlist|slideshare|sourcecode|soundcloud|tweet|twitter|video|"
    "vimeo|wp_caption|wpvideo|youtube"
)
_VALUE = r"[\w-]+\s*=\s*(?:[\"“”″][^\"“”″\n]*[\"“”″]|'[^'\n]*')"
ESCAPED_TAG = re.compile(
    rf"\\\[(?P<inside>(?:{_NAMES})\b(?:[^\[\]\n\\]|\\[_*&~`])*|[a-z][\w-]*(?:\\_[\w-]+)*(?:\s+{_VALUE})+\s*"
    r"|/[a-z][\w-]*(?:\\_[\w-]+)*)\\?\]",
    re.IGNORECASE,
)
r"""A tag of WordPress that a converter has escaped as text: `\[caption id="attachment\_12"\]`."""

SPACED_EMPHASIS = re.compile(
    r"(?P<whole>\*\*(?=[^\s*])[^*\n]*(?<=[^\s*\\])\*\*)"
    r"|(?<![\w*\\])\*\*(?=[^\s*])(?P<words>[^*\n]*[^\s*\\])(?P<space>[ \t\u00a0]+)\*\*(?=[^\W_]|[ \t]*(?:[|<]|$))",
    re.MULTILINE,
)
"""Strong words whose mark ends behind the space, which then marks nothing: `**Note: **read on`."""

_ESCAPE = re.compile(r"\\([_*&~`\[\]])")


def restore_tag(tag: re.Match[str]) -> Replacement:
    """Return a tag of WordPress as its author wrote it."""
    inside = _ESCAPE.sub(r"\1", tag["inside"])
    return Replacement(text=f"[{inside}]")


def close_emphasis(found: re.Match[str]) -> Replacement:
    """Return strong words with the space behind their mark."""
    return Replacement(text=found["whole"] or f"**{found['words']}**{found['space']}")
