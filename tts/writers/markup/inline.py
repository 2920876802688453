"""The text of a block -> the content of its element: utterances, words and marks, nested in one another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from tts.model import Block, Mark, Word
from tts.noun import noun
from tts.writers.markup.element import Element, element
from tts.writers.markup.language import language_attributes
from tts.writers.markup.links import link_address
from tts.writers.markup.options import MarkupOptions

_ELEMENTS: Mapping[str, str] = {"code": "code", "emphasis": "em", "strong": "strong", "struck": "del"}
# Where several begin at one place and end at another, the first of these is outside the others.
_OUTER_FIRST = ("utterance", "link", "language", "struck", "strong", "emphasis", "code", "word")


@noun
class Span:
    """Characters `begin` to `end` of a leaf's text that get an element; `id` is that of an utterance or word."""

    begin: int
    end: int
    kind: str
    value: str = ""
    id: str = ""


def inline(leaf: Block, options: MarkupOptions, language: str) -> tuple[Element | str, ...]:
    """Return the content of an element for `leaf`, in `language`, with a `span` for each utterance and word.

    A line break of the author is a `br`. Utterances contain marks, and words stay whole. A mark that crosses an
    utterance, a word or another mark is split.
    """
    spans = list(_spans(leaf, options))
    notes = [mark for mark in leaf.marks if mark.kind == "note" and mark.begin == mark.end]
    return _Weaver(leaf, options, language).weave(spans, notes)


def word_spans(words: Iterable[Word]) -> Iterator[Word]:
    """Yield the words that get elements of their own, in order; those with overlapping characters are joined.

    Their numbers, from 1, are those in the ids of their elements.
    """
    last: Word | None = None
    for word in words:
        if last and word.begin < last.end:
            end, end_ms = max(last.end, word.end), max(last.end_ms, word.end_ms)
            last = Word(begin=last.begin, end=end, begin_ms=last.begin_ms, end_ms=end_ms)
        else:
            if last:
                yield last
            last = word if word.begin < word.end else None
    if last:
        yield last


def word_id(utterance_id: str, number: int) -> str:
    """Return the id of the element of a word; `number` counts from 1."""
    return f"{utterance_id}-w{number}"


def _spans(leaf: Block, options: MarkupOptions) -> Iterator[Span]:
    """Yield the utterances, words and marks of a leaf, each with offsets into its text."""
    end = 0
    for utterance in leaf.utterances:
        begin = leaf.text.index(utterance.text, end)
        end = begin + len(utterance.text)
        yield Span(begin=begin, end=end, kind="utterance", value=utterance.language, id=utterance.id)
        for number, word in enumerate(word_spans(options.words.get(utterance.id, ())), start=1):
            id_ = word_id(utterance.id, number)
            yield Span(begin=begin + word.begin, end=begin + word.end, kind="word", id=id_)
    for mark in leaf.marks:
        # The element of a block of code says that all of it is code.
        if mark.begin < mark.end and mark.kind != "note" and not (mark.kind == leaf.kind == "code"):
            yield Span(begin=mark.begin, end=mark.end, kind=mark.kind, value=mark.value)


class _Open:
    """An element that is not closed yet."""

    def __init__(self, span: Span | None, language: str) -> None:
        self.span = span
        self.language = language
        self.children: list[Element | str] = []


