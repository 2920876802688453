"""Marks of Pandoc: notes in the line, raised and lowered text, verse, numbered examples, raw text."""

from __future__ import annotations

import re

from tts.regex import regex
from tts.text.readers.markdown.dialects.protected import TOKEN, ProtectedText
from tts.text.readers.markdown.dialects.replace import Replacement

_NESTED = r"[^\[\]]*+(?>(?:\[[^\[\]]*+\][^\[\]]*+)*)"
_NOTE = regex(rf"(?<!\^)\^\[(?P<words>{_NESTED})\](?![+*?{{(])", needs="^[")
_CHARACTERS = regex(r"(?:\w-\w)+\S{0,3}")
_RAISED = regex(r"(?<=[\w)\]”’.,!?\ufddb])\^(?P<words>[-+−]?\w{1,40}[-+−]?)\^(?![\w^])", needs="^")
_LOWERED = regex(r"(?<=[\w)\]])~(?P<words>[-+−]?\w{1,40}[-+−]?)~(?!~)", needs="~")
_VERSE = regex(r"(?:^(?P<quote>(?:[ \t]{0,3}>)*[ \t]{0,3})\|(?:[ \t][^\n|]*+)?(?:\n|\Z)){2,}", re.MULTILINE, needs="|")
_VERSE_BEGIN = regex(r"(?P<before>[ \t>]*)\|[ \t]*(?P<words>.*)")
_EXAMPLE = regex(r"^(?P<before>[ \t]{0,3})\(@(?P<label>[\w-]*)\)(?=[ \t]+\S)", re.MULTILINE, needs="(@")
_EXAMPLE_MENTIONED = regex(r"\(@(?P<label>[\w-]+)\)", needs="(@")
_NUMBERED = regex(r"^(?P<before>[ \t]*)#\.(?=[ \t]+\S)", re.MULTILINE, needs="#.")
_NAME_OF_TEX = regex(r"\\(?P<name>(?:La|Xe|Xe(?=La)|Lua|pdf)*TeX|ConTeXt)(?:\{\}|(?![A-Za-z]))", needs="TeX")
_WORDS_OF_TEX = regex(r"\\(?:emph|text(?:bf|it|rm|sc|sf|sl|tt)|underline)\{(?P<words>[^{}\\]{1,400})\}", needs="\\")
_RAW = regex(rf"(?P<code>{TOKEN})\{{=(?P<format>\w+)\}}", needs="{=")


def replace_pandoc_marks(text: ProtectedText) -> None:
    """Replace the marks of Pandoc in running text by Markdown and HTML that mean the same."""
    text.replace(_RAW, lambda mark: _replace_raw(mark, text))
    text.replace(_NAME_OF_TEX, lambda mark: Replacement(text=mark["name"]))
    text.replace(_WORDS_OF_TEX, lambda mark: Replacement(text=mark["words"]))
    _replace_examples(text)
    text.replace(_NUMBERED, lambda mark: Replacement(text=f"{mark['before']}1."))
    text.replace(_VERSE, _replace_verse)
    text.replace(_RAISED, lambda mark: Replacement(text=f"<sup>{mark['words']}</sup>"))
    text.replace(_LOWERED, lambda mark: Replacement(text=f"<sub>{mark['words']}</sub>"))
    _move_notes(text)


def _replace_raw(mark: re.Match[str], text: ProtectedText) -> Replacement | None:
    """Keep raw HTML, and skip text that is only for another format."""
    raw = text.restore(mark["code"])
    if not raw.startswith("`"):
        return None
    raw = raw.strip("`")
    if mark["format"].startswith("html"):
        return Replacement(text=text.keep(raw.strip()))
    return Replacement(reason="for another format", skipped=raw)


def _replace_examples(text: ProtectedText) -> None:
    """Number the items `(@)` and `(@label)` throughout the text, and say these numbers where a label is mentioned."""
    numbers: dict[str, int] = {}
    count = 0

    def number(mark: re.Match[str]) -> Replacement:
        """Return the next number, and remember it by the label of the example."""
        nonlocal count
        count += 1
        if mark["label"]:
            numbers.setdefault(mark["label"], count)
        return Replacement(text=f"{mark['before']}{count}.")

    def mention(mark: re.Match[str]) -> Replacement | None:
        """Return the number of the example that is mentioned, None if no example has this label."""
        known = numbers.get(mark["label"])
        return Replacement(text=f"({known})") if known else None

    text.replace(_EXAMPLE, number)
    if numbers:
        text.replace(_EXAMPLE_MENTIONED, mention)


def _replace_verse(mark: re.Match[str]) -> Replacement | None:
    """Break the lines of verse where the source does; a line without words is a blank line."""
    before = mark.string[max(mark.start() - 200, 0) : max(mark.start() - 1, 0)].rpartition("\n")[2]
    after = mark.string[mark.end() : mark.end() + 8]
    if "|" in before or after.lstrip(" \t>").startswith("|"):
        return None  # a table
    lines = [line for line in map(_VERSE_BEGIN.match, mark[0].splitlines()) if line]
    broken = []
    for line, following in zip(lines, [*lines[1:], None], strict=True):
        has_break = line["words"].strip() and following and following["words"].strip()
        broken.append(f"{line['before']}{line['words'].rstrip()}" + ("<br>" if has_break else ""))
    return Replacement(text="\n".join(broken) + "\n")


def _move_notes(text: ProtectedText) -> None:
    """Make a footnote of each note in the line, `^[words]`."""
    notes: list[str] = []

    def move(mark: re.Match[str]) -> Replacement | None:
        """Return the mark of a note, and collect its words; None if the brackets hold no words."""
        words = " ".join(mark["words"].split())
        if (
            not words
            or _CHARACTERS.fullmatch(words)
            or (
                re.fullmatch(r"\S+", words)
                and re.match(r"[\s(/\"'|]|$", mark.string[max(mark.start() - 1, 0) : mark.start()])
            )
        ):
            return None  # a class of characters in a regular expression
        if words.isdecimal():
            return Replacement(text=f"[{words}]")
        notes.append(words)
        return Replacement(text=f"[^note-in-line-{len(notes)}]")

    text.replace(_NOTE, move)
    if notes:
        text.append("\n\n".join(f"[^note-in-line-{number}]: {words}" for number, words in enumerate(notes, 1)))
