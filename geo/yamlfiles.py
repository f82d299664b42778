"""YAML files kept by hand: every scalar as text, and what breaks a file in plain words."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from geo.errors import Problem, SahelscopeError, not_utf8
from geo.files import text_of


def load_yaml(path: Path, name: str) -> Any:
    """Parse a YAML file with every scalar as text.

    A plain YAML reader turns ``NO`` (Norway) into False and ``2024-04-19`` into a date object.
    *name* is what messages call the file. Raises SahelscopeError when it is not YAML or UTF-8,
    or repeats a key.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "a.yaml")
    ...     _ = path.write_text("host: NO")
    ...     load_yaml(path, "a.yaml")
    {'host': 'NO'}
    """
    try:
        return _loaded(text_of(path, "utf-8"), name)
    except OSError as error:
        found = error.strerror or str(error)
        fix = "Make it a readable file."
        problem = Problem(name, "the file", "path", found, "a file that can be read", fix)
        raise SahelscopeError([problem]) from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        where = f"line {mark.line + 1}, column {mark.column + 1}" if mark else "the file"
        found = str(error.problem or error.context).removeprefix("but ").removeprefix("found ")
        raise SahelscopeError([_broken_file(name, where, found)]) from error
    except UnicodeDecodeError as error:
        found = not_utf8(error)
        problem = Problem(name, "the file", "YAML", found, "text in UTF-8", "Save it as UTF-8.")
        raise SahelscopeError([problem]) from error
    except RecursionError as error:
        found = "brackets too deep"
        raise SahelscopeError([_broken_file(name, "the file", found)]) from error
    except yaml.YAMLError as error:
        raise SahelscopeError([_broken_file(name, "the file", str(error))]) from error


def _loaded(text: str, name: str) -> Any:
    if (odd := yaml.reader.Reader.NON_PRINTABLE.search(text)) is not None:
        line = text.count("\n", 0, odd.start()) + 1
        found = f"the control character U+{ord(odd.group()):04X} in line {line}"
        fix = "Take it out; nobody sees it."
        raise SahelscopeError([Problem(name, "the file", "YAML", found, "text one can see", fix)])
    loader = _TextLoader(text)
    try:
        node = loader.get_single_node()
        if node is None:
            return None
        written: dict[int, int] = {}
        if _values_in(node, written) > _REPEATED * len(written) + _FREE:
            raise SahelscopeError([_broken_file(name, "the file", _BOMB)])
        return loader.construct_document(node)
    finally:
        loader.dispose()


# A mark (&) that is used again and again says more than was written: a few lines of such marks
# within marks are gigabytes. So far a person who saves typing may go.
_REPEATED, _FREE = 10, 10_000
_BOMB = "a text that marks (&) and what repeats them (*) make many times as long"


def _values_in(node: yaml.Node, seen: dict[int, int]) -> int:
    """How many values a file amounts to, with what is repeated counted each time."""
    if id(node) not in seen:
        seen[id(node)] = 0  # a mark in itself is told by the reader
        inner: list[yaml.Node] = []
        if isinstance(node, yaml.MappingNode):
            inner = [one for pair in node.value for one in pair]
        elif isinstance(node, yaml.SequenceNode):
            inner = node.value
        seen[id(node)] = 1 + sum(_values_in(one, seen) for one in inner)
    return seen[id(node)]


# What the reader of YAML finds, and what to do about it: whoever edits the file sees no tab, and
# may never have heard of an alias.
_MENDING = {
    "character that cannot start any token": (
        "Indent with spaces, not with a tab; put a text that begins with @, ` or % in quotes."
    ),
    "another document": (
        "A file is one document: leave out the '---' in it and what does not belong to it."
    ),
    "undefined alias": "Put a text that begins with * in quotation marks.",
    "a tab character that violates indentation": "Indent with spaces, not with a tab.",
    "unexpected end of stream": "Close the quotation mark or bracket that is open.",
    "unknown escape character": "Between double quotation marks write a backslash twice.",
    _BOMB: "Write the values out where they stand.",
    "unconstructable recursive node": "Write the value out: a mark (&) may not stand in itself.",
}
_TWICE = "Keep one of the two lines: the other would be lost."
_OTHERWISE = (
    "Mend that line or the one before: the fields of a record begin under each other, a text with "
    "a colon, comma or quotation mark stands in quotation marks, an apostrophe between '…' is "
    "written twice, and every bracket is closed."
)


def _broken_file(name: str, where: str, found: str) -> Problem:
    fix = _TWICE if found.endswith(" twice") else _MENDING.get(found, _OTHERWISE)
    return Problem(name, where, "YAML", found, "YAML in UTF-8", fix)


_CBase: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class _TextLoader(_CBase):  # type: ignore[misc]
    """BaseLoader (all scalars stay text) that refuses a repeated key."""


def _unique_keys(loader: Any, node: yaml.MappingNode) -> dict[str, Any]:
    # YAML readers keep the last of two equal keys: the first, reviewed one would be gone.
    seen: set[str] = set()
    for key_node, _ in node.value:
        if not isinstance(key_node, yaml.ScalarNode):
            raise yaml.constructor.ConstructorError(
                None, None, "a key that is not a word", key_node.start_mark
            )
        if key_node.value in seen:
            raise yaml.constructor.ConstructorError(
                None, None, f"the key {key_node.value!r} twice", key_node.start_mark
            )
        seen.add(key_node.value)
    return {
        str(loader.construct_object(key, deep=True)): loader.construct_object(value, deep=True)
        for key, value in node.value
    }


_TextLoader.add_constructor("tag:yaml.org,2002:map", _unique_keys)


def dump_yaml(content: Mapping[str, Any]) -> str:
    r"""Canonical text of a file: keys in given order, UTF-8, LF, long lines folded nowhere.

    Examples
    --------
    >>> dump_yaml({"day": "2024-04-20", "place": "not stated"})
    "day: '2024-04-20'\nplace: not stated\n"
    """
    return yaml.safe_dump(
        dict(content), allow_unicode=True, sort_keys=False, width=10_000, line_break="\n"
    )
