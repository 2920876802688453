"""MARKDOWN -> MARKDOWN: words in angle brackets that are not tags of HTML become text: `Vec<T>`."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from tts.noun import noun
from tts.regex import regex
from tts.text.readers.html.elements import FLAGS, NO_TEXT, OPTIONAL_END, SKIPPED, VOID, is_known
from tts.text.readers.markdown.regions import matches_outside

_VALUE = r"\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s\"'=<>`]++)"
_ATTRIBUTE = regex(rf"\s++(?P<name>[^\s\"'=<>/`]++)(?>(?P<value>{_VALUE})?)")
_TAG = regex(
    r"<(?P<end>/?)(?P<name>[A-Za-z][\w:.-]*+)"
    rf"(?P<attributes>(?>(?:\s++[^\s\"'=<>/`]++(?>(?:{_VALUE})?))*))\s*+(?P<empty>/?)>"
)
_ANGLE = regex(r"(?<!\\)(?>(?:\\\\)*)<(?=[A-Za-z/])")
_LINK = regex(r"<(?:[A-Za-z][\w+.-]*+://[^<>]*+|[^\s<>@!]++@[^\s<>@]++)>")
_DESTINATION = regex(r"\]\(\s?\Z|\]:\s?\Z")
_SWALLOWING = frozenset((*NO_TEXT, *SKIPPED)) - VOID - {"head"}
"""Elements whose content is not heard: without an end, the rest of the article would not be either."""
_VERBATIM = frozenset(("math", "script", "style", "svg"))
_BEFORE = regex(r"[\w,;:] ")
_AFTER = regex(r" \w|[.,;:!?)]")
_BEFORE_ALONE = regex(r"[\w,;:>)] ")
_AFTER_ALONE = regex(r" [\w<&(]|[.,;:!?)/]|\n|\Z")
_IN_FORM = regex(r"\s{0,9}</?(?:button|form|input|label|select)\b", re.IGNORECASE)
_DRAWN = frozenset(("circle", "g", "path", "rect"))
"""Elements that are only within drawings."""
_BREAKS = frozenset(("br", "hr", "wbr"))


@noun
class _Tag:
    """A tag, and the tag that ends its element, or that the element begins with; None without one."""

    match: re.Match[str]
    other: re.Match[str] | None

    @property
    def name(self) -> str:
        """The name of the element, in small letters."""
        return self.match["name"].lower()

    @property
    def needs_end(self) -> bool:
        """Return whether this begins an element that has no end, and would have to have one."""
        return not (self.match["end"] or self.other or self.name in VOID or self.name in OPTIONAL_END)

    def is_markup(self, text: str) -> bool:
        """Return whether this is a tag, and not a word of `text` in angle brackets."""
        match, name = self.match, self.name
        if "\n\n" in match[0] or not (is_known(name) or ":" in name):
            return False
        attributes = list(_ATTRIBUTE.finditer(match["attributes"]))
        if any(attribute["value"] for attribute in attributes):
            return True
        if any(attribute["name"].lower() not in FLAGS and attribute["name"].isalpha() for attribute in attributes):
            return False
        if (self.needs_end or (match["end"] and not self.other)) and not set(name).isdisjoint("-:"):
            return False  # `<your-name>` may be an element that a page defines, but then it has an end
        if self.needs_end and (name in _SWALLOWING or text[match.start() - 1 : match.start()].isalnum()):
            return bool(match["empty"])
        before, after = text[max(match.start() - 2, 0) : match.start()], text[match.end() : match.end() + 2]
        is_in_sentence = bool(_BEFORE.fullmatch(before) and _AFTER.match(after))
        is_void = name in VOID and not attributes and not match["empty"] and not _IN_FORM.match(text, match.end())
        if self.needs_end or is_void:  # nothing that a page would have, so words around it are enough
            is_in_sentence = bool(_BEFORE_ALONE.fullmatch(before) and _AFTER_ALONE.match(after)) or name in _DRAWN
        return bool(self.other) or name in _BREAKS or not is_in_sentence

    def close(self) -> str:
        """Return the tag, and the end of its element where it would hold what follows."""
        is_empty = self.match["empty"] and self.name not in VOID
        if self.match["end"] or not (is_empty or (self.needs_end and self.name in _SWALLOWING)):
            return self.match[0]
        return f"<{self.match['name']}{self.match['attributes']}></{self.match['name']}>"


def escape_words_in_angles(text: str, code: Sequence[tuple[int, int]]) -> str:
    """Return the Markdown `text` with `&lt;` for each `<` that begins no tag and no address; `code` stays as it is.

    An element that is written as if it were empty, or that has no end and would not be heard, is closed.
    """
    angles = [match.end() - 1 for match in matches_outside(text, _ANGLE, code)]
    tags = _pair_tags(filter(None, (_TAG.match(text, begin) for begin in angles)))
    pieces: list[str] = []
    position = 0
    for begin in angles:
        if begin < position or _DESTINATION.search(text, max(begin - 4, 0), begin):
            continue
        tag = tags.get(begin)
        if tag and tag.is_markup(text):
            pieces += [text[position:begin], tag.close()]
            position = tag.match.end()
            if tag.name in _VERBATIM and tag.other and not tag.match["end"]:
                pieces.append(text[position : tag.other.end()])
                position = tag.other.end()
        elif not _LINK.match(text, begin):
            pieces += [text[position:begin], "&lt;"]
            position = begin + 1
    return "".join([*pieces, text[position:]])


def _pair_tags(matches: Iterable[re.Match[str]]) -> dict[int, _Tag]:
    """Return the tags by their offsets, each with the one that ends its element or begins it."""
    tags: dict[int, _Tag] = {}
    begun: dict[str, list[re.Match[str]]] = defaultdict(list)
    for match in matches:
        name = match["name"].lower()
        begin = begun[name].pop() if match["end"] and begun[name] else None
        tags[match.start()] = _Tag(match=match, other=begin)
        if begin:
            tags[begin.start()] = _Tag(match=begin, other=match)
        elif not match["end"] and not match["empty"]:
            begun[name].append(match)
    return tags
