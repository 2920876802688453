"""MARKS, NOTES -> a list of notes to which the marks refer; LINES -> notes at the foot of pages without tags."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tts.regex import regex
from tts.text.readers.documents.pdf.lines import PdfLine
from tts.text.readers.documents.xml import Element

_SMALL = 0.93  # of the size of the text
_BEGINNING = regex(r"(?P<label>\d{1,3}|[*†‡§]{1,3})[.):]?\s+(?=\S)")
_MAX_LABEL = 12  # characters


def read_mark(text: str) -> str:
    """Return the label of the note to which the text of a mark refers, "" if it is not a label."""
    label = text.strip("[]().: ")
    return label if len(label) <= _MAX_LABEL and " " not in label else ""


def link_notes(marks: Sequence[tuple[str, Element]], notes: Sequence[tuple[str, Element]]) -> list[Element]:
    """Make `marks`, each with its label, refer to `notes` of the same labels in turn; return the list of notes.

    Labels may begin anew on each page or in each chapter.
    """
    waiting: dict[str, list[int]] = {}
    for number, (label, _) in reversed(list(enumerate(notes, 1))):
        waiting.setdefault(label, []).append(number)
    numbers: dict[str, int] = {}
    for label, mark in marks:
        if waiting.get(label):
            numbers[label] = waiting[label].pop()
        if label in numbers:
            mark.name, mark.attributes = "a", {"role": "doc-noteref", "href": "#note"}
            mark.children = [str(numbers[label])]
    items = Element("ol", {}, [note for _, note in notes])
    return [Element("section", {"role": "doc-endnotes"}, [items])] if notes else []


def take_footnotes(
    pages: Sequence[Sequence[PdfLine]], text_size: float
) -> tuple[list[list[PdfLine]], list[tuple[str, str]]]:
    """Return the pages without the notes at their feet, and these notes with their labels.

    They are the last lines of a page, in smaller letters, of which the first begins with a number or a sign.
    """
    kept: list[list[PdfLine]] = []
    notes: list[tuple[str, str]] = []
    for lines in pages:
        begin = len(lines)
        while begin and lines[begin - 1].size <= text_size * _SMALL:
            begin -= 1
        while begin < len(lines) and not _BEGINNING.match(lines[begin].text):
            begin += 1
        kept.append(list(lines[:begin]))
        notes += _group([line.text for line in lines[begin:]])
    return kept, notes


def _group(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the labels and the texts of notes in `lines`; one goes on until the next number."""
    label = ""
    note: list[str] = []
    for line in lines:
        beginning = _BEGINNING.match(line)
        if beginning and (not label.isdecimal() or beginning["label"] == str(int(label) + 1)):
            if note:
                yield label, "\n".join(note)
            label, note = beginning["label"], [line[beginning.end() :]]
        else:
            note.append(line)
    if note:
        yield label, "\n".join(note)
