"""`ncc.html`: what the book says of itself, and what can be gone to (DAISY 2.02, section 2.1 and appendix 2)."""

from __future__ import annotations

from collections.abc import Iterator

from tts.verify.daisy.book import DaisyBook, clock_ms, meta
from tts.verify.findings import Finding, Findings, shown
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
_MAX_ONCE = ("dc:source", "ncc:depth", "ncc:files", "ncc:footnotes", "ncc:generator", "ncc:multimediaType")
_HEADINGS = tuple(f"h{level}" for level in range(1, 7))
_SECOND_MS = 1000


def check_ncc(book: DaisyBook, manifest: Manifest) -> Findings:
    """The metadata, each name as often as it may be, and the entries with the places that they name."""
    root = book.documents[NAME]
    facts = meta(root)
    for name in (*_ONCE, *_MAX_ONCE):
        count = len(facts.get(name, []))
        if count > 1 or (count == 0 and name in _ONCE):
            yield _finding(f"The metadata '{name}' is there {count} times.")
    entries = [one for body in root.find("body") for one in body.elements()]
    for name, wanted in (*_counted(book, entries), *_known(manifest)):
        if facts.get(name, [wanted]) != [wanted]:
            yield _finding(f"The metadata '{name}' is {shown(facts[name][0])} instead of {shown(wanted)}.")
    yield from _check_total(book, facts)
    yield from _check_entries(book, entries, manifest)


def _known(manifest: Manifest) -> Iterator[tuple[str, str]]:
    yield "dc:format", "Daisy 2.02"
    yield "ncc:charset", "utf-8"
    yield "dc:date", str(manifest.metadata.get("date", ""))[:10]


def _counted(book: DaisyBook, entries: list[Node]) -> Iterator[tuple[str, str]]:
    yield "ncc:tocItems", str(len(entries))
    yield "ncc:files", str(len(book.names))
    yield "ncc:depth", str(max((int(one.name[1]) for one in entries if one.name in _HEADINGS), default=0))
    classes = [one.attributes.get("class", "") for one in entries if one.name == "span"]
    yield "ncc:footnotes", str(classes.count("noteref"))
    for kind in ("Front", "Normal", "Special"):
        yield f"ncc:page{kind}", str(classes.count(f"page-{kind.lower()}"))


def _check_total(book: DaisyBook, facts: dict[str, list[str]]) -> Findings:
    times = [meta(book.documents[name]).get("ncc:timeInThisSmil", [""])[0] for name in book.order if name in book.names]
    lengths_ms = [clock_ms(time) or 0 for time in times]
    total_ms = clock_ms(facts.get("ncc:totalTime", [""])[0])
    if total_ms is None or abs(total_ms - sum(lengths_ms)) > _SECOND_MS:
        yield _finding(f"The metadata 'ncc:totalTime' is not the {sum(lengths_ms)} ms of all parts.")


def _check_entries(book: DaisyBook, entries: list[Node], manifest: Manifest) -> Findings:
    first = entries[0] if entries else Node("")
    title = " ".join(str(manifest.metadata["title"]).split())
    if first.name != "h1" or first.attributes.get("class") != "title" or _plain(first.text()) != _plain(title):
        yield _finding("The first entry is not the title in an h1 of the class 'title'.")
    # an entry names a `par` by its own id, or by that of what is in it
    places = {id(node): at for at, (_, par) in enumerate(book.pars()) for node in par.all()}
    level, last = 0, -1
    for number, entry in enumerate(entries, start=1):
        links = [one.attributes.get("href", "") for one in entry.find("a")]
        at = places.get(id(book.target(links[0]))) if len(links) == 1 else None
        where = f"Entry {number}, {shown(entry.text())},"
        if at is None:
            yield _finding(f"{where} does not name one place in the book.")
        elif at < last:
            yield _finding(f"{where} is not where its place in the book is.")
        last = max(last, at or 0)
        if entry.name in _HEADINGS:
            if int(entry.name[1]) > level + 1:
                yield _finding(f"{where} skips a level of headings.")
            level = int(entry.name[1])
        elif entry.name not in ("span", "div"):
            yield _finding(f"{where} is no heading, span or div.")


def _plain(text: str) -> str:
    """The letters and digits of a text: what no document can hold does not count."""
    return "".join(filter(str.isalnum, text))


def _finding(what: str) -> Finding:
    return Finding(check="daisy", place=NAME, what=what)
