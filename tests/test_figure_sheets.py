"""Sheets, focuses and formats of the figures: what each file holds, and what is refused."""

import base64
import functools
import io
import re
import zipfile
from xml.etree import ElementTree

import pikepdf
import pytest
import uharfbuzz
from PIL import Image
from pptx import Presentation
from pptx.util import Pt

from geo.errors import SahelscopeError
from geo.figures.figure import layout_bytes
from geo.figures.focus import EVERYWHERE, focus_on
from geo.figures.headline import news_of
from geo.figures.layout import Sheet
from geo.figures.multiples import casts_of
from geo.figures.numbered import figure_evidence, figure_notes, shown_picture
from geo.figures.slides import slides_bytes
from geo.figures.standing import Standing
from geo.figures.story import Story, turning_points
from geo.figures.template import TEMPLATES, template_named
from geo.figures.words import WORDS
from geo.fonts import Face, font_path
from geo.language import Language, plain
from geo.style import OPERATORS
from tests.drawn import boundaries, corpus, gids, laid, said, shipped, written


def layout(template: str = "slide", day: str = "2024-04-20", focus: str | None = None, **asked):
    return laid(day, focus, template, **asked)


@pytest.mark.parametrize(
    ("day", "words"),
    [("2025-01-31", "Going, coming, alleged"), ("2013-06-01", "Leaving, left, to come")],
)
def test_who_is_only_alleged_stands_under_a_word_for_it(day, words):
    one = layout(day=day, focus="TCD" if day == "2025-01-31" else None)
    alleged = [
        entry for row in one.telling.kept for entry in row.cells[1] if entry.ring == "alleged"
    ]
    told = one.page.figure.findobj(lambda each: each.get_gid() == "panel:table:head")
    assert [each.get_text() for each in told][1:] == [words]
    assert bool(alleged) is ("alleged" in words)


# --- sheets and focuses -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("template", "points"),
    [("slide", (960, 540)), ("a4", (595, 842)), ("a4-landscape", (842, 595))],
)
def test_a_pdf_is_as_large_as_its_sheet(template, points):
    with pikepdf.open(io.BytesIO(written(layout(template), "pdf"))) as file:
        box = [float(side) for side in file.pages[0].mediabox.as_list()]
    assert box[2:] == pytest.approx(points, abs=1)


def test_a_column_is_85_mm_wide_and_as_high_as_it_needs():
    width, height = Image.open(io.BytesIO(written(layout("column"), "png"))).size
    empty = Image.open(io.BytesIO(layout_bytes(layout("column", "2012-01-01", "SEN"), "png")))
    assert width == empty.width == round(85 / 25.4 * 144)
    assert empty.height < height <= TEMPLATES["column"].height


def test_a_sharper_png_has_twice_the_pixels():
    assert Image.open(io.BytesIO(layout_bytes(layout(), "png", scale=2))).size == (3840, 2160)


@pytest.mark.parametrize("focus", ["NER", "aes", "ecowas", "sahel", None])
def test_a_focus_tells_its_own_countries_and_counts_the_rest(focus):
    one = layout(focus=focus)
    hosts = {standing.host for standing in one.briefing.standings}
    everywhere = {s.host for s in layout().briefing.standings}
    wanted = focus_on(focus, boundaries(), corpus().claims)
    assert hosts == {host for host in everywhere if wanted.holds(host)} != set()
    note = said(one.page.figure, "note")
    assert ("outside the focus" in note) is (not wanted.whole)
    shown = {gid.split(":")[2] for gid in gids(one.page.figure, "cell:")}
    assert shown <= hosts


def test_a_focus_is_in_title_and_subtitle_of_every_language():
    wanted = focus_on("NER", boundaries())
    assert wanted.where(corpus().gazetteer, Language.EN) == "in Niger"
    assert wanted.where(corpus().gazetteer, Language.FR) == "au Niger"
    assert EVERYWHERE.where(corpus().gazetteer, Language.FR) == "au Sahel"
    assert "in Niger" in layout(focus="NER").subtitle


@pytest.mark.parametrize(
    ("body", "english", "french"),
    [
        ("mnjtf", "in the countries of the Multinational Joint Task Force", "dans les pays de la"),
        ("ecowas", "in the countries of ECOWAS", "dans les pays de la CEDEAO"),
    ],
)
def test_nobody_is_in_a_force_or_a_body_but_in_its_countries(body, english, french):
    wanted = focus_on(body, boundaries(), corpus().claims)
    assert wanted.where(corpus().gazetteer, Language.EN) == english
    assert wanted.where(corpus().gazetteer, Language.FR).startswith(french)


