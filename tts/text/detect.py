"""SECTIONS -> SECTIONS with the languages of foreign passages. The only importer of py3langid, which is optional."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from importlib.util import find_spec

from tts.errors import UsageError
from tts.model import Block, Section
from tts.text.languages.tags import UNDETERMINED, primary_subtag

_MIN_BYTES = 40  # of UTF-8, which the model sees; a shorter text cannot be classified surely
_NOT_PROSE = frozenset({"byline", "code", "credit", "date"})
_NO_LANGUAGE = frozenset({UNDETERMINED, "zxx"})

Classify = Callable[[str], tuple[str, float]]
"""Returns the primary subtag of a text's language (BCP 47) and the confidence in it, from 0 to 1."""


def detect(sections: tuple[Section, ...], language: str, floor: float | None) -> tuple[Section, ...]:
    """Set the language of each block that is not in `language`, with a confidence of at least `floor` (0 to 1).

    A language that the author set is kept, with all blocks below. Code, names and blocks of less than 40 bytes are not
    classified, and nothing is in an article whose language the model does not know.

    Raises:
        UsageError: py3langid is not installed.
    """
    if floor is None:
        return sections
    check_detector(floor)
    known, classify = _load_model()
    primary = primary_subtag(language)
    if primary not in known:
        return sections
    return tuple(
        replace(section, blocks=tuple(_detect_block(block, primary, floor, classify) for block in section.blocks))
        for section in sections
    )


def check_detector(floor: float | None) -> None:
    """Check that languages can be detected if `floor` is set.

    Raises:
        UsageError: py3langid is not installed.
    """
    if floor is not None and find_spec("py3langid") is None:
        raise UsageError('Detecting languages needs py3langid. Install it: pip install "articast[languages]".')


@cache
def _load_model() -> tuple[frozenset[str], Classify]:
    """Return the languages that the model knows, and its classifier."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    return frozenset(identifier.labels), lambda text: identifier.classify(text)


def _detect_block(block: Block, primary: str, floor: float, classify: Classify) -> Block:
    """Return the block with the languages that are detected in it and below."""
    if block.language or block.origin != "article" or block.kind in _NOT_PROSE:
        return block
    if block.blocks:
        return replace(block, blocks=tuple(_detect_block(below, primary, floor, classify) for below in block.blocks))
    if len(block.text.encode()) < _MIN_BYTES:
        return block
    language, confidence = classify(block.text)
    if confidence < floor or language in (primary, *_NO_LANGUAGE):
        return block
    return replace(block, language=language)
