"""The house stands as `docs/architecture.md` says: who may import whom, and how large things may be."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest
from tts.config.config import CHOICES

import tts
from tts.cli import arguments
from tts.model import Breaks
from tts.speech.engines import ENGINES

ROOT = Path(tts.__file__).parent
MODULES = {
    ".".join(("tts", *path.relative_to(ROOT).with_suffix("").parts)).removesuffix(".__init__"): path
    for path in sorted(ROOT.rglob("*.py"))
}
TREES = {name: ast.parse(path.read_text(encoding="utf-8")) for name, path in MODULES.items()}

NOUNS = {"model", "errors", "clock"}
SEAMS = {"readers", "engines", "writers", "encode", "phrases", "rules", "lexicon", "verify", "library"}
CALLERS = {"cli", "pipeline", "batch", "stale", "shelve", "say", "words", "settings", "doctor", "__main__", "config"}
SHARED = {"filters", "formats", "headings", "markup", "zips"}
"""What several steps or seams need and is none itself: libav's filters, names of formats, words of headings, XHTML."""
STEPS = {name.split(".")[1] for name in MODULES if name != "tts"} - NOUNS - SEAMS - CALLERS - SHARED
HOMES = {
    "pyttsx3": ("tts.speech.engines",),
    "espeakng_loader": ("tts.speech.engines",),
    "pydub": ("tts.audio.join",),
    "av": ("tts.audio.encode", "tts.audio.filters", "tts.verify"),
    "lameenc": ("tts.audio.encode",),
    "PIL": ("tts.writers.cover",),
    "segno": ("tts.library.qr",),
    "markdown": ("tts.text.readers.markdown",),
    "selectolax": ("tts.text.readers.tree",),
    "yaml": ("tts.text.readers.frontmatter",),
    "sentencex": ("tts.text.segment",),
    "py3langid": ("tts.text.detect",),
}


def _imported(tree: ast.AST, *, typing: bool = True) -> Iterator[str]:
    """The modules that `tree` imports, by their full names; without those for type checkers if not `typing`."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "imports are absolute"
            yield from ([f"tts.{alias.name}" for alias in node.names] if node.module == "tts" else [str(node.module)])
        elif not (not typing and isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"):
            yield from _imported(node, typing=typing)


def _parts(name: str) -> set[str]:
    """The steps, seams and so on of ours that a module needs when it runs."""
    return {one.split(".")[1] for one in _imported(TREES[name], typing=False) if one.startswith("tts.")}


def _modules(parts: set[str]) -> list[str]:
    return [name for name in MODULES if name != "tts" and name.split(".")[1] in parts]


def test_the_steps_are_what_we_think() -> None:
    """No module escapes the rules below by being neither noun, seam, step nor caller."""
    steps = (
        "announce chapters cover detect divide join level pictures play pronounce prove qr "
        "segment serve slug speak store"
    )
    assert " ".join(sorted(STEPS)) == steps


@pytest.mark.parametrize("name", _modules(NOUNS))
def test_nouns_need_the_standard_library_only(name: str) -> None:
    """`model`, `errors` and `clock` import nothing of ours and nothing from elsewhere."""
    assert {one.split(".")[0] for one in _imported(TREES[name])} <= sys.stdlib_module_names


@pytest.mark.parametrize("name", _modules(STEPS))
def test_a_step_imports_no_step_and_no_seam(name: str) -> None:
    """A step needs the nouns and its own folder, at most with the edition's own words, or the rules of a language."""
    assert _parts(name) <= NOUNS | SHARED | {"phrases", "rules", name.split(".")[1]}


@pytest.mark.parametrize("name", _modules(SEAMS))
def test_a_seam_imports_no_step_and_no_other_seam(name: str) -> None:
    """A module of a seam needs the nouns and its own folder; a lexicon becomes a rule, so it knows what a rule is."""
    own = name.split(".")[1]
    assert _parts(name) <= NOUNS | SHARED | {own} | ({"rules"} if own == "lexicon" else set())


@pytest.mark.parametrize("name", _modules(SHARED | {"config"}))
def test_what_is_shared_needs_the_nouns_only(name: str) -> None:
    """`config` and what several parts share import no step and no seam."""
    assert _parts(name) <= NOUNS | {"formats", name.split(".")[1]}