@pytest.mark.parametrize("name", ["NIG", "atlantis", ""])
def test_an_unknown_focus_is_refused_by_name(name):
    with pytest.raises(SahelscopeError, match="--focus"):
        focus_on(name, boundaries(), corpus().claims)


@pytest.mark.parametrize("name", ["TCD", "tcd", "Chad", "tchad", "TCHAD"])
def test_a_country_is_named_by_its_id_or_a_name_in_either_language(name):
    assert focus_on(name, boundaries(), corpus().claims) == focus_on("TCD", boundaries())


def test_a_name_that_is_nearly_one_is_offered_and_nothing_is_to_be_added():
    with pytest.raises(SahelscopeError, match="Did you mean 'Chad'"):
        focus_on("Tschad", boundaries(), corpus().claims)
    with pytest.raises(SahelscopeError) as refused:
        focus_on("atlantis", boundaries(), corpus().claims)
    assert "add it" not in str(refused.value)


def test_an_unknown_sheet_is_refused_by_name():
    with pytest.raises(SahelscopeError, match="a5"):
        template_named("a5")


def test_an_asked_title_and_a_marking_stand_on_the_page_as_they_are():
    one = layout(title="My $own_1 title", marking="OFFICIAL {%} – SENSITIVE")
    assert said(one.page.figure, "title") == "My $own_1 title"
    assert said(one.page.figure, "marking") == "OFFICIAL {%} – SENSITIVE"
    assert said(layout().page.figure, "marking") == ""


def test_a_day_without_anything_has_a_page_too():
    one = layout("slide", "1930-01-01", "SEN")
    assert "Senegal" in one.title or "nothing" in one.title
    assert "no foreign forces" in said(one.page.figure, "panel")


# --- evidence -----------------------------------------------------------------------------------


def test_the_numbers_on_the_page_are_those_of_its_evidence_table():
    one = layout()
    table = figure_evidence(one)
    listed = dict(re.findall(r"^(\d+)\. (.*)$", table, flags=re.MULTILINE))
    for number, source in enumerate(one.telling.sources, 1):
        words = re.sub(r"\W", "", source.publisher or source.title or "")
        assert words in re.sub(r"\W", "", listed[str(number)])
    counted = re.search(r"(\d+) more sources", said(one.page.figure, "sources"))
    assert counted and int(counted[1]) + len(one.telling.sources) == len(listed)


def test_the_evidence_table_has_every_fact_drawn_and_no_other():
    one = layout()
    rows = {row.fact for row in shown_picture(one).rows}
    drawn = {row.fact for row in one.picture.rows if row.drawn != "table"}
    assert drawn <= rows < {row.fact for row in one.picture.rows}


# --- formats ------------------------------------------------------------------------------------


def test_an_svg_with_text_has_its_words_as_text_and_one_with_outlines_has_not():
    text, outlined = (written(layout(), "svg", outlined=one) for one in (False, True))
    words = " ".join(ElementTree.fromstring(text).itertext())
    assert "Air Base 201" in words and b"@font-face" in text
    assert b"<text" not in outlined and b"@font-face" not in outlined
    for svg in (text, outlined):
        root = ElementTree.fromstring(svg)
        assert root.get("role") == "img" and root.get("lang") == "en"
        assert root[0].tag.endswith("title") and root[1].tag.endswith("desc")
        paths = [one.get("d", "") for one in root.iter("{http://www.w3.org/2000/svg}path")]
        assert len(paths) > 100 and not re.search(r"\.\d{3}", " ".join(paths))


def test_a_pdf_names_no_program_whose_version_would_change_its_bytes():
    with pikepdf.open(io.BytesIO(written(layout(), "pdf"))) as file:
        assert {"/Title", "/Subject"} == set(file.docinfo.keys())
        assert b"Matplotlib" not in file.Root.Metadata.read_bytes()


