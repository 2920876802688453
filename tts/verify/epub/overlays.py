"""The media overlays of an EPUB: what is heard with which words, against the manifest (EPUB 3.3, section 9)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise, zip_longest

from tts.verify.epub.metadata import clock_ms
from tts.verify.epub.package import TEXTREF, TYPE, EpubFile, finding, resolve
from tts.verify.findings import Finding, Findings, Reading, shown
from tts.verify.manifest import Manifest, ManifestUtterance
from tts.verify.tree import Node

_TYPES = {"aside": "footnote", "dl": "list", "figure": "figure", "ol": "list", "table": "table", "ul": "list"}
_CHILDREN = {"smil": {"head", "body"}, "body": {"seq", "par"}, "seq": {"seq", "par"}, "par": {"text", "audio"}}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Heard:
    """A `par`: the file that it stands in, the element that it names, the file that is heard, and when."""

    path: str
    target: str
    sound: str
    begin_ms: int
    end_ms: int

    @property
    def utterance(self) -> str:
        """The id of the utterance that it is, or is a word of."""
        return self.target.partition("-")[0]


def check_overlays(book: EpubFile, manifest: Manifest) -> Findings:
    """Every utterance is heard once, in order, when the manifest says, by its sentence or by its words.

    After it comes the break until the next one begins, with the element that was heard last.
    """
    heard: list[_Heard] = []
    for page in book.pages():
        overlay = book.items.get(page.overlay)
        has_utterances = any(utterance.id in book.ids[page.path] for utterance in manifest.utterances)
        if overlay is None or overlay.path not in book.trees:
            if has_utterances or page.overlay:
                yield finding(page.path, "It has no media overlay.")
            continue
        yield from _check_form(book, overlay.path, page.path)
        for par in book.trees[overlay.path].find("par"):
            one = yield from _heard(book, overlay.path, page.path, par)
            if one:
                heard.append(one)
    sounds = {item.path for item in book.items.values() if item.media_type.startswith("audio/")}
    for one in heard:
        if one.sound not in sounds:
            yield finding(one.path, f"{shown(one.sound)} is no sound of this book.")
        elif not one.begin_ms < one.end_ms <= manifest.duration_ms:
            yield finding(one.path, f"The clip of {one.target} runs from {one.begin_ms} to {one.end_ms} ms.")
    yield from _check_order(heard, manifest)


def _check_form(book: EpubFile, path: str, page: str) -> Iterator[Finding]:
    """Nothing is in it that the specification does not have, and every sequence says what it stands for."""
    root = book.trees[path]
    if root.name != "smil" or root.attributes.get("version") != "3.0":
        yield finding(path, "This is no SMIL of version 3.0.")
    for node in root.all():
        for child in node.elements():
            if child.name not in _CHILDREN.get(node.name, set()):
                yield finding(path, f"There is {shown(child.name)} in {shown(node.name)}.")
    stands_for: dict[str, str] = {}
    for node in root.find("seq"):
        target, element = book.resolve(node.attributes.get(TEXTREF, ""), path)
        if target != page or element is None:
            yield finding(path, f"A sequence stands for {shown(node.attributes.get(TEXTREF))}, which is not there.")
        else:
            stands_for[element.attributes["id"]] = node.attributes.get(TYPE, "")
    yield from _check_skippable(book, page, path, stands_for)


def _check_skippable(book: EpubFile, page: str, path: str, stands_for: dict[str, str]) -> Iterator[Finding]:
    """A listener can step over a note, and out of a list, a table or a figure (section 9.3.6)."""
    targets = {node.attributes.get("src", "").partition("#")[2] for node in book.trees[path].find("text")}
    for node in book.trees[page].find(*_TYPES):
        name = node.attributes.get("id", "")
        is_heard = any(below.attributes.get("id") in targets for below in node.all())
        if is_heard and stands_for.get(name) != _TYPES[node.name]:
            yield finding(path, f"One cannot step out of the {_TYPES[node.name]} {shown(name)}.")


def _heard(book: EpubFile, path: str, page: str, par: Node) -> Reading[_Heard | None]:
    texts, sounds = list(par.find("text")), list(par.find("audio"))
    if len(texts) != 1 or len(sounds) != 1:
        yield finding(path, "A 'par' has not one text and one sound.")
        return None
    address, sound = texts[0].attributes.get("src", ""), sounds[0].attributes
    target, node = book.resolve(address, path)
    if target != page or node is None:
        yield finding(path, f"{shown(address)} is not on its page.")
        return None
    begin_ms, end_ms = clock_ms(sound.get("clipBegin", "")), clock_ms(sound.get("clipEnd", ""))
    if begin_ms is None or end_ms is None:
        yield finding(path, f"The times of {shown(address)} are none.")
        return None
    name = address.partition("#")[2]
    played = resolve(sound.get("src", ""), path)
    return _Heard(path=path, target=name, sound=played, begin_ms=begin_ms, end_ms=end_ms)


def _check_order(heard: list[_Heard], manifest: Manifest) -> Iterator[Finding]:
    runs = [list(run) for _, run in groupby(heard, key=lambda one: one.utterance)]
    begins_ms = [*(utterance.begin_ms for utterance in manifest.utterances), manifest.duration_ms]
    for run, one, rest_ms in zip_longest(runs, manifest.utterances, begins_ms[1:]):
        if run is None or one is None or run[0].utterance != one.id:
            found, path = (shown(run[0].target), run[0].path) if run else ("nothing", heard[-1].path if heard else "")
            wanted = f"{one.id}, {shown(one.text)}," if one else "nothing more"
            yield finding(path, f"{found} is heard where {wanted} should be.")
            return
        own, breaks = _parted(run)
        yield from _check_own(own, one)
        yield from _check_break(own[-1], breaks, one, rest_ms)


def _parted(run: list[_Heard]) -> tuple[list[_Heard], list[_Heard]]:
    """What is heard of an utterance, and its breaks: those that name an element again."""
    first = next((at for at, (one, two) in enumerate(pairwise(run), start=1) if one.target == two.target), len(run))
    return run[:first], run[first:]


def _check_own(own: list[_Heard], utterance: ManifestUtterance) -> Iterator[Finding]:
    if (own[0].begin_ms, own[-1].end_ms) != (utterance.begin_ms, utterance.end_ms):
        times = f"from {own[0].begin_ms} to {own[-1].end_ms} ms"
        yield finding(
            own[0].path,
            f"{utterance.id} is heard {times}, after the manifest {utterance.begin_ms} to {utterance.end_ms}.",
        )
    elif any(word.end_ms != following.begin_ms for word, following in pairwise(own)):
        yield finding(own[0].path, f"Between the words of {utterance.id} something is left out.")


def _check_break(last: _Heard, breaks: list[_Heard], utterance: ManifestUtterance, rest_ms: int) -> Iterator[Finding]:
    """Nothing is heard in a break but what is in no clip of the manifest, and all of that is."""
    found = [(one.target, one.begin_ms, one.end_ms) for one in breaks]
    wanted = [(last.target, utterance.end_ms, rest_ms)] if utterance.end_ms < rest_ms else []
    if found != wanted:
        yield finding(last.path, f"After {utterance.id} comes {_times(found)} instead of {_times(wanted)}.")


def _times(clips: list[tuple[str, int, int]]) -> str:
    return ", ".join(f"a break from {begin_ms} to {end_ms} ms" for _, begin_ms, end_ms in clips) or "no break"
