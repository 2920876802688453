"""TEXT -> PATTERN, compiled when it is first used.

All rules and readers together have more than a thousand patterns, and an article needs a quarter of them. To compile
one takes longer than to search a page for it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, cast

_METHODS: dict[str, Callable[[str], Any]] = {
    "findall": lambda _: [],
    "finditer": lambda _: iter(()),
    "fullmatch": lambda _: None,
    "match": lambda _: None,
    "search": lambda _: None,
    "split": lambda text: [text],
    "sub": lambda text: text,
    "subn": lambda text: (text, 0),
}
"""The methods of a pattern, each with what it returns for a text without a match."""


class _Regex:
    """Stands for a pattern; has its methods from the first use of one of them on."""

    def __init__(self, pattern: str, flags: int, needs: tuple[str, ...]) -> None:
        self.pattern = pattern
        self.flags = flags
        self.needs = needs

    def __getattr__(self, name: str) -> Any:
        """Return the method of this name, which compiles the pattern; the next time it is found without this."""
        if name not in _METHODS:
            raise AttributeError(name)
        return self._defer(name) if self.needs else self._compile(name)

    def _compile(self, name: str) -> Any:
        """Compile the pattern, and return its method of this name."""
        compiled = re.compile(self.pattern, self.flags)
        vars(self).update({method: getattr(compiled, method) for method in _METHODS})
        return vars(self)[name]

    def _defer(self, name: str) -> Callable[..., Any]:
        """Return the method of this name for a pattern that is compiled when a text has what each match has."""

        def search(*arguments: Any, **options: Any) -> Any:
            """Return what the method of the pattern returns, or what it returns without a match."""
            text = arguments[1] if name in ("sub", "subn") else arguments[0]
            if any(needed in text for needed in self.needs):
                return self._compile(name)(*arguments, **options)
            return _METHODS[name](text)

        return search


def regex(pattern: str, flags: int = 0, *, needs: str | tuple[str, ...] = ()) -> re.Pattern[str]:
    """Return what `re.compile` does for a constant of a module, but compile it when it is first used.

    What is wrong with the pattern is raised then. `flags` are those given here. Each match has one of the texts `needs`
    in it: it is not compiled before a text has one of them.
    """
    return cast("re.Pattern[str]", _Regex(pattern, flags, (needs,) if isinstance(needs, str) else needs))
