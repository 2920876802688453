"""Speakers that run each text as Python, for tests of the sandbox from inside.

The answer says what the last line of the text is worth, or which error it raised.
"""

from __future__ import annotations

import ast
from typing import Any


class Python:
    """Runs the texts."""

    def describe(self) -> dict[str, Any]:
        return {"version": "1", "voices": [], "word_times": False, "repeatable": False}

    def prepare(self, settings: dict[str, Any]) -> None:
        self.settings = settings

    def speak(self, text: str) -> tuple[dict[str, Any], bytes]:
        *lines, last = ast.parse(text).body
        assert isinstance(last, ast.Expr)
        scope: dict[str, Any] = {"model": self.settings["model"]}
        try:
            exec(compile(ast.Module(lines, []), "text", "exec"), scope)
            return {"result": repr(eval(compile(ast.Expression(last.value), "text", "eval"), scope))}, b""
        except (OSError, MemoryError, ValueError) as error:
            return {"result": type(error).__name__}, b""


class ForkedPython(Python):
    """Runs them in a forked child."""

    texts_per_child = 1
