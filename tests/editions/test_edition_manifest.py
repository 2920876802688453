"""The manifest of an edition: its parts are its articles and announcements, and `verify` finds damage in them."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from dataclasses import replace
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from newspaper import ARTICLES, SLUG
from publishing import publication

import tts.writers.manifest
from tts.model import Part, Section, Series
from tts.packages.manifest_header import read_manifest_header
from tts.verify.findings import Finding
from tts.verify.manifest import parse_manifest
from tts.verify.timeline import check_timeline
from tts.writers.manifest import ManifestWriter

SCHEMA = json.loads(Path(tts.writers.manifest.__file__).with_name("manifest.schema.json").read_text(encoding="utf-8"))
Json = dict[str, Any]


def findings(manifest: Json) -> list[Finding]:
    """What `verify` says of the manifest alone."""
    reading = parse_manifest(json.dumps(manifest))
    found = []
    while True:
        try:
            found.append(next(reading))
        except StopIteration as stop:
            return found + (list(check_timeline(stop.value)) if stop.value else [])


def articles(manifest: Json) -> list[Json]:
    return [part for part in manifest["parts"] if part["kind"] == "article"]


def test_it_keeps_the_schema(talking_manifest: Json) -> None:
    """It has all members that the schema asks for, and no other."""
    assert [error.message for error in Draft202012Validator(SCHEMA).iter_errors(talking_manifest)] == []


def test_articles_have_none_of_it(talking_news: Path) -> None:
    """The package of an article has no parts, no series, and sections without them."""
    for part in articles(read_manifest_header(talking_news)):
        package = talking_news.parent / part["slug"] / "manifest.json"
        own = json.loads(package.read_text(encoding="utf-8"))
        assert not {"parts", "series"} & set(own)
        assert not any({"part", "language"} & set(section) for section in own["sections"])


def test_parts_are_contiguous(talking_manifest: Json) -> None:
    """They run from 0 to the end, each begins with its first words, and chapters are the same stretches."""
    parts = talking_manifest["parts"]
    begins_ms = {section["id"]: section["begin_ms"] for section in talking_manifest["sections"]}
    assert parts[0]["begin_ms"] == 0
    assert parts[-1]["end_ms"] == talking_manifest["metadata"]["duration_ms"]
    for part, following in pairwise(parts):
        assert part["end_ms"] == following["begin_ms"] == begins_ms[following["sections"][0]]
    times = [(part["begin_ms"], part["end_ms"]) for part in parts]
    assert [(chapter["start_ms"], chapter["end_ms"]) for chapter in talking_manifest["chapters"]] == times


def test_parts_hold_all_sections(talking_manifest: Json) -> None:
    """Each section is in one part, in order; a title of the edition's sections is in the first article below it."""
    sections = {section["id"]: section for section in talking_manifest["sections"]}
    assert [name for part in talking_manifest["parts"] for name in part["sections"]] == list(sections)
    for part in articles(talking_manifest):
        titles = [name for name in part["sections"] if sections[name]["part"] != part["id"]]
        assert len(titles) == (part["number"] == 1)
        own = [sections[name] for name in part["sections"] if sections[name]["part"] == part["id"]]
        assert [section["level"] for section in own][:1] == [2]
        assert {section["language"] for section in own} == {part["language"]}
        assert all(after["level"] <= before["level"] + 1 for before, after in pairwise(own))


def test_folders_have_no_gaps(talking_manifest: Json) -> None:
    """Folders, and the tracks in them, are numbered from 1; articles name their packages, which are there."""
    parts = talking_manifest["parts"]
    folders = [list(group) for _, group in groupby(parts, key=lambda part: part["folder"])]
    assert [group[0]["folder"] for group in folders] == list(range(1, len(folders) + 1))
    for group in folders:
        assert [part["number"] for part in group] == list(range(1, len(group) + 1))
    assert len({part["slug"] for part in articles(talking_manifest)}) == len(ARTICLES)


def test_breaks_are_heard(talking_manifest: Json) -> None:
    """After each utterance comes as much silence as the manifest says, also between two articles."""
    heard = [
        utterance
        for section in talking_manifest["sections"]
        for block in section["blocks"]
        for utterance in _utterances(block)
    ]
    ends_ms = [*(utterance["begin_ms"] for utterance in heard[1:]), talking_manifest["metadata"]["duration_ms"]]
    for utterance, end_ms in zip(heard, ends_ms, strict=True):
        assert abs(end_ms - utterance["end_ms"] - utterance["break_ms"]) <= 1


def _utterances(block: Json) -> list[Json]:
    return block.get("utterances", []) + [one for inner in block.get("blocks", []) for one in _utterances(inner)]


def test_the_header_has_parts_and_series(talking_news: Path, talking_manifest: Json) -> None:
    """What the library reads is before the sections: series, parts, chapters."""
    header = read_manifest_header(talking_news)
    assert header["series"] == {"title": "Harbour Talking News", "number": 736}
    assert header["parts"] == talking_manifest["parts"]
    assert "sections" not in header


def test_the_header_of_a_large_edition_is_read(tmp_path: Path) -> None:
    """400 articles with 40 headings each fit into the header, with two thirds of it left."""
    made = publication(["One."], chapters=[("One", 0)])
    ids = [f"p{number:03d}" for number in range(1, 401)]
    part = Part(
        id="p001",
        kind="article",
        title="An article with a long title, as they often have",
        section_ids=("s",),
        begin_ms=0,
        end_ms=1,
        folder=2,
        number=1,
        folder_title="News from the town and the country",
        language="en-GB",
        authors=("Ada Meadow", "Ben Field"),
        source_url="https://example.org/news/2026/an-article-with-a-long-title-as-they-often-have",
        slug="an-article-with-a-long-title-as-they-often-have",
    )
    parts = tuple(replace(part, id=id_, section_ids=tuple(f"{id_}-body-{n}" for n in range(40))) for id_ in ids)
    ManifestWriter().write(replace(made, parts=parts, series=Series(title="News")), tmp_path)
    header = read_manifest_header(tmp_path)
    assert [one["id"] for one in header["parts"]] == ids
    assert header["series"] == {"title": "News"}
    assert (tmp_path / "manifest.json").read_bytes().index(b'\n "sections"') < 4_000_000 / 3


