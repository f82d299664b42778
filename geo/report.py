"""The answer as lines of text, for a terminal."""

from __future__ import annotations

import re
from collections.abc import Iterator

from geo.captions import question_lines
from geo.changes import Turn
from geo.citations import source_words
from geo.courses import Step
from geo.daywords import date_words
from geo.interface import REPORT
from geo.language import COLON, Grammar, Language, agreed, breakable
from geo.layers import Picture
from geo.model import State
from geo.rows import Row, disagreement_of, in_reading_order, old_words, since_of
from geo.situation import Blank
from geo.vocabulary import TOPICS, TURNS
from geo.words import turn_words


def situation_lines(picture: Picture) -> list[str]:
    """Who is where, who is in which bloc, and what is left blank: caption, groups, rows."""
    language = picture.language
    lines = [in_terminal(line) for line in question_lines(picture.caption, language)]
    for heading, rows in _groups(picture):
        lines += ["", f"{heading} ({len(rows)})"] if rows else []
        lines += [_row_line(row, language) for row in rows]
    blanks = picture.situation.not_stated
    lines += ["", f"{REPORT[language]['not_stated']} ({len(blanks)})"] if blanks else []
    return lines + [_blank_line(blank, picture) for blank in blanks]


def _groups(picture: Picture) -> Iterator[tuple[str, list[Row]]]:
    """The rows under their headings; whoever has left is not listed among those who are there."""
    past = {p.id for p in picture.situation.presences if p.state is State.ENDED}
    for topic, heading in TOPICS[picture.language].items():
        rows = [row for row in in_reading_order(picture.rows) if row.topic == topic]
        yield heading, [row for row in rows if row.fact not in past]
        yield _of_the_past(heading, picture.language), [row for row in rows if row.fact in past]


def _of_the_past(heading: str, language: Language) -> str:
    """The heading of the presences that are over; in French the word agrees with theirs."""
    over = TURNS[language][Turn.ENDED]
    over = agreed(over, Grammar.FEMININE_PLURAL) if language is Language.FR else over
    return f"{heading}{COLON[language]}{over}"


def _blank_line(blank: Blank, picture: Picture) -> str:
    """What is left unsaid, of what, and by whom: "since when they are there" alone says nothing."""
    language = picture.language
    titles = [row.title for row in picture.rows if row.fact in blank.facts]
    told = COLON[language].join([*titles[:1], blank.words(language)])
    return in_terminal(f"  {told} [{source_words(blank.claim, language=language)}]")


def _row_line(row: Row, language: Language) -> str:
    parts = [row.state, row.count, row.due, since_of(row, language), row.confidence]
    parts += [disagreement_of(row, language)]
    parts += [REPORT[language]["reference"] if row.basis == "reference" else None]
    parts += [old_words(row, language)]
    told = f"  {row.title}{COLON[language]}{', '.join(part for part in parts if part)}"
    return in_terminal(told)


def change_lines(step: Step, language: Language) -> Iterator[str]:
    """One step by its day, turn and name, with the sentences it stands on."""
    change = step.change
    turn, colon = turn_words(change.turn, change.topic, language), COLON[language]
    day = change.day.isoformat()
    if change.edtf:
        day += f" ({date_words(change.edtf, language=language)})"
    yield in_terminal(f"{day} {turn}{colon}{step.title}{colon}{' -> '.join(step.stood(language))}")
    for claim in change.claims:
        yield in_terminal(f"  {claim.words} [{source_words(claim, language=language)}]")


def in_terminal(line: str) -> str:
    r"""A line with words from outside as one line that only shows them.

    A sentence that runs over a paragraph break stays on its line, and nothing in it steers the
    terminal.

    Examples
    --------
    >>> in_terminal("  They left,\n\nhe said.\x1b[2J")
    '  They left, he said.�[2J'
    """
    indent = line[: len(line) - len(line.lstrip(" "))]
    told = " ".join(breakable(line)).translate(_ISOLATES)
    return indent + _STEERING.sub("\ufffd", told)


# Round a publisher or a title that is read from right to left; they show nothing, and turn nothing.
_ISOLATES = dict.fromkeys([0x2068, 0x2069])
# Control characters, and those that turn the direction of reading of what follows them.
_STEERING = re.compile("[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]")
