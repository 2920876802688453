"""Directive of MyST without text of the article -> MARKDOWN: code, a figure, or nothing but words that are skipped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape, unescape
from itertools import dropwhile, takewhile

from tts.noun import noun
from tts.regex import regex
from tts.text.readers.whitespace import normalize_whitespace

OPTION = regex(r"^[ \t]*:(?P<name>[A-Za-z][\w-]*):(?P<value>[ \t].*|)$")
"""A line that gives a directive an option: `:class: dropdown`."""

_CODE = frozenset({"code", "code-block", "code-cell", "mermaid", "parsed-literal", "sourcecode"})
_REASONS = {
    "contents": "table of contents",
    "tableofcontents": "table of contents",
    "toctree": "table of contents",
    "embed": "embedded page",
    "iframe": "embedded page",
    "video": "embedded page",
    "include": "included file",
    "literalinclude": "included file",
}
_YAML_OPTION = regex(r"[ \t]*(?P<name>[A-Za-z][\w-]*):(?P<value>[ \t].*|)$")
_TICKS = regex(r"`{3,}")


@noun
class Collected:
    """The lines in the place of a directive, and its words that are skipped for `reason`."""

    lines: Sequence[str] = ()
    skipped: str = ""
    reason: str = ""


def render_collected(name: str, argument: str, options: Mapping[str, str], body: Sequence[str]) -> Collected:
    """Return what stands for the directive `name` with its argument, its options, and the lines in it."""
    if name in _CODE:
        return _render_code(name, argument, options, body)
    if name == "math":  # the step for formulas reads it
        return Collected(lines=["```math", *filter(None, [argument]), *body, "```"])
    if name in ("figure", "image"):
        return _render_figure(argument, options, body)
    caption = options.get("caption", "")
    skipped = normalize_whitespace(" ".join([argument, *body]))
    reason = _REASONS.get(name, "tag of a site generator")
    return Collected(lines=[caption] if caption else [], skipped=skipped, reason=reason)


def _split_options(body: Sequence[str]) -> tuple[dict[str, str], Sequence[str]]:
    """Return the options that a directive has in YAML above its text, and the text.

    They are between two lines of `---`, or only end with one (https://myst-parser.readthedocs.io, "Roles and
    directives").
    """
    marks = [index for index, line in enumerate(body) if line.strip() == "---"][:2]
    if not marks:
        return {}, body
    begin, end = (0, marks[0]) if marks[0] else (1, marks[1] if len(marks) > 1 else 0)
    options = [_YAML_OPTION.match(line) for line in body[begin:end]]
    if not options or None in options:
        return {}, body
    read = {option["name"].lower(): option["value"].strip().strip("\"'") for option in options if option}
    return read, body[end + 1 :]


def _render_code(name: str, argument: str, options: Mapping[str, str], body: Sequence[str]) -> Collected:
    """Return the fence of a block of code, after its caption."""
    written, text = _split_options(body)
    lines = list(text)
    fence = "`" * max([3, *(len(ticks) + 1 for line in lines for ticks in _TICKS.findall(line))])
    language = "mermaid" if name == "mermaid" else argument.split(" ")[0]
    caption = options.get("caption") or written.get("caption", "")
    before = [caption, ""] if caption else []
    return Collected(lines=[*before, fence + language, *lines, fence])


def _render_figure(address: str, options: Mapping[str, str], body: Sequence[str]) -> Collected:
    """Return an image, or a figure with the first paragraph of the lines in it as its caption, then the others."""
    written, text_lines = _split_options(body)
    options = {**written, **options}
    lines = list(dropwhile(lambda line: not line.strip(), text_lines))
    caption = list(takewhile(lambda line: line.strip(), lines))
    legend = lines[len(caption) :]
    described = options.get("alt", "")
    alt = f' alt="{escape(unescape(described))}"' if described else ""
    image = f'<img src="{escape(unescape(address))}"{alt}>'
    text = " ".join(line.strip() for line in caption) or options.get("caption", "")
    if not text:
        return Collected(lines=[image])
    return Collected(lines=[f"<figure>{image}<figcaption>{text}</figcaption></figure>", *legend])
