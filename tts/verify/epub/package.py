"""The package document of an EPUB -> its files and their places (EPUB 3.3, sections 4.2 and 5)."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from functools import partial
from urllib.parse import unquote
from zipfile import ZipFile

from tts.noun import noun
from tts.verify.archive import read_entry
from tts.verify.findings import Reading, report
from tts.verify.tree import Node, check_ids, index_ids, read_tree

CHECK = "epub"
MIMETYPE = "mimetype"
XHTML = "application/xhtml+xml"
SMIL = "application/smil+xml"
TYPE = "http://www.idpf.org/2007/ops type"
TEXTREF = "http://www.idpf.org/2007/ops textref"
UTTERANCE = re.compile(r"(?:p\d+-)?u\d{4,}")
"""The id of an utterance, in an edition of many articles after that of its part."""

finding = partial(report, CHECK, "epub")
"""A defect in a file of the EPUB, or in the EPUB itself where the file's name is empty."""


@noun
class Item:
    """A file that the package document lists; `path` is its path in the archive, `overlay` the id of its overlay."""

    path: str
    media_type: str
    properties: tuple[str, ...] = ()
    overlay: str = ""


@noun
class EpubFile:
    """An EPUB with all its documents: `items` by their ids, `spine` the ids of the pages in order.

    `package` is the path of the package document, `root` its root. `trees` has every XML document by its path, `ids`
    the elements with an id in each.
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
        """Return the documents of the spine that are there, in order."""
        items = (self.items[name] for name in self.spine if name in self.items)
        return [item for item in items if item.path in self.trees]

    def resolve(self, address: str, base: str) -> tuple[str, Node | None]:
        """Return the path in the archive that `address` in the file `base` names, and the element of its fragment."""
        name, _, fragment = address.partition("#")
        path = resolve(name, base) if name else base
        return path, self.ids.get(path, {}).get(fragment)


def resolve(name: str, base: str) -> str:
    """Return a relative address in the file `base` as a path in the archive."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(base), unquote(name)))


def open_epub(archive: ZipFile) -> Reading[EpubFile | None]:
    """Return the EPUB in `archive`; None, with findings, if there is no package document."""
    container = yield from _read_document(archive, "META-INF/container.xml")
    if container is None:
        return None
    package = next((rootfile.get("full-path") for rootfile in container.find("rootfile")), "")
    root = yield from _read_document(archive, package)
    if root is None:
        return None
    items = {
        item.get("id"): Item(
            path=resolve(item.get("href"), package),
            media_type=item.get("media-type"),
            properties=tuple(item.get("properties").split()),
            overlay=item.get("media-overlay"),
        )
        for item in root.find("item")
    }
    trees = {package: root}
    for item in items.values():
        if item.media_type in (XHTML, SMIL) and item.path not in trees and item.path in archive.namelist():
            tree = yield from _read_document(archive, item.path)
            if tree is not None:
                yield from check_ids(tree, f"epub, {item.path}", CHECK)
                trees[item.path] = tree
    return EpubFile(
        archive=archive,
        names=tuple(name for name in archive.namelist() if not name.endswith("/")),
        package=package,
        root=root,
        items=items,
        spine=tuple(itemref.get("idref") for itemref in root.find("itemref")),
        trees=trees,
        ids={path: index_ids(tree) for path, tree in trees.items()},
    )


def _read_document(archive: ZipFile, name: str) -> Reading[Node | None]:
    """Return the root of an XML file in the archive; None, with a finding, if it cannot be read."""
    text = yield from read_entry(archive, name, CHECK)
    return None if text is None else (yield from read_tree(text, f"epub, {name}", CHECK))
