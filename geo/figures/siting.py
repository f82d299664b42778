"""The sites of a map: the room their rings and names ask for, and how those that stray come home.

Rings in another country say that somebody is there, and a long line is hard to follow. So room is
asked for again: held at home, in place of the country's name, or together with a neighbour.
"""

from __future__ import annotations

import copy
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from shapely import LineString

from geo.boundaries import Boundaries
from geo.figures.glyphs import draw_mark
from geo.figures.labelforms import SITE_FORMS, name_blocks, site_blocks
from geo.figures.labels import NAME_ABROAD, Labels
from geo.figures.labelspots import bare_name_last, point_boxes, spots_of_site
from geo.figures.paper import XY, Page, circle
from geo.figures.projection import country_name, map_name
from geo.figures.sites import Chip, Site, join_nearest, shows
from geo.figures.spots import Box, Sizes, Spot, Spots, boxes_about
from geo.figures.table import write_count
from geo.fonts import Face
from geo.layers import Picture
from geo.style import INK, PAPER, faintness, operator_colour

RANK = 0  # of what matters most: sites, arrows and hosts
_GAP = 2.0  # between the rings of a site
_IN_A_ROW = 4
_FAR, _NEAR = 100.0, 130.0  # a line as long as this, and a neighbour as near, make two sites one
_ACROSS = 160.0  # pixels of straying for rings that all reach into another country
_ABROAD = 650.0  # for those that stand in one: they say what is not so, and names are worth less
_JOINED = 120.0  # pixels of straying that are worth the name of a place
_AN_ARROW = 160.0  # pixels of straying that are worth an arrow: the table has it too
_STRAY, _BARELY = 30.0, 0.35  # pixels off from which a site strays; what of its rings may be abroad
_HALF = 0.55  # and of any one of them
_ATTEMPTS = 6  # at finding room for every site
_HIDDEN = 25.0  # what it costs that a name hides a point of its own
_SHORT = 40.0  # pixels of a line that nobody minds