def test_a_section_without_a_part_is_as_before(tmp_path: Path) -> None:
    """The manifest of an article says nothing of parts."""
    assert Section(id="s", role="body", title="", blocks=()).part == ""
    ManifestWriter().write(publication(["One."], chapters=[("One", 0)]), tmp_path)
    assert not {"parts", "series"} & set(json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8")))


def without_part(manifest: Json) -> None:
    del manifest["parts"][3]


def swapped_sections(manifest: Json) -> None:
    first, second = manifest["parts"][3]["sections"][:2]
    manifest["parts"][3]["sections"][:2] = second, first


def unknown_section(manifest: Json) -> None:
    manifest["parts"][3]["sections"][0] = "p999-opening"


def section_twice(manifest: Json) -> None:
    first, second = manifest["parts"][3]["sections"][:2]
    manifest["parts"][3]["sections"][1] = first
    next(one for one in manifest["sections"] if one["id"] == second)["id"] = first


def other_begin(manifest: Json) -> None:
    manifest["parts"][4]["begin_ms"] += 40
    manifest["parts"][3]["end_ms"] += 40


def gap(manifest: Json) -> None:
    manifest["parts"][3]["end_ms"] -= 1


def shorter_end(manifest: Json) -> None:
    manifest["parts"][-1]["end_ms"] -= 1


def backwards(manifest: Json) -> None:
    manifest["parts"][1]["begin_ms"] = manifest["parts"][1]["end_ms"]


def folder_gap(manifest: Json) -> None:
    for part in manifest["parts"][3:]:
        part["folder"] += 1


def number_gap(manifest: Json) -> None:
    articles(manifest)[1]["number"] += 1


def two_folder_titles(manifest: Json) -> None:
    articles(manifest)[1]["folder_title"] = "Views"


def early_end(manifest: Json) -> None:
    manifest["parts"][1]["kind"] = "end"


def no_articles(manifest: Json) -> None:
    for part in articles(manifest):
        part["kind"] = "index"


def other_language(manifest: Json) -> None:
    articles(manifest)[0]["language"] = "fr"


def no_language(manifest: Json) -> None:
    articles(manifest)[0]["language"] = "?"


def foreign_id(manifest: Json) -> None:
    part = articles(manifest)[1]
    part["sections"][0] = "p999-opening"
    next(one for one in manifest["sections"] if one["part"] == part["id"])["id"] = "p999-opening"


def lost_utterance(manifest: Json) -> None:
    section = next(one for one in manifest["sections"] if one["part"] == articles(manifest)[0]["id"])
    del section["blocks"][-1]
    section["end_ms"] = _utterances(section["blocks"][-1])[-1]["end_ms"]


def other_chapter_title(manifest: Json) -> None:
    manifest["chapters"][3]["title"] = articles(manifest)[0]["title"]


def other_chapter_time(manifest: Json) -> None:
    manifest["chapters"][3]["start_ms"] += 1


def lost_chapter(manifest: Json) -> None:
    del manifest["chapters"][3]


def role_order(manifest: Json) -> None:
    own = [one for one in manifest["sections"] if one["part"] == articles(manifest)[0]["id"]]
    own[0]["role"] = "caption"


def test_nothing_is_wrong(talking_manifest: Json) -> None:
    """The manifest as it was written gives no finding."""
    assert findings(talking_manifest) == []


@pytest.mark.parametrize(
    ("damage", "what"),
    [
        (without_part, "should be."),
        (swapped_sections, "should be."),
        (unknown_section, "It is wrong that the parts list the section 'p999-opening'"),
        (section_twice, "It is wrong that the parts list the section"),
        (other_begin, "its first words at"),
        (gap, "the one before ends at"),
        (shorter_end, "The last one ends at"),
        (backwards, "It is wrong that part p002 runs from"),
        (folder_gap, "after track"),
        (number_gap, "after track"),
        (two_folder_titles, "Its folder is called 'News' and 'Views'."),
        (early_end, "comes after end."),
        (no_articles, "There is no article."),
        (other_language, "It is in 'en-GB', its part 'fr'."),
        (no_language, "is not the tag of a language."),
        (foreign_id, "Its id does not begin with its part"),
        (lost_utterance, "should be here."),
        (other_chapter_title, "It is called 'The quay' instead of 'News: The quay'."),
        (other_chapter_time, "It is not the part"),
        (lost_chapter, "instead of one for each of"),
        (role_order, "comes after caption."),
    ],
)
def test_damage_is_found(talking_manifest: Json, damage: Callable[[Json], None], what: str) -> None:
    """Each damage gives a finding that says what is wrong."""
    manifest = copy.deepcopy(talking_manifest)
    damage(manifest)
    assert any(what in finding.what for finding in findings(manifest))


def test_the_package_is_in_the_same_folder(talking_news: Path) -> None:
    """An edition has its own folder next to the packages of its articles."""
    assert talking_news.name == SLUG
    assert {path.name for path in talking_news.parent.iterdir() if path.is_dir()} >= {SLUG, "1-quay", "3-suq"}
