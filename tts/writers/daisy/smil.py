"""The SMIL files: what is heard with which text (DAISY 2.02, section 2.2 and 2.4; SMIL 1.0)."""

from __future__ import annotations

from collections.abc import Iterator

from tts.clock import webvtt
from tts.writers.daisy.book import Book, Phrase, SmilDocument
from tts.writers.markup import Element, document, element
from tts.writers.metadata import GENERATOR, identifier

_DOCTYPE = '<!DOCTYPE smil PUBLIC "-//W3C//DTD SMIL 1.0//EN" "http://www.w3.org/TR/REC-smil/SMIL10.dtd">'
FORMAT = "Daisy 2.02"


def par_id(utterance_id: str) -> str:
    """The id of the `par` in which an utterance is heard."""
    return f"par-{utterance_id}"


def text_id(utterance_id: str) -> str:
    """The id of the `text` element of that `par`."""
    return f"text-{utterance_id}"


def smil(book: Book, leaf: SmilDocument) -> str:
    """The SMIL file of a leaf."""
    before = book.leaves[: book.leaves.index(leaf)]
    elapsed_ms = sum(one.duration_ms for one in before)
    pars = (_par(leaf, phrase, target) for phrase, target in zip(leaf.phrases, _targets(book, leaf), strict=True))
    body = element("body", None, element("seq", {"dur": f"{_seconds(leaf.duration_ms)}s"}, *pars))
    times = {"ncc:totalElapsedTime": webvtt(elapsed_ms), "ncc:timeInThisSmil": webvtt(leaf.duration_ms)}
    title = next(entry.text for entry in book.entries if entry.leaf is leaf)
    return document(element("smil", None, _head(book, {"title": title, **times}), body), _DOCTYPE)


def master(book: Book) -> str:
    """The SMIL file that names all others in order."""
    titles = {entry.leaf.smil: entry.text for entry in reversed(book.entries) if entry.level}
    refs = (
        element("ref", {"title": titles[leaf.smil], "src": leaf.smil, "id": f"smil-{leaf.name}"})
        for leaf in book.leaves
    )
    head = _head(book, {"ncc:timeInThisSmil": webvtt(book.duration_ms)})
    return document(element("smil", None, head, element("body", None, *refs)), _DOCTYPE)


def _head(book: Book, more: dict[str, str]) -> Element:
    metadata = book.publication.metadata
    named = {
        "dc:format": FORMAT,
        "dc:identifier": identifier(metadata),
        "dc:title": metadata.title,
        "ncc:generator": GENERATOR,
        **more,
    }
    metas = (element("meta", {"name": name, "content": content}) for name, content in named.items())
    return element("head", None, *metas, element("layout", None, element("region", {"id": "txtView"})))


def _targets(book: Book, leaf: SmilDocument) -> Iterator[str]:
    """The text that each phrase says: its own, or in a book without text the line of the NCC above it."""
    at = {entry.utterance_id: entry.id for entry in book.entries if entry.leaf is leaf and not entry.shares_target}
    heading = note = at[leaf.phrases[0].utterance_id]
    for phrase in leaf.phrases:
        note = at.get(phrase.utterance_id, note)
        target = f"ncc.html#{note if phrase.is_note else heading}"
        yield f"{leaf.text}#{phrase.utterance_id}" if book.has_text else target


def _par(leaf: SmilDocument, phrase: Phrase, target: str) -> Element:
    """Text and sound of a phrase. The break after it is sound too, or players that skip what is not named would."""
    skippable = {"system-required": "footnote-on"} if phrase.is_note else {}
    said = _audio(leaf, f"audio-{phrase.utterance_id}", phrase.begin_ms, phrase.end_ms)
    if phrase.rest_ms > phrase.end_ms:
        rest = _audio(leaf, f"break-{phrase.utterance_id}", phrase.end_ms, phrase.rest_ms)
        said = element("seq", None, said, rest)
    text = element("text", {"src": target, "id": text_id(phrase.utterance_id)})
    return element("par", {"endsync": "last", "id": par_id(phrase.utterance_id), **skippable}, text, said)


def _audio(leaf: SmilDocument, id_: str, begin_ms: int, end_ms: int) -> Element:
    clip = {"clip-begin": f"npt={_seconds(begin_ms)}s", "clip-end": f"npt={_seconds(end_ms)}s"}
    return element("audio", {"src": leaf.part.name, **clip, "id": id_})


def _seconds(ms: int) -> str:
    return f"{ms // 1000}.{ms % 1000:03d}"