def test_the_words_of_a_pdf_are_inside_and_its_alternative_tells_the_facts():
    with pikepdf.open(io.BytesIO(written(layout(), "pdf"))) as file:
        figure = file.Root.StructTreeRoot.K[0].K[0]
        assert "Niger: Germany" in str(figure.Alt)
        assert str(file.Root.Lang) == "en"
        assert str(file.docinfo["/Title"]) == layout().title
        fonts = dict(file.pages[0].obj["/Resources"]["/Font"])
        names = {str(font.BaseFont).partition("+")[2] for font in fonts.values()}
    assert len(names) == 4 and all("IBMPlex" in name for name in names)


def test_slides_have_an_editable_title_a_described_picture_and_the_evidence_in_the_notes():
    content = slides_bytes([layout(), layout(day="2022-09-01")])
    deck = Presentation(io.BytesIO(content))
    assert [slide.shapes.title.text for slide in deck.slides] == [
        layout().title,
        layout(day="2022-09-01").title,
    ]
    for slide in deck.slides:
        (picture,) = [shape for shape in slide.shapes if shape.shape_type == 13]
        described = picture._element.nvPicPr.cNvPr.get("descr")
        assert described.startswith(slide.shapes.title.text) and len(described) <= 250
        notes = slide.notes_slide.notes_text_frame.text
        assert "(source 1)" in notes
        assert not re.search(r"^[#>]|[*]{2}|\\\\[.(]|&lt;", notes, re.MULTILINE)
    assert slides_bytes([layout(), layout(day="2022-09-01")]) == content
    times = {entry.date_time for entry in zipfile.ZipFile(io.BytesIO(content)).infolist()}
    assert times == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize(
    ("template", "title"),
    [("slide", None), ("column", None), ("slide", "Who is where in Aland and why " * 30)],
)
def test_the_texts_of_a_slide_can_be_read_and_stand_one_above_the_other(template, title):
    one = layout(template, title=title)
    slide = Presentation(io.BytesIO(slides_bytes([one]))).slides[0]
    texts = [shape for shape in slide.shapes if shape.has_text_frame]
    for shape in texts:
        runs = [line.runs[0].font.size for line in shape.text_frame.paragraphs]
        titles = [text for text in one.page.axes.texts if text.get_gid() == "title"]
        lines = len(runs if shape.name.startswith("TextBox") else titles)
        assert max(runs) == min(runs) and shape.height >= 1.2 * lines * runs[0] - 1
        if not title:
            assert runs[0] >= Pt(TEMPLATES[template].least / 2)
    (picture,) = [shape for shape in slide.shapes if shape.shape_type == 13]
    edges = [side for one in (*texts, picture) for side in (one.top, one.top + one.height)]
    assert edges == sorted(edges)


@pytest.mark.parametrize(("language", "said"), [(Language.EN, "en-GB"), (Language.FR, "fr-FR")])
def test_every_text_of_a_slide_says_its_language(language, said):
    one = laid("2024-04-20", language=language.value)
    slide = Presentation(io.BytesIO(slides_bytes([one]))).slides[0]
    runs = slide.shapes._spTree.findall(".//{*}rPr")
    assert len(runs) >= 2 and {run.get("lang") for run in runs} == {said}


@pytest.mark.parametrize("most", [2_000, 10_000_000])
def test_notes_end_with_a_paragraph_and_say_if_something_is_left_out(most):
    notes, whole = figure_notes(layout(), most), figure_notes(layout(), 10**9)
    told = WORDS[Language.EN]["left_out"]
    assert len(notes) <= most
    assert (told in notes) is (most == 2_000)
    assert whole.startswith(notes.removesuffix(told).rstrip())


# --- stories ------------------------------------------------------------------------------------


@functools.cache
def story() -> Story:
    days = ["2021-01-01", "2022-09-01", "2022-09-02", "2024-04-20", "2025-02-01"]
    pictures = {shipped(day).situation.as_of: shipped(day) for day in days}
    found = turning_points(pictures, pictures.__getitem__, corpus().gazetteer, EVERYWHERE)
    return Story(found, boundaries(), corpus().gazetteer, Sheet())


def test_a_story_leaves_out_the_days_that_say_nothing_new():
    days = [str(one.picture.situation.as_of) for one in story().slides]
    assert "2022-09-01" in days and "2022-09-02" not in days
    assert days == sorted(days) and days[0] == "2021-01-01"


