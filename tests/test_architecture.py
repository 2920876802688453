"""The house stands as `docs/architecture.md` says: who may import whom, and how large things may be."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields
from functools import cache
from pathlib import Path

import pytest

import tts
from tts.config import choices
from tts.formats import FORMATS, MANY_ARTICLES_FORMATS
from tts.model import Breaks
from tts.speech.engines import ENGINES

pytestmark = pytest.mark.once  # the source is the same with every Python

ROOT = Path(tts.__file__).parent
MODULES = {
    ".".join(("tts", *path.relative_to(ROOT).with_suffix("").parts)).removesuffix(".__init__"): path
    for path in sorted(ROOT.rglob("*.py"))
}

LAYERS = (
    {"files", "noun", "regex", "scratch", "versions"},
    {"model", "errors", "clock", "slug"},
    {"formats"},
    {"text.languages"},
    {"text", "speech", "audio", "writers", "verify"},
    {"config"},
    {"pipeline"},
    {"sources"},
    {"packages"},
    {"editions"},
    {"library"},
    {"preview", "review", "publish"},
    {"doctor"},
    {"cli"},
    {"__main__"},
)
"""From the ground up: a room imports only what lies below it. Rooms of one layer do not know one another."""
FLOORS = {room: floor for floor, rooms in enumerate(LAYERS) for room in rooms}
_OPEN_TO_ALL = {"text.languages", "files", "noun", "regex", "scratch", "versions"}
MAX_ROOMS = 29
MAX_ARROWS = 112
HOMES = {
    "pyttsx3": ("tts.speech.engines",),
    "onnxruntime": ("tts.speech.engines",),
    "numpy": ("tts.speech.engines",),
    "espeakng_loader": ("tts.speech.engines",),
    "hibari": ("tts.speech.engines.natural",),
    "pydub": ("tts.audio.join",),
    "audioop": ("tts.audio.samples", "tts.verify.listen"),
    "av": (
        "tts.audio.encode",
        "tts.audio.filters",
        "tts.audio.interlude.sound_file",
        "tts.editions.splice",
        "tts.speech.engines.system.sound_file",
        "tts.verify",
    ),
    "lameenc": ("tts.audio.encode",),
    "PIL": ("tts.writers.cover", "tts.writers.images"),
    "fsspec": ("tts.publish.target",),
    "packaging": ("tts.doctor",),
    "segno": ("tts.library.qr",),
    "markdown": ("tts.text.readers.markdown",),
    "selectolax": ("tts.text.readers.html.nodes", "tts.text.readers.html.tree", "tts.text.readers.page"),
    "pypdf": ("tts.text.readers.documents.pdf",),
    "striprtf": ("tts.text.readers.documents.rtf",),
    "brotli": ("tts.sources.fetch",),
    "yaml": ("tts.text.readers.frontmatter",),
    "sentencex": ("tts.text.segment",),
    "jsonschema": ("tts.verify.manifest",),
    "py3langid": ("tts.text.detect",),
    "dask": ("tts.packages.cluster.dask",),
    "distributed": ("tts.packages.cluster.dask",),
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


@cache
def _tree(name: str) -> ast.Module:
    """The syntax tree of a module."""
    return ast.parse(MODULES[name].read_text(encoding="utf-8"))


@cache
def _imports(name: str) -> frozenset[str]:
    """All that a module imports, anywhere."""
    return frozenset(_imported(_tree(name)))


def _room(module: str) -> str:
    """The room of a module: its wing, or its own name at the top; the languages are open to all wings."""
    return "text.languages" if module.startswith("tts.text.languages") else module.split(".")[1]


@cache
def _rooms_below(name: str) -> set[str]:
    """The other rooms that a module needs when it runs; the version in `tts` itself is none."""
    imported = (one for one in _imported(_tree(name), typing=False) if one.startswith("tts.") and one in MODULES)
    return {_room(one) for one in imported} - {_room(name)}


def test_the_top_level_tells_the_story() -> None:
    """`ls tts/` shows a handful of wings and modules, and each has its place among the layers."""
    rooms = {name.split(".")[1] for name in MODULES if name != "tts"}
    assert rooms == set(FLOORS) - {"text.languages"}
    assert len([path for path in ROOT.iterdir() if path.name != "__pycache__"]) <= MAX_ROOMS


def test_imports_run_downwards() -> None:
    """A module imports its own room and rooms of lower layers, also inside functions."""
    upwards = {
        (name, room)
        for name in set(MODULES) - {"tts"}
        for room in _rooms_below(name)
        if FLOORS[room] >= FLOORS[_room(name)]
    }
    assert upwards == set()


def test_rooms_hardly_know_one_another() -> None:
    """There are at most 112 pairs of rooms of which one imports the other; what is open to all does not count."""
    arrows = {(_room(name), room) for name in MODULES if name != "tts" for room in _rooms_below(name)}
    arrows = {arrow for arrow in arrows if not _OPEN_TO_ALL & set(arrow)}
    assert len(arrows) <= MAX_ARROWS


def _targets(name: str) -> Iterator[str]:
    """The modules of ours that a module imports anywhere, without the packages that they lie in."""
    yield from (one for one in _imports(name) if one in MODULES and one != name)


def test_no_two_modules_import_one_another() -> None:
    """There is no circle of imports, not even one inside a function or for type checkers only."""
    graph = {name: set(_targets(name)) for name in MODULES}
    done: set[str] = set()

    def visit(name: str, path: tuple[str, ...]) -> None:
        assert name not in path, " -> ".join((*path[path.index(name) :], name))
        if name not in done:
            for target in sorted(graph[name]):
                visit(target, (*path, name))
            done.add(name)

    for name in sorted(graph):
        visit(name, ())


@pytest.mark.parametrize("name", [name for name in MODULES if name != "tts" and FLOORS[_room(name)] <= 1])
def test_nouns_need_the_standard_library_only(name: str) -> None:
    """The modules that all others may import need only the standard library and one another."""
    assert {one.split(".")[0] for one in _imports(name)} <= sys.stdlib_module_names | {"tts"}


@pytest.mark.parametrize("dependency", HOMES)
def test_a_dependency_has_one_home(dependency: str) -> None:
    """A package of others is imported in its home, and only there."""
    importers = [name for name in MODULES if dependency in {one.split(".")[0] for one in _imports(name)}]
    assert importers
    assert [name for name in importers if not name.startswith(HOMES[dependency])] == []


def test_every_dependency_has_a_home() -> None:
    """Nothing is imported but ourselves, the standard library and what has a home."""
    used = {one.split(".")[0] for name in MODULES for one in _imports(name)}
    removed = {"audioop"}  # in Python 3.13, where audioop-lts has it
    assert used - (sys.stdlib_module_names - removed) - {"tts"} == set(HOMES)


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
    assert {name for name in loaded if name.startswith("tts.")} <= {
        "tts.cli",
        "tts.cli.arguments",
        "tts.cli.options",
        "tts.cli.parser",
        "tts.config",
        "tts.config.choices",
    }


def _public(name: str, tree: ast.Module | ast.ClassDef) -> Iterator[tuple[str, ast.AST]]:
    yield name, tree
    for node in tree.body:
        if not isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) or node.name.startswith("_"):
            continue
        if isinstance(node, ast.ClassDef):
            yield from _public(f"{name}.{node.name}", node)
        else:
            yield f"{name}.{node.name}", node


def test_public_names_have_docstrings() -> None:
    """Every module and every public class, function and method says what it is."""
    public = [one for name in MODULES for one in _public(name, _tree(name))]
    assert [name for name, node in public if not ast.get_docstring(node)] == []


NO_VERB = re.compile(r"(?:An?|The|Its?|This|That|All|Whether|How|Returns|Yields)\b")
"""First words of docstrings that do not begin with a verb in the imperative."""


def _lacks_sentence(function: ast.FunctionDef) -> bool:
    """Whether no sentence says what a function does; that of a property may say what it is."""
    first = (ast.get_docstring(function) or "").partition("\n\n")[0].rstrip()
    is_property = any("property" in ast.unparse(decorator) for decorator in function.decorator_list)
    is_sentence = first[:1].isupper() and first.endswith((".", ".)", ".`"))
    return not is_sentence or (NO_VERB.match(first) is not None and not is_property)


@cache
def _functions() -> dict[str, ast.FunctionDef]:
    """Every function, by its module, name and line."""
    return {
        f"{name}.{node.name}, line {node.lineno}": node
        for name in MODULES
        for node in ast.walk(_tree(name))
        if isinstance(node, ast.FunctionDef)
    }


def test_every_function_says_what_it_does() -> None:
    """Every function, also a private or nested one, has a docstring whose first paragraph is a sentence with a verb."""
    named = {place: node for place, node in _functions().items() if not re.fullmatch("__.*__", node.name)}
    assert [place for place, node in named.items() if _lacks_sentence(node)] == []


def test_nothing_is_too_long() -> None:
    """No module is over 400 lines and no function over 80."""
    lines = {name: len(path.read_text(encoding="utf-8").splitlines()) for name, path in MODULES.items()}
    assert [name for name, count in lines.items() if count > 400] == []
    assert [place for place, node in _functions().items() if (node.end_lineno or 0) - node.lineno >= 80] == []


BROAD = {
    *("tts.audio.encode", "tts.cli", "tts.errors", "tts.writers"),
    *("tts.packages.cluster.run", "tts.packages.cluster.worker", "tts.packages.threads"),
    *("tts.publish.target", "tts.speech.engines.speaker", "tts.speech.engines.worker"),
    "tts.verify",
}
"""The edges: of the command, one format of an article, one article in a run, one package that is checked, others' file
systems, and the worker."""


def _is_broad(handler: ast.ExceptHandler) -> bool:
    caught = ast.walk(handler.type) if handler.type else ()
    names = {node.id for node in caught if isinstance(node, ast.Name)}
    return not handler.type or bool(names & {"Exception", "BaseException"})


def test_faults_are_caught_at_the_edges_only() -> None:
    """Nothing but an edge catches every exception."""
    handlers = {
        f"{name}, line {node.lineno}": node
        for name in set(MODULES) - BROAD
        for node in ast.walk(_tree(name))
        if isinstance(node, ast.ExceptHandler)
    }
    assert [place for place, handler in handlers.items() if _is_broad(handler)] == []


RAW_READS = {
    "tts.files": "the guarded read itself",
    "tts.packages.store": "locks and folders, and the first bytes of a manifest after a look at it",
    "tts.cli": "the null device, in the place of streams that the caller closed",
    "tts.scratch": "locks of temporary folders",
    "tts.speech.engines.worker": "the null device",
    "tts.speech.engines.sandbox.landlock": "places for the rules of the sandbox, which are not read",
    "tts.speech.engines.sandbox.probe": "a file of its own, which the sandbox must refuse",
    "tts.audio.interlude.sound_file": "libav, after `open_file`",
    "tts.editions.splice.m4b": "libav, after `open_file`",
    "tts.verify": "files that were found to be regular ones",
    **dict.fromkeys(
        (
            *("tts.review.reference", "tts.speech.cache.entry", "tts.text.languages", "tts.text.languages.registry"),
            *("tts.writers.cover.face", "tts.writers.epub.content", "tts.writers.web.template"),
            "tts.library.neighbours",
            *("tts.speech.engines.espeak.driver", "tts.speech.engines.espeak.engine_state"),
            *("tts.speech.engines.natural.dictionary", "tts.speech.engines.natural.model"),
            "tts.speech.engines.natural.voices",
        ),
        "files that are installed with Articast or with a package of Python",
    ),
}
"""The modules that read files in another way than with `tts.files`, and what they read so."""


def _is_raw_read(call: ast.Call) -> bool:
    """Return whether a call opens a file for reading by its path, without a look at what it is."""
    function, first = call.func, call.args[0] if call.args else None
    if isinstance(function, ast.Name):
        return function.id == "open"
    if not isinstance(function, ast.Attribute):
        return False
    if function.attr in ("read_bytes", "read_text"):
        return True
    if function.attr != "open":
        return False
    if isinstance(function.value, ast.Name) and function.value.id in ("os", "io", "av", "gzip"):
        is_written = any(isinstance(argument, ast.Constant) and argument.value == "w" for argument in call.args)
        is_in_memory = isinstance(first, ast.Call) and "BytesIO" in ast.unparse(first)
        return not is_written and not is_in_memory
    is_text = any(keyword.arg == "encoding" for keyword in call.keywords) and first is None
    return is_text or (isinstance(first, ast.Constant) and first.value in ("r", "rb", "rt"))


def test_files_of_others_are_read_in_one_place() -> None:
    """A file is opened for reading with `tts.files`, which looks at what it is first; each exception has its reason."""
    raw = {
        "tts.verify" if name.startswith("tts.verify.") else name
        for name in MODULES
        for node in ast.walk(_tree(name))
        if isinstance(node, ast.Call) and _is_raw_read(node)
    }
    assert raw == set(RAW_READS)


def test_folders_are_walked_with_their_errors() -> None:
    """`os.walk` and `rglob` take a folder that cannot be listed for an empty one; only searches may do so."""
    walkers = {
        name
        for name in MODULES
        for node in ast.walk(_tree(name))
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith((".rglob", "os.walk"))
    }
    searches = {"tts.speech.cache.entry", "tts.speech.engines.network_file", "tts.verify.checksums"}
    assert walkers == {"tts.files", *searches}


def test_patterns_repeat_no_groups_possessively() -> None:
    """A pattern has `(?>(?:…)*)` in place of `(?:…)*+`, which Python 3.11 up to 3.11.4 matches wrongly."""
    possessive = re.compile(r"(?<![\\(])\)(?:[*+?]|\{+\d*,?\d*\}+)\+")
    lines = [(path, line) for path in ROOT.rglob("*.py") for line in path.read_text(encoding="utf-8").splitlines()]
    assert [(path, line) for path, line in lines if possessive.search(line)] == []
    assert [possessive.search(pattern) is None for pattern in (r"(?:a|b)*+", r"[^()]*+|\)*+")] == [False, True]


def test_the_command_names_what_there_is() -> None:
    """The names that `--help` shows without importing anything are those of the tables."""
    assert tuple(ENGINES) == choices.ENGINES
    assert FORMATS == choices.FORMATS
    assert MANY_ARTICLES_FORMATS == choices.EDITION_FORMATS
    assert tuple(field.name for field in fields(Breaks)) == choices.BREAKS
