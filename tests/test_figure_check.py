"""The check of a figure finds what is wrong with its files, and nothing in a clean one."""

import datetime as dt
import functools
import io
import re
from dataclasses import replace

import numpy as np
import pikepdf
import pytest
from PIL import Image

from geo.figures.check import faults_of, read_svg, story_faults_of
from geo.figures.figure import layout_bytes
from geo.figures.focus import focus_on
from geo.figures.layout import Layout, Sheet
from geo.figures.story import Story
from geo.figures.template import TEMPLATES
from geo.figures.vision import nearest_colours
from geo.gazetteer import Gazetteer
from geo.language import Language
from geo.layers import build_layers
from geo.model import Claim
from geo.situation import situation_of
from tests.drawn import CAMPS, POWERS, boundaries, corpus, invented, laid, shipped, written
from tests.invented import claim, count, more_than, withdrawal


def files(template: str = "slide", day: str = "2024-04-20", focus: str | None = None):
    layout = laid(day, focus, template)
    svg = written(layout, "svg", outlined=False)
    return written(layout, "png"), svg, written(layout, "pdf"), template


# Dates, focuses and sheets that stand in no gallery: a crowd, an empty country, paper.
@pytest.mark.parametrize(
    ("template", "day", "focus"),
    [
        ("slide", "2022-07-01", None),
        ("slide", "2022-02-14", "MLI"),
        ("slide", "2012-06-01", "SEN"),
        ("a4", "2023-09-15", "aes"),
        ("slide", "2012-03-15", "GNB"),  # a country of which two arrows leave nothing
        ("a4", "2014-03-01", None),  # texts of arrows in small type
        ("a4-landscape", "2025-06-01", None),
        ("a4-landscape", "2018-09-15", None),  # one of three rings stood in another country
        ("column", "2024-09-01", None),
        ("square", "2021-01-01", "TCD"),
        ("slide", "2013-02-01", "ecowas"),
        ("a4", "0001-01-01", None),
        ("square", "2025-02-01", None),  # rings at home, and those at home whose room they take
        ("square", "2023-12-20", "ecowas"),  # a country's name gives way to its one site
    ],
)
def test_a_figure_nobody_looked_at_before_has_no_fault(template, day, focus):
    assert [str(fault) for fault in faults_of(*files(template, day, focus))] == []


# --- a hostile world ----------------------------------------------------------------------------

CAMP_NAMES = {
    "camp-a": "A" * 60,
    "camp-b": "<script>alert(1)</script> & $x_1^2$ \\alpha",
    "camp-c": "\u202eevil\u202c Base\nwith\tlines",
    "camp-d": "Łódź ﷽ 基地",
    "camp-e": " ".join(["Very"] * 20) + " Long Camp",
    "camp-g": "\u200b\u200b",
}
POWER_NAMES = {"PAA": "x" * 80, "PBB": "<b>Bold</b> {Power} %s $y$"}


def hostile() -> Gazetteer:
    known = invented()
    places = {n: replace(known.places[n], name_en=name) for n, name in CAMP_NAMES.items()}
    actors = {n: replace(known.actors[n], name_en=name) for n, name in POWER_NAMES.items()}
    return Gazetteer(known.actors | actors, known.places | places)


def in_camps(powers: int) -> list[Claim]:
    """So many powers in each of the camps."""
    return [
        claim(
            *("presence", "in_effect", "2020-01/.."),
            form="base",
            place=camp,
            actors=(power,),
            hosts=(CAMPS[camp][0],),
        )
        for camp in CAMP_NAMES
        for power in [*POWERS][:powers]
    ]


@pytest.mark.parametrize(
    ("template", "focus", "powers", "lacking"),
    [
        ("slide", None, 1, True),
        ("column", None, 2, False),
        ("square", "MLI", 2, False),
        ("column", "NER", 6, True),
        ("slide", None, 0, False),
    ],
)
def test_names_that_are_meant_to_break_a_page_do_not(template, focus, powers, lacking):
    here = {"actors": ("PAA",), "hosts": ("MLI",)}
    told = in_camps(powers)
    told += [withdrawal("agreed", "2020-02", **here), count(more_than(4000), "2020-02", **here)]
    picture = build_layers(situation_of(told, dt.date(2020, 4, 1)), boundaries(), hostile())
    sheet = Sheet(TEMPLATES[template], focus_on(focus, boundaries()), marking="SECRET " * 40)
    layout = Layout(picture, boundaries(), hostile(), sheet)
    svg = layout_bytes(layout, "svg", outlined=False)
    found = faults_of(layout_bytes(layout, "png"), svg, layout_bytes(layout, "pdf"), template)
    # One name has letters that the typeface lacks: the check tells of that alone, where it is set.
    signs = [text.words for text in read_svg(svg).texts if "\ufffd" in text.words]
    told = [f"letters: “{words}” has some that the typeface lacks" for words in signs]
    assert sorted(str(fault) for fault in found) == sorted(told)
    assert bool(told) is lacking


