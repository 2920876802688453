"""What README, docs, CI and workflow say is so."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
import tomllib
from dataclasses import fields
from pathlib import Path

import pytest

from tts.cli.arguments import VERBS
from tts.cli.parser import list_options
from tts.config.choices import LOUDNESS_LUFS
from tts.config.config import ARTICLE_SETTINGS, Config
from tts.config.names import written_name
from tts.model import Breaks
from tts.pipeline import prepare
from tts.text.readers import READERS, read
from tts.text.readers.frontmatter.fields import parse_fields

pytestmark = pytest.mark.once  # texts and tables are the same with every Python

ROOT = Path(__file__).parents[1]
PAGES = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *ROOT.glob("docs/*.md")])


def _page(name: str) -> str:
    return ROOT.joinpath(name).read_text(encoding="utf-8")


def _code(page: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", page, re.DOTALL | re.MULTILINE)


def _rows(page: str, heading: str) -> list[list[str]]:
    """The rows of the table under a heading, without its head, as cells."""
    section = page.split(f"# {heading}\n", 1)[1].split("\n#", 1)[0]
    rows = [line[1:-1].split("|") for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in row] for row in rows[2:]]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    """Every link of a page to a file of the project leads to one."""
    text = re.sub(r"`[^`]*`|^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    links = re.findall(r"\]\((?!https?:)([^)#]+)", text)
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_one_command_sets_up_and_tests() -> None:
    """The README's commands for the tests are those of the workflow, and CI finds the one it repeats."""
    workflow = _page(".github/workflows/test.yml")
    unix, windows = (
        next(command.strip() for command in _code(_page("README.md"), language) if "pytest" in command)
        for language in ("sh", "powershell")
    )
    assert unix in workflow
    assert windows in workflow
    pattern = re.search(r"grep -m1 '(.*)' README.md", _page(".ci/run"))
    assert pattern
    assert re.findall(pattern[1], _page("README.md"), re.MULTILINE) == [unix]


_VERBS = {name: verb for group in VERBS.values() for name, verb in group.items()}


def _options() -> set[str]:
    groups = [group for *_, groups in _VERBS.values() for group in groups.values()]
    return {name for group in groups for names, _ in list_options(group) for name in names if name.startswith("-")}


def test_the_guide_knows_every_option_and_no_other() -> None:
    """The guide names each command and option, and what the pages name in calls of it are options."""
    calls = re.findall(
        rf"articast (?:{'|'.join(_VERBS)})[^`#|\n]*",
        "".join(map(_page, ("README.md", "docs/editions.md", "docs/guide.md", "docs/sources.md"))),
    )
    named = {option for call in calls for option in re.findall(r"(?<!\S)--?[a-z][a-z-]*", call)}
    assert named - _options() - {"-h", "--help"} == set()
    said = set(re.findall(r"(?<![\w-])--?[\w-]+", _page("docs/guide.md")))
    assert ({"-h", "--help", "-V", "--version"} | _options()) - said == set()
    assert [verb for verb in _VERBS if f"articast {verb}" not in _page("docs/guide.md")] == []


def test_the_guide_gives_the_true_breaks_and_loudness() -> None:
    """Names and defaults of breaks, and the presets of loudness, stand in the guide as they are in the code."""
    guide = _page("docs/guide.md")
    assert {name.strip("`").replace("-", "_"): int(ms) for name, ms, _ in _rows(guide, "Breaks")} == {
        one.name: one.default for one in fields(Breaks)
    }
    for name, target in LOUDNESS_LUFS.items():
        assert re.search(rf"`(--loudness )?{name}`", guide)
        assert target is None or f"−{abs(target):.0f}" in guide


def test_the_guide_gives_the_true_keys_of_front_matter() -> None:
    """Each key of the guide's table, and each other name of it, is read as the field that it is said to be."""
    for key, others, _ in _rows(_page("docs/guide.md"), "Front matter"):
        name = key.strip("`")
        if name in {"articast", "cover"}:
            continue
        for one in (name, *re.findall(r"`(\S+)`", others)):
            assert getattr(parse_fields({one: "2026-05-20"}, Path("a.md")), name), one


