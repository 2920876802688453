"""The table of contents and the transcripts of an audiobook."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import partial

from tts.noun import noun
from tts.verify.audiobook.book import CHECK, PUBLICATION, Audiobook, read_page
from tts.verify.findings import Findings, Reading, report, shown
from tts.verify.manifest import ManifestUtterance
from tts.verify.tree import NOTE_MARK, Node, index_ids, printable_letters

_TIMES = re.compile(r"#t=(\d{1,9}\.\d{3}),(\d{1,9}\.\d{3})")
_LISTS = ("ol", "ul")

_finding = partial(report, CHECK)


@noun
class ContentsLink:
    """A link of the table of contents in as many lists as `level`. Its times are None where its address has none."""

    level: int
    title: str
    address: str
    begin_ms: int | None
    end_ms: int | None

    @property
    def file(self) -> str:
        """The file to which it leads."""
        return self.address.partition("#")[0]


def read_contents(book: Audiobook) -> Reading[tuple[str, list[ContentsLink]] | None]:
    """Return the page with the table of contents and its links; None, with a finding, if there is not one page."""
    pages = [str(link.get("url")) for link in book.linked if link.get("rel") == "contents"]
    if len(pages) != 1:
        yield _finding(PUBLICATION, "", f"It has {len(pages)} tables of contents instead of one.")
        return None
    root = yield from read_page(book.archive, pages[0])
    if root is None:
        return None
    lists = [nav for nav in root.find("nav") if nav.get("role") == "doc-toc"]
    return pages[0], [link for nav in lists[:1] for link in _list_links(nav)]


def _list_links(nav: Node) -> Iterator[ContentsLink]:
    """Yield the links in order."""
    waiting = [(nav, 0)]
    while waiting:
        node, level = waiting.pop()
        if node.name == "a":
            times = _TIMES.search(node.get("href"))
            begin_ms, end_ms = (int(time.replace(".", "")) for time in times.groups()) if times else (None, None)
            yield ContentsLink(
                level=level, title=node.text(), address=node.get("href"), begin_ms=begin_ms, end_ms=end_ms
            )
        waiting += ((child, level + (child.name in _LISTS)) for child in reversed(node.elements()))


def check_link(page: str, link: ContentsLink, begin_ms: float, end_ms: float, tolerance_ms: int = 0) -> Findings:
    """Check that a link leads to a stretch from `begin_ms`, which ends not later than the sound at `end_ms`."""
    title = shown(link.title)
    if link.begin_ms is None or link.end_ms is None or abs(link.begin_ms - begin_ms) > tolerance_ms:
        yield _finding(page, "", f"{title} leads to {shown(link.address)}, and begins at {begin_ms:.0f} ms.")
    elif not link.begin_ms < link.end_ms <= end_ms:
        yield _finding(page, "", f"{title} ends outside of the sound.")


def check_transcript(book: Audiobook, page: str, utterances: Iterable[ManifestUtterance]) -> Findings:
    """Check that every utterance is in a transcript under its id, in order."""
    root = yield from read_page(book.archive, page)
    if root is None:
        return
    elements = index_ids(root)
    order = {name: index for index, name in enumerate(elements)}
    last = -1
    for utterance in utterances:
        element, text = elements.get(utterance.id), utterance.text
        if element is None:
            yield _finding(page, "", f"{utterance.id}, {shown(text)}, is not in it.")
            continue
        if printable_letters(element.text(NOTE_MARK)) != printable_letters(text):
            yield _finding(page, "", f"{utterance.id} reads {shown(element.text())} instead of {shown(text)}.")
        if order[utterance.id] < last:
            yield _finding(page, "", f"{utterance.id} is not where it is heard.")
        last = order[utterance.id]
