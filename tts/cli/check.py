"""`articast check`: show errors, warnings and advice for articles, and unknown words, without speaking."""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import chain
from pathlib import Path
from typing import Any

from tts.cli.console import Console, count_noun
from tts.cli.settings import settings_from_args
from tts.cli.sources import Opened, open_sources
from tts.config.config import Config
from tts.config.settings import Settings
from tts.errors import ArticastError, contain_defects
from tts.packages.discover import find_articles, find_unread, name_packages, require_file
from tts.packages.links import LinkRule, make_link_rule
from tts.packages.place import require_output
from tts.packages.store import require_place
from tts.pipeline import PreparedArticle, plan_publication, prepare, require_run
from tts.review.accessibility import advise, kind_of_warning
from tts.review.examples import ExampleResult, run_examples
from tts.review.listen import Listener
from tts.review.names import UnknownWord, find_unknown_words
from tts.review.suspicion import Finding, Reason, sort_findings, suspect
from tts.speech.engines import load as load_engine
from tts.speech.lexicon import NEWS, find_lexicons
from tts.text.languages.tags import primary_subtag
from tts.text.readers import find_draft_reason, read

_REASONS: dict[Reason, str] = {
    "dictionary": "a dictionary has {sounds}",
    "engines": "another engine says {other}",
    "spelling": "its spelling is unusual",
    "unknown": "not in a dictionary",
    "as_word": "perhaps letters",
    "as_letters": "perhaps a word",
}
"""Why a word is listed, for each reason."""
_IPA_LANGUAGES = ("en", "de", "fr", "es", "uk")  # in which lexicons take phonemes

Result = tuple[str, dict[str, Any]]
"""A result as a line, "" if a reader need not know it, and as an object for programs, whose `event` is its kind."""


def run(options: argparse.Namespace, console: Console) -> int:
    """Check the articles in `options.paths`; return 1 if there are errors, else 0."""
    with open_sources(options, console, has_pictures=True) as opened:
        return _check_all(opened, options)


def _check_all(opened: Opened, options: argparse.Namespace) -> int:
    """Check the articles that are `opened`; return 1 if there are errors, else 0."""
    settings, console = settings_from_args(options), opened.console
    paths = find_articles(opened.paths, whole=options.whole) if opened.paths else ()
    links = make_link_rule(opened.paths, follow=settings.follow_links)
    counts: Counter[str] = Counter()
    wrong = 0
    failures = (_report_error(error, str(error.path)) for error in opened.errors)
    unread = map(_report_unread, find_unread(opened.paths))
    for line, values in chain(failures, unread, _check_articles(paths, links, settings, words=options.words)):
        counts[values["event"]] += 1
        wrong += values.get("ok") is False
        if line or options.json:
            console.show(line, values, as_json=options.json)
    total = len(paths) + len(opened.errors)
    totals = {"event": "summary", "articles": total, "errors": counts["error"], "warnings": counts["warning"]}
    totals |= {"drafts": counts["draft"]}
    if options.words:
        totals |= {"examples": counts["example"], "wrong": wrong}
        totals |= {"proposed": counts["proposed"], "words": counts["word"]}
    if options.json:
        console.object(totals)
    else:
        _print_summary(total, counts, wrong, console, words=options.words)
    return 1 if counts["error"] or wrong or (options.strict and counts["warning"]) else 0


def _report_unread(warning: str) -> Result:
    """Report files in a folder that no reader knows."""
    return f"Warning: {warning}", {"event": "warning", "what": warning, "kind": "unread"}


def _print_summary(total: int, counts: Counter[str], wrong: int, console: Console, *, words: bool) -> None:
    """Print how many articles, errors and warnings there were, and with `words` also examples and unknown words."""
    problems = ", ".join(count_noun(counts[kind], kind) for kind in ("error", "warning"))
    drafts = f", {count_noun(counts['draft'], 'draft')}" if counts["draft"] else ""
    console.say(f"{count_noun(total, 'article')}, {problems}{drafts}.")
    if words:
        console.say(f"{count_noun(counts['example'], 'example')}, {wrong} wrong. {counts['proposed']} to review.")
        unknown = count_noun(counts["word"], "name or acronym", "names and acronyms")
        console.say(f"{unknown} that the voice may say wrong, the most likely first.")
    if counts["word"]:
        console.say('To change one, add a line under [words] in lexicon.toml, as in: Kyiv = "Keev"')


def _check_articles(paths: tuple[Path, ...], links: LinkRule, settings: Settings, *, words: bool) -> Iterator[Result]:
    """Yield what `package` would print about each article, and with `words` how its names and examples are spoken."""
    config = settings.config
    require_output(settings.output)
    slugs = name_packages(paths, settings.output)
    articles = []
    with load_engine(config.engine) as engine:
        require_run(config, engine)
        for path in paths:
            try:
                with contain_defects(path):
                    require_file(path, links)
                    reason = "" if settings.drafts else find_draft_reason(path)
                    if not reason:
                        require_place(settings.output / slugs[path])
                        prepared = prepare(read(path, config.given_language), config)
                        warnings = plan_publication(prepared, engine).warnings
                        advised = tuple(advise(prepared.article))
            except ArticastError as error:
                yield _report_error(error, str(path))
                continue
            if reason:
                line = f"{path} would be left out: {reason}. Give --drafts to include it."
                yield line, {"event": "draft", "path": str(path), "what": reason}
                continue
            for warning in warnings:
                kind = {"kind": kind} if (kind := kind_of_warning(warning)) else {}
                yield f"Warning: {warning}", {"event": "warning", "path": str(path), "what": warning, **kind}
            for advice in advised:
                warning = f"{_place(path, advice.line)}: {advice.what}"
                values = {"event": "warning", "path": str(path), "line": advice.line, "what": warning}
                yield f"Warning: {warning}", {**values, "kind": advice.kind}
            articles.append(prepared)
    if words:
        yield from _check_lexicons(articles, config)
        yield from _review_unknown(find_unknown_words(articles), config)


