"""Marks within lines, where a paragraph is so long that Python-Markdown would take hours: piece by piece."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from markdown.treeprocessors import InlineProcessor
from markdown.util import AtomicString

from tts.regex import regex

_MAX_LENGTH = 8_000  # characters: for each mark, Python-Markdown copies the text in which it stands
_SIGN = regex(r"[\[\](){}<>\x02\x03]|`+|[*_~=]|(?P<space>(?<!\\)\s+)")
_CLOSING = {"]": "[", ")": "(", "}": "{", ">": "<", "\x03": "\x02"}
_PAIRED = "*_~="


class PiecewiseInlineProcessor(InlineProcessor):
    """Python-Markdown's processor of marks, which reads the pieces of a long text one by one.

    Each step in it takes a time that grows with the square of the length of a text.
    """

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        """Replace the marks in all texts of `tree` by elements, the long ones at last."""
        long = [node for node in tree.iter() if len(node.text or "") > _MAX_LENGTH and not _is_atomic(node.text)]
        texts = [node.text or "" for node in long]
        parents = {child: parent for parent in tree.iter() for child in parent} if long else {}
        for node in long:
            node.text = None
        super().run(tree, ancestors)
        for node, text in zip(long, texts, strict=True):
            tags = _list_tags(node, parents)
            children = list(node)
            node[:] = []
            for piece in split_text(text):
                part, holder = Element(node.tag), Element("div")
                part.text = piece
                holder.append(part)
                super().run(holder, tags)
                _append(node, part)
            node.extend(children)
        return tree


def split_text(text: str) -> Iterator[str]:
    """Yield `text` in pieces of at most 8,000 characters, if possible between words and outside all marks."""
    position = 0
    while len(text) - position > _MAX_LENGTH:
        end = _find_border(text, position, position + _MAX_LENGTH)
        yield text[position:end]
        position = end
    yield text[position:]


def _find_border(text: str, begin: int, limit: int) -> int:
    """Return the best end of a piece of `text` that begins at `begin`: the last one outside marks, or outside words."""
    between_words = outside_brackets = outside_marks = 0
    open_signs: Counter[str] = Counter()
    for sign in _SIGN.finditer(text, begin, limit):
        character = sign[0][0]
        if sign["space"]:
            between_words = sign.end()
            if not any(open_signs[opening] for opening in _CLOSING.values()) and not open_signs["`"]:
                outside_brackets = sign.end()
                if not any(open_signs[paired] % 2 for paired in _PAIRED):
                    outside_marks = sign.end()
        elif character in _CLOSING:
            open_signs[_CLOSING[character]] = max(0, open_signs[_CLOSING[character]] - 1)
        elif character == "`":
            open_signs["`"] = 0 if open_signs["`"] == len(sign[0]) else open_signs["`"] or len(sign[0])
        else:
            open_signs[character] += 1
    middle = (begin + limit) // 2
    border = next((end for end in (outside_marks, outside_brackets, between_words) if end > middle), limit)
    placeholder = text.rfind("\x02", begin, border)  # Python-Markdown's own mark for what it has read
    is_within = placeholder > begin and "\x03" not in text[placeholder:border]
    return placeholder if is_within else border - (text[border - 1] == "\\")


def _is_atomic(text: str | None) -> bool:
    """Return whether a text is to be left as it is."""
    return isinstance(text, AtomicString)


def _list_tags(node: Element, parents: dict[Element, Element]) -> list[str]:
    """Return the tags of all elements around `node`, the outermost first."""
    tags = []
    while (parent := parents.get(node)) is not None:
        tags.append(parent.tag.lower())
        node = parent
    return tags[::-1]


def _append(node: Element, part: Element) -> None:
    """Add the text and the elements of `part` at the end of `node`."""
    if len(node):
        node[-1].tail = (node[-1].tail or "") + (part.text or "")
    else:
        node.text = (node.text or "") + (part.text or "")
    node.extend(list(part))
