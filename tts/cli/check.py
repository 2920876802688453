"""`articast check`: says what is wrong with articles and with what is said of their words, without speaking."""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tts.cli.console import Console
from tts.cli.settings import settings_from_args
from tts.config.config import Config
from tts.errors import ArticastError
from tts.packages.batch import articles, check_no_folder
from tts.pipeline import prepare
from tts.review import Spoken, ExampleResult, Unknown, tried, unknown
from tts.speech.engines import load as load_engine
from tts.speech.engines.remote import EspeakEngine
from tts.speech.engines.voices import choose_voice
from tts.speech.lexicon import NEWS, Entry, Lexicon, files, load
from tts.speech.rules import check_rules

_STRESS = dict.fromkeys(map(ord, "ˈˌ "))


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleError:
    """An article that cannot be made."""

    path: Path
    error: ArticastError


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleWarning:
    """Something of an article that its producer should look at; `text` is a finished sentence."""

    path: Path
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreviewedEntry:
    """An entry that nobody has reviewed."""

    path: Path
    entry: Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownWord:
    """A word that nobody has said anything about, and its sounds in IPA; "" where the engine does not tell."""

    word: Unknown
    sounds: str


Event = ArticleError | ArticleWarning | ExampleResult | UnreviewedEntry | UnknownWord


def run(options: argparse.Namespace, console: Console) -> int:
    """Checks the articles that `options.paths` name; 0 if nothing is wrong, 1 if something is."""
    config = settings_from_args(options).config
    check_rules(config.without_rules)
    paths = articles(options.paths)
    counts: Counter[str] = Counter()
    for event in _examined(paths, config, words=options.words):
        counts[type(event).__name__] += 1
        counts["wrong"] += isinstance(event, ExampleResult) and not event.ok
        if options.json:
            console.object(_object(event))
        elif line := _line(event):
            console.say(line)
    if options.json:
        console.object(_totals(len(paths), counts, words=options.words))
    else:
        for line in _ends(len(paths), counts, words=options.words):
            console.say(line)
    return 1 if counts["ArticleError"] or counts["wrong"] else 0


def _examined(paths: Iterable[Path], config: Config, *, words: bool) -> Iterator[Event]:
    read = []
    for path in paths:
        try:
            check_no_folder(path)
            article, sections, _, own = prepare(path, config)
        except ArticastError as error:
            yield ArticleError(path=path, error=error)
        else:
            yield from (ArticleWarning(path=path, text=warning) for warning in article.warnings)
            read.append(Spoken(path=path, sections=sections, config=own))
    if words:
        yield from _of_lexicons(_lexicons(read, config), config)
        yield from _heard(unknown(read), config)


def _of_lexicons(lexicons: tuple[Lexicon, ...], config: Config) -> Iterator[Event]:
    for lexicon in lexicons:
        yield from tried(lexicon, config)
    for lexicon in lexicons:
        for entry in lexicon.entries:
            if entry.state == "proposed":
                yield UnreviewedEntry(path=lexicon.path, entry=entry)


def _lexicons(read: Iterable[Spoken], config: Config) -> tuple[Lexicon, ...]:
    """Those that hold for one of the articles, but for the one that comes along: its examples are our own tests."""
    held = [files(None, config.lexicon), *(files(one.path, one.config.lexicon) for one in read)]
    return tuple(load(file) for file in dict.fromkeys(file for some in held for file in some) if file != NEWS)


def _heard(words: tuple[Unknown, ...], config: Config) -> Iterator[UnknownWord]:
    with ExitStack() as stack:
        engine = stack.enter_context(load_engine(config.engine)) if words else None
        for word in words:
            sounds = _sounds(engine, word, config.voice) if isinstance(engine, EspeakEngine) else ""
            yield UnknownWord(word=word, sounds=sounds)


def _sounds(engine: EspeakEngine, word: Unknown, wanted: str | None) -> str:
    """How the voice for its language says the word."""
    voice = choose_voice(engine.voices(), wanted, word.language)
    sounds = engine.transcribe(word.word, voice)
    if word.kind != "acronym":
        return sounds
    one = word.word.removesuffix("s")
    whole, letters = (engine.transcribe(text, voice).translate(_STRESS) for text in (one, ".".join(one)))
    return f"as {'letters' if whole == letters else 'a word'}, {sounds}"


