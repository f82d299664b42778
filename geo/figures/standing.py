"""Who is in and who is out: one line for each partner in each country, from the picture.

A table says for many countries what arrows say for three. Every presence that the map shows or
keeps in its tray stands in exactly one line.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from geo.arrows import Arrow
from geo.conflicts import is_about_state
from geo.figures.focus import Focus
from geo.figures.words import STANDS, WORDS
from geo.gazetteer import Gazetteer
from geo.language import COLON, Language
from geo.layers import Picture
from geo.model import Basis
from geo.naming import name_of, the_name
from geo.presences import Presence
from geo.style import GLYPHS, RINGS, ring_of

IN_PLACE = ("active", "reported")
# What a line says where a partner's presences in one country differ, the first that holds: one
# who is going is still there, and one who is there has not ended. Of who stays as a whole, a part
# that goes does not tell.
_TELLING = ("leaving", "active", "reported", "planned", "alleged", "ended")


@dataclass(frozen=True, slots=True)
class Standing:
    """One partner in one country. ``facts`` are its presences and its shift.

    ``ring`` is the style of the telling state, ``sites`` how many places are told of (those that
    ended only where all has), ``arrow`` the style of its shift and None without one; ``stale`` is
    what is told of the presences, ``faint_arrow`` of the shift; ``contested``: of each that tells
    sources disagree that it is so, and not on a number or a beginning only.
    """

    host: str
    actor: str
    ring: str
    sites: int
    glyph: str
    arrow: str | None
    shift: str | None
    facts: tuple[str, ...]
    reference: bool
    contested: bool
    stale: bool
    faint_arrow: bool = False

    @property
    def inside(self) -> bool:
        """Whether the partner is there and nothing says that it goes."""
        return self.ring in IN_PLACE


def standings_of(picture: Picture, focus: Focus) -> tuple[Standing, ...]:
    """Every partner in every country of a focus, by country, then by weight.

    Examples
    --------
    >>> import datetime as dt
    >>> from geo.layers import build_layers
    >>> from geo.situation import situation_of
    >>> nothing = build_layers(situation_of([], dt.date(1960, 1, 1)), {}, Gazetteer({}, {}))
    >>> standings_of(nothing, Focus("sahel", frozenset(), True))
    ()
    """
    shown = {row.fact for row in picture.rows if row.drawn in ("mark", "tray")}
    pairs: dict[tuple[str, str], list[Presence]] = {}
    for presence in picture.situation.presences:
        if presence.id in shown and focus.holds(presence.host):
            pairs.setdefault((presence.host, presence.actor), []).append(presence)
    for arrow in picture.arrows:
        if focus.holds(arrow.host):
            pairs.setdefault((arrow.host, arrow.partner), [])
    found = [_standing(pair, presences, picture) for pair, presences in pairs.items()]
    return tuple(sorted(found, key=_order))


def _order(one: Standing) -> tuple[str, int, int, str]:
    return one.host, list(RINGS).index(one.ring), -one.sites, one.actor


_RING_OF_ARROW = {"in": "active", "coming": "planned", "out": "leaving", "gone": "ended"}


def _standing(pair: tuple[str, str], presences: Sequence[Presence], picture: Picture) -> Standing:
    arrow = next((a for a in picture.arrows if (a.host, a.partner) == pair), None)
    rings = {p.id: ring_of(p.state, reported=p.reported) for p in presences}
    rows = [row for row in picture.rows if row.fact in rings]
    said = {*rings.values()} - ({"leaving"} if _stays(presences, rings, arrow) else set())
    told = [ring for ring in _TELLING if ring in said]
    ring = told[0] if told else _RING_OF_ARROW[arrow.key] if arrow else "ended"
    mine = [p for p in presences if rings[p.id] == ring]
    same = [p for p in presences if (rings[p.id] == "ended") == (ring == "ended")]
    return Standing(
        host=pair[0],
        actor=pair[1],
        ring=ring,
        sites=len({p.place for p in same if p.place}),
        glyph=GLYPHS[_typical(mine).kind] if mine else "person",
        arrow=arrow.key if arrow else None,
        shift=arrow.fact if arrow else None,
        facts=(*(p.id for p in presences), *([arrow.fact] if arrow else [])),
        reference=all(row.basis == Basis.REFERENCE.value for row in rows),
        contested=bool(mine) and all(is_about_state(p.conflicts) for p in mine),
        stale=bool(rows) and all(row.stale for row in rows),
        faint_arrow=arrow is not None and arrow.stale,
    )


def _stays(presences: Sequence[Presence], rings: Mapping[str, str], arrow: Arrow | None) -> bool:
    """Whether the whole of a partner stays while a site is closed or one of its forces goes."""
    whole = (p for p in presences if p.place is None and p.force is None)
    leaves = arrow is not None and arrow.key == "out"
    return not leaves and any(rings[p.id] in IN_PLACE for p in whole)


def _typical(presences: Sequence[Presence]) -> Presence:
    """A site before troops without a place, for the map shows the site."""
    return min(presences, key=lambda p: (p.place is None, p.id))


def standing_lines(
    standings: Iterable[Standing], known: Gazetteer, language: Language
) -> list[str]:
    """The lines as sentences, for who cannot see the table."""
    hosts: dict[str, list[str]] = {}
    for one in standings:
        number = WORDS[language]["sites"].format(n=one.sites)
        ring = STANDS[language][one.ring]
        told = ", ".join([ring, number] if one.sites > 1 else [ring])
        name = the_name(known, one.actor, language=language)
        hosts.setdefault(one.host, []).append(f"{name} ({told})")
    colon = COLON[language]
    return [
        f"{name_of(known, host, language=language)}{colon}{', '.join(told)}."
        for host, told in hosts.items()
    ]
