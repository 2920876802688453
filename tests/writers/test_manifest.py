"""`manifest.json` keeps its own rules, and another program could build an edition from it alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from editions import Edition
from jsonschema import Draft202012Validator

import tts.writers.manifest

SCHEMA = json.loads(Path(tts.writers.manifest.__file__).with_name("manifest.schema.json").read_text(encoding="utf-8"))


@pytest.fixture(params=["bees", pytest.param("seed", marks=pytest.mark.once)])
def edition(request: pytest.FixtureRequest) -> Edition:
    """A made article in Markdown, and the model case among plain texts."""
    return request.getfixturevalue(request.param)


def test_the_schema_is_one() -> None:
    """The schema is valid JSON Schema, and names the version that is written."""
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["properties"]["schema"]["const"] == tts.writers.manifest.SCHEMA


def test_the_manifest_keeps_its_schema(edition: Edition) -> None:
    """A manifest has all members that its schema asks for, and no other."""
    assert [error.message for error in Draft202012Validator(SCHEMA).iter_errors(edition.manifest)] == []


def test_ids_are_unique_and_in_order(edition: Edition) -> None:
    """The ids of utterances count on from u0001, and those of sections are unique."""
    assert [one["id"] for one in edition.utterances] == [f"u{n:04d}" for n in range(1, len(edition.utterances) + 1)]
    ids = [section["id"] for section in edition.manifest["sections"]]
    assert len(set(ids)) == len(ids)


def test_sections_span_their_utterances(edition: Edition) -> None:
    """A section begins with its first clip, ends with its last, and no clip begins before the one before it ends."""
    at = 0
    for section in edition.manifest["sections"]:
        assert at <= section["begin_ms"] < section["end_ms"]
        at = section["end_ms"]
    for before, after in zip(edition.utterances, edition.utterances[1:], strict=False):
        assert before["begin_ms"] < before["end_ms"] <= after["begin_ms"]


def test_words_are_those_of_the_text(edition: Edition) -> None:
    """Word times are in order, inside their clip, and point to whole words; nearly every word has one."""
    shown = timed = 0
    for one in edition.utterances:
        at = one["begin_ms"]
        for word in one["words"]:
            text = one["text"][word["begin"] : word["end"]]
            assert text.strip() == text != ""
            assert at <= word["begin_ms"] <= word["end_ms"] <= one["end_ms"]
            at = word["begin_ms"]
        shown += len(one["text"].split())
        timed += len(one["words"])
    assert timed >= 0.9 * shown


def test_the_tree_is_kept(bees: Edition) -> None:
    """Lists, numbered items, tables with headers, quotes, figures, marks and code keep their kinds."""
    kinds = {block["kind"] for block in bees.blocks}
    assert kinds >= {"list", "item", "table", "row", "cell", "quote", "note", "code"}
    assert kinds >= {"figure", "image", "caption", "credit"}
    assert [block["ordinal"] for block in bees.blocks if "ordinal" in block] == [1, 2]
    assert [block["utterances"][0]["text"] for block in bees.blocks if block.get("header")] == ["Hive", "Price"]
    assert {"kind": "link", "begin": 14, "end": 17, "value": "https://example.org/sun"} in [
        mark for one in bees.utterances for mark in one.get("marks", ())
    ]
    assert [block["resource"] for block in bees.blocks if block["kind"] == "image"] == ["bee.jpg"]


def test_what_is_not_heard_is_named(bees: Edition) -> None:
    """Code and the note's mark are skipped, each with a reason."""
    assert {one["text"] for one in bees.manifest["skipped"]} == {'print("buzz")', "1"}
    assert all(one["reason"] for one in bees.manifest["skipped"])


def test_options_say_what_was_asked(bees: Edition) -> None:
    """The options hold the settings, the source's path from the output folder's parent, and the version."""
    options = bees.manifest["options"]
    assert options["source"] == "bees.md"
    assert (options["engine"], options["rate_wpm"], options["breaks"]["paragraph"]) == ("espeak", 165, 600)
    assert options["version"] == tts.__version__


def test_nothing_tells_where_it_was_made(edition: Edition) -> None:
    """No file of a package names a folder of the machine."""
    home = str(edition.folder.parent.parent)
    for path in edition.folder.iterdir():
        assert home.encode() not in path.read_bytes()
