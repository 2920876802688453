"""EDITION SETTINGS -> output/<slug>/: package the articles, announce them, put all together, and install it whole."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, replace
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal

from tts.config.config import Config
from tts.editions.announce import build_announcements
from tts.editions.announce.wording import Wording
from tts.editions.announcement_packages import announcement_fingerprint, configure_announcement
from tts.editions.article_packages import frame_rate_hz, is_usable, lengthen_lead_out, package_articles
from tts.editions.assemble import EditionPlan, assemble
from tts.editions.listing import ListedArticle, ListedSection, Listing
from tts.editions.plan import PlannedFolder, keep_articles, plan_edition_order, warn_of_empty_sections
from tts.editions.series import complete_settings
from tts.editions.settings import EditionSettings
from tts.editions.sounds import hash_sound, read_sounds
from tts.errors import ReadError, UsageError
from tts.files import MAX_MANIFEST_BYTES, read_file
from tts.formats import MP3, SPLICED
from tts.model import Metadata, Series
from tts.noun import noun
from tts.packages import store
from tts.packages.discover import name_packages, source_path
from tts.packages.manifest_header import file_sizes_bytes, read_manifest_header
from tts.packages.outcome import Outcome, Progress, judge_formats
from tts.packages.stale import fingerprint, has_formats
from tts.writers import file_names
from tts.writers.earlier import list_facts
from tts.writers.images import file_state


@noun
class EditionOutcome:
    """What became of an edition. `package` is its folder, `count` the number of its articles.

    `missing` are the articles that could not be packaged, so that the edition does not have them. `missing_formats` are
    the formats that were asked for by name and could not be made; `impossible` and `older` are as in `Outcome`.
    """

    title: str
    status: Literal["made", "unchanged"]
    package: Path
    duration_ms: int
    count: int
    missing: tuple[Path, ...] = ()
    missing_formats: tuple[str, ...] = ()
    impossible: tuple[tuple[str, str], ...] = ()
    older: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


def make_edition(
    settings: EditionSettings,
    readers: Mapping[Path, str],
    output: Path,
    config: Config,
    formats: tuple[str, ...],
    *,
    from_all: tuple[str, ...] = (),
    force: bool = False,
    prune: bool = False,
    drafts: bool = False,
    jobs: int = 1,
    finish: Callable[[], None] | None = None,
    report: Callable[[Progress], None] | None = None,
) -> Iterator[Outcome | EditionOutcome]:
    """Make the edition in `output`; yield the outcome of each article as it comes, then that of the edition.

    `config` holds for the articles, `formats` are those of the edition, of which nobody named those `from_all`.
    `readers` has the voice of each article that has one by the settings. The bytes do not depend on `jobs`. The edition
    is replaced whole, or not at all, but keeps formats that it has and is not asked for, unless `prune`. `finish` is
    called at the end, while no other run can work in `output`.

    Raises:
        UsageError: the engine or a voice does not exist.
        EngineError: the engine does not start.
        StoreError: `output` cannot be used, or another run is at work in it.
        ReadError: no article could be packaged.
        ArticastError: an announcement cannot be spoken, or the sound not be put together.
    """
    paths = tuple(settings.articles())
    config = configure_articles(config, formats)
    with store.exclusive_run(output):
        store.recover(output)
        slugs = name_packages(paths, output)
        usable: dict[Path, Path] = {}
        outcomes = package_articles(
            slugs, readers, output, config, settings.links, force=force, drafts=drafts, jobs=jobs, report=report
        )
        for outcome in outcomes:
            if is_usable(outcome):
                usable[outcome.path] = outcome.package
            yield outcome
        packages = {path: usable[path] for path in paths if path in usable}
        plan = plan_edition(settings, packages, output, config, formats)
        target = output / plan.settings.slug
        duration_ms = None if force else up_to_date_duration_ms(target, plan, prune=prune)
        asked = replace(config, formats=plan.formats, from_all=from_all)
        status: Literal["made", "unchanged"] = "unchanged"
        warnings = plan.warnings
        if duration_ms is None:
            status = "made"
            with store.workspace(output, plan.settings.slug) as folder:
                publication = assemble(plan, folder, target, jobs, prune=prune)
                duration_ms, warnings = publication.timeline.duration_ms, publication.warnings
                store.install(folder, output, plan.settings.slug)
        formats_outcome = judge_formats(settings.path, asked, read_manifest_header(target))
        if finish:
            finish()
    yield EditionOutcome(
        title=plan.metadata.title,
        status=status,
        package=target,
        duration_ms=duration_ms,
        count=len(packages),
        missing=tuple(path for path in paths if path not in usable),
        missing_formats=formats_outcome.missing,
        impossible=formats_outcome.impossible,
        older=formats_outcome.older,
        warnings=(*warnings, *formats_outcome.warnings),
    )


def configure_articles(config: Config, formats: Iterable[str]) -> Config:
    """Return the settings for the articles of an edition in `formats`: with the audio that it needs of them."""
    return replace(config, formats=tuple(name for name in SPLICED if name in formats or name == MP3.name))


def plan_edition(
    settings: EditionSettings, packages: Mapping[Path, Path], output: Path, config: Config, formats: tuple[str, ...]
) -> EditionPlan:
    """Work out everything about the edition of `packages` (by the paths of their articles) but its sound.

    Raises:
        ReadError: there is no package.
    """
    if not packages:
        raise ReadError("None of its articles could be packaged, so the edition was not made.", path=settings.path)
    warnings = (*settings.warnings, *warn_of_empty_sections(settings))
    headers = {path: read_manifest_header(package) for path, package in packages.items()}
    articles = {path: header["metadata"] for path, header in headers.items()}
    known = (Metadata(title=it["title"], language=it["language"], date=it.get("date")) for it in articles.values())
    settings = complete_settings(
        replace(keep_articles(settings, packages), warnings=()),
        output,
        known,
        {package.name for package in packages.values()},
    )
    order = plan_edition_order(settings)
    listing = _list(settings, order, packages, articles)
    announcements = build_announcements(listing, settings.announce, settings.path)
    sounds = read_sounds(settings.announce)
    config = replace(
        config,
        voice=settings.presenter or config.voice,
        breaks=lengthen_lead_out(config.breaks),
        frame_rate_hz=frame_rate_hz(packages.values()),
    )
    wording = Wording(settings.language)
    plan = EditionPlan(
        settings=settings,
        metadata=Metadata(
            title=wording.name_edition(listing.series),
            authors=settings.authors,
            date=settings.date,
            language=settings.language,
            description=settings.description or wording.summarize(listing),
            cover=str(settings.cover) if settings.cover else "",
        ),
        order=order,
        packages=packages,
        announcements=announcements,
        fingerprints={
            announcement.id: announcement_fingerprint(
                announcement, configure_announcement(announcement, config), sounds.jingle
            )
            for announcement in announcements
        },
        sounds=sounds,
        config=config,
        formats=formats,
        source=source_path(settings.path, output),
        warnings=(*warnings, *settings.warnings, *sounds.warnings),
    )
    return replace(plan, fingerprint=_fingerprint(plan))


def _list(
    settings: EditionSettings,
    order: tuple[PlannedFolder, ...],
    packages: Mapping[Path, Path],
    articles: Mapping[Path, Mapping[str, Any]],
) -> Listing:
    """Return the edition as its announcements describe it."""
    sections = []
    for planned in order:
        listed = tuple(
            ListedArticle(
                title=articles[track.path]["title"],
                language=articles[track.path]["language"],
                duration_ms=articles[track.path]["duration_ms"],
                number=track.number,
                slug=packages[track.path].name,
            )
            for track in planned.tracks
            if track.path
        )
        if listed:
            sections.append(ListedSection(title=planned.title, folder=planned.number, articles=listed))
    return Listing(
        series=Series(title=settings.title, number=settings.number),
        date=settings.date,
        language=settings.language,
        sections=tuple(sections),
    )


def _fingerprint(plan: EditionPlan) -> str:
    """Return the SHA-256 of everything that shapes the edition: its articles as they were packaged, and the rest."""
    cover = plan.settings.cover
    values = {
        "articles": [_hash_recording(plan.packages[path]) for path in plan.settings.articles()],
        "announcements": dict(plan.fingerprints),
        "between": hash_sound(plan.sounds.between),
        "config": fingerprint(plan.settings.path, plan.config),
        "cover": file_state(cover) if cover and cover.is_file() else "",
        "metadata": asdict(plan.metadata),
        "feed": plan.settings.feed,
        "order": repr([(folder.number, folder.title) for folder in plan.order]),
        "series": asdict(Series(title=plan.settings.title, number=plan.settings.number)),
        "warnings": plan.warnings,
    }
    return sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()


def _hash_recording(package: Path) -> str:
    """Return the SHA-256 of all that an edition has of a package, in whatever formats."""
    members = json.loads(read_file(package / "manifest.json", MAX_MANIFEST_BYTES))
    options = {name: members["options"][name] for name in ("source", "fingerprint", "inputs")}
    return sha256(json.dumps([options, list_facts(members)], sort_keys=True).encode()).hexdigest()


def up_to_date_duration_ms(package: Path, plan: EditionPlan, *, prune: bool = False) -> int | None:
    """Return the length of the edition in the folder `package` if it is what `plan` gives, and whole; else None.

    It may have more formats than the plan asks for, unless `prune`.
    """
    header = read_manifest_header(package)
    try:
        config = replace(plan.config, formats=(*plan.formats, MP3.name))
        if header["options"]["fingerprint"] != plan.fingerprint or not has_formats(header, config, prune=prune):
            return None
        sizes_bytes, stem = file_sizes_bytes(package), plan.settings.slug
        names = [name.replace("*", stem) for name in file_names(header["options"]["formats"])]
        is_whole = all(map(sizes_bytes.get, names)) and all(
            sizes_bytes.get(track["path"]) == track["size_bytes"] for track in header["tracks"]
        )
        return int(header["metadata"]["duration_ms"]) if is_whole else None
    except (OSError, LookupError, TypeError, ValueError, AttributeError, UsageError):
        return None
