"""PLAN -> the files of an edition: speak the announcements, splice the sound, combine the texts, write everything."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from tts import __version__
from tts.audio.interlude import encode_interlude
from tts.clock import frames_to_ms
from tts.config.config import Config, recorded_options
from tts.config.edition_date import find_edition_date
from tts.editions.announce import Announcement
from tts.editions.announcement_packages import FOLDER, configure_announcement, speak_announcement
from tts.editions.combine import combine
from tts.editions.pieces import Piece
from tts.editions.plan import PlannedFolder
from tts.editions.read_package import read_package
from tts.editions.settings import EditionSettings
from tts.editions.sounds import SOUND, Sounds
from tts.editions.splice import plan_splice, write_splice
from tts.editions.splice.plan import Splice
from tts.editions.usb.folder import write_usb_folder
from tts.errors import EncodeError
from tts.formats import AUDIO_FORMATS, MP3, USB
from tts.model import Chapter, Image, Metadata, Publication, Series, Track
from tts.noun import noun
from tts.packages.manifest_header import read_earlier
from tts.speech.engines import load
from tts.writers import needs_edition_date, write
from tts.writers.earlier import EarlierPackage
from tts.writers.images import find_cover, make_cover


@noun
class EditionPlan:
    """All that an edition is made of before its announcements are spoken.

    `order` has the numbers of folders and tracks, `packages` the package of each article by its path. `config` is that
    of the announcements. `fingerprints` are those of the announcements by id.
    """

    settings: EditionSettings
    metadata: Metadata
    order: tuple[PlannedFolder, ...]
    packages: Mapping[Path, Path]
    announcements: tuple[Announcement, ...]
    fingerprints: Mapping[str, str]
    sounds: Sounds
    config: Config
    formats: tuple[str, ...]
    source: str
    fingerprint: str = ""
    warnings: tuple[str, ...] = ()

    @property
    def audio(self) -> tuple[str, ...]:
        """The names of its audio formats; MP3 is always one, because books and folders are cut out of it."""
        return self.config.formats


def assemble(plan: EditionPlan, folder: Path, package: Path, jobs: int, *, prune: bool = False) -> Publication:
    """Write all files of the edition into the empty `folder`; `package` is that of the last time, if any.

    Its formats that are not made now are kept, unless `prune`. A format that cannot be made costs only itself.

    Raises:
        ArticastError: an announcement cannot be spoken, or the sound cannot be put together.
    """
    recordings = _speak_announcements(plan, folder / FOLDER, package / FOLDER, jobs)
    pieces = tuple(_pieces(plan, recordings, folder / FOLDER))
    try:
        impossible = {audio: reason for audio in plan.audio if (reason := _find_gap(audio, pieces))}
        splices = {
            audio: plan_splice(audio, (_find_sound(audio, piece) for piece in pieces))
            for audio in plan.audio
            if audio not in impossible
        }
        main = splices[MP3.name]
        cover, warnings = _cover(plan)
        earlier = read_earlier(package)
        metadata, undated = _date(plan, earlier)
        if prune or (earlier and earlier.source != plan.source):
            earlier = None
        formats = tuple(dict.fromkeys((*plan.formats, *(earlier.companions if earlier else ()))))
        publication = combine(
            pieces,
            main.starts,
            main.frames,
            main.frame_rate_hz,
            metadata=metadata,
            series=Series(title=plan.settings.title, number=plan.settings.number),
            cover=cover,
            record={
                "source": plan.source,
                "fingerprint": plan.fingerprint,
                "version": __version__,
                "inputs": {},
                **recorded_options(plan.config),
                "formats": list(formats),
                "feed": plan.settings.feed,
            },
            warnings=(*plan.warnings, *warnings, *undated),
        )
        tracks, failures = _write_tracks(splices, publication, folder, plan.settings.slug)
    except (OSError, ValueError) as error:
        raise EncodeError(
            f"The sound of the articles cannot be put together: {error}", path=plan.settings.path
        ) from error
    publication = replace(publication, tracks=tracks, impossible=impossible | failures)
    options = replace(plan.config.writer_options, formats=formats)
    return write(publication, folder, options, earlier, {USB: write_usb_folder})


def _find_sound(audio: str, piece: Piece) -> Path:
    """Return the file of a piece in an audio format."""
    return piece.path / f"{piece.name}{AUDIO_FORMATS[audio].extension}"


def _find_gap(audio: str, pieces: Iterable[Piece]) -> str:
    """Return why no track of an audio format can be made: a piece lacks it. The MP3 file is in every piece."""
    lacking = next((piece for piece in pieces if audio != MP3.name and not _find_sound(audio, piece).exists()), None)
    return f"The recording '{lacking.title or lacking.name}' could not be made in it." if lacking else ""


def _speak_announcements(plan: EditionPlan, folder: Path, earlier: Path, jobs: int) -> dict[str, Path]:
    """Make the recordings of the announcements in `folder`; return their folders by id."""
    folder.mkdir()
    recordings = {announcement.id: folder / announcement.id for announcement in plan.announcements}
    with load(plan.config.engine) as engine:
        for announcement in plan.announcements:
            id_ = announcement.id
            origin = {"source": plan.source, "fingerprint": plan.fingerprints[id_], "version": __version__}
            config = configure_announcement(announcement, plan.config)
            speak_announcement(
                announcement, recordings[id_], earlier / id_, config, engine, origin, plan.sounds.jingle, jobs
            )
    if plan.sounds.between:
        between = folder / SOUND
        between.mkdir()
        encode_interlude(
            plan.sounds.between,
            read_package(recordings["start"]).loudness.integrated_lufs,
            plan.config.frame_rate_hz,
            between,
            SOUND,
            plan.audio,
            jobs,
        )
    return recordings


def _pieces(plan: EditionPlan, recordings: Mapping[str, Path], folder: Path) -> Iterator[Piece]:
    """Yield what is heard, in order."""
    announcements = {announcement.id: announcement for announcement in plan.announcements}

    def announce(id_: str, planned: PlannedFolder, number: int) -> Piece:
        """Return the piece of an announcement."""
        announcement = announcements[id_]
        path = recordings[id_]
        return Piece(
            kind=announcement.kind,
            path=path,
            name=id_,
            publication=read_package(path),
            title=announcement.title,
            folder=planned.number,
            number=number,
            folder_title=planned.title or announcements["start"].title
            if planned.number == 1
            else planned.title or announcement.title,
        )

    for planned in plan.order:
        for track in planned.tracks:
            if track.path is None:
                yield announce(track.kind, planned, track.number)
                continue
            if track.number == 1:
                yield announce(f"section-{planned.number}", planned, track.number)
            package = plan.packages[track.path]
            publication = read_package(package)
            yield Piece(
                kind="article",
                path=package,
                name=package.name,
                publication=publication,
                title=publication.metadata.title,
                folder=planned.number,
                number=track.number,
                folder_title=planned.title,
                slug=package.name,
            )
            if plan.sounds.between:
                yield Piece(kind="sound", path=folder / SOUND, name=SOUND)


def _write_tracks(
    splices: Mapping[str, Splice], publication: Publication, folder: Path, name: str
) -> tuple[tuple[Track, ...], dict[str, str]]:
    """Write the tracks; return them, and why others could not be made. Without the MP3 file there is no edition."""
    tracks, failures = [], {}
    for audio in splices:
        try:
            tracks.append(_write_track(audio, splices, publication, folder, name))
        except EncodeError as error:
            if audio == MP3.name:
                raise
            failures[audio] = error.message
            (folder / f"{name}{AUDIO_FORMATS[audio].extension}").unlink()
    return tuple(tracks), failures


def _write_track(audio: str, splices: Mapping[str, Splice], publication: Publication, folder: Path, name: str) -> Track:
    """Write the track of one format, with its chapters where they are in this file."""
    row, splice = AUDIO_FORMATS[audio], splices[audio]
    path = folder / f"{name}{row.extension}"
    chapters = publication.timeline.chapters
    if audio != MP3.name:
        chapters = _move_chapters(publication, splices[MP3.name], splice)
    write_splice(audio, splice, path, publication.metadata, chapters, publication.contents, publication.cover)
    return Track(
        path=path.name,
        media_type=row.media_type,
        size_bytes=path.stat().st_size,
        duration_ms=splice.duration_ms,
        starts_ms=tuple(chapter.start_ms for chapter in chapters) if audio != MP3.name else (),
    )


def _move_chapters(publication: Publication, main: Splice, splice: Splice) -> tuple[Chapter, ...]:
    """Return the chapters where they are in a file whose packets have another length than those of the MP3."""
    numbers = {section.id: int(section.part.removeprefix("p")) - 1 for section in publication.sections}
    chapters = publication.timeline.chapters
    shifts_ms = [
        frames_to_ms(start, splice.frame_rate_hz) - frames_to_ms(before, main.frame_rate_hz)
        for start, before in zip(splice.starts, main.starts, strict=True)
    ]
    starts_ms = [0, *(chapter.start_ms + shifts_ms[numbers[chapter.section_id]] for chapter in chapters[1:])]
    ends_ms = [*starts_ms[1:], splice.duration_ms]
    return tuple(
        replace(chapter, start_ms=start_ms, end_ms=end_ms)
        for chapter, start_ms, end_ms in zip(chapters, starts_ms, ends_ms, strict=True)
    )


def _date(plan: EditionPlan, earlier: EarlierPackage | None) -> tuple[Metadata, tuple[str, ...]]:
    """Return the metadata with the date that a format needs if the edition has none, and a warning about it."""
    if not needs_edition_date(plan.formats, plan.metadata):
        return plan.metadata, ()
    path = plan.settings.path
    is_same = earlier and earlier.table("options").get("fingerprint") == plan.fingerprint
    files = (*([path] if path.is_file() else []), *plan.settings.articles())
    dated = find_edition_date(files, earlier.edition_date if earlier and is_same else "")
    step = "Add a line such as `date = 2026-05-17` to its file, or dates to its articles."
    warning = f"{path}: The DAISY book is dated {dated.describe()}. {step}"
    return replace(plan.metadata, edition_date=dated.day), () if dated.is_chosen else (warning,)


def _cover(plan: EditionPlan) -> tuple[Image, tuple[str, ...]]:
    """Return the cover, which is drawn if the edition has none of its own, and warnings about its own."""
    found = find_cover(plan.metadata, plan.settings.path.parent)
    warnings = (f"{plan.settings.path}: {problem.what}" for problem in found.problems)
    return next(iter(found.images.values()), None) or make_cover(plan.metadata), tuple(warnings)
