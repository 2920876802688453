"""`articast text`: show what will be heard, without speaking it."""

from __future__ import annotations

import argparse
import io
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from tts.cli.console import Console, count_noun
from tts.cli.settings import settings_from_args
from tts.cli.sources import Opened, open_sources
from tts.cli.standard_input import STANDARD_INPUT
from tts.config.article import pronunciation_options
from tts.config.config import Config
from tts.config.settings import Settings
from tts.errors import ArticastError, UsageError, contain_defects
from tts.model import Skipped, Utterance, utterances
from tts.packages.discover import find_articles, find_unread, require_file
from tts.packages.links import make_link_rule
from tts.pipeline import PreparedArticle, cast_voices, prepare, prepare_text
from tts.speech.engines import Engine, load
from tts.speech.pronounce import PronunciationOptions, tokens
from tts.text.readers import read
from tts.text.readers.language import DEFAULT
from tts.text.readers.whitespace import split_words
from tts.writers.transcript import transcript

_MAX_LEFT_OUT = 240  # characters of a part that is shown


def run(options: argparse.Namespace, console: Console) -> int:
    """Show the text of `options.paths`; return 1 if one of them cannot be read, else 0."""
    settings = settings_from_args(options)
    config = settings.config
    engine = load(config.engine)
    if STANDARD_INPUT in map(str, options.paths) and not options.format:
        if len(options.paths) > 1:
            raise UsageError("- reads lines. Leave out the other paths, or give --format for an article.")
        _answer_lines(options, config, engine, console)
        return 0
    with open_sources(options, console, has_pictures=False) as opened:
        return _show_all(opened, engine, settings, options)


def _show_all(opened: Opened, engine: Engine, settings: Settings, options: argparse.Namespace) -> int:
    """Show the text of all articles; return 1 if one of them cannot be read, else 0."""
    console, config = opened.console, settings.config
    links = make_link_rule(opened.paths, follow=settings.follow_links)
    for error in opened.errors:
        console.error(str(error))
    for warning in find_unread(opened.paths):
        console.error(f"Warning: {warning}")
    failed, shown = bool(opened.errors), False
    for path in find_articles(opened.paths, whole=options.whole) if opened.paths else ():
        try:
            with contain_defects(path):
                require_file(path, links)
                prepared = prepare(read(path, config.given_language), config)
        except ArticastError as error:
            console.error(str(error))
            failed = True
        else:
            if shown and not options.json:
                console.say("")
            shown = True
            _show(path, prepared, engine, options, console)
            for warning in prepared.article.warnings:
                console.error(f"Warning: {warning}")
    return 1 if failed else 0


def _show(
    path: Path,
    prepared: PreparedArticle,
    engine: Engine,
    options: argparse.Namespace,
    console: Console,
) -> None:
    """Print the transcript, or what the options ask for: JSON, the spoken text, the changes or what is left out."""
    sections, pronunciation = prepared.sections, prepared.pronunciation
    if options.left_out:
        _show_left_out(path, prepared.article.left_out, options, console)
    elif options.json and options.changes:
        for utterance in utterances(sections):
            for change in _find_changes(utterance, pronunciation):
                console.object({"path": str(path), "id": utterance.id, **change})
    elif options.json:
        for section in sections:
            for utterance in section.utterances():
                console.object({"path": str(path), "section": section.id, "role": section.role, **_to_json(utterance)})
    elif options.spoken:
        for text in _render(prepared, engine):
            console.say(text)
    elif options.changes:
        for utterance in utterances(sections):
            _show_changes(utterance, pronunciation, console)
    else:
        console.text(transcript(sections))


