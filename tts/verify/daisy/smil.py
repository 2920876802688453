"""The SMIL files: every utterance is there once and in order, with its text (DAISY 2.02, sections 2.2 and 2.4)."""

from __future__ import annotations

from collections.abc import Iterator

from tts.verify.daisy.book import DaisyBook, clock_ms, meta
from tts.verify.daisy.sound import clips
from tts.verify.findings import Finding, Findings, shown
from tts.verify.manifest import Manifest
from tts.verify.tree import NOTE_MARK, Node

_HEAD = ("dc:format", "ncc:totalElapsedTime", "ncc:timeInThisSmil")


def check_smils(book: DaisyBook, manifest: Manifest) -> Findings:
    """The order of the files, their times, their `par` elements and what these name."""
    order = book.order
    others = {name for name in book.documents if name.endswith(".smil")} - {"master.smil"}
    for name in sorted(others ^ set(order)) + sorted({name for name in order if order.count(name) > 1}):
        yield _finding("master.smil", f"It does not name {shown(name)} once, or this file is missing.")
    elapsed_ms = 0
    for name in order:
        if root := book.documents.get(name):
            yield from _check_times(name, root, elapsed_ms)
            elapsed_ms += _heard_ms(root)
    yield from _check_pars(book, manifest)


def _heard_ms(root: Node) -> int:
    return sum(clip.end_ms - clip.begin_ms for par in root.find("par") for clip in clips(par))


def _check_times(name: str, root: Node, elapsed_ms: int) -> Findings:
    facts = meta(root)
    for one in _HEAD:
        if len(facts.get(one, [])) != 1:
            yield _finding(name, f"The metadata '{one}' is there {len(facts.get(one, []))} times.")
    for one, wanted_ms in (("ncc:totalElapsedTime", elapsed_ms), ("ncc:timeInThisSmil", _heard_ms(root))):
        if clock_ms(facts.get(one, [""])[0]) != wanted_ms:
            yield _finding(name, f"The metadata '{one}' is {shown(facts.get(one, [''])[0])}, not {wanted_ms} ms.")
    length = next((seq.attributes.get("dur", "") for seq in root.find("seq")), "")
    if length != f"{_heard_ms(root) // 1000}.{_heard_ms(root) % 1000:03d}s":
        yield _finding(name, f"Its sequence lasts {shown(length)}, not {_heard_ms(root)} ms.")


def _check_pars(book: DaisyBook, manifest: Manifest) -> Findings:
    """One `par` for each utterance, in order, with the text that it names and with sound."""
    order = {utterance.id: at for at, utterance in enumerate(manifest.utterances)}
    seen: set[int] = set()
    last = -1
    for name, par, utterance in book.heard(manifest):
        addresses = [one.attributes.get("src", "") for one in par.find("text")]
        target = book.target(addresses[0]) if len(addresses) == 1 else None
        if target is None or utterance is None:
            yield _finding(name, f"The text {shown(' '.join(addresses))} is not in the book, or is no utterance.")
            continue
        if order[utterance.id] <= last:
            yield _finding(name, f"{utterance.id} is heard again, or where it should not be.")
        last = order[utterance.id]
        seen.add(last)
        if book.has_text and _letters(utterance.text) not in (_letters(target.text(NOTE_MARK)), *_alternatives(target)):
            yield _finding(addresses[0], f"It reads {shown(target.text())} instead of {shown(utterance.text)}.")
        if not list(clips(par)):
            yield _finding(name, f"With {utterance.id} nothing is heard.")
    for utterance in manifest.utterances:
        if order[utterance.id] not in seen:
            yield _finding("master.smil", f"{utterance.id}, {shown(utterance.text)}, is not heard.")


def _alternatives(target: Node) -> Iterator[str]:
    """The texts of images, of which an utterance is a part."""
    for image in target.find("img"):
        yield _letters(image.attributes.get("alt", ""))


def _letters(text: str) -> str:
    """The text without white space and what no document can hold."""
    return "".join(one for one in text if one.isprintable() and not one.isspace())


def _finding(place: str, what: str) -> Finding:
    return Finding(check="daisy", place=place, what=what)
