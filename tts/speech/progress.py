"""SPEECH -> SPEECH: report how much of an article has been spoken."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from tts.model import Section, Speech, utterances


def report_progress(
    speech: Iterable[Speech], sections: Iterable[Section], report: Callable[[float], None]
) -> Iterator[Speech]:
    """Yield `speech`, that of `sections`, unchanged; call `report` with the part of the letters that has been spoken.

    The part is from 0 to 1. It is reported after each speech.
    """
    letters = {utterance.id: len(utterance.spoken) + 1 for utterance in utterances(sections)}
    total, spoken = sum(letters.values()), 0
    for said in speech:
        yield said
        spoken += letters.get(said.utterance_id, 0)
        report(spoken / total)
