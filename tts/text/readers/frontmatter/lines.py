"""LINES -> FIELDS: `Title: Bees` without fences, as in Pelican, MultiMarkdown, mails and Notion; `% Bees` of pandoc."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import field
from typing import Any

from tts.noun import record
from tts.regex import regex
from tts.text.readers.frontmatter.dates import parse_field
from tts.text.readers.frontmatter.names import AUTHORS, CHANGED, CREATED, KNOWN, MAIL_HEADERS, PUBLISHED, normalize_name

_FIELD = regex(
    r"(?P<bullet>[-*+•][ \t]|\.\.[ ]|:)?[ \t]*(?P<open>[*_]{1,3})?(?P<name>[^\W\d_][\w ./’'()-]{0,40}?)"
    r"(?P<inner>[*_]{1,3})?[ ]?::?(?P<outer>[*_]{1,3})?(?P<gap>[ \t]*)(?P<value>.*)$"
)
_RENAMED_IN_MAILS = {"subject": "title", "from": "author", "sent": "date"}
_DATES = frozenset((*PUBLISHED, *CREATED, *CHANGED, "sent"))
_WORDS = frozenset(("slug", "permalink", "layout", "draft", "published", "save_as", "url"))
_BULLETS = frozenset(bullet + space for bullet in "-*+•" for space in " \t")
_CLOSING = ("---", "...", "+++", ";;;", "___")
_SENTENCE_END = regex(r"\S+(?:\s+\S+){3,}[.!?…][\"”’)]*$")
_HEADING = regex(r"#{1,2}[ \t]+\S")
_UNDERLINE = regex(r"(?:=+|-+)[ \t]*$")
_PERCENT = regex(r"%(?:[ \t]+(?P<text>\S.*)|[ \t]*)$")
_MAX_NAMES = 12  # words in a field of authors
_MAX_TITLE = 300  # characters
_MAX_PROPERTY = 120  # characters of a property with an unknown name
_MAX_LINES = 200


@record
class Run:
    """Lines of fields without fences, from `begin` to `end`."""

    begin: int
    end: int
    fields: dict[str, Any] = field(default_factory=dict)


def find_lines(lines: Sequence[str], begin: int) -> Run | None:
    """Return the fields in the lines from `begin` on, None if they may be text.

    All their names are known ones, or two at least are surely fields; "Warning: do not touch" is text.
    """
    run = _read_run(lines, begin, is_list=False)
    if run is None:
        return None
    if run.end < len(lines) and lines[run.end].strip() in _CLOSING:
        run.end += 1
    return run


def find_properties(lines: Sequence[str], begin: int, *, is_markdown: bool) -> Run | None:
    """Return the fields below the heading in the line `begin`, as Notion exports the properties of a page."""
    if begin >= len(lines):
        return None
    first, below = lines[begin], lines[begin + 1] if begin + 1 < len(lines) else ""
    if _UNDERLINE.match(below):
        begin += 1
    elif not _HEADING.match(first) and (is_markdown or len(first) > _MAX_PROPERTY or _FIELD.match(first)):
        return None
    start = next((index for index in range(begin + 1, min(begin + 4, len(lines))) if lines[index].strip()), None)
    if start is None:
        return None
    run = _read_run(lines, start, is_list=True)
    is_alone = run is not None and len(run.fields) == 1
    if run is None or (is_alone and not {normalize_name(name) for name in run.fields} <= {"author", "authors"}):
        return None
    return run


def find_percent_lines(lines: Sequence[str], begin: int) -> Run | None:
    """Return title, authors and date of a title block (Pandoc User's Guide, extension `pandoc_title_block`)."""
    values: list[str] = []
    end = begin
    for line in lines[begin : begin + _MAX_LINES]:
        if match := _PERCENT.match(line):
            values.append(match["text"] or "")
        elif values and line.strip() and line[0] in " \t":
            values[-1] = f"{values[-1]}\n{line.strip()}".strip()
        else:
            break
        end += 1
    if not 0 < len(values) <= 3 or not any(map(str.isalpha, values[0] + "".join(values[1:]))):
        return None
    names = ("title", "author", "date")
    fields = {name: value for name, value in zip(names, values, strict=False) if value}
    return Run(begin=begin, end=end, fields=fields)


def _read_run(lines: Sequence[str], begin: int, *, is_list: bool) -> Run | None:
    """Return the run of fields that begins at `begin`; its items may be those of a list if `is_list`."""
    found: list[tuple[str, str]] = []
    end = begin
    for line in lines[begin : begin + _MAX_LINES]:
        entry = _read_line(line.rstrip(), is_list=is_list)
        if entry:
            found.append(entry)
        elif found and line.strip() and (line[0] in " \t" or (not found[-1][1] and line.startswith("- "))):
            name, value = found[-1]
            found[-1] = (name, f"{value}\n{line.strip().removeprefix('- ')}".strip())
        else:
            break
        end += 1
    found = _translate_mail_headers(found)
    names = {normalize_name(name) for name, _ in found}
    sure = sum(_is_sure(normalize_name(name), value) for name, value in found)
    others = [(name, value) for name, value in found if normalize_name(name) not in KNOWN]
    is_plain = all(len(name.split()) <= 3 and len(value) <= _MAX_PROPERTY for name, value in others)
    if not sure or (others and (sure < 2 or not is_plain)):
        return None
    if "subject" in names and "title" not in names:
        found = [(_RENAMED_IN_MAILS.get(normalize_name(name), name), _decode(value)) for name, value in found]
    fields: dict[str, Any] = {}
    for name, value in found:
        fields.setdefault(name, value)
    return Run(begin=begin, end=end, fields=fields)


def _translate_mail_headers(found: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return fields with the English names of headers if they are those of a mail: subject, and from, to or date."""
    headers = {MAIL_HEADERS.get(normalize_name(name)) for name, _ in found}
    if "subject" not in headers or headers.isdisjoint(("from", "to", "date")):
        return found
    return [(MAIL_HEADERS.get(normalize_name(name), name), value) for name, value in found]


def _read_line(line: str, *, is_list: bool) -> tuple[str, str] | None:
    """Return name and value of a line, None if it is not `Name: value`, in bold or not."""
    match = _FIELD.match(line)
    if not match or match["value"].startswith("//") or (match["bullet"] in _BULLETS and not is_list):
        return None
    name, value = match["name"].strip(), match["value"].strip()
    if value and not match["gap"] and normalize_name(name) not in KNOWN:
        return None
    if match["open"] and not (match["inner"] or match["outer"]):
        value = value.removesuffix(match["open"])
    return name, re.sub(r"(?:\\|<br\s*/?>)$", "", value).strip()


def _is_sure(name: str, value: str) -> bool:
    """Return whether the field `name` with this value cannot be the beginning of a sentence."""
    if name in ("title", "subject"):
        return 0 < len(value) <= _MAX_TITLE
    if name in _DATES and parse_field(value):
        return True
    if name in AUTHORS:
        return 0 < len(value.split()) <= _MAX_NAMES and not _SENTENCE_END.search(value)
    return name in _WORDS and len(value.split()) == 1


def _decode(value: str) -> str:
    """Return the text of a mail's header, which may be encoded (RFC 2047)."""
    if "=?" not in value:
        return value
    from email.errors import HeaderParseError  # modules that take a while to load, and few texts need them
    from email.header import decode_header, make_header

    try:
        return str(make_header(decode_header(value)))
    except (HeaderParseError, LookupError, ValueError):
        return value


def list_lines(lines: Sequence[str], run: Run) -> Iterator[tuple[int, str]]:
    """Yield number (from 1) and text of each line of `run` that has words."""
    for index in range(run.begin, run.end):
        if any(map(str.isalnum, lines[index])):
            yield index + 1, " ".join(lines[index].split())
