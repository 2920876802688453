"""Publication -> the page: fills the template."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path

from tts.formats import MP3
from tts.model import Publication
from tts.text.languages import PageLabels, load_phrases
from tts.text.languages.tags import UNDETERMINED, well_formed
from tts.writers.markup import Element, element, language_attributes, serialize
from tts.writers.metadata import slug, voice_names
from tts.writers.options import ReadalongOptions
from tts.writers.readalong.contents import list_contents
from tts.writers.readalong.files import file_links
from tts.writers.readalong.text import article, html_attributes
from tts.writers.readalong.timeline import script_data
from tts.writers.web.template import fill_page

SLEEP_MINUTES = (5, 10, 15, 30, 45, 60)
SPEEDS = (0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3)
_FOLDER = Path(__file__).parent


def build_page(publication: Publication, options: ReadalongOptions) -> str:
    """Return the whole page."""
    metadata = publication.metadata
    language, phrases = metadata.language, load_phrases(metadata.language)
    own_tag = phrases.language_in(language)
    own = html_attributes(language_attributes(own_tag, language)) if own_tag else {}
    about = {"author": ", ".join(metadata.authors), "description": metadata.description}
    head = [element("title", None, metadata.title)]
    head += [element("meta", {"name": name, "content": value}) for name, value in about.items() if value]
    if metadata.date:  # the reader views of browsers show it
        head.append(element("meta", {"property": "article:published_time", "content": metadata.date}))
    speeds = (
        element(
            "option",
            {"value": f"{speed:g}", "selected": "" if speed == 1 else None},
            f"{phrases.format_number(speed)}×",
        )
        for speed in SPEEDS
    )
    # The MP3 file comes first: every browser plays it, and its clock is exact.
    tracks = sorted(publication.tracks, key=lambda track: track.media_type != MP3.media_type)
    voices = f"{', '.join(voice_names(publication))} ({publication.engine.name} {publication.engine.version})"
    opening, sections = article(publication, phrases)
    parts = {
        **{name: serialize([label]) for name, label in (asdict(phrases.labels) | asdict(phrases.page)).items()},
        "language": _attributes(language_attributes(language)),
        "tag": well_formed(language) or UNDETERMINED,
        "own": _attributes(own),
        "about": serialize(head).strip(),
        "title": serialize([metadata.title]).replace('"', "&quot;"),
        "speeds": serialize(speeds),
        "sleeps": serialize(_sleep_options(phrases.page, is_edition=bool(publication.parts))),
        "opening": serialize(opening),
        "sources": serialize(element("source", {"src": track.path, "type": track.media_type}) for track in tracks),
        "slug": slug(publication),
        "chapters": serialize(list_contents(publication, phrases)),
        "sections": serialize(sections),
        "links": serialize(file_links(publication, phrases, options.formats)),
        "voice": serialize([phrases.page.voice.format(voice=voices)]),
        "data": script_data(publication, phrases, options.highlight),
    }
    names = ("page", "sleep", "sentences", "neighbours", *(("edition",) if publication.parts else ()))
    return fill_page(_FOLDER, parts, sources=("img-src", "media-src"), names=names, may_load_scripts=True)


def _sleep_options(labels: PageLabels, *, is_edition: bool) -> Iterator[Element]:
    """Yield the choices of the sleep timer: off, times, and the end of what one step goes over."""
    yield element("option", {"value": "", "selected": ""}, labels.sleep_off)
    for minutes in SLEEP_MINUTES:
        yield element("option", {"value": str(minutes)}, labels.sleep_minutes.format(number=minutes))
    yield element("option", {"value": "section"}, labels.sleep_article if is_edition else labels.sleep_section)


def _attributes(attributes: Mapping[str, str]) -> str:
    """Return attributes as the template needs them, each with a space before it."""
    return "".join(f' {name}="{value}"' for name, value in html_attributes(attributes).items())