@pytest.mark.parametrize("name", sorted(set(MODULES) - set(_modules(CALLERS))))
def test_nothing_below_knows_its_callers(name: str) -> None:
    """Only the command and what it calls take the whole Config, or know of one another."""
    assert not _parts(name) & CALLERS


@pytest.mark.parametrize("dependency", HOMES)
def test_a_dependency_has_one_home(dependency: str) -> None:
    """A package of others is imported in its home, and only there."""
    importers = [
        name for name, tree in TREES.items() if any(one.split(".")[0] == dependency for one in _imported(tree))
    ]
    assert importers
    assert [name for name in importers if not name.startswith(HOMES[dependency])] == []


def test_every_dependency_has_a_home() -> None:
    """Nothing is imported but ourselves, the standard library and what has a home."""
    used = {one.split(".")[0] for tree in TREES.values() for one in _imported(tree)}
    assert used - sys.stdlib_module_names - {"tts"} == set(HOMES)


@pytest.mark.parametrize("call", ["import tts", "from tts.cli import main; main(['--help'])"])
def test_nothing_heavy_is_loaded_before_it_is_needed(call: str) -> None:
    """`import tts` and `articast --help` load nothing of others, and of ours no step and no seam."""
    program = (
        f"import sys, json, atexit\n"
        f"atexit.register(lambda: print(json.dumps(sorted(sys.modules)), file=sys.stderr))\n{call}"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    loaded = set(json.loads(done.stderr.splitlines()[-1]))
    assert {name.split(".")[0] for name in loaded} & set(HOMES) == set()
    assert {name for name in loaded if name.startswith("tts.")} <= {"tts.cli", "tts.cli.arguments"}


def _public(name: str, tree: ast.Module | ast.ClassDef) -> Iterator[tuple[str, ast.AST]]:
    yield name, tree
    for node in tree.body:
        if not isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) or node.name.startswith("_"):
            continue
        if isinstance(node, ast.ClassDef):
            yield from _public(f"{name}.{node.name}", node)
        else:
            yield f"{name}.{node.name}", node


@pytest.mark.parametrize("name", MODULES)
def test_public_names_have_docstrings(name: str) -> None:
    """Every module and every public class, function and method says what it is."""
    assert [one for one, node in _public(name, TREES[name]) if not ast.get_docstring(node)] == []


@pytest.mark.parametrize("name", MODULES)
def test_nothing_is_too_long(name: str) -> None:
    """No module is over 400 lines and no function over 80."""
    assert len(MODULES[name].read_text(encoding="utf-8").splitlines()) <= 400
    long = [
        node.name
        for node in ast.walk(TREES[name])
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno >= 80
    ]
    assert long == []


BROAD = {"tts.packages.batch", "tts.speech.engines.worker"}
"""The edges: of one article in a run, and of the worker."""


def _is_broad(handler: ast.ExceptHandler) -> bool:
    caught = ast.walk(handler.type) if handler.type else ()
    names = {node.id for node in caught if isinstance(node, ast.Name)}
    return not handler.type or bool(names & {"Exception", "BaseException"})


@pytest.mark.parametrize("name", sorted(set(MODULES) - BROAD))
def test_faults_are_caught_at_the_edges_only(name: str) -> None:
    """Nothing but an edge catches every exception."""
    handlers = [node for node in ast.walk(TREES[name]) if isinstance(node, ast.ExceptHandler)]
    assert [handler.lineno for handler in handlers if _is_broad(handler)] == []


def test_the_command_names_what_there_is() -> None:
    """The names that `--help` shows without importing anything are those of the tables."""
    assert tuple(ENGINES) == arguments.ENGINES
    assert CHOICES == {
        "loudness": arguments.LOUDNESS,
        "verbosity": arguments.VERBOSITY,
        "notes": arguments.NOTES,
        "masked": arguments.MASKED,
        "highlight": arguments.HIGHLIGHT,
        "daisy_text": arguments.DAISY_TEXT,
    }
    assert tuple(one.name for one in fields(Breaks)) == arguments.BREAKS
