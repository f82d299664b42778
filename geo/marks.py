"""The presences that the map shows at their places, and until when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from geo.gazetteer import Gazetteer
from geo.language import Language
from geo.model import Basis, State
from geo.naming import named, near_words, operator_name
from geo.presences import Presence
from geo.shifts import SHIFT_DAYS
from geo.situation import Situation, basis_of
from geo.style import GLYPHS, ring_of

# How long the mark of a site that was given up stays on the map. Four months: long enough to be
# seen as news, short enough that thirteen camps closed last year do not hide who is there now.
ENDED_DAYS = 120


@dataclass(frozen=True, slots=True)
class Mark:
    """One placed presence. lon, lat in degrees, EPSG:4326; ``position_source`` gives them."""

    fact: str
    lon: float
    lat: float
    precision_km: float
    actor: str
    glyph: str
    ring: str
    title: str
    near: str
    operator: str
    stale: bool
    reference: bool
    contested: bool
    position_source: str

    @property
    def subtitle(self) -> str:
        """What stands under the name: what it is near, and whose it is."""
        return " · ".join(part for part in (self.near, self.operator) if part)


def marks_of(situation: Situation, known: Gazetteer, language: Language) -> Iterable[Mark]:
    """The marks of the presences that have a place and are drawn on the day."""
    # Seeds before reference rows: where room is short, the articles' own sites keep their names.
    ordered = sorted(
        situation.presences, key=lambda p: (basis_of(p.claims) == Basis.REFERENCE.value, p.id)
    )
    for presence in ordered:
        place = known.places.get(presence.place) if presence.place else None
        if place is None or place.lon is None or place.lat is None:
            continue
        if not is_drawn(presence, situation):
            continue
        yield Mark(
            fact=presence.id,
            lon=place.lon,
            lat=place.lat,
            precision_km=place.precision_km,
            actor=presence.actor,
            glyph=GLYPHS[presence.kind],
            ring=ring_of(presence.state, reported=presence.reported),
            title=named(place, language),
            near=near_words(known, place, language=language),
            operator=operator_name(known, presence, language=language),
            stale=situation.is_stale(presence.claims),
            reference=basis_of(presence.claims) == Basis.REFERENCE.value,
            contested=presence.contested,
            position_source=place.source,
        )


def is_drawn(presence: Presence, situation: Situation) -> bool:
    """Whether the map still shows a presence on the day of a situation."""
    until = drawn_until(presence)
    return until is None or situation.as_of <= until


def drawn_until(presence: Presence) -> dt.date | None:
    """The last day on which the map shows it as it is (None: any); after it stays in the table.

    What ended long ago is history. What was only announced or alleged, and not heard of for a
    year, is a rumour that nothing came of as far as these sources know. What is only denied nobody
    says: no mark does.
    """
    if presence.denied:
        return dt.date.min
    if presence.state in (State.PLANNED, State.ALLEGED):
        return _later(max(claim.happened.latest for claim in presence.support), SHIFT_DAYS)
    if presence.state is not State.ENDED or presence.ended is None:
        return None
    return _later(presence.ended.latest, ENDED_DAYS)


def _later(day: dt.date, days: int) -> dt.date:
    return day + min(dt.timedelta(days), dt.date.max - day)
