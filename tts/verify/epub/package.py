"""The package document of an EPUB -> what is in it and where (EPUB 3.3, sections 4.2 and 5)."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import unquote
from zipfile import ZipFile

from tts.verify.archive import read_entry
from tts.verify.findings import Finding, Reading
from tts.verify.tree import Node, check_ids, ids, read_tree

CHECK = "epub"
MIMETYPE = "mimetype"
XHTML = "application/xhtml+xml"
SMIL = "application/smil+xml"
TYPE = "http://www.idpf.org/2007/ops type"
TEXTREF = "http://www.idpf.org/2007/ops textref"


def finding(place: str, what: str) -> Finding:
    """Something that is wrong in a file of the EPUB, or in the EPUB itself where `place` is empty."""
    return Finding(check=CHECK, place=f"epub, {place}" if place else "epub", what=what)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A file that the package document lists; `path` is its path in the archive, `overlay` the id of its overlay."""

    path: str
    media_type: str
    properties: tuple[str, ...] = ()
    overlay: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EpubFile:
    """An EPUB with all its documents: `items` by their ids, `spine` the ids of the pages in order.

    `trees` has every XML document by its path, `ids` the elements with an id in each.
    """

    archive: ZipFile
    names: tuple[str, ...]
    package: str
    root: Node
    items: Mapping[str, Item]
    spine: tuple[str, ...]
    trees: Mapping[str, Node]
    ids: Mapping[str, Mapping[str, Node]]

    def pages(self) -> list[Item]:
        """The documents of the spine that are there, in order."""
        return [self.items[one] for one in self.spine if one in self.items and self.items[one].path in self.trees]

    def resolve(self, address: str, base: str) -> tuple[str, Node | None]:
        """The path in the archive that `address` in the file `base` names, and the element of its fragment."""
        name, _, fragment = address.partition("#")
        path = resolve(name, base) if name else base
        return path, self.ids.get(path, {}).get(fragment)


def resolve(name: str, base: str) -> str:
    """A relative address as a path in the archive."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(base), unquote(name)))


def open_epub(archive: ZipFile) -> Reading[EpubFile | None]:
    """The EPUB in `archive`; None, with findings, if there is no package document."""
    container = yield from _tree(archive, "META-INF/container.xml")
    if container is None:
        return None
    package = next((one.attributes.get("full-path", "") for one in container.find("rootfile")), "")
    root = yield from _tree(archive, package)
    if root is None:
        return None
    items = _items(root, package)
    trees = {package: root}
    for item in items.values():
        if item.media_type in (XHTML, SMIL) and item.path not in trees and item.path in archive.namelist():
            tree = yield from _tree(archive, item.path)
            if tree is not None:
                yield from check_ids(tree, f"epub, {item.path}", CHECK)
                trees[item.path] = tree
    return EpubFile(
        archive=archive,
        names=tuple(name for name in archive.namelist() if not name.endswith("/")),
        package=package,
        root=root,
        items=items,
        spine=tuple(one.attributes.get("idref", "") for one in root.find("itemref")),
        trees=trees,
        ids={path: ids(tree) for path, tree in trees.items()},
    )


def _tree(archive: ZipFile, name: str) -> Reading[Node | None]:
    text = yield from read_entry(archive, name, CHECK)
    return None if text is None else (yield from read_tree(text, f"epub, {name}", CHECK))


def _items(root: Node, package: str) -> dict[str, Item]:
    return {
        one.attributes.get("id", ""): Item(
            path=resolve(one.attributes.get("href", ""), package),
            media_type=one.attributes.get("media-type", ""),
            properties=tuple(one.attributes.get("properties", "").split()),
            overlay=one.attributes.get("media-overlay", ""),
        )
        for one in root.find("item")
    }
