"""MARKDOWN with links by the labels of definitions in other files -> MARKDOWN with only their words."""

from __future__ import annotations

import re
from collections import Counter
from functools import partial

from tts.regex import regex
from tts.text.readers.markdown.dialects.replace import Cleaned, Replacement, replace_marks
from tts.text.readers.markdown.regions import find_code, matches_outside

_DEFINITION = regex(r"^[ \t>]{0,8}\[(?!\^)(?P<label>(?:[^\[\]\n\\]|\\.)+)\]:", re.MULTILINE)
_REFERENCE = regex(
    r"(?<![\w\]\[\\!])\[(?P<words>(?![\^@])(?=[^\[\]]*[^\W\d_]{2})(?:[^\[\]\n\\]|\\.|\n(?![ \t]*\n))+)\]"
    r"\[(?P<label>(?![\^@])(?:[^\[\]\n\\]|\n(?![ \t]*\n))*)\](?![\[(:])"
)
_TEMPLATE_DEFINITION = regex(
    r"^ {0,3}\[(?!\^)(?P<label>(?:[^\[\]\n\\]|\\.)+)\]:[ \t]*<?[^\s{]*\{[{%][^\n]*[%}]\}[^\n]*$",
    re.MULTILINE,
    needs="]:",
)
_ANY_REFERENCE = regex(
    r"(?<![\]\\])(?<!!)\[(?P<words>(?:[^\[\]\n\\]|\\.|\n(?![ \t]*\n))+)\](?:\[(?P<label>[^\[\]\n]*)\]|(?!:))(?![\[(])"
)
_TITLED = regex(
    r"^(?P<definition>[ \t>]{0,8}\[(?!\^)(?P<label>[^\[\]\n]+)\]:[ \t]*(?:<[^<>\n]*>|[^\s<]\S*))"
    r"[ \t]*\n?[ \t]*(?P<title>\"[^\"\n]*\"|'[^'\n]*'|\([^()\n]*\))[ \t]*$",
    re.MULTILINE,
)
_IN_ANGLES = regex(r"(?P<label>^[ \t>]{0,8}\[(?!\^)[^\[\]\n]+\]:[ \t]*)<(?P<address>[^<>\s][^<>\n]*)>", re.MULTILINE)
_IN_BRACKETS = regex(r"\[(?P<label>[^\[\]\n]{1,300})\]")
_INCLUDE = regex(
    r"\{%-?\s*(?:include|render|include_relative|include_cached)\b|\{\{#include\b|\{\{[<%]\s*(?:include|readfile|snippet)"
    r"|\{!|--8<--"
)


def replace_template_references(text: str) -> Cleaned:
    """Replace links whose address a template makes, `[hive]: {% post_url 2026-05-01-hive %}`, by their words."""
    if not _TEMPLATE_DEFINITION.search(text):
        return Cleaned(text=text)
    labels = {_fold(found["label"]) for found in matches_outside(text, _TEMPLATE_DEFINITION, find_code(text))}
    removed = replace_marks(text, _TEMPLATE_DEFINITION, lambda _: Replacement())
    replaced = replace_marks(removed.text, _ANY_REFERENCE, partial(_replace_by_words, labels=labels))
    return Cleaned(
        text=replaced.text,
        skipped=(*removed.skipped, *replaced.skipped),
        directives=(*removed.directives, *replaced.directives),
    )


def replace_undefined_references(text: str) -> Cleaned:
    """Replace links whose label this text does not define by their words; the labels are listed.

    Many sites define labels in a file that each page includes. A label is only taken for one where the text defines
    others, or includes a file; `[words][]` is nothing else anywhere.
    """
    if "][" not in text and "]\n[" not in text:
        return Cleaned(text=text)
    labels = {_fold(found["label"]) for found in matches_outside(text, _DEFINITION, find_code(text))}
    may_be_elsewhere = bool(labels) or bool(_INCLUDE.search(text))
    return replace_marks(text, _REFERENCE, partial(_replace, labels=labels, may_be_elsewhere=may_be_elsewhere))


def _replace_by_words(reference: re.Match[str], labels: set[str]) -> Replacement:
    """Return the words of a link with one of the `labels`; another is not changed."""
    if _fold(reference["label"] or reference["words"]) in labels:
        return Replacement(text=reference["words"])
    return Replacement(text=reference[0])


def _replace(reference: re.Match[str], labels: set[str], *, may_be_elsewhere: bool) -> Replacement:
    """Return the words of a link without a definition; with one, it is not changed."""
    label = reference["label"]
    if _fold(label or reference["words"]) in labels or (label and not may_be_elsewhere):
        return Replacement(text=reference[0])
    reason = "label of a link without a definition" if label else ""
    return Replacement(text=reference["words"], reason=reason, skipped=label)


def _fold(label: str) -> str:
    """Return a label as labels are compared (CommonMark 0.31, section 4.7)."""
    return " ".join(label.replace("`", "").split()).casefold()


def mend_definitions(text: str) -> Cleaned:
    """Encode spaces in addresses of definitions, and skip the titles of definitions that no link uses."""
    if "]:" not in text:
        return Cleaned(text=text)
    encoded = replace_marks(text, _IN_ANGLES, _encode)
    used = Counter(_fold(found["label"]) for found in _IN_BRACKETS.finditer(text))
    titles = replace_marks(encoded.text, _TITLED, partial(_skip_title, used=used))
    return Cleaned(text=titles.text, skipped=titles.skipped, directives=(*encoded.directives, *titles.directives))


def _encode(definition: re.Match[str]) -> Replacement:
    """Return a definition whose address has no spaces."""
    return Replacement(text=f"{definition['label']}<{definition['address'].replace(' ', '%20')}>")


def _skip_title(definition: re.Match[str], used: Counter[str]) -> Replacement:
    """Return a definition without its title if its label is nowhere else."""
    if used[_fold(definition["label"])] > 1:
        return Replacement(text=definition[0])
    title = definition["title"][1:-1]
    return Replacement(text=definition["definition"], reason="title of a link that is not used", skipped=title)
