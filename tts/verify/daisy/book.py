"""A DAISY book with all its documents, as read from its files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from itertools import chain, repeat
from pathlib import Path

from tts.noun import noun
from tts.verify.manifest import Manifest, ManifestUtterance
from tts.verify.tree import Node, index_ids


@noun
class DaisyBook:
    """The names of all files of a book, and the roots of those that are documents.

    `order` are the SMIL files in the order of the master. `has_text` says that the book holds the whole text.
    """

    folder: Path
    names: frozenset[str]
    documents: dict[str, Node]
    order: tuple[str, ...]
    has_text: bool
    _ids: dict[str, dict[str, Node]] = field(default_factory=dict)

    def target(self, address: str) -> Node | None:
        """Return the element that `address` (file, `#`, id) names, if there is one."""
        name, _, fragment = address.partition("#")
        if name not in self._ids and name in self.documents:
            self._ids[name] = index_ids(self.documents[name])
        return self._ids.get(name, {}).get(fragment)

    def referred(self) -> set[str]:
        """Return the files of the book that its documents name."""
        nodes = (node for root in self.documents.values() for node in root.all())
        return {node.get(key).partition("#")[0] for node in nodes for key in ("src", "href") if key in node.attributes}

    def pars(self) -> Iterator[tuple[str, Node]]:
        """Yield each `par` in the order in which it is heard, with the name of its file."""
        for name in self.order:
            if root := self.documents.get(name):
                yield from ((name, par) for par in root.find("par"))

    def heard(self, manifest: Manifest) -> Iterator[tuple[str, Node, ManifestUtterance | None]]:
        """Yield each `par` with the utterance that is heard: the one of its text, or without text the next one."""
        by_id = {utterance.id: utterance for utterance in manifest.utterances}
        following = chain(manifest.utterances, repeat(None))
        for (name, par), nearest in zip(self.pars(), following, strict=False):
            texts = [text.get("src") for text in par.find("text")]
            yield name, par, by_id.get(texts[0].partition("#")[2]) if self.has_text and texts else nearest


def build_book(folder: Path, names: frozenset[str], documents: dict[str, Node]) -> DaisyBook:
    """Return the book with these files, among which are `ncc.html` and `master.smil`."""
    return DaisyBook(
        folder=folder,
        names=names,
        documents=documents,
        order=tuple(ref.get("src") for ref in documents["master.smil"].find("ref")),
        has_text="audioFullText" in read_metadata(documents["ncc.html"]).get("ncc:multimediaType", []),
    )


def read_metadata(root: Node) -> dict[str, list[str]]:
    """Return the values of each name in the metadata of a document."""
    values: dict[str, list[str]] = {}
    for meta in root.find("meta"):
        values.setdefault(meta.get("name"), []).append(meta.get("content"))
    return values
