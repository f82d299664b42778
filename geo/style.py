"""One look for the web map and the figures: palette, glyphs, lines. No words, no drawing."""

from __future__ import annotations

import functools
from dataclasses import asdict, dataclass
from typing import Any

from geo.model import Form, State


@dataclass(frozen=True, slots=True)
class AreaStyle:
    """How a country is filled. Colours are sRGB hex; None draws nothing of that kind.

    ``stripe`` is a second membership drawn through the first, so that overlap looks like
    overlap; ``broken`` breaks the stripes (exit announced); ``dots`` mark a suspension.
    """

    fill: str
    stripe: str | None = None
    broken: bool = False
    dots: str | None = None


@dataclass(frozen=True, slots=True)
class RingStyle:
    """The ring round a mark: what stage its presence is in. ``dash`` in units of the width."""

    width: float
    dash: tuple[float, ...] = ()
    slash: bool = False
    hollow: bool = False


# Fills and operators are told apart under three simulated deficiencies: tests measure every pair.
# Land and sea are pale so that fills, and on them marks, can differ. Fills differ
# in lightness too, for a print without colours.
INK = "#1B2A33"
MUTED = "#55636B"
PAPER = "#FFFFFF"
SEA = "#DCE7EC"
LAND = "#F4F1EA"
BORDER = "#8C989E"
COAST = "#9FB2BB"
RIVER = "#6F97AC"
AES_FILL = "#E3A147"
ECOWAS_FILL = "#B0C9DC"
SUSPENDED_DOT = "#4F7391"
AES_LINE = "#8A5A12"

AREAS: dict[str, AreaStyle] = {
    "none": AreaStyle(LAND),
    "ecowas": AreaStyle(ECOWAS_FILL),
    "ecowas-suspended": AreaStyle(ECOWAS_FILL, dots=SUSPENDED_DOT),
    "ecowas-exit": AreaStyle(ECOWAS_FILL, stripe=PAPER, broken=True),
    "aes": AreaStyle(AES_FILL),
    "aes+ecowas": AreaStyle(AES_FILL, stripe=ECOWAS_FILL),
    "aes+ecowas-suspended": AreaStyle(AES_FILL, stripe=ECOWAS_FILL, dots=SUSPENDED_DOT),
    "aes+ecowas-exit": AreaStyle(AES_FILL, stripe=ECOWAS_FILL, broken=True),
}

# What a page is coloured by, by name; figures are on paper and know the light one only. Colours of
# operators are the same in both, and lie on what is light in both (FIXED), so that who has learnt
# one picture reads the other. Tests measure every text on what it stands on.
THEMES: dict[str, dict[str, str]] = {
    "light": {
        "ink": INK,
        "muted": MUTED,
        "paper": PAPER,
        "line": "#D5DCDF",
        "edge": "#7D8A91",
        "accent": "#123F7D",
        "on-accent": PAPER,
        "hover": "#F2F5F6",
        "current": "#E8EEF5",
        "chip": "#F6F8F9",
        "warn": "#8C3B00",
        "warn-fill": "#FFF4E8",
        "mark": "#FFF0C9",
        "mark-chosen": "#FFD977",
        "mark-line": "#B98016",
        "begun": "#1F6F4A",
        "announced": "#9A6700",
        "ended": "#8C2F39",
        "known": "#7A4FA3",
        "sea": SEA,
        "land": LAND,
        "border": BORDER,
        "coast": COAST,
        "river": RIVER,
        "aes": AES_FILL,
        "ecowas": ECOWAS_FILL,
        "gap": PAPER,
        "dot": SUSPENDED_DOT,
        "bloc-line": AES_LINE,
        "halo": PAPER,
        "country": "#4A575E",
        "water": "#2F6075",
    },
    "dark": {
        "ink": "#E9EEF0",
        "muted": "#A9B6BD",
        "paper": "#182127",
        "line": "#36444C",
        "edge": "#71808A",
        "accent": "#9CC4FF",
        "on-accent": "#0E1A2B",
        "hover": "#222E35",
        "current": "#263746",
        "chip": "#222E35",
        "warn": "#FFB27A",
        "warn-fill": "#3A2614",
        "mark": "#4A3B12",
        "mark-chosen": "#6B5312",
        "mark-line": "#D8A23C",
        "begun": "#6FCB9F",
        "announced": "#E5B54F",
        "ended": "#F08C97",
        "known": "#C4A2EC",
        "sea": "#0D1418",
        "land": "#2B363C",
        "border": "#63727B",
        "coast": "#4B5A63",
        "river": "#5D8AA3",
        "aes": "#8A5A14",
        "ecowas": "#37617F",
        "gap": "#182127",
        "dot": "#A9CBE2",
        "bloc-line": "#E8A94F",
        "halo": "#10181D",
        "country": "#C4CED3",
        "water": "#9CCBE2",
    },
}
# Discs under marks, cells, bands, and what is drawn on them: the same in both themes.
FIXED: dict[str, str] = {
    "disc": PAPER,
    "band": "#F2F5F6",
    "strip": "#123F7D",
    "past": "#9AA5AA",
    "body-aes": AES_LINE,
    "body-ecowas": "#3D6E91",
}

