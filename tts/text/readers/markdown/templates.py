"""MARKDOWN -> MARKDOWN without the tags of static-site generators (Liquid, Nunjucks, Jekyll, Hugo)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape, unescape

from tts.text.readers.markdown.replace import Replacement

TAG = re.compile(
    # The item of a list for which kramdown puts a list of headings
    r"(?P<contents>^ {0,3}(?:[-*+]|\d+[.)])[ \t]+[^\n]*\n[ \t]*\{:\s*toc\b[^{}\n]*\})"
    r"|\{\{[<%](?P<shortcode>(?:(?!\{\{|\n\s*\n)[\s\S])*?)[>%]\}\}"
    r"|\{%-?(?P<tag>(?:(?!\{%|\n\s*\n)[\s\S])*?)-?%\}"
    r"|\{\{-?(?P<value>(?:(?!\{\{|\n\s*\n)[\s\S])*?)-?\}\}"
    r"|\{#(?P<comment>(?:(?!\{#)[^\n])*?)#\}"
    r"|(?P<attributes>\{:(?:\s*[.#][\w-]|\s*[\w-]+=|toc\})[^{}\n]*\}?)",
    re.MULTILINE,
)
_SKIP_REASONS: dict[str | None, str] = {
    "contents": "table of contents",
    "attributes": "attribute list",
    "comment": "comment of a template",
}
_ARGUMENT = re.compile(
    r"""(?:(?P<name>[\w.-]+)\s*[:=]\s*)?(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s,"'|:=]+))"""
)
_ADDRESS_PLACE = re.compile(r"(?:\]\(<?|\]:\s+<?|(?:href|src|poster|data)\s*=\s*[\"']?)[^\s\"'()<>]*$")
_FIGURE_NAMES = ("figure", "image", "img", "linked-figure", "picture", "photo", "screenshot")
_EMPTY_NAMES = ("endraw", "raw")
_EMBED_NAMES = ("audio", "embed", "gist", "instagram", "speakerdeck", "tweet", "twitter", "video", "vimeo", "youtube")


@dataclass(frozen=True, slots=True)
class _Call:
    """A tag: its name, its named arguments, and the others in order."""

    name: str
    named: dict[str, str]
    rest: tuple[str, ...]

    def first(self, *names: str) -> str:
        """Return the first of the arguments `names` that is not empty, else ""."""
        return next((self.named[name] for name in names if self.named.get(name)), "")


def replace_tag(tag: re.Match[str]) -> Replacement:
    """Return the Markdown or HTML that a tag stands for; one that stands for nothing in the text itself is skipped.

    Images and figures become HTML, `highlight` becomes a fence, an address in a link is kept.
    """
    text = _replacement(tag)
    if text is not None:
        return Replacement(text=text)
    is_embed = any(name in tag[0].lower() for name in _EMBED_NAMES)
    return Replacement(
        reason=_SKIP_REASONS.get(tag.lastgroup, "embedded page" if is_embed else "tag of a site generator")
    )


def _replacement(tag: re.Match[str]) -> str | None:
    """Return the Markdown or HTML that a tag stands for, None if it stands for nothing in the text itself."""
    if tag["contents"]:
        return None
    if tag["attributes"]:
        # Python-Markdown reads attribute lists; a language is the one attribute that can be heard
        return tag[0] if "lang=" in tag[0] else None
    call = _parse_call(tag["shortcode"] or tag["tag"] or tag["value"] or "")
    text = tag.string
    if _ADDRESS_PLACE.search(text[max(0, tag.start() - 300) : tag.start()]):
        if quoted := re.search(r"[\"']([^\"']*)[\"']", tag[0]):
            return quoted[1]
        return call.rest[0] if call.name in ("link", "post_url", "ref", "relref") and call.rest else ""
    if tag["shortcode"] is None and tag["tag"] is None:
        return None
    if call.name in ("highlight", "endhighlight", "/highlight"):
        return "\n```\n"
    if call.name in _EMPTY_NAMES:
        return ""
    is_include = call.name in ("include", "render") and call.first("image", "src", "url", "alt", "caption")
    if not is_include and call.name.split("_")[0] not in _FIGURE_NAMES:
        return None
    begin, end = text.rfind("\n", 0, tag.start()) + 1, text.find("\n", tag.end())
    around = text[begin : tag.start()] + text[tag.end() : end if end >= 0 else None]
    return _figure_html(call, is_alone=not around.strip())


def _parse_call(text: str) -> _Call:
    """Return the call that the text of a tag makes."""
    named, rest = {}, []
    for argument in _ARGUMENT.finditer(text):
        value = next(value for value in argument.group("double", "single", "bare") if value is not None)
        if argument["name"]:
            named[argument["name"].lower()] = value
        else:
            rest.append(value)
    return _Call(rest[0].lower() if rest else "", named, tuple(rest[1:]))


def _figure_html(call: _Call, *, is_alone: bool) -> str:
    """Return the image or figure of a call; a caption within a line of text becomes the image's title."""
    rest = [value for value in call.rest if not value.endswith(".html")]
    src = call.first("src", "image", "url", "path", "link", "image_path") or (rest[0] if rest else "")
    alt = call.first("alt", "alt_text", "alttext", "image_alt") or (rest[-1] if len(rest) > 1 else "")
    caption = call.first("caption", "title", "text", "image_caption")
    credit = call.first("credit", "attr", "attribution", "copyright")
    title = "" if is_alone else f"{caption} {credit}".strip()
    src, alt, title, caption, credit = (escape(unescape(value)) for value in (src, alt, title, caption, credit))
    image = f'<img src="{src}"' + (f' alt="{alt}"' if alt else "") + (f' title="{title}"' if title else "") + ">"
    if not is_alone or not (caption or credit):
        return image
    caption += f' <small class="credit">{credit}</small>' if credit else ""
    return f"\n<figure>{image}<figcaption>{caption}</figcaption></figure>\n"
