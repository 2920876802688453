"""MARKDOWN -> MARKDOWN without comments, commands of typesetters, and imports and exports of MDX, which are listed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tts.model import Skipped
from tts.regex import regex
from tts.text.readers.markdown.dialects.replace import Cleaned, Replacement
from tts.text.readers.markdown.regions import LineState, find_code, matches_outside
from tts.text.readers.whitespace import normalize_whitespace, split_words

_COMMENT = regex(
    r"<!--(?P<html>(?:(?!<!--)[\s\S])*?)-->|\{[ \t]*/\*(?P<mdx>(?:(?!/\*)[\s\S])*?)\*/[ \t]*\}|(?P<open><!--)",
    needs=("<!--", "/*"),
)
_MYST = regex(r"^[ \t]*(?:`{3,}|~{3,}|:{3,})\{[a-z]|^\([\w.-]+\)=[ \t]*$|\{[a-z][\w:-]*\}`[^`\n]", re.MULTILINE)
_MYST_COMMENT = regex(r"^[ \t]{0,3}(?:%(?P<comment>.*)|\+{3}.*)$", re.MULTILINE)
_SPACES = "newpage|pagebreak|clearpage|cleardoublepage|vspace|hspace|bigskip|medskip|smallskip|noindent|vfill|hfill"
_LISTS = "tableofcontents|listoffigures|listoftables|maketitle|appendix|centering|raggedright|frontmatter|mainmatter"
_SETTINGS = "backmatter|pagestyle|thispagestyle|pagenumbering|setcounter|setlength|addtocounter"
COMMAND = regex(
    rf"^[ \t]{{0,3}}\\(?:(?:{_SPACES}|{_LISTS}|{_SETTINGS})\*?(?:\{{[^{{}}\n]*\}})*"
    r"|(?:begin|end)\{[A-Za-z]+\*?\}(?:[\[{][^\[\]{}\n]*[\]}])*)[ \t]*$",
    re.MULTILINE,
    needs="\\",
)
"""A line that tells LaTeX where to break pages or how to set the lines."""

SNIPPET = regex(r"^[ \t]*-{1,8}8<-{1,8}(?:[ \t]+[\"'][^\"'\n]*[\"'])?[ \t]*$", re.MULTILINE, needs="8<")
"""A line for which MkDocs puts a file (PyMdown, "Snippets")."""

ANGLES_IN_ADDRESS = regex(r"\]\((?P<address>[^\s()<>]+<[\w -]{1,60}>[^\s()]*)\)", needs="](")
"""The address of a link in which a word in angle brackets is to be replaced."""

_IMPORT = regex(r"import\s*(?:type\s)?\s*(?:[\w*${][^'\"]*\bfrom\s*)?(?P<quote>['\"])[^'\"\n]+(?P=quote)[^\S\n]*;?\s*")
_EXPORT = regex(
    r"export\s+(?:default\b|const\b|let\b|var\b|async\b|function\b|class\b|type\b|interface\b|enum\b|\{|\*)[^=({;*]*[=({;*]"
)
_LAST_WORD = regex(r"\w+\Z")
_FIRST_WORD = regex(r"\w+")
_MAX_WORD = 100  # characters
_BRACKETS = regex(r"[(\[{]|[)\]}]")
_MAX_LINES = 400  # of one statement
_REASON = "code of the page"


def replace_comments(text: str) -> Cleaned:
    """Remove the comments of HTML and MDX, whose words are listed; one without an end is text.

    The words around a comment may be one word, and lines are kept.
    """
    pieces = []
    skipped = []
    directives: list[str] = []
    position = 0
    for comment in matches_outside(text, _COMMENT, find_code(text)):
        if comment.start() < position:
            continue
        pieces.append(text[position : comment.start()])
        position = comment.end()
        if comment["open"]:
            pieces.append("&lt;!--")
            continue
        pieces.append("\n" * comment[0].count("\n"))
        before = _LAST_WORD.search(text[max(0, comment.start() - _MAX_WORD) : comment.start()])
        after = _FIRST_WORD.match(text[comment.end() : comment.end() + _MAX_WORD])
        if before and after:
            directives += [before[0], after[0]]  # which are one word without it
        words = normalize_whitespace(comment["html"] or comment["mdx"] or "")
        if split_words(words):
            skipped.append(Skipped(text=words, reason="comment"))
    return Cleaned(text="".join([*pieces, text[position:]]), skipped=tuple(skipped), directives=tuple(directives))


def replace_myst_comments(text: str) -> Cleaned:
    """Remove the lines that begin with `%` from a text with other marks of MyST; elsewhere they are text."""
    if not re.search(r"^[ \t]{0,3}(?:%|\+{3})", text, re.MULTILINE) or not _MYST.search(text):
        return Cleaned(text=text)
    pieces = []
    skipped = []
    position = 0
    for comment in matches_outside(text, _MYST_COMMENT, find_code(text)):
        pieces.append(text[position : comment.start()])
        position = comment.end()
        if split_words(comment[0]):
            skipped.append(Skipped(text=normalize_whitespace(comment["comment"] or comment[0]), reason="comment"))
    return Cleaned(text="".join([*pieces, text[position:]]), skipped=tuple(skipped))


def replace_command(command: re.Match[str]) -> Replacement:
    """Return nothing for the command of a typesetter, which is listed."""
    del command
    return Replacement(text="\n", reason="command of a typesetter")


def replace_snippet(snippet: re.Match[str]) -> Replacement:
    """Return nothing for a file that is included, which is listed."""
    del snippet
    return Replacement(text="\n", reason="included file")


def encode_angles(link: re.Match[str]) -> Replacement:
    """Return the end of a link without angle brackets in its address, which would be taken for a tag."""
    return Replacement(text=f"]({link['address'].replace('<', '%3C').replace('>', '%3E').replace(' ', '%20')})")


def replace_modules(text: str) -> Cleaned:
    """Remove the imports and exports of MDX, which are blocks of their own and may go on for several lines."""
    if not re.search(r"^(?:import|export)\b", text, re.MULTILINE):
        return Cleaned(text=text)
    lines = text.split("\n")
    statements = dict(_find_statements(lines))
    kept = []
    skipped = []
    index = 0
    while index < len(lines):
        if end := statements.get(index):
            skipped.append(Skipped(text=normalize_whitespace(" ".join(lines[index:end])), reason=_REASON))
            kept.append("")
            index = end
        else:
            kept.append(lines[index])
            index += 1
    return Cleaned(text="\n".join(kept), skipped=tuple(skipped))


def _find_statements(lines: list[str]) -> Iterator[tuple[int, int]]:
    """Yield where each import and export begins and ends in `lines`."""
    state = LineState()
    may_begin = True
    may_have_blank_lines = True
    index = 0
    while index < len(lines):
        line = lines[index]
        if may_begin and not state.fence and line.startswith(("import", "export")):
            end, is_whole = _end_of_statement(lines, index, may_have_blank_lines=may_have_blank_lines)
            may_have_blank_lines = may_have_blank_lines and is_whole  # else each might read far for nothing
            if _is_statement("\n".join(lines[index:end])):
                yield index, end
                index = end
                continue
        state.is_code(line)
        may_begin = not line.strip()
        index += 1


def _end_of_statement(lines: list[str], begin: int, *, may_have_blank_lines: bool) -> tuple[int, bool]:
    """Return the index after the statement that begins at `begin`, and whether all its brackets are closed."""
    depth = 0
    first_blank = 0
    for index in range(begin, min(begin + _MAX_LINES, len(lines))):
        line = lines[index]
        if not line.strip():
            if depth <= 0:
                return index, True
            first_blank = first_blank or index
            if not may_have_blank_lines:
                return index, False
        depth += sum(1 if bracket in "([{" else -1 for bracket in _BRACKETS.findall(line))
        if depth <= 0 and _is_statement("\n".join(lines[begin : index + 1])) and not _goes_on(line):
            return index + 1, True
    return first_blank or min(begin + _MAX_LINES, len(lines)), False


def _goes_on(line: str) -> bool:
    """Return whether a statement cannot end with `line`."""
    return line.rstrip().endswith(("=", "=>", ",", "(", "&&", "||", "?", ":", "+"))


def _is_statement(text: str) -> bool:
    """Return whether `text` is an import of a module, or begins with an export."""
    return bool(_IMPORT.fullmatch(text) if text.startswith("import") else _EXPORT.match(text))
