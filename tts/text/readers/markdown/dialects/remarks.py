"""Remarks of authors to themselves, and marks of places that links lead to: Obsidian, Logseq, MyST."""

from __future__ import annotations

import re

from tts.regex import regex
from tts.text.readers.markdown.dialects.protected import ProtectedText
from tts.text.readers.markdown.dialects.replace import Replacement

_REMARK_BLOCK = regex(r"^[ \t>]*%%(?!%)(?>(?:[^%]|%(?!%))*)%%[ \t]*$", re.MULTILINE, needs="%%")
_REMARK = regex(r"(?<![\w%])%%(?!%)(?>(?:[^%\n]|%(?!%)|\n(?![ \t]*\n))*)%%(?!%)", needs="%%")
_PLACE = regex(r"(?:^|(?<=\S)[ \t]+)\^(?=[A-Za-z\d-]*[A-Za-z])[A-Za-z\d][A-Za-z\d-]+[ \t]*$", re.MULTILINE, needs="^")
_TARGET = regex(r"^[ \t]*\(\w[\w.:+ -]*\)=[ \t]*$\n?", re.MULTILINE, needs=")=")
_FIELD = regex(
    r"^(?P<before>[ \t>]*(?:[-*+][ \t]+)?)(?P<name>[^\W\d][\w -]{0,40}):: ?(?P<value>(?<= )\S[^\n]*|)$",
    re.MULTILINE,
    needs="::",
)
_FIELD_IN_LINE = regex(
    r"\[(?P<shown>[^\W\d][\w -]{0,40}):: (?P<value>[^\[\]\n]+)\](?!\()"
    r"|\((?P<name>[^\W\d][\w -]{0,40}):: (?P<only>[^()\n]+)\)",
    needs=":: ",
)
_UNHEARD_FIELDS = ("id", "collapsed", "logseq", "ls-type", "hl-page", "hl-color", "background-color", "heading")
_BLOCK = regex(r"!?\(\((?:[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|(?=[\w-]{1,8}[\dA-Z_-])[\w-]{9})\)\)", needs="((")


def replace_remarks(text: ProtectedText) -> None:
    """Skip remarks, and remove marks of places."""
    text.replace(_TARGET, lambda _: Replacement())
    text.replace(_REMARK_BLOCK, _skip_remark)
    text.replace(_REMARK, _skip_remark)
    text.replace(_PLACE, lambda _: Replacement())
    text.replace(_BLOCK, lambda _: Replacement(reason="embedded note"))
    text.replace(_FIELD, _replace_field)
    text.replace(_FIELD_IN_LINE, _replace_field_in_line)


def _skip_remark(_: re.Match[str]) -> Replacement:
    """Skip a remark as a comment."""
    return Replacement(reason="comment")


def _replace_field(mark: re.Match[str]) -> Replacement | None:
    """Read a property of Dataview or Logseq, `key:: value`, as it is shown; those for the program are removed."""
    if mark["name"].lower() in _UNHEARD_FIELDS:
        return Replacement(text=mark["before"] if mark["before"].strip(" \t>") else "")
    return Replacement(text=f"{mark['before']}{mark['name']}: {mark['value']}") if mark["value"] else None


def _replace_field_in_line(mark: re.Match[str]) -> Replacement:
    """Read a property in a sentence: brackets show its name, parentheses only its value."""
    return Replacement(text=f"{mark['shown']}: {mark['value']}" if mark["shown"] else mark["only"])
