"""ELEMENTS -> FIELDS: what the text of a page shows of its article: bylines, dates, its heading, its links."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice

from selectolax.lexbor import LexborHTMLParser, LexborNode

from tts.regex import regex
from tts.text.readers.html.elements import is_hidden
from tts.text.readers.page.metadata.values import clean_value

_CANDIDATES = (
    '[itemprop~="author"], [rel~="author"], [itemprop~="datePublished"], [itemprop~="dateCreated"], '
    'time, h1, [property~="author"], '
    + ", ".join(
        f'[{key}*="{word}" i]'
        for key in ("class", "id")
        for word in (
            "byline",
            "by-line",
            "author",
            "writtenby",
            "written-by",
            "dateline",
            "publish",
            "post-date",
            "entry-date",
            "pubdate",
        )
    )
)
_BYLINE = regex(r"by-?_?line|author|written-?_?by|dateline", re.IGNORECASE)
_NO_BYLINE = regex(
    r"avatar|image|img|photo|pic(?:ture)?\b|bio\b|biograph|follow|social|comment|related|teaser|promo|hovercard|popover"
    r"|credit|caption|more-from|recirc|recommend",
    re.IGNORECASE,
)
_ABOUT = regex(r"profile|widget|about|sidebar|footer|\bnav", re.IGNORECASE)
_DATE = regex(r"publish|post-?_?date|entry-?_?date|pub-?_?date|dateline|date-?_?published", re.IGNORECASE)
_NO_DATE = regex(r"update|modified|comment|changed|edited", re.IGNORECASE)
_OUTSIDE = frozenset(("nav", "footer", "table"))
_SPACE = regex(r"\s+")
_LISTS = frozenset(("ul", "ol"))
_MAX_NAMES = 200  # characters of the classes of an element
_OUTSIDE_NAMES = regex(
    r"(?:^|[\s_-])(?:comments?|related|recommended|recirc\w*|footer|trending|popular|teasers?|promos?|carousel)(?:$|[\s_-])",
    re.IGNORECASE,
)
_MAX_CANDIDATES = 1000
_MAX_AUTHORS = 6  # in elements of one place; more are a list of all who write for the site
_MAX_BYLINE = 160  # characters
_MAX_DEPTH = 40  # elements above one, among which one may be outside the article
_MAX_NODES = 80  # below a byline
_LINE_ENDS = frozenset(("br", "p", "div", "li", "ul", "time", "section", "h2", "h3", "h4", "h5"))
_NO_TEXT = frozenset(("script", "style", "noscript", "svg", "template", "time", "button", "sup"))


def read_markup(page: LexborHTMLParser) -> Mapping[str, list[str]]:
    """Return what the elements of `page` show, by field: the surest first, and those below the heading first.

    Bylines in the same element are lines of one value.
    """
    authors: dict[tuple[int, bool, int], list[str]] = {}
    dates: list[tuple[int, bool, str]] = []
    heading = page.css_first("h1")
    is_above = heading is not None
    around_heading = {parent.mem_id for parent in _iterate_parents(heading)} if heading is not None else set()
    for node in islice(page.css(_CANDIDATES), _MAX_CANDIDATES):
        attributes = node.attributes
        tag, names = str(node.tag), f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
        if tag == "h1":
            is_above = False
        elif (
            tag in ("html", "body", "meta", "link")
            or is_hidden(attributes)
            or _is_outside(node, around_heading, is_above)
        ):
            continue
        elif (rank := _rank_byline(tag, attributes, names)) is not None:
            below = node.parent.mem_id if node.parent is not None else 0
            authors.setdefault((rank, is_above, below), []).extend(_list_byline_texts(node))
        if (date_rank := _rank_date(tag, attributes, names)) is not None:
            written = attributes.get("datetime") or attributes.get("content") or attributes.get("title") or _text(node)
            dates.append((date_rank, is_above, written))
    return {
        "authors": [
            "\n".join(dict.fromkeys(texts))
            for _, texts in sorted(authors.items(), key=lambda item: item[0][:2])
            if 0 < len(texts) <= _MAX_AUTHORS
        ],
        "marked_authors": ["\n".join(dict.fromkeys(texts)) for (rank, _, _), texts in authors.items() if not rank],
        "date": [text for _, _, text in sorted(dates, key=lambda item: item[:2])],
        "title": list(_list_texts(page, '[itemprop~="headline"]')),
        "heading": list(_list_texts(page, "h1")),
        "subheading": list(_list_texts(page, "h2")),
        "site": list(_list_home_names(page)),
        "language": list(_list_languages(page)),
        "canonical_url": [link.attributes.get("href") or "" for link in page.css('link[rel~="canonical" i][href]')[:3]],
    }


def _rank_byline(tag: str, attributes: Mapping[str, str | None], names: str) -> int | None:
    """Return how sure it is that an element has the names of authors, 0 is surest, None if there is no sign of it."""
    itemprop = f"{attributes.get('itemprop') or ''} {attributes.get('property') or ''}".split()
    if "author" in itemprop:
        return 0
    if "author" in (attributes.get("rel") or "").lower().split():
        return 0
    if not _BYLINE.search(names) or _NO_BYLINE.search(names) or tag in ("article", "main", "img"):
        return None
    return 2 if _ABOUT.search(names) else 1


def _rank_date(tag: str, attributes: Mapping[str, str | None], names: str) -> int | None:
    """Return how sure it is that an element has the date of publication, 0 is surest, None without a sign of it."""
    itemprop = (attributes.get("itemprop") or "").split()
    if "datePublished" in itemprop or "pubdate" in attributes:
        return 0
    if _NO_DATE.search(names) and not _DATE.search(names):
        return None
    if tag == "time" and "dateModified" not in itemprop:
        return 1 if _DATE.search(names) else 2
    return 3 if _DATE.search(names) else None


def _iterate_parents(node: LexborNode) -> Iterator[LexborNode]:
    """Yield the elements around `node`, from the inside, up to the body of the page."""
    parent = node.parent
    for _ in range(_MAX_DEPTH):
        if parent is None or parent.tag in ("body", "html"):
            return
        yield parent
        parent = parent.parent


def _is_outside(node: LexborNode, around_heading: set[int], is_above: bool) -> bool:
    """Return whether an element is in a menu, a footer, a table, a list of other articles or the comments.

    Lists above the heading are menus. What is `around_heading` is around the article, whatever its name.
    """
    for parent in _iterate_parents(node):
        attributes, tag = parent.attributes, str(parent.tag)
        names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
        is_named_so = len(names) < _MAX_NAMES and _OUTSIDE_NAMES.search(names) is not None
        if tag in _OUTSIDE or (tag in _LISTS and is_above) or is_named_so:
            return parent.mem_id not in around_heading
    return False


def _list_byline_texts(node: LexborNode) -> Iterator[str]:
    """Yield the text of a byline, or of the names that are marked in it."""
    whole = _text(node)
    if not whole and not node.attributes.get("content"):
        return
    marked = node.css('[itemprop~="name"], [rel~="author"], [class~="fn"]')[:10]
    texts = [_text(inner) for inner in marked if inner != node]
    names = [text for text in texts if 0 < len(text) <= _MAX_BYLINE]
    if names:
        yield "\n".join(dict.fromkeys(names))
        return
    content = (node.attributes.get("content") or "").strip() or whole
    if 0 < len(content) <= _MAX_BYLINE:
        yield content


def _text(root: LexborNode) -> str:
    """Return the text below `root` in lines, without times and programs; "" if there is too much for a byline."""
    pieces: list[str] = []
    stack = [root.child]
    count = 0
    while stack:
        node = stack.pop()
        if node is None:
            continue
        count += 1
        if count > _MAX_NODES:
            return ""
        stack.append(node.next)
        tag = str(node.tag)
        if tag == "-text":
            pieces.append(_SPACE.sub(" ", node.text_content or ""))
        elif tag in _NO_TEXT and root.tag != tag:
            pieces.append("\n")
        elif not tag.startswith("-"):
            pieces.append("\n" if tag in _LINE_ENDS else "")
            stack.append(node.child)
    return "\n".join(filter(None, map(clean_value, "".join(pieces).split("\n"))))


def _list_texts(page: LexborHTMLParser, selector: str) -> Iterator[str]:
    """Yield the texts of the first elements that `selector` finds."""
    for node in page.css(selector)[:6]:
        text = clean_value(node.attributes.get("content") or node.text() or "")
        if text and not is_hidden(node.attributes):
            yield text


def _list_home_names(page: LexborHTMLParser) -> Iterator[str]:
    """Yield what the links to the first page of the site are called: mostly the name of the site."""
    for link in page.css(
        'a[href="/"], a[rel~="home"], a[class*="logo" i], [class*="logo" i] > a, [class*="site-title" i]'
    )[:12]:
        image = link.css_first("img[alt]")
        titles = (link.attributes.get("title"), link.text(), image.attributes.get("alt") if image else "")
        yield from (text for title in titles if (text := clean_value(title or "")) and len(text) <= 60)


def _list_languages(page: LexborHTMLParser) -> Iterator[str]:
    """Yield the languages that the root of the page and its body are marked with."""
    for tag in ("html", "body", "article", "main"):
        node = page.css_first(tag)
        if node is not None:
            yield from (str(node.attributes.get(name) or "") for name in ("lang", "xml:lang"))
