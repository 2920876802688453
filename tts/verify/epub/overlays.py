"""The media overlays of an EPUB: which words are heard when, against the manifest (EPUB 3.3, section 9)."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby, pairwise, zip_longest

from tts.verify.clocks import parse_clock
from tts.verify.epub.package import TEXTREF, TYPE, EpubFile, finding, resolve
from tts.verify.findings import Findings, Reading, shown
from tts.verify.manifest import Manifest, ManifestUtterance
from tts.verify.tree import Node

_TYPES = {"aside": "footnote", "dl": "list", "figure": "figure", "ol": "list", "table": "table", "ul": "list"}
_CHILDREN = {"smil": {"head", "body"}, "body": {"seq", "par"}, "seq": {"seq", "par"}, "par": {"text", "audio"}}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Clip:
    """A `par`: the file that it is in, the element that it names, the file of sound, and its times."""

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
    """Check that every utterance is heard once, in order, at its times, by its sentence or by its words.

    After it comes the break until the next one begins, with the element that was heard last.
    """
    clips: list[_Clip] = []
    for page in book.pages():
        overlay = book.items.get(page.overlay)
        has_utterances = any(utterance.id in book.ids[page.path] for utterance in manifest.utterances)
        if overlay is None or overlay.path not in book.trees:
            if has_utterances or page.overlay:
                yield finding(page.path, "It has no media overlay.")
            continue
        yield from _check_structure(book, overlay.path, page.path)
        for par in book.trees[overlay.path].find("par"):
            clip = yield from _read_clip(book, overlay.path, page.path, par)
            if clip:
                clips.append(clip)
    sounds = {item.path for item in book.items.values() if item.media_type.startswith("audio/")}
    for clip in clips:
        if clip.sound not in sounds:
            yield finding(clip.path, f"{shown(clip.sound)} is not a sound of this book.")
        elif not clip.begin_ms < clip.end_ms <= manifest.duration_ms:
            yield finding(clip.path, f"The clip of {clip.target} runs from {clip.begin_ms} to {clip.end_ms} ms.")
    yield from _check_order(clips, manifest)


def _check_structure(book: EpubFile, path: str, page: str) -> Findings:
    """Check that an overlay has only the elements of the specification, and that each sequence names an element.

    A listener can step over a note, and out of a list, a table or a figure (section 9.3.6).
    """
    root = book.trees[path]
    if root.name != "smil" or root.attributes.get("version") != "3.0":
        yield finding(path, "This is not SMIL of version 3.0.")
    for node in root.all():
        for child in node.elements():
            if child.name not in _CHILDREN.get(node.name, set()):
                yield finding(path, f"There is {shown(child.name)} in {shown(node.name)}.")
    types: dict[str, str] = {}
    for node in root.find("seq"):
        target, element = book.resolve(node.get(TEXTREF), path)
        if target != page or element is None:
            yield finding(path, f"A sequence names {shown(node.attributes.get(TEXTREF))}, which is not there.")
        else:
            types[element.get("id")] = node.get(TYPE)
    targets = {node.get("src").partition("#")[2] for node in root.find("text")}
    for node in book.trees[page].find(*_TYPES):
        is_heard = any(below.attributes.get("id") in targets for below in node.all())
        if is_heard and types.get(node.get("id")) != _TYPES[node.name]:
            yield finding(path, f"A listener cannot step out of the {_TYPES[node.name]} {shown(node.get('id'))}.")


def _read_clip(book: EpubFile, path: str, page: str, par: Node) -> Reading[_Clip | None]:
    """Return the clip of a `par`; None, with a finding, if it is not complete."""
    texts, sounds = list(par.find("text")), list(par.find("audio"))
    if len(texts) != 1 or len(sounds) != 1:
        yield finding(path, "A 'par' does not have one text and one sound.")
        return None
    address, sound = texts[0].get("src"), sounds[0]
    target, node = book.resolve(address, path)
    if target != page or node is None:
        yield finding(path, f"{shown(address)} is not on its page.")
        return None
    begin_ms, end_ms = parse_clock(sound.get("clipBegin")), parse_clock(sound.get("clipEnd"))
    if begin_ms is None or end_ms is None:
        yield finding(path, f"The times of {shown(address)} are not valid.")
        return None
    played = resolve(sound.get("src"), path)
    return _Clip(path=path, target=address.partition("#")[2], sound=played, begin_ms=begin_ms, end_ms=end_ms)


def _check_order(clips: list[_Clip], manifest: Manifest) -> Findings:
    """Check that the clips are those of the utterances, one after another, until the first that is not."""
    runs = [list(run) for _, run in groupby(clips, key=lambda clip: clip.utterance)]
    begins_ms = [*(utterance.begin_ms for utterance in manifest.utterances), manifest.duration_ms]
    for run, utterance, rest_ms in zip_longest(runs, manifest.utterances, begins_ms[1:]):
        if run is None or utterance is None or run[0].utterance != utterance.id:
            target, path = (shown(run[0].target), run[0].path) if run else ("nothing", clips[-1].path if clips else "")
            expected = f"{utterance.id}, {shown(utterance.text)}," if utterance else "nothing more"
            yield finding(path, f"{target} is heard where {expected} should be.")
            return
        yield from _check_run(run, utterance, rest_ms)


def _check_run(run: list[_Clip], utterance: ManifestUtterance, rest_ms: int) -> Findings:
    """Check the clips of an utterance, and those after it that name an element again, which are its breaks.

    A break has exactly the time that is in no clip of the manifest; it ends when the next utterance begins, `rest_ms`.
    """
    repeats = (
        index for index, (clip, following) in enumerate(pairwise(run), start=1) if clip.target == following.target
    )
    first_break = next(repeats, len(run))
    own, breaks = run[:first_break], run[first_break:]
    if (own[0].begin_ms, own[-1].end_ms) != (utterance.begin_ms, utterance.end_ms):
        times = f"from {own[0].begin_ms} to {own[-1].end_ms} ms"
        expected = f"{utterance.begin_ms} to {utterance.end_ms}"
        yield finding(own[0].path, f"{utterance.id} is heard {times}, in the manifest {expected}.")
    elif any(word.end_ms != following.begin_ms for word, following in pairwise(own)):
        yield finding(own[0].path, f"Between the words of {utterance.id} something is left out.")
    present = [(clip.target, clip.begin_ms, clip.end_ms) for clip in breaks]
    expected_breaks = [(own[-1].target, utterance.end_ms, rest_ms)] if utterance.end_ms < rest_ms else []
    if present != expected_breaks:
        names = [
            ", ".join(f"a break from {begin_ms} to {end_ms} ms" for _, begin_ms, end_ms in times) or "no break"
            for times in (present, expected_breaks)
        ]
        yield finding(own[-1].path, f"After {utterance.id} comes {names[0]} instead of {names[1]}.")
