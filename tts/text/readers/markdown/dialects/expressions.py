"""MARKDOWN with expressions of MDX -> MARKDOWN with the texts among them; values of a program are skipped."""

from __future__ import annotations

import re

from tts.regex import regex
from tts.text.readers.markdown.dialects.replace import Cleaned, Replacement, replace_marks

_DECLARED = regex(
    r"^(?:import[ \t]+(?:type[ \t]+)?(?P<imported>[^'\"\n;]*)from\b"
    r"|export[ \t]+(?:const|let|var|function)[ \t]+(?P<exported>[\w$]+))",
    re.MULTILINE,
)
_NAME = regex(r"[A-Za-z_$][\w$]*")
_TEXT = regex(r"(?<![=\w{])\{[ \t]*(?:'(?P<single>[^'{}\n]*)'|`(?P<back>[^`{}\n]*)`)[ \t]*\}")
_OF_PAGES = ("children", "frontmatter", "meta", "metadata", "page", "pageContext", "props", "this.props")
_IMPORTS = regex(r"^import\b.*\bfrom\b|^export[ \t]|</?[A-Z]\w*[\s/>]", re.MULTILINE)


def replace_expressions(text: str) -> Cleaned:
    """Replace expressions of MDX: a text in quotes by its words; what a program puts there is listed.

    Such values begin with a name that the page imports or exports, or that all pages have: `{props.date}`. Other words
    in braces are text.
    """
    if "{" not in text or not _IMPORTS.search(text):
        return Cleaned(text=text)
    declared = (found["imported"] or found["exported"] for found in _DECLARED.finditer(text))
    names = {name for listed in declared for name in _NAME.findall(listed)}
    listed = "|".join(map(re.escape, sorted({*names, *_OF_PAGES} - {"as", "type", "default"})))
    value = re.compile(rf"(?<![=\w{{$:])\{{[ \t]*(?:{listed})(?:[.?(\[][^{{}}\n<>]*)?[ \t]*\}}")
    texts = replace_marks(text, _TEXT, lambda mark: Replacement(text=mark["single"] or mark["back"] or " "))
    values = replace_marks(texts.text, value, _skip_value)
    return Cleaned(text=values.text, skipped=values.skipped, directives=(*texts.directives, *values.directives))


def _skip_value(value: re.Match[str]) -> Replacement:
    """Return nothing for a value; names in braces of an import or export stay with it."""
    begin = value.string.rfind("\n", 0, value.start()) + 1
    if value.string.startswith(("import", "export"), begin):
        return Replacement(text=value[0])
    return Replacement(reason="value of a program")
