"""What a document and its translation must have in common, and what of it they have not.

Both have the same blocks in the same order: a heading, a paragraph, an item of a list, a row of a
table, a listing. So a difference is told by the line at which it begins.
"""

import hashlib
import re
from collections.abc import Callable, Iterator
from itertools import zip_longest
from typing import NamedTuple

from geo.language import Language


class Block(NamedTuple):
    """One piece of a document, the number of its first line, and what it begins with."""

    line: int
    sign: str
    text: str


_NOTE = re.compile(r"\A<!-- translated from docs/(\S+), sha256 ([0-9a-f]{64}) -->\n")
_SIGN = re.compile(r"#+ |- |\d+\. |\| ?|    ")
_CODE = re.compile(r"`[^`]+`")
_URL = re.compile(r"https?://[^\s)>\]|]+")
_INNER = re.compile(r"\]\((?!https?://)([^)#]+)[^)]*\)")
# A version is a number of its own kind: no language writes its points otherwise. Digits after a
# letter are a name or a unit (G5, km2).
_NUMBER = {
    Language.EN: re.compile(r"(?<!\w)(?:\d+(?:\.\d+){2,}|\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"),
    Language.FR: re.compile(
        r"(?<!\w)(?:\d+(?:\.\d+){2,}|\d{1,3}(?:\u202f\d{3})+(?!\d)|\d+)(?:,\d+)?"
    ),
}
_PLAIN = {
    Language.EN: str.maketrans({",": ""}),
    Language.FR: str.maketrans({"\u202f": "", ",": "."}),
}
# Lexique des règles typographiques: these never stand at a line of their own.
_BREAKS = re.compile(r"[ \n](?=[:;?!»%](?!\w))|«(?!\u00a0)|(?<!\u00a0)»|(?<=\w)'(?=\w)")
_NOT_NARROW = re.compile(r"\u00a0[;?!]|(?<=\d)[ \u00a0](?=\d{3}(?!\d))")


# --- which text it is of -----------------------------------------------------------------------


def note_of(name: str, original: bytes) -> str:
    """The first line of a translation: which document it is of, and which text of that."""
    return f"<!-- translated from docs/{name}, sha256 {hashlib.sha256(original).hexdigest()} -->"


def stale(where: str, name: str, original: bytes, translation: str) -> str:
    """What to do if a translation is of another text than the one given; empty if it is of it."""
    wanted = note_of(name, original)
    if translation.startswith(f"{wanted}\n"):
        return ""
    found = _NOTE.match(translation)
    why = f"is of an older docs/{found[1]}" if found else "does not say of which text it is"
    return (
        f"{where} {why}. Carry over what has changed in docs/{name} "
        f"(git log -p docs/{name}), then make its first line: {wanted}"
    )


# --- blocks ------------------------------------------------------------------------------------


def blocks(text: str) -> list[Block]:
    """The pieces of a document in their order; an item or paragraph with the lines it goes on."""
    found: list[Block] = []
    goes_on = False
    for number, line in enumerate(text.splitlines(), start=1):
        sign = _sign(line, goes_on=goes_on)
        if sign is None and found:
            found[-1] = found[-1]._replace(text=f"{found[-1].text}\n{line}")
        elif sign is not None and line.strip() and not line.startswith("<!--"):
            found.append(Block(number, sign, line))
        goes_on = bool(line.strip()) and not line.startswith(("#", "|", "<!--"))
    return found


def _sign(line: str, *, goes_on: bool) -> str | None:
    """What a line begins, by its first sign; None for one that goes on what is begun."""
    sign = _SIGN.match(line)
    if goes_on and (not sign or sign[0].isspace()) and line.strip():
        return None
    return re.sub(r"\d+", "1", sign[0]).strip() or "    " if sign else ""


def _bare(text: str) -> str:
    return _CODE.sub("", _URL.sub("", text))


# --- what must be alike ------------------------------------------------------------------------


def signs(text: str, language: Language) -> list[tuple[int, object]]:
    """The kinds of block: paragraphs, items, rows, listings."""
    return [(one.line, one.sign or "paragraph") for one in blocks(text)]


def headings(text: str, language: Language) -> list[tuple[int, object]]:
    """The levels of the headings, each with its number if it has one."""
    heads = [one for one in blocks(text) if one.sign.startswith("#")]
    return [(one.line, (one.sign, *re.findall(r"^#+ (\d+)", one.text))) for one in heads]


def tables(text: str, language: Language) -> list[tuple[int, object]]:
    """The tables, each with the number of cells of every row."""
    found: list[tuple[int, list[int]]] = []
    last = None
    for one in blocks(text):
        if one.sign == "|":
            if last is None or one.line != last + 1:
                found.append((one.line, []))
            cells = _CODE.sub("", one.text.strip().strip("|"))
            found[-1][1].append(len(re.split(r"(?<!\\)\|", cells)))
            last = one.line
    return [(line, tuple(rows)) for line, rows in found]


def code(text: str, language: Language) -> list[tuple[int, object]]:
    """The code of each block: spans as they stand, of a listing all but its remarks."""
    return _of_each(text, _code_of)


def _code_of(one: Block) -> list[str]:
    if one.sign.isspace():
        return [line.partition("  #")[0].rstrip() for line in one.text.splitlines()]
    return _CODE.findall(one.text)


def links(text: str, language: Language) -> list[tuple[int, object]]:
    """The addresses outside the project that each block leads to."""
    return _of_each(text, lambda one: _URL.findall(one.text))


def numbers(text: str, language: Language) -> list[tuple[int, object]]:
    """The numbers of each block outside its code, as plain decimals."""

    def of(one: Block) -> list[str]:
        found = [] if one.sign.isspace() else _NUMBER[language].findall(_bare(one.text))
        return [number.translate(_PLAIN[language]) for number in found]

    return _of_each(text, of)


def _of_each(text: str, of: Callable[[Block], list[str]]) -> list[tuple[int, object]]:
    # A sentence has another order in another language.
    return [(one.line, tuple(sorted(of(one)))) for one in blocks(text)]


Read = Callable[[str, Language], list[tuple[int, object]]]
ALIKE: dict[str, Read] = {
    read.__name__: read for read in (signs, headings, tables, code, links, numbers)
}


def unlike(what: str, english: str, translation: str, language: Language) -> Iterator[str]:
    """Where two documents have not the same of what must be alike."""
    read = ALIKE[what]
    both = zip_longest(read(english, Language.EN), read(translation, language), fillvalue=(0, None))
    for (line, one), (other_line, other) in both:
        if one != other:
            yield f"{what}: English line {line} has {one}, {language} line {other_line} has {other}"


# --- what French asks for, and where links lead ------------------------------------------------


def breaking(text: str) -> list[str]:
    """What of French typography is broken outside code: spaces that may break, apostrophes."""
    prose = [(one.line, _bare(one.text)) for one in blocks(text) if not one.sign.isspace()]
    found = (
        (line, words[max(0, bad.start() - 15) : bad.end() + 5])
        for line, words in prose
        for rule in (_BREAKS, _NOT_NARROW)
        for bad in rule.finditer(words)
    )
    return [f"line {line}: {words!r}" for line, words in found]


def inner_links(text: str) -> list[str]:
    """The files of the project that a document leads to, from where it lies."""
    return _INNER.findall(text)
