"""What is wrong with a figure, measured on its files: pixels of the PNG, boxes of SVG and PDF.

Nothing here asks the code that drew them. A text's box comes from its place and size in the SVG
and the typeface; what can be read, from the pixels; what a screen reader gets, from the PDF.
"""

from __future__ import annotations

import io
import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pikepdf
import shapely
from PIL import Image
from shapely.geometry.base import BaseGeometry

from geo.figures.template import PER_INCH, TEMPLATES, Template
from geo.figures.vision import nearest_colours
from geo.figures.words import REFERENCE_SIGN
from geo.fonts import ASCENT, DESCENT, Face, text_width
from geo.language import Language
from geo.style import INK, READABLE, contrast
from geo.vocabulary import DISCLAIMERS

_SVG = "{http://www.w3.org/2000/svg}"
_UNIT = PER_INCH / 72  # pixels of the page to a unit of the SVG
_SIGNS = ("mark:", "cell:", "arrow:")
_WHOLE = ("sea", "land", "locator")  # the frame of the map, what of it is land, the small map
_IN_THE_FRAME = ("mark:", "leader:", "locator", "scale:")
_NO_TEXT = ("count", "panel:table:operator", "panel:table:head")  # these are no running text
_WIDOW = 0.25  # of the longest line of its text: a last line of one word as short as this
_DAY = r"\b(?:1er|\d{1,2}) [^\W\d]+ \d{1,4}\b"  # in words, of any year
_PROPER = r"\b[^\W\d_a-zà-ÿ]\w{3,}"  # a word that begins with a capital
_SCRAP = 3  # letters, the sign of the cut among them, of which nobody knows the name
_IN_ANOTHER = 0.5  # of a ring that stands in another country than its site
_BORDER = 2.5  # pixels on either side of a border that are neither country's
_LOOSE = 3.5  # lines: as far as the text of an arrow may stand off it and be read as its own
_COARSE = 0.8  # of a letter: where 100 km are narrower, rings stand for a country, not for a site
_MISSING = "\N{REPLACEMENT CHARACTER}"  # stands for a letter of no shape
_SLACK = 1.0  # pixels two boxes may share: a box is rounded outwards
_COLOURS_APART = 5.0  # of two operators on one page, in geo.figures.vision's measure
_FACES = {
    (400, False): Face.REGULAR,
    (500, False): Face.MEDIUM,
    (700, False): Face.BOLD,
    (400, True): Face.ITALIC,
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a figure: which rule, and what breaks it."""

    rule: str
    what: str

    def __str__(self) -> str:
        return f"{self.rule}: {self.what}"


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text of an SVG; box and size in pixels of the page, ``cut`` weight and slant."""

    gid: str
    words: str
    size: float
    colour: str
    box: tuple[float, float, float, float]
    cut: tuple[int, bool] = (400, False)


@dataclass(frozen=True, slots=True)
class Seen:
    """What an SVG holds: texts, and shapes by the name of their group."""

    width: float
    height: float
    texts: tuple[Text, ...]
    shapes: tuple[tuple[str, BaseGeometry, str], ...]
    head: dict[str, str] = field(default_factory=dict)

    def said(self, role: str) -> str:
        """Everything written in one role."""
        return " ".join(text.words for text in self.texts if text.gid.startswith(role))

    def gids(self, start: str) -> set[str]:
        """The groups whose names begin so."""
        found = {gid for gid, *_ in self.shapes} | {text.gid for text in self.texts}
        return {gid for gid in found if gid.startswith(start)}


def faults_of(png: bytes, svg: bytes, pdf: bytes, template: str) -> list[Fault]:
    """Everything that is wrong with the three files of one figure.

    Parameters
    ----------
    png, pdf : bytes
        As :func:`geo.figures.figure.layout_bytes` writes them.
    svg : bytes
        With letters as text.
    template : str
        The sheet it is laid out for.

    Returns
    -------
    list of Fault
        Empty if nothing is.
    """
    sheet = TEMPLATES[template]
    seen = read_svg(svg)
    return [
        *_overlaps(seen),
        *_letters(seen),
        *_in_frame(seen),
        *_one_colour(seen),
        *_off_strong_borders(seen),
        *_named(seen),
        *_at_home(seen),
        *_beside_arrows(seen),
        *_widows(seen),
        *_sizes(seen, sheet),
        *_legend(seen),
        *_words(seen),
        *_svg_form(seen, svg),
        *_readable(seen, png, sheet),
        *_colours(seen),
        *_pdf(seen, pdf),
    ]


def story_faults_of(png: bytes, svg: bytes, pdf: bytes, template: str) -> list[Fault]:
    """Everything that is wrong with the three files of a page of small maps.

    As :func:`faults_of`, but for what such a page leaves to the figures of its days: sources, the
    day under the title, the small map. What has one place in all its maps must have it.
    """
    sheet = TEMPLATES[template]
    seen = read_svg(svg)
    left_out = {"sources", "day"}
    return [
        *_overlaps(seen),
        *_letters(seen),
        *_one_frame(seen),
        *_one_colour(seen),
        *_sizes(seen, sheet),
        *_legend(seen),
        *(fault for fault in _words(seen) if fault.rule not in left_out),
        *_svg_form(seen, svg),
        *_readable(seen, png, sheet),
        *_pdf(seen, pdf),
    ]


# --- reading an SVG ---------------------------------------------------------------------------


def read_svg(svg: bytes) -> Seen:
    """The texts and shapes of an SVG with letters as text."""
    root = ElementTree.fromstring(svg)
    width, height = (float(one) * _UNIT for one in root.get("viewBox", "0 0 0 0").split()[2:])
    texts: list[Text] = []
    shapes: list[tuple[str, BaseGeometry, str]] = []
    for group in root.iter(f"{_SVG}g"):
        gid = re.sub(r"-\d+$", "", group.get("id", "")) if group.get("id") else ""
        for child in group:
            if child.tag == f"{_SVG}text" and gid != "halo":
                texts.append(_text(gid, child))
            elif child.tag == f"{_SVG}path" and (":" in gid or gid in _WHOLE):
                style = dict(_style(child.get("style", "")))
                line = gid.startswith(("focus:", "border:"))
                drawn = _shape(child.get("d", ""), line=line)
                shapes.append((gid, drawn, style.get("fill", "")))
    head = {"lang": root.get("lang", ""), "role": root.get("role", "")}
    for name in ("title", "desc"):
        head[name] = root.findtext(f"{_SVG}{name}") or ""
    head["style"] = root.findtext(f"{_SVG}style") or ""
    return Seen(width, height, tuple(texts), tuple(shapes), head)


def _style(words: str) -> Iterator[tuple[str, str]]:
    for part in words.split(";"):
        name, colon, value = part.partition(":")
        if colon:
            yield name.strip(), value.strip()


def _text(gid: str, element: ElementTree.Element) -> Text:
    style = dict(_style(element.get("style", "")))
    size = float(style.get("font-size", "0px").removesuffix("px")) * _UNIT
    cut = int(style.get("font-weight", "400")), style.get("font-style") == "italic"
    words = "".join(element.itertext())
    x, y = float(element.get("x", "0")) * _UNIT, float(element.get("y", "0")) * _UNIT
    width = text_width(words, _FACES.get(cut, Face.REGULAR), size) if words else 0.0
    box = (x, y - ASCENT * size, x + width, y + DESCENT * size)
    return Text(gid, words, size, style.get("fill", "#000000"), box, cut)


def _shape(path: str, *, line: bool = False) -> BaseGeometry:
    """The area or line of a path, in pixels of the page; one of few points is a line anyway."""
    rings = []
    for part in re.split(r"[Mm]", path)[1:]:
        numbers = [float(n) for n in re.findall(r"-?\d+\.?\d*(?:e-?\d+)?", part)]
        points = np.array(numbers).reshape(-1, 2) * _UNIT
        if len(points) > 3 and not line:
            rings.append(shapely.Polygon(points).buffer(0))
        elif len(points) > 1:
            rings.append(shapely.LineString(points))
    return shapely.union_all(rings)


# --- rules ------------------------------------------------------------------------------------


def _overlaps(seen: Seen) -> Iterator[Fault]:
    """Text on text, text on a mark or an arrow, mark on mark, lines across, out of the page."""
    for one, other in itertools.combinations(seen.texts, 2):
        if _share(one.box, other.box):
            yield Fault("overlap", f"“{one.words}” and “{other.words}”")
    signs = [
        (gid, shape) for gid, shape, _ in seen.shapes if gid.startswith(_SIGNS) or gid == "locator"
    ]
    outside = [text for text in seen.texts if text.gid != "count"]
    boxes = [_inner(text.box) for text in outside]
    for gid, shape in signs:
        for number in np.flatnonzero(shapely.intersects(boxes, shape)).tolist():
            if shape.intersection(boxes[number]).area > 1:
                yield Fault("overlap", f"“{outside[number].words}” on {gid}")
    for gid, shape, _ in seen.shapes:
        for text in seen.texts if gid.startswith("inset:") else ():
            own = text.gid == f"label:country:{gid.removeprefix('inset:')}"
            if not own and shape.intersection(_inner(text.box)).area > 1:
                yield Fault("overlap", f"“{text.words}” on the box of islands")
    for (gid, one), (name, two) in itertools.combinations(signs, 2):
        if one.intersection(two).area > 1:
            yield Fault("overlap", f"{gid} on {name}")
    yield from _crossings(seen)
    page = shapely.box(0, 0, seen.width, seen.height)
    for text in seen.texts:
        if not page.contains(_inner(text.box)):
            yield Fault("page", f"“{text.words}” runs off the page")
    for gid, shape in signs:
        if not page.contains(shape):
            yield Fault("page", f"{gid} runs off the page")


def _letters(seen: Seen) -> Iterator[Fault]:
    """Every letter is one that can be read: names of signs, or cut to a scrap, name nobody."""
    for text in seen.texts:
        if _MISSING in text.words:
            yield Fault("letters", f"“{text.words}” has some that the typeface lacks")
        if text.words.endswith("…") and len(text.words) <= _SCRAP:
            yield Fault("letters", f"“{text.words}” is cut to a scrap")


def _in_frame(seen: Seen) -> Iterator[Fault]:
    """What belongs to the map stands inside its frame."""
    frames = [shape for gid, shape, _ in seen.shapes if gid == "sea" and not shape.is_empty]
    if not frames:
        yield Fault("frame", "there is no map")
        return
    frame = frames[0]
    if not any(gid == "locator" for gid, *_ in seen.shapes):
        yield Fault("frame", "nothing says where in Africa the map lies")
    for gid, shape, _ in seen.shapes:
        here = gid.startswith(_IN_THE_FRAME)
        partly = gid.startswith("arrow:") and shape.intersects(frame)
        if (here or partly) and not frame.buffer(_SLACK).contains(shape):
            yield Fault("frame", f"{gid} runs out of the map")
    for text in seen.texts:
        if text.gid.startswith(("label:", "scale")) and not frame.contains(_inner(text.box)):
            yield Fault("frame", f"“{text.words}” runs out of the map")


_KEPT = ("label:country:", "scale")  # what has one place in all maps of a page


def _one_frame(seen: Seen) -> Iterator[Fault]:
    """Small maps are of one size, each has its scale, and what they share stands in one place."""
    frames = [shape.bounds for gid, shape, _ in seen.shapes if gid == "sea"]
    sizes = {(round(right - left), round(low - top)) for left, top, right, low in frames}
    if len(sizes) != 1:
        yield Fault("frame", f"maps of {len(sizes)} sizes")
    stood: dict[str, tuple[float, float]] = {}
    for left, top, right, low in frames:
        frame = shapely.box(left, top, right, low)
        inside = [text for text in seen.texts if frame.contains(_middle(text.box))]
        if not any(text.gid == "scale" for text in inside):
            yield Fault("scale", "a map has no scale bar")
        for text in inside:
            if not frame.contains(_inner(text.box)):
                yield Fault("frame", f"“{text.words}” runs out of its map")
            if text.gid.startswith(_KEPT):
                at = text.box[0] - left, text.box[1] - top
                was = stood.setdefault(f"{text.gid} {text.words}", at)
                if max(abs(at[0] - was[0]), abs(at[1] - was[1])) > _SLACK:
                    yield Fault("series", f"“{text.words}” stands elsewhere than in a map before")


def _one_colour(seen: Seen) -> Iterator[Fault]:
    """All lines of a label have one colour: two would be two labels. Each small map has its own."""
    maps = [shape for gid, shape, _ in seen.shapes if gid == "sea"]
    colours: dict[tuple[str | int, ...], set[str]] = {}
    for text in seen.texts:
        if text.gid.startswith("label:") and not text.gid.startswith("label:degree:"):
            held = [number for number, one in enumerate(maps) if one.contains(_middle(text.box))]
            colours.setdefault((text.gid, *held[:1]), set()).add(text.colour)
    for (gid, *_), used in colours.items():
        if len(used) > 1:
            yield Fault("colour", f"{gid} has {len(used)} colours")


def _off_strong_borders(seen: Seen) -> Iterator[Fault]:
    """No name of a neighbour stands over the strong borders of what a figure is of."""
    for gid, line, _ in seen.shapes:
        if not gid.startswith("focus:"):
            continue
        for text in seen.texts:
            named = text.gid.startswith("label:country:") and not text.gid.endswith(gid[6:])
            if named and line.intersects(_inner(text.box)):
                yield Fault("border", f"“{text.words}” stands over the border of {gid[6:]}")


def _named(seen: Seen) -> Iterator[Fault]:
    """The country of the strong borders has its name on the map; its only site may say it."""
    told, labelled = (re.findall(_PROPER, seen.said(one)) for one in ("subtitle", "label:mark:"))
    by_site = set(told) & set(labelled)
    for gid in sorted(seen.gids("focus:")):
        if not by_site and not seen.gids(f"label:country:{gid.removeprefix('focus:')}"):
            yield Fault("named", f"{gid.removeprefix('focus:')} has no name on the map")


def _at_home(seen: Seen) -> Iterator[Fault]:
    """No line leads from a site to rings in another country, as if somebody was there."""
    lines = [line for gid, line, _ in seen.shapes if gid.startswith("leader:label:mark:")]
    if not lines or _is_coarse(seen):
        return
    rings = [(gid, shape) for gid, shape, _ in seen.shapes if gid.startswith("mark:")]
    countries = _countries(seen)
    for line in lines:
        begin, end = (shapely.Point(line.coords[number]) for number in (0, -1))
        home = min(countries, key=begin.distance)
        gid, ring = min(rings, key=lambda one: float(one[1].distance(end)))
        abroad = sum(one.intersection(ring).area for one in countries if one is not home)
        if abroad > _IN_ANOTHER * ring.area:
            yield Fault("abroad", f"{gid} stands in another country than its site")


def _beside_arrows(seen: Seen) -> Iterator[Fault]:
    """The text of an arrow stands close to it, and is nearer to no other."""
    signs = [(gid, one) for gid, one, _ in seen.shapes if gid.startswith("arrow:")]
    frame = shapely.union_all([shape for gid, shape, _ in seen.shapes if gid == "sea"])
    # The table has the same arrows, beside the map.
    arrows = {gid.split(":", 2)[2]: one for gid, one in signs if one.intersects(frame)}
    for fact, own in arrows.items():
        lines = [text for text in seen.texts if text.gid == f"label:arrow:{fact}"]
        if not lines:
            continue
        whole = shapely.union_all([_inner(text.box) for text in lines])
        off, line = whole.distance(own), max(text.size for text in lines)
        if off > _LOOSE * line:
            yield Fault("arrow", f"“{lines[0].words}” stands {off:.0f} pixels off its arrow")
        if any(whole.distance(one) < off - line / 2 for one in arrows.values() if one is not own):
            yield Fault("arrow", f"“{lines[0].words}” stands nearer to another arrow")


def _countries(seen: Seen) -> list[BaseGeometry]:
    """The land of a map, parted along its borders."""
    land = [shape for gid, shape, _ in seen.shapes if gid == "land"]
    lines = [line for gid, line, _ in seen.shapes if gid.startswith("border:")]
    # Merged first: widened piece by piece they take fifty times as long.
    whole = shapely.line_merge(shapely.union_all(lines))
    borders = whole.simplify(1.0).buffer(_BORDER, quad_segs=2)
    return list(shapely.get_parts(shapely.union_all(land).difference(borders)))


def _is_coarse(seen: Seen) -> bool:
    """Whether a map is so small that the rings of a country are one site, anywhere beside it."""
    size = max((text.size for text in seen.texts if text.gid == "scale"), default=0.0)
    bars = [(gid, bar.bounds) for gid, bar, _ in seen.shapes if gid.startswith("scale:")]
    # The dark half of the bar is drawn by itself.
    wide = [2 * (right - left) / float(gid.partition(":")[2]) for gid, (left, _, right, _) in bars]
    return 100 * max(wide, default=0.0) < _COARSE * size


def _middle(box: Sequence[float]) -> BaseGeometry:
    return shapely.Point((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)


def _widows(seen: Seen) -> Iterator[Fault]:
    """No text ends in a line of one short word."""
    rows: dict[tuple[str, float], list[Text]] = {}
    for text in seen.texts:
        rows.setdefault((text.gid, round(text.box[3], 1)), []).append(text)
    widest: dict[str, float] = {}
    for (gid, _), row in rows.items():
        wide = max(text.box[2] for text in row) - min(text.box[0] for text in row)
        widest[gid] = max(widest.get(gid, 0.0), wide)
    for (gid, base), row in rows.items():
        word = row[0]
        if len(row) > 1 or " " in word.words.strip() or gid in _NO_TEXT:
            continue
        above = [
            text
            for (name, other), texts in rows.items()
            for text in texts
            if name == gid and 0.5 * word.size < base - other < 1.5 * word.size
        ]
        goes_on = any(text.cut == word.cut for text in above) and len(above) > 0
        if goes_on and word.box[2] - word.box[0] < _WIDOW * widest[gid]:
            yield Fault("widow", f"“{word.words}” stands alone in the last line")


def _crossings(seen: Seen) -> Iterator[Fault]:
    leaders = [(gid, line) for gid, line, _ in seen.shapes if gid.startswith("leader:")]
    for (gid, one), (name, other) in itertools.combinations(leaders, 2):
        if one.crosses(other):
            yield Fault("leader", f"{gid} crosses {name}")
    for (gid, line), text in itertools.product(leaders, seen.texts):
        if gid != f"leader:{text.gid}" and line.intersection(_inner(text.box)).length > 3:
            yield Fault("leader", f"{gid} runs through “{text.words}”")


def _share(one: Sequence[float], other: Sequence[float]) -> bool:
    return (
        min(one[2], other[2]) - max(one[0], other[0]) > _SLACK
        and min(one[3], other[3]) - max(one[1], other[1]) > _SLACK
    )


def _inner(box: Sequence[float]) -> BaseGeometry:
    return shapely.box(box[0] + _SLACK, box[1] + _SLACK, box[2] - _SLACK, box[3] - _SLACK)


def _sizes(seen: Seen, sheet: Template) -> Iterator[Fault]:
    for text in seen.texts:
        small = text.gid in ("sources", "credits", "marking")
        least = sheet.least_source if small else sheet.least
        if text.size < least - 0.05:
            yield Fault("size", f"“{text.words}” is {text.size / 2:.1f} pt, not {least / 2:.0f}")


def _legend(seen: Seen) -> Iterator[Fault]:
    """The legend is exactly the classes drawn."""
    drawn = {f"area:{gid.split(':')[1]}" for gid in seen.gids("area:")} - {"area:none"}
    drawn |= {f"ring:{gid.split(':')[1]}" for gid in seen.gids("mark:") | seen.gids("cell:")}
    drawn |= {f"arrow:{gid.split(':')[1]}" for gid in seen.gids("arrow:")}
    drawn |= {f"glyph:{gid.split(':')[1]}" for gid in seen.gids("glyph:")}
    drawn |= {"glyph:count"} if any(text.gid == "count" for text in seen.texts) else set()
    signed = any(REFERENCE_SIGN in text.words for text in seen.texts)
    drawn |= {"sign:reference"} if signed else set()
    # Where no table names operators, their colours are explained beside the classes.
    drawn |= {f"operator:{one}" for one in _operators(seen)} if seen.gids("key:operator") else set()
    drawn |= {"sign:faint"} if seen.gids("faint:") else set()
    drawn |= {"sign:others"} if seen.gids("label:others:") else set()
    named = {gid.removeprefix("legend:") for gid in seen.gids("legend:")}
    keyed = {gid.removeprefix("key:") for gid in seen.gids("key:")}
    for key in sorted(drawn - named | drawn - keyed):
        yield Fault("legend", f"{key} is drawn and not explained")
    for key in sorted((named | keyed) - drawn):
        yield Fault("legend", f"{key} is explained and not drawn")


def _operators(seen: Seen) -> set[str]:
    """Whose rings the maps have."""
    return {gid.split(":")[2] for gid in seen.gids("mark:")}


def _words(seen: Seen) -> Iterator[Fault]:
    language = Language(seen.head["lang"]) if seen.head["lang"] in list(Language) else None
    line = seen.said("sources")
    if not line:
        yield Fault("sources", "no source line")
    cited = re.findall(r"\[([\d, ]+)\]", seen.said("panel"))
    numbers = {int(n) for part in cited for n in part.split(",")}
    for number in sorted(numbers):
        if not re.search(rf"(?:^|[:;\s]){number} \S", line):
            yield Fault("sources", f"[{number}] is cited and not listed")
    if language is None or DISCLAIMERS[language] not in seen.said("credits"):
        yield Fault("disclaimer", "the disclaimer on boundaries is missing")
    if not re.search(_DAY, seen.said("subtitle")):
        yield Fault("day", "the subtitle names no day")
    if not seen.said("title").strip():
        yield Fault("title", "no title")
    if not re.search(r"\d+ km", seen.said("scale")) or not seen.gids("scale:"):
        yield Fault("scale", "no scale bar")


def _svg_form(seen: Seen, svg: bytes) -> Iterator[Fault]:
    for name in ("title", "desc"):
        if not seen.head[name].strip():
            yield Fault("svg", f"no {name}")
    if seen.head["role"] != "img":
        yield Fault("svg", "no role")
    used = set(re.findall(r"font-family: '([^']+)'", svg.decode("utf-8")))
    inside = set(re.findall(r'@font-face{font-family:"([^"]+)"', seen.head["style"]))
    for family in sorted(used - inside):
        yield Fault("font", f"{family} is not inside the SVG")
    ids = re.findall(r'\sid="([^"]+)"', svg.decode("utf-8"))
    if len(ids) != len(set(ids)):
        yield Fault("svg", "an id names two things")


# --- pixels -----------------------------------------------------------------------------------


def _readable(seen: Seen, png: bytes, sheet: Template) -> Iterator[Fault]:
    """Contrast of every text against what the picture has round its letters."""
    image = Image.open(io.BytesIO(png)).convert("RGB")
    scale = image.width / seen.width
    if abs(seen.width - sheet.width) > 1 or abs(scale - round(scale)) > 0.01:
        yield Fault("page", f"{image.width} pixels wide, not {sheet.width:.0f}")
    if abs(image.height - seen.height * scale) > 2:
        yield Fault("page", f"{image.height} pixels high, not {seen.height * scale:.0f}")
    pixels = np.asarray(image)
    if len(np.unique(pixels.reshape(-1, 3)[::97], axis=0)) < 3:
        yield Fault("page", "the picture is blank")
        return
    for text in seen.texts:
        left, top, right, bottom = (round(side * scale) for side in text.box)
        part = pixels[max(top, 0) : bottom, max(left, 0) : right].reshape(-1, 3)
        if len(part) == 0:
            continue
        ground = _commonest(part, text.colour)
        ratio = contrast(text.colour, ground)
        if ratio < READABLE - 0.05:
            yield Fault("contrast", f"“{text.words}” has {ratio:.1f} on {ground}")
        wanted = np.array([int(text.colour[i : i + 2], 16) for i in (1, 3, 5)])
        if np.abs(part.astype(int) - wanted).sum(axis=1).min() > 120:
            yield Fault("drawn", f"“{text.words}” is not in the picture")


def _commonest(pixels: np.ndarray[Any, Any], colour: str) -> str:
    """The commonest colour of some pixels that is not the letters' own."""
    own = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)])
    other = pixels[np.abs(pixels.astype(int) - own).sum(axis=1) > 60]
    if len(other) == 0:
        return colour
    # One number for a colour: sorting rows of three takes ten times as long.
    values, counts = np.unique(other.astype(int) @ (65536, 256, 1), return_counts=True)
    return f"#{int(values[counts.argmax()]):06x}"


