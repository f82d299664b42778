"""What a fact reads like on each of its days: the rows, marks and arrows of every picture at once.

The words and the marks are those of :mod:`geo.layers`; nothing is worded twice.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from geo.agreements import Agreement
from geo.arrows import Arrow
from geo.boundaries import Boundaries
from geo.changes import Turn, dating, told_turn, turn_between
from geo.coverage import Coverage
from geo.events import Event
from geo.gazetteer import Gazetteer
from geo.language import Language
from geo.layers import build_layers
from geo.marks import Mark
from geo.memberships import Membership
from geo.model import Evidence
from geo.presences import Presence
from geo.rows import Row
from geo.sanctions import Sanction
from geo.shifts import Shift
from geo.situation import Situation
from geo.timeline import Item, Span
from geo.vague import told_of_day


@dataclass(frozen=True, slots=True)
class Reading:
    """One span in words and marks, as if nothing of it had ever grown stale or left the map.

    ``turn`` is how it differs from what the fact read before (None: in its words only), and
    ``spread`` between which days that may have happened (None: on the day it is drawn), ``about``
    its date in EDTF where its source says only about when (None: it says when).
    """

    span: Span
    row: Row
    mark: Mark | None
    arrow: Arrow | None
    turn: Turn | None
    spread: tuple[dt.date, dt.date] | None
    about: str | None


def readings_of(
    spans: Sequence[Span], boundaries: Boundaries, known: Gazetteer
) -> tuple[Reading, ...]:
    """Every span in words, in their order.

    Examples
    --------
    >>> readings_of([], Boundaries("", {}, {}, None), Gazetteer({}, {}))
    ()
    """
    worded = worded_of(spans, boundaries, known, Language.EN)
    before = _before(spans)
    return tuple(
        Reading(
            span,
            told.row,
            told.mark,
            told.arrow,
            turn := _turn(before.get(number), span),
            *(_dated(span, turn) if turn or _moves(before.get(number), span) else (None, None)),
        )
        for number, (span, told) in enumerate(zip(spans, worded, strict=True))
    )


@dataclass(frozen=True, slots=True)
class Worded:
    """What one span reads like in one language."""

    row: Row
    mark: Mark | None
    arrow: Arrow | None


def worded_of(
    spans: Sequence[Span], boundaries: Boundaries, known: Gazetteer, language: Language
) -> tuple[Worded, ...]:
    """The row, mark and arrow of every span, in their order."""
    rows: dict[int, Row] = {}
    marks: dict[int, Mark] = {}
    arrows: dict[int, Arrow] = {}
    for numbers in _batches(spans):
        at = {spans[number].item.id: number for number in numbers}
        picture = build_layers(
            _situation([spans[n].item for n in numbers]), boundaries, known, language=language
        )
        rows |= {at[row.fact]: row for row in picture.rows if row.fact in at}
        marks |= {at[mark.fact]: mark for mark in picture.marks}
    for number, span in enumerate(spans):
        if isinstance(span.item, Shift):
            picture = build_layers(
                _situation([span.item, *span.sites]), boundaries, known, language=language
            )
            if picture.arrows:
                (arrows[number],) = picture.arrows
    return tuple(
        Worded(rows[number], marks.get(number), arrows.get(number)) for number in range(len(spans))
    )


def _batches(spans: Sequence[Span]) -> Iterable[list[int]]:
    """Spans of different facts together: they do not bear on each other's words."""
    seen: dict[str, int] = {}
    batches: list[list[int]] = []
    for number, span in enumerate(spans):
        place = seen.get(span.item.id, 0)
        seen[span.item.id] = place + 1
        if place == len(batches):
            batches.append([])
        batches[place].append(number)
    return batches


_Kind = TypeVar("_Kind")


def _situation(items: Iterable[Item]) -> Situation:
    """Some items on the first of all days: whatever grows stale or goes has not done so yet."""
    found = sorted(items, key=lambda item: item.id)

    def of(kind: type[_Kind]) -> tuple[_Kind, ...]:
        return tuple(item for item in found if isinstance(item, kind))

    return Situation(
        as_of=dt.date.min,
        known_on=None,
        evidence=Evidence.ALL,
        coverage=Coverage(dt.date.min, None),
        presences=of(Presence),
        memberships=of(Membership),
        agreements=of(Agreement),
        sanctions=of(Sanction),
        shifts=of(Shift),
        events=of(Event),
        not_stated=(),
    )


def _before(spans: Sequence[Span]) -> dict[int, Item]:
    """What the fact of each span read until the span began; the best informed where it differs."""
    ending: dict[tuple[str, dt.date], list[Span]] = {}
    for span in spans:
        if span.true[1] is not None:
            ending.setdefault((span.item.id, span.true[1]), []).append(span)
    found: dict[int, Item] = {}
    for number, span in enumerate(spans):
        for other in ending.get((span.item.id, span.true[0]), []):
            if other.evidence & span.evidence and _overlap(other.known, span.known):
                found[number] = other.item
    return found


def _overlap(one: tuple[dt.date, dt.date | None], other: tuple[dt.date, dt.date | None]) -> bool:
    return (one[1] is None or other[0] < one[1]) and (other[1] is None or one[0] < other[1])


def _turn(old: Item | None, span: Span) -> Turn | None:
    new = span.item
    if span.true[0] == dt.date.min or isinstance(new, Shift):
        return None  # what held before all counting began on no day; a shift is derived
    if isinstance(new, Event):
        return told_turn(new, span.true[0]) if old is None else None
    assert not isinstance(old, Shift)
    return turn_between(old, new, span.true[0])


def _moves(old: Item | None, span: Span) -> bool:
    """Whether a shift begins or comes further: its course tells the day, though it is no change."""
    new = span.item
    return isinstance(new, Shift) and (old is None or old.stage is not new.stage)


def _dated(span: Span, turn: Turn | None) -> tuple[tuple[dt.date, dt.date] | None, str | None]:
    told = told_of_day(span.true[0], dating(span.item), ended=turn is Turn.ENDED)
    return told.spread, told.edtf if told.is_more else None
