"""The media overlays of an EPUB: which words are heard when, against the manifest (EPUB 3.3, section 9)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import groupby, pairwise, zip_longest

from tts.noun import noun
from tts.verify.clocks import parse_clock
from tts.verify.epub.package import TEXTREF, TYPE, UTTERANCE, EpubFile, finding, resolve
from tts.verify.epub.sound import Sound
from tts.verify.findings import Findings, Reading, shown
from tts.verify.manifest import Manifest, ManifestUtterance
from tts.verify.tree import Node

_TYPES = {"aside": "footnote", "dl": "list", "figure": "figure", "ol": "list", "table": "table", "ul": "list"}
_WORD = re.compile(r"-w\d+\Z")  # in the id of a word, after that of its utterance
_CHILDREN = {"smil": {"head", "body"}, "body": {"seq", "par"}, "seq": {"seq", "par"}, "par": {"text", "audio"}}


@noun
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
        return _WORD.sub("", self.target)


def check_overlays(book: EpubFile, manifest: Manifest, sounds: Mapping[str, Sound]) -> Findings:
    """Check that every utterance is heard once, in order, at its times, by its sentence or by its words.

    After it comes the break until the next one begins, or until its file of `sounds` ends, with the element that was
    heard last.
    """
    clips: list[_Clip] = []
    for page in book.pages():
        overlay = book.items.get(page.overlay)
        has_utterances = any(map(UTTERANCE.fullmatch, book.ids[page.path]))
        if overlay is None or overlay.path not in book.trees:
            if has_utterances or page.overlay:
                yield finding(page.path, "It has no media overlay.")
            continue
        yield from _check_structure(book, overlay.path, page.path)
        for par in book.trees[overlay.path].find("par"):
            clip = yield from _read_clip(book, overlay.path, page.path, par)
            if clip:
                clips.append(clip)
    if not sounds:
        return
    for clip in clips:
        sound = sounds.get(clip.sound)
        if sound is None:
            yield finding(clip.path, f"{shown(clip.sound)} is not a sound of this book.")
        elif not clip.begin_ms < clip.end_ms <= sound.length_ms:
            yield finding(clip.path, f"The clip of {clip.target} runs from {clip.begin_ms} to {clip.end_ms} ms.")
    known = [clip for clip in clips if clip.sound in sounds]
    yield from _check_order(known, manifest, sounds)


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


def _check_order(clips: list[_Clip], manifest: Manifest, sounds: Mapping[str, Sound]) -> Findings:
    """Check that the clips are those of the utterances, one after another, until the first that is not."""
    runs = [list(run) for _, run in groupby(clips, key=lambda clip: clip.utterance)]
    begins_ms = [*(utterance.begin_ms for utterance in manifest.utterances), manifest.duration_ms]
    for run, utterance, rest_ms in zip_longest(runs, manifest.utterances, begins_ms[1:]):
        if run is None or utterance is None or run[0].utterance != utterance.id:
            target, path = (shown(run[0].target), run[0].path) if run else ("nothing", clips[-1].path if clips else "")
            expected = f"{utterance.id}, {shown(utterance.text)}," if utterance else "nothing more"
            yield finding(path, f"{target} is heard where {expected} should be.")
            return
        if any(clip.sound != run[0].sound for clip in run):
            yield finding(run[0].path, f"{utterance.id} is heard from several files.")
            continue
        sound = sounds[run[0].sound]
        times_ms = (sound.time_ms(ms) for ms in (utterance.begin_ms, utterance.end_ms, rest_ms))
        yield from _check_run(run, utterance, *map(round, times_ms), tolerance_ms=1 if manifest.parts else 0)


def _check_run(
    run: list[_Clip], utterance: ManifestUtterance, begin_ms: int, end_ms: int, rest_ms: int, *, tolerance_ms: int
) -> Findings:
    """Check the clips of an utterance, and those after it that name an element again, which are its breaks.

    It is heard from `begin_ms` to `end_ms` in its file, where the next one begins at `rest_ms`. A break has exactly the
    time that is in no clip of the manifest.
    """
    repeats = (
        index for index, (clip, following) in enumerate(pairwise(run), start=1) if clip.target == following.target
    )
    first_break = next(repeats, len(run))
    own, breaks = run[:first_break], run[first_break:]
    times_ms = own[0].begin_ms, own[-1].end_ms
    if max(abs(times_ms[0] - begin_ms), abs(times_ms[1] - end_ms)) > tolerance_ms:
        times, expected = f"from {times_ms[0]} to {times_ms[1]} ms", f"{begin_ms} to {end_ms}"
        yield finding(own[0].path, f"{utterance.id} is heard {times}, by the manifest {expected}.")
    elif any(word.end_ms != following.begin_ms for word, following in pairwise(own)):
        yield finding(own[0].path, f"Between the words of {utterance.id} something is left out.")
    present = [(clip.target, clip.begin_ms, clip.end_ms) for clip in breaks]
    expected_breaks = [(own[-1].target, end_ms, rest_ms)] if end_ms < rest_ms else []
    is_there = [clip[0] for clip in present] == [clip[0] for clip in expected_breaks] and all(
        max(abs(clip[1] - right[1]), abs(clip[2] - right[2])) <= tolerance_ms
        for clip, right in zip(present, expected_breaks, strict=True)
    )
    if not is_there:
        names = [
            ", ".join(f"a break from {first_ms} to {last_ms} ms" for _, first_ms, last_ms in times) or "no break"
            for times in (present, expected_breaks)
        ]
        yield finding(own[-1].path, f"After {utterance.id} comes {names[0]} instead of {names[1]}.")