# Operators get a colour when they stand in the sources; the rest share one, for a colour nobody
# can name says less than the operator's name, which every label carries anyway.
# Found by search: the least distance of any two, in CAM02-UCS under each deficiency, made as large
# as it can be among colours that are read as text on white (4.5:1).
OPERATORS: dict[str, str] = {
    "USA": "#0022BB",
    "RUS": "#CC2222",
    "FRA": "#447766",
    "DEU": "#770000",
    "ITA": "#AA5599",
    "TUR": "#773366",
    "eu": "#8844FF",
    "un": "#440044",
}
OTHER_OPERATOR = "#333333"
OTHER = "other"  # what a legend calls the colour they share

# Solid in place, dashed announced or agreed and not carried out, dotted and slashed ended, thin
# reported and not confirmed: the same in every output.
RINGS: dict[str, RingStyle] = {
    "active": RingStyle(3.0),
    "reported": RingStyle(1.4),
    "leaving": RingStyle(3.0, dash=(2.2, 1.3)),
    "planned": RingStyle(2.0, dash=(2.2, 1.3), hollow=True),
    "alleged": RingStyle(1.4, dash=(2.2, 1.3), hollow=True),
    "ended": RingStyle(2.0, dash=(0.8, 1.2), slash=True),
}

GLYPHS: dict[Form, str] = {
    Form.BASE: "runway",
    Form.TROOPS: "person",
    Form.INSTRUCTORS: "person",
    Form.MISSION: "person",
    Form.EQUIPMENT: "equipment",
}

READABLE = 4.5  # the contrast WCAG 2.2 asks of text at least (1.4.3)
DISCERNED = 3.0  # and of a sign (1.4.11)

# So much of its colour is left to what is stale, and as much more as a pale colour needs to be
# discerned on paper; see geo.situation.STALE_DAYS for when a fact is.
STALE_SHARE = 0.55


