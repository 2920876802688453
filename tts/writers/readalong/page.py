"""Puts the page together: the template and what it is filled with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from importlib.resources import files

from tts.formats import MP3
from tts.model import Publication
from tts.text.languages import Phrases, load_phrases
from tts.text.languages.tags import UNDETERMINED, well_formed
from tts.writers.markup import Element, element, language_attributes, serialize
from tts.writers.options import ReadalongOptions
from tts.writers.readalong.files import links
from tts.writers.readalong.text import article, html_attributes
from tts.writers.readalong.timeline import data
from tts.writers.web.template import fill_page

SPEEDS = (0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3)
_FOLDER = files("tts").joinpath("writers", "readalong")


def page(publication: Publication, images: Mapping[str, str], options: ReadalongOptions) -> str:
    """The whole page; `images` has the file of each image by its address in the article."""
    language = publication.metadata.language
    phrases = load_phrases(language)
    own = html_attributes(_own_language(phrases, language))
    opening, sections = article(publication, images)
    parts = {
        **{name: serialize([label]) for name, label in (asdict(phrases.labels) | asdict(phrases.page)).items()},
        "language": _attributes(language_attributes(language)),
        "tag": well_formed(language) or UNDETERMINED,
        "own": _attributes(own),
        "about": serialize(_about(publication)).strip(),
        "title": _value(publication.metadata.title),
        "speeds": serialize(_speeds(phrases)),
        "opening": serialize(opening),
        "sources": serialize(_sources(publication)),
        "chapters": serialize(_chapters(publication, phrases, own)),
        "sections": serialize(sections),
        "links": serialize(links(publication, phrases, options.formats)),
        "voice": serialize([phrases.page.voice.format(voice=_voices(publication))]),
        "data": data(publication, phrases, options.highlight),
    }
    return fill_page(_FOLDER, parts, sources=("img-src", "media-src"))


def _own_language(phrases: Phrases, language: str) -> dict[str, str]:
    """Return what an element with words of ours says of its language, on a page in `language`."""
    own = phrases.language_in(language)
    return language_attributes(own, language) if own else {}


def _attributes(attributes: Mapping[str, str]) -> str:
    """Attributes as the template takes them: each with a space before it."""
    return "".join(f' {name}="{value}"' for name, value in html_attributes(attributes).items())


def _value(text: str) -> str:
    return serialize([text]).replace('"', "&quot;")


def _about(publication: Publication) -> Iterable[Element]:
    metadata = publication.metadata
    yield element("title", None, metadata.title)
    named = {"author": ", ".join(metadata.authors), "description": metadata.description}
    yield from (element("meta", {"name": name, "content": value}) for name, value in named.items() if value)


def _speeds(phrases: Phrases) -> Iterable[Element]:
    for speed in SPEEDS:
        selected = {"selected": ""} if speed == 1 else {}
        yield element("option", {"value": f"{speed:g}", **selected}, f"{phrases.format_number(speed)}×")


def _sources(publication: Publication) -> Iterable[Element]:
    """The MP3 file first: every browser plays it, and its clock is exact."""
    for track in sorted(publication.tracks, key=lambda one: one.media_type != MP3.media_type):
        yield element("source", {"src": track.path, "type": track.media_type})


def _chapters(publication: Publication, phrases: Phrases, own: Mapping[str, str]) -> Iterable[Element]:
    """The chapters, if there is more than one to choose from."""
    chapters = publication.timeline.chapters
    if len(chapters) < 2:
        return
    items = (
        element(
            "li",
            None,
            element(
                "a",
                {"href": f"#{chapter.section_id}"},
                chapter.title,
                " ",
                element("span", {"class": "time"}, _clock(chapter.start_ms)),
            ),
        )
        for chapter in chapters
    )
    titles = html_attributes(language_attributes(publication.metadata.language, phrases.language)) if own else {}
    details = element("details", None, element("summary", None, phrases.page.chapters), element("ol", titles, *items))
    yield element("nav", {"class": "chapters", "aria-label": phrases.page.chapters, **own}, details)


def _voices(publication: Publication) -> str:
    """Who speaks, the voice of the article's language first, and by which engine."""
    own = publication.voices[publication.metadata.language]
    names = dict.fromkeys(voice.name or voice.id for voice in (own, *publication.voices.values()))
    return f"{', '.join(names)} ({publication.engine.name} {publication.engine.version})"


def _clock(ms: int) -> str:
    """A time as players show it: `1:23`, `1:02:03`."""
    minutes, seconds = divmod(ms // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
