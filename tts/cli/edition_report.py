"""REVIEW of an edition -> LINES for people, and objects for programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from tts.cli.console import count_noun
from tts.clock import in_words
from tts.review.edition import EditionReview

Result = tuple[str, dict[str, Any]]
"""A line, and the same as an object for programs, whose `event` is its kind."""


def report_edition(review: EditionReview) -> Iterator[Result]:
    """Yield the edition, its folders and tracks in order, its findings, and a summary."""
    settings = review.settings
    name = ", ".join(filter(None, (settings.title, _number(settings.number), settings.date or "")))
    values = {"title": settings.title, "number": settings.number, "date": settings.date}
    values |= {"language": settings.language, "slug": settings.slug}
    yield f"{name}.", {"event": "edition", **values}
    for folder in review.order:
        articles = [(track.number, track.path) for track in folder.tracks if track.path]
        if not articles:
            continue
        length_ms = sum(review.articles[path].duration_ms for _, path in articles)
        count = count_noun(len(articles), "article")
        line = f"Section {folder.number}, {folder.title}: {count}, about {in_words(length_ms)}."
        values = {"event": "section", "folder": folder.number, "title": folder.title}
        yield line, {**values, "articles": len(articles), "duration_ms": length_ms}
        for number, path in articles:
            article = review.articles[path]
            length = in_words(article.duration_ms)
            line = f"{number}: {article.metadata.title}, about {length}, read by {article.reader}, {path}."
            values = {"event": "article", "folder": folder.number, "track": number, "section": folder.title}
            values |= {"path": str(path), "title": article.metadata.title, "language": article.metadata.language}
            yield line, {**values, "reader": article.reader, "duration_ms": article.duration_ms}
    for finding in review.findings:
        label = "" if finding.event == "draft" else f"{finding.event.capitalize()}: "
        values = {"event": finding.event, "path": str(finding.path), "line": finding.line, "what": finding.what}
        yield f"{label}{finding.what}", {**values, "kind": finding.kind or None}
    yield _summarize(review)


def _summarize(review: EditionReview) -> Result:
    """Return the number of articles, the length of the edition, and the numbers of errors and warnings."""
    counts = Counter(finding.event for finding in review.findings)
    sections = sum(any(track.path for track in folder.tracks) for folder in review.order)
    events = [count_noun(counts["error"], "error"), count_noun(counts["warning"], "warning")]
    events += [count_noun(counts["draft"], "draft")] if counts["draft"] else []
    total = f"{count_noun(len(review.articles), 'article')} in {count_noun(sections, 'section')}"
    line = f"{total}, about {in_words(review.duration_ms)} with the announcements. {', '.join(events)}."
    values = {"articles": len(review.articles), "sections": sections, "duration_ms": review.duration_ms}
    values |= {"errors": counts["error"], "warnings": counts["warning"], "drafts": counts["draft"]}
    return line, {"event": "summary", **values}


def _number(number: int | None) -> str:
    """Return the number of an edition as a line names it, "" if it has none."""
    return "" if number is None else f"number {number}"
