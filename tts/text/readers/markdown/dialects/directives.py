"""Line -> the directive that begins in it: a note, a box, a fold or a tab of any dialect of Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from tts.noun import noun
from tts.regex import regex

Style = Literal["colons", "slashes", "fence", "indent"]


def _names(listed: str) -> frozenset[str]:
    """Return the names that are listed, separated by spaces."""
    return frozenset(listed.split())


_SHOWN = _names(
    "abstract alert attention bug caution check conjecture corollary danger definition deprecated details error "
    "example exercise failure faq help hint important info lemma note notice proof proposition question remark "
    "seealso solution success summary theorem tip tldr todo versionadded versionchanged warning"
)
"""The kinds of boxes whose name a page shows if the author wrote no title."""

_SHOWN_AS = {
    "faq": "FAQ",
    "seealso": "See also",
    "tldr": "TL;DR",
    "versionadded": "Version added",
    "versionchanged": "Version changed",
}
"""The names that are not just the word for the kind."""

_NAMELESS = _names(
    "admonition articast-box aside blockquote box callout cite epigraph highlights margin message pull-quote pullquote "
    "quote secondary sidebar topic"
)
"""The kinds of boxes that have no name on the page."""

_PLAIN = _names(
    "button card carousel code-group column columns container div dropdown figure-md glossary grid grid-item "
    "grid-item-card list-table nonumber only rubric tab tab-item tab-set tabbed table tabs toggle"
)
"""Other directives of MyST that hold text, of which they make no box."""

COLLECTED = _names(
    "bibliography code code-block code-cell contents csv-table embed eval-rst figure iframe image include index "
    "literalinclude math mermaid parsed-literal raw sourcecode tableofcontents toctree video"
)
"""The directives of MyST whose lines are not text of the article."""

# What may be before a directive: signs of quotes, markers of items
_PREFIX = r"^(?P<prefix>(?:[ \t]*>)*[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*)"
_COLONS = regex(_PREFIX + r"(?P<mark>:{3,})[ \t]*(?P<rest>[^:\s].*)$")
_SLASHES = regex(_PREFIX + r"(?P<mark>/{3,})[ \t]*(?P<name>[A-Za-z][\w-]*)[ \t]*(?:\|(?P<title>.*))?$")
_FENCE = regex(_PREFIX + r"(?P<mark>`{3,}|~{3,})[ \t]*\{(?P<name>[A-Za-z][\w:.-]*)\}[ \t]*(?P<title>[^`]*)$")
_MARGIN = regex(
    _PREFIX
    + r"(?:!{3}|\?{3}[+-]?)[ \t]*(?P<names>[A-Za-z][\w-]*(?:[ \t]+[\w-]+)*)[ \t]*(?:[\"“](?P<title>.*)[\"”])?[ \t]*$"
)
_BARE_TITLE = regex(
    _PREFIX + r"!{3}[ \t]*(?P<name>[a-z][\w-]*)[ \t]+(?P<title>(?![\"“])(?:[^\s\"“]*[^\W\d_a-z][^\n]*|[^\n]*[?!.]))$"
)
"""A box of Retype, whose title has no quotation marks: it has a capital, or ends like a sentence."""

_DOTS = regex(_PREFIX + r"\.\.[ \t]+(?P<name>[a-z][\w-]*)::(?P<title>(?:[ \t].*)?)$")
_TAB = regex(_PREFIX + r"===[!+]{0,2}[ \t]+[\"“](?P<title>.*)[\"”][ \t]*$")
_CLOSING = regex(r"^[ \t>]*(?P<mark>:{3,}|/{3,}|`{3,}|~{3,})[ \t]*$")
_BRACED = regex(r"\{(?P<name>[A-Za-z][\w:.-]*)\}[ \t]*(?P<title>.*)$")
_ATTRIBUTES = regex(r"\{(?P<list>[^{}]*)\}[ \t]*(?P<title>.*)$")
_NAMED = regex(
    r"(?P<name>[A-Za-z][\w.-]*)(?:\[(?P<label>.*)\])?[ \t]*(?:\{(?P<list>[^{}]*)\})?(?P<title>(?:[ \t].*)?)$"
)
_VALUE = regex(r"""([\w-]+)[ \t]*=[ \t]*(?:"([^"]*)"|'([^']*)'|([^\s"'{}]+))""")
_CLASS = regex(r"(?:^|\s)\.([\w-]+)")


@noun
class Directive:
    """A directive: its name in small letters, its title and its speaker, each "" if it has none, and how it ends.

    `prefix` is what is before it in its line, `mark` the characters that begin it. `takes_options` says that lines such
    as `:class: dropdown` may follow.
    """

    name: str
    title: str
    style: Style
    prefix: str
    mark: str = ""
    takes_options: bool = False
    speaker: str = ""

    @property
    def is_box(self) -> bool:
        """Return whether a page sets the text apart from the text around it."""
        return is_kind(self.name)

    @property
    def heading(self) -> str:
        """Return the title that a page shows: the author's, else the name of the kind."""
        if self.name not in _SHOWN:
            return self.title
        shown = _SHOWN_AS.get(self.name) or self.name.replace("-", " ").capitalize()
        if self.name in ("versionadded", "versionchanged", "deprecated"):
            return f"{shown} {self.title}".strip()
        return self.title or shown


