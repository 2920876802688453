"""The SMIL files: every utterance is there once and in order, with its text (DAISY 2.02, sections 2.2 and 2.4)."""

from __future__ import annotations

from functools import partial

from tts.verify.clocks import parse_clock
from tts.verify.daisy.book import DaisyBook, read_metadata
from tts.verify.daisy.sound import list_clips
from tts.verify.findings import Findings, report, shown
from tts.verify.manifest import Manifest
from tts.verify.tree import NOTE_MARK, printable_letters

_ONCE = ("dc:format", "ncc:totalElapsedTime", "ncc:timeInThisSmil")

_finding = partial(report, "daisy")


def check_smils(book: DaisyBook, manifest: Manifest) -> Findings:
    """Check the order of the files, their times, their `par` elements and what these name."""
    order = book.order
    others = {name for name in book.documents if name.endswith(".smil")} - {"master.smil"}
    for name in sorted(others ^ set(order)) + sorted({name for name in order if order.count(name) > 1}):
        yield _finding("master.smil", "", f"It does not name {shown(name)} once, or this file is missing.")
    elapsed_ms = 0
    for name in order:
        if root := book.documents.get(name):
            length_ms = sum(clip.end_ms - clip.begin_ms for par in root.find("par") for clip in list_clips(par))
            values = read_metadata(root)
            for key in _ONCE:
                if len(values.get(key, [])) != 1:
                    yield _finding(name, "", f"The metadata '{key}' is there {len(values.get(key, []))} times.")
            for key, ms in (("ncc:totalElapsedTime", elapsed_ms), ("ncc:timeInThisSmil", length_ms)):
                value = values.get(key, [""])[0]
                if parse_clock(value) != ms:
                    yield _finding(name, "", f"The metadata '{key}' is {shown(value)}, not {ms} ms.")
            duration = next((seq.get("dur") for seq in root.find("seq")), "")
            if duration != f"{length_ms // 1000}.{length_ms % 1000:03d}s":
                yield _finding(name, "", f"Its sequence lasts {shown(duration)}, not {length_ms} ms.")
            elapsed_ms += length_ms
    yield from _check_pars(book, manifest)


def _check_pars(book: DaisyBook, manifest: Manifest) -> Findings:
    """Check that each utterance has one `par`, in order, with its text and with sound."""
    order = {utterance.id: index for index, utterance in enumerate(manifest.utterances)}
    seen: set[int] = set()
    last = -1
    for name, par, utterance in book.heard(manifest):
        addresses = [text.get("src") for text in par.find("text")]
        target = book.target(addresses[0]) if len(addresses) == 1 else None
        if target is None or utterance is None:
            what = f"The text {shown(' '.join(addresses))} is not in the book, or is not an utterance."
            yield _finding(name, "", what)
            continue
        if order[utterance.id] <= last:
            yield _finding(name, "", f"{utterance.id} is heard again, or where it should not be.")
        last = order[utterance.id]
        seen.add(last)
        # the alternative text of an image is an utterance, too
        texts = [target.text(NOTE_MARK), *(image.get("alt") for image in target.find("img"))]
        if book.has_text and printable_letters(utterance.text) not in map(printable_letters, texts):
            what = f"It reads {shown(target.text())} instead of {shown(utterance.text)}."
            yield _finding(addresses[0], "", what)
        if not list_clips(par):
            yield _finding(name, "", f"With {utterance.id} nothing is heard.")
    for utterance in manifest.utterances:
        if order[utterance.id] not in seen:
            yield _finding("master.smil", "", f"{utterance.id}, {shown(utterance.text)}, is not heard.")
