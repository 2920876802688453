"""CALL of a tag -> its meaning: a figure, a quote, a box, an embedded page; and which arguments are words."""

from __future__ import annotations

import re

from tts.regex import regex
from tts.text.readers.markdown.dialects.calls import Call, is_address, is_picture
from tts.text.readers.markdown.dialects.directives import is_kind
from tts.text.readers.whitespace import split_words


def _names(listed: str) -> frozenset[str]:
    """Return the names that are listed, separated by spaces."""
    return frozenset(listed.split())


_FIGURES = _names("figure image img linked-figure linkedfigure picture photo screenshot")
_EMBEDS = _names(
    "asciinema audio bilibili codepen codesandbox embed figma gist giphy iframe instagram jsfiddle loom map mastodon "
    "peertube playground playlist podcast slideshare soundcloud speakerdeck spotify stackblitz tweet twitter video "
    "vimeo x youtube youtube-lite"
)
_EMBEDDED = ("audio", "embed", "gist", "instagram", "speakerdeck", "tweet", "twitter", "video", "vimeo", "youtube")
_QUOTES = _names(
    "blockquote bquote centerquote cq epigraph pull-quote pullquote pull_quote quote quotation quotes testimonial"
)
_BOXES = _names(
    "admonition alert alertbox aside banner box callout hint infobox message note_box notice notice-box panel tipbox"
)
_TITLED = _names(
    "accordion accordion-item accordionitem card collapse collapsible details dropdown expand expandable fold folding "
    "step spoiler tab tabitem toggle"
)
_FREE = _names("aside blockquote collapse details fold folding pullquote quote spoiler step tab")
"""Tags of Hexo whose words need no quotes."""

_CODES = _names(
    "chart code code_block codeblock console diagram echarts graphviz gravizo highlight mermaid plantuml sourcecode "
    "terminal"
)
_WORDED = _names(
    "abbr abbreviation acronym badge btn button chip color colored dfn del em gloss glossary guilabel highlight hl ins "
    "kbd key keys keyboard label mark menu menuselection pill sc small smallcaps span strong sub sup tag term text "
    "tooltip u underline"
)
"""Tags whose words stay in the sentence, in quotes or not."""

_WITHIN_WORDS = _names(
    "abbr abbreviation acronym b color colored del em highlight hl i ins mark sc small smallcaps span strong sub sup "
    "text tooltip u underline"
)
"""Components that may begin or end within a word."""

_TERMS = frozenset({"abbr", "keyword", "term", "word"})
"""Last parts of names of tags whose words stay in the sentence: `engine_keyword`."""

_NOTES = _names("efn_note fn footnote margin-note marginnote margin_note mfn note ref side-note sidenote side_note")
_KEYS = _names("kbd key keys keyboard menu menuselection")
_SILENT = _names(
    "anchor asset assign asset_img asset_link asset_path assets block br button_link capture case component cycle date "
    "div elif else elsif emoji extends fa fab far fas feather font-awesome for hr icon icons if import include "
    "include_cached include_relative increment layout lang liquid macro more param paginate partial post_url raw "
    "readfile ref relref render section set slot static style toc trans unless url when with"
)
"""Tags whose arguments are no words."""

_FORMS = _names("contact-form contact-form-7 form formidable gravityform mc4wp_form newsletter wpforms")
_TITLE = ("title", "label", "summary", "header", "heading", "question", "headline", "tab")
_BODY = (
    "text",
    "content",
    "body",
    "message",
    "description",
    "desc",
    "subtitle",
    "answer",
    "quote",
    "caption",
    "excerpt",
)
_INLINE = ("text", "label", "word", "term", "content", "title", "summary", "caption", "children", "quote", "abbr")
_AUTHOR = ("author", "attribution", "by", "cite", "citation", "credit", "name", "person", "speaker")
_SOURCE = ("source", "from", "work", "role", "job", "position", "where")
_WORDS = frozenset(
    {*_TITLE, *_BODY, *_INLINE, *_AUTHOR, *_SOURCE, "alt", "note", "tip", "hint", "definition", "tooltip", "legend"}
) - {"name", "from", "by", "tab", "role", "position", "where", "children", "work"}
_WORDLESS = regex(r"left|right|center|open|close|true|false|\d+|(?:https?:/)?/\S*", re.IGNORECASE)


def is_wordless(call: Call) -> bool:
    """Return whether no page shows the arguments of a tag."""
    return call.name in _FORMS


def is_worded(call: Call) -> bool:
    """Return whether a tag is about words of a sentence."""
    return call.name in _WORDED or (call.name not in _SILENT and re.split(r"[-_]", call.name)[-1] in _TERMS)


def may_join_words(call: Call) -> bool:
    """Return whether a component may be around a part of a word."""
    return call.name in _WITHIN_WORDS


