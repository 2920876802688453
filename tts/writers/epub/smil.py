"""A document -> its media overlay: when each part of its text is heard (EPUB 3.3, section 9)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from tts.clock import webvtt
from tts.model import Clip
from tts.writers.epub.book import Document
from tts.writers.epub.numbered import ESCAPABLE
from tts.writers.markup import Element, document, element, word_id, word_spans


def overlay(content: Document) -> str:
    """Return the SMIL document of `content`: nested sequences for sections, lists, tables, figures and notes."""
    return document(_Overlay(content).smil())


class _Overlay:
    """Walks over the elements of the text, so that text and overlay cannot differ."""

    def __init__(self, content: Document) -> None:
        self._document = content
        self._text = f"../{content.path}"
        self._ids = {node.id for body in content.bodies for node in body.all() if node.id}

    def smil(self) -> Element:
        """Return the media overlay of the document, without bodies in which nothing is heard."""
        names = {"xmlns": "http://www.w3.org/ns/SMIL", "xmlns:epub": "http://www.idpf.org/2007/ops", "version": "3.0"}
        sections = (self._sequence(body) for body in self._document.bodies)
        return element("smil", names, element("body", None, *filter(None, sections)))

    def _sequence(self, node: Element, kind: str | None = None) -> Element | None:
        """Return the sequence of what is heard in `node`, None if nothing is."""
        inside = list(self._within(node.children))
        if not inside:
            return None
        attributes = {"id": f"seq-{node.id}", "epub:textref": f"{self._text}#{node.id}", "epub:type": kind}
        return element("seq", attributes, *inside)

    def _within(self, nodes: Iterable[Element | str]) -> Iterator[Element]:
        """Yield what is heard in `nodes`, in order."""
        for node in nodes:
            if not isinstance(node, Element):
                continue
            if kind := ESCAPABLE.get(node.name):
                if sequence := self._sequence(node, kind):
                    yield sequence
                continue
            if clip := self._document.clips.get(node.id):
                yield from self._heard(node.id, clip)
            yield from self._within(node.children)

    def _heard(self, id_: str, clip: Clip) -> Iterator[Element]:
        """Yield an utterance and the break after it, which reading systems would skip if it were not in a `par`."""
        words = list(self._words(id_, clip)) if self._document.words else []
        if not words:
            yield self._par(f"par-{id_}", id_, clip.begin_ms, clip.end_ms)
            yield from self._break(id_, id_, clip.end_ms)
            return
        pars = [self._par(f"par-{name}", name, begin_ms, end_ms) for name, begin_ms, end_ms in words]
        attributes = {"id": f"seq-{id_}", "epub:textref": f"{self._text}#{id_}"}
        yield element("seq", attributes, *pars, *self._break(id_, words[-1][0], clip.end_ms))

    def _break(self, id_: str, marked: str, begin_ms: int) -> Iterator[Element]:
        """Yield the silence after an utterance, during which the element that was heard last stays marked."""
        end_ms = self._document.rests_ms[id_]
        if begin_ms < end_ms:
            yield self._par(f"break-{id_}", marked, begin_ms, end_ms)

    def _words(self, id_: str, clip: Clip) -> Iterator[tuple[str, int, int]]:
        """Yield the words with elements of their own; each lasts until the next begins, and they fill the clip."""
        shown = [
            (name, word.begin_ms)
            for number, word in enumerate(word_spans(clip.words), start=1)
            if (name := word_id(id_, number)) in self._ids
        ]
        starts = [clip.begin_ms, *(begin_ms for _, begin_ms in shown[1:]), clip.end_ms]
        for (name, _), (begin_ms, end_ms) in zip(shown, pairwise(starts), strict=bool(shown)):
            if begin_ms < end_ms:
                yield name, begin_ms, end_ms

    def _par(self, name: str, id_: str, begin_ms: int, end_ms: int) -> Element:
        """Return a `par`: the element with the id `id_` is marked while this stretch of audio plays."""
        clip = {"clipBegin": webvtt(begin_ms), "clipEnd": webvtt(end_ms)}
        return element(
            "par",
            {"id": name},
            element("text", {"src": f"{self._text}#{id_}"}),
            element("audio", {"src": f"../{self._document.sound.path}", **clip}),
        )