def _colours(seen: Seen) -> Iterator[Fault]:
    """Operators on one page are told apart, also by who sees fewer colours."""
    heads = {text.colour for text in seen.texts if text.gid.startswith("panel:head")}
    near = nearest_colours(colour for colour in heads if colour.upper() != INK)
    if near is not None and near[0] < _COLOURS_APART:
        yield Fault("colours", f"{near[1]} and {near[2]} look alike: {near[0]:.1f} ({near[3]})")


# --- PDF --------------------------------------------------------------------------------------


def _pdf(seen: Seen, pdf: bytes) -> Iterator[Fault]:
    with pikepdf.open(io.BytesIO(pdf)) as file:
        page, root = file.pages[0], file.Root
        if len(file.pages) != 1:
            yield Fault("pdf", f"{len(file.pages)} pages")
        box = [float(side) for side in page.mediabox.as_list()]
        if abs(box[2] - seen.width / _UNIT) > 1 or abs(box[3] - seen.height / _UNIT) > 1:
            yield Fault("pdf", f"the page is {box[2]:.0f} by {box[3]:.0f} pt")
        if str(root.get("/Lang", "")) != seen.head["lang"]:
            yield Fault("pdf", "no language")
        marked: Any = root.get("/MarkInfo", pikepdf.Dictionary())
        if not bool(marked.get("/Marked", False)):
            yield Fault("pdf", "not tagged")
        if not any(_alternatives(root)):
            yield Fault("pdf", "no alternative text")
        if not str(file.docinfo.get("/Title", "")):
            yield Fault("pdf", "no title")
        yield from _pdf_parts(page)


def _alternatives(root: Any) -> Iterator[str]:
    tree = root.get("/StructTreeRoot")
    waiting = [tree] if tree is not None else []
    while waiting:
        one = waiting.pop()
        if not isinstance(one, pikepdf.Dictionary):
            continue
        if "/Alt" in one:
            yield str(one["/Alt"])
        kids: Any = one.get("/K", pikepdf.Array([]))
        waiting += list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _pdf_parts(page: Any) -> Iterator[Fault]:
    resources = page.obj["/Resources"]
    for name, font in dict(resources.get("/Font", {})).items():
        inside = [font.get("/FontDescriptor")]
        inside += [kid.get("/FontDescriptor") for kid in font.get("/DescendantFonts", [])]
        files = ("/FontFile", "/FontFile2", "/FontFile3")
        if "/ToUnicode" not in font:
            yield Fault("pdf", f"the letters of {name} cannot be searched or copied")
        if font.get("/Subtype") != "/Type3" and not any(
            one is not None and any(key in one for key in files) for one in inside
        ):
            yield Fault("font", f"{name} is not inside the PDF")
    for name, thing in dict(resources.get("/XObject", {})).items():
        if thing.get("/Subtype") == "/Image":
            yield Fault("pdf", f"{name} is a picture of pixels")
