"""Results -> a table in Markdown, and a drawing (SVG) of how far each is from its limit."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from datetime import UTC, datetime
from html import escape
from pathlib import Path

from bench.results import Result, format_figure
from tts import __version__

_WIDTH, _ROW, _TOP, _LEFT = 1000, 44, 96, 24
_BAR_LEFT, _BAR_WIDTH = 540, 300  # the bar of a result at its limit is this wide
_MOST = 1.35  # times the limit: a longer bar is cut, and its figure says the rest
_WITHIN, _OVER, _INK, _PAPER = "#0b5d51", "#a3241b", "#1a1a1a", "#ffffff"  # 7:1 or more on the paper


def write_table(results: Sequence[Result], path: Path) -> None:
    """Write the table into the file `path`, and the drawing beside it."""
    drawing = path.with_suffix(".svg")
    drawing.write_text(draw(results), encoding="utf-8")
    rows = "\n".join(
        f"| {result.name} | {'over: ' if result.is_over else ''}{_with_unit(result.value, result)} | {_limit(result)} |"
        for result in results
    )
    heading = f"# Results\n\n{_circumstances()} The limits are explained in [Performance](performance.md)."
    alternative = "A bar for each result that has a limit, as a share of the limit"
    table = f"| measurement | result | limit |\n|---|---|---|\n{rows}"
    path.write_text(f"{heading}\n\n{table}\n\n![{alternative}]({drawing.name})\n", encoding="utf-8")


def _circumstances() -> str:
    """Return a sentence about when, with what and on which machine the results were measured."""
    python = ".".join(platform.python_version_tuple()[:2])
    machine = f"{platform.system()}, {os.cpu_count()} {platform.machine()} cores, Python {python}"
    now = datetime.now(UTC)
    return f"Measured on {now.day} {now:%B %Y} with Articast {__version__} ({machine})."


def _limit(result: Result) -> str:
    """Return the limit in words."""
    if result.limit is None:
        return "no limit"
    return f"{'at least' if result.is_floor else 'at most'} {_with_unit(result.limit, result)}"


def _with_unit(value: float, result: Result) -> str:
    """Return a value of a result with its unit."""
    return f"{format_figure(value)} {result.unit}".strip()


def draw(results: Sequence[Result]) -> str:
    """Return the drawing: a bar for each result that has a limit, and a line where the limits are.

    It has a title and a description for screen readers. Each row says its figures in words, and whether they are over
    the limit, so that nobody needs to see colours or lengths.
    """
    limited = [result for result in results if result.limit is not None]
    height = _TOP + _ROW * len(limited) + 24
    within = sum(not result.is_over for result in limited)
    described = "; ".join(f"{result.name}: {_with_unit(result.value, result)}, {_limit(result)}" for result in limited)
    rows = "\n".join(_draw_row(result, result.limit or 0, _TOP + _ROW * index) for index, result in enumerate(limited))
    limit_x = _BAR_LEFT + _BAR_WIDTH
    return f"""\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" role="img" aria-labelledby="title description">
<title id="title">Results of the measurements, each as a share of its limit</title>
<desc id="description">{within} of {len(limited)} are within their limits. {escape(described)}.</desc>
<rect width="{_WIDTH}" height="{height}" fill="{_PAPER}"/>
<g font-family="system-ui, sans-serif" font-size="15" fill="{_INK}">
<text x="{_LEFT}" y="36" font-size="20" font-weight="bold">Measurements as a share of their limits</text>
<text x="{_LEFT}" y="64">A bar that ends before the line is within the limit.</text>
<text x="{limit_x}" y="64" text-anchor="middle">limit</text>
{rows}
<path d="M{limit_x} 72V{height - 16}" stroke="{_INK}" stroke-width="2" stroke-dasharray="6 4"/>
</g>
</svg>
"""


def _draw_row(result: Result, limit: float, y: int) -> str:
    """Return the name, the bar and the figures of a result, as elements of the drawing at the height `y`."""
    figures = f"{_with_unit(result.value, result)} ({'over: ' if result.is_over else ''}{_limit(result)})"
    texts = (
        f'<text x="{_LEFT}" y="{y + 16}">{escape(result.name)}</text>\n'
        f'<text x="{_LEFT}" y="{y + 34}" font-size="13">{escape(figures)}</text>'
    )
    larger, smaller = (limit, result.value) if result.is_floor else (result.value, limit)
    share = min(_MOST, larger / smaller) if smaller else float(larger > 0)
    width = max(2, round(_BAR_WIDTH * share))
    colour = _OVER if result.is_over else _WITHIN
    return f'{texts}\n<rect x="{_BAR_LEFT}" y="{y + 6}" width="{width}" height="24" fill="{colour}"/>'