def find_directive(line: str) -> Directive | None:
    """Return the directive that `line` begins, None if it begins none."""
    bare = line.lstrip(" \t>-*+0123456789.)")
    if bare.startswith(":::"):
        return _find_colons(line)
    if bare.startswith("///"):
        match = _SLASHES.match(line)
        return match and _directive(match, match["name"], match["title"] or "", "slashes")
    if bare.startswith(("```", "~~~")):
        return _find_fence(line)
    if bare.startswith("!!!") and (match := _BARE_TITLE.match(line)) and is_kind(kind_name(match["name"])):
        return _directive(match, match["name"], match["title"], "indent")
    if bare.startswith(("!!!", "???")) and (match := _MARGIN.match(line)):
        name = match["names"].split()[0].lower()
        if match["title"] == "":  # a title of no words removes the name
            name = "box"
        return _directive(match, name, match["title"] or "", "indent")
    if line.lstrip(" \t>").startswith(".. "):
        return _find_dots(line)
    if bare.startswith("===") and (match := _TAB.match(line)):
        return _directive(match, "tab", match["title"], "indent")
    return None


def closes(line: str, style: Style, mark: str) -> bool:
    """Return whether `line` has the end of a directive that began with `mark`."""
    closing = _CLOSING.match(line)
    return bool(closing and style != "indent" and closing["mark"][0] == mark[0] and len(closing["mark"]) >= len(mark))


def is_closing(line: str) -> bool:
    """Return whether `line` is only an end of a directive between colons."""
    closing = _CLOSING.match(line)
    return bool(closing and closing["mark"][0] == ":")


def kind_name(name: str) -> str:
    """Return the kind that a class, type or name names: `note` for `callout-note`."""
    small = name.lower().rpartition(":")[2]
    for before in ("callout-", "admonition-", "alert-", "notice-", "is-"):
        small = small.removeprefix(before)
    return small


def is_kind(name: str) -> bool:
    """Return whether `name` is the name of a box."""
    return name in _SHOWN or name in _NAMELESS


def _find_colons(line: str) -> Directive | None:
    """Return the directive between colons that `line` begins."""
    match = _COLONS.match(line)
    if match is None:
        return None
    rest = match["rest"].rstrip().rstrip(":").rstrip()
    if braced := _BRACED.match(rest):
        return _directive(match, braced["name"], braced["title"], "colons", takes_options=True)
    if listed := _ATTRIBUTES.match(rest):
        name, title = _read_attributes(listed["list"])
        directive = _directive(match, name, title or listed["title"], "colons")
        return replace(directive, speaker=read_speaker(listed["list"]))
    named = _NAMED.match(rest)
    if named is None:
        return None
    _, title = _read_attributes(named["list"] or "")
    written = named["label"] or named["title"].strip() or title
    directive = _directive(match, named["name"], written.strip('"“”'), "colons")
    return replace(directive, speaker=read_speaker(named["list"] or ""))


def read_speaker(listed: str) -> str:
    """Return who says the text to which a list of attributes belongs, "" if the list does not name the speaker."""
    return next((value for key, value in _values(listed) if key in ("speaker", "data-speaker")), "")


def _find_fence(line: str) -> Directive | None:
    """Return the directive between backticks that `line` begins: of MyST, because others name a language so."""
    match = _FENCE.match(line)
    if match is None:
        return None
    name = kind_name(match["name"])
    if not is_kind(name) and name not in _PLAIN and name not in COLLECTED:
        return None
    return _directive(match, name, match["title"], "fence", takes_options=True)


def _find_dots(line: str) -> Directive | None:
    """Return the directive of reStructuredText that `line` begins, as pages of Sphinx keep it: `.. note:: Bees`."""
    match = _DOTS.match(line)
    name = kind_name(match["name"]) if match else ""
    if match is None or not (is_kind(name) or name in COLLECTED):
        return None
    return _directive(match, name, match["title"], "indent", takes_options=True)


def _directive(match: re.Match[str], name: str, title: str, style: Style, *, takes_options: bool = False) -> Directive:
    """Return the directive that a line's `match` shows."""
    mark = match.groupdict().get("mark") or ""
    return Directive(
        name=kind_name(name),
        title=title.strip().replace('\\"', '"'),
        style=style,
        prefix=match["prefix"],
        mark=mark,
        takes_options=takes_options,
    )


def _read_attributes(listed: str) -> tuple[str, str]:
    """Return the kind that the classes of a list of attributes name (else the first class), and the title in it."""
    classes = [kind_name(name) for name in _CLASS.findall(listed)]
    name = next(filter(is_kind, classes), classes[0] if classes else "")
    return name, next((value for key, value in _values(listed) if key in ("title", "summary", "label")), "")


def _values(listed: str) -> Iterator[tuple[str, str]]:
    """Yield the names and values in a list of attributes."""
    for name, double, single, bare in _VALUE.findall(listed):
        yield name.lower(), double or single or bare
