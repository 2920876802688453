"""MARKDOWN with notes, boxes, folds and tabs of any dialect -> MARKDOWN with quotes, which begin with their title."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import field
from html import unescape

from tts.model import Skipped
from tts.noun import noun, record
from tts.regex import regex
from tts.text.readers.markdown.dialects.collected import OPTION, render_collected
from tts.text.readers.markdown.dialects.directives import (
    COLLECTED,
    Directive,
    closes,
    find_directive,
    is_closing,
    is_kind,
)
from tts.text.readers.markdown.dialects.replace import Cleaned
from tts.text.readers.markdown.dialects.speakers import speaker_tag
from tts.text.readers.markdown.oracle import find_text
from tts.text.readers.markdown.regions import LineState
from tts.text.readers.whitespace import normalize_whitespace, split_words

OWN_BOX = "articast-box"
"""The name of the box that another step writes for a tag; its words are not the author's."""

_MAX_DEPTH = 20  # boxes in boxes; a deeper one is text
_HEADING = regex(r"[ \t]*#{1,6}[ \t]+(?P<title>.*?)[ \t#]*$")
_CALLOUT = regex(
    r"^(?P<prefix>(?:[ \t]*(?:[-*+]|\d{1,9}[.)]))?[ \t]*(?:>[ \t]*)+)"
    r"\[!(?P<kind>[\w-]+)(?P<more>[^\]\n]*)\][-+]?[ \t]*(?P<title>.*)$"
)
_SILENT_CALLOUTS = ("div", "include", "video")
_TAB_MARK = regex(r"^[ \t]*(?:@tab(?::\w+)?|==)[ \t]+(?P<title>\S.*)$")
_OWN_TITLE = frozenset({"admonition", "dropdown", "details", "card", "grid-item-card", "tab-item", "rubric", "aside"})
_HEAD = regex(r"[ \t>]*")
_MARKS = regex(
    r":::|!!!|\?\?\?|===|///|[`~]{3}[ \t]*\{|\[!|\.\. [a-z][a-z-]*::",
    needs=("::", "!!!", "???", "===", "///", "{", "[!"),
)
_BLOCK_OPTION = regex(r"(?: {4,}|\t)[a-z]+:(?:[ \t]|$)")
"""A line that gives a block of PyMdown an option, directly below the line that begins the block."""


@record
class _Box:
    """A directive whose text goes on, and the line that began it."""

    directive: Directive
    line: str
    continuation: str
    """What is before each later line of it, as in the line in which it began."""
    title: str
    state: LineState = field(default_factory=LineState)
    is_closed: bool = False
    takes_options: bool = False
    is_begun: bool = False
    indent: int = 0
    options: dict[str, str] = field(default_factory=dict)
    body: list[str] = field(default_factory=list)
    words: Counter[str] = field(default_factory=Counter)

    @property
    def is_collected(self) -> bool:
        """Return whether the lines are not text of the article."""
        return self.directive.takes_options and self.directive.name in COLLECTED

    @property
    def is_certain(self) -> bool:
        """Return whether the line is the mark of a directive, and not a line of text that looks like one."""
        directive = self.directive
        if is_kind(directive.name) or directive.takes_options:
            return True
        return bool(directive.title or self.indent) if directive.style == "indent" else self.is_closed

    @property
    def is_quote(self) -> bool:
        """Return whether the text becomes a quote. One without an end would have all that follows in it."""
        return self.is_closed and self.directive.is_box


@noun
class _Line:
    """A line, or several in its place: the boxes around it, what was before it in each of them, and its text."""

    boxes: tuple[_Box, ...]
    heads: tuple[str, ...]
    text: str
    opens: _Box | None = None

    def prefix(self) -> str:
        """Return what is before the text in the rendering."""
        boxes = zip(self.boxes, self.heads, strict=True)
        return "".join(f"{head}> " if box.is_quote else head for box, head in boxes)


def replace_boxes(text: str) -> Cleaned:
    """Replace the marks of notes, boxes, folds and tabs: text in a box becomes a quote that begins with its title.

    What is not text (code, figures, tables of contents) becomes what it is, or is skipped. A box without an end only
    loses its marks. Covers GitHub and Obsidian callouts; containers of Docusaurus, VitePress, Pandoc and Quarto;
    directives of MyST and Sphinx; admonitions and tabs of MkDocs; boxes of Retype.
    """
    if not _MARKS.search(text):
        return Cleaned(text=text)
    reader = _Reader()
    for line in text.split("\n"):
        reader.read(line)
    reader.finish()
    rendered: list[str] = []
    for part in reader.lines:
        rendered += (
            _render(part, reader)
            if part.opens
            else [part.prefix() + part.text if part.text else part.prefix().rstrip()]
        )
    return Cleaned(
        text="\n".join(rendered), skipped=tuple(reader.skipped), directives=tuple(reader.directives.elements())
    )


