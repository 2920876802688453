"""PAGE -> RUNS: the text of a page in the order in which it is drawn, with its marks and places.

ISO 32000-2, sections 9 (text) and 14.6 (marked content). pypdf decodes fonts and finds the spaces between words.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tts.noun import noun
from tts.regex import regex
from tts.text.readers.documents.pdf.direction import order_runs
from tts.text.readers.documents.pdf.operations import Operation, parse_operations
from tts.text.readers.documents.pdf.runs import Run

if TYPE_CHECKING:
    from pypdf import PageObject

_BEGINS = (b"BMC", b"BDC")
_IDENTITY = [1, 0, 0, 1, 0, 0]
_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\0": "", "\x02": "-"}
)
_BOLD = regex(r"bold|black|heavy|semib|demi", re.IGNORECASE)
_MAX_NESTING = 100  # of marks


@noun
class PageContent:
    """The runs of a page, and the names of the pictures in its marked content.

    `operations` is the number of operations that these took.
    """

    runs: Sequence[Run] = ()
    pictures: Sequence[tuple[int | None, str]] = ()
    operations: int = 0


@dataclass(slots=True)
class _Mark:
    """Open marked content; `text` takes the place of what is in it."""

    key: int | None
    is_artifact: bool
    text: str | None


def read_content(page: PageObject, max_operations: int) -> PageContent:
    """Return the text of `page`, whose content is read once and dropped; nothing if it takes `max_operations`."""
    from pypdf.generic import ArrayObject, ContentStream, NameObject, NullObject, StreamObject

    stored = resolve(page.get("/Contents"))
    if not isinstance(stored, ArrayObject | StreamObject):
        return PageContent()
    contents = ContentStream(stored, None, "bytes")
    # pypdf hands over its text at a change of coordinates, so that one before each mark keeps texts apart
    operations = parse_operations(contents.get_data(), max_operations)
    if len(operations) >= max_operations:
        return PageContent(operations=max_operations)
    contents.operations = list(_separate_marks(operations))
    page[NameObject("/Contents")] = contents
    collector = _Collector(page)
    page.extract_text(visitor_operand_before=collector.follow, visitor_text=collector.add)
    page[NameObject("/Contents")] = NullObject()
    return PageContent(runs=order_runs(collector.runs), pictures=collector.pictures, operations=len(operations))


def _separate_marks(operations: Sequence[Operation]) -> Iterator[Operation]:
    """Yield the operations of a page, with a change of coordinates that changes nothing before each mark."""
    for operands, operator in operations:
        if operator in _BEGINS or operator == b"EMC":
            yield _IDENTITY, b"cm"
        yield operands, operator


class _Collector:
    """Collects the runs of a page while pypdf extracts its text."""

    def __init__(self, page: PageObject) -> None:
        self.runs: list[Run] = []
        self.pictures: list[tuple[int | None, str]] = []
        self._open: list[_Mark] = []
        self._too_deep = 0
        self._place = {"x": 0.0, "y": 0.0, "size": 0.0}
        resources = resolve(page.get("/Resources"))
        self._properties = resolve(resources.get("/Properties")) if isinstance(resources, dict) else None

    def follow(self, operator: bytes, operands: Any, _matrix: Any, _text_matrix: Any) -> None:
        """Follow the marks of an operation."""
        if operator in _BEGINS:
            self._begin(operands)
        elif operator == b"EMC" and self._too_deep:
            self._too_deep -= 1
        elif operator == b"EMC" and self._open:
            mark = self._open.pop()
            if mark.text and not any(above.text is not None for above in self._open):
                self._append(mark.text, mark.key, is_artifact=mark.is_artifact)
        elif operator == b"Do" and operands:
            self.pictures.append((self._open[-1].key if self._open else None, str(operands[0])))

    def add(self, text: str, matrix: Any, text_matrix: Any, font: Any, size: float) -> None:
        """Add text that was drawn at a place."""
        a, b = text_matrix[2], text_matrix[3]
        self._place = {
            "x": text_matrix[4] * matrix[0] + text_matrix[5] * matrix[2] + matrix[4],
            "y": text_matrix[4] * matrix[1] + text_matrix[5] * matrix[3] + matrix[5],
            "size": math.hypot(a * matrix[0] + b * matrix[2], a * matrix[1] + b * matrix[3]) * abs(size),
        }
        if any(mark.text is not None for mark in self._open):
            text = "".join(character for character in text if character.isspace())
        if text:
            mark = self._open[-1] if self._open else _Mark(None, False, None)
            is_bold = bool(font) and bool(_BOLD.search(str(font.get("/BaseFont", ""))))
            self._append(text, mark.key, is_artifact=mark.is_artifact, is_bold=is_bold)

    def _begin(self, operands: Any) -> None:
        """Open marked content."""
        if len(self._open) >= _MAX_NESTING:
            self._too_deep += 1
            return
        tag = str(operands[0]) if operands else ""
        properties = operands[1] if len(operands) > 1 else None
        if isinstance(properties, str) and self._properties is not None:
            properties = resolve(self._properties.get(properties))
        if not isinstance(properties, dict):
            properties = {}
        outer = self._open[-1] if self._open else _Mark(None, False, None)
        key, text = resolve(properties.get("/MCID")), resolve(properties.get("/ActualText"))
        self._open.append(
            _Mark(
                int(key) if isinstance(key, int) else outer.key,
                (tag == "/Artifact" and not isinstance(key, int)) or outer.is_artifact,
                read_string(text),
            )
        )

    def _append(self, text: str, key: int | None, *, is_artifact: bool, is_bold: bool = False) -> None:
        """Add a text at the last place."""
        text = text.translate(_LIGATURES)
        self.runs.append(Run(text=text, key=key, is_artifact=is_artifact, is_bold=is_bold, **self._place))


def read_string(value: Any) -> str | None:
    """Return the text of a string in a PDF (ISO 32000-2, section 7.9.2.2), None if it is not one."""
    from pypdf.generic import create_string_object

    if isinstance(value, bytes):
        value = create_string_object(bytes(value))
    if isinstance(value, bytes):  # pypdf does not know its encoding
        value = value.decode("latin-1")
    return str(value).replace("\0", "") if isinstance(value, str) else None


def resolve(value: Any) -> Any:
    """Return what a reference leads to."""
    return value.get_object() if hasattr(value, "get_object") else value
