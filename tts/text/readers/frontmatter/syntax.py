"""TEXT -> FIELDS: YAML, TOML and JSON, as a whole, or entry by entry where the whole does not parse."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import field
from itertools import pairwise
from textwrap import dedent
from typing import Any, Literal

from tts.noun import record
from tts.regex import regex

Syntax = Literal["yaml", "toml", "json"]

_YAML_KEY = regex(r"(?P<key>\"[^\"\n]{1,80}\"|'[^'\n]{1,80}'|[^\s#\-\[\]{}:,\"'][^:\n]{0,80}?)\s*:(?=\s|$)")
_TOML_KEY = regex(r"(?P<key>\"[^\"\n]{1,80}\"|'[^'\n]{1,80}'|[\w.-]{1,80})\s*=")
_TOML_TABLE = regex(r"\[{1,2}\s*(?P<name>[\w.-]{1,80})\s*\]{1,2}[ \t]*(?:#.*)?$", re.MULTILINE)
_INDENT = regex(r"^[ \t]*\t[ \t]*", re.MULTILINE)
_TAB_AFTER_KEY = regex(r"^([ ]*(?:- )?[\w\"' .-]{1,80}:|[ ]*-)\t+", re.MULTILINE)
_LINE_END = regex(r"[ \t]+$", re.MULTILINE)
_QUOTES = ("“”", "„“", "„”", "‘’", "«»", '""', "''", "”“", "””")
_MAX_DEPTH = 3  # tables in tables that are read entry by entry
_MAX_WARNINGS = 10
_MAX_VALUE = 2000  # characters of a value that does not parse


@record
class Parsed:
    """The fields as strings, lists and tables, the value of `articast` with its types, and what did not parse.

    A problem is a line (from 0) and its cause.
    """

    fields: dict[str, Any] = field(default_factory=dict)
    options: Any = None
    problems: list[tuple[int, str]] = field(default_factory=list)

    def add(self, other: Parsed, line: int) -> None:
        """Add what another text says, which begins in the line `line`."""
        self.fields |= other.fields
        self.options = self.options if other.options is None else other.options
        self.problems += [(line + number, cause) for number, cause in other.problems]


class NotParsedError(Exception):
    """A text is not what its syntax wants; `line` is from 0."""

    def __init__(self, cause: str, line: int = 0) -> None:
        super().__init__(cause)
        self.cause = cause
        self.line = line


def parse(text: str, syntax: Syntax) -> Parsed | None:
    """Return the fields that `text` holds, None if it holds none.

    The other syntax is tried as well: authors put TOML between the fences of YAML.
    """
    text = _LINE_END.sub("", text)
    if syntax != "toml":
        text = _TAB_AFTER_KEY.sub(r"\1 ", _INDENT.sub(lambda tabs: tabs[0].expandtabs(2), text))
    first = next((line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")), "")
    is_toml = bool(_TOML_KEY.match(first) or _TOML_TABLE.match(first))
    if syntax == "toml" and not is_toml and _YAML_KEY.match(first):
        syntax = "yaml"
    elif syntax == "yaml" and is_toml and not _YAML_KEY.match(first):
        syntax = "toml"
    loads: dict[Syntax, tuple[Callable[[str], Parsed | None], ...]] = {
        "yaml": (_load_yaml,),
        "toml": (_load_toml,),
        "json": (_load_json, _load_yaml),
    }
    problem = None
    for load in loads[syntax]:
        try:
            return load(text)
        except NotParsedError as error:
            problem = problem or (error.line, error.cause)
    parsed = _parse_entries(text, "toml" if syntax == "toml" else "yaml")
    if problem and not parsed.problems:  # each entry alone is right
        parsed.problems.append(problem)
    del parsed.problems[_MAX_WARNINGS:]
    return parsed if parsed.fields or parsed.options is not None else None


def _load_toml(text: str) -> Parsed:
    """Return the fields of TOML."""
    import tomllib  # not needed for most articles

    try:
        fields = tomllib.loads(text)
    except RecursionError:
        raise NotParsedError("it is nested too deep") from None
    except ValueError as error:  # also a number with more digits than Python reads
        match = re.search(r"\(at line (\d+)", str(error))
        cause = str(error).split(" (at")[0] if isinstance(error, tomllib.TOMLDecodeError) else "a number is too long"
        raise NotParsedError(cause, int(match[1]) - 1 if match else text.count("\n")) from None
    options = fields.pop("articast", None)
    return Parsed(fields=_to_strings(fields), options=options)


def _load_json(text: str) -> Parsed:
    """Return the fields of a JSON object."""
    try:
        fields = json.loads(text, parse_float=str, parse_int=str, parse_constant=str)
        options = json.loads(text).get("articast") if "articast" in fields else None
    except RecursionError:
        raise NotParsedError("it is nested too deep") from None
    except ValueError as error:
        raise NotParsedError(getattr(error, "msg", "a number is too long"), getattr(error, "lineno", 1) - 1) from None
    if not isinstance(fields, dict):
        raise NotParsedError("it is not a table of fields")
    return Parsed(fields=_to_strings({key: fields[key] for key in fields if key != "articast"}), options=options)


def _to_strings(value: Any) -> Any:
    """Return a value of TOML or JSON with all scalars as strings."""
    if isinstance(value, dict):
        return {str(key): _to_strings(below) for key, below in value.items()}
    if isinstance(value, list):
        return [_to_strings(below) for below in value]
    if value is None:
        return ""
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return str(value).lower() if isinstance(value, bool) else str(value)


def _load_yaml(text: str) -> Parsed | None:
    """Return the fields of YAML as they are written, None if it is a text or a list."""
    import yaml  # only front matter in YAML needs it

    class PlainLoader(yaml.BaseLoader):
        """Loads all scalars as written: a title `No` or `1.10` or `007` is a title."""

        def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
            """Return the next node, and raise `yaml.MarkedYAMLError` if it is an alias."""
            if self.check_event(yaml.AliasEvent):  # a few aliases of aliases fill any memory
                mark = self.peek_event().start_mark  # type: ignore[no-untyped-call]
                raise yaml.MarkedYAMLError(problem="aliases (*) are not allowed", problem_mark=mark)
            return super().compose_node(parent, index)

    try:
        fields = yaml.load(text, Loader=PlainLoader)  # noqa: S506 - builds strings, lists and dictionaries only
        has_options = isinstance(fields, dict) and "articast" in fields
        options = yaml.safe_load(text)["articast"] if has_options else None
    except RecursionError:
        raise NotParsedError("it is nested too deep") from None
    except (yaml.YAMLError, ValueError, TypeError) as error:
        mark = getattr(error, "problem_mark", None)
        cause = getattr(error, "problem", None) or str(error).split("\n")[0]
        raise NotParsedError(cause, mark.line if mark else 0) from None
    if fields and not isinstance(fields, dict):
        return None
    return Parsed(
        fields={str(key): value for key, value in (fields or {}).items() if key != "articast"}, options=options
    )


def _parse_entries(text: str, syntax: Syntax, depth: int = 0) -> Parsed:
    """Return the fields of the entries in `text`, each parsed alone; one that does not parse is its text as it is."""
    whole = dedent(text)
    if whole.lstrip().startswith("{"):  # JSON, or an object of JavaScript
        whole = dedent("\n".join(line.rstrip(",") for line in whole.strip().strip("{}").split("\n")))
    parsed = Parsed()
    table = parsed.fields
    for line, entry in _split_entries(whole, syntax):
        if syntax == "toml" and (header := _TOML_TABLE.match(entry)):
            inner = parsed.fields.setdefault(header["name"], {})
            table = inner if isinstance(inner, dict) else {}
            parsed.problems += [(line + 1, "it has no key")] if "\n" in entry else []
            continue
        one = _parse_entry(entry, syntax, depth)
        target = Parsed(fields=table)
        target.add(one, line)
        table.update(target.fields)
        parsed.options = parsed.options if target.options is None else target.options
        parsed.problems += target.problems
    options = parsed.fields.pop("articast", None)
    parsed.options = options if parsed.options is None else parsed.options
    return parsed


def _split_entries(text: str, syntax: Syntax) -> Iterator[tuple[int, str]]:
    """Yield each entry with its line: from a key at the beginning of a line to the next."""
    lines = text.split("\n")
    key = _TOML_KEY if syntax == "toml" else _YAML_KEY
    starts = [index for index, line in enumerate(lines) if key.match(line) or _is_table(line, syntax)]
    for begin, end in pairwise([*starts, len(lines)]):
        yield begin, "\n".join(lines[begin:end]).rstrip()


def _is_table(line: str, syntax: Syntax) -> bool:
    """Return whether a line of TOML begins a table, such as `[extra]`."""
    return syntax == "toml" and _TOML_TABLE.match(line) is not None


def _parse_entry(entry: str, syntax: Syntax, depth: int) -> Parsed:
    """Return the field of one entry, with the cause if its value does not parse and is taken as it is."""
    try:
        loaded = _load_toml(entry) if syntax == "toml" else _load_yaml(entry)
    except NotParsedError as error:
        problem = error
    else:
        return loaded or Parsed()
    match = (_TOML_KEY if syntax == "toml" else _YAML_KEY).match(entry)
    assert match  # `_split_entries` found it
    key, value = match["key"].strip("\"'"), entry[match.end() :]
    problems = [(problem.line, problem.cause)]
    if key == "articast":
        return Parsed(options={}, problems=problems)
    if not value.split("\n")[0].strip() and depth < _MAX_DEPTH and syntax == "yaml":
        below = _parse_entries(value.lstrip("\n"), syntax, depth + 1)
        if below.fields:
            return Parsed(fields={key: below.fields}, problems=[(line + 1, cause) for line, cause in below.problems])
    return Parsed(fields={key: _plain_value(value)}, problems=problems)


def _plain_value(text: str) -> str | list[str]:
    """Return a value that does not parse as its author meant it: without quotes or brackets around it."""
    text = text.strip()
    if len(text) > _MAX_VALUE or re.fullmatch(r"[*&]\w+", text):
        return ""
    lines = [line.strip() for line in text.splitlines()]
    if lines and all(line.startswith("- ") for line in filter(None, lines)):
        return [remove_quotes(line[2:]) for line in lines if line]
    if text.startswith("[") and "," in text and "](" not in text:
        return [remove_quotes(part) for part in text.strip("[]").split(",")]
    if lines and re.fullmatch(r"[|>][+-]?\d?", lines[0]):
        lines = lines[1:]
    value = "\n".join(lines)
    if value[:1] in ("'", '"') and value.count(value[0]) == 1:
        return value[1:]  # a quotation mark that is never closed
    return remove_quotes(value)


def remove_quotes(text: str) -> str:
    """Return `text` without the quotation marks around all of it; `"Bees" and "ants"` has none around all."""
    text = text.strip()
    if len(text) < 2 or text[0] + text[-1] not in _QUOTES:
        return text
    inner = text[1:-1]
    mark = re.search(f"(?<!\\w)[{text[0]}{text[-1]}]|[{text[0]}{text[-1]}](?!\\w)", inner)
    is_around = mark is None or (mark.start() > 0 and inner[mark.start() - 1].isspace())
    return inner.strip() if is_around else text
