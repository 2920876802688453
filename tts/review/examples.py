"""Run the examples of lexicons, and compare their spoken text with the expected one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tts.config.config import Config
from tts.model import utterances
from tts.noun import noun
from tts.pipeline import prepare_text
from tts.speech.lexicon import Entry, Example, Lexicon


@noun
class ExampleResult:
    """An example of a lexicon's entry, and what is spoken for it."""

    lexicon: Path
    entry: Entry
    example: Example
    spoken: str

    @property
    def ok(self) -> bool:
        """Return whether that is what the example expects; an example without an expectation is always right."""
        return self.example.spoken in ("", self.spoken)


def run_examples(lexicon: Lexicon, config: Config) -> Iterator[ExampleResult]:
    """Yield every example of `lexicon` with what is spoken for it by `config`."""
    for entry in lexicon.entries:
        article = Path(entry.articles[0]) if entry.articles else None
        for example in entry.examples:
            sections = prepare_text([" ".join(example.shown.split())], entry.language or "en", config, article)
            spoken = " ".join(utterance.spoken for utterance in utterances(sections))
            yield ExampleResult(lexicon=lexicon.path, entry=entry, example=example, spoken=spoken)
