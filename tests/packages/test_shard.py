"""Several runs can share the articles: each package is made once, with the name and the bytes that one run gives it."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.packages.test_batch import SILENT
from tts.cli import main
from tts.errors import StoreError, UsageError
from tts.packages import store
from tts.packages.batch import package
from tts.packages.discover import find_articles
from tts.packages.shard import Shard, parse_shard


@given(st.lists(st.text("abcdef-0123", min_size=1), unique=True), st.integers(1, 50))
def test_each_name_is_in_one_shard(names: list[str], count: int) -> None:
    """Whatever other names there are, a name belongs to just one shard, and always to the same one."""
    shards = [Shard(number=number, count=count) for number in range(1, count + 1)]
    for name in names:
        assert sum(shard.owns(name) for shard in shards) == 1


@pytest.mark.once
def test_shards_are_about_equal() -> None:
    """Of 10,000 names, each of 40 shards has between 200 and 300."""
    sizes = [sum(Shard(number=n, count=40).owns(f"article-{i}") for i in range(10_000)) for n in (1, 2, 20, 40)]
    assert all(200 < size < 300 for size in sizes)


@pytest.mark.parametrize("text", ["", "3", "0/4", "5/4", "1/0", "-1/2", "1/2/3", "a/b", "1/9999999", "٣/٤"])
def test_what_is_no_shard_is_refused(text: str) -> None:
    """A part that cannot be is refused in a sentence with an example."""
    with pytest.raises(UsageError, match="is not a part of the articles"):
        parse_shard(text)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with articles of which several have one name."""
    monkeypatch.chdir(tmp_path)
    for name in ("a/bees.md", "b/bees.md", "b/bees.txt", "ants.md", "wasps.md", "flies.md"):
        path = Path("articles", name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"# An article\n\nIts file is {name}.\n", encoding="utf-8")
    return tmp_path


def _read(output: str) -> dict[str, bytes]:
    files = (path for path in Path(output).rglob("*") if path.is_file())
    return {path.relative_to(output).as_posix(): path.read_bytes() for path in files}


def test_shards_at_once_make_what_one_run_makes(home: Path) -> None:
    """Three runs in one folder at the same time make the packages of one run, also of articles with one name."""
    found = find_articles([Path("articles")])
    list(package(found, Path("output"), SILENT))
    failures: list[BaseException] = []

    def run(number: int) -> None:
        try:
            list(package(found[::-1], Path("parts"), SILENT, shard=Shard(number=number, count=3)))
        except BaseException as error:  # noqa: BLE001 - the main thread looks at it
            failures.append(error)

    threads = [threading.Thread(target=run, args=(number,)) for number in (1, 2, 3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert _read("parts") == _read("output")
    assert not Path("parts/.articast").exists()


def test_a_shard_keeps_other_runs_out(tmp_path: Path) -> None:
    """While a shard is made, other shards may work in the folder, but no run that makes all, and the reverse."""
    with store.exclusive_run(tmp_path, is_shard=True):
        with store.exclusive_run(tmp_path, is_shard=True):
            pass
        with pytest.raises(StoreError, match="Another run is using this folder"), store.exclusive_run(tmp_path):
            pass
    with (
        store.exclusive_run(tmp_path),
        pytest.raises(StoreError, match="Another run is using"),
        store.exclusive_run(tmp_path, is_shard=True),
    ):
        pass
    assert list(tmp_path.iterdir()) == []


@pytest.mark.once
def test_shards_make_no_library(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--shard` leaves the library to `articast library`, which lists the packages of all shards."""
    for shard in ("1/2", "2/2"):
        assert main(["package", "--engine", "silent", "--shard", shard]) == 0
    assert not Path("output/index.html").exists()
    assert main(["library"]) == 0
    assert "6 packages" in capsys.readouterr().out


@pytest.mark.parametrize("other", ["--watch", "--dry-run"])
def test_a_shard_is_not_watched(home: Path, other: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Options that are about all articles exclude `--shard`, in one line."""
    assert main(["package", "--engine", "silent", "--shard", "1/2", other]) == 2
    assert f"{other} works with all articles, on this computer. Leave out --shard or" in capsys.readouterr().err
