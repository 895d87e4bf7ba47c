"""Reads TOML: the plain parts that packs are made of by few scans, the rest with ``tomllib``.

Packs are half a megabyte of keys with texts and lists of texts, which ``tomllib`` reads character
by character: that was a tenth of the time textmine takes to start.  A file with anything that is
not plain to the letter here, or wrong, is left to ``tomllib`` as a whole.
"""

from __future__ import annotations

import re
from typing import Any

_TEXT = r'"[^"\\\x00-\x1f\x7f]*+"'
_KEY = rf"(?:[A-Za-z_][A-Za-z0-9_]*|{_TEXT})"
_COMMENT = r"(?:#[^\x00-\x08\x0a-\x1f\x7f]*+)?"
_END = re.compile(rf"[ \t]*+{_COMMENT}(?:\n|\Z)")
_GAP = re.compile(rf"[ \t]*+(?:{_COMMENT}\n[ \t]*+)*+")
_NAME = r"([A-Za-z_][A-Za-z0-9_]*)(?:\.([A-Za-z_][A-Za-z0-9_]*))?"
_HEAD = re.compile(rf"(?:\[\[{_NAME}\]\]|\[{_NAME}\]){_END.pattern}")
_ASSIGN = re.compile(rf" ?({_KEY}) = ")
_PLAIN = re.compile(
    r'"""[^"\\\x00-\x09\x0b-\x1f\x7f]*"""(?!")'
    rf"|{_TEXT}"
    rf"|\[(?:[ \n]*+{_TEXT}[ \n]*+,)*+[ \n]*+(?:{_TEXT}[ \n]*+)?\]"
    r"|'[^'\x00-\x1f\x7f]*'"
    r"|true\b|false\b"
    r"|0x[0-9A-F]{1,8}\b|-?(?:0|[1-9][0-9]{0,15})(?:\.[0-9]{1,15})?(?![\w.:+-])"
    r'|"(?:[^"\\\x00-\x1f\x7f]|\\(?:["\\]|u[0-9A-C][0-9A-F]{3}))*+"'
)
_LINE = re.compile(rf"({_KEY}) = ({_PLAIN.pattern}){_END.pattern}{_GAP.pattern}")
_TEXTS = re.compile(r'"([^"]*)"')
_ESCAPE = re.compile(r"\\(?:u(....)|(.))")
_DEEP = 8


class _UnsureError(Exception):
    """Something ``tomllib`` has to judge."""


def loads(text: str) -> dict[str, Any]:
    """What ``tomllib.loads`` gives; raises its TOMLDecodeError, a ValueError, where that does."""
    try:
        return _plain(text)
    except _UnsureError:
        import tomllib

        return tomllib.loads(text)


def _plain(text: str) -> dict[str, Any]:
    root: dict[str, Any] = {}
    rows: set[int] = set()  # lists that [[…]] made, by identity: others may not grow
    here = root
    at = _gap(text, 0)
    while at < len(text):
        if line := _LINE.match(text, at):
            key = line[1].strip('"')
            if key in here:
                raise _UnsureError
            here[key] = _read(line[2])
            at = line.end()
            continue
        if text[at] == "[":
            head = _HEAD.match(text, at)
            if head is None:
                raise _UnsureError
            here = _table(root, rows, head)
            at = _gap(text, head.end())
            continue
        end = _END.match(text, _assign(here, text, at, 0))
        if end is None:
            raise _UnsureError
        at = _gap(text, end.end())
    return root


def _table(root: dict[str, Any], rows: set[int], head: re.Match[str]) -> dict[str, Any]:
    """The table that a head opens: a row more, or one where nothing stood."""
    made: dict[str, Any] = {}
    first, second, single, inner = head.groups()
    above, name, nested = root, first or single, second or inner
    if nested:
        above_rows = root.get(name)
        if id(above_rows) not in rows:
            raise _UnsureError
        above, name = above_rows[-1], nested  # type: ignore[index]
    if single:
        if name in above:
            raise _UnsureError
        above[name] = made
        return made
    if name not in above:
        above[name] = [made]
        rows.add(id(above[name]))
    elif id(above[name]) in rows:
        above[name].append(made)
    else:
        raise _UnsureError
    return made


def _assign(here: dict[str, Any], text: str, at: int, depth: int) -> int:
    """Reads a key and its value into ``here`` and gives where they end."""
    assigned = _ASSIGN.match(text, at)
    if assigned is None:
        raise _UnsureError
    key = assigned[1].strip('"')
    if key in here:
        raise _UnsureError
    here[key], end = _value(text, assigned.end(), depth)
    return end


def _value(text: str, at: int, depth: int) -> tuple[Any, int]:
    plain = _PLAIN.match(text, at)
    if plain is not None:
        return _read(plain.group()), plain.end()
    mark = text[at : at + 1]
    if depth >= _DEEP or mark not in ("[", "{"):
        raise _UnsureError
    return (_list if mark == "[" else _inline)(text, at + 1, depth + 1)


def _read(plain: str) -> Any:
    first = plain[0]
    if first in "\"'":
        if plain.startswith('"""'):
            return plain[3:-3].removeprefix("\n")
        inner = plain[1:-1]
        return _ESCAPE.sub(_unescape, inner) if first == '"' and "\\" in inner else inner
    if first == "[":
        return _TEXTS.findall(plain)
    if first in "tf":
        return first == "t"
    return float(plain) if "." in plain else int(plain, 0)


def _unescape(match: re.Match[str]) -> str:
    return match[2] or chr(int(match[1], 16))


def _list(text: str, at: int, depth: int) -> tuple[list[Any], int]:
    items: list[Any] = []
    at = _gap(text, at)
    while not text.startswith("]", at):
        item, at = _value(text, at, depth)
        items.append(item)
        at = _gap(text, at)
        if not text.startswith(",", at):
            break
        at = _gap(text, at + 1)
    if not text.startswith("]", at):
        raise _UnsureError
    return items, at + 1


def _inline(text: str, at: int, depth: int) -> tuple[dict[str, Any], int]:
    table: dict[str, Any] = {}
    at = _assign(table, text, at, depth)
    while text.startswith(",", at):
        at = _assign(table, text, at + 1, depth)
    if text.startswith(" ", at):
        at += 1
    if not text.startswith("}", at):
        raise _UnsureError
    return table, at + 1


def _gap(text: str, at: int) -> int:
    gap = _GAP.match(text, at)
    return gap.end() if gap else at
