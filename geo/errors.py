"""The one domain error, and the shape of every message it carries."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

# Long outside text in a message hides the message: a 1 MB quote must not fill a terminal.
_FOUND_LIMIT = 240


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in one field of one record, said so that its owner can mend it.

    Examples
    --------
    >>> print(Problem("places.csv", "old-fort", "lat", "95", "-90 to 90", "Correct the latitude."))
    places.csv: old-fort: lat: found '95', expected -90 to 90. Correct the latitude.
    """

    file: str
    record: str
    field: str
    found: str
    expected: str
    fix: str

    def __str__(self) -> str:
        file, record, field, expected = map(
            printable, (self.file, self.record, self.field, self.expected)
        )
        found = one_line(self.found)
        # What to do is ours, and is of no use in part: the forms of a date take all of a line.
        fix = _harmless(self.fix)
        return f"{file}: {record}: {field}: found {found!r}, expected {expected}. {fix}"


class SahelscopeError(Exception):
    """The only exception this project raises on purpose; holds every problem of a file.

    Examples
    --------
    >>> problem = Problem("a.csv", "row 2", "id", "", "an id", "Give the row an id.")
    >>> str(SahelscopeError([problem]))
    "a.csv: row 2: id: found '', expected an id. Give the row an id."
    """

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def one_line(text: str) -> str:
    """Outside text cut to a length a message can carry.

    Examples
    --------
    >>> one_line("short")
    'short'
    >>> len(one_line("x" * 5000)) < 300
    True
    """
    if len(text) <= _FOUND_LIMIT:
        return text
    return f"{text[:_FOUND_LIMIT]}… ({len(text):,} characters)"


def printable(text: str) -> str:
    r"""Outside text that can neither start a line of its own nor steer a terminal.

    Ids, field names and quotes of a broken file stand in messages: a line break in one must not
    read as a second, invented message.

    Examples
    --------
    >>> print(printable("a\nplaces.csv: all is well"))
    a\nplaces.csv: all is well
    """
    return _harmless(one_line(text))


def _harmless(text: str) -> str:
    return "".join(one if one.isprintable() else repr(one)[1:-1] for one in text)


def not_utf8(error: UnicodeDecodeError) -> str:
    r"""What was found where a file is not UTF-8: the byte, and in which line.

    Examples
    --------
    >>> try:
    ...     "Un\n sommet à Agadez".encode("latin-1").decode("utf-8")
    ... except UnicodeDecodeError as error:
    ...     print(not_utf8(error))
    byte 0xe0 in line 2
    """
    line = error.object.count(b"\n", 0, error.start) + 1
    return f"byte 0x{error.object[error.start]:02x} in line {line}"


def closest(word: str, known: Iterable[str], *, file: str | None = None) -> str:
    """The advice that ends a message about an unknown word: the nearest known one, if any.

    *file*: where the known ones stand, if readers may add to them; None: they are ours alone.

    Examples
    --------
    >>> closest("presense", ["presence", "withdrawal"])
    "Did you mean 'presence'?"
    >>> closest("zzz", ["presence", "withdrawal"])
    'Known: presence, withdrawal.'
    >>> closest("old-fort", [], file="places.csv")
    'Known: none; add it to places.csv.'
    """
    names = sorted(set(known))
    near = difflib.get_close_matches(word, names, n=1, cutoff=0.6)
    if near:
        return f"Did you mean {near[0]!r}?"
    end = f"; add it to {file}." if file else "."
    if len(names) > 20:
        return f"None of the {len(names)} known names is close to it{end}"
    return f"Known: {', '.join(names) or 'none'}{end}"
