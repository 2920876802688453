"""MARKDOWN with elements of HTML as JSX writes them -> MARKDOWN with elements of HTML."""

from __future__ import annotations

import re
from collections import Counter
from html import escape, unescape

from tts.regex import regex
from tts.text.readers.html.elements import VOID
from tts.text.readers.markdown.dialects.components import OPENING, is_component, read_opening
from tts.text.readers.markdown.dialects.replace import Cleaned
from tts.text.readers.markdown.oracle import find_text
from tts.text.readers.markdown.regions import find_code, matches_outside
from tts.text.readers.whitespace import split_words

_OPENING = regex(OPENING)
_QUOTED = regex(r"\"[^\"]*\"|'[^']*'")
_EXPRESSION = regex(r"(?<=[=\s])\{")
_SOURCE = regex(r"\ssrc=\{(?P<expression>[^{}]*)\}")
_FILE = regex(r"[\"'`](?P<address>[^\"'`]*)[\"'`]")
_NAMES = {"classname": "class", "htmlfor": "for"}


def replace_jsx(text: str) -> Cleaned:
    """Replace the beginnings of elements that have expressions, `style={{color: "red"}}`, by those of HTML.

    An expression that is a text in quotes stays as a value; others direct a program. An element that ends at once is
    closed.
    """
    if not re.search(r"[=\s]\{", text) or "<" not in text:
        return Cleaned(text=text)
    pieces: list[str] = []
    directives: Counter[str] = Counter()
    position = 0
    for match in matches_outside(text, _OPENING, find_code(text)):
        if match.start() < position or is_component(match["component"]):
            continue
        opening = read_opening(text, match.end())
        if opening is None:
            continue
        source = text[match.start() : opening.end]
        if not _EXPRESSION.search(_QUOTED.sub('""', source)):
            continue
        shown = _html_of(match["component"].lower(), opening.attributes, source, is_void=opening.is_void)
        directives += Counter(split_words(source)) - Counter(split_words(unescape(find_text(shown))))
        pieces += [text[position : match.start()], shown]
        position = opening.end
    return Cleaned(text="".join([*pieces, text[position:]]), directives=tuple(directives.elements()))


def _html_of(name: str, attributes: dict[str, str], source: str, *, is_void: bool) -> str:
    """Return the beginning of the element `name` in one line, and its end if it `is_void`."""
    values = {_NAMES.get(key, key): value for key, value in attributes.items() if value}
    if "src" not in values and (found := _SOURCE.search(source)):
        address = _FILE.search(found["expression"])
        values["src"] = address["address"] if address else found["expression"].strip()
    listed = "".join(f' {key}="{escape(unescape(value))}"' for key, value in values.items())
    return f"<{name}{listed}>" + (f"</{name}>" if is_void and name not in VOID else "")
