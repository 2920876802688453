"""A book of which every document has been read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain, repeat
from pathlib import Path

from tts.verify.manifest import Manifest, ManifestUtterance
from tts.verify.tree import Node, ids

_CLOCK = re.compile(r"(\d{1,6}):([0-5]\d):([0-5]\d)(?:\.(\d{1,3}))?")  # SMIL 1.0, section 4.2.4: full clock value


@dataclass(frozen=True, slots=True, kw_only=True)
class DaisyBook:
    """The names of all files of a book, and the roots of those that are documents."""

    folder: Path
    names: frozenset[str]
    documents: dict[str, Node]
    _ids: dict[str, dict[str, Node]] = field(default_factory=dict)

    @property
    def order(self) -> list[str]:
        """The SMIL files in the order of the master."""
        return [one.attributes.get("src", "") for one in self.documents["master.smil"].find("ref")]

    @property
    def has_text(self) -> bool:
        """Whether the whole text is in it."""
        return "audioFullText" in meta(self.documents["ncc.html"]).get("ncc:multimediaType", [])

    def target(self, address: str) -> Node | None:
        """The element that `address` (file, `#`, id) names, if there is one."""
        name, _, fragment = address.partition("#")
        if name not in self._ids and name in self.documents:
            self._ids[name] = ids(self.documents[name])
        return self._ids.get(name, {}).get(fragment)

    def referred(self) -> set[str]:
        """The files of the book that its documents name."""
        return {address.partition("#")[0] for root in self.documents.values() for address in _addresses(root)}

    def pars(self) -> Iterator[tuple[str, Node]]:
        """Each `par` in the order in which it is heard, with the name of its file."""
        for name in self.order:
            if root := self.documents.get(name):
                yield from ((name, par) for par in root.find("par"))

    def heard(self, manifest: Manifest) -> Iterator[tuple[str, Node, ManifestUtterance | None]]:
        """The same with the utterance that is heard: the one whose text is named, or without text the next one."""
        by_id = {utterance.id: utterance for utterance in manifest.utterances}
        following = chain(manifest.utterances, repeat(None))
        for (name, par), nearest in zip(self.pars(), following, strict=False):
            texts = [one.attributes.get("src", "") for one in par.find("text")]
            yield name, par, by_id.get(texts[0].partition("#")[2]) if self.has_text and texts else nearest


def _addresses(root: Node) -> Iterator[str]:
    for node in root.all():
        yield from (node.attributes[key] for key in ("src", "href") if key in node.attributes)


def meta(root: Node) -> dict[str, list[str]]:
    """The values of each name that the head of a document gives."""
    found: dict[str, list[str]] = {}
    for node in root.find("meta"):
        found.setdefault(node.attributes.get("name", ""), []).append(node.attributes.get("content", ""))
    return found


def clock_ms(value: str) -> int | None:
    """A time such as `00:01:02.345` in ms; None if it is none."""
    parts = _CLOCK.fullmatch(value)
    if parts is None:
        return None
    hours, minutes, seconds = (int(part) for part in parts.groups()[:3])
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + int((parts[4] or "0").ljust(3, "0"))
