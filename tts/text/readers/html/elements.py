"""Which elements of HTML separate text, and which are not read (HTML Living Standard, sections 4 and 15.3)."""

from __future__ import annotations

import re
from collections.abc import Mapping


def _names(listed: str) -> frozenset[str]:
    """Return the names that are listed, separated by spaces."""
    return frozenset(listed.split())


BORDERS = _names(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol optgroup option p pre "
    "search section summary table tbody td tfoot th thead tr ul"
)
"""Elements before and after which a new piece of text begins."""

NO_TEXT = {
    "head": "metadata of a page",
    "iframe": "embedded page",
    "link": "",
    "meta": "",
    "noembed": "replacement for an embedded object",
    "noframes": "replacement for frames",
    "script": "script",
    "style": "style sheet",
    "template": "template",
    "title": "title of a page",
}
"""Elements whose content is not text of the page, and the reason in the list of what is skipped."""

SKIPPED = {
    "audio": "audio",
    "button": "control",
    "canvas": "drawing",
    "dialog": "dialog",
    "embed": "embedded object",
    "form": "form",
    "iframe": "embedded page",
    "input": "control",
    "math": "formula",
    "nav": "navigation",
    "noscript": "replacement for a script",
    "object": "embedded object",
    "select": "control",
    "svg": "drawing",
    "textarea": "control",
    "video": "video",
}
"""Elements that are not heard, and the reason in the list of what is skipped."""

READINGS = _names("rp rt rtc")
"""Elements that say how the word below them is read (HTML Living Standard, section 4.5.12)."""

GRAPHICS = _names("area audio canvas embed figure iframe object svg video")
"""Elements that, like an image, show what their title or label describes; without one, they have an address."""

_GRAPHIC_ROLES = _names("figure graphics-document graphics-object graphics-symbol img image")
_SAYS_NOTHING = _names(
    "a ad advertisement an and audio bar by canvas chart content diagram document embed embedded embeds external "
    "facebook figure for form frame from google graph graphic icon iframe illustration image img inline instagram "
    "interactive line logo map maps media object of on photo picture pie player plot post soundcloud spotify svg "
    "the tweet twitter video viewer vimeo visualisation visualization widget x youtube"
)

VOID = _names("area base br col embed hr img input link meta param source track wbr")
"""Elements without an end tag."""

OPTIONAL_END = _names("body colgroup dd dt head html li option p rp rt tbody td tfoot th thead tr")
"""Elements whose end tag may be left out (HTML Living Standard, section 13.1.2.4)."""

FLAGS = _names(
    "allowfullscreen alt async autofocus autoplay checked class compact contenteditable controls crossorigin declare "
    "default defer disabled download draggable formnovalidate hidden href id inert ismap itemscope loop markdown "
    "mozallowfullscreen multiple muted nomodule noresize noshade novalidate nowrap open playsinline popover readonly "
    "required reversed seamless selected style title webkitallowfullscreen"
)
"""Attributes that occur without a value."""

_WORDED = (
    *("title", "aria-label", "aria-description", "abbr", "attribution", "author", "caption", "credit", "data-caption"),
    *("label", "placeholder", "quote", "standby", "summary"),
)
"""Attributes whose values are words, besides an alternative text."""


def is_hidden(attributes: Mapping[str, str | None]) -> bool:
    """Return whether an element is not meant to be read (`hidden`, `aria-hidden`, `display: none`).

    One that is hidden until it is found is a part of the text that a page shows when a person asks for it.
    """
    style = (attributes.get("style") or "").replace(" ", "").lower()
    return (
        ("hidden" in attributes and (attributes["hidden"] or "").lower() != "until-found")
        or (attributes.get("aria-hidden") or "").lower() == "true"
        or "display:none" in style
        or "visibility:hidden" in style
    )


def find_asides(tag: str, attributes: Mapping[str, str | None]) -> list[str]:
    """Return the words of an element's attributes that a browser or the script of a page may show or say.

    They are an image's alternative text (its address where there is none), the titles and labels or else the address of
    another graphic, and the titles and labels of any other element but a link from a note back to its mark.
    """
    others = [value for name in _WORDED if (value := (attributes.get(name) or "").strip())]
    if tag == "img":
        return [(attributes.get("alt") or "").strip() or attributes.get("src") or "", *others]
    if tag == "math" or is_graphic(tag, attributes):
        addresses = [] if tag == "figure" else [(attributes.get(name) or "").strip() for name in ("src", "data")]
        described = (attributes.get("alt") or "").strip()
        labels = [*others[:2], described, *others[2:]] if described else others
        return labels or list(filter(None, addresses))[:1]
    return [] if is_back_link(attributes) else others


def is_graphic(tag: str, attributes: Mapping[str, str | None]) -> bool:
    """Return whether an element that is not an `img` shows a graphic (HTML-AAM 1.0; WAI-ARIA 1.2, role img)."""
    return tag in GRAPHICS or (tag != "img" and (attributes.get("role") or "").strip().lower() in _GRAPHIC_ROLES)


def says_something(label: str) -> bool:
    """Return whether the label of a graphic describes it; "YouTube video player" and "Line chart" do not."""
    return any(not (word in _SAYS_NOTHING or word.isdigit()) for word in re.findall(r"\w+", label.casefold()))


def is_note_mark(tag: str, attributes: Mapping[str, str | None]) -> bool:
    """Return whether an element is the mark that points to a footnote (DPUB-ARIA 1.1, doc-noteref)."""
    if tag == "sup":
        return (attributes.get("id") or "").startswith("fnref")
    return tag == "a" and (
        "footnote-ref" in (attributes.get("class") or "").split() or attributes.get("role") == "doc-noteref"
    )


def is_back_link(attributes: Mapping[str, str | None]) -> bool:
    """Return whether an element leads from a footnote back to its mark (DPUB-ARIA 1.1, doc-backlink)."""
    names = (attributes.get("class") or "").split()
    is_named = "footnote-backref" in names or any("backlink" in name for name in names)
    return is_named or attributes.get("role") == "doc-backlink"


_INLINE = _names(
    "a abbr acronym area audio b base basefont bdi bdo big blink br button canvas cite code col colgroup data "
    "datalist del dfn embed em font head i iframe img input ins kbd label link map mark marquee meta meter nobr "
    "noscript object output param picture progress q rb rp rt rtc ruby s samp script select slot small source "
    "span strike strong style sub sup svg template textarea time title track tt u var video wbr xmp math mi mn mo "
    "mrow msup msub mfrac g path rect circle"
)


def is_known(tag: str) -> bool:
    """Return whether `tag` is an element of HTML; `T` in `Vec<T>` is not."""
    return tag.lower() in _INLINE or tag.lower() in BORDERS or tag.lower() in SKIPPED or "-" in tag
