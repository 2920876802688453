"""LINES -> the block of front matter between fences, or the object of JSON, at the beginning of a file."""

from __future__ import annotations

from collections.abc import Sequence

from tts.noun import noun
from tts.regex import regex
from tts.text.readers.frontmatter.names import KNOWN, normalize_name
from tts.text.readers.frontmatter.syntax import Syntax

_FENCE = regex(r"[ ]{0,3}(?P<fence>-{3,}|\+{3,}|;{3,}|[—–-]*[—–][—–-]*)[ \t]*(?P<syntax>[A-Za-z]{2,10})?[ \t]*$")
_SYNTAXES: dict[str, Syntax] = {
    **dict.fromkeys(("yaml", "yml"), "yaml"),
    "toml": "toml",
    **dict.fromkeys(("json", "js", "javascript"), "json"),
}
_BY_FENCE: dict[str, Syntax] = {"+": "toml", ";": "json"}
_KEY = regex(
    r"[ \t]*(?P<key>[\w\"'][\w .\"'-]{0,80}?)[ \t]*[:=](?=[\s\[\"'{]|$|\d)|[ \t]*(?:\[{1,2}[\w.-]+\]{1,2}[ \t]*$|[{}#])"
)
_LOWER_KEY = regex(r"[a-z][\w-]{0,40}[ \t]*[:=](?:\s|$)")
_CONTINUATION = regex(r"[ \t]+\S|-[ \t]|#|[\])}]")
_JSON = regex(r"\{[ \t]*(?:$|\"[\w-]{1,80}\"[ \t]*:)")
_JSON_KEY = regex(r"[ \t]*\"[\w -]{1,80}\"[ \t]*:")


@noun
class Block:
    """The text of front matter, which begins in the line `first`, and the lines that it takes: `begin` to `end`.

    `has_end` is False where its closing fence is missing.
    """

    text: str
    syntax: Syntax
    first: int
    begin: int
    end: int
    fence: str = ""
    has_end: bool = True

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing between the fences."""
        return not self.text.strip()


def find_block(lines: Sequence[str], begin: int) -> Block | None:
    """Return the block that begins in the line `begin`, None if that line opens none."""
    if begin >= len(lines):
        return None
    if _JSON.match(lines[begin]):
        return _find_object(lines, begin)
    if _JSON_KEY.match(lines[begin]):
        return _find_members(lines, begin)
    opening = _FENCE.match(lines[begin].rstrip())
    if not opening:
        return None
    named = (opening["syntax"] or "").lower()
    first = next((index for index in range(begin + 1, len(lines)) if lines[index].strip()), None)
    if first is None or (named and named not in _SYNTAXES):
        return None
    is_usual = len(opening["fence"]) == 3 and opening["fence"][0] in "-+;"
    key = _KEY.match(lines[first])
    if _closes(lines[first], opening["fence"]) and is_usual:
        return Block(text="", syntax="yaml", first=first, begin=begin, end=first + 1)
    # Without a field below it `---` is a line between two parts of a text
    if not key or not (is_usual or normalize_name(key["key"] or "") in KNOWN):
        return None
    syntax: Syntax = _SYNTAXES.get(named) or _BY_FENCE.get(opening["fence"][0], "yaml")
    closing = next((index for index in range(first, len(lines)) if _closes(lines[index], opening["fence"])), None)
    if closing is None and (last := _find_joined_end(lines, first, opening["fence"])):
        text = "\n".join(lines[begin + 1 : last + 1]).rstrip().removesuffix(opening["fence"])
        return Block(text=text, syntax=syntax, first=begin + 1, begin=begin, end=last + 1, fence=opening["fence"])
    end = len(lines) if closing is None else closing
    stop = find_stop(lines, begin + 1, end) if closing is None else closing
    text = "\n".join(lines[begin + 1 : stop])
    text = _add_braces(text) if syntax == "json" else text
    return Block(
        text=text,
        syntax=syntax,
        first=begin + 1,
        begin=begin,
        end=stop + (closing is not None),
        fence=opening["fence"],
        has_end=closing is not None,
    )


def _find_joined_end(lines: Sequence[str], first: int, fence: str) -> int | None:
    """Return the line, the last before a blank one, that a program which joins lines has given the closing fence."""
    last = next((index for index in range(first, len(lines)) if not lines[index].strip()), len(lines)) - 1
    return last if lines[last].rstrip().endswith(f" {fence}") else None


def find_stop(lines: Sequence[str], begin: int, end: int, *, only_after_blank: bool = False) -> int:
    """Return the line, from `begin` to `end`, at which the text begins that cannot be fields any more."""
    after_blank = False
    stop = begin
    for index in range(begin, end):
        line = lines[index]
        if not line.strip():
            after_blank = True
            continue
        key = _KEY.match(line)
        is_known = bool(key and key["key"] and normalize_name(key["key"]) in KNOWN)
        is_word = bool(key and " " not in (key["key"] or ""))
        is_field = is_known or (not after_blank and (_CONTINUATION.match(line) or _LOWER_KEY.match(line) or is_word))
        if not is_field and (after_blank or not only_after_blank):
            break
        after_blank = False
        stop = index + 1
    return stop


def _closes(line: str, fence: str) -> bool:
    """Return whether `line` closes a block that `fence` has opened."""
    line = line.rstrip()
    if fence[0] in "+;":
        return line == fence
    return line == "..." or (len(line) >= min(3, len(fence)) and not line.strip("-—–") and bool(line))


def _find_object(lines: Sequence[str], begin: int) -> Block | None:
    """Return the object of JSON that begins in the line `begin`: to the line in which its last brace is alone."""
    first = next((line for line in lines[begin:] if line.strip(" \t{")), "")
    if not _JSON_KEY.match(first.lstrip(" \t{")):
        return None
    is_one_line = lines[begin].rstrip().endswith("}")
    closing = (index for index in range(begin + 1, len(lines)) if lines[index].rstrip() in ("}", "};"))
    end = begin if is_one_line else next(closing, None)
    if end is None:
        return None
    text = "\n".join(lines[begin : end + 1]).rstrip().rstrip(";")
    return Block(text=text, syntax="json", first=begin, begin=begin, end=end + 1)


def _find_members(lines: Sequence[str], begin: int) -> Block | None:
    """Return the members of an object that begin in the line `begin`, to a line `;;;`, as Hexo allows."""
    end = next((index for index in range(begin, len(lines)) if not lines[index].strip()), len(lines))
    closing = next((index for index in range(begin, end) if lines[index].rstrip() == ";;;"), None)
    if closing is None:
        return None
    text = _add_braces("\n".join(lines[begin:closing]))
    return Block(text=text, syntax="json", first=begin, begin=begin, end=closing + 1, fence=";;;")


def _add_braces(text: str) -> str:
    """Return an object of JSON whose braces Hexo lets its authors leave out."""
    return text if text.lstrip().startswith(("{", "[")) else "{" + text.rstrip().rstrip(",") + "}"