def contrast(one: str, other: str) -> float:
    """The WCAG contrast ratio of two sRGB hex colours.

    Examples
    --------
    >>> contrast("#FFFFFF", "#000000")
    21.0
    """
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def luminance(colour: str) -> float:
    """Relative luminance of an sRGB hex colour as WCAG 2.2 defines it.

    Examples
    --------
    >>> luminance("#FFFFFF")
    1.0
    """
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in _parts(colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _parts(colour: str) -> list[float]:
    return [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]


def on_paper(colour: str, share: float) -> str:
    """What a colour is where so much of it lies on paper.

    Examples
    --------
    >>> on_paper("#000000", 0.2)
    '#CCCCCC'
    """
    pairs = zip(_parts(colour), _parts(PAPER), strict=True)
    mixed = [round(255 * (share * part + (1 - share) * under)) for part, under in pairs]
    return "#" + "".join(f"{part:02X}" for part in mixed)


@functools.cache
def faintness(colour: str) -> float:
    """How much of a colour is left to what no newer report confirms, from 0 to 1.

    Examples
    --------
    >>> faintness("#000000"), faintness("#CC2222")
    (0.55, 0.62)
    """
    share = STALE_SHARE
    while share < 1 and contrast(on_paper(colour, share), PAPER) < DISCERNED:
        share = round(share + 0.01, 2)
    return share


def operator_colour(actor: str) -> str:
    """The colour that names an operator.

    Examples
    --------
    >>> operator_colour("USA") != operator_colour("RUS")
    True
    """
    return OPERATORS.get(actor, OTHER_OPERATOR)


def ring_of(state: State, *, reported: bool) -> str:
    """The key into ``RINGS`` for a presence; a presence only reported is thin.

    Examples
    --------
    >>> ring_of(State.ACTIVE, reported=True)
    'reported'
    """
    return "reported" if state is State.ACTIVE and reported else state.value


def area_key(*, aes: bool, ecowas: bool, exit_announced: bool, suspended: bool) -> str:
    """The key into ``AREAS`` for a country's memberships on a day.

    An announced exit outweighs a suspension: two patterns in one country cannot be read, and the
    suspension stays in the words beside it.

    Examples
    --------
    >>> area_key(aes=True, ecowas=True, exit_announced=True, suspended=True)
    'aes+ecowas-exit'
    """
    if not ecowas:
        return "aes" if aes else "none"
    tail = "-exit" if exit_announced else "-suspended" if suspended else ""
    return f"{'aes+' if aes else ''}ecowas{tail}"


def style_tokens() -> dict[str, Any]:
    """The whole style as plain values, for surfaces that do not speak Python."""
    return {
        "ink": INK,
        "muted": MUTED,
        "paper": PAPER,
        "sea": SEA,
        "land": LAND,
        "border": BORDER,
        "coast": COAST,
        "bloc_line": AES_LINE,
        "areas": {key: asdict(area) for key, area in AREAS.items()},
        "rings": {key: {**asdict(ring), "dash": list(ring.dash)} for key, ring in RINGS.items()},
        "operators": OPERATORS,
        "other_operator": OTHER_OPERATOR,
        "faint": {
            actor: on_paper(colour, faintness(colour))
            for actor, colour in {**OPERATORS, OTHER: OTHER_OPERATOR}.items()
        },
    }


def page_style() -> dict[str, Any]:
    """The style for a page: colours of a theme by their names, as CSS variables.

    Examples
    --------
    >>> page_style()["areas"]["aes"]["fill"], page_style()["operators"]["USA"]
    ('var(--aes)', '#0022BB')
    """
    names = {colour: f"var(--{name})" for name, colour in _AREA_COLOURS.items()}
    areas = {
        key: {part: names.get(value, value) for part, value in asdict(area).items()}
        for key, area in AREAS.items()
    }
    themed = ("ink", "muted", "paper", "sea", "land", "border", "coast", "river", "bloc-line")
    colours = {name.replace("-", "_"): f"var(--{name})" for name in themed}
    return {**style_tokens(), **colours, "areas": areas}


_AREA_COLOURS = {
    "land": LAND,
    "aes": AES_FILL,
    "ecowas": ECOWAS_FILL,
    "gap": PAPER,
    "dot": SUSPENDED_DOT,
}


def theme_css() -> str:
    """Both themes as rules: light, and dark on a screen where the page's script says so.

    It knows what the system asks for before anything is painted. On paper it is always light.
    """
    light, dark = (_rules(THEMES[name]) for name in ("light", "dark"))
    fixed = _rules({**FIXED, "other": OTHER_OPERATOR})
    return (
        f":root{{color-scheme:light;{light}{fixed}}}"
        f"@media screen{{:root[data-dark]{{color-scheme:dark;{dark}}}}}"
    )


def _rules(colours: dict[str, str]) -> str:
    return "".join(f"--{name}:{colour};" for name, colour in colours.items())
