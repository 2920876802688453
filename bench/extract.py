"""How well and how fast the article of a page is found, beside trafilatura and readability-lxml if they are there.

    python -m bench.extract ../shared/corpus/web

Each folder there has a page, `source.html`, and the answer, `expected.html`. The others are asked for HTML.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from statistics import mean, median

from selectolax.lexbor import LexborHTMLParser

from bench.results import Result, show
from bench.texts import ROOT
from tests.text.readers.page.extraction import compare, count_kept  # the measure that the tests use
from tts.text.readers.html.tree import html_to_blocks
from tts.text.readers.page.charset import read_html
from tts.text.readers.page.content import extract_content
from tts.text.readers.page.metadata import find_fields

MIN_F1 = 0.97
MAX_S = 3.0
_HOSTILE = {
    "100,000 links": "<div>" + '<a href="https://example.org/a">a link</a> ' * 100_000 + "</div>",
    "one text of 5 MB": "<div>" + "word, " * 850_000 + "</div>",
    "50,000 siblings": "<nav>a</nav><div>" + "<div>some text is here, and more</div>" * 50_000 + "</div>",
    "45,000 paragraphs": "<nav>a</nav><div>" + "<p>The bees of the valley, said the keeper, are early.</p>" * 45_000,
    "10,000 nested elements": "<div>" * 10_000 + "text" + "</div>" * 10_000,
}


def measure(arguments: Sequence[str] | None = None) -> Iterator[Result]:
    """Print a line for each extractor and each hostile page, and yield our agreement and our slowest page."""
    parser = argparse.ArgumentParser(prog="python -m bench.extract", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT.parent / "shared" / "corpus" / "web")
    folders = sorted(path.parent for path in parser.parse_args(arguments).folder.glob("*/expected.html"))
    if not folders:
        print("Extract: there are no pages to measure.")
        return
    own_f1 = 0.0
    for name, extract in _extractors().items():
        f1 = _measure(name, extract, folders)
        own_f1 = f1 if name == "articast" else own_f1
    _compare_with_parsing(folders)
    slowest_s = max(_time_hostile(name, html) for name, html in _HOSTILE.items())
    yield Result(name="Articles of pages, agreement (F1)", value=own_f1, limit=MIN_F1, unit="", is_floor=True)
    yield Result(name="The slowest hostile page of up to 5 MB", value=slowest_s, limit=MAX_S, unit="s")


def _extractors() -> Mapping[str, Callable[[str], str]]:
    """The extractors that are installed, each from the HTML of a page to that of its article."""
    extractors: dict[str, Callable[[str], str]] = {"articast": _extract_ours}
    if find_spec("trafilatura"):
        trafilatura = import_module("trafilatura")
        extractors["trafilatura"] = lambda html: (
            trafilatura.extract(html, output_format="html", include_images=True, include_formatting=True) or ""
        )
    if find_spec("readability"):
        readability = import_module("readability")
        extractors["readability-lxml"] = lambda html: str(readability.Document(html).summary())
    return extractors


def _extract_ours(html: str) -> str:
    page = LexborHTMLParser(html)
    return extract_content(page, find_fields(page)).html


def _measure(name: str, extract: Callable[[str], str], folders: Sequence[Path]) -> float:
    """Print how one extractor does, and return its mean F1."""
    agreements, kept, times_s = [], [], []
    for folder in folders:
        html = read_html(folder / "source.html").html
        answer = (folder / "expected.html").read_text(encoding="utf-8")
        begin_s = time.perf_counter()
        article = extract(html)
        times_s.append(time.perf_counter() - begin_s)
        leaves = [leaf for block in html_to_blocks(article).blocks for leaf in block.leaves() if leaf.kind != "image"]
        agreements.append(compare("\n".join(leaf.text for leaf in leaves), answer))
        kept.append(count_kept(article, answer))
    f1: float = mean(agreement.f1 for agreement in agreements)
    shares = ", ".join(
        f"{tag} {100 * sum(own[tag][0] for own in kept) / max(1, sum(own[tag][1] for own in kept)):.0f} %"
        for tag in kept[0]
    )
    captions = sum(one.captions for one in agreements) / max(1, sum(one.expected_captions for one in agreements))
    below = sum(agreement.f1 < 0.75 for agreement in agreements)
    print(f"{name}: F1 {f1:.3f}, {below} below 0.75, captions {100 * captions:.0f} %, {shares}; {sum(times_s):.1f} s")
    return f1


def _compare_with_parsing(folders: Sequence[Path]) -> None:
    ratios = []
    for folder in folders:
        html = read_html(folder / "source.html").html
        begin_s = time.perf_counter()
        page = LexborHTMLParser(html)
        blocks_s = time.perf_counter()
        html_to_blocks(html)
        extract_s = time.perf_counter()
        extract_content(page, {})
        end_s = time.perf_counter()
        ratios.append(((end_s - extract_s) / (blocks_s - begin_s), (end_s - extract_s) / (extract_s - blocks_s)))
    parsing, walking = (median(column) for column in zip(*ratios, strict=True))
    print(
        f"The time is {parsing:.0f} times that of parsing the page, and {walking:.2f} times that of walking its tree."
    )


def _time_hostile(name: str, html: str) -> float:
    page = LexborHTMLParser(html)
    begin_s = time.process_time()
    extract_content(page, {})
    time_s = time.process_time() - begin_s
    print(f"{name}, {len(html) / 1e6:.1f} MB: {time_s:.1f} s")
    return time_s


if __name__ == "__main__":
    sys.exit(show(measure()))
