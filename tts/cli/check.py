"""`articast check`: show errors and warnings of articles, and unknown words, without speaking."""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tts.cli.console import Console, count_noun
from tts.cli.settings import settings_from_args
from tts.config.config import Config
from tts.errors import ArticastError
from tts.packages.discover import find_articles, require_file
from tts.pipeline import PreparedArticle, prepare
from tts.review import ExampleResult, UnknownWord, find_unknown_words, run_examples
from tts.speech.engines import load as load_engine
from tts.speech.engines.remote import EspeakEngine
from tts.speech.engines.voices import choose_voice
from tts.speech.lexicon import NEWS, Entry, find_lexicons
from tts.speech.rules import check_rules
from tts.text.readers import read

_STRESS = dict.fromkeys(map(ord, "ˈˌ "))


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleError:
    """An article that cannot be packaged."""

    path: Path
    error: ArticastError


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleWarning:
    """A warning for the producer of an article; `text` is a finished message."""

    path: Path
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreviewedEntry:
    """An entry of a lexicon that has not been reviewed."""

    path: Path
    entry: Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class UntaughtWord:
    """A word without a known pronunciation, and how the engine says it in IPA; "" if the engine cannot tell."""

    word: UnknownWord
    sounds: str


Event = ArticleError | ArticleWarning | ExampleResult | UnreviewedEntry | UntaughtWord


def run(options: argparse.Namespace, console: Console) -> int:
    """Check the articles in `options.paths`; return 1 if there are errors, else 0."""
    config = settings_from_args(options).config
    check_rules(config.without_rules)
    paths = find_articles(options.paths)
    counts: Counter[type[Event]] = Counter()
    wrong = 0
    for event in _check_articles(paths, config, words=options.words):
        counts[type(event)] += 1
        wrong += isinstance(event, ExampleResult) and not event.ok
        if options.json:
            console.object(_to_json(event))
        elif line := _to_line(event):
            console.say(line)
    _print_summary(len(paths), counts, wrong, options, console)
    return 1 if counts[ArticleError] or wrong else 0


def _check_articles(paths: Iterable[Path], config: Config, *, words: bool) -> Iterator[Event]:
    articles = []
    for path in paths:
        try:
            require_file(path)
            prepared = prepare(read(path), config)
        except ArticastError as error:
            yield ArticleError(path=path, error=error)
        else:
            yield from (ArticleWarning(path=path, text=warning) for warning in prepared.article.warnings)
            articles.append(prepared)
    if words:
        yield from _check_lexicons(articles, config)
        yield from _pronounce_unknown(find_unknown_words(articles), config)


def _check_lexicons(articles: Iterable[PreparedArticle], config: Config) -> Iterator[Event]:
    """Run the examples of all lexicons for the articles, except the included one: its examples are our own tests."""
    found = [*find_lexicons(None, config.lexicon)]
    for prepared in articles:
        found += find_lexicons(prepared.article.path, prepared.config.lexicon)
    lexicons = [lexicon for lexicon in dict.fromkeys(found) if lexicon.path != NEWS]
    for lexicon in lexicons:
        yield from run_examples(lexicon, config)
    for lexicon in lexicons:
        for entry in lexicon.entries:
            if entry.state == "proposed":
                yield UnreviewedEntry(path=lexicon.path, entry=entry)


def _pronounce_unknown(words: tuple[UnknownWord, ...], config: Config) -> Iterator[UntaughtWord]:
    with ExitStack() as stack:
        engine = stack.enter_context(load_engine(config.engine)) if words else None
        for word in words:
            sounds = _transcribe(engine, word, config.voice) if isinstance(engine, EspeakEngine) else ""
            yield UntaughtWord(word=word, sounds=sounds)


def _transcribe(engine: EspeakEngine, word: UnknownWord, voice_name: str | None) -> str:
    """Return how the voice for its language says the word, and whether it spells an acronym out."""
    voice = choose_voice(engine.voices(), voice_name, word.language)
    sounds = engine.transcribe(word.word, voice)
    if word.kind != "acronym":
        return sounds
    singular = word.word.removesuffix("s")
    whole, letters = (engine.transcribe(text, voice).translate(_STRESS) for text in (singular, ".".join(singular)))
    return f"as {'letters' if whole == letters else 'a word'}, {sounds}"


def _to_line(event: Event) -> str:
    """Return the line to print, "" for an example that gives the expected text."""
    match event:
        case ArticleError(path=path, error=error):
            return f"Error: {error if error.path else f'{path}: {error}'}"
        case ArticleWarning(text=text):
            return f"Warning: {text}"
        case ExampleResult(ok=False, entry=entry, example=example):
            what = f'"{example.shown}" is spoken as "{event.spoken}", not "{example.spoken}"'
            return f"Error: {_place(event.lexicon, entry.line)}: {what}. Fix the entry or its example."
        case ExampleResult(entry=entry, example=example):
            place = _place(event.lexicon, entry.line)
            return "" if example.spoken else f'{place}: "{example.shown}" is spoken as "{event.spoken}".'
        case UnreviewedEntry(path=path, entry=entry):
            return f"To review: {_place(path, entry.line)}: {entry.name}, {_pronunciation(entry)}."
        case UntaughtWord(word=word, sounds=sounds):
            times = "once" if word.count == 1 else f"{word.count} times"
            pronounced = [f"said {sounds}"] if sounds else []
            return ", ".join([word.word, word.kind, times, *pronounced, f"first in {_place(word.path, word.line)}"])


def _to_json(event: Event) -> dict[str, Any]:
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
            return {"event": "proposed", **place, "said": _pronunciation(entry)}
        case UntaughtWord(word=word, sounds=sounds):
            values = {"word": word.word, "kind": word.kind, "count": word.count, "said": sounds or None}
            place = {"language": word.language, "path": str(word.path), "line": word.line}
            return {"event": "word", **values, **place, "toml": _toml_line(word.word, word.word)}


def _print_summary(
    total: int, counts: Counter[type[Event]], wrong: int, options: argparse.Namespace, console: Console
) -> None:
    errors, warnings, examples = counts[ArticleError], counts[ArticleWarning], counts[ExampleResult]
    proposed, words = counts[UnreviewedEntry], counts[UntaughtWord]
    if options.json:
        details = {"examples": examples, "wrong": wrong, "proposed": proposed, "words": words}
        totals = {"event": "summary", "articles": total, "errors": errors, "warnings": warnings}
        console.object(totals | (details if options.words else {}))
        return
    console.say(f"{count_noun(total, 'article')}, {count_noun(errors, 'error')}, {count_noun(warnings, 'warning')}.")
    if options.words:
        console.say(f"{count_noun(examples, 'example')}, {wrong} wrong. {proposed} to review.")
        console.say(f"{count_noun(words, 'name or acronym', 'names and acronyms')} without a known pronunciation.")
    if words:
        console.say(f"To change one, add a line under [words] in lexicon.toml, as in: {_toml_line('Kyiv', 'Keev')}")


def _toml_line(word: str, alias: str) -> str:
    return " = ".join(json.dumps(text, ensure_ascii=False) for text in (word, alias))


def _pronunciation(entry: Entry) -> str:
    parts = (f'"{entry.alias}"' if entry.alias else "", f"as {entry.say_as}" if entry.say_as else "", entry.phonemes)
    return ", ".join(filter(None, parts))


def _place(path: Path, line: int | None) -> str:
    return f"{path}, line {line}" if line else str(path)
