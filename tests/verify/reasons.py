"""What changed in a file, and whether that matters to a listener, a reader or a program."""

from __future__ import annotations

import json
import re
from hashlib import sha256
from io import BytesIO
from typing import Any

import av
from av.error import FFmpegError
from damages import read_entries

from tts.verify.archive import ZIP_ERRORS
from tts.verify.page import read_page

_SUMMARY = re.compile(r"(?<=accessibilitySummary)[^<{]*(?:<|\{\s*\"value\": \"[^\"]*\")")
_ARCHIVES = (".zip", ".epub", ".lpf")
_TEXTS = (".cue", ".m3u", ".srt", ".txt", ".vtt")
_TRACKS = (".flac", ".m4b", ".mp3", ".opus")
_FREE = ("options", "warnings", "skipped", "interludes", "images")
"""Members of a manifest that are for programs and people who ask how the package was made."""


def describe(name: str, data: bytes, changed: bytes) -> str:
    """Where two versions of a file differ first, and how; of an archive, in which file."""
    if name.endswith(_ARCHIVES):
        try:
            entries, others = (
                {entry.filename: content for entry, content in read_entries(version)} for version in (data, changed)
            )
        except ZIP_ERRORS as error:
            return f"(it cannot be read: {error!r})"
        names = [inner for inner in {**entries, **others} if entries.get(inner) != others.get(inner)]
        if not names:
            return "(its directory)"
        return f"({names[0]}: {describe('', entries.get(names[0], b''), others.get(names[0], b''))})"
    begin = next((place for place, (a, b) in enumerate(zip(data, changed, strict=False)) if a != b), len(data))
    old, new = (version[max(0, begin - 20) : begin + 40] for version in (data, changed))
    return f"at {begin} of {len(data)}: {old!r} -> {new!r}"


def explain(name: str, data: bytes, changed: bytes) -> str:
    """Why a change need not be found; "" if it has to be."""
    if data == changed:
        return "nothing changed"
    try:
        return _explain(name, data, changed)
    except (*ZIP_ERRORS, AttributeError, FFmpegError, IndexError, TypeError):
        return ""


def _explain(name: str, data: bytes, changed: bytes) -> str:
    if name.endswith(_ARCHIVES):
        entries, others = (read_entries(version) for version in (data, changed))
        before, after = ({entry.filename: content for entry, content in one} for one in (entries, others))
        if set(before) != set(after) or len(entries) != len(others):
            return ""
        reasons = {explain(inner, before[inner], after[inner]) for inner in before if before[inner] != after[inner]}
        if "" in reasons:
            return ""
        return next(iter(reasons), "the files in an archive are the same, and only dates, marks or their order differ")
    if name.endswith(".css") and b"url(" not in changed and b"@import" not in changed:
        return "the looks of a book differ"
    if name.endswith("README.txt"):
        return "a note tells people other words"
    if name.endswith(_TEXTS):
        texts = [version.decode("utf-8") for version in (data, changed)]
        return "only white space differs" if texts[0].split() == texts[1].split() else ""
    if name.endswith(".json"):
        return _explain_json(json.loads(data), json.loads(changed), is_manifest=name.endswith("manifest.json"))
    if name.endswith(".html") and b'id="data"' in data:
        facts = [_page_facts(version.decode("utf-8")) for version in (data, changed)]
        return "only labels, drawings or marks of the page itself differ" if facts[0] == facts[1] else ""
    if name.endswith(_TRACKS):
        if len(data) == len(changed) and name.endswith(".m4b"):
            places = [place for place, (a, b) in enumerate(zip(data, changed, strict=True)) if a != b]
            if places[0] > data.index(b"mdat"):
                return "MP4 has no checksum, and the sound that changed is not silence"
        before, after = _sound(data), _sound(changed)
        if name.endswith(".opus") and before[:2] == after[:2] and before != after:
            return "the sound that changed is not silence, and its checksum was made anew"
        return "the sound is the same, to the sample, and so are its tags" if before == after else ""
    if name.endswith((".opf", "publication.json")) and _SUMMARY.sub("", data.decode()) == _SUMMARY.sub(
        "", changed.decode()
    ):
        return "the summary of a book for its listeners has other words"
    if name.endswith((".htm", ".html", ".smil", ".xhtml", ".opf", ".xml")):
        return (
            "only white space between elements differs" if b"".join(data.split()) == b"".join(changed.split()) else ""
        )
    return ""


def _explain_json(value: Any, other: Any, *, is_manifest: bool) -> str:
    if value == other:
        return "the values of the JSON are the same"
    if is_manifest:
        for one in (value, other):
            for member in _FREE:
                one.pop(member, None)
            one.pop("engine", None)
            one["metadata"].pop("title_source", None)
        if value == other:
            return "what a manifest tells of settings, voice and origin differs"
    return ""


def _page_facts(text: str) -> tuple[object, ...]:
    page = read_page(text)
    links = [tag.attributes.get("href") for tag in page.tags if tag.name == "a"]
    heard = {name: words for name, words in page.texts.items() if re.fullmatch(r"(?:p\d+-)?u\d+", name)}
    facts = json.loads(page.data)
    kept = {name: facts[name] for name in ("title", "duration", "clips")}
    return page.defect, heard, page.alternatives, kept, page.scripts, page.styles, page.policy, links


def _sound(data: bytes) -> tuple[dict[str, str], int, bytes]:
    """The tags of a track, and its decoded samples."""
    digest, count = sha256(), 0
    with av.open(BytesIO(data), metadata_errors="replace") as container:
        for frame in container.decode(audio=0):
            digest.update(b"".join(bytes(plane) for plane in frame.planes))
            count += frame.samples
        return {**container.metadata, **container.streams.audio[0].metadata}, count, digest.digest()
