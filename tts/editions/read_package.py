"""PACKAGE -> PUBLICATION, from its manifest and its images: nothing is read, spoken or encoded again.

What is written from this publication is what the package has, byte by byte. Of the article it lacks only what is over
when a package is made: the lines of the source, its speakers, and which spoken word is for which word of the text.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Any, NoReturn

from tts.editions.values import build_noun, take
from tts.errors import PackageError
from tts.files import (
    MAX_MANIFEST_BYTES,
    NotRegularFileError,
    TooLargeFileError,
    describe_unreadable,
    open_file,
    read_file,
)
from tts.formats import BY_MEDIA_TYPE
from tts.model import (
    MAX_IMAGE_BYTES,
    Block,
    BlockKind,
    Chapter,
    Clip,
    EngineInfo,
    Hint,
    Image,
    Loudness,
    Mark,
    Metadata,
    Origin,
    Prosody,
    Publication,
    Section,
    Skipped,
    Timeline,
    Track,
    Utterance,
    Voice,
    Word,
    utterances,
)
from tts.writers.images import EXTENSIONS, require_image
from tts.writers.images.pixels import BadImageError
from tts.writers.joined import default_spaces, find_origin, join_marks, join_texts
from tts.writers.manifest import SCHEMA, ManifestWriter
from tts.writers.metadata import modified

AGAIN = "Package the article again with --force."
_MAX_DEPTH = 48  # blocks in one another; `verify` accepts no more, and readers make fewer
_Members = dict[str, Any]
_SECTION_ID = re.compile(r"[a-z0-9][a-z0-9-]*")
_UTTERANCE_ID = re.compile(r"u[0-9]{4,}")
_TRACK = re.compile(r"[a-z0-9][a-z0-9.-]*")
_IMAGE = re.compile(r"image-[0-9]+\.[a-z]+")
_COVERS = ("cover.jpg", "cover.png")
_MEDIA_TYPES = {extension: media_type for media_type, extension in EXTENSIONS.items()}


def read_package(folder: Path) -> Publication:
    """Return the publication from which the package in `folder` was written.

    Its images are read when a writer needs them.

    Raises:
        PackageError: a file is missing, cannot be read, or is not as Articast wrote it.
    """
    path = folder / ManifestWriter.name
    members = _load(path)
    try:
        return _build_publication(members, folder)
    except (ValueError, OverflowError) as error:  # a date before the first one overflows
        raise PackageError(f"This is not a manifest that Articast wrote: {error}. {AGAIN}", path=path) from None


def _load(path: Path) -> _Members:
    """Return the JSON object in the manifest at `path`."""
    try:
        members = json.loads(read_file(path, MAX_MANIFEST_BYTES), parse_constant=_refuse_constant)
    except OSError as error:
        raise _explain(error, path) from None
    except (ValueError, RecursionError):
        raise PackageError(f"This file is not JSON, or is cut off. {AGAIN}", path=path) from None
    if not isinstance(members, dict) or members.get("schema") != SCHEMA:
        raise PackageError(f"This is not a manifest of this version of Articast. {AGAIN}", path=path)
    return members


def _refuse_constant(name: str) -> NoReturn:
    """Refuse `NaN` and `Infinity`, which are not JSON."""
    raise ValueError(f"{name} is not a number")


def _explain(error: OSError, path: Path) -> PackageError:
    """Return the error for a file of a package that cannot be read."""
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return PackageError(f"This file is missing. {AGAIN}", path=path)
    if isinstance(error, IsADirectoryError | NotRegularFileError):
        return PackageError(f"This is not a file. {AGAIN}", path=path)
    if isinstance(error, TooLargeFileError):
        return PackageError(f"This file has more than {error.max_bytes // 10**6} MB. {AGAIN}", path=path)
    return PackageError(describe_unreadable(error, "Change its permissions."), path=path)


def _build_publication(members: _Members, folder: Path) -> Publication:
    """Return the publication of a manifest; raise `ValueError` if it is not one that Articast writes."""
    about, record = take(members, "metadata", _Members), take(members, "options", dict[str, object])
    metadata = build_noun(Metadata, about, cover="", pictures=())
    modified(metadata)  # fails for a date that is none
    engines = take(members, "engine", _Members)
    engine = build_noun(EngineInfo, engines)
    voices = _read_voices(engines, "voices", engine)
    if metadata.language not in voices:
        raise ValueError(f"the language '{metadata.language}' has no voice")
    walk = _Walk(voices=voices, own_voices=_read_voices(engines, "cast", engine))
    sections = tuple(walk.read_section(section) for section in take(members, "sections", tuple[_Members, ...]))
    _check_ids(sections)
    timeline = Timeline(
        clips=tuple(walk.clips),
        chapters=tuple(_read_chapters(members, sections)),
        duration_ms=take(about, "duration_ms", int),
        interludes=tuple(
            (take(entry, "begin_ms", int), take(entry, "end_ms", int))
            for entry in take(members, "interludes", tuple[_Members, ...], ())
        ),
    )
    hashes = take(members, "images", dict[str, str], {})
    images = {name: _find_image(folder, name, hashes) for name in dict.fromkeys(walk.images.values())}
    others = take(engines, "others", tuple[EngineInfo, ...], ())
    return Publication(
        metadata=metadata,
        sections=sections,
        timeline=timeline,
        tracks=_read_tracks(members, folder),
        loudness=take(members, "loudness", Loudness),
        engine=engine,
        engines={info.name: info for info in (engine, *others)},
        voices=voices,
        cast=walk.cast,
        notes=walk.notes,
        prosody=build_noun(Prosody, record),
        images={address: images[name] for address, name in walk.images.items()},
        cover=_find_image(folder, take(about, "cover", str), hashes) if "cover" in about else None,
        skipped=take(members, "skipped", tuple[Skipped, ...]),
        left_out=take(members, "left_out", dict[str, int], {}),
        record=record,
        warnings=tuple(str(warning) for warning in take(members, "warnings", tuple[object, ...])),
    )


def _read_voices(engines: _Members, name: str, engine: EngineInfo) -> dict[str, Voice]:
    """Return the voices that are the member `name` of the member `engine`; their usual engine is `engine`."""
    entries = take(engines, name, dict[str, _Members], {})
    return {key: build_noun(Voice, {"name": "", "engine": engine.name, **entry}) for key, entry in entries.items()}


def _read_chapters(members: _Members, sections: Iterable[Section]) -> Iterator[Chapter]:
    """Yield the chapters, each of which begins with one of `sections`."""
    ids = {section.id for section in sections}
    for entry in take(members, "chapters", tuple[_Members, ...]):
        if (section_id := take(entry, "section", str)) not in ids:
            raise ValueError(f"a chapter begins with a section '{section_id}', which is missing")
        yield build_noun(Chapter, entry, section_id=section_id)


def _read_tracks(members: _Members, folder: Path) -> tuple[Track, ...]:
    """Return the tracks, whose files are as they were written; manifests of older versions do not have their hashes."""
    tracks: tuple[Track, ...] = take(members, "tracks", tuple[Track, ...])
    files = take(members, "files", dict[str, _Members], {})
    for track in tracks:
        if not _TRACK.fullmatch(track.path) or track.media_type not in BY_MEDIA_TYPE:
            raise ValueError(f"a track cannot be a file '{track.path}' of the type '{track.media_type}'")
        path = folder / track.path
        if not _is_same(path, track.size_bytes, take(files.get(track.path, {}), "sha256", str, "")):
            raise PackageError(f"This file was changed after the package was made. {AGAIN}", path=path)
    if not tracks:
        raise ValueError("there is no track")
    return tracks


def _find_image(folder: Path, name: str, hashes: Mapping[str, str]) -> Image:
    """Return the image in the file `name`, whose bytes are those that were packaged."""
    path = folder / name
    media_type = _MEDIA_TYPES.get(path.suffix)
    if not (name in _COVERS or _IMAGE.fullmatch(name)) or not media_type or name not in hashes:
        raise ValueError(f"an image cannot be the file '{name}', or its hash is missing")
    try:
        data = read_file(path, MAX_IMAGE_BYTES)
    except TooLargeFileError:
        data = b""
    except OSError as error:
        raise _explain(error, path) from None
    digest = sha256(data).hexdigest()
    if digest != hashes[name]:
        raise PackageError(f"This file was changed after the package was made. {AGAIN}", path=path)
    try:
        require_image(data, media_type)
    except BadImageError as error:
        raise PackageError(f"This image {error.cause}. {AGAIN}", path=path) from None
    return Image(name=name, media_type=media_type, source=path, sha256=digest)


def _check_ids(sections: Iterable[Section]) -> None:
    """Check that the ids, which become names of files and addresses, have their form, and each is there once."""
    sections = tuple(sections)
    ids = [section.id for section in sections]
    heard_ids = [utterance.id for utterance in utterances(sections)]
    for pattern, values in ((_SECTION_ID, ids), (_UTTERANCE_ID, heard_ids)):
        if not values:
            raise ValueError("nothing is heard")
        if len(set(values)) < len(values) or not all(map(pattern.fullmatch, values)):
            raise ValueError("the id of a section or utterance is not one, or is there twice")


@dataclass(slots=True, kw_only=True)
class _Walk:
    """Read the sections in order, and collect what the manifest has with each utterance and image.

    `images` are names of files by address. `voices` are by language, `own_voices` by the names that utterances use.
    """

    voices: Mapping[str, Voice]
    own_voices: Mapping[str, Voice]
    clips: list[Clip] = field(default_factory=list)
    cast: dict[str, Voice] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    images: dict[str, str] = field(default_factory=dict)

    def read_section(self, entry: _Members) -> Section:
        """Return a section with its blocks."""
        section = build_noun(Section, entry, blocks=self._read_blocks(entry, _MAX_DEPTH))
        if not 1 <= section.level <= 6:
            raise ValueError(f"the section '{section.id}' has the level {section.level}")
        return section

    def _read_blocks(self, entry: _Members, levels: int) -> tuple[Block, ...]:
        """Return the blocks of a section or block, nested at most `levels` deep."""
        entries = take(entry, "blocks", tuple[_Members, ...], ())
        if entries and not levels:
            raise ValueError(f"blocks are nested more than {_MAX_DEPTH} deep")
        return tuple(self._read_block(below, levels - 1) for below in entries)

    def _read_block(self, entry: _Members, levels: int) -> Block:
        """Return a block with its utterances and the text and marks that they make up, and those inside it."""
        spoken = take(entry, "utterances", tuple[_Members, ...], ())
        heard = tuple(map(self._read_utterance, spoken))
        text = take(entry, "text", str, "")
        if heard and not text:
            pairs = zip(spoken, default_spaces(len(heard)), strict=True)
            spaces = [take(utterance, "space_after", str, usual) for utterance, usual in pairs]
            if any(space.strip() for space in spaces):
                raise ValueError("the member 'space_after' is not white space")
            text = join_texts(heard, spaces)
        joined = join_marks(text, heard)
        marks = take(entry, "marks", tuple[Mark, ...], joined)
        _check_ranges(marks, text)
        block = build_noun(
            Block,
            entry,
            text=text,
            marks=marks,
            origin=take(entry, "origin", Origin, find_origin(take(entry, "kind", BlockKind), heard)),
            utterances=heard,
            blocks=self._read_blocks(entry, levels),
        )
        if block.resource and "image" in entry:
            self.images[block.resource] = take(entry, "image", str)
        return block

    def _read_utterance(self, entry: _Members) -> Utterance:
        """Return an utterance, and keep its clip, its voice, and the note about it."""
        utterance = build_noun(Utterance, entry)
        clip = build_noun(Clip, entry, utterance_id=utterance.id)
        _check_ranges((*utterance.marks, *clip.words), utterance.text)
        _check_ranges(utterance.hints, utterance.spoken)
        self.clips.append(clip)
        own = take(entry, "voice", str, "")
        if own and own not in self.own_voices:
            raise ValueError(f"there is no voice '{own}'")
        if voice := self.own_voices[own] if own else self.voices.get(utterance.language):
            self.cast[utterance.id] = voice
        if note := take(entry, "note", str, ""):
            self.notes[utterance.id] = note
        return utterance


def _check_ranges(parts: Iterable[Mark | Hint | Word], text: str) -> None:
    """Check that `parts` are of `text`, and raise `ValueError` for one that is not."""
    for part in parts:
        if not 0 <= part.begin <= part.end <= len(text):
            raise ValueError(f"characters {part.begin} to {part.end} are not in '{text[:40]}'")


def _is_same(path: Path, size_bytes: int, digest: str) -> bool:
    """Return whether a file has this size and this SHA-256 in hexadecimal digits; an empty one is not compared."""
    try:
        with open_file(path) as file:
            has_size = os.fstat(file.fileno()).st_size == size_bytes
            return has_size and (not digest or file_digest(file, "sha256").hexdigest() == digest)
    except OSError as error:
        raise _explain(error, path) from None
