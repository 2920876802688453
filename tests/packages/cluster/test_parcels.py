"""An article can be packaged by another process that shares no folder with us, and the bytes are the same."""

from __future__ import annotations

import os
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest

from tests.packages.test_batch import PNG
from tts.config.config import Config, configure
from tts.errors import ArticastError, ClusterError
from tts.packages.batch import package
from tts.packages.cluster.parcel import ParcelFile, write_files
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


@pytest.mark.once
def test_formats_from_before_are_kept_elsewhere_too(home: Path) -> None:
    """A package that is made again elsewhere keeps the formats that it had and is not asked for now, or loses them."""
    for output, workers in (("output", None), ("copies", Workers(executor=Here(), count=2))):
        _run(output, configure(SILENT, {"formats": "mp3,epub,daisy"}))
        Path("articles/animals/ants.md").write_text("---\ntitle: Ants\n---\nAnts run.\n", "utf-8")
        os.utime("articles/animals/ants.md", (1_600_000_000, 1_600_000_000))
        _run(output, workers=workers)
        Path("articles/animals/ants.md").write_text("---\ntitle: Ants\ncover: ant.png\n---\nAnts walk.\n", "utf-8")
    assert Path("copies/ants/ants.epub").is_file()
    assert Path("copies/ants/ants-daisy.zip").is_file()
    assert _read("copies") == _read("output")
    for output, workers in (("output", None), ("copies", Workers(executor=Here(), count=2))):
        _run(output, workers=workers, prune=True)
    assert not Path("copies/ants/ants.epub").exists()
    assert _read("copies") == _read("output")


@pytest.mark.once
def test_the_date_of_an_edition_travels(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A book of an article without a date has that of the article's file, or of SOURCE_DATE_EPOCH, as here."""
    os.utime("articles/animals/bees.md", (1_500_000_000, 1_500_000_000))
    for seconds in ("", "1400000000"):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", seconds)
        made = []
        for output, workers in (("output", None), ("copies", Workers(executor=Here(), count=2))):
            path, config = Path("articles/animals/bees.md"), configure(SILENT, {"formats": "daisy"})
            (outcome,) = package([path], Path(output + seconds), config, workers=workers)
            assert outcome.error is None
            monkeypatch.setenv("SOURCE_DATE_EPOCH", seconds)
            made.append(_read(output + seconds))
        assert made[0] == made[1]


@pytest.mark.once
def test_an_article_outside_of_the_current_folder_travels(home: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """An article elsewhere on the disk has the lexicons of its own folder and of the current one, and its warnings."""
    folder = tmp_path_factory.mktemp("other")
    folder.joinpath("bees.md").write_text("# Bees\n\nBees fly.\n\n![Gone](gone.png)\n", "utf-8")
    folder.joinpath("lexicon.toml").write_text('[words]\nBees = "beez"\n', "utf-8")
    made = []
    for output, workers in (("output", None), ("copies", Workers(executor=Here(), count=2))):
        outcomes = list(package([folder / "bees.md"], Path(output), SILENT, workers=workers))
        made.append((_tell(outcomes), _read(output)))
    assert made[0] == made[1]
    assert b"beez" in made[1][1]["bees/manifest.json"]


@pytest.mark.once
def test_a_worker_with_other_versions_makes_nothing(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A task that would give another package than here is given back, and in the end says why it failed."""
    path = Path("articles/animals/bees.md")
    monkeypatch.setattr("tts.packages.cluster.worker.fingerprint", lambda *_: "another one")
    (outcome,) = package([path], Path("output"), SILENT, workers=Workers(executor=Here(), count=1))
    assert str(outcome.error).startswith(f"{path}: The worker has other versions of Python packages, or")
    assert not Path("output/bees").exists()


@pytest.mark.parametrize("place", ["../../evil", "/etc/evil", "", "a/../../evil"])
def test_files_stay_in_their_folder(place: str, tmp_path: Path) -> None:
    """A file that was sent with a name that leads out of its folder is not written."""
    with pytest.raises(ArticastError, match="impossible name"):
        write_files([ParcelFile(place=place, data=b"")], tmp_path / "folder")
    assert list(tmp_path.rglob("evil")) == []


class Gone(Executor):
    """An executor whose processes have ended."""

    def submit(self, _function: Any, /, *_arguments: Any, **_named: Any) -> Future[Any]:
        future: Future[Any] = Future()
        future.set_exception(BrokenExecutor("a process ended"))
        return future


def test_workers_that_have_gone_end_the_run(home: Path) -> None:
    """If the executor is broken, the run ends with one error that says how to continue, and leaves no half package."""
    with pytest.raises(ClusterError, match=r"^The workers have gone. Packages made so far are complete. Run the comma"):
        _run("output", workers=Workers(executor=Gone(), count=2))
    assert not Path("output").exists()


@pytest.mark.once
def test_processes_make_packages(home: Path) -> None:
    """The executor of Python for processes makes the packages of a run on threads."""
    here = _run("output")
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        there = _run("copies", workers=Workers(executor=pool, count=4))
    assert _tell(there) == _tell(here)
    assert _read("copies") == _read("output")
