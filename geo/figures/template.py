"""The sheets a figure can be laid out for: how large each is, and how small its type may be.

Lengths are pixels at 144 to the inch, so two of them are a point. A figure is laid out anew for
each sheet; a picture of one that is scaled to another would have type that nobody can read.
"""

from __future__ import annotations

from dataclasses import dataclass

from geo.errors import Problem, SahelscopeError, closest

PER_INCH = 144


@dataclass(frozen=True, slots=True)
class Template:
    """One kind of sheet. ``type_scale``: type sizes are told as on a slide and multiplied by it.

    ``least`` is the smallest type of the sheet and ``least_source`` that of sources and credits,
    in pixels. ``beside``: the panel stands beside the map, else below it. ``source_lines`` is the
    room for sources in the foot. ``trimmed``: the height is the most, cut to what is needed.
    """

    name: str
    width: float
    height: float
    margin: float
    type_scale: float
    least: float
    least_source: float
    beside: bool
    source_lines: int
    trimmed: bool = False

    def px(self, size: float) -> float:
        """The size of type here that is so large on a slide, never too small to read.

        Examples
        --------
        >>> TEMPLATES["slide"].px(30), TEMPLATES["a4"].px(30), TEMPLATES["a4"].px(10)
        (30.0, 21.6, 16)
        """
        return max(round(size * self.type_scale, 1), self.least)

    def source_px(self, size: float) -> float:
        """The same for sources and credits."""
        return max(round(size * self.type_scale, 1), self.least_source)


def _inches(length: float) -> float:
    return round(length * PER_INCH)


def _mm(length: float) -> float:
    return _inches(length / 25.4)


# 12 pt at least on a slide and 10 pt for its sources, for a room; 8 pt on paper, for a desk.
TEMPLATES: dict[str, Template] = {
    "slide": Template("slide", 1920, 1080, 40, 1.0, 24, 20, True, 2),
    "a4": Template("a4", _mm(210), _mm(297), 64, 0.72, 16, 16, False, 6),
    "a4-landscape": Template("a4-landscape", _mm(297), _mm(210), 56, 0.72, 16, 16, True, 5),
    "column": Template("column", _mm(85), _mm(257), 10, 0.68, 16, 16, False, 5, True),
    "square": Template("square", _inches(9), _inches(9), 32, 0.72, 16, 16, False, 3),
}


def template_named(name: str) -> Template:
    """The template of a name.

    Raises
    ------
    SahelscopeError
        If there is none of that name.

    Examples
    --------
    >>> template_named("slide").width
    1920
    """
    if name not in TEMPLATES:
        fix = closest(name, TEMPLATES)
        expected = ", ".join(TEMPLATES)
        raise SahelscopeError([Problem("figure", "--template", "name", name, expected, fix)])
    return TEMPLATES[name]
