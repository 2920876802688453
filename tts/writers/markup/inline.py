"""A leaf's text -> the content of its element: utterances, words and marks, each nested in the other as it must be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from tts.model import Block, Mark, Utterance, Word
from tts.writers.markup.element import Element, element
from tts.writers.markup.language import language_attributes
from tts.writers.markup.links import link_address
from tts.writers.markup.style import Style

_ELEMENTS: Mapping[str, str] = {"code": "code", "emphasis": "em", "strong": "strong"}
_OUTER_FIRST = ("utterance", "link", "language", "strong", "emphasis", "code", "word")


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Characters `begin` to `end` of a leaf's text that get an element; `id` is that of an utterance or word."""

    begin: int
    end: int
    kind: str
    value: str = ""
    id: str = ""


def inline(leaf: Block, style: Style, language: str) -> tuple[Element | str, ...]:
    """The content of an element for `leaf`, whose text is in `language`, every utterance and word in its own span.

    An utterance is around all marks, a word is never taken apart; a mark that crosses one or another mark is.
    """
    spans = [*_utterances(leaf), *_words(leaf, style), *_marks(leaf)]
    notes = [mark for mark in leaf.marks if mark.kind == "note" and mark.begin == mark.end]
    return _Weaver(leaf.text, style, language).weave(spans, notes)


def places(leaf: Block) -> Iterator[tuple[Utterance, int, int]]:
    """The utterances of a leaf with the offsets of their texts in its own."""
    at = 0
    for utterance in leaf.utterances:
        begin = leaf.text.index(utterance.text, at)
        at = begin + len(utterance.text)
        yield utterance, begin, at


def word_spans(words: Iterable[Word]) -> Iterator[Word]:
    """The words that can be shown as such: those that say the same or overlapping characters as one, in order.

    The number of a word in this order is that in its id, from 1.
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
    """The id of the element of a word, `number` from 1."""
    return f"{utterance_id}-w{number}"


def _utterances(leaf: Block) -> Iterator[Span]:
    for utterance, begin, end in places(leaf):
        yield Span(begin=begin, end=end, kind="utterance", value=utterance.language, id=utterance.id)


def _words(leaf: Block, style: Style) -> Iterator[Span]:
    for utterance, begin, _ in places(leaf):
        for number, word in enumerate(word_spans(style.words.get(utterance.id, ())), start=1):
            id_ = word_id(utterance.id, number)
            yield Span(begin=begin + word.begin, end=begin + word.end, kind="word", id=id_)


def _marks(leaf: Block) -> Iterator[Span]:
    for mark in leaf.marks:
        # all of a block of code is code, which its element says
        if mark.begin < mark.end and mark.kind != "note" and not (mark.kind == leaf.kind == "code"):
            yield Span(begin=mark.begin, end=mark.end, kind=mark.kind, value=mark.value)


@dataclass(slots=True)
class _Open:
    """An element that is not closed yet."""

    span: Span | None
    language: str
    children: list[Element | str] = field(default_factory=list)


class _Weaver:
    """Walks over the text once, with a stack of what is open."""

    def __init__(self, text: str, style: Style, language: str) -> None:
        self._text = text
        self._style = style
        self._stack = [_Open(None, language)]

    def weave(self, spans: Iterable[Span], notes: Iterable[Mark]) -> tuple[Element | str, ...]:
        begins: dict[int, list[Span]] = defaultdict(list)
        references: dict[int, list[Mark]] = defaultdict(list)
        for span in spans:
            begins[span.begin].append(span)
        for mark in notes:
            references[mark.begin].append(mark)
        ends = {span.end for some in begins.values() for span in some}
        at = 0
        for place in sorted({*begins, *references, *ends}):
            self._add(self._text[at:place])
            at = place
            if references[place]:
                self._close(place, utterances=False)  # a link to a note cannot be in the link that ends before it
            for mark in references[place]:
                self._add(self._reference(mark))
            self._close(place)
            for span in sorted(begins[place], key=_outer_first):
                self._open(span)
        self._add(self._text[at:])
        return tuple(self._stack[0].children)

    def _add(self, node: Element | str) -> None:
        if node:
            self._stack[-1].children.append(node)

    def _open(self, span: Span) -> None:
        """Opens `span`; marks that end inside of it, or any mark where it is an utterance, go on inside."""
        crossing: list[Span] = []
        if not _is_mark(span):
            marks = ((at, open_.span) for at, open_ in enumerate(self._stack) if open_.span and _is_mark(open_.span))
            first = next((at for at, mark in marks if span.kind == "utterance" or mark.end < span.end), None)
            crossing = [] if first is None else self._pop_to(first)
        for one in (span, *crossing):
            self._push(one)

    def _close(self, place: int, *, utterances: bool = True) -> None:
        """Closes all that ends at `place`; what is open inside of it and does not end is opened again."""
        spans = ((at, open_.span) for at, open_ in enumerate(self._stack) if open_.span)
        ended = (at for at, span in spans if span.end <= place and (utterances or span.kind != "utterance"))
        first = next(ended, None)
        if first is not None:
            for span in self._pop_to(first):
                if span.end > place:
                    self._push(span)

    def _pop_to(self, size: int) -> list[Span]:
        """Closes elements until `size` are open, and gives them, the outermost first."""
        closed: list[Span] = []
        while len(self._stack) > size:
            top = self._stack.pop()
            assert top.span is not None
            closed.append(top.span)
            for node in self._made(top.span, top.children):
                self._add(node)
        return closed[::-1]

    def _push(self, span: Span) -> None:
        around = self._stack[-1].language
        names_language = span.kind in ("utterance", "language") and language_attributes(span.value, around)
        self._stack.append(_Open(span, span.value if names_language else around))

    def _made(self, span: Span, children: list[Element | str]) -> Iterable[Element | str]:
        """The element of a span that was open until now, or its children alone where there is none to be had."""
        if not children:
            return ()
        language = language_attributes(span.value, self._stack[-1].language) if _has_language(span) else {}
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
        return any(open_.span and open_.span.kind == "link" for open_ in self._stack)

    def _reference(self, mark: Mark) -> Element | str:
        """The mark of a note: its label, with a link to the note where one can be."""
        address = self._style.notes.get(mark.value)
        if not address or self._is_in_link():
            return element("span", {"class": "noteref"}, mark.value)
        given = self._style.attributes("a", "noteref", role="doc-noteref", css="noteref")
        return element("a", {"href": address, **given}, mark.value)


def _is_mark(span: Span) -> bool:
    return span.kind not in ("utterance", "word")


def _has_language(span: Span) -> bool:
    return span.kind in ("utterance", "language")


def _outer_first(span: Span) -> tuple[bool, int, int]:
    return span.kind != "utterance", -span.end, _OUTER_FIRST.index(span.kind)