def _line(event: Event) -> str:
    """What is said of it; nothing of an example that comes true."""
    match event:
        case ArticleError(path=path, error=error):
            return f"Error: {error if error.path else f'{path}: {error}'}"
        case ArticleWarning(text=text):
            return f"Warning: {text}"
        case ExampleResult(ok=False, entry=entry, example=example):
            what = f'"{example.shown}" is said "{event.spoken}", not "{example.spoken}"'
            return f"Error: {_place(event.lexicon, entry.line)}: {what}. Fix the entry or its example."
        case ExampleResult(entry=entry, example=example):
            place = _place(event.lexicon, entry.line)
            return "" if example.spoken else f'{place}: "{example.shown}" is said "{event.spoken}".'
        case UnreviewedEntry(path=path, entry=entry):
            return f"To review: {_place(path, entry.line)}: {entry.name}, said {_how(entry)}."
        case UnknownWord(word=word, sounds=sounds):
            times = "once" if word.count == 1 else f"{word.count} times"
            said = [f"said {sounds}"] if sounds else []
            return ", ".join([word.word, word.kind, times, *said, f"first in {_place(word.path, word.line)}"])


def _object(event: Event) -> dict[str, Any]:
    match event:
        case ArticleError(path=path, error=error):
            return {"event": "error", "path": str(error.path or path), "line": error.line, "what": error.message}
        case ArticleWarning(path=path, text=text):
            return {"event": "warning", "path": str(path), "what": text}
        case ExampleResult(entry=entry, example=example):
            place = {"path": str(event.lexicon), "line": entry.line, "entry": entry.name}
            texts = {"shown": example.shown, "wanted": example.spoken or None, "spoken": event.spoken}
            return {"event": "example", **place, **texts, "ok": event.ok}
        case UnreviewedEntry(path=path, entry=entry):
            place = {"path": str(path), "line": entry.line, "entry": entry.name}
            return {"event": "proposed", **place, "said": _how(entry)}
        case UnknownWord(word=word, sounds=sounds):
            values = {"word": word.word, "kind": word.kind, "count": word.count, "said": sounds or None}
            place = {"language": word.language, "path": str(word.path), "line": word.line}
            return {"event": "word", **values, **place, "toml": _toml(word.word)}


def _ends(count: int, counts: Counter[str], *, words: bool) -> Iterator[str]:
    yield f"{_many(count, 'article')}, {_many(counts['ArticleError'], 'error')}, {_many(counts['ArticleWarning'], 'warning')}."
    if words:
        yield f"{_many(counts['ExampleResult'], 'example')}, {counts['wrong']} wrong. {counts['UnreviewedEntry']} to review."
        yield f"{_many(counts['UnknownWord'], 'name and acronym', 'names and acronyms')} without a lexicon or a rule."
    if counts["UnknownWord"]:
        yield f"To say one otherwise, write it under [words] in lexicon.toml, as in: {_toml('Kyiv', 'Keev')}"


def _totals(count: int, counts: Counter[str], *, words: bool) -> dict[str, Any]:
    asked = {"examples": counts["ExampleResult"], "wrong": counts["wrong"], "proposed": counts["UnreviewedEntry"]}
    totals = {"event": "summary", "articles": count, "errors": counts["ArticleError"], "warnings": counts["ArticleWarning"]}
    return totals | (asked | {"words": counts["UnknownWord"]} if words else {})


def _toml(word: str, alias: str = "") -> str:
    """A line for a lexicon."""
    return " = ".join(json.dumps(text, ensure_ascii=False) for text in (word, alias or word))


def _how(entry: Entry) -> str:
    how = (f'"{entry.alias}"' if entry.alias else "", f"as {entry.say_as}" if entry.say_as else "", entry.phonemes)
    return ", ".join(filter(None, how))


def _place(path: Path, line: int | None) -> str:
    return f"{path}, line {line}" if line else str(path)


def _many(count: int, noun: str, nouns: str = "") -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {nouns or f'{noun}s'}"
