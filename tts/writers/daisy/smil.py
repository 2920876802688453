"""The SMIL files: which text is heard when (DAISY 2.02, sections 2.2 and 2.4; SMIL 1.0)."""

from __future__ import annotations

from collections.abc import Iterator

from tts.clock import webvtt
from tts.writers.daisy.book import Book, Phrase, SmilDocument
from tts.writers.markup import Element, document, element
from tts.writers.metadata import GENERATOR, identifier

_DOCTYPE = '<!DOCTYPE smil PUBLIC "-//W3C//DTD SMIL 1.0//EN" "http://www.w3.org/TR/REC-smil/SMIL10.dtd">'
FORMAT = "Daisy 2.02"


def par_id(utterance_id: str) -> str:
    """Return the id of the `par` in which an utterance is heard."""
    return f"par-{utterance_id}"


def text_id(utterance_id: str) -> str:
    """Return the id of the `text` element of that `par`."""
    return f"text-{utterance_id}"


def smil(book: Book, content: SmilDocument, elapsed_ms: int) -> str:
    """Return the SMIL file of one of the book's documents; those before it last `elapsed_ms`."""
    metas = {
        "title": content.title,
        "ncc:totalElapsedTime": webvtt(elapsed_ms),
        "ncc:timeInThisSmil": webvtt(content.duration_ms),
    }
    targets = zip(content.phrases, _text_targets(book, content), strict=True)
    pars = (_par(content, phrase, target) for phrase, target in targets)
    sequence = element("seq", {"dur": f"{content.duration_ms / 1000:.3f}s"}, *pars)
    return document(element("smil", None, _head(book, metas), element("body", None, sequence)), _DOCTYPE)


def master(book: Book) -> str:
    """Return the SMIL file that lists all others in order."""
    refs = (
        element("ref", {"title": content.title, "src": content.smil, "id": f"smil-{content.name}"})
        for content in book.documents
    )
    head = _head(book, {"ncc:timeInThisSmil": webvtt(book.duration_ms)})
    return document(element("smil", None, head, element("body", None, *refs)), _DOCTYPE)


def _head(book: Book, own: dict[str, str]) -> Element:
    """Return the head of a SMIL file, with the metadata of the book and the file's `own`."""
    metadata = book.publication.metadata
    values = {
        "dc:format": FORMAT,
        "dc:identifier": identifier(metadata),
        "dc:title": metadata.title,
        "ncc:generator": GENERATOR,
        **own,
    }
    metas = (element("meta", {"name": name, "content": content}) for name, content in values.items())
    return element("head", None, *metas, element("layout", None, element("region", {"id": "txtView"})))


def _text_targets(book: Book, content: SmilDocument) -> Iterator[str]:
    """Yield the address of the text of each phrase; without text in the book, that of the NCC's line above it."""
    entries = {
        entry.utterance_id: entry.id for entry in book.entries if entry.document is content and not entry.shares_target
    }
    heading = note = entries[content.phrases[0].utterance_id]
    for phrase in content.phrases:
        if phrase.is_note:
            note = entries.get(phrase.utterance_id, note)
        else:
            heading = entries.get(phrase.utterance_id, heading)
        line = f"ncc.html#{note if phrase.is_note else heading}"
        yield f"{content.text}#{phrase.utterance_id}" if book.has_text else line


def _par(content: SmilDocument, phrase: Phrase, target: str) -> Element:
    """Return text and sound of a phrase. The break after it is sound too, or some players would skip it."""
    times = [("audio", phrase.begin_ms, phrase.end_ms), ("break", phrase.end_ms, phrase.rest_ms)]
    sounds = [
        element(
            "audio",
            {
                "src": content.sound,
                "clip-begin": f"npt={begin_ms / 1000:.3f}s",
                "clip-end": f"npt={end_ms / 1000:.3f}s",
                "id": f"{kind}-{phrase.utterance_id}",
            },
        )
        for kind, begin_ms, end_ms in times
        if kind == "audio" or begin_ms < end_ms
    ]
    sound = element("seq", None, *sounds) if len(sounds) > 1 else sounds[0]
    skippable = {"system-required": "footnote-on"} if phrase.is_note else {}
    text = element("text", {"src": target, "id": text_id(phrase.utterance_id)})
    return element("par", {"endsync": "last", "id": par_id(phrase.utterance_id), **skippable}, text, sound)
