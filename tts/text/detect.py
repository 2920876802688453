"""Which blocks are in another language than the article. The only importer of py3langid, which need not be there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from importlib.util import find_spec

from tts.errors import UsageError
from tts.model import Block, Section

_FEWEST_BYTES = 40  # of UTF-8, which is what the model sees; less is too little to be sure of
_NO_PROSE = frozenset({"byline", "code", "credit", "date"})
_NO_LANGUAGE = frozenset({"und", "zxx"})

Classify = Callable[[str], tuple[str, float]]
"""From a text to the primary subtag of its language (BCP 47) and how sure that is, from 0 to 1."""


def detect(sections: tuple[Section, ...], language: str, floor: float) -> tuple[Section, ...]:
    """The sections with a language on each block that is in another one than `language` by at least `floor` (0 to 1).

    What has a language already, by the author, keeps it, and so does all that is in it. Blocks of less than 40 bytes,
    code and names are not asked for, nor anything of an article in a language that the model does not know.

    Raises:
        UsageError: py3langid is not installed.
    """
    check_detector(floor)
    known, classify = _model()
    own = language.split("-")[0].lower()
    if own not in known:
        return sections
    return tuple(
        replace(section, blocks=tuple(_detected(block, own, floor, classify) for block in section.blocks))
        for section in sections
    )


def check_detector(floor: float | None) -> None:
    """Raises UsageError if languages shall be detected (`floor` is not None), but py3langid is not installed."""
    if floor is not None and find_spec("py3langid") is None:
        raise UsageError("To detect languages py3langid is needed. Install it: pip install 'articast[languages]'.")


@cache
def _model() -> tuple[frozenset[str], Classify]:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    return frozenset(identifier.labels), lambda text: identifier.classify(text)


def _detected(block: Block, own: str, floor: float, classify: Classify) -> Block:
    if block.language or block.origin != "article" or block.kind in _NO_PROSE:
        return block
    if block.blocks:
        return replace(block, blocks=tuple(_detected(below, own, floor, classify) for below in block.blocks))
    if len(block.text.encode()) < _FEWEST_BYTES:
        return block
    language, confidence = classify(block.text)
    if confidence < floor or language in (own, *_NO_LANGUAGE):
        return block
    return replace(block, language=language)
