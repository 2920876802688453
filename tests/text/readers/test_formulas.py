"""Formulas in TeX as plain text, and parts of Markdown that no step may change."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tts.text.readers.markdown.dialects import replace_dialects
from tts.text.readers.markdown.dialects.protected import ProtectedText
from tts.text.readers.markdown.dialects.replace import Replacement
from tts.text.readers.markdown.dialects.tex import read_tex


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("n", "n"),
        ("x^2 + \\alpha", "x² + α"),
        ("E=mc^2", "E = mc²"),
        ("2ab", "2 a b"),
        ("x^{-1}", "x⁻¹"),
        ("x^k", "x^k"),
        ("x_1 \\leq 5", "x₁ ≤ 5"),
        ("-5 < t", "−5 < t"),
        ("\\frac{1}{2}", "1/2"),
        ("\\frac ab", "a ÷ b"),
        ("\\sqrt{2}", "√2"),
        ("(a + b)^2", "(a + b)²"),
        ("O(n \\log n)", "O(n log n)"),
        ("90^\\circ", "90°"),
        ("50\\%", "50%"),
        ("v = 3\\,\\text{m per s}", "v = 3 m per s"),
        ("\\LaTeX", "LaTeX"),
    ],
)
def test_a_simple_formula_is_plain_text(source: str, text: str) -> None:
    """Letters, numbers, signs between them, exponents, indexes, fractions and roots are read."""
    assert read_tex(source) == text


@pytest.mark.parametrize(
    "source",
    [
        "",
        "\\int x",
        "\\frac{a+b}{c}",
        "x^{n+1}",
        "x_i",
        "123^2",
        "\\sin x",
        "\\sqrt[3]{x}",
        "{x",
        "x^",
        "\\frac{1}",
        "a" * 101,
    ],
)
def test_any_other_formula_is_not_read(source: str) -> None:
    """Nothing is said of a formula that would be said wrongly."""
    assert read_tex(source) is None


_PIECES = (
    "[[bee]] | $ $$ \\( ` `` ``` {ref} %% ^[ ] [@lee2020] :bee: <b> </b> ~ ^ x 1 (@) \\ ](u) "
    "https://u.org/$x$ \ufdd0\ufdd1\ufddb"
)
_MARKS = st.lists(st.sampled_from([*_PIECES.split(), " ", "\n", "\n\n"]), max_size=30).map("".join)


@given(_MARKS)
def test_what_is_taken_out_is_put_back(text: str) -> None:
    """Without a step the text is what it was."""
    assert ProtectedText(text).finish().text == text


def test_code_tags_and_addresses_are_not_changed() -> None:
    """A step reaches only the text between them."""
    text = ProtectedText("bee `bee` <a title='bee'>bee</a> [bee](bee) https://example.org/bee\n\n    bee\n")
    text.replace(re.compile("bee"), lambda _: Replacement(text="ant"))
    assert text.finish().text == "ant `bee` <a title='bee'>ant</a> [ant](bee) https://example.org/bee\n\n    bee\n"


@pytest.mark.once
@pytest.mark.parametrize(
    "unit",
    [
        "[[a",
        "$x ",
        "$$ a\n",
        "%% a\n\n",
        "^[a ",
        "[@a; ",
        ":a:",
        "{a}`b` ",
        "\\begin{align} ",
        "\\[ a ",
        "| a\n",
        "(@a) b\n",
    ],
)
def test_many_open_marks_take_linear_time(unit: str) -> None:
    """Sixteen times the text takes no more than some forty times as long."""
    times = []
    for size in (4_000, 64_000):
        text = unit * (size // len(unit))
        begin = time.process_time()
        replace_dialects(text)
        times.append(time.process_time() - begin)
    assert times[1] < 40 * times[0] + 0.5
