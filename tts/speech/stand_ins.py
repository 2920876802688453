"""Report where another voice spoke than the one that was cast."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from tts.model import Recording, Section, Voice, utterances


def describe_stand_ins(
    sections: Iterable[Section], cast: Mapping[str, Voice], recording: Recording
) -> Iterator[tuple[str, str]]:
    """Yield who spoke in place of a voice of `cast`, and why, in sentences, after the first text that it spoke.

    The text is "" if the voice itself was not heard at all: then it is the voice that is to be corrected.
    """
    groups: dict[tuple[Voice, Voice], list[tuple[str, str]]] = {}
    for utterance in utterances(sections):
        if note := recording.notes.get(utterance.id):
            voices = cast[utterance.id], recording.voices[utterance.id]
            groups.setdefault(voices, []).append((utterance.text, note))
    heard = {voice for id_, voice in recording.voices.items() if voice == cast[id_]}
    for (wanted, stand_in), texts in groups.items():
        text, note = texts[0]
        if wanted not in heard:
            yield "", f"{note} '{stand_in.name}' speaks in place of '{wanted.name}'."
        elif len(texts) == 1:
            yield text, f"'{stand_in.name}' speaks a sentence in place of '{wanted.name}': {note}"
        else:
            what = f"'{stand_in.name}' speaks {len(texts)} sentences in place of '{wanted.name}'"
            yield text, f"{what}, this one first: {note}"
