"""Cross-references of Quarto, Pandoc and MyST, which a page numbers -> the name of the kind: Figure, Table, Section."""

from __future__ import annotations

import re

from tts.regex import regex
from tts.text.readers.markdown.dialects.protected import ProtectedText
from tts.text.readers.markdown.dialects.replace import Replacement

_NAMES = {
    "alg": "Algorithm",
    "eq": "Equation",
    "equation": "Equation",
    "exm": "Example",
    "fig": "Figure",
    "figure": "Figure",
    "lst": "Listing",
    "sec": "Section",
    "section": "Section",
    "table": "Table",
    "tab": "Table",
    "tbl": "Table",
    "thm": "Theorem",
}
_KINDS = "|".join(_NAMES)
_LABELLED = rf"@(?:{_KINDS})[-:]\w(?:[\w.:-]*\w)?(?![@/\w])"
_REFERENCE = regex(
    r"(?P<before>\b[^\W\d_]{2,12}\.?[ \u00a0])?"
    rf"(?P<mark>\[-?{_LABELLED}\](?![(\[{{:])|(?<![\w@/.\\=\[-]){_LABELLED})"
)
_LABEL = regex(rf"(?P<kind>{_KINDS})[-:_]\S+")


def replace_references(text: ProtectedText) -> None:
    """Replace references to numbered parts, `@fig-hive`, by the names of their kinds; the label is skipped."""
    if "@" in text.text:
        text.replace(_REFERENCE, _replace_reference)


def name_of_label(label: str) -> str:
    """Return the name of the kind of part with this label, "" if it does not tell: `fig-hive` is a figure."""
    found = _LABEL.fullmatch(label)
    return _NAMES[found["kind"]] if found else ""


def _replace_reference(mark: re.Match[str]) -> Replacement:
    """Return the name of a kind, unless the author wrote it before the mark."""
    before = mark["before"] or ""
    kind = re.split("[@:-]+", mark["mark"].lstrip("[-"))[1]
    word = before.strip(" .\u00a0").casefold().rstrip("s")
    is_named = bool(word) and _NAMES[kind].casefold().startswith(word)
    text = before.rstrip() if is_named else before + _NAMES[kind]
    return Replacement(text=text, reason="reference", skipped=mark["mark"])
