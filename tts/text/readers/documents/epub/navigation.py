"""NAVIGATION DOCUMENT or NCX -> LABELS of the content documents, and what some of them are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tts.text.readers.documents.epub.xhtml import list_types, resolve
from tts.text.readers.documents.xml import Element
from tts.text.readers.whitespace import normalize_whitespace


def read_nav(root: Element, path: str) -> dict[str, str]:
    """Return the label of each content document in the navigation document `root` (EPUB 3.3, section 7.4)."""
    navs = [nav for nav in root.all("nav") if "toc" in list_types(nav)]
    links = (link for nav in navs for link in nav.all("a") if link.get("href"))
    return _keep_first((resolve(path, link.get("href")), link.text()) for link in links)


def read_ncx(root: Element, path: str) -> dict[str, str]:
    """Return the label of each content document in the NCX `root` (Open Packaging Format 2.0.1, section 2.4.1)."""
    points = ((point.find("ncx:content"), point.find("ncx:navLabel")) for point in root.all("ncx:navPoint"))
    return _keep_first(
        (resolve(path, content.get("src")), label.text()) for content, label in points if content and label
    )


def read_landmarks(root: Element, path: str) -> Iterator[tuple[str, str]]:
    """Yield what the landmarks of the navigation document `root` say: a kind, and the content document of it."""
    for nav in root.all("nav"):
        if "landmarks" in list_types(nav):
            for link in nav.all("a"):
                yield from ((kind, resolve(path, link.get("href"))) for kind in list_types(link))


def _keep_first(entries: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return the first label of each content document."""
    labels: dict[str, str] = {}
    for path, text in entries:
        if label := normalize_whitespace(text):
            labels.setdefault(path, label)
    return labels