class _Reader:
    """Reads the lines of a text into `lines`; what only directed a program is counted in `directives`."""

    def __init__(self) -> None:
        self.lines: list[_Line] = []
        self.directives: Counter[str] = Counter()
        self.skipped: list[Skipped] = []
        self._boxes: tuple[_Box, ...] = ()
        self._state = LineState()
        self._before = ""

    def read(self, line: str) -> None:
        """Read the next line."""
        heads, rest = self._enter(line)
        box = self._boxes[-1] if self._boxes else None
        state = box.state if box else self._state
        if box and box.is_collected and not self._is_end(rest, box):
            self._collect(box, rest)
        elif state.fence:
            state.is_code(rest)
            self._add(heads, rest)
        elif not self._close(rest):
            self._read_text(box, state, heads, rest)
        self._before = rest

    def finish(self) -> None:
        """End what needs no mark at its end."""
        for box in self._boxes:
            self._end(box, is_closed=box.directive.style == "indent")

    def _enter(self, line: str) -> tuple[tuple[str, ...], str]:
        """Return what is before the text of `line` in each box, and the text; end the boxes that it is outside of."""
        heads: list[str] = []
        rest = line
        for depth, box in enumerate(self._boxes):
            found = _HEAD.match(rest)
            head = found[0][: len(box.continuation)] if found else ""
            is_blank = not rest.strip(" \t>")
            inner = rest[len(head) :]
            if head.count(">") < box.continuation.count(">") or (
                box.directive.style == "indent"
                and not is_blank
                and not box.state.fence
                and not self._is_inside(box, inner)
            ):
                self._leave(depth, is_closed=box.directive.style == "indent")
                break
            if box.directive.style == "indent":
                inner = inner.expandtabs(4)[box.indent :] if inner[: box.indent].strip() == "" else inner.lstrip()
            heads.append(box.continuation)
            rest = inner
        return tuple(heads), rest

    def _is_inside(self, box: _Box, rest: str) -> bool:
        """Return whether `rest` has the indent of a box that is marked by indents; its first line decides how much."""
        expanded = rest.expandtabs(4)
        indent = len(expanded) - len(expanded.lstrip(" "))
        if not box.indent and indent >= 2:
            box.indent = min(indent, 4)
        return bool(box.indent) and indent >= box.indent

    def _read_text(self, box: _Box | None, state: LineState, heads: tuple[str, ...], rest: str) -> None:
        """Read a line that is not code of a box and ends nothing."""
        if box and not box.is_begun and self._begin(box, rest):
            return
        if box and _has_text_for_title(box) and rest[:1].islower():
            rest, box.title = f"{box.title} {rest}", ""
        if box and rest.strip():
            box.is_begun = True
        directive = find_directive(rest) if len(self._boxes) < _MAX_DEPTH else None
        if directive and (directive.style == "fence" or not state.is_code(rest)):
            self._open(directive, heads, rest)
            return
        if not directive and state.is_code(rest):
            self._add(heads, rest)
        elif callout := self._find_callout(rest):
            self._add_callout(callout, heads)
        elif box and box.directive.name in ("tabs", "code-group") and (tab := _TAB_MARK.match(rest)):
            self.lines += [_Line(boxes=self._boxes, heads=heads, text=text) for text in ("", _bold(tab["title"]), "")]
            self.directives.update(split_words(rest) if rest.lstrip().startswith("@") else ())
        else:
            self._add(heads, rest)

    def _begin(self, box: _Box, rest: str) -> bool:
        """Take an option or the title from a line at the beginning of a box, and return whether it was one."""
        if box.takes_options and (option := OPTION.match(rest)):
            box.options[option["name"].lower()] = option["value"].strip()
            box.words.update(split_words(rest))
            return True
        if box.directive.style == "slashes" and self._before.strip() and _BLOCK_OPTION.match(rest):
            box.words.update(split_words(rest))
            return True
        box.takes_options = False
        heading = _HEADING.match(rest)
        if not (heading and box.directive.is_box and not box.title and box.directive.style in ("colons", "fence")):
            return False
        box.title = heading["title"]
        box.is_begun = True
        return True

    def _open(self, directive: Directive, heads: tuple[str, ...], rest: str) -> None:
        """Begin a box."""
        box = _Box(
            directive=directive,
            line=rest,
            continuation=re.sub(r"[^>\s]", " ", directive.prefix),
            title=directive.title,
            takes_options=directive.takes_options,
        )
        box.words.update(split_words(rest[len(directive.prefix) :]))
        self.lines.append(_Line(boxes=self._boxes, heads=heads, text="", opens=box))
        self._boxes = (*self._boxes, box)

    def _collect(self, box: _Box, rest: str) -> None:
        """Keep a line that is not text of the article."""
        box.words.update(split_words(rest))
        if box.takes_options and not box.body and (option := OPTION.match(rest)):
            box.options[option["name"].lower()] = option["value"].strip()
        else:
            box.body.append(rest)

    def _is_end(self, rest: str, box: _Box) -> bool:
        """Return whether `rest` ends `box`."""
        return closes(rest, box.directive.style, box.directive.mark)

    def _close(self, rest: str) -> bool:
        """End the innermost box that `rest` can end, and return whether it is only the end of something."""
        for depth in range(len(self._boxes) - 1, -1, -1):
            if self._is_end(rest, self._boxes[depth]):
                self._leave(depth, is_closed=True)
                return True
        if not is_closing(rest):
            return rest.strip(" \t>") == "!!!"  # the end of a box of Retype, whose text has no indent
        for depth in range(len(self._boxes) - 1, -1, -1):
            if self._boxes[depth].directive.style == "colons":
                self._leave(depth, is_closed=True)
                break
        return True

    def _leave(self, depth: int, *, is_closed: bool) -> None:
        """End the box at `depth`, and those in it."""
        for box in self._boxes[depth + 1 :]:
            self._end(box, is_closed=box.directive.style == "indent")
        left = self._boxes[depth]
        self._end(left, is_closed=is_closed)
        self._boxes = self._boxes[:depth]
        heads = tuple(box.continuation for box in self._boxes)
        if left.is_closed and left.directive.speaker:
            self.lines += [
                _Line(boxes=self._boxes, heads=heads, text=text) for text in ("", left.continuation + "</div>")
            ]
        self.lines.append(_Line(boxes=self._boxes, heads=heads, text=""))

    def _end(self, box: _Box, *, is_closed: bool) -> None:
        """Note whether a box has an end, and count the words in its marks that are not shown."""
        box.is_closed = is_closed
        if box.is_certain and not box.is_collected:
            # A title that is not in its place has been moved to the text
            shown = _heading(box) or box.directive.title
            own = OWN_BOX if box.directive.name == OWN_BOX else ""
            self.directives += box.words - Counter(split_words(f"{shown} {own}"))

    def _find_callout(self, rest: str) -> re.Match[str] | None:
        """Return the callout that a line begins, if it is the first line of a quote."""
        callout = _CALLOUT.match(rest) if "[!" in rest else None
        if callout is None:
            return None
        depth = callout["prefix"].count(">")
        head = _HEAD.match(self._before)
        is_first = not self._before.strip(" \t>") or (head is not None and head[0].count(">") < depth)
        return callout if is_first else None

    def _add_callout(self, callout: re.Match[str], heads: tuple[str, ...]) -> None:
        """Add the title of a callout in a quote, or the name of its kind."""
        kind = callout["kind"]
        if kind.lower() in _SILENT_CALLOUTS:
            text = callout["title"]
            marked = normalize_whitespace(f"[!{kind}{callout['more']}]")
            self.skipped.append(Skipped(text=marked, reason="tag of a site generator"))
        else:
            text = _bold(callout["title"].strip() or kind.replace("-", " ").replace("_", " ").capitalize())
            words = Counter(split_words(f"{kind}{callout['more']}".casefold()))
            self.directives += words - Counter(split_words("" if callout["title"].strip() else text.casefold()))
        continuation = re.sub(r"[^>\s]", " ", callout["prefix"]).rstrip()
        self._add(heads, callout["prefix"] + text)
        self._add(heads, continuation)

    def _add(self, heads: tuple[str, ...], text: str) -> None:
        """Add a line that is in all boxes now open; `heads` are what it begins with in each of them."""
        self.lines.append(_Line(boxes=self._boxes, heads=heads, text=text))


