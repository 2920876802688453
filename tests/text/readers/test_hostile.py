"""Mark-up that no author meant takes no word away: each is heard or listed, and hardly an article is refused."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hostile import make_article, make_pasted_text

from tts.config.config import Config
from tts.errors import ArticastError
from tts.model import utterances
from tts.pipeline import prepare
from tts.text.readers import read

ARTICLES = int(os.environ.get("HOSTILE", "150"))
MAX_REFUSED = 0.001


@pytest.mark.once
@pytest.mark.parametrize(("name", "make"), [("bees.md", make_article), ("bees.txt", make_pasted_text)])
def test_words_between_hostile_pieces_are_heard_or_listed(
    tmp_path: Path, name: str, make: Callable[[int], tuple[str, list[str]]]
) -> None:
    """No word between pieces of mark-up or pasted lines is missing; at most one in a thousand articles is refused."""
    path = tmp_path / name
    missing = []
    refused = []
    for seed in range(ARTICLES):
        text, words = make(seed)
        path.write_text(text, encoding="utf-8")
        try:
            prepared = prepare(read(path), Config())
        except ArticastError as error:
            refused.append((seed, error.line, str(error)))
            continue
        heard = " ".join(utterance.text for utterance in utterances(prepared.sections))
        listed = " ".join(skipped.text for skipped in prepared.skipped)
        known = set(re.findall(r"\w+", f"{heard} {listed}"))
        missing += [(seed, word) for word in words if word not in known]
    assert missing == []
    assert all(line for _, line, _ in refused), refused
    assert len(refused) <= MAX_REFUSED * ARTICLES, refused
