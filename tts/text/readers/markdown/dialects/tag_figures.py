"""CALL of a tag that shows a picture -> HTML of the figure."""

from __future__ import annotations

from html import escape, unescape

from tts.regex import regex
from tts.text.readers.markdown.dialects.calls import Call, is_address, is_picture

_SIZES = regex(r"\d(?:vw|px|r?em|%)")
_OPTION = regex(r"left|right|center|middle|full|wide|\d+\S*|\S*[-_/]\S*")
_TAG = regex(r"</?[A-Za-z][^<>]*>")
_CLASSES = regex(r"(?=\S*-|\S+ \S*-)[a-z][a-z0-9_-]*(?: [a-z][a-z0-9_-]*)*")
_IMAGE = regex(
    r"\s*(?P<image>(?:<a\b[^<>]*>\s*)?(?:<img\b[^<>]*>|!\[[^\]\n]*\]\([^()\n]*\))(?:\s*</a>)?"
    r"|\[!\[[^\]\n]*\]\([^()\n]*\)\]\([^()\n]*\))\s*"
)


def figure_html(call: Call, *, is_alone: bool, content: str = "") -> str:
    """Return the image or figure of a call, with `content` in its caption.

    A caption within a line of text becomes the image's title.
    """
    rest = [value for value in call.rest if not value.endswith(".html")]
    address = call.first("src", "image", "img", "url", "path", "link", "image_path", "file", "href", "filename", "name")
    if not address:
        address = next(filter(is_picture, rest), rest[0] if rest else "")
        if call.name.endswith("caption") and " " in address:  # of the picture before it
            return f'\n<p class="caption">{address}</p>\n' if is_alone else address
    words = [value for value in call.quoted if value != address and _may_be_words(value)]
    alt = call.first("alt", "alt_text", "alttext", "image_alt", "alternative")
    if not alt and call.free and is_picture(address):
        alt = _free_words(rest, address, is_sure=call.name in ("img", "asset_img"))
    if not alt and words:
        alt = words.pop(0)
    caption = call.words("caption", "text", "image_caption", "description", "legend", "label")
    # A title is above the caption, or all of it
    lines = [text for text in (_TAG.sub("", line).strip() for line in (call.words("title"), caption, *words)) if text]
    caption = " ".join(lines)
    credit = call.words(
        "credit", "credits", "attr", "attribution", "copyright", "author", "photographer", "source", "by"
    )
    title = "" if is_alone else f"{caption} {credit}".strip()
    address, alt, title, caption, credit = (escape(unescape(value)) for value in (address, alt, title, caption, credit))
    image = f'<img src="{address}"' + (f' alt="{alt}"' if alt else "") + (f' title="{title}"' if title else "") + ">"
    caption = "<br>".join([*(escape(unescape(line)) for line in dict.fromkeys(lines)), *([content] if content else [])])
    if not is_alone or not (caption or credit):
        return image
    caption += f' <small class="credit">{credit}</small>' if credit else ""
    return f"\n<figure>{image}<figcaption>{caption}</figcaption></figure>\n"


def _free_words(rest: list[str], address: str, *, is_sure: bool) -> str:
    """Return the words without quotes behind the address of a tag of Octopress or Hexo, and behind its size.

    Unless it `is_sure` that they are words, a single one is an option.
    """
    words = rest[rest.index(address) + 1 :] if address in rest else []
    while words and (words[0].isdigit() or (not is_sure and _OPTION.fullmatch(words[0]))):
        words = words[1:]
    text = " ".join(words)
    is_text = _may_be_words(text) if len(words) > 1 else is_sure
    return text.strip("‘’“”'\"") if is_text else ""


def _may_be_words(value: str) -> bool:
    """Return whether a value without a name is no address, size or list of classes."""
    return not is_address(value) and not _SIZES.search(value) and not _CLASSES.fullmatch(value)


def caption_html(content: str, call: Call, *, is_all: bool) -> str:
    """Return the figure of a pair of tags around `content`: a picture, and unless it `is_all`, a caption.

    Return "" if it does not begin with a picture.
    """
    found = _IMAGE.fullmatch(content) if is_all else _IMAGE.match(content)
    if found is None:
        return ""
    caption = " ".join(text for text in (call.words("caption"), " ".join(content[found.end() :].split())) if text)
    if not caption:
        return f"\n{found['image']}\n"
    return f"\n<figure>{found['image']}<figcaption>{caption}</figcaption></figure>\n"
