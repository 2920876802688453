"""What static-site generators leave in a text: Liquid, Nunjucks, Jekyll and Hugo tags, which nobody should hear."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from html import escape, unescape

from tts.model import Skipped
from tts.text.readers.regions import find_code, matches_outside
from tts.text.readers.whitespace import normalize_whitespace, split_words

_TAG = re.compile(
    # The item of a list for which kramdown puts a list of headings
    r"(?P<contents>^ {0,3}(?:[-*+]|\d+[.)])[ \t]+[^\n]*\n[ \t]*\{:\s*toc\b[^{}\n]*\})"
    r"|\{\{[<%](?P<shortcode>(?:(?!\{\{|\n\s*\n)[\s\S])*?)[>%]\}\}"
    r"|\{%-?(?P<tag>(?:(?!\{%|\n\s*\n)[\s\S])*?)-?%\}"
    r"|\{\{-?(?P<value>(?:(?!\{\{|\n\s*\n)[\s\S])*?)-?\}\}"
    r"|\{#(?P<comment>(?:(?!\{#)[^\n])*?)#\}"
    r"|(?P<attributes>\{:(?:\s*[.#][\w-]|\s*[\w-]+=|toc\})[^{}\n]*\}?)",
    re.MULTILINE,
)
_ARGUMENT = re.compile(
    r"""(?:(?P<name>[\w.-]+)\s*[:=]\s*)?(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s,"'|:=]+))"""
)
_ADDRESS_PLACE = re.compile(r"(?:\]\(<?|\]:\s+<?|(?:href|src|poster|data)\s*=\s*[\"']?)[^\s\"'()<>]*$")
_FIGURES = ("figure", "image", "img", "linked-figure", "picture", "photo", "screenshot")
_SILENT = ("endraw", "raw")
_EMBEDS = ("audio", "embed", "gist", "instagram", "speakerdeck", "tweet", "twitter", "video", "vimeo", "youtube")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleaned:
    """A text without template tags, those that had words, and the words of tags that only steered the generator."""

    text: str
    skipped: tuple[Skipped, ...]
    directives: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Call:
    """A tag: its name, its named arguments, and the others in order."""

    name: str
    named: dict[str, str]
    rest: tuple[str, ...]

    def first(self, *names: str) -> str:
        return next((self.named[name] for name in names if self.named.get(name)), "")


def replace_templates(text: str, first_line: int = 1) -> Cleaned:
    """`text` with its template tags turned into what they stand for, or taken out and recorded with their line.

    Images and figures become HTML, `highlight` becomes a fence, an address in a link stays one. Code is not touched.
    """
    pieces: list[str] = []
    skipped: list[Skipped] = []
    directives: Counter[str] = Counter()
    at, line = 0, first_line
    for tag in matches_outside(text, _TAG, find_code(text)):
        pieces.append(text[at : tag.start()])
        line += text.count("\n", at, tag.start())
        replacement = _stands_for(tag)
        if not replacement and _parts_words(tag):
            pieces.append(" ")
        if replacement is None:
            skipped.append(Skipped(text=normalize_whitespace(tag[0]), reason=_reason(tag), line=line))
        else:
            pieces.append(replacement)
            directives += Counter(split_words(tag[0])) - Counter(split_words(unescape(replacement)))
        line += tag[0].count("\n")
        at = tag.end()
    return Cleaned(text="".join([*pieces, text[at:]]), skipped=tuple(skipped), directives=tuple(directives.elements()))


def _stands_for(tag: re.Match[str]) -> str | None:
    """The Markdown or HTML that a tag stands for, None when it stands for nothing that the text itself holds."""
    if tag["contents"]:
        return None
    if tag["attributes"]:
        # Python-Markdown reads attribute lists; a language is the one attribute that can be heard
        return tag[0] if "lang=" in tag[0] else None
    call = _call(tag["shortcode"] or tag["tag"] or tag["value"] or "")
    if _ADDRESS_PLACE.search(tag.string[max(0, tag.start() - 300) : tag.start()]):
        return _address(tag, call)
    if tag["shortcode"] is None and tag["tag"] is None:
        return None
    return _structure(call, is_alone=_is_alone(tag))


def _parts_words(tag: re.Match[str]) -> bool:
    return tag.string[tag.start() - 1 : tag.start()].isalnum() and tag.string[tag.end() : tag.end() + 1].isalnum()


def _reason(tag: re.Match[str]) -> str:
    if tag["contents"]:
        return "table of contents"
    if tag["attributes"]:
        return "attribute list"
    if tag["comment"] is not None:
        return "comment of a template"
    if any(name in tag[0].lower() for name in _EMBEDS):
        return "embedded page"
    return "tag of a site generator"


def _call(text: str) -> _Call:
    named, rest = {}, []
    for argument in _ARGUMENT.finditer(text):
        value = next(value for value in (argument["double"], argument["single"], argument["bare"]) if value is not None)
        if argument["name"]:
            named[argument["name"].lower()] = value
        else:
            rest.append(value)
    name = rest[0].lower() if rest else ""
    return _Call(name, named, tuple(rest[1:]))


def _address(tag: re.Match[str], call: _Call) -> str:
    """The address that a tag in the target of a link stands for, as far as the text itself says it."""
    quoted = re.search(r"[\"']([^\"']*)[\"']", tag[0])
    if quoted:
        return quoted[1]
    return call.rest[0] if call.name in ("link", "post_url", "ref", "relref") and call.rest else ""


def _is_alone(tag: re.Match[str]) -> bool:
    """Whether nothing else stands in the lines of `tag`."""
    begin = tag.string.rfind("\n", 0, tag.start()) + 1
    end = tag.string.find("\n", tag.end())
    return not (tag.string[begin : tag.start()] + tag.string[tag.end() : end if end >= 0 else None]).strip()


def _structure(call: _Call, *, is_alone: bool) -> str | None:
    if call.name in ("highlight", "endhighlight", "/highlight"):
        return "\n```\n"
    if call.name in _SILENT:
        return ""
    is_include = call.name in ("include", "render") and call.first("image", "src", "url", "alt", "caption")
    if is_include or call.name.split("_")[0] in _FIGURES:
        return _figure(call, is_alone=is_alone)
    return None


def _figure(call: _Call, *, is_alone: bool) -> str:
    rest = [value for value in call.rest if not value.endswith(".html")]
    src = call.first("src", "image", "url", "path", "link", "image_path") or (rest[0] if rest else "")
    alt = call.first("alt", "alt_text", "alttext", "image_alt") or (rest[-1] if len(rest) > 1 else "")
    caption = call.first("caption", "title", "text", "image_caption")
    credit = call.first("credit", "attr", "attribution", "copyright")
    image = f'<img src="{_quoted(src)}"' + (f' alt="{_quoted(alt)}">' if alt else ">")
    if not caption and not credit:
        return image
    if not is_alone:
        return image.replace(">", f' title="{_quoted(f"{caption} {credit}".strip())}">')
    told = _quoted(caption) + (f' <small class="credit">{_quoted(credit)}</small>' if credit else "")
    return f"\n<figure>{image}<figcaption>{told}</figcaption></figure>\n"


def _quoted(text: str) -> str:
    return escape(unescape(text))
