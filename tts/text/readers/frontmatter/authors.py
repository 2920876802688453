"""Names of authors, as authors and site generators write them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from tts.regex import regex
from tts.text.languages import load_phrases
from tts.text.readers.frontmatter.names import normalize_name
from tts.text.readers.frontmatter.values import first, show_text, to_list

_AND = regex(
    r"\s*,?\s+(?:and|&)\s+|\s*[,;]\s+(?!(?:Jr|Sr|Ph\.?D|M\.?D|II|III)\b)|\s*;\s*|\s+[/|]\s+|\s*\n\s*", re.IGNORECASE
)
_MAIL = regex(r"[<(\[]?(?<![\w.+-])(?:mailto:)?[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{1,190}[>)\]]?", needs="@")
_ADDRESS = regex(r"[<(]?https?://[^\s<>()]{1,2000}[>)]?", needs="://")
_SLUG = regex(r"[^\W\d_A-Z]{2,}(?:[-_][^\W\d_A-Z]+)+")
_BY = regex(r"(?:written |words |text )?by:?\s+(?=\S)", re.IGNORECASE)
_INVERTED = regex(r"\"(?P<family>[^\",]{1,80}),\s*(?P<given>[^\",]{1,80})\"", needs='"')
_WIKI_LINK = regex(r"\[\[(?:[^\[\]|]{0,200}\|)?(?:[^\[\]|]{0,200}/)?([^\[\]|/]{1,200})\]\]", needs="[[")
_NAMES = ("name", "display_name", "displayname", "full_name", "fullname", "author", "label", "title", "literal", "slug")
_PARTS = (("given", "family"), ("first", "last"), ("first_name", "last_name"), ("firstname", "lastname"))
_MAX_DEPTH = 4


def parse_authors(value: Any, language: str = "en") -> tuple[str, ...]:
    """Return the names in a field or byline: one, several with "and" in `language`, a list, or tables with a name.

    Addresses of mails and pages are left out; an identifier such as `ann-lee` is the name Ann Lee.
    """
    names = (name for author in _flatten(value) for name in _split_names(author, language))
    return tuple(dict.fromkeys(filter(None, names)))


def _flatten(value: Any, depth: int = 0) -> Iterator[str]:
    """Yield the text of each author: of lists, and of tables with a name or by identifier."""
    if isinstance(value, str):
        yield value
    elif depth < _MAX_DEPTH and isinstance(value, Mapping):
        fields = {normalize_name(name): below for name, below in value.items()}
        parts = next((pair for pair in _PARTS if fields.get(pair[1])), None)
        if named := first(fields, *_NAMES):
            yield from _flatten(named, depth + 1)
        elif parts:
            yield " ".join(str(fields[part]) for part in parts if fields.get(part))
        elif all(isinstance(below, Mapping) for below in value.values()):
            for identifier, below in value.items():
                yield from list(_flatten(below, depth + 1)) or [identifier]
    elif depth < _MAX_DEPTH:
        for below in to_list(value):
            yield from _flatten(below, depth + 1)


def _split_names(text: str, language: str) -> Iterator[str]:
    """Yield the names in the text of one field."""
    conjunctions = "|".join(map(re.escape, load_phrases(language).reading.conjunctions))
    text = _INVERTED.sub(r"\g<given> \g<family>", text)
    text = _MAIL.sub("", _WIKI_LINK.sub(r"\1", text))
    lines = (_ADDRESS.sub("", show_text(line)) for line in text.split("\n"))
    for part in _AND.split(_BY.sub("", "\n".join(lines).strip(), count=1)):
        # With capitals only where all is in capitals, because elsewhere a capital may be an initial
        split = re.split(rf"\s+(?:{conjunctions})\s+", part, flags=re.IGNORECASE if part.isupper() else 0)
        is_one = len(split[-1].split()) == 1 < len(split[0].split())  # José Ortega y Gasset is one person
        yield from map(_clean_name, [part] if is_one else split)


def _clean_name(name: str) -> str:
    """Return a name without the punctuation around it, and an identifier as the name that it is made of."""
    name = name.strip().strip('"“”')
    if name.startswith("(") and name.endswith(")"):
        name = name[1:-1]
    name = name.rstrip(",;:").strip()
    if _SLUG.fullmatch(name):
        return " ".join(part.capitalize() for part in re.split(r"[-_]", name))
    return name if any(map(str.isalnum, name)) else ""
