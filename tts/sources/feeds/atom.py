"""XML -> ENTRIES: Atom 1.0 (RFC 4287), and 0.3."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from tts.sources.entry import Entry
from tts.sources.feeds.teaser import drop_appearance, is_teaser
from tts.sources.values import clean_address, clean_language, clean_line, clean_lines, find_first, parse_moment
from tts.text.readers.documents.xml import Element

_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
)


def read_atom(root: Element, address: str) -> tuple[str, Iterator[Entry]]:
    """Return the title of the feed, and its entries in order."""
    base = _find_base(root, address)
    authors = _read_authors(root)
    language = root.get("xml:lang")
    entries = (_read_entry(entry, base, authors, language) for entry in root.elements("atom:entry"))
    return clean_line(_read_text(root, "atom:title")), (entry for entry in entries if entry)


def _read_entry(element: Element, feed_base: str, authors: tuple[str, ...], language: str) -> Entry | None:
    """Return an entry; None if it has neither an address nor content."""
    base = _find_base(element, feed_base)
    address = _find_address(element, base)
    content = next(element.elements("atom:content"), None)
    body = _to_html(content).strip() if content is not None else ""
    summary = _read_text(element, "atom:summary").strip()
    html = drop_appearance(body or summary, address)
    if not address and not html:
        return None
    title = clean_line(_read_text(element, "atom:title"))
    source = element.find("atom:source")
    moments = (
        parse_moment(_read_plain_text(element, f"atom:{name}"))
        for name in ("published", "issued", "created", "updated")
    )
    is_body = content is not None and bool(body)
    return Entry(
        id=find_first((_read_plain_text(element, "atom:id"), address, title, html[:200])),
        address=address,
        title=title,
        authors=_read_authors(element) or (_read_authors(source) if source is not None else ()) or authors,
        published=next((moment for moment in moments if moment), None),
        language=clean_language(
            (content.get("xml:lang") if content is not None else "") or element.get("xml:lang") or language
        ),
        tags=clean_lines([tag.get("label") or tag.get("term") for tag in element.elements("atom:category")]),
        html=html,
        base=_find_base(content, base) if content is not None and content.get("xml:base") else address or base,
        is_teaser=is_teaser(html, address, is_summary=not is_body or body == summary),
    )


def _find_base(element: Element, base: str) -> str:
    """Return what relative addresses in an element start from."""
    return clean_address(element.get("xml:base"), base) or base


def _find_address(element: Element, base: str) -> str:
    """Return the address of the page of an entry, rather than those of other forms of it."""
    links = [link for link in element.elements("atom:link") if link.get("rel", "alternate") == "alternate"]
    pages = [link for link in links if link.get("type", "text/html") in {"text/html", "application/xhtml+xml"}]
    content = next(element.elements("atom:content"), Element(""))
    addresses = [clean_address(link.get("href"), _find_base(link, base)) for link in (*pages, *links)]
    return find_first((*addresses, clean_address(content.get("src"), base)))


def _read_authors(element: Element) -> tuple[str, ...]:
    """Return the names of the authors of a feed or entry."""
    return clean_lines([_read_plain_text(author, "atom:name") for author in element.elements("atom:author")])


def _read_plain_text(element: Element, name: str) -> str:
    """Return the text of a child without mark-up."""
    return next((child.text().strip() for child in element.elements(name)), "")


def _read_text(element: Element, name: str) -> str:
    """Return the HTML of a child that is a text construct."""
    child = next(element.elements(name), None)
    return _to_html(child) if child is not None else ""


def _to_html(element: Element) -> str:
    """Return the HTML of a text construct or content (RFC 4287, sections 3.1 and 4.1.3); nothing for other media."""
    kind = element.get("type", "text").lower()
    if any(element.elements()) or kind in {"xhtml", "application/xhtml+xml"}:
        return "".join(_serialize(element.children))
    if kind in {"html", "text/html"} or element.get("mode") == "escaped":  # the mode is of Atom 0.3
        return element.text()
    if kind in {"text", "text/plain"}:
        return "".join(f"<p>{escape(part, quote=False)}</p>" for part in element.text().split("\n\n") if part.strip())
    return ""


def _serialize(children: list[Element | str]) -> Iterator[str]:
    """Yield elements of XHTML as HTML, without recursion."""
    stack: list[Element | str | tuple[str]] = [*reversed(children)]
    while stack:
        node = stack.pop()
        if isinstance(node, tuple):
            yield node[0]
        elif isinstance(node, str):
            yield escape(node, quote=False)
        else:
            name = node.name.rpartition(":")[2]
            attributes = ((key.replace("xml:lang", "lang"), value) for key, value in node.attributes.items())
            written = "".join(f' {key}="{escape(value)}"' for key, value in attributes if ":" not in key)
            yield f"<{name}{written}>"
            if name not in _VOID:
                stack.append((f"</{name}>",))
                stack += reversed(node.children)
