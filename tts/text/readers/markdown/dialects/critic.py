"""Marks of changes: CriticMarkup, pymdownx.critic, and deleted paragraphs between tags on lines of their own."""

from __future__ import annotations

import re

from tts.regex import regex
from tts.text.readers.markdown.dialects.replace import Replacement


def _up_to(end: str) -> str:
    """Return the pattern of words up to `end`, in one paragraph."""
    return rf"(?:(?!{end}|\n[ \t]*\n)[\s\S]){{1,400}}?"


CHANGE = regex(
    rf"\{{--(?P<gone>{_up_to('--')})--\}}|\{{\+\+(?P<new>{_up_to('[+][+]')})\+\+\}}"
    rf"|\{{~~(?P<old>{_up_to('~[~>]')})~>(?P<by>{_up_to('~~')})~~\}}"
    rf"|\{{==(?P<marked>{_up_to('==')})==\}}|\{{>>(?P<remark>{_up_to('<<')})<<\}}",
    needs="{",
)
"""A change that an author of a draft has marked."""


def replace_change(change: re.Match[str]) -> Replacement:
    """Return deleted words as struck, inserted ones as text; a remark is skipped."""
    if change["remark"]:
        return Replacement(reason="comment", skipped=change["remark"])
    gone = change["gone"] or change["old"]
    new = change["new"] or change["by"] or change["marked"]
    struck = f"<del>{gone}</del>" if gone else ""
    return Replacement(text=struck + (f"<ins>{new}</ins>" if gone and new else new or ""))


DELETION = regex(
    r"^ {0,3}<(?P<tag>del|s|strike)\b[^<>\n]*>[ \t]*$(?P<text>(?>(?:\n(?! {0,3}</?(?:del|s|strike)\b)[^\n]*)*))"
    r"\n {0,3}</(?P=tag)>[ \t]*$",
    re.MULTILINE | re.IGNORECASE,
    needs="<",
)
"""Paragraphs between the tags of a deletion, which Python-Markdown takes for tags within a line."""


def replace_deletion(deletion: re.Match[str]) -> Replacement:
    """Return deleted paragraphs as a division that is struck out."""
    return Replacement(text=f'<div class="struck">{deletion["text"]}\n</div>')