def test_every_picture_of_a_story_has_the_same_frame_and_names_its_day():
    told = said(story().page.figure, "cell-day")
    assert all(day in told for day in ("1 September 2022", "20 April 2024"))
    bars = gids(story().page.figure, "scale:")
    assert len(bars) == 1  # one scale for all


def maps_of(days: tuple[str, ...], focus: str | None = None) -> list[tuple[float, float]]:
    """The upper left corners of the maps of a story."""
    pictures = [shipped(day) for day in days]
    wanted = focus_on(focus, boundaries(), corpus().claims)
    one = Story(pictures, boundaries(), corpus().gazetteer, Sheet(focus=wanted))
    return [(left, top) for left, top, *_ in one._cells(len(days), (40, 170, 1880, 860))]


@pytest.mark.parametrize(("focus", "rows"), [("aes", 1), ("TCD", 1), (None, 1)])
def test_four_days_stand_in_the_rows_in_which_their_maps_are_largest(focus, rows):
    days = ("2021-01-01", "2022-09-01", "2024-04-20", "2025-02-01")
    assert len({top for _, top in maps_of(days, focus)}) == rows


def test_six_days_stand_in_two_rows():
    assert len({top for _, top in maps_of(("2021-01-01",) * 6)}) == 2


def test_under_a_map_that_leaves_room_stands_what_else_changed():
    days = [shipped(day) for day in ("2014-09-01", "2015-02-26", "2016-01-15", "2017-04-01")]
    one = Story(days, boundaries(), corpus().gazetteer, Sheet())
    told = said(one.page.figure, "cell-changes")
    assert "Sweden has come to Mali" in told and "\N{DAGGER}" not in told
    assert one.days[0].title not in told


def test_the_figures_of_a_story_have_one_frame_of_the_map():
    frames = [one.map for one in story().slides]
    assert len(frames) > 2 and len(set(frames)) == 1
    # Alone they would not: their heads, legends and feet are not of one height.
    alone = {laid(str(one.picture.situation.as_of)).map for one in story().slides}
    assert len(alone) > 1


def test_of_one_withdrawal_in_many_steps_a_story_keeps_the_one_that_stood_longest():
    days = ["2013-06-15", "2022-02-20", "2022-05-01", "2022-06-20", "2022-09-01", "2023-02-25"]
    pictures = {shipped(day).situation.as_of: shipped(day) for day in days}
    known = corpus().gazetteer
    found = turning_points(pictures, pictures.__getitem__, known, EVERYWHERE, most=3)
    heads = [news_of(one, known, dated=False).about for one in found]
    assert len(found) == len(set(heads)) == 3


def test_a_story_explains_the_operators_that_have_a_colour_and_counts_the_others():
    named = {gid.split(":")[2] for gid in gids(story().page.figure, "legend:operator:")}
    drawn = {gid.split(":")[2] for gid in gids(story().page.figure, "mark:")}
    told = {one.actor for day in story().slides for one in day.briefing.standings}
    assert drawn == named == told & OPERATORS.keys()
    assert told - named  # of some there is no more than how many they are
    assert re.search(r"\+\d", said(story().page.figure, "label:others:"))
    assert "other forces in place" in said(story().page.figure, "legend:sign:others")


def test_a_story_lists_its_operators_as_a_reader_of_its_language_sorts_them():
    pictures = [shipped(day, language=Language.FR) for day in ("2021-01-01", "2024-04-20")]
    one = Story(pictures, boundaries(), corpus().gazetteer, Sheet())
    names = [entry.words for entry in one._legend(pictures) if entry.group == "operator"]
    assert "États-Unis" in names[:-1] and names == sorted(names, key=plain)


def standing(actor: str, ring: str) -> Standing:
    return Standing("AAA", actor, ring, 0, "person", None, None, (), True, False, False)


def test_only_others_who_are_there_are_counted():
    here = [standing("PAA", "active"), standing("PBB", "leaving"), standing("PCC", "reported")]
    gone = [standing("PDD", "ended"), standing("PEE", "planned"), standing("PFF", "alleged")]
    assert casts_of([*here, *gone])["AAA"].others == 3
    assert casts_of(gone) == {}
    coloured = casts_of([standing("RUS", "ended"), standing("USA", "active"), *gone])["AAA"]
    assert [partner.actor for partner in coloured.partners] == ["USA", "RUS"]
    assert coloured.others == 0