def _heading(box: _Box) -> str:
    """Return the title that is heard: the author's, else the name of the kind."""
    if box.title == box.directive.title:
        return box.directive.heading
    return box.title


def _has_text_for_title(box: _Box) -> bool:
    """Return whether the text of a directive may have begun in its first line, where others have a title."""
    return box.directive.takes_options and bool(box.title) and not box.is_begun and box.directive.name not in _OWN_TITLE


def _bold(title: str) -> str:
    """Return the paragraph of a title."""
    return title if not title or "**" in title or "__" in title else f"**{title}**"


def _render(line: _Line, reader: _Reader) -> list[str]:
    """Return the lines for the beginning of a box, or for all of a directive that is not text."""
    box = line.opens
    assert box is not None
    outer = line.prefix()
    later = outer + box.continuation
    first = outer + box.directive.prefix
    begins = [] if box.directive.prefix.strip(" \t>") else [later.rstrip()]
    if box.is_collected:
        collected = render_collected(box.directive.name, box.title, box.options, box.body)
        shown = Counter(split_words(unescape(find_text("\n".join(collected.lines)))))
        if collected.skipped:
            reader.skipped.append(Skipped(text=collected.skipped, reason=collected.reason))
        reader.directives += box.words - shown - Counter(split_words(collected.skipped))
        lines = collected.lines or [""]
        return [*begins, first + lines[0], *((later + text).rstrip() for text in lines[1:]), later.rstrip()]
    if not box.is_certain:
        return [outer + box.line]
    quote = "> " if box.is_quote else ""
    heading = _bold(_heading(box))
    if box.is_closed and box.directive.speaker:
        begins += [first + speaker_tag(box.directive.speaker), later.rstrip()]
        first = later
    if heading:
        return [*begins, first + quote + heading, (later + quote).rstrip()]
    return begins or [(first + quote).rstrip()]