def test_the_guide_names_every_setting_and_kind_of_file() -> None:
    """What an article may set, and the extensions that are read, stand in the guide."""
    guide = _page("docs/guide.md")
    settings = map(written_name, ARTICLE_SETTINGS)
    assert [name for name in (*settings, *READERS) if f"`{name}`" not in guide] == []


def test_the_guide_explains_messages_that_exist() -> None:
    """Each message in the guide's table of troubles is one of the program's."""
    source = "".join(path.read_text(encoding="utf-8") for path in sorted(ROOT.glob("tts/**/*.py")))
    messages = [row[0].strip("`") for row in _rows(_page("docs/guide.md"), "Troubleshooting")]
    assert [one for one in messages if not all(piece in source for piece in one.split("…"))] == []


def test_the_example_in_the_readme_is_an_article(tmp_path: Path) -> None:
    """The article in the README is read without a warning, with all of its front matter."""
    path = tmp_path / "bees.md"
    path.write_text(_code(_page("README.md"), "markdown")[0], encoding="utf-8")
    prepared = prepare(read(path), Config())
    assert prepared.article.warnings == ()
    assert [section.role for section in prepared.sections] == ["opening", "key-points", "body", "caption"]
    assert prepared.config.prosody.rate_wpm == 150


def test_the_example_of_a_manifest_is_one(tmp_path: Path) -> None:
    """The manifest in the docs is what the command makes of that article, but for sizes, hashes and versions."""
    articles = tmp_path / "articles"
    articles.mkdir()
    articles.joinpath("bees.md").write_text("---\ntitle: Bees\n---\n*Bees* dance.\n", encoding="utf-8")
    subprocess.run([sys.executable, "-m", "tts", "package", "--engine", "silent", "--quiet"], cwd=tmp_path, check=True)
    made = json.loads(tmp_path.joinpath("output/bees/manifest.json").read_text(encoding="utf-8"))
    shown = json.loads(_code(_page("docs/manifest.md"), "json")[0])
    for manifest in (made, shown):
        del manifest["options"]["fingerprint"], manifest["options"]["version"], manifest["tracks"][0]["size_bytes"]
        manifest["images"], manifest["files"] = list(manifest["images"]), list(manifest["files"])
    assert shown == made


def _modules_page() -> str:
    """The part of the page on architecture that lists the modules, each with the first line of its docstring."""
    lines = []
    for wing in ("", *sorted(path.parent.name for path in ROOT.glob("tts/*/__init__.py"))):
        paths = sorted(ROOT.glob("tts/*.py") if not wing else ROOT.glob(f"tts/{wing}/**/*.py"))
        lines += ["", f"### `{wing}/`" if wing else "### At the top", "", "| module | purpose |", "|---|---|"]
        for path in paths:
            docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
            first = docstring.partition("\n")[0].replace("|", "\\|")
            lines.append(f"| `{path.relative_to(ROOT / 'tts').as_posix()}` | {first} |")
    return "\n".join(lines) + "\n"


def test_newcomers_find_every_module() -> None:
    """The page on architecture lists each module with the first line of its docstring.

    To accept a change: set UPDATE_DOCS=1, run this test, and read what `git diff` shows.
    """
    before, heading, rest = _page("docs/architecture.md").partition("## Every module\n")
    _, next_heading, after = rest.partition("\n## ")
    if os.environ.get("UPDATE_DOCS"):
        text = before + heading + _modules_page() + next_heading + after
        ROOT.joinpath("docs/architecture.md").write_text(text, encoding="utf-8")
    assert f"{heading}{_modules_page()}\n## " in _page("docs/architecture.md")


def test_every_dependency_is_explained() -> None:
    """Each package that the project asks for has a row in the docs."""
    project = tomllib.loads(_page("pyproject.toml"))["project"]
    extras = [one for extra in project["optional-dependencies"].values() for one in extra]
    names = {re.match(r"[\w-]+", one)[0] for one in (*project["dependencies"], *extras)}  # type: ignore[index]
    page = _page("docs/dependencies.md")
    others = sorted(names - {project["name"]})  # one extra includes another
    assert [name for name in others if f"https://pypi.org/project/{name}/" not in page] == []
