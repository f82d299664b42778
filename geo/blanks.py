"""What sources leave unsaid, in the reader's language: a question is ours, no quote.

A claim says in English what it leaves blank (``leaves_blank``); ``blanks.csv`` has it in French.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from geo.errors import Problem
from geo.language import Language
from geo.model import Claim
from geo.records import plain_text_problem
from geo.tables import read_table

BLANK_COLUMNS = ["id", "en", "fr"]


def read_blanks(path: Path, problems: list[Problem]) -> dict[str, str]:
    r"""English to French, of a file of ``BLANK_COLUMNS``; a row with a blank cell is a problem.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "blanks.csv")
    ...     _ = path.write_text("id,en,fr\nsince,since when,depuis quand\n")
    ...     read_blanks(path, [])
    {'since when': 'depuis quand'}
    """
    name = path.name
    found: dict[str, str] = {}
    for row in read_table(path, name, BLANK_COLUMNS, problems):
        wrong = [one for key in ("en", "fr") for one in _cell_problems(name, row, key)]
        problems += wrong
        if not wrong:
            found[row["en"]] = row["fr"]
    return found


def _cell_problems(name: str, row: Mapping[str, str], key: str) -> Iterator[Problem]:
    if not row[key].strip():
        fix = "Write the question in this language, or leave the row out."
        yield Problem(name, row["id"], key, "", "a question", fix)
    yield from plain_text_problem(row[key], name, row["id"], key)


def with_french(claims: Iterable[Claim], french: Mapping[str, str]) -> Iterator[Claim]:
    """The claims, with what they leave blank in French where *french* has it."""
    for claim in claims:
        told = tuple(french.get(one, one) for one in claim.leaves_blank)
        yield claim if told == claim.leaves_blank else replace(claim, leaves_blank_fr=told)


def blanks_of(claim: Claim, language: Language = Language.EN) -> tuple[str, ...]:
    """What a claim leaves blank, in a language; in English where nobody has put it into French.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> claim = SimpleNamespace(leaves_blank=("since when",), leaves_blank_fr=("depuis quand",))
    >>> blanks_of(claim), blanks_of(claim, Language.FR)
    (('since when',), ('depuis quand',))
    """
    french = claim.leaves_blank_fr if language is Language.FR else ()
    return french or claim.leaves_blank
