"""`ncc.html`: the metadata of a book, and its navigation (DAISY 2.02, section 2.1 and appendix 2)."""

from __future__ import annotations

from functools import partial

from tts.verify.clocks import parse_clock
from tts.verify.daisy.book import DaisyBook, read_metadata
from tts.verify.findings import Findings, report, shown
from tts.verify.manifest import Manifest
from tts.verify.tree import Node

NAME = "ncc.html"
_ONCE = (
    "dc:creator",
    "dc:date",
    "dc:format",
    "dc:identifier",
    "dc:language",
    "dc:publisher",
    "dc:title",
    "ncc:charset",
    "ncc:pageFront",
    "ncc:pageNormal",
    "ncc:pageSpecial",
    "ncc:tocItems",
    "ncc:totalTime",
)
_AT_MOST_ONCE = ("dc:source", "ncc:depth", "ncc:files", "ncc:footnotes", "ncc:generator", "ncc:multimediaType")
_HEADINGS = tuple(f"h{level}" for level in range(1, 7))
_SECOND_MS = 1000

_finding = partial(report, "daisy", NAME, "")


def check_ncc(book: DaisyBook, manifest: Manifest) -> Findings:
    """Check the metadata, each name as often as it may be there, and the entries with the places that they name."""
    root = book.documents[NAME]
    values = read_metadata(root)
    for name in (*_ONCE, *_AT_MOST_ONCE):
        count = len(values.get(name, []))
        if count > 1 or (count == 0 and name in _ONCE):
            yield _finding(f"The metadata '{name}' is there {count} times.")
    entries = [entry for body in root.find("body") for entry in body.elements()]
    for name, expected in _expected_metadata(book, entries, manifest).items():
        if values.get(name, [expected]) != [expected]:
            yield _finding(f"The metadata '{name}' is {shown(values[name][0])} instead of {shown(expected)}.")
    parts = [read_metadata(book.documents[name]) for name in book.order if name in book.documents]
    sum_ms = sum(parse_clock(part.get("ncc:timeInThisSmil", [""])[0]) or 0 for part in parts)
    total_ms = parse_clock(values.get("ncc:totalTime", [""])[0])
    if total_ms is None or abs(total_ms - sum_ms) > _SECOND_MS:
        yield _finding(f"The metadata 'ncc:totalTime' is not the {sum_ms} ms of all parts.")
    yield from _check_entries(book, entries, manifest)


def _expected_metadata(book: DaisyBook, entries: list[Node], manifest: Manifest) -> dict[str, str]:
    """Return the values that are known from the article, or can be counted in the book."""
    classes = [entry.get("class") for entry in entries if entry.name == "span"]
    depth = max((int(entry.name[1]) for entry in entries if entry.name in _HEADINGS), default=0)
    return {
        "ncc:tocItems": str(len(entries)),
        "ncc:files": str(len(book.names)),
        "ncc:depth": str(depth),
        "ncc:footnotes": str(classes.count("noteref")),
        "ncc:pageFront": str(classes.count("page-front")),
        "ncc:pageNormal": str(classes.count("page-normal")),
        "ncc:pageSpecial": str(classes.count("page-special")),
        "dc:format": "Daisy 2.02",
        "ncc:charset": "utf-8",
        "dc:date": str(manifest.metadata.get("date") or manifest.metadata.get("edition_date", ""))[:10],
    }


def _check_entries(book: DaisyBook, entries: list[Node], manifest: Manifest) -> Findings:
    """Check that the first entry is the title, and that all lead into the book, in order and by levels."""
    first = entries[0] if entries else Node("")
    # only letters and digits count, because no document can hold every other character
    titles = {"".join(filter(str.isalnum, title)) for title in (first.text(), str(manifest.metadata["title"]))}
    if first.name != "h1" or first.get("class") != "title" or len(titles) > 1:
        yield _finding("The first entry is not the title in an h1 of the class 'title'.")
    # an entry names a `par` by its own id, or by that of an element in it
    places = {id(node): index for index, (_, par) in enumerate(book.pars()) for node in par.all()}
    level, last = 0, -1
    for number, entry in enumerate(entries, start=1):
        links = [link.get("href") for link in entry.find("a")]
        place = places.get(id(book.target(links[0]))) if len(links) == 1 else None
        where = f"Entry {number}, {shown(entry.text())},"
        if place is None:
            yield _finding(f"{where} does not name one place in the book.")
        elif place < last:
            yield _finding(f"{where} is not where its place in the book is.")
        last = max(last, place or 0)
        if entry.name in _HEADINGS:
            if int(entry.name[1]) > level + 1:
                yield _finding(f"{where} skips a level of headings.")
            level = int(entry.name[1])
        elif entry.name not in ("span", "div"):
            yield _finding(f"{where} is not a heading, span or div.")