def test_nothing_of_the_map_stands_where_the_land_is_not_known():
    """The frame of a column of the region reaches further south than the boundaries file."""
    sites = [(camp, power) for camp in CAMPS for power in POWERS]
    told = [
        claim(
            *("presence", "in_effect", "2018/.."),
            form="base",
            place=camp,
            actors=(power,),
            hosts=(CAMPS[camp][0],),
        )
        for camp, power in sites
    ]
    picture = build_layers(situation_of(told, dt.date(2020, 4, 1)), boundaries(), invented())
    layout = Layout(picture, boundaries(), invented(), Sheet(TEMPLATES["column"]))
    svg = layout_bytes(layout, "svg", outlined=False)
    found = faults_of(layout_bytes(layout, "png"), svg, layout_bytes(layout, "pdf"), "column")
    assert [str(fault) for fault in found] == []


# --- faults put in by hand ----------------------------------------------------------------------


def in_svg(find: str, put, count: int = 1):
    def change(png, svg, pdf, template):
        changed, times = re.subn(find, put, svg.decode("utf-8"), count=count, flags=re.DOTALL)
        assert times, f"the fault found nothing to break: {find}"
        return png, changed.encode("utf-8"), pdf, template

    return change


def in_pdf(break_it):
    def change(png, svg, pdf, template):
        content = io.BytesIO()
        with pikepdf.open(io.BytesIO(pdf)) as file:
            break_it(file)
            file.save(content)
        return png, svg, content.getvalue(), template

    return change


def in_png(break_it):
    def change(png, svg, pdf, template):
        image = np.asarray(Image.open(io.BytesIO(png)).convert("RGB")).copy()
        content = io.BytesIO()
        Image.fromarray(break_it(image)).save(content, "PNG")
        return content.getvalue(), svg, pdf, template

    return change


def without_fonts(file):
    for font in dict(file.pages[0].obj["/Resources"]["/Font"]).values():
        for one in (font, *font.get("/DescendantFonts", [])):
            if "/FontDescriptor" in one:
                del one["/FontDescriptor"]["/FontFile2"]


def without(root_key):
    def break_it(file):
        del file.Root[root_key]

    return break_it


def without_letters(file):
    for font in dict(file.pages[0].obj["/Resources"]["/Font"]).values():
        if "/ToUnicode" in font:
            del font["/ToUnicode"]


def pale_title(image):
    """The title in a grey that hardly shows on white."""
    head = image[:90]
    head[(head.sum(axis=2) < 500)] = (200, 200, 200)
    return image


