"""BYTES -> OTHER BYTES, at random: changes that keep most of the structure of a kind of file, and break one thing."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Sequence
from copy import deepcopy
from datetime import date, datetime, time
from io import BytesIO
from random import Random
from typing import Any
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from fuzz.mutate import CHARACTERS, PLAIN, Change, change_some, flip_bits, insert_character

_TAG = re.compile(rb"<[^<>]*>")
_ATTRIBUTE = re.compile(rb"""([\w:.-]+)\s*=\s*("[^"]*"|'[^']*')""")
_OBJECT = re.compile(rb"(\d+) 0 obj\b(.*?)\bendobj", re.DOTALL)
_NAME = re.compile(rb"/[A-Za-z][\w]*")
_REFERENCE = re.compile(rb"(\d+) 0 R")
_GROUP_PART = re.compile(rb"\\[a-z]+-?\d* ?|[{}]|[^\\{}]+|\\.", re.DOTALL)
_XML_TEXT = dict.fromkeys([*range(9), 11, 12, *range(14, 32), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF])
VALUES: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 1.5, 10**400, 2**63, "", "x", "9" * 5000, "\ud800", "\x00", "../../etc/passwd", [], {}),
    *([[]], {"": None}, [None], ["x", 1], "a\nb", 1e308, float("inf"), float("nan"), "2026-02-30", "x" * 3000),
)


def change_tags(data: bytes, chance: Random) -> bytes:
    """Leave out, repeat, move or rename a tag, or change an attribute of it; text stays."""
    tags = list(_TAG.finditer(data))
    if not tags:
        return data
    tag, other = chance.choice(tags), chance.choice(tags)
    begin, end = tag.span()
    match chance.randrange(7):
        case 0:
            return data[:begin] + data[end:]
        case 1:
            return data[:end] + tag[0] + data[end:]
        case 2:
            return data[:begin] + other[0] + data[end:]
        case 3:
            return data[: other.start()] + tag[0] + data[other.start() :]
        case 4:  # an element with all that it holds, again or elsewhere
            first, last = sorted((begin, other.end()))
            return data[:last] + data[first:last][:5000] + data[last:]
        case 5:
            return data[:begin] + tag[0][:-1] + b"/>" + data[end:]
        case _:
            return data[:begin] + _change_attribute(tag[0], other[0], chance) + data[end:]


def change_tree(data: bytes, chance: Random) -> bytes:
    """Leave out, move, repeat, rename or deepen an element of XML, or change it otherwise; it stays well-formed."""
    from lxml import etree

    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, huge_tree=True))
    except (etree.LxmlError, ValueError):
        return change_tags(data, chance)
    elements = [element for element in root.iter() if isinstance(element.tag, str)]
    for _ in range(chance.choice((1, 1, 2, 5))):
        element, other = chance.choice(elements), chance.choice(elements)
        parent = element.getparent()
        match chance.randrange(9):
            case 0 if parent is not None:
                parent.remove(element)
            case 1 | 2 if other not in element.iter():
                other.insert(chance.randrange(len(other) + 1), deepcopy(element))
            case 3:
                element.tag = other.tag
            case 4:
                name, value = chance.choice([*other.attrib.items(), ("x", "y")])
                element.set(name, value)
            case 5 if element.attrib:
                name = chance.choice(list(element.attrib))
                element.set(
                    name,
                    chance.choice(("", "0", "-1", "9" * 400, "x", "../../x", "\u2028", "a b", *other.attrib.values())),
                )
            case 6 if element.attrib:
                del element.attrib[chance.choice(list(element.attrib))]
            case 7:
                for _ in range(chance.choice((1, 5, 60, 240))):
                    element = etree.SubElement(element, other.tag, dict(other.attrib))
                element.text = other.text
            case _:
                element.tail = f"{element.tail or ''}{chance.choice(CHARACTERS).decode('utf-8', 'replace')}".translate(
                    _XML_TEXT
                )
    return etree.tostring(root)


def _change_attribute(tag: bytes, other: bytes, chance: Random) -> bytes:
    """Return a tag with an attribute left out, repeated, or with another value."""
    if not (attributes := list(_ATTRIBUTE.finditer(tag))):
        values = _ATTRIBUTE.search(other)
        return tag[:-1] + b" " + (values[0] if values else b'id="x"') + tag[-1:]
    attribute = chance.choice(attributes)
    value = chance.choice((b"", b"0", b"-1", b"99999999999", b"x", b"../x", b"&#0;", b"&#x110000;", b"a b", b"\xff"))
    values = [*_ATTRIBUTE.finditer(other), *attributes]
    changed = (
        b"",
        attribute[0] * 2,
        attribute[1] + b'="' + value + b'"',
        attribute[1] + b"=" + chance.choice(values)[2],
    )
    return tag[: attribute.start()] + chance.choice(changed) + tag[attribute.end() :]


