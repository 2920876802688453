"""PACKAGE -> LINES with details for `--verbose`: the files that were read and made, voices, formats and time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

from tts.cli.console import count_noun, join_names
from tts.clock import in_words
from tts.packages.manifest_header import file_sizes_bytes, read_manifest_header
from tts.packages.outcome import Outcome


def describe_package(outcome: Outcome) -> Iterator[str]:
    """Yield lines about the package of an article, each with its name; none if there is no package."""
    if outcome.status in ("packaged", "unchanged"):
        with suppress(LookupError, TypeError, AttributeError, OSError):  # a manifest that somebody changed
            yield from _describe(outcome, read_manifest_header(outcome.package))


def _describe(outcome: Outcome, header: Mapping[str, Any]) -> Iterator[str]:
    """Yield lines about the package of an article with this manifest."""
    options, metadata = header["options"], header["metadata"]
    read = [str(outcome.path), *(name for name in _list_inputs(options) if name != outcome.path.name)]
    language = metadata["language"]
    yield f'{outcome.slug}: "{metadata["title"]}", language {language}, read from {join_names(read)}.'
    voices = outcome.voices or tuple(_list_voices(header))
    made = f", made in {in_words(outcome.elapsed_ms)}" if outcome.status == "packaged" else ""
    yield f"{outcome.slug}: spoken by {join_names(voices)}{made}."
    files = list(file_sizes_bytes(outcome.package))
    formats = join_names(options["formats"])
    yield f"{outcome.slug}: {formats}; {count_noun(len(files), 'file')} in {outcome.package}: {join_names(files)}."


def _list_inputs(options: Mapping[str, Any]) -> Iterator[str]:
    """Yield the names of the files that shaped a package; one that was missing has no checksum."""
    yield from (name for name, digest in options["inputs"].items() if digest)


def _list_voices(header: Mapping[str, Any]) -> Iterator[str]:
    """Yield the main voice with which a package was made."""
    engine = header["engine"]
    yield f"{engine['voice']['name']} ({engine['name']})"