FIRST_LABEL = r'(<g id="label:mark:[^"]+">\s*<text style="[^"]*" x=")[\d.]+(" y=")[\d.]+'
PALE = r'(id="subtitle".*?fill: )#55636b'
FAULTS = {
    "a label on another": ("overlap", in_svg(FIRST_LABEL, r"\g<1>20\g<2>32")),
    "a label off the page": ("page", in_svg(FIRST_LABEL, r"\g<1>955\g<2>300")),
    "a label on a mark of the table": (
        "overlap",
        in_svg(r'(<g id="panel:table:operator">\s*<text [^>]* x=")([\d.]+)', r"\g<1>684"),
    ),
    "a faint mark that no legend explains": ("legend", in_svg('<g id="legend:sign:faint">', "<g>")),
    "a legend of faint marks without one": (
        "legend",
        in_svg('<g id="faint:[^"]*">', "<g>", count=0),
    ),
    "type too small": (
        "size",
        in_svg(r'(id="label:water:[^>]*>\s*<text style="[^"]*font-size: )12', r"\g<1>9"),
    ),
    "a class that is not in the legend": ("legend", in_svg(r'<g id="legend:ring:active">', "<g>")),
    "a class that is only in the legend": (
        "legend",
        in_svg(r'<g id="legend:ring:active">', '<g id="legend:ring:imagined">'),
    ),
    "no source line": ("sources", in_svg(r'<g id="sources(-\d+)?">', '<g id="nothing">', 0)),
    "a source that is cited and not listed": (
        "sources",
        in_svg(r"Sources: 1 ", "Sources: 77 "),
    ),
    "no disclaimer": ("disclaimer", in_svg("Boundaries and names", "Lines", 0)),
    "no day": ("day", in_svg(r"as of 20 April 2024", "as of late")),
    "no title": ("title", in_svg(r'(<g id="title">\s*<text[^>]*>)[^<]*', r"\g<1>")),
    "no scale": ("scale", in_svg(r'<g id="scale:\d+">', "<g>")),
    "no description": ("svg", in_svg(r"(<desc[^>]*>)[^<]*", r"\g<1>")),
    "no role": ("svg", in_svg(' role="img"', "")),
    "a typeface that is not inside": ("font", in_svg(r"@font-face", "@x", 0)),
    "two things of one id": ("svg", in_svg(r'<g id="subtitle">', '<g id="title">')),
    "two operators of one colour": (
        "colours",
        in_svg(r'(<g id="panel:head:1">\s*<text style="[^"]*fill: )#[0-9a-f]{6}', r"\g<1>#457867"),
    ),
    "letters that cannot be read": (
        "contrast",
        in_svg(PALE, r"\g<1>#aab5bb"),
    ),
    "letters that are not in the picture": ("drawn", in_png(pale_title)),
    "a blank picture": ("page", in_png(lambda image: image * 0 + 255)),
    "a picture of another size": ("page", in_png(lambda image: image[::2, ::2])),
    "a sign in place of a letter": (
        "letters",
        in_svg(r'(<g id="label:mark:[^"]+">\s*<text [^>]*>)[^<]', "\\g<1>\ufffd"),
    ),
    "a name cut to a letter": (
        "letters",
        in_svg(r'(<g id="panel:table:operator">\s*<text [^>]*>)[^<]*', r"\g<1>U…"),
    ),
    "a PDF without tags": ("pdf", in_pdf(without("/MarkInfo"))),
    "a PDF without alternative text": ("pdf", in_pdf(without("/StructTreeRoot"))),
    "a PDF without language": ("pdf", in_pdf(without("/Lang"))),
    "a PDF without its fonts": ("font", in_pdf(without_fonts)),
    "a PDF whose letters are only shapes": ("pdf", in_pdf(without_letters)),
    "a label out of the map": ("frame", in_svg(FIRST_LABEL, r"\g<1>700\g<2>395")),
    "a mark out of the map": (
        "frame",
        in_svg(r'(<g id="mark:[^"]*">\s*<path d="M )[\d.]+ [\d.]+', r"\g<1>955 20"),
    ),
    "a map without its frame": ("frame", in_svg('<g id="sea">', "<g>")),
    "a last line of one short word": (
        "widow",
        in_svg(r'(<g id="credits-2">\s*<text [^>]*>)[^<]*', r"\g<1>so."),
    ),
    "no small map": ("frame", in_svg('<g id="locator">', "<g>")),
    "rings in another country than their site": (
        "abroad",
        in_svg(r'(<g id="leader:label:mark:[^"]*">\s*<path d="M )[\d.]+ [\d.]+', r"\g<1>350 90"),
    ),
    "the text of an arrow far from it": (
        "arrow",
        in_svg(r'(<g id="label:arrow:[^"]+">\s*<text style="[^"]*" x=")[\d.]+', r"\g<1>20", 0),
    ),
    "the text of an arrow beside another": (
        "arrow",
        lambda *files: beside_another(*files),
    ),
    "the small map on a label": (
        "overlap",
        in_svg(r'(<g id="locator">\s*<path d="M )[\d.]+ [\d.]+', r"\g<1>300 300"),
    ),
}


def beside_another(png, svg, pdf, template):
    """The texts of two arrows in each other's place: whose each is, only the facts say."""
    words = svg.decode("utf-8")
    one, other = list(dict.fromkeys(re.findall(r'id="label:(arrow:[^"]*?)(?:-\d+)?"', words)))[:2]
    for old, new in ((one, "arrow:held"), (other, one), ("arrow:held", other)):
        words = re.sub(rf'id="label:{old}(-\d+)?"', rf'id="label:{new}\1"', words)
    return png, words.encode("utf-8"), pdf, template


def name_on_the_border(png, svg, pdf, template):
    """A neighbour's name where the strong border begins."""
    border = re.search(r'<g id="focus:NER">\s*<path d="M ([\d.]+) ([\d.]+)', svg.decode("utf-8"))
    x, y = map(float, border.groups())
    at = rf"\g<1>{x - 10}\g<2>{y + 4}"
    name = r'(<g id="label:country:BFA">\s*<text style="[^"]*" x=")[\d.]+(" y=")[\d.]+'
    return in_svg(name, at)(png, svg, pdf, template)