class _Weaver:
    """Walks over the text once, with a stack of the elements that are open."""

    def __init__(self, leaf: Block, options: MarkupOptions, language: str) -> None:
        self._text = leaf.text
        self._is_code = leaf.kind == "code"
        self._options = options
        self._stack = [_Open(None, language)]

    def weave(self, spans: Iterable[Span], notes: Iterable[Mark]) -> tuple[Element | str, ...]:
        """Return the text in the elements of all spans, with a reference at each mark of a note."""
        begins: dict[int, list[Span]] = defaultdict(list)
        references: dict[int, list[Mark]] = defaultdict(list)
        for span in spans:
            begins[span.begin].append(span)
        for mark in notes:
            references[mark.begin].append(mark)
        ends = {span.end for group in begins.values() for span in group}
        position = 0
        for place in sorted({*begins, *references, *ends}):
            self._add_text(self._text[position:place])
            position = place
            if references[place]:
                self._close(place, utterances=False)  # a link to a note cannot be in the link that ends before it
            for mark in references[place]:
                self._add(self._reference(mark))
            self._close(place)
            for span in sorted(
                begins[place], key=lambda span: (span.kind != "utterance", -span.end, _OUTER_FIRST.index(span.kind))
            ):
                self._open(span)
        self._add_text(self._text[position:])
        return tuple(self._stack[0].children)

    def _add_text(self, text: str) -> None:
        """Add text; a line break keeps its character too, because scripts count the characters of an utterance."""
        if self._is_code:
            self._add(text)
            return
        first, *others = text.split("\n")
        self._add(first)
        for other in others:
            self._add(element("br"))
            self._add(f"\n{other}")

    def _add(self, node: Element | str) -> None:
        """Add a node to the innermost open element; leave out an empty text."""
        if node:
            self._stack[-1].children.append(node)

    def _open(self, span: Span) -> None:
        """Open `span`; marks that end inside it are closed before it and continue inside, in an utterance all marks."""
        crossing: list[Span] = []
        if span.kind in ("utterance", "word"):
            spans = ((index, open_.span) for index, open_ in enumerate(self._stack) if open_.span)
            marks = ((index, mark) for index, mark in spans if mark.kind not in ("utterance", "word"))
            first = next((index for index, mark in marks if span.kind == "utterance" or mark.end < span.end), None)
            crossing = [] if first is None else self._pop_to(first)
        for opened in (span, *crossing):
            self._push(opened)

    def _close(self, place: int, *, utterances: bool = True) -> None:
        """Close all that ends at `place`; what is open inside it and does not end there is opened again."""
        spans = ((index, open_.span) for index, open_ in enumerate(self._stack) if open_.span)
        ended = (index for index, span in spans if span.end <= place and (utterances or span.kind != "utterance"))
        first = next(ended, None)
        if first is not None:
            for span in self._pop_to(first):
                if span.end > place:
                    self._push(span)

    def _pop_to(self, size: int) -> list[Span]:
        """Close elements until `size` are open, and return their spans, the outermost first."""
        closed: list[Span] = []
        while len(self._stack) > size:
            top = self._stack.pop()
            assert top.span is not None
            closed.append(top.span)
            for node in self._elements(top.span, top.children):
                self._add(node)
        return closed[::-1]

    def _push(self, span: Span) -> None:
        """Open an element for `span`; its language is that of the span if it names one, else the one around it."""
        around = self._stack[-1].language
        names_language = span.kind in ("utterance", "language") and language_attributes(span.value, around)
        self._stack.append(_Open(span, span.value if names_language else around))

    def _elements(self, span: Span, children: list[Element | str]) -> Iterable[Element | str]:
        """Return the element of a closed span, or its children alone if it has none."""
        if not children:
            return ()
        has_language = span.kind in ("utterance", "language")
        language = language_attributes(span.value, self._stack[-1].language) if has_language else {}
        match span.kind:
            case "utterance" | "word":
                return (element("span", {"id": span.id, **language}, *children),)
            case "link":
                address = None if self._is_in_link() else link_address(span.value)
                return (element("a", {"href": address}, *children),) if address else children
            case "language":
                return (element("span", language, *children),) if language else children
            case _:
                return (element(_ELEMENTS[span.kind], None, *children),)

    def _is_in_link(self) -> bool:
        """Return whether a link is open, in which no other link may be."""
        return any(open_.span and open_.span.kind == "link" for open_ in self._stack)

    def _reference(self, mark: Mark) -> Element | str:
        """Return the mark of a note: its label, as a link to the note if it is not inside another link."""
        address = self._options.note_address(mark.value)
        if not address or self._is_in_link():
            return element("span", {"class": "noteref"}, mark.value)
        attributes = self._options.attributes("a", "noteref", role="doc-noteref", css="noteref")
        return element("a", {"href": address, **attributes}, mark.value)
