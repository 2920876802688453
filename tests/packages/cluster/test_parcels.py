"""An article can be packaged by another process that shares no folder with us, and the bytes are the same."""

from __future__ import annotations

import os
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import Any

import pytest

from tests.packages.test_batch import PNG
from tts.config.config import Config, configure
from tts.packages.batch import package
from tts.packages.cluster.run import Workers
from tts.packages.discover import find_articles
from tts.packages.outcome import Outcome

SILENT = Config(engine="silent")


class Here(Executor):
    """An executor that does each task at once, in another folder, as a worker elsewhere would."""

    def submit(self, function: Any, /, *arguments: Any, **named: Any) -> Future[Any]:
        import pickle

        future: Future[Any] = Future()
        before = Path.cwd()
        os.chdir("/")
        try:
            function, arguments = pickle.loads(pickle.dumps((function, arguments)))
            future.set_result(pickle.loads(pickle.dumps(function(*arguments, **named))))
        except Exception as error:  # noqa: BLE001 - as an executor does
            future.set_exception(error)
        finally:
            os.chdir(before)
        return future


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with articles that have companions of every kind."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "articles" / "animals"
    folder.joinpath("my pictures").mkdir(parents=True)
    folder.joinpath("my pictures", "a bee.png").write_bytes(PNG)
    folder.joinpath("ant.PNG").write_bytes(PNG)
    folder.joinpath("words.toml").write_text('[words]\nBees = "beez"\n', "utf-8")
    Path("lexicon.toml").write_text('[[entry]]\nword = "fly"\nalias = "flie"\narticles = ["bees"]\n', "utf-8")
    folder.joinpath("bees.md").write_text(
        "---\ntitle: Bees\nlexicon: words.toml\n---\nBees fly.\n\n![A bee](<my pictures/a%20bee.png>)\n"
        "\n![Gone](gone.png)\n",
        "utf-8",
    )
    folder.joinpath("ants.md").write_text("---\ntitle: Ants\ncover: ant.png\n---\nAnts walk.\n", "utf-8")
    folder.joinpath("wasps.md").write_text("# Wasps\n\nWasps fly.\n\n![Hidden](picture)\n", "utf-8")
    folder.joinpath("picture").write_bytes(PNG)
    folder.joinpath("blank.md").write_text("", "utf-8")
    return tmp_path


def _run(output: str, config: Config = SILENT, workers: Workers | None = None, **options: Any) -> list[Outcome]:
    found = find_articles([Path("articles")])
    return sorted(package(found, Path(output), config, workers=workers, **options), key=lambda outcome: outcome.path)


def _read(output: str) -> dict[str, bytes]:
    files = (path for path in Path(output).rglob("*") if path.is_file())
    return {path.relative_to(output).as_posix(): path.read_bytes() for path in files}


def _tell(outcomes: list[Outcome]) -> list[Any]:
    return [(one.path, one.slug, one.status, one.duration_ms, one.warnings, str(one.error)) for one in outcomes]


def test_a_package_made_elsewhere_has_the_same_bytes(home: Path) -> None:
    """Pictures, covers, lexicons and missing files give the same packages, warnings and errors as here."""
    config = configure(SILENT, {"formats": "mp3,epub"})
    here = _run("output", config)
    there = _run("copies", config, Workers(executor=Here(), count=2))
    assert [outcome.status for outcome in here] == ["packaged", "packaged", "failed", "packaged"]
    assert _tell(there) == _tell(here)
    assert _read("copies") == _read("output")
