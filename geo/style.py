"""One look for the web map and the figures: palette, glyphs, lines. No words, no drawing."""

from __future__ import annotations

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
# Land and sea are pale so that fills, and on them marks, can differ.
INK = "#1B2A33"
MUTED = "#55636B"
PAPER = "#FFFFFF"
SEA = "#DCE7EC"
LAND = "#F4F1EA"
BORDER = "#8C989E"
COAST = "#9FB2BB"
RIVER = "#6F97AC"
AES_FILL = "#E8A94F"
ECOWAS_FILL = "#A9C4D9"
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

# Stale facts are drawn at this opacity; see geo.situation.STALE_DAYS for when.
STALE_OPACITY = 0.55


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
        "stale_opacity": STALE_OPACITY,
        "areas": {key: asdict(area) for key, area in AREAS.items()},
        "rings": {key: {**asdict(ring), "dash": list(ring.dash)} for key, ring in RINGS.items()},
        "operators": OPERATORS,
        "other_operator": OTHER_OPERATOR,
    }
