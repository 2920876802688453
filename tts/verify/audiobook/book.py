"""An audiobook as its archive has it: the manifest, and the pages that it names."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from zipfile import ZipFile

from tts.noun import noun
from tts.verify.archive import read_entry
from tts.verify.findings import Reading
from tts.verify.tree import Node, check_ids, read_tree

CHECK = "audiobook"
PUBLICATION = "publication.json"


@noun
class Audiobook:
    """An open archive with its manifest: `played` in reading order, `linked` every file that it names."""

    archive: ZipFile
    publication: Mapping[str, Any]
    played: list[Mapping[str, Any]]
    linked: list[Mapping[str, Any]]

    @property
    def addresses(self) -> set[str]:
        """The addresses of all files that the manifest names."""
        return {str(link.get("url")) for link in self.linked}


def read_publication(archive: ZipFile, text: str) -> Audiobook | None:
    """Return the audiobook that a publication manifest describes; None if `text` is not one."""
    try:
        publication = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(publication, dict):
        return None
    played, resources = (list_objects(publication.get(name)) for name in ("readingOrder", "resources"))
    linked = [part for link in (*played, *resources) for part in (link, *list_objects(link.get("alternate")))]
    return Audiobook(archive=archive, publication=publication, played=played, linked=linked)


def list_objects(value: Any) -> list[Mapping[str, Any]]:
    """Return the objects of a list; none if it is not a list."""
    return [member for member in value if isinstance(member, dict)] if isinstance(value, list) else []


def read_page(archive: ZipFile, name: str) -> Reading[Node | None]:
    """Return a page of the book; None, with a finding, if it cannot be read."""
    text = yield from read_entry(archive, name, CHECK)
    root = (yield from read_tree(text, name, CHECK)) if text is not None else None
    if root is not None:
        yield from check_ids(root, name, CHECK)
    return root
