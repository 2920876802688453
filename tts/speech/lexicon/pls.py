"""Pronunciation lexicons of the W3C: PLS 1.0 (https://www.w3.org/TR/pronunciation-lexicon/).

Read with expat. A document type, which may declare entities, is refused unread, so that no text can grow and no other
file is read.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NoReturn
from unicodedata import normalize
from xml.parsers import expat

from tts.errors import UsageError, end_sentence
from tts.speech.lexicon import Entry, Example
from tts.speech.lexicon.phonemes import ALPHABETS, check_phonemes
from tts.text.languages.names import require_tag

NAMESPACE = "http://www.w3.org/2005/01/pronunciation-lexicon"
_OURS = f"{NAMESPACE} "
_LANGUAGE = "http://www.w3.org/XML/1998/namespace lang"
_TEXTS = ("grapheme", "alias", "phoneme", "example")
_MAX_CHARACTERS = 1000  # of a word or its pronunciation
_MAX_DEPTH = 50


class _Refused(Exception):  # noqa: N818 - becomes a UsageError with its place
    """A message for an error, without the line."""


@dataclass(slots=True, kw_only=True)
class _Pronunciation:
    """An alias or a phoneme, in document order. For `preferred`, see PLS, section 4.6."""

    kind: str
    text: str
    alphabet: str = ""
    preferred: bool = False


@dataclass(slots=True, kw_only=True)
class _Lexeme:
    """A lexeme that is being read (PLS, section 4.4)."""

    line: int
    graphemes: list[str] = field(default_factory=list)
    pronunciations: list[_Pronunciation] = field(default_factory=list)
    examples: list[Example] = field(default_factory=list)


def read(text: bytes, path: Path) -> tuple[Entry, ...]:
    """Return the entries of a PLS lexicon, one per grapheme; see `tts.speech.lexicon.Read`."""
    document = _Document()
    try:
        document.parse(text)
    except (_Refused, ValueError) as error:
        raise UsageError(end_sentence(str(error)), path=path, line=document.line) from None
    except LookupError:  # of Python's codecs, which expat asks
        problem = "The encoding that this file names is not known. Save it as UTF-8."
        raise UsageError(problem, path=path, line=1) from None
    except expat.ExpatError as error:
        cause = expat.ErrorString(error.code)
        raise UsageError(f"This is not XML: {cause}. Save it as PLS 1.0.", path=path, line=error.lineno) from None
    return tuple(document.entries.values())


class _Document:
    """Collect entries from expat's events. The first of several lexemes for a word is used (PLS, section 4.9.3)."""

    def __init__(self) -> None:
        self.entries: dict[str, Entry] = {}
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartDoctypeDeclHandler = self._refuse
        self._parser.EntityDeclHandler = self._refuse
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters
        self._open: list[str] = []
        self._language = ""
        self._alphabet = ""
        self._lexeme: _Lexeme | None = None
        self._attributes: dict[str, str] = {}
        self._text = ""

    @property
    def line(self) -> int:
        """The line that expat has reached."""
        return self._parser.CurrentLineNumber

    def parse(self, text: bytes) -> None:
        """Parse the whole document."""
        self._parser.Parse(text, True)

    def _refuse(self, *_: object) -> NoReturn:
        """Raise an error: a document type can make a small file huge."""
        raise _Refused("A lexicon needs no document type and no entities. Remove the DOCTYPE")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        """Open an element, and begin the text or the lexeme that it has."""
        if not self._open:
            self._begin(name, attributes)
        elif len(self._open) > _MAX_DEPTH:
            raise _Refused("These elements are nested too deeply for a lexicon")
        self._open.append(name)
        if name.removeprefix(_OURS) in _TEXTS:
            self._text, self._attributes = "", attributes
        elif name == f"{_OURS}lexeme":
            self._lexeme = _Lexeme(line=self.line)

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        """Check the root element (PLS, section 4.1)."""
        if name != f"{_OURS}lexicon":
            raise _Refused(f"This is not a PLS lexicon: its root must be <lexicon xmlns='{NAMESPACE}'>")
        self._language = attributes.get(_LANGUAGE, "")
        self._alphabet = attributes.get("alphabet", ALPHABETS[0])
        if not self._language:
            raise _Refused("The lexicon has no language. Add xml:lang='en' to <lexicon>")
        self._language = require_tag("xml:lang", self._language)

    def _characters(self, text: str) -> None:
        """Add to the text of the element, until it is longer than allowed, which `_add` refuses."""
        self._text += text if len(self._text) <= _MAX_CHARACTERS else ""

    def _end(self, name: str) -> None:
        """Close an element, and add its text to the lexeme, or the lexeme to the entries."""
        self._open.pop()
        if self._lexeme is None:
            return
        if name == f"{_OURS}lexeme":
            self._finish(self._lexeme)
            self._lexeme = None
        elif (kind := name.removeprefix(_OURS)) in _TEXTS:
            self._add(self._lexeme, kind)

    def _add(self, lexeme: _Lexeme, kind: str) -> None:
        """Add the text that has just ended to `lexeme`, as its `kind`; raise an error if it cannot be said."""
        text = normalize("NFC", " ".join(self._text.split()))
        if len(text) > _MAX_CHARACTERS:
            raise _Refused(f"This {kind} has more than {_MAX_CHARACTERS} characters")
        if not text or not text.isprintable():
            raise _Refused(f"This {kind} is empty, or cannot be printed. Fix it or remove it")
        if kind == "grapheme":
            lexeme.graphemes.append(text)
        elif kind == "example":
            lexeme.examples.append(Example(shown=text))
        else:
            preferred = self._attributes.get("prefer") == "true"
            alphabet = self._attributes.get("alphabet", self._alphabet)
            lexeme.pronunciations.append(_Pronunciation(kind=kind, text=text, alphabet=alphabet, preferred=preferred))

    def _finish(self, lexeme: _Lexeme) -> None:
        """Add an entry for each grapheme of a lexeme; the first entry for a word counts."""
        if not lexeme.graphemes:
            raise _Refused("This lexeme has no <grapheme>. Add its word")
        if not lexeme.pronunciations:
            raise _Refused("This lexeme has neither <alias> nor <phoneme>. Add one of them")
        preferred = next((each for each in lexeme.pronunciations if each.preferred), lexeme.pronunciations[0])
        alias = next((each.text for each in lexeme.pronunciations if each.kind == "alias"), "")
        is_phoneme = preferred.kind == "phoneme"
        entry = Entry(
            word=lexeme.graphemes[0],
            alias="" if is_phoneme else preferred.text,
            phonemes=self._phonemes(preferred) if is_phoneme else "",
            respelling=alias if is_phoneme else "",
            alphabet="x-espeak" if preferred.alphabet == "x-espeak" else "ipa",
            language=self._language,
            examples=tuple(lexeme.examples),
            state="reviewed",
            line=lexeme.line,
        )
        for word in lexeme.graphemes:
            self.entries.setdefault(word, replace(entry, word=word))

    def _phonemes(self, pronunciation: _Pronunciation) -> str:
        """Return the text of a phoneme element, which the voices of the lexicon's language can say."""
        for alphabet in ALPHABETS:
            if alphabet == pronunciation.alphabet:
                return check_phonemes(pronunciation.text, alphabet, self._language)
        known = " and ".join(ALPHABETS)
        raise _Refused(
            f"The alphabet '{pronunciation.alphabet}' is not supported, only {known}. Give the word an <alias>"
        )
