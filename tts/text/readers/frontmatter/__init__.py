"""TEXT -> FRONT MATTER, BODY: fields between fences, as an object of JSON, or as lines such as `Title: Bees`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field, replace
from pathlib import Path
from typing import Any

from tts.model import Skipped
from tts.noun import noun
from tts.text.readers.frontmatter.causes import explain
from tts.text.readers.frontmatter.fences import Block, find_block, find_stop
from tts.text.readers.frontmatter.lines import Run, find_lines, find_percent_lines, find_properties, list_lines
from tts.text.readers.frontmatter.names import KNOWN, has_known_name, normalize_name
from tts.text.readers.frontmatter.syntax import Parsed, parse

_REASON = "front matter"
_PLAIN_TEXT = (".txt", ".text")


@noun
class FrontMatter:
    """What a file says about its article. `body` is the text after it, which begins in line `body_line` (from 1).

    The values in `fields` are strings, or lists and tables of them, as the author wrote them; `options` are the plain
    values of the table `articast`. `skipped` are lines without fences, which a page would show.
    """

    body: str
    body_line: int = 1
    fields: Mapping[str, Any] = field(default_factory=dict)
    options: Mapping[str, Any] = field(default_factory=dict)
    skipped: tuple[Skipped, ...] = ()
    warnings: tuple[str, ...] = ()


def split_front_matter(text: str, path: Path) -> FrontMatter:
    """Return the front matter and the body of `text`, which was read from `path`.

    What does not parse is a warning with the line of the file, and is read as far as its meaning is sure.
    """
    front_matter = _split_top(text, path)
    lines = front_matter.body.split("\n")
    is_markdown = path.suffix.lower() not in _PLAIN_TEXT
    run = find_properties(lines, _skip_blank_lines(lines, 0), is_markdown=is_markdown)
    if run is None:
        return front_matter
    below = _from_run(lines, run)
    skipped = tuple(replace(line, line=(line.line or 1) + front_matter.body_line - 1) for line in below.skipped)
    return replace(
        front_matter,
        body=below.body,
        fields={**below.fields, **front_matter.fields},
        skipped=(*front_matter.skipped, *skipped),
    )


def _split_top(text: str, path: Path) -> FrontMatter:
    """Return the front matter at the beginning, whatever its form; blank lines and comments may come before it."""
    lines = text.split("\n")
    begin = _skip_blank_lines(lines, 0)
    while begin < len(lines) and lines[begin].lstrip().startswith("<!--"):
        end = next((index for index in range(begin, len(lines)) if "-->" in lines[index]), None)
        if end is None:
            break
        run = find_lines(lines[:end], _skip_blank_lines(lines, begin + 1))
        if run and run.end == end:  # Nikola keeps the fields in a comment
            return replace(_from_run(lines, replace(run, begin=begin, end=end + 1)), skipped=())
        begin = _skip_blank_lines(lines, end + 1)
    if read := _read_block(lines, begin):
        return _from_block(lines, *read, path)
    run = find_percent_lines(lines, begin) or find_lines(lines, begin)
    return _from_run(lines, run) if run else FrontMatter(body=text)


def _skip_blank_lines(lines: Sequence[str], begin: int) -> int:
    """Return the index of the first line from `begin` on that is not blank."""
    return next((index for index in range(begin, len(lines)) if lines[index].strip()), len(lines))


def _read_block(lines: Sequence[str], begin: int) -> tuple[Block, Parsed] | None:
    """Return the block of fields that begins in the line `begin`, and what it says; None if it is text."""
    block = find_block(lines, begin)
    parsed = parse(block.text, block.syntax) if block else None
    if block is None or parsed is None:
        return None
    # The closing fence may be a rule of the text, far below
    if block.has_end and (parsed.problems or _has_sentence(parsed.fields)):
        stop = find_stop(lines, block.first, block.end - 1, only_after_blank=True)
        if _skip_blank_lines(lines, stop) < block.end - 1:
            text = "\n".join(lines[block.first : stop])
            block = replace(block, text=text, end=stop, has_end=False)
            parsed = parse(text, block.syntax) or Parsed()
    return (block, parsed) if block.is_empty or _is_front_matter(parsed, block) else None


def _has_sentence(fields: Mapping[str, Any]) -> bool:
    """Return whether a field with an unknown name in capitals may be a sentence with a colon in it."""
    return any(
        isinstance(value, str)
        and name[:1].isupper()
        and normalize_name(name) not in KNOWN
        and len(value.split()) > 2
        and value.endswith((".", "!", "?"))
        for name, value in fields.items()
    )


def _is_front_matter(parsed: Parsed, block: Block) -> bool:
    """Return whether the fields between fences are no text between two rules of a page."""
    if parsed.options is not None or has_known_name(parsed.fields):
        return True
    if block.fence[:1] in ("+", ";"):  # no rule of a page
        return bool(parsed.fields)
    values = [value for value in parsed.fields.values() if isinstance(value, str)]
    is_sentence = any(len(value.split()) > 3 or value.endswith((".", "!", "?")) for value in values)
    is_prose = is_sentence or any(" " in name for name in parsed.fields)
    is_between_rules = bool(block.fence) and block.has_end
    return bool(parsed.fields) and is_between_rules and not parsed.problems and not is_prose


def _from_block(lines: Sequence[str], block: Block, parsed: Parsed, path: Path) -> FrontMatter:
    """Return the front matter of a block, with warnings about what is wrong in it."""
    body, body_line = _cut(lines, block.begin, block.end)
    options = parsed.options
    return FrontMatter(
        body=body,
        body_line=body_line,
        fields=parsed.fields,
        options=options if isinstance(options, dict) else {},
        warnings=tuple(_warn(lines, block, parsed, path)),
    )


def _warn(lines: Sequence[str], block: Block, parsed: Parsed, path: Path) -> Iterator[str]:
    """Yield a warning for a block without an end, for each part that does not parse, and for settings of no use."""
    if not block.has_end:
        where = f"after line {block.end}"
        yield f"{path}, line {block.begin + 1}: The front matter has no end. Add a line '{block.fence}' {where}."
    for line, cause in parsed.problems:
        index = min(block.first + line, len(lines) - 1)
        problem = explain(cause)
        yield (
            f"{path}, line {index + 1}: The front matter does not parse here: {problem.what}. "
            f"The value is read as plain text. {problem.step}"
        )
    if parsed.options and not isinstance(parsed.options, dict):
        yield (
            f"{path}, line {block.begin + 1}: 'articast' in the front matter is not a table. "
            "Write settings such as 'rate: 150' in it."
        )


def _from_run(lines: Sequence[str], run: Run) -> FrontMatter:
    """Return the front matter of lines without fences, which a page would show."""
    skipped = tuple(Skipped(text=text, reason=_REASON, line=number) for number, text in list_lines(lines, run))
    body, body_line = _cut(lines, run.begin, run.end)
    return FrontMatter(body=body, body_line=body_line, fields=run.fields, skipped=skipped)


def _cut(lines: Sequence[str], begin: int, end: int) -> tuple[str, int]:
    """Return the text without the lines from `begin` to `end`, and the number of its first line."""
    if _skip_blank_lines(lines[:begin], 0) == begin:
        return "\n".join(lines[end:]), end + 1
    return "\n".join([*lines[:begin], *[""] * (end - begin), *lines[end:]]), 1
