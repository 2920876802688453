"""EDITION SETTINGS -> PACKAGES: package the articles, each with its reader, and all with the same frame rate."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from tts.config.config import Config
from tts.editions.splice.mp3 import read_track
from tts.formats import MP3, check_formats
from tts.model import Breaks
from tts.packages.batch import package_in_run
from tts.packages.job import PackageOrder
from tts.packages.links import LinkRule
from tts.packages.manifest_header import read_manifest_header
from tts.packages.outcome import Outcome, Progress

MIN_LEAD_OUT_MS = 200
"""The silence at the end of a recording, of which packets of every format can be left out."""


def package_articles(
    slugs: Mapping[Path, str],
    readers: Mapping[Path, str],
    output: Path,
    config: Config,
    links: LinkRule,
    *,
    force: bool = False,
    drafts: bool = False,
    jobs: int = 1,
    report: Callable[[Progress], None] | None = None,
) -> Iterator[Outcome]:
    """Package the articles `slugs`, which have the names of their packages; yield each outcome as it comes.

    `readers` has the voice of an article where it is not that of `config`. `config.formats` is the audio that the
    edition needs. A package that has it, and is up to date otherwise, is used as it is. Where voices of several frame
    rates have spoken, the articles with a lower rate are packaged again with the highest one, because one track has one
    rate.
    """
    orders = order_articles(slugs, readers, output, config, links)
    outcomes = {}
    for outcome in package_in_run(orders, output, config, force=force, drafts=drafts, jobs=jobs, report=report):
        outcomes[outcome.path] = outcome
        yield outcome
    rates_hz = {path: _frame_rate_hz(outcome) for path, outcome in outcomes.items() if is_usable(outcome)}
    highest_hz = max(rates_hz.values(), default=0)
    again = [
        replace(order, config=replace(order.config, frame_rate_hz=highest_hz))
        for order in orders
        if rates_hz.get(order.path, highest_hz) != highest_hz
    ]
    yield from package_in_run(again, output, config, drafts=drafts, jobs=jobs, report=report)


def order_articles(
    slugs: Mapping[Path, str], readers: Mapping[Path, str], output: Path, config: Config, links: LinkRule
) -> list[PackageOrder]:
    """Return what the packages of an edition are made with, each with its reader and what it has from before."""
    return [
        PackageOrder(path=path, slug=slug, config=_configure(config, readers.get(path, ""), output / slug), links=links)
        for path, slug in slugs.items()
    ]


def is_usable(outcome: Outcome) -> bool:
    """Return whether there is a package of the article."""
    return outcome.status in ("packaged", "unchanged")


def frame_rate_hz(packages: Iterable[Path]) -> int:
    """Return the frame rate of the MP3 files of packages, which is the same in all of them; 0 without a package.

    Raises:
        OSError: a file cannot be read.
    """
    return next((read_track(package / f"{package.name}{MP3.extension}").frame_rate_hz for package in packages), 0)


def _frame_rate_hz(outcome: Outcome) -> int:
    """Return the frame rate of the MP3 file of an article."""
    return frame_rate_hz((outcome.package,))


def _configure(config: Config, reader: str, package: Path) -> Config:
    """Return the settings for an article: its reader, and what its package has besides what the edition needs."""
    earlier = read_manifest_header(package).get("options")
    earlier = earlier if isinstance(earlier, dict) else {}
    formats, rate_hz = earlier.get("formats"), earlier.get("frame_rate_hz")
    if (
        isinstance(formats, list)
        and set(formats) >= set(config.formats)
        and all(isinstance(name, str) for name in formats)
    ):
        check_formats(formats)
        config = replace(config, formats=tuple(formats))
    if type(rate_hz) is int:
        config = replace(config, frame_rate_hz=rate_hz)
    return replace(config, voice=reader or config.voice, breaks=lengthen_lead_out(config.breaks))


def lengthen_lead_out(breaks: Breaks) -> Breaks:
    """Return `breaks` with enough silence at the end, so that sound can be spliced there."""
    return replace(breaks, lead_out=max(breaks.lead_out, MIN_LEAD_OUT_MS))
