"""Pictures and figures that several tests look at, each drawn once a session.

The crowded picture is of the invented world: six powers at thirteen camps in real countries,
because the map it is drawn on is real.
"""

import datetime as dt
import functools
import itertools

from matplotlib.figure import Figure
from matplotlib.text import Text

from geo.figures.figure import draw_figure, layout_bytes
from geo.figures.focus import focus_on
from geo.figures.layout import Layout, Sheet
from geo.figures.template import TEMPLATES
from geo.gazetteer import Actor, Gazetteer, Place
from geo.language import Language
from geo.layers import Picture, build_layers, picture_of
from geo.model import Basis, Claim, Evidence
from geo.situation import situation_of
from tests.invented import agreement, claim, count, leaving, membership, more_than, withdrawal
from tests.world import boundaries, corpus


@functools.lru_cache(maxsize=64)
def shipped(
    day: str,
    known_on: str | None = None,
    evidence: Evidence = Evidence.ALL,
    language: Language = Language.EN,
) -> Picture:
    as_of = dt.date.fromisoformat(day)
    cut_off = dt.date.fromisoformat(known_on) if known_on else None
    return picture_of(corpus(), boundaries(), as_of, cut_off, evidence, language=language)


# --- the shipped corpus -----------------------------------------------------------------------


def laid(
    day: str, focus: str | None = None, template: str = "slide", language: str = "en", **asked: str
) -> Layout:
    """A figure as it is laid out, drawn once however many tests look at it; none may change it."""
    return _laid(day, focus, template, language, **asked)


@functools.cache
def _laid(day: str, focus: str | None, template: str, language: str, **asked: str) -> Layout:
    wanted = focus_on(focus, boundaries(), corpus().claims)
    picture = shipped(day, language=Language(language))
    sheet = Sheet(TEMPLATES[template], wanted, **asked)
    return Layout(picture, boundaries(), corpus().gazetteer, sheet)


@functools.cache
def written(layout: Layout, form: str, *, outlined: bool = True) -> bytes:
    """A page that is laid out as a file, written once."""
    return layout_bytes(layout, form, outlined=outlined)


# --- a crowd ----------------------------------------------------------------------------------

POWERS = {
    "PAA": (-77, 38),
    "PBB": (37, 55),
    "PCC": (2, 48),
    "PDD": (13, 52),
    "PEE": (32, 39),
    "PFF": (116, 39),
}
CAMPS = {
    "camp-a": ("MLI", -8.0, 12.6),
    "camp-b": ("MLI", -3.0, 16.7),
    "camp-c": ("MLI", -0.05, 16.27),
    "camp-d": ("NER", 2.18, 13.48),
    "camp-e": ("NER", 8.0, 16.95),
    "camp-f": ("NER", 2.1, 13.6),
    "camp-g": ("BFA", -1.5, 12.37),
    "camp-h": ("TCD", 15.04, 12.1),
    "camp-i": ("TCD", 20.8, 13.8),
    "camp-j": ("SEN", -17.4, 14.7),
    "camp-k": ("CIV", -4.0, 5.3),
    "camp-l": ("GAB", 9.45, 0.4),
    "camp-m": ("CPV", -23.5, 14.9),
}
HOSTS = sorted({host for host, *_ in CAMPS.values()})
HOSTILE = "Camp $x_1^2$ \\alpha {%"


def invented() -> Gazetteer:
    def state(id_: str, name: str, lon: float, lat: float) -> Actor:
        return Actor(id_, "state", name, name, (), None, lon, lat, "invented")

    actors = {id_: state(id_, f"Powerful {id_.title()}", *at) for id_, at in POWERS.items()}
    actors |= {id_: state(id_, boundaries()[id_].name_en, 1, 1) for id_ in HOSTS}
    names = {id_: id_.replace("-", " ").title() for id_ in CAMPS} | {"camp-m": HOSTILE}
    places = {
        id_: Place(id_, "base", names[id_], "", host, None, lon, lat, 1.0, (), "invented")
        for id_, (host, lon, lat) in CAMPS.items()
    }
    return Gazetteer(actors, places)


def crowd() -> Picture:
    """Twenty marks of six powers, four of them at one camp; arrows in all four directions."""
    visits = list(zip(CAMPS, itertools.cycle(POWERS)))
    visits += [("camp-d", power) for power in ("PAA", "PBB", "PEE")]
    visits += [("camp-b", "PEE"), ("camp-e", "PAA"), ("camp-h", "PCC"), ("camp-i", "PFF")]
    told: list[Claim] = [
        claim(
            "presence",
            "in_effect",
            f"2019-0{1 + number % 9}/..",
            form=("base", "troops", "instructors", "equipment")[number % 4],
            modality=("asserted", "reported", "alleged")[number % 3],
            basis=(Basis.SEED, Basis.REFERENCE)[number % 2],
            origins=(f"Wire {number}",),
            place=camp,
            actors=(power,),
            hosts=(CAMPS[camp][0],),
        )
        for number, (camp, power) in enumerate(visits)
    ]
    told += [
        withdrawal("agreed", "2020-01", actors=("PAA",), hosts=("NER",)),
        withdrawal("completed", "2020-01", actors=("PBB",), hosts=("MLI",)),
        count(more_than(4000), "2019-12", actors=("PAA",), hosts=("NER",)),
        claim("presence", "announced", "2020-02", form="troops", actors=("PCC",), hosts=("BFA",)),
        agreement("revoked", "2020-01", hosts=("TCD",), counterparties=("PEE",)),
        leaving("announced", "2019-11", actors=("MLI",), organisation="ecowas"),
    ]
    told += [membership("2000/..", actors=(host,), organisation="ecowas") for host in HOSTS]
    told += [membership("2019-09/..", actors=("MLI",), organisation="aes")]
    situation = situation_of(told, dt.date(2020, 4, 1))
    return build_layers(situation, boundaries(), invented())


CASES = {
    "default": ("2024-04-20",),
    "seeds alone": ("2024-04-20", None, Evidence.SEEDS),
    "before the pacts": ("2019-05-05",),
    "one arrow, reference rows only": ("2013-06-15",),
    "bases handed over": ("2024-08-10",),
    "after the exit": ("2025-02-01",),
    "nothing happened": ("1900-01-01",),
    "nothing known": ("2024-04-20", "1950-01-01"),
}


@functools.cache
def drawn(case: str) -> tuple[Picture, Figure]:
    if case == "crowd":
        picture = crowd()
        return picture, draw_figure(picture, boundaries(), invented())
    day, *known = CASES[case]
    if not known:
        return laid(day).picture, laid(day).page.figure
    picture = shipped(day, *known)
    return picture, draw_figure(picture, boundaries(), corpus().gazetteer)


def texts(figure: Figure) -> list[Text]:
    return [text for text in figure.findobj(Text) if text.get_text() and text.get_gid() != "halo"]


def said(figure: Figure, role: str) -> str:
    return " ".join(t.get_text() for t in texts(figure) if str(t.get_gid()).startswith(role))


def gids(figure: Figure, start: str) -> set[str]:
    found = (artist.get_gid() for artist in figure.findobj(lambda a: a.get_gid() is not None))
    return {gid for gid in found if gid.startswith(start)}
