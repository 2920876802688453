"""`articast text`: shows what will be heard, without speaking it."""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Iterator
from pathlib import Path

from tts.batch import articles
from tts.cli.console import Console
from tts.cli.given import given
from tts.config import Config
from tts.errors import ArticastError, UsageError
from tts.model import Block, Breaks, Section, Utterance, utterances
from tts.pipeline import prepare
from tts.pronounce import pronounce
from tts.segment import segment
from tts.writers.transcript import transcript

_STANDARD_INPUT = Path("-")


def run(options: argparse.Namespace, console: Console) -> int:
    """Shows the text of `options.paths`; 1 if one of them could not be read."""
    config = given(options).config
    if _STANDARD_INPUT in options.paths:
        if len(options.paths) > 1:
            raise UsageError("- reads lines, so it stands alone. Leave the other paths out.")
        _answer_lines(options, config, console)
        return 0
    failed = False
    for number, path in enumerate(articles(options.paths)):
        try:
            _, sections, _, _ = prepare(path, config)
        except ArticastError as error:
            console.error(str(error))
            failed = True
        else:
            if number and not options.json:
                console.say("")
            _show(path, sections, options, console)
    return 1 if failed else 0


def _show(path: Path, sections: tuple[Section, ...], options: argparse.Namespace, console: Console) -> None:
    if options.json:
        for section in sections:
            for utterance in section.utterances():
                console.object({"path": str(path), "section": section.id, "role": section.role, **_values(utterance)})
    elif options.spoken:
        for utterance in utterances(sections):
            console.say(utterance.spoken)
    else:
        console.text(transcript(sections))


def _values(utterance: Utterance) -> dict[str, object]:
    return {
        "id": utterance.id,
        "text": utterance.text,
        "spoken": utterance.spoken,
        "origin": utterance.origin,
        "language": utterance.language,
        "break_ms": utterance.break_ms,
    }


def _answer_lines(options: argparse.Namespace, config: Config, console: Console) -> None:
    """A line for a line, as each one comes, so that another program can ask while it runs."""
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(encoding="utf-8", errors="replace", newline="\n")
    for line in sys.stdin:
        said = list(_said(line, options.language, config.breaks))
        spoken = " ".join(utterance.spoken for utterance in said)
        if options.json:
            console.object({"text": line.rstrip("\n"), "spoken": spoken, "utterances": [_values(one) for one in said]})
        else:
            console.say(spoken if options.spoken else " ".join(utterance.text for utterance in said))


def _said(line: str, language: str, breaks: Breaks) -> Iterator[Utterance]:
    text = " ".join(line.split())
    if text:
        block = Block(kind="paragraph", text=text)
        section = Section(id="line", role="body", title="", blocks=(block,))
        yield from utterances(pronounce(segment((section,), language, breaks)))