def is_note(call: Call) -> bool:
    """Return whether a tag holds a remark about the words before it, which a page shows beside the text."""
    return call.name in _NOTES


def is_figure(call: Call) -> bool:
    """Return whether a tag shows a picture: by its name, an alternative text, or the address of a picture."""
    if call.name in ("include", "render", "partial"):
        is_named = any(name in _FIGURES for file in call.rest[:1] for name in re.split(r"[^a-z]+", file.lower()))
        names = ("image", "src", "url", "alt", "img", *(("path", "file", "filename", "name") if is_named else ()))
        return bool(call.first(*names)) and not is_embed(call, "")
    if call.name in _TITLED and not call.named.get("alt"):
        return False  # the picture of a card is an ornament
    parts = re.split(r"[_.-]", call.name)
    if parts[0] in _FIGURES or call.name in _FIGURES or call.name == "asset_img":
        return bool(call.named or call.rest)
    if parts[-1] in _FIGURES and any(map(is_picture, call.rest)):
        return True
    return bool(call.named.get("alt")) or any(is_picture(call.named.get(name, "")) for name in ("src", "image", "img"))


def is_embed(call: Call, source: str) -> bool:
    """Return whether a tag shows another page: by its name, or by a name that is in its `source`."""
    parts = set(re.split(r"[-_.]", call.name)) - {"x", "map", "embed"}
    return call.name in _EMBEDS or not parts.isdisjoint(_EMBEDS) or any(name in source.lower() for name in _EMBEDDED)


def is_quote(call: Call) -> bool:
    """Return whether a tag holds a quotation."""
    name = _name(call)
    return name in _QUOTES or name.endswith("_quote") or "quote" in call.named


def is_code(call: Call) -> bool:
    """Return whether a pair of tags holds code."""
    return call.name in _CODES


def is_box(call: Call) -> bool:
    """Return whether a page sets the text of a tag apart from the text around it."""
    name = _name(call)
    return name in _BOXES or is_quote(call) or is_kind(name)


def find_title(call: Call) -> str:
    """Return the title that a tag gives its text, else ""."""
    if title := call.words(*_TITLE, *(("name",) if call.name in _TITLED else ())):
        return title
    if call.name in _SILENT:
        return ""
    words = [value for value in call.quoted if not is_kind(value.lower()) and value not in ("true", "false")]
    worded = [value for value in words if not is_address(value)]
    if is_quote(call) and worded and not call.named.get("author"):
        return ", ".join(worded)
    if worded and (is_box(call) or call.name in _TITLED or any(" " in value for value in worded)):
        return worded[0]
    if call.name in _FREE:
        return " ".join(word for word in call.free.split() if not (_WORDLESS.fullmatch(word) or is_kind(word.lower())))
    return ""


def find_body(call: Call) -> str:
    """Return the text that a tag has as an argument, else ""."""
    return call.words(*_BODY)


def find_author(call: Call) -> str:
    """Return who said a quotation and where, else ""."""
    if not is_quote(call):
        return ""
    author, source = call.words(*_AUTHOR), call.words(*_SOURCE)
    if author and not source:
        source = call.words("title")
    return ", ".join(dict.fromkeys(text for text in (author, source) if text))


def find_inline(call: Call) -> str:
    """Return the words of a tag in a sentence, else ""."""
    if words := call.words(*_INLINE):
        return words
    if call.name in _SILENT or is_embed(call, ""):
        return ""
    if call.quoted:
        quoted = [value for value in call.quoted if is_worded(call) or not is_address(value)]
        return " ".join(quoted) if call.name in _KEYS else next(iter(quoted), "")
    if call.name == "post_link":
        return " ".join(call.rest[1:])
    if call.name == "label" and "@" in call.free:
        return call.free.partition("@")[2].strip()
    if call.name in ("btn", "button") and "," in call.free:
        parts = [part.strip() for part in call.free.split(",")]
        return parts[1] if is_address(parts[0]) else ""
    return " ".join(call.rest) if is_worded(call) else ""


def leftover_words(call: Call, used: str) -> str:
    """Return the words among the arguments that are not in `used`."""
    heard = f" {' '.join(split_words(used))} "
    values = [call.words(name) for name in call.named if name in _WORDS]
    if call.name not in _SILENT:
        values += [value for value in call.quoted if " " in value and not is_address(value)]
    left = (value for value in values if value and f" {' '.join(split_words(value))} " not in heard)
    return " ".join(left)


def _name(call: Call) -> str:
    """Return the name of a tag, or of the file that it includes: `note` of `include note.html`."""
    if call.name in ("include", "include_cached", "render", "partial") and call.rest:
        return re.sub(r"^.*/|\.\w+$", "", call.rest[0]).lower()
    return call.name