# Of a figure of one country, and of one with an arrow over two grounds.
FAULTS_OF_ONE = {
    "a neighbour's name over the strong border": (
        "border",
        name_on_the_border,
    ),
    "a country that the figure is of without its name": (
        "named",
        in_svg('id="label:country:NER"', 'id="label:country:none"'),
    ),
    "a label of two colours": (
        "colour",
        in_svg(
            r'(<g id="label:arrow:[^"]*">\s*<text style="[^"]*fill: )#[0-9a-f]{6}', r"\g<1>#1b2a33"
        ),
    ),
}


@pytest.mark.parametrize("fault", FAULTS_OF_ONE)
def test_every_fault_of_one_country_is_found_and_by_its_own_rule(fault):
    rule, change = FAULTS_OF_ONE[fault]
    base = files("slide", "2024-04-20", "NER")
    assert faults_of(*base) == []
    assert rule in {found.rule for found in faults_of(*change(*base))}


def clean():
    return files("slide", "1978-01-15")


def test_the_figure_that_the_faults_are_put_into_is_clean():
    assert faults_of(*files()) == faults_of(*clean()) == []


@pytest.mark.parametrize("fault", FAULTS)
def test_every_fault_is_found_and_by_its_own_rule(fault):
    rule, change = FAULTS[fault]
    base = clean() if fault == "two operators of one colour" else files()
    assert rule in {found.rule for found in faults_of(*change(*base))}


@functools.cache
def story_files(focus: str | None, *days: str):
    wanted = focus_on(focus, boundaries(), corpus().claims)
    pictures = [shipped(day) for day in days]
    page = Story(pictures, boundaries(), corpus().gazetteer, Sheet(focus=wanted))
    svg = layout_bytes(page, "svg", outlined=False)
    return layout_bytes(page, "png"), svg, layout_bytes(page, "pdf"), "slide"


SIX = ("2013-06-01", "2019-05-01", "2022-04-19", "2023-08-25", "2024-09-15", "2025-01-30")


@pytest.mark.parametrize(
    ("focus", "days"),
    [
        (None, SIX),
        ("aes", SIX),
        ("ecowas", SIX[:5]),
        ("ecowas", SIX[:4]),  # a frame wider than the ground that is known
        ("MLI", SIX[1:4]),
        ("NER", SIX[2:]),
        ("SEN", SIX[:1]),
        ("SEN", ("2000-01-01", "2021-07-01")),  # a neighbour's name on other ground each day
    ],
)
def test_small_maps_nobody_looked_at_before_have_no_fault(focus, days):
    assert [str(fault) for fault in story_faults_of(*story_files(focus, *days))] == []


SCALE = r'(<g id="scale-\d+">\s*<text style="[^"]*" x=")[\d.]+'
NAME = r'(<g id="label:country:NER-\d+">\s*<text style="[^"]*" x=")([\d.]+)'
STORY_FAULTS = {
    "a scale that moves from map to map": ("series", in_svg(SCALE, r"\g<1>400")),
    "a name that moves from map to map": (
        "series",
        in_svg(NAME, lambda found: f"{found[1]}{float(found[2]) + 9}"),
    ),
    "a map without its scale": (
        "scale",
        in_svg(r'<g id="scale">(.*?)</g>(.*?)<g id="scale-\d+">(.*?)</g>', r"\g<2>"),
    ),
    "maps of two sizes": ("frame", in_svg(r'(<g id="sea">\s*<path d="M )[\d.]+', r"\g<1>5")),
    "a name on the box of islands": (
        "overlap",
        in_svg(
            r'(<g id="label:country:NER">\s*<text style="[^"]*" x=")[\d.]+(" y=")[\d.]+',
            r"\g<1>60\g<2>235",
        ),
    ),
    "others that no legend explains": ("legend", in_svg('<g id="legend:sign:others">', "<g>")),
    "a colour that no legend explains": ("legend", in_svg('<g id="legend:operator:FRA">', "<g>")),
}


@pytest.mark.parametrize("fault", STORY_FAULTS)
def test_every_fault_of_small_maps_is_found_and_by_its_own_rule(fault):
    rule, change = STORY_FAULTS[fault]
    broken = change(*story_files("ecowas" if "islands" in fault else "aes", *SIX))
    assert rule in {found.rule for found in story_faults_of(*broken)}


def test_two_languages_have_their_own_disclaimer():
    png, svg, pdf, template = files()
    french = svg.replace(b'lang="en"', b'lang="fr"')
    assert Language.FR in list(Language)
    assert {fault.rule for fault in faults_of(png, french, pdf, template)} >= {"disclaimer", "pdf"}


def test_red_and_green_are_near_for_some_eyes_and_far_for_others():
    found = nearest_colours(["#B03030", "#5A6E1E"])
    assert found is not None and found[3] in ("protanopia", "deuteranopia")
