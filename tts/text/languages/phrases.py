"""The phrases of one language, with a noun for each table of its file."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from tts.noun import noun
from tts.text.languages.plurals import plural_category
from tts.text.languages.tags import primary_subtag

_MINUTE_MS = 60_000


@noun
class Reading:
    """The words by which an article of the language is read; docs/translating.md says how each one is used.

    `dates` are patterns with `{day}`, `{month}` and `{year}`, `times` with `{hour}` and `{minute}`, `ages` and
    `reading_times` with `{number}`.
    """

    key_points: tuple[str, ...]
    contents: tuple[str, ...]
    bylines: tuple[str, ...]
    conjunctions: tuple[str, ...]
    small_words: tuple[str, ...]
    after_names: tuple[str, ...]
    posts: tuple[str, ...]
    not_names: tuple[str, ...]
    datelines: tuple[str, ...]
    updates: tuple[str, ...]
    days: tuple[str, ...]
    weekdays: tuple[str, ...]
    day_endings: tuple[str, ...]
    dates: tuple[str, ...]
    times: tuple[str, ...]
    ages: tuple[str, ...]
    reading_times: tuple[str, ...]


@noun
class Pasted:
    """The words of a page around its article, and of torn words; docs/translating.md says how each one is used.

    In all but the first eight, `…` stands for any words of the line, `{count}` for a number.
    """

    compound_beginnings: tuple[str, ...]
    compound_endings: tuple[str, ...]
    credits: tuple[str, ...]
    credit_phrases: tuple[str, ...]
    caption_labels: tuple[str, ...]
    source_labels: tuple[str, ...]
    page_words: tuple[str, ...]
    menus: tuple[str, ...]
    advertisements: tuple[str, ...]
    related: tuple[str, ...]
    related_lists: tuple[str, ...]
    sharing: tuple[str, ...]
    newsletters: tuple[str, ...]
    following: tuple[str, ...]
    tags: tuple[str, ...]
    reading_times: tuple[str, ...]
    comments: tuple[str, ...]
    audio: tuple[str, ...]
    cookies: tuple[str, ...]
    navigation: tuple[str, ...]


@noun
class Vague:
    """The whole texts of links, and of the alternative texts of pictures, that say nothing to a listener."""

    links: tuple[str, ...]
    descriptions: tuple[str, ...]


@noun
class SignWords:
    """The words that are said for signs, and before and after struck text; docs/translating.md says when."""

    yes: str
    no: str
    tick: str
    cross: str
    box: str
    box_ticked: str
    box_crossed: str
    to_do: str
    done: str
    up: str
    down: str
    left: str
    right: str
    arrow: str
    arrow_back: str
    full: str
    empty: str
    rating: str
    stars: str
    scale: str
    warning: str
    plus: str
    minus: str
    plus_or_minus: str
    range: str
    score: str
    squared: str
    cubed: str
    power: str
    struck: str
    struck_end: str


@noun
class Labels:
    """The labels that the read-along page and the library share."""

    theme: str
    theme_system: str
    theme_light: str
    theme_dark: str
    theme_contrast: str
    epub: str
    daisy: str
    audiobook: str
    usb: str
    transcript: str
    captions: str
    srt: str
    megabytes: str


@noun
class PageLabels:
    """The labels of the read-along page."""

    skip: str
    player: str
    play: str
    pause: str
    back_section: str
    back_sentence: str
    forward_sentence: str
    forward_section: str
    back_seconds: str
    forward_seconds: str
    position: str
    position_of: str
    time: str
    time_with_hours: str
    speed: str
    slower: str
    faster: str
    follow: str
    settings: str
    sleep: str
    sleep_off: str
    sleep_minutes: str
    sleep_section: str
    sleep_article: str
    sleep_set: str
    sleep_done: str
    text_size: str
    percent: str
    letters: str
    letters_standard: str
    letters_easy: str
    words: str
    shortcuts: str
    shortcuts_use: str
    key: str
    action: str
    play_or_pause: str
    follow_or_not: str
    play_here: str
    on_sentence: str
    move_sentence: str
    play_sentence: str
    enter: str
    on: str
    off: str
    chapters: str
    play_from: str
    hint: str
    hint_touch: str
    hint_keys: str
    resumes: str
    heard: str
    continue_at: str
    restart: str
    failed: str
    download: str
    voice: str
    source: str
    own_page: str
    show_text: str
    listen_to: str
    to_library: str
    neighbours: str
    previous_article: str
    next_article: str


@noun
class LibraryLabels:
    """The labels of the library."""

    title: str
    total: str
    none: str
    tools: str
    search: str
    sort: str
    newest: str
    oldest: str
    by_title: str
    longest: str
    shortest: str
    shown: str
    shown_inside: str
    shown_all: str
    nothing: str
    files: str
    kilobytes: str
    feed: str
    made_by: str
    play_all: str
    play_on: str
    failed: str
    left: str
    heard: str
    filter: str
    language: str
    all_languages: str
    tag: str
    all_tags: str
    series: str
    all_series: str
    progress: str
    all_progress: str
    unheard: str
    started: str
    clear: str
    more: str
    read_more: str
    read_less: str
    archive: str
    month: str
    numbered: str
    undated: str
    newer: str
    older: str
    searching: str
    incomplete: str


@noun
class EditionPhrases:
    """The announcements of an edition of many articles, and the words for lengths of time."""

    title: str
    welcome: str
    headlines: str
    contents: str
    articles: str
    end: str
    summary: str
    summary_one_section: str
    section: str
    article: str
    closing: str
    length: str
    length_short: str


@noun
class Phrases:
    """One language file: the phrases that an edition announces, and tables for what else has words.

    `language` is the BCP 47 tag of the language, `name` what its speakers call it. `plural` has a rule for each plural
    category but `other`; `counts` has `lines`, `columns`, `rows`, `items`, `articles`, `editions`, `sections`,
    `minutes` and `hours`, each with a form for every category.
    """

    language: str
    name: str
    decimal: str
    date: str
    months: tuple[str, ...]
    byline: str
    conjunction: str
    key_points: str
    article: str
    pictures: str
    notes: str
    image: str
    caption: str
    credit: str
    note: str
    code: str
    code_unread: str
    code_end: str
    table: str
    table_unread: str
    table_rows: str
    table_end: str
    header: str
    cell_empty: str
    list: str
    list_end: str
    inner_list: str
    inner_list_end: str
    quote: str
    quote_end: str
    link: str
    formula: str
    checksum: str
    plural: Mapping[str, str]
    counts: Mapping[str, Mapping[str, str]]
    edition: EditionPhrases
    signs: SignWords
    reading: Reading
    pasted: Pasted
    vague: Vague
    labels: Labels
    page: PageLabels
    library: LibraryLabels

    @property
    def date_patterns(self) -> tuple[str, ...]:
        """Return the patterns of a date as editions write it, and of others that articles may have."""
        return (self.date, *self.reading.dates)

    def format_counts(self, phrase: str, **counts: int) -> str:
        """Return `phrase` with each of `counts` filled in: `Code, {lines}.` with `lines=12` is `Code, 12 lines.`"""
        forms = {name: self.counts[name][plural_category(self.plural, count)] for name, count in counts.items()}
        return phrase.format(**{name: form.format(count=counts[name]) for name, form in forms.items()})

    def format_authors(self, names: tuple[str, ...]) -> str:
        """Return the byline: `By Ann, Ben and Cleo`."""
        listed = self.conjunction.join(filter(None, (", ".join(names[:-1]), names[-1])))
        return self.byline.format(authors=listed)

    def format_date(self, day: datetime.date) -> str:
        """Return a date as people of this language write it: `20 May 2026`."""
        return self.date.format(day=day.day, month=self.months[day.month - 1], year=day.year)

    def format_length(self, duration_ms: int) -> str:
        """Return a length of time as people say it, rounded to a minute: `1 hour 20 minutes`."""
        if duration_ms < _MINUTE_MS:
            return self.edition.length_short
        hours, minutes = divmod((duration_ms + _MINUTE_MS // 2) // _MINUTE_MS, 60)
        phrase = self.edition.length if hours and minutes else "{hours}" if hours else "{minutes}"
        return self.format_counts(phrase, hours=hours, minutes=minutes)

    def format_number(self, number: float) -> str:
        """Return a number with the language's decimal sign, without needless digits: `1.25`, `1,25`, `2`."""
        return f"{number:g}".replace(".", self.decimal)

    def language_in(self, language: str) -> str | None:
        """Return the language of these phrases in an article in `language`: None where it is the article's own."""
        return None if primary_subtag(language) == self.language else self.language