def change_archive(change: Change, only: str = "") -> Change:
    """Return a change of a ZIP archive: in one of its parts by `change`, of the list of its parts, or of its bytes.

    The parts that are changed have `only` in their names.
    """

    def change_zip(data: bytes, chance: Random) -> bytes:
        if chance.random() < 0.05:
            return flip_bits(data, chance)
        parts = read_parts(data)
        names = [name for name in parts if only in name] or list(parts)
        name = chance.choice(names)
        match chance.choices(range(5), (20, 1, 1, 1, 1))[0]:
            case 0:
                parts[name] = change(parts[name], chance)
            case 1:
                del parts[name]
            case 2:
                parts[chance.choice((name.upper(), f"../{name}", f"/{name}", f"{name}/", "x\ty", name * 20))] = parts[
                    name
                ]
            case 3:
                other = chance.choice(list(parts))
                parts[name], parts[other] = parts[other], parts[name]
            case _:
                parts[name] = chance.choice((b"", b"\x00" * 9, parts[name][: len(parts[name]) // 2], b"<a/>"))
        return write_parts(parts, chance.choices((ZIP_DEFLATED, ZIP_STORED, ZIP_BZIP2), (20, 4, 1))[0])

    return change_zip


def read_parts(data: bytes) -> dict[str, bytes]:
    """Return the parts of an archive; none if it is broken."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            return {info.filename: archive.read(info) for info in archive.infolist()} or {"x": b""}
    except Exception:  # noqa: BLE001 - whatever an earlier change broke
        return {"x": data[:1000]}


def write_parts(parts: dict[str, bytes], method: int = ZIP_DEFLATED) -> bytes:
    """Return an archive of these parts, the same each time."""
    packed = BytesIO()
    with ZipFile(packed, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(ZipInfo(name), content, method)
    return packed.getvalue()


def change_objects(data: bytes, chance: Random) -> bytes:
    """Leave out, repeat or exchange objects of a PDF, or change a name or a reference; its table is often mended."""
    from pdfs import join_objects

    objects = {int(match[1]): match[2].strip() for match in _OBJECT.finditer(data)}
    if not objects:
        return data
    number, other = chance.choice(list(objects)), chance.choice(list(objects))
    content = objects[number]
    match chance.randrange(7):
        case 0:
            del objects[number]
        case 1:
            objects[number] = objects[other]
        case 2:
            content = _substitute(_REFERENCE, content, chance, lambda: b"%d 0 R" % other)
        case 3:
            names = _NAME.findall(data)
            content = _substitute(_NAME, content, chance, lambda: chance.choice(names))
        case 4:
            content = change_some(content, PLAIN, chance)
        case 5:
            content = _substitute(re.compile(rb"\d+ 0 R|\d+|/\w+"), content, chance, lambda: objects[other][:2000])
        case _:
            deep = chance.choice((b"[", b"<<", b"<</K ", b"(")) * int(10 ** chance.uniform(0, 4))
            content = _substitute(re.compile(rb"\d+ 0 R|\d+"), content, chance, lambda: deep)
    if number in objects and content != objects[number]:
        objects[number] = content
    objects = {key: value for key, value in objects.items() if key < 100_000} or {1: b"<<>>"}
    return join_objects(objects) if chance.random() < 0.8 else data.replace(content, b"", 1)


def _substitute(pattern: re.Pattern[bytes], data: bytes, chance: Random, replacement: Any) -> bytes:
    """Return `data` with another text in the place of one of the matches."""
    if not (matches := list(pattern.finditer(data))):
        return data
    match = chance.choice(matches)
    return data[: match.start()] + replacement() + data[match.end() :]


def change_groups(data: bytes, chance: Random) -> bytes:
    """Leave out, repeat, move or deepen parts of an RTF: groups, control words, texts."""
    parts = _GROUP_PART.findall(data)
    if not parts:
        return data
    place, other = chance.randrange(len(parts)), chance.randrange(len(parts))
    match chance.randrange(6):
        case 0:
            del parts[place]
        case 1:
            parts.insert(other, parts[place])
        case 2:
            parts[place] = parts[other]
        case 3:
            first, last = sorted((place, other))
            parts[last:last] = parts[first:last][:300]
        case 4:
            parts[place] = re.sub(
                rb"-?\d+|$", lambda _: chance.choice((b"0", b"-1", b"99999999999", b"65536", b"")), parts[place]
            )
        case _:
            parts.insert(place, chance.choice((b"{", b"}", b"{\\*", b"{" * 2000, b"\\bin9999 ", b"\\u-1?", b"\\'zz")))
    return b"".join(parts)


def change_json(data: bytes, chance: Random) -> bytes:
    """Leave out, exchange, repeat or deepen values of JSON."""
    try:
        root = json.loads(data)
    except (ValueError, RecursionError):
        return insert_character(data, chance)
    _change_value(root, chance)
    try:
        return json.dumps(root, indent=1, ensure_ascii=chance.random() < 0.5).encode("utf-8", "surrogatepass")
    except (ValueError, RecursionError):
        return data


def change_toml(data: bytes, chance: Random) -> bytes:
    """Leave out, exchange, repeat or deepen values of TOML; it stays well-formed."""
    try:
        root = tomllib.loads(data.decode())
        _change_value(root, chance)
        lines = [f"{json.dumps(key)} = {_show_toml(value)}" for key, value in root.items()]
        return "\n".join(lines).encode("utf-8", "surrogatepass")
    except (ValueError, RecursionError):
        return insert_character(data, chance)


def _show_toml(value: Any) -> str:
    """Return a value as TOML writes it, on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)} = {_show_toml(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return f"[{', '.join(map(_show_toml, value))}]"
    if isinstance(value, date | time | datetime):
        return value.isoformat()
    return json.dumps(value, default=str).replace("NaN", "nan").replace("Infinity", "inf").replace("null", '""')


def _change_value(root: Any, chance: Random) -> None:
    """Change a value somewhere in `root`."""
    places = list(_walk(root))
    if not places:
        return
    holder, key = chance.choice(places)
    other, name = chance.choice(places)
    match chance.randrange(6):
        case 0 if isinstance(holder, dict):
            del holder[key]
        case 1:
            holder[key] = deepcopy(other[name])
        case 2 if isinstance(holder, list):
            holder *= chance.choice((0, 2, 30)) if len(holder) < 100 else 0
        case 3:
            value: Any = holder[key]
            for _ in range(chance.choice((1, 60, 800))):
                value = [value] if chance.random() < 0.5 else {"blocks": [value]}
            holder[key] = value
        case 4 if isinstance(holder[key], str):
            holder[key] = insert_character(holder[key].encode("utf-8", "replace"), chance).decode("utf-8", "replace")
        case _:
            holder[key] = deepcopy(chance.choice(VALUES))


def _walk(value: Any) -> Any:
    """Yield every place in a JSON value: what holds it, and its key or index."""
    stack = [value]
    while stack:
        holder = stack.pop()
        for key in list(holder) if isinstance(holder, dict) else range(len(holder)) if isinstance(holder, list) else ():
            yield holder, key
            stack.append(holder[key])


def change_settings(keys: Sequence[bytes]) -> Change:
    """Return a change of lines `key = value`: another key, another value, another table."""

    def change(data: bytes, chance: Random) -> bytes:
        lines = data.split(b"\n")
        place = chance.randrange(len(lines))
        sign = next((sign for sign in (b" = ", b": ", b"=") if sign in lines[place]), b" = ")
        key, _, value = lines[place].partition(sign)
        values = (
            *(
                b'""',
                b"0",
                b"-1",
                b"1e400",
                b"nan",
                b"[]",
                b"{}",
                b"[[]]",
                b'"x"',
                b"true",
                b"1979-05-27",
                b"'''",
                b'"""',
            ),
            *(
                b'"\\u0000"',
                b'"\\ud800"',
                b"[" * 900,
                b"{a={" * 400,
                b"9" * 5000,
                b"[1, 'a']",
                b"2026-13-45",
                b"07:32:00",
            ),
            *(
                value.strip(b'"'),
                chance.choice(lines).partition(sign)[2],
                b'"../../etc/passwd"',
                b'"' + b"x" * 5000 + b'"',
            ),
        )
        match chance.randrange(5):
            case 0:
                lines[place] = chance.choice(keys) + sign + value
            case 1:
                lines.insert(place, chance.choice(keys) + sign + chance.choice(values))
            case 2:
                lines.insert(place, chance.choice((b"[", b"[[")) + chance.choice(keys) + chance.choice((b"]", b"]]")))
            case _:
                lines[place] = key + sign + chance.choice(values)
        return b"\n".join(lines)

    return change