class Siting:
    """Which sites a map has, where their rings may stand, and what gives way to them.

    ``place`` finds room for everything that is asked for, and gives up one of the ``ways`` of
    arrows, by fact, where there is too little; a trial that is undone gives none up. ``told`` are
    the facts that the title speaks of, those that it names first: their sites join no other while
    there is another way. ``coarse``: the map is so small that the rings of a country stand anywhere
    in it.
    """

    def __init__(
        self,
        page: Page,
        picture: Picture,
        boundaries: Boundaries,
        labels: Labels,
        sites: Sequence[Site],
        radius: float,
        place: Callable[[], dict[str, Spot]],
        ways: dict[str, Any],
        *,
        told: Sequence[str],
        coarse: bool,
        short: Mapping[str, str],
    ) -> None:
        self.page, self.picture, self.boundaries, self.labels = page, picture, boundaries, labels
        self.sites, self.radius, self.coarse, self.place = [*sites], radius, coarse, place
        self.ways = ways
        self.host_of = {p.id: p.host for p in picture.situation.presences}
        self.px, self.short, self.told = page.template.px, short, told
        self.yielding: set[str] = set()  # the countries whose name gives way to that of their site
        self.held: set[str] = set()  # the sites that are to stay near their points
        self.sited: dict[str, tuple[Site, bool, bool]] = {}
        if coarse:
            self.yielding |= {self.host_of[site.marks[0].fact] for site in self.sites}

    def placed(self) -> dict[str, Spot]:
        """Places for all that is asked for, those of the sites included, as near as can be."""
        self.find_room()
        return self.without_strays(self.labels.polish())

    def find_room(self) -> dict[str, Spot]:
        """Places for all; a site that has none joins its neighbour, time and again."""
        for attempt in range(_ATTEMPTS):
            self.name_sites()
            placed = self.place()
            crowded = self.crowded(placed)
            if not crowded or attempt == _ATTEMPTS - 1:
                break
            # Without a neighbour to join, a site says its country and the country's name gives way.
            self.yielding |= self.lonely & {self.host_of[site.marks[0].fact] for site in crowded}
            for name in self.yielding:
                self.labels.forget(f"label:country:{name}")
            self.sites = self.joined(crowded)
        return placed

    def joined(self, crowded: Sequence[Site]) -> list[Site]:
        """The sites with fewer names, so that those without room find some."""
        found = join_nearest(self.sites, crowded, self.host_of, apart=self.told)
        if found == self.sites:  # what the title speaks of had better join than not be shown
            found = join_nearest(self.sites, crowded, self.host_of)
        return found

    @property
    def lonely(self) -> set[str]:
        """The countries that have one site."""
        hosts = [self.host_of[site.marks[0].fact] for site in self.sites]
        return {host for host in hosts if hosts.count(host) == 1}

    def without_strays(self, placed: dict[str, Spot]) -> dict[str, Spot]:
        """The places once no site stands in another country or at the end of a long line.

        Rings abroad say that somebody is there, and two names on one label are read sooner than
        one at the end of a long line. So strays are held at home, all or the worst of them, and who
        has no room there joins a neighbour or takes that of the country's name; else strays join.
        Each way is kept only where the whole map strays less by it.
        """
        tried = {self.asks}
        ways: list[Callable[[Sequence[Site]], None]]
        ways = [
            self.hold,
            self.yield_name,
            self.hold_one,
            self.yield_one,
            self.hold_next,
            self.join,
            self.join_one,
            self.drop_arrow,
        ]
        for way in ways:
            strays = self.strays_of(placed)
            if not strays:
                break
            before, worth = self.state(), self.worth(placed)
            way(strays)
            if self.asks in tried:  # the same question has the same answer
                self.restore(before)
                continue
            tried.add(self.asks)
            found = self.find_room()
            if self.lost(found) <= worth[0]:
                found = self.labels.polish(once=True)
            if self.worth(found) < worth:
                found = self.labels.polish()
            if self.worth(found) < worth:
                placed = found
            else:
                self.restore(before)
        return placed

    @property
    def asks(self) -> tuple[frozenset[Any], ...]:
        """What room is asked for: it alone decides what is found."""
        sites = frozenset((site_name(site), site.points) for site in self.sites)
        return sites, frozenset(self.held), frozenset(self.yielding), frozenset(self.ways)

    def strays_of(self, placed: Mapping[str, Spot]) -> list[Site]:
        """The sites that stand abroad or far off, the furthest first."""
        off = {site_name(s): self.strays(s, placed.get(site_name(s))) for s in self.sites}
        strays = [site for site in self.sites if off[site_name(site)] > _STRAY]
        return sorted(strays, key=lambda site: -off[site_name(site)])

    def hold_one(self, strays: Sequence[Site]) -> None:
        """Let the one that strays furthest stand nowhere but at home."""
        self.hold(strays[:1])

    def hold(self, strays: Sequence[Site]) -> None:
        """Let strays stand nowhere but at home, near their points."""
        self.held |= {site_name(site) for site in strays}

    def join(self, strays: Sequence[Site]) -> None:
        """Let strays join a neighbour that is near; hold those that have none."""
        self.sites = join_nearest(self.sites, self.free(strays), self.host_of, _NEAR, self.told)
        self.hold([site for site in strays if site in self.sites])

    def join_one(self, strays: Sequence[Site]) -> None:
        """Let the one that strays furthest join its neighbour, however far that is."""
        one = self.free(strays)[:1]
        self.sites = join_nearest(self.sites, one, self.host_of, apart=self.told)

    def drop_arrow(self, strays: Sequence[Site]) -> None:
        """Leave the lightest arrow to the table, never what the title speaks of."""
        for fact in list(self.ways)[1:][-1:]:
            del self.ways[fact]
            self.labels.forget(f"label:arrow:{fact}")

    def free(self, strays: Sequence[Site]) -> list[Site]:
        """Those of which the title says nothing."""
        return [site for site in strays if not shows(site, self.told)]

    def yield_name(self, strays: Sequence[Site]) -> None:
        """Hold strays; the only site of a country says it, and the country's own name gives way."""
        self.yielding |= self.lonely & {self.host_of[site.marks[0].fact] for site in strays}
        for name in self.yielding:
            self.labels.forget(f"label:country:{name}")
        self.hold(strays)

    def hold_next(self, strays: Sequence[Site]) -> None:
        """Hold strays, and those whose room they take."""
        self.hold(strays)
        self.hold(self.strays_of(self.find_room()))

    def yield_one(self, strays: Sequence[Site]) -> None:
        """The same of the one that strays furthest."""
        self.yield_name(strays[:1])

    def state(self) -> tuple[Any, ...]:
        """What bringing strays home changes."""
        labels = self.labels
        kept = (self.sites, self.held, self.yielding, self.sited, labels.asked, labels.looks)
        return tuple(copy.copy(one) for one in (*kept, self.ways))

    def restore(self, state: tuple[Any, ...]) -> None:
        """Undo what was changed since."""
        labels = self.labels
        self.sites, self.held, self.yielding, self.sited, labels.asked, labels.looks, ways = state
        self.ways.clear()
        self.ways.update(ways)

    def strays(self, site: Site, spot: Spot | None) -> float:
        """How far off a site's rings stand, in pixels; in another country that counts as far."""
        if spot is None or self.coarse:
            return 0.0
        line = spot.leader
        far = max(0.0, math.dist(line[:2], line[2:]) - _SHORT) if line else 0.0
        home = self.host_of[site.marks[0].fact]
        box = np.array([spot.boxes[1]])
        whole, worst = self.labels.ground.abroad(box, home)[0], self.abroad(site, box)[0]
        abroad = max(whole, worst if worst > _HALF else 0.0)
        return far + float((_ABROAD if abroad > _BARELY else _ACROSS) * abroad)

    def abroad(self, site: Site, boxes: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
        """How much of that ring of a site stands in other countries of which most does, by box."""
        home, middles = self.host_of[site.marks[0].fact], self.middles(boxes, len(site.chips))
        size = 2 * self.radius, 2 * self.radius
        rings = boxes_about(np.concatenate([*middles]), size)  # at once: it is asked often
        shares = self.labels.ground.abroad(rings, home)
        return np.asarray(shares.reshape(len(site.chips), -1).max(axis=0))

    def middles(self, boxes: np.ndarray[Any, Any], count: int) -> Iterator[np.ndarray[Any, Any]]:
        """Where each of so many rings stands in boxes that are made for all of them."""
        left, top, right, _ = boxes.T
        step = 2 * self.radius + _GAP
        columns = np.round((right - left - 4) / step)
        for number in range(count):
            row, column = np.divmod(number, columns)
            in_row = np.minimum(columns, count - row * columns)
            x = (left + right) / 2 + (column - (in_row - 1) / 2) * step
            yield np.column_stack([x, top + 2 + step / 2 + row * step])

    def straying(self, placed: Mapping[str, Spot]) -> float:
        """How far off the rings of all sites stand.

        A name that stands for two places says less: sites that are joined cost something too.
        """
        joined = sum(len(site.marks) for site in self.sites) - len(self.sites)
        off = (self.strays(site, placed.get(site_name(site))) for site in self.sites)
        return _JOINED * joined + sum(off) - _AN_ARROW * len(self.ways)

    def worth(self, placed: Mapping[str, Spot]) -> tuple[int, float]:
        """How bad places are: what that matters has none, then how far the rest strays."""
        return self.lost(placed), self.straying(placed)

    def lost(self, placed: Mapping[str, Spot]) -> int:
        """How many of the labels that matter most have no room."""
        asked = [label.id for label in self.labels.asked if label.rank == RANK]
        return sum(name not in placed for name in asked)

    def crowded(self, placed: Mapping[str, Spot]) -> list[Site]:
        """The sites that found no room."""
        return [site for site in self.sites if site_name(site) not in placed]

    def name_sites(self) -> None:
        """Ask for room for the rings of every site with their name."""
        names = {site_name(site) for site in self.sites}
        for name in [name for name in self.sited if name not in names]:
            self.labels.forget(name)
            del self.sited[name]
        for site in self.sites:
            home = self.host_of[site.marks[0].fact]
            asked = (site, home in self.yielding, site_name(site) in self.held)
            if self.sited.get(site_name(site)) != asked:
                self.labels.forget(site_name(site))
                self.sited[site_name(site)] = asked
                self.name_site(site_name(site), site)

    def name_site(self, name: str, site: Site) -> None:
        """Ask for room for one site, in its own country if it can be."""
        home = self.host_of[site.marks[0].fact]
        chips = self.chips_sizes(site)

        def spots(sizes: Sizes) -> Spots:
            found = bare_name_last(spots_of_site(site, chips, sizes), SITE_FORMS)
            found = found.dearer(_HIDDEN * points_hidden(found, site.points))
            if name in self.held:
                ways = found.leaders[:, 2:] - found.leaders[:, :2]
                near = ~(np.hypot(*ways.T) > _FAR)
                rings = found.boxes[:, -1]
                near &= self.labels.ground.abroad(rings, home) < _BARELY
                found = found.only(near & (self.abroad(site, rings) < _HALF))
            if self.coarse:
                return self.labels.readable(found, INK, home, NAME_ABROAD)
            return self.labels.readable(found, INK, home)

        language = self.picture.language
        # A country beyond the map has no name on it that its place could say, or stand for.
        drawn = self.boundaries.get(home)
        country = country_name(drawn, language) if drawn and home in self.yielding else ""
        blocks = site_blocks(site, self.px, country, language, self.short, self.told)
        if self.coarse and drawn:
            called = map_name(drawn, language)
            blocks = name_blocks(called, Face.BOLD, self.px(24), self.px(24))
        self.labels.ask(name, RANK, blocks, spots, INK, None, point_boxes(site))

    def chips_sizes(self, site: Site) -> list[tuple[float, float]]:
        """How wide and high the rings of a site are together: in a row, and in two."""
        count, step = len(site.chips), 2 * self.radius + _GAP
        rows = {min(count, _IN_A_ROW): 1, math.ceil(count / 2) if count > 3 else count: 2}
        return [(columns * step + 4, math.ceil(count / columns) * step + 4) for columns in rows]

    def draw_site(self, name: str, site: Site, spot: Spot) -> None:
        """Draw a site where room was found: its points, the line to the rings, rings and name."""
        text, chips = spot.boxes[:2]
        for point in site.points:
            if _holds(text, point):
                continue  # half a point looks out from under its name like a smudge
            if spot.leader or not _holds(chips, point):
                dot = circle(*point, 4.0)
                self.page.fill(dot, INK, 9.1, edge=PAPER, width=1.4, gid=f"point:{name}")
                if not spot.leader:
                    middle = ((chips[0] + chips[2]) / 2, (chips[1] + chips[3]) / 2)
                    self.page.lines(LineString([point, middle]), INK, 1.4, 9)
        middles = self.middles(np.array([chips]), len(site.chips))
        for chip, at in zip(site.chips, middles, strict=True):
            self.draw_chip(chip, (float(at[0, 0]), float(at[0, 1])))
        beside = (text[0] + text[2]) / 2 - (chips[0] + chips[2]) / 2
        align = 0.5 if abs(beside) < (chips[2] - chips[0]) / 2 else 0.0 if beside > 0 else 1.0
        self.labels.set(name, spot, align)

    def draw_chip(self, chip: Chip, at: XY) -> None:
        """Draw one ring: with what is there, or with the number of sites it stands for."""
        colour = operator_colour(chip.actor)
        alpha = faintness(colour) if all(mark.stale for mark in chip.marks) else 1.0
        gid = f"mark:{chip.ring}:{chip.actor}:{'+'.join(chip.facts)}"
        glyph = chip.marks[0].glyph if len(chip.marks) == 1 else None
        look = {"radius": self.radius, "alpha": alpha}
        draw_mark(self.page, at, chip.ring, glyph, colour, 10, gid, **look)
        if glyph is None:
            write_count(self.page, at, len(chip.marks), colour, chip.ring)


def site_name(site: Site) -> str:
    """The name under which a site asks for room."""
    return f"label:mark:{site.marks[0].fact}"


def points_hidden(spots: Spots, points: Sequence[XY]) -> np.ndarray[Any, Any]:
    """How many points of a site each spot's name lies on; those under its rings are not drawn.

    Examples
    --------
    >>> spot = Spot(((0, 0, 90, 20), (100, 0, 130, 30)), 0.0)
    >>> points_hidden(Spots.of([spot]), [(10, 10), (110, 10), (10, 90)]).tolist()
    [1]
    """
    hidden = np.zeros(len(spots), dtype=int)
    led = ~np.isnan(spots.leaders[:, 0])
    for point in points:
        named, ringed = (
            ((box[:, :2] < point) & (box[:, 2:] > point)).all(axis=1)
            for box in (spots.boxes[:, 0], spots.boxes[:, 1])
        )
        hidden += named & (led | ~ringed)
    return hidden


def _holds(box: Box, point: XY) -> bool:
    return box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]
