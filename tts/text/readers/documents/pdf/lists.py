"""ITEM -> LABEL: the bullet or number at its beginning, which many programs write as text."""

from __future__ import annotations

from tts.noun import noun
from tts.regex import regex
from tts.text.readers.documents.xml import Element
from tts.text.readers.whitespace import normalize_whitespace

_BULLETS = r"[•●▪■◦○‣⁃∙·◆◇❖▶►▸▹▷➤➢➣➔➜\ue000-\uf8ff*–—+o-]"
_BULLET = regex(rf"{_BULLETS}?")
_NUMBER = regex(r"[\[(]?(?P<number>\d{1,4})[\])]?[.:]?")
_LEADING = regex(
    r"\s*(?:[•●▪■◦○‣⁃∙·◆◇❖▶►▸▹▷➤➢➣➔➜\ue000-\uf8ff*–—-]\s+"
    r"|(?P<number>\d{1,4})[.)]\s+|[\[(](?P<inner>\d{1,4})[\])]\s+)"
)
_NOTE = regex(r"\s*[\[(]?(?P<number>\d{1,4}|[*†‡§]{1,3})[\])]?(?:[.:]\s*|\s+)")


@noun
class Label:
    """The label of an item: its number, or a text such as `a)`; neither for a bullet."""

    number: int | None = None
    text: str = ""


def read_label(text: str) -> Label:
    """Return the label that is written as `text`."""
    text = normalize_whitespace(text)
    if number := _NUMBER.fullmatch(text):
        return Label(number=int(number["number"]))
    return Label() if _BULLET.fullmatch(text) else Label(text=text)


def take_label(item: Element, *, is_note: bool = False) -> Label:
    """Take the bullet or number from the beginning of the text of `item`, and return it as its label.

    That of a note may be a number without a full stop, or a sign.
    """
    holder = item
    while True:
        index = next((at for at, node in enumerate(holder.children) if isinstance(node, Element) or node.strip()), None)
        if index is None:
            return Label()
        node = holder.children[index]
        if isinstance(node, str):
            break
        if node.name in ("ol", "ul", "img"):
            return Label()
        holder = node
    rest = "".join(node for node in holder.children[index + 1 : index + 2] if isinstance(node, str))
    match = (_NOTE if is_note else _LEADING).match(f"{node}{rest} ")
    if not match:
        return Label()
    holder.children[index : index + (2 if rest else 1)] = [f"{node}{rest}"[match.end() :]]
    groups = match.groupdict()
    number = groups["number"] or groups.get("inner") or ""
    return Label(number=int(number)) if number.isdecimal() else Label(text=number)
