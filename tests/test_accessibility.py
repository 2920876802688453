"""`articast check` says what an article lacks for listeners, with its place, and names each kind for programs."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import tts
from tts.cli import main
from tts.review.accessibility import KINDS, Advice, advise, kind_of_warning
from tts.text.languages import languages, load_phrases
from tts.text.languages.tags import GivenLanguage
from tts.text.readers import read

ENGLISH = GivenLanguage(tag="en")


def _read(tmp_path: Path, text: str, name: str = "bees.md", given: GivenLanguage = ENGLISH) -> tuple[Advice, ...]:
    """Return the advice about an article."""
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return tuple(advise(read(path, given)))


GOOD = """\
# Bees

![A bee on a comb, seen from above](bee.jpg "Photo: Ann Lee")

## The dance

Bees dance. [How they dance](https://example.org/a/long/way/to/the/article/2026?x=1), and https://example.org.

### The angle

| day | bees |
|---|---|
| Monday | 12 |

![COVID-19](covid.png)

![18F](18F.png)
"""


def test_an_article_that_lacks_nothing_gets_no_advice(tmp_path: Path) -> None:
    """Descriptions, headings in order, links with words and tables with headers are right."""
    assert _read(tmp_path, GOOD) == ()


@pytest.mark.parametrize(
    ("markdown", "kind", "what"),
    [
        (
            '![IMG_0042](a.jpg "Bees")',
            "alt-file-name",
            (
                'the alternative text "IMG_0042" is the name of a file, so only the caption is heard. Say what '
                "the picture shows."
            ),
        ),
        (
            "![on-the-comb](pictures/On-the-comb.jpg)",
            "alt-file-name",
            (
                'the alternative text "on-the-comb" is the name of the file. Say in the brackets what the '
                "picture shows: ![here](pictures/On-the-comb.jpg)."
            ),
        ),
        (
            "![Featured image](a.jpg)",
            "alt-says-nothing",
            (
                'the alternative text "Featured image" says nothing. Say in the brackets what the picture '
                "shows: ![here](a.jpg)."
            ),
        ),
        (
            '![image](a.jpg "Bees")',
            "alt-says-nothing",
            'the alternative text "image" says nothing, so only the caption is heard. Say what the picture shows.',
        ),
        (
            '![A bee on a comb](a.jpg "A bee on a comb in May")',
            "alt-repeats-caption",
            (
                'the alternative text "A bee on a comb" repeats the caption, so it is heard once. Say what the '
                "caption does not."
            ),
        ),
        (
            f"![{'A bee, ' * 150}](a.jpg)",
            "alt-long",
            (
                'the alternative text "A bee, A bee, A bee, A bee, A bee, A bee, A bee, A bee, A b…" has 1049 '
                "characters. Put its details in the text or the caption."
            ),
        ),
        (
            "![Bees.](a.jpg)",
            "alt-repeats-title",
            'the alternative text "Bees." repeats the title, so it is not heard. Say what the picture shows.',
        ),
        (
            "#### Deep",
            "heading-skips-level",
            'the heading "Deep" has level 4, but follows one of level 1. Give it level 2.',
        ),
        (
            "# Wasps",
            "heading-second-title",
            'the heading "Wasps" has level 1, as the title has. Give it level 2.',
        ),
        (
            "Read it [here](https://example.org).",
            "link-says-nothing",
            '"here" is the text of a link, and does not say where it leads. Link the words that name the target.',
        ),
        (
            "<https://www.example.org/2026/05/bees>",
            "link-address",
            (
                '"https://www.example.org/2026/05/bees" is the text of a link, of which only example.org is '
                "heard. Link words instead."
            ),
        ),
        (
            "| | |\n|---|---|\n| Monday | 12 |\n| Tuesday | 14 |",
            "table-without-headers",
            (
                'the table that begins with "Monday" has no header cells. Write the name of each column in its '
                "first row, or use <th> if it is HTML."
            ),
        ),
    ],
)
def test_each_lack_has_its_line_and_a_next_step(tmp_path: Path, markdown: str, kind: str, what: str) -> None:
    """What an article lacks is named once, with the line, the cause and the next step."""
    begin = 7 if kind == "table-without-headers" else 5
    assert _read(tmp_path, f"# Bees\n\nBees dance.\n\n{markdown}\n") == (Advice(kind=kind, what=what, line=begin),)  # type: ignore[arg-type]


@pytest.mark.parametrize("tag", sorted(languages()))
def test_links_that_say_nothing_are_known_in_each_language(tmp_path: Path, tag: str) -> None:
    """The words of an article's language and the English ones are known, in any case and with signs around them."""
    for word in load_phrases(tag).vague.links:
        article = f"# Bees\n\nAbc def [{word.upper()} »](https://a.example) [read more…](b.html) [x](c.html).\n"
        advice = _read(tmp_path, article, given=GivenLanguage(tag=tag))
        assert [one.kind for one in advice][:1] == ["link-says-nothing"], word
        assert len(advice) == (1 if word == "read more" else 2), word


def test_the_same_words_are_named_once(tmp_path: Path) -> None:
    """Links with the same text are counted, and of very many lacks of one kind the first ten are shown."""
    links = "# Bees\n\n[Here](a.html), [here](b.html), [here](c.html)\n"
    assert [one.what.partition(" and")[0] for one in _read(tmp_path, links)] == ['"Here" is the text of 3 links,']
    headings = "# Bees\n\nBees.\n\n" + "".join(
        f"## A {number}\n\nA.\n\n#### B {number}\n\nB.\n\n" for number in range(13)
    )
    advice = _read(tmp_path, headings)
    assert len(advice) == 11
    assert advice[-1] == Advice(kind="heading-skips-level", what="3 more of this kind. Correct those above first.")


PAGE = """\
<!DOCTYPE html>
<title>Bees</title>
<h1>Bees</h1>
<p>Bees dance when they come home, and the others follow them out to the flowers in the meadow.</p>
<h4>The &amp; dance</h4>
<p><img src="a.jpg"></p>
<p>They turn and run, and turn again, so that the whole comb knows the way to go before the evening comes.</p>
<table><tr><td>Monday</td><td>12</td></tr><tr><td>Tuesday</td><td>14</td></tr></table>
<p>The dance is a language, and each hive has its own, as people who watch them for a long time can tell.</p>
"""


def test_advice_about_a_page_is_in_terms_of_html(tmp_path: Path) -> None:
    """The next step fits the kind of file: a page has attributes and elements, no brackets or front matter."""
    path = tmp_path / "bees.html"
    path.write_text(PAGE, encoding="utf-8")
    article = read(path)
    advice = {one.kind: one for one in advise(article)}
    assert advice["language-missing"].what == (
        'no language is given, so the article is read as English (en). Write <html lang="en"> in the page, or give '
        "--language."
    )
    assert advice["heading-skips-level"].line == 5
    assert advice["table-without-headers"].what.endswith("Use <th> for the name of each column or row.")
    assert f'{path}, line 6: image has no alternative text. Add it to the page: alt="…" (a.jpg).' in article.warnings
    assert not [one for one in advise(read(path, ENGLISH)) if one.kind == "language-missing"]


def test_warnings_about_images_are_short_lines(tmp_path: Path) -> None:
    """An address or an alternative text of a page cannot fill a warning with lines of its own."""
    path = tmp_path / "bees.html"
    path.write_text(
        f'<h1>Bees</h1><p>{"Bees fly. " * 9}</p><img src="a&#10;b{"c" * 999}"><img src="d.jpg" alt="{"e" * 999}.jpg">'
    )
    warnings = [warning for warning in read(path, ENGLISH).warnings if "image " in warning]
    assert len(warnings) == 2
    assert all("\n" not in warning and len(warning) < 300 + len(str(path)) for warning in warnings)


@pytest.mark.parametrize(
    ("article", "kinds"),
    [
        ("# Bees\n\n![](a.jpg)\n", ["alt-missing"]),
        ("# Bees\n\nBees.\n\n![image](a.jpg)\n", ["alt-says-nothing"]),
        ("# Bees\n\nBees.\n\n![bees-final2](a.jpg)\n", ["alt-file-name"]),
        ("Bees dance. They fly.\n", ["title-missing"]),
        (
            "# Die Bienen\n\nDie Bienen tanzen, und das ist nicht immer so, wie wir es gern hätten.\n",
            ["language-missing"],
        ),
        ("---\ndate: soon\n---\n# Bees\n\nBees.\n", [None]),
    ],
)
def test_warnings_of_readers_have_a_kind_too(tmp_path: Path, article: str, kinds: list[str | None]) -> None:
    """A warning that `package` prints too is of one of the same kinds, and is not repeated as advice."""
    path = tmp_path / "bees.md"
    path.write_text(article, encoding="utf-8")
    read_article = read(path)
    assert [kind_of_warning(warning) for warning in read_article.warnings] == kinds
    assert list(advise(read_article)) == []


def test_the_guide_explains_each_kind() -> None:
    """The guide has a row for each kind that `check --json` names."""
    guide = Path(tts.__file__).parents[1].joinpath("docs/guide.md").read_text(encoding="utf-8")
    kinds = re.findall(
        r"^\| `([a-z0-9-]+)` \|", guide.partition("## Checking an article")[2].partition("\n## ")[0], re.MULTILINE
    )
    assert sorted(kinds) == sorted([*KINDS, "unread"])


def test_check_prints_advice_and_package_does_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`check` prints advice as warnings, which do not change the exit status; `--json` adds kind and line."""
    monkeypatch.chdir(tmp_path)
    Path("bees.md").write_text("# Bees\n\nRead [more](a.html).\n\n![](a.png)\n", encoding="utf-8")
    assert main(["check", "bees.md"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[1].startswith('Warning: bees.md, line 3: "more" is the text of a link, and does not say')
    assert lines[-1] == "1 article, 0 errors, 2 warnings."
    assert main(["check", "bees.md", "--json"]) == 0
    missing, vague, _ = map(json.loads, capsys.readouterr().out.splitlines())
    assert (missing["kind"], vague["kind"], vague["line"]) == ("alt-missing", "link-says-nothing", 3)
    assert f"Warning: {vague['what']}" == lines[1]
    assert main(["package", "bees.md", "--engine", "silent"]) == 0
    assert "more" not in capsys.readouterr().err