def test_a_country_without_room_for_its_name_has_its_code_and_the_key_below():
    page = story().page.figure
    known = {boundaries()[name].name_en.upper().replace("'", "’"): name for name in boundaries()}
    words = {gid.rpartition(":")[2]: said(page, gid) for gid in gids(page, "label:country:")}
    coded = {name for name, told in words.items() if set(told.split()) == {name}}
    assert coded and "NER" not in coded and "NIGER" in known
    for name in coded:
        assert f"{name} {boundaries()[name].name_en}".replace("'", "’") in said(page, "note")
    assert "NER" not in said(page, "note")


def of_days(focus: str, *days: str) -> Story:
    pictures = [shipped(day) for day in days]
    wanted = focus_on(focus, boundaries(), corpus().claims)
    return Story(pictures, boundaries(), corpus().gazetteer, Sheet(focus=wanted))


def test_the_story_of_a_country_without_any_site_shows_who_is_there():
    page = of_days("GMB", "2016-01-01", "2017-02-01").page.figure
    assert said(page, "label:others:GMB") == "+1"
    assert said(page, "label:country:GMB") == "THE GAMBIA THE GAMBIA"
    assert gids(page, "focus:GMB")


def test_what_a_headline_of_a_story_tells_of_is_named_though_it_is_told_of_once():
    days = "2025-01-01", "2025-01-30", "2025-07-17", "2025-12-07", "2025-12-11"
    told = of_days("sahel", *days)
    assert "Ghana" in told.days[-1].title
    assert {"label:country:GHA"} <= {
        re.sub(r"-\d+$", "", gid) for gid in gids(told.page.figure, "label:country:")
    }
    assert "Ghana" not in said(told.page.figure, "note").partition("Not shown")[2]


def test_the_story_of_one_country_shows_its_sites():
    wanted = focus_on("MLI", boundaries(), corpus().claims)
    pictures = [shipped("2019-06-01"), shipped("2022-05-01")]
    one = Story(pictures, boundaries(), corpus().gazetteer, Sheet(focus=wanted))
    assert "Gao" in said(one.page.figure, "label:mark:")
    assert said(story().page.figure, "label:mark:") == ""


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("en", "Who was where in the Sahel, 20 April 2024"),
        ("fr", "Qui était où au Sahel, le 20 avril 2024"),
    ],
)
def test_a_story_of_one_day_runs_from_no_day_to_another(language, title):
    pictures = [shipped("2024-04-20", language=Language(language))]
    assert Story(pictures, boundaries(), corpus().gazetteer, Sheet()).title == title


def test_a_story_keeps_no_more_days_than_are_asked_for():
    pictures = {shipped(d).situation.as_of: shipped(d) for d in ("2013-06-15", "2022-09-01")}
    one = turning_points(pictures, pictures.__getitem__, corpus().gazetteer, EVERYWHERE, most=1)
    assert [str(picture.situation.as_of) for picture in one] == ["2013-06-15"]


def test_a_french_figure_speaks_french():
    one = laid("2024-04-20", language="fr")
    assert one.title == "Les États-Unis vont quitter le Niger et fermer la base aérienne 201"
    words = said(one.page.figure, "")
    assert "CEDEAO" in words and "ECOWAS" not in words
    assert "20°W" not in words
    west = laid("2024-04-20", "MLI", language="fr")  # where its degrees have room
    words = said(west.page.figure, "")
    assert "20°O" in words and "20°W" not in words


def test_a_typeface_inside_an_svg_has_the_letters_used_their_kerning_and_little_else():
    svg = written(layout(), "svg", outlined=False).decode("utf-8")
    texts = ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")
    words = {ord(letter) for text in texts for letter in "".join(text.itertext()).strip()}
    fonts = re.findall(r'url\("data:font/ttf;base64,([^"]*)"\)', svg)
    assert len(fonts) == len(Face)
    for face, font in zip(Face, map(base64.b64decode, fonts), strict=True):
        shipped, inside = (
            uharfbuzz.Face(uharfbuzz.Blob(one)) for one in (font_path(face).read_bytes(), font)
        )
        assert words & set(shipped.unicodes) <= set(inside.unicodes)
        assert len(inside.unicodes) < 150 < len(shipped.unicodes)
        features = {
            table: set(inside.get_language_feature_tags(table)) for table in ("GSUB", "GPOS")
        }
        assert "kern" in features["GPOS"] and "frac" not in features["GSUB"]
