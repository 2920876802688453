"""Text of a tag -> its name and its arguments, as authors write them: with quotes within quotes, too."""

from __future__ import annotations

import re
from dataclasses import field
from html import unescape

from tts.noun import noun
from tts.regex import regex

_NAME = regex(r"[\w.@:$-]+")
_KEY = regex(r"(?P<name>[A-Za-z_][\w.@:-]*)\s*(?:=(?!=)|:(?!/))\s*")
_OPTION = regex(r"--(alt|caption|title)\s+([^\"'=\n]*?)(?=\s+--|\s*$)")  # of the tag `picture` for Jekyll
_NEXT = regex(r"\s*(?:[,|)\]]|$)|\s+(?:[\"'“]|[A-Za-z_][\w.-]*\s*[=:])")
_BARE = regex(r"[^\s,\"'=|()]+")
_QUOTES = {'"': '"', "'": "'", "“": "”", "`": "`"}
_ADDRESS = regex(r"(?:[a-z][a-z+.-]*:)?//\S*|[./#]\S*|\S*/\S*|\S+\.[A-Za-z][A-Za-z0-9]{1,4}(?:[?#]\S*)?", re.IGNORECASE)
_WHOLE = regex(r"(?:(?:[a-z][a-z+.-]*:)?//|/|\.{1,2}/|#|www\.)\S+$", re.IGNORECASE)
_PICTURE = regex(r"\.(?:avif|gif|jpe?g|png|svg|tiff?|webp)(?:[?#]\S*)?$", re.IGNORECASE)
_TAG = regex(r"</?[A-Za-z][^<>]*>|</?>")


@noun
class Call:
    """A tag: its name in small letters, its named arguments, and the others in order: in quotes, and without."""

    name: str
    named: dict[str, str] = field(default_factory=dict)
    rest: tuple[str, ...] = ()
    quoted: tuple[str, ...] = ()
    free: str = ""
    """All after the name, if nothing in it is named or in quotes."""

    def first(self, *names: str) -> str:
        """Return the first of the arguments `names` that is not empty, else ""."""
        return next((self.named[name] for name in names if self.named.get(name)), "")

    def words(self, *names: str) -> str:
        """Return the first of the arguments `names` that is words, else "": no address, and no variable of its name."""
        values = ((name, self.named.get(name, "")) for name in names)
        return next((value for name, value in values if value and value != name and not _WHOLE.match(value)), "")


def parse_call(text: str) -> Call:
    """Return the call that the text between the marks of a tag makes: `figure src="a.jpg" "A hive"`."""
    text = _OPTION.sub(r'\1="\2"', text.strip().strip("-~ \t\n"))
    beginning = _NAME.match(text)
    name = beginning[0] if beginning else ""
    position = beginning.end() if beginning else 0
    if name.endswith(":"):
        name = name.rstrip(":")
    named: dict[str, str] = {}
    rest: list[str] = []
    quoted: list[str] = []
    begins = position
    left = text.count('"', position)
    while position < len(text):
        key = _KEY.match(text, position)
        begin = key.end() if key else position
        character = text[begin : begin + 1]
        value: str | None
        if character in _QUOTES and character:
            end = _end_of_quote(text, begin, left)
            value = text[begin + 1 : end]
            left -= text.count('"', begin, min(end + 1, len(text)))
            position = end + 1
            if not key:
                quoted.append(_clean(value))
        elif bare := _BARE.match(text, begin):
            value = bare[0]
            position = bare.end()
        else:
            position = begin + 1
            continue
        if key:
            named[key["name"].lower()] = _clean(value)
        else:
            rest.append(_clean(value))
    free = "" if named or quoted else " ".join(text[begins:].split())
    return Call(name=name.lower(), named=named, rest=tuple(rest), quoted=tuple(quoted), free=free)


def _end_of_quote(text: str, begin: int, left: int) -> int:
    """Return where the quotation that begins at `begin` ends; `left` is the number of double quotes from there on.

    A quote before which there is a space and after which there is none begins words in quotes, and one before words
    of a sentence ends them.
    """
    mark = _QUOTES[text[begin]]
    seen = 1
    last = -1
    for position in range(begin + 1, len(text)):
        if text[position] != mark or text[position - 1] == "\\":
            continue
        seen += 1
        last = position
        after = text[position + 1 : position + 2]
        is_empty = position == begin + 1
        opens = not is_empty and text[position - 1].isspace() and after and not after.isspace()
        if opens or after == mark:
            continue
        if _NEXT.match(text, position + 1) or (after.isspace() and (left - seen) % 2 == 0 and mark == '"'):
            return position
        if mark != '"' and after.isspace():
            return position
    return last if last > begin else len(text)


def _clean(value: str) -> str:
    """Return a value without escapes and entities, in one line."""
    return " ".join(unescape(value.replace('\\"', '"').replace("\\'", "'").replace("\\n", " ")).split())


def is_address(value: str) -> bool:
    """Return whether `value` is the address of a page or file, or a number of pixels, and holds no words."""
    return bool(_ADDRESS.fullmatch(value)) or not any(map(str.isalpha, value))


def is_picture(value: str) -> bool:
    """Return whether `value` is the address of a picture."""
    return bool(_PICTURE.search(value)) and " " not in value.strip()


def literal_of(expression: str) -> str:
    """Return the words of an expression of JSX in braces: of a text in quotes, or of elements; else ""."""
    expression = expression.strip()
    if len(expression) > 1 and expression[0] in "\"'`" and expression[-1] == expression[0]:
        return _clean(expression[1:-1])
    return _clean(_TAG.sub(" ", expression)) if expression.startswith("<") and expression.endswith(">") else ""
