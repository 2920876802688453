"""What several test modules need: the corpus, the tools of the machine, and one edition made with every real part."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any, NoReturn

import pytest
from editions import BEES, Edition, articast
from hypothesis import HealthCheck, settings

# No test may fail because the machine is busy, or by chance: the examples are always the same, unless EXPLORE is set.
settings.register_profile(
    "articast",
    deadline=None,
    derandomize=not os.environ.get("EXPLORE"),
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("articast")

# Every test speaks for itself: none fills the cache of this computer, nor finds voices or settings of its user.
os.environ["ARTICAST_CACHE"] = ""
os.environ["ARTICAST_VOICES"] = os.devnull
os.environ["ARTICAST_CONFIG"] = ""

_CORPUS = Path(__file__).parents[2] / "shared" / "corpus"


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real articles, which lies beside the checkout."""
    if not _CORPUS.is_dir():
        pytest.skip("the corpus is not beside the checkout")
    return _CORPUS


_ONLY_ON_LINUX = {"ace-puppeteer", "bash", "chromium", "fish", "java", "mandoc", "mpv", "zsh"}
"""Programs that CI has on Linux only."""


def _skip_without(name: str, message: str) -> NoReturn:
    if os.environ.get("CI") and (sys.platform == "linux" or name not in _ONLY_ON_LINUX):
        pytest.fail(f"{message}; CI must not skip")
    pytest.skip(message)


def _require_tool(name: str) -> str:
    return shutil.which(name) or _skip_without(name, f"{name} is not installed")


@pytest.fixture(scope="session")
def require_tool():
    """A function that gives the path of a program, and skips the test (fails it, where CI has the program) without."""
    return _require_tool


@pytest.fixture(scope="session", autouse=True)
def _without_validators() -> Iterator[None]:
    """`verify` starts neither EPUBCheck nor Ace, which take seconds: the tests of EPUBs start them for their books."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tts.verify.epub.check_programs", lambda _: iter(()))
        yield


@pytest.fixture(scope="session")
def bees(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    """The edition of BEES, spoken by espeak-ng and encoded to MP3 by the command itself."""
    home = tmp_path_factory.mktemp("bees")
    home.joinpath("bees.md").write_text(BEES, encoding="utf-8")
    done = articast("package", "bees.md", "--engine", "espeak", "-o", "out", cwd=home)
    assert done.returncode == 0, done.stderr
    return Edition(home / "out" / "bees")


@pytest.fixture(scope="session")
def seed(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Edition:
    """The edition of the model case among plain texts, spoken by espeak-ng."""
    home = tmp_path_factory.mktemp("seed")
    done = articast("package", str(corpus / "seed"), "--engine", "espeak", "-o", "out", cwd=home)
    assert done.returncode == 0, done.stderr
    return Edition(next(home.glob("out/*/")))


@pytest.fixture(scope="module")
def hear_once() -> Iterator[None]:
    """`verify` decodes each sound once in a module: the same bytes in a damaged copy of a package sound the same."""
    from tts.verify import listen

    decode, known = listen.listen, {}

    def hear(path: Path, container: str, duration_ms: int) -> listen.Heard:
        key = path.read_bytes(), container, duration_ms
        if key not in known:
            known[key] = decode(path, container, duration_ms)
        return deepcopy(known[key])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(listen, "listen", hear)
        yield


@pytest.fixture(scope="module")  # no longer, because other tests look whether processes are left
def browser(require_tool: Callable[[str], str]) -> Iterator[Any]:
    """The system's Chromium, which plays nothing before a click."""
    try:
        from playwright.sync_api import sync_playwright
    except ModuleNotFoundError:
        message = "Playwright is not installed: `pip install 'articast[browser]'`, and Chromium from the system"
        _skip_without("chromium", message)
    arguments = ["--autoplay-policy=user-gesture-required", "--mute-audio"]
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=require_tool("chromium"), args=arguments)
        yield chromium
        chromium.close()
