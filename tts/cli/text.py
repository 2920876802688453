"""`articast text`: shows what will be heard, without speaking it."""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Iterator
from pathlib import Path

from tts.cli.console import Console
from tts.cli.settings import settings_from_args
from tts.config.config import Config
from tts.errors import ArticastError, UsageError
from tts.model import Section, Utterance, utterances
from tts.packages.discover import find_articles, require_file
from tts.pipeline import prepare, prepare_text, pronunciation_options
from tts.speech.pronounce import PronunciationOptions, tokens
from tts.speech.rules import check_rules
from tts.text.readers import read
from tts.writers.transcript import transcript

_STANDARD_INPUT = Path("-")


def run(options: argparse.Namespace, console: Console) -> int:
    """Shows the text of `options.paths`; 1 if one of them could not be read."""
    config = settings_from_args(options).config
    check_rules(config.without_rules)
    if _STANDARD_INPUT in options.paths:
        if len(options.paths) > 1:
            raise UsageError("- reads lines. Leave out the other paths.")
        _answer_lines(options, config, console)
        return 0
    failed = shown = False
    for path in find_articles(options.paths):
        try:
            require_file(path)
            prepared = prepare(read(path), config)
        except ArticastError as error:
            console.error(str(error))
            failed = True
        else:
            if shown and not options.json:
                console.say("")
            shown = True
            _show(path, prepared.sections, prepared.pronunciation, options, console)
            for warning in prepared.article.warnings:
                console.error(f"Warning: {warning}")
    return 1 if failed else 0


def _show(
    path: Path,
    sections: tuple[Section, ...],
    wanted: PronunciationOptions,
    options: argparse.Namespace,
    console: Console,
) -> None:
    if options.json:
        for section in sections:
            for utterance in section.utterances():
                console.object({"path": str(path), "section": section.id, "role": section.role, **_values(utterance)})
    elif options.spoken:
        for utterance in utterances(sections):
            console.say(utterance.spoken)
    elif options.changes:
        for utterance in utterances(sections):
            _show_changes(utterance, wanted, console)
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


def _show_changes(utterance: Utterance, wanted: PronunciationOptions, console: Console) -> None:
    """The utterance as it is shown, and under it what is said otherwise; nothing where all is said as it is shown."""
    made = [token for token in tokens(utterance, wanted) if token.rule]
    if made:
        console.say(utterance.text)
    for token in made:
        shown = utterance.text[token.begin : token.end]
        console.say(f"  {shown} - {token.said or 'silent'} ({token.rule})")


def _answer_lines(options: argparse.Namespace, config: Config, console: Console) -> None:
    """A line for a line, as each one comes, so that another program can ask while it runs."""
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(encoding="utf-8", errors="replace", newline="\n")
    for line in sys.stdin:
        said = list(_said(line, options.language, config))
        spoken = " ".join(utterance.spoken for utterance in said)
        if options.json:
            console.object({"text": line.rstrip("\n"), "spoken": spoken, "utterances": [_values(one) for one in said]})
        elif options.changes:
            for utterance in said:
                _show_changes(utterance, pronunciation_options(config), console)
        else:
            console.say(spoken if options.spoken else " ".join(utterance.text for utterance in said))


def _said(line: str, language: str, config: Config) -> Iterator[Utterance]:
    text = " ".join(line.split())
    if text:
        yield from utterances(prepare_text([text], language, config))