def _report_error(error: ArticastError, place: str) -> Result:
    """Report an error in the article at `place`."""
    values = {"event": "error", "path": str(error.path or place), "line": error.line, "what": error.message}
    return f"Error: {error if error.path else f'{place}: {error}'}", values


def _check_lexicons(articles: Iterable[PreparedArticle], config: Config) -> Iterator[Result]:
    """Run the examples of all lexicons for the articles, except the included one: its examples are our own tests."""
    found = [*find_lexicons(None, config.lexicon)]
    for prepared in articles:
        found += find_lexicons(prepared.article.path, prepared.config.lexicon)
    lexicons = [lexicon for lexicon in dict.fromkeys(found) if lexicon.path != NEWS]
    for lexicon in lexicons:
        yield from map(_report_example, run_examples(lexicon, config))
    for lexicon in lexicons:
        for entry in (entry for entry in lexicon.entries if entry.state == "proposed"):
            alias, say_as = f'"{entry.alias}"' if entry.alias else "", f"as {entry.say_as}" if entry.say_as else ""
            said = ", ".join(filter(None, (alias, say_as, entry.phonemes)))
            values = {"path": str(lexicon.path), "line": entry.line, "entry": entry.name, "said": said}
            line = f"To review: {_place(lexicon.path, entry.line)}: {entry.name}, {said}."
            yield line, {"event": "proposed", **values}


def _report_example(result: ExampleResult) -> Result:
    """Report what is spoken for an example; there is nothing to say if it is what the example expects."""
    entry, example = result.entry, result.example
    place, spoken = _place(result.lexicon, entry.line), f'"{example.shown}" is spoken as "{result.spoken}"'
    line = "" if example.spoken else f"{place}: {spoken}."
    if not result.ok:
        line = f'Error: {place}: {spoken}, not "{example.spoken}". Fix the entry or its example.'
    values = {"path": str(result.lexicon), "line": entry.line, "entry": entry.name}
    texts = {"shown": example.shown, "wanted": example.spoken or None, "spoken": result.spoken}
    return line, {"event": "example", **values, **texts, "ok": result.ok}


def _review_unknown(words: tuple[UnknownWord, ...], config: Config) -> Iterator[Result]:
    """Report the words that the voice may say wrong, the most likely first, with how it says each."""
    findings = []
    with ExitStack() as stack:
        listener = stack.enter_context(Listener(config)) if words else None
        for word in words:
            reading = listener.listen(word) if listener else None
            if reading and (suspicion := suspect(word, reading)):
                findings.append(Finding(word=word, reading=reading, suspicion=suspicion))
    yield from map(_report_finding, sort_findings(findings))


def _report_finding(finding: Finding) -> Result:
    """Report a word with how it is said, why it is listed, and a line of a lexicon to begin with."""
    word, reading, suspicion = finding.word, finding.reading, finding.suspicion
    times = "once" if word.count == 1 else f"{word.count} times"
    said = reading.sounds
    if said and word.kind == "acronym":
        said = f"as {'letters' if reading.letters else 'a word'}, {said}"
    why = _REASONS[suspicion.reason].format(sounds=suspicion.sounds, other=reading.other)
    place = f"first in {_place(word.path, word.line)}"
    line = ", ".join([word.word, word.kind, times, *([f"said {said}"] if said else []), why, place])
    values = {"word": word.word, "kind": word.kind, "count": word.count, "said": said or None}
    values |= {"reason": suspicion.reason, "likely": suspicion.likely}
    values |= {"language": word.language, "path": str(word.path), "line": word.line}
    return line, {"event": "word", **values, "toml": _suggest_entry(finding)}


def _suggest_entry(finding: Finding) -> str:
    """Return a line of a lexicon in TOML to begin with: the sounds of a dictionary, else those of the voice."""
    word, reading = finding.word, finding.reading
    key = word.word if word.word.isascii() and word.word.isalpha() else _quote(word.word)
    if word.kind == "acronym" and reading.sounds:
        return f"{key} = {{ say_as = {_quote('word' if reading.letters else 'letters')} }}"
    language = primary_subtag(word.language)
    sounds = (finding.suspicion.sounds or reading.sounds).replace(" ", "")
    if not sounds or language not in _IPA_LANGUAGES:
        return f"{key} = {_quote(word.word)}"
    return f"{key} = {{ language = {_quote(language)}, phonemes = {_quote(sounds)} }}"


def _quote(text: str) -> str:
    """Return a text as a string of TOML."""
    return json.dumps(text, ensure_ascii=False)


def _place(path: Path, line: int | None) -> str:
    """Return the file and the line as a message begins with them; the file alone if the line is not known."""
    return f"{path}, line {line}" if line else str(path)
