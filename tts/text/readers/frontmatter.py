"""The head of an article, in YAML between `---` or TOML between `+++`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tts.errors import ReadError

_FENCES = {"---": ("---", "..."), "+++": ("+++",)}
_KEY = re.compile(r"[\w\"'][\w .\"'-]*\s*[:=]|#|\[")
_NEXT_STEP = "Mend the head; a value with special characters needs quotes."


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatter:
    """What a file says about its article. `body` is the text after it, which begins in line `body_line` (from 1).

    The values in `fields` are strings, or lists and tables of them, as the author wrote them; `options` are the plain
    values of the table `articast`.
    """

    body: str
    body_line: int = 1
    fields: Mapping[str, Any] = field(default_factory=dict)
    options: Mapping[str, Any] = field(default_factory=dict)


def split_front_matter(text: str, path: Path) -> FrontMatter:
    """The head and the body of `text`, which was read from `path`.

    Raises:
        ReadError: the head has no end, does not parse, or is no table of fields; with the file's line.
    """
    lines = text.split("\n")
    opening = lines[0].rstrip()
    if opening not in _FENCES or not _looks_like_a_head(lines):
        return FrontMatter(body=text)
    closing = next((at for at, line in enumerate(lines) if at and line.rstrip() in _FENCES[opening]), None)
    if closing is None:
        raise ReadError(f"The head has no end. Close it with a line '{opening}'.", path=path, line=1)
    parse = _parse_yaml if opening == "---" else _parse_toml
    fields, options = parse("\n".join(lines[1:closing]), path)
    return FrontMatter(body="\n".join(lines[closing + 1 :]), body_line=closing + 2, fields=fields, options=options)


def _looks_like_a_head(lines: list[str]) -> bool:
    """Whether fields follow: a `---` may also be a line between two parts of a text."""
    first = next((line for line in lines[1:] if line.strip()), "")
    return bool(_KEY.match(first)) or first.rstrip() == lines[0].rstrip()


def _parse_toml(text: str, path: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    try:
        fields = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        found = re.search(r"\(at line (\d+)", str(error))
        line = int(found[1]) + 1 if found else text.count("\n") + 2
        cause = "it is nested too deep" if isinstance(error, RecursionError) else str(error).split(" (at")[0]
        raise ReadError(f"The head does not parse: {cause}. {_NEXT_STEP}", path=path, line=line) from None
    options = fields.pop("articast", {})
    return _strings(fields), _table(options, path)


def _strings(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _strings(below) for key, below in value.items()}
    if isinstance(value, list):
        return [_strings(below) for below in value]
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return str(value).lower() if isinstance(value, bool) else str(value)


def _parse_yaml(text: str, path: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    import yaml  # only heads in YAML need it

    class PlainLoader(yaml.BaseLoader):
        """All scalars as written: a title `No` or `1.10` or `007` is a title."""

        def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
            if self.check_event(yaml.AliasEvent):  # a few aliases of aliases fill any memory
                mark = self.peek_event().start_mark  # type: ignore[no-untyped-call]
                raise yaml.MarkedYAMLError(problem="aliases (*) are not allowed", problem_mark=mark)
            return super().compose_node(parent, index)

    try:
        fields = yaml.load(text, Loader=PlainLoader)  # noqa: S506 - builds strings, lists and dictionaries only
        options = yaml.safe_load(text).get("articast") if fields and "articast" in fields else {}
    except RecursionError:
        raise ReadError(f"The head does not parse: it is nested too deep. {_NEXT_STEP}", path=path, line=1) from None
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        cause = getattr(error, "problem", None) or str(error).split("\n")[0]
        line = mark.line + 2 if mark else 1
        raise ReadError(f"The head does not parse: {cause}. {_NEXT_STEP}", path=path, line=line) from None
    if fields and not isinstance(fields, dict):
        raise ReadError("The head is no table of fields. Write lines such as 'title: Bees'.", path=path, line=1)
    fields = fields or {}
    fields.pop("articast", None)
    return fields, _table(options, path)


def _table(options: Any, path: Path) -> dict[str, Any]:
    if not options:
        return {}
    if not isinstance(options, dict):
        what = "'articast' in the head is no table. Write settings such as 'rate_wpm: 150' in it."
        raise ReadError(what, path=path, line=1)
    return options