def _show_left_out(path: Path, left_out: Sequence[Skipped], options: argparse.Namespace, console: Console) -> None:
    """Print what is left out around the article, by reason; a long part is cut, with a count of its words.

    Equal parts are one line. `--json` prints each part whole.
    """
    parts: dict[str, Counter[tuple[str, int]]] = {}
    for part in left_out:
        words = len(split_words(part.text))
        parts.setdefault(part.reason, Counter())[part.text, words] += 1
        if options.json:
            console.object({"path": str(path), "reason": part.reason, "words": words, "text": part.text})
    if options.json:
        return
    if not left_out:
        console.say(f"{path}: nothing around the article is left out.")
        return
    words_by_reason = {
        reason: sum(words * times for (_, words), times in group.items()) for reason, group in parts.items()
    }
    total = count_noun(sum(words_by_reason.values()), "word")
    console.say(f"{path}: left out around the article: {count_noun(len(left_out), 'part')}, {total}.")
    for reason, group in parts.items():
        console.say(f"{reason}, {count_noun(words_by_reason[reason], 'word')}:")
        for (text, words), times in group.items():
            is_long = len(text) > _MAX_LEFT_OUT
            shown = f"{text[:_MAX_LEFT_OUT].rsplit(' ', 1)[0]} … ({count_noun(words, 'word')})" if is_long else text
            console.say(f"  {shown}{f' ({times} times)' if times > 1 else ''}")


def _render(prepared: PreparedArticle, engine: Engine) -> Iterator[str]:
    """Yield what the engine of each voice is given; voices are looked up, which takes time, only if some are chosen."""
    config = prepared.config
    if not (config.voice or config.voices or config.speakers):
        yield from map(engine.render, utterances(prepared.sections))
        return
    with engine:
        _, casting, _ = cast_voices(prepared, engine)
        for utterance in utterances(prepared.sections):
            yield engine.render(utterance, casting.by_utterance[utterance.id])


def _to_json(utterance: Utterance) -> dict[str, object]:
    """Return an utterance as `--json` prints it, without its tokens."""
    return {
        "id": utterance.id,
        "text": utterance.text,
        "spoken": utterance.spoken,
        **({"hints": [asdict(hint) for hint in utterance.hints]} if utterance.hints else {}),
        "origin": utterance.origin,
        "language": utterance.language,
        "break_ms": utterance.break_ms,
    }


def _show_changes(utterance: Utterance, pronunciation: PronunciationOptions, console: Console) -> None:
    """Print the utterance, and below it what is spoken differently; print nothing if there is no difference.

    A word whose letters stay is shown with its sounds.
    """
    changes = [token for token in tokens(utterance, pronunciation) if token.rule]
    if changes:
        console.say(utterance.text)
    for token in changes:
        shown = utterance.text[token.begin : token.end]
        said = token.phonemes if token.said == shown and token.phonemes else token.said or "silent"
        console.say(f"  {shown} - {said} ({token.rule})")


def _find_changes(utterance: Utterance, pronunciation: PronunciationOptions) -> Iterator[dict[str, object]]:
    """Yield each change as `--changes --json` prints it; `begin` and `end` are offsets into the utterance's text."""
    for token in tokens(utterance, pronunciation):
        if token.rule:
            shown = utterance.text[token.begin : token.end]
            place = {"rule": token.rule, "begin": token.begin, "end": token.end}
            yield {
                **place,
                "shown": shown,
                "spoken": token.said,
                **({"phonemes": token.phonemes} if token.phonemes else {}),
            }


def _changes_if_asked(utterance: Utterance, options: argparse.Namespace, config: Config) -> dict[str, object]:
    """Return the changes in the utterance, if the options ask for them."""
    return {"changes": list(_find_changes(utterance, pronunciation_options(config)))} if options.changes else {}


def _answer_lines(options: argparse.Namespace, config: Config, engine: Engine, console: Console) -> None:
    """Answer each line of standard input with one line at once, so that another program can ask while it runs."""
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(encoding="utf-8", errors="replace", newline="\n")
    for line in sys.stdin:
        text = " ".join(line.split())
        answer = tuple(utterances(prepare_text([text], config.language or DEFAULT, config))) if text else ()
        if options.json:
            spoken = " ".join(utterance.spoken for utterance in answer)
            parts = [_to_json(utterance) | _changes_if_asked(utterance, options, config) for utterance in answer]
            console.object({"text": line.rstrip("\n"), "spoken": spoken, "utterances": parts})
        elif options.changes:
            for utterance in answer:
                _show_changes(utterance, pronunciation_options(config), console)
        else:
            shown = (engine.render(utterance) if options.spoken else utterance.text for utterance in answer)
            console.say(" ".join(shown))
