"""MARKDOWN of converters from WordPress and from HTML -> MARKDOWN: escaped tags, torn links, spaces in emphasis."""

from __future__ import annotations

import re

from tts.regex import regex
from tts.text.readers.markdown.dialects.replace import Cleaned, Replacement, replace_marks

_NAMES = (
    "audio|caption|code|embed|gallery|gist|googlemaps|playlist|slideshare|sourcecode|soundcloud|tweet|twitter|video|"
    "vimeo|wp_caption|wpvideo|youtube"
)
_VALUE = r"[\w-]+\s*=\s*(?:[\"“”″][^\"“”″\n]*[\"“”″]|'[^'\n]*')"
ESCAPED_TAG = regex(
    rf"\\\[(?P<inside>(?:{_NAMES})\b(?:[^\[\]\n\\]|\\[_*&~`])*|[a-z][\w-]*(?:\\_[\w-]+)*(?:\s+{_VALUE})+\s*"
    r"|/[a-z][\w-]*(?:\\_[\w-]+)*)\\?\]",
    re.IGNORECASE,
    needs="\\[",
)
r"""A tag of WordPress that a converter has escaped as text: `\[caption id="attachment\_12"\]`."""

SPACED_EMPHASIS = regex(
    r"(?P<whole>\*\*(?=[^\s*])[^*\n]*(?<=[^\s*\\])\*\*)"
    r"|(?<![\w*\\])\*\*(?=[^\s*])(?P<words>[^*\n]*[^\s*\\])(?P<space>[ \t\u00a0]+)\*\*(?=[^\W_]|[ \t]*(?:[|<]|$))",
    re.MULTILINE,
    needs="**",
)
"""Strong words whose mark ends behind the space, which then marks nothing: `**Note: **read on`."""

_TORN = r"[^\s()\"<>]+"
TORN_LINK = regex(
    rf"\[(?P<last>[^\[\]\n]+)\]\((?P<first_address>{_TORN})\">(?P<first>[^<>\n]+)</a>(?P<between>[^<>\n]*)"
    rf"<a\s+href=\"(?P<last_address>{_TORN})\)"
    rf"|\]\((?P<address>{_TORN})\"(?:[ \t]+[\w-]+=\"[^\"()\n]*\")*(?:[ \t]+[\w-]+=\"[^\"()\n]*)\)",
    needs="](",
)
"""A link whose address holds the rest of a tag: `[bees](https://example.org" rel="noopener" target=")`."""

QUOTED = regex(r"\{\"(?P<words>(?:[^\"{}\n]|\n(?![ \t]*\n))*)\"\}", needs='{"')
"""Words that a tag for pulled quotes of Octopress repeats, or a text in an expression of JSX."""

CENTERED_CAPTION = regex(
    r"(?P<image>!\[[^\[\]\n]*\]\([^()\n]*\)|<img\b[^<>]*>)\s*<center>\s*<(?P<tag>i|em|small)>"
    r"(?P<words>(?:(?!</?(?:i|em|small|center)\b|\n\s*\n)[\s\S])+)</(?P=tag)>\s*</center>",
    re.IGNORECASE,
    needs="<",
)
"""Words in italics that are set below an image."""

COLUMN = regex(r"^[ \t]*<-{2,}>[ \t]*$", re.MULTILINE, needs="<--")
"""The border between columns in the theme Book of Hugo."""

_ITEM = regex(r"^[ \t]*\[\*\][ \t]*(?=\S)", re.MULTILINE)

_ESCAPE = regex(r"\\([_*&~`\[\]])")


def restore_tag(tag: re.Match[str]) -> Replacement:
    """Return a tag of WordPress as its author wrote it."""
    inside = _ESCAPE.sub(r"\1", tag["inside"])
    return Replacement(text=f"[{inside}]")


def close_emphasis(found: re.Match[str]) -> Replacement:
    """Return strong words with the space behind their mark."""
    return Replacement(text=found["whole"] or f"**{found['words']}**{found['space']}")


def mend_link(link: re.Match[str]) -> Replacement:
    """Return a link with its address alone, or the two links of which one was made."""
    if link["address"]:
        return Replacement(text=f"]({link['address']})")
    first, last = f"[{link['first']}]({link['first_address']})", f"[{link['last']}]({link['last_address']})"
    return Replacement(text=f"{first}{link['between']}{last}")


def open_quoted(quoted: re.Match[str]) -> Replacement:
    """Return the words without their marks, which stay in the text."""
    return Replacement(text=quoted["words"].strip(" ") or " ")


def join_caption(found: re.Match[str]) -> Replacement:
    """Return an image with its caption."""
    return Replacement(text=f'{found["image"]}\n\n<p class="caption">{found["words"]}</p>\n\n')


def replace_items(text: str) -> Cleaned:
    """Replace the marks of items, `[*]`, in a text with a list of a forum; elsewhere they are text."""
    if "[*]" not in text or not re.search(r"\[/(?:list|[uo]l)\]", text):
        return Cleaned(text=text)
    return replace_marks(text, _ITEM, lambda _: Replacement(text="- "))


def end_column(column: re.Match[str]) -> Replacement:
    """Return the border between paragraphs."""
    del column
    return Replacement(text="\n")
