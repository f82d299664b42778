"""Figures as slides: a native picture under an editable title, with the evidence in the notes."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Sequence

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.presentation import Presentation as Deck
from pptx.util import Emu, Pt

from geo.figures.figure import PACKED, alt_text, pixels_of
from geo.figures.headfoot import subtitle_lines
from geo.figures.layout import Layout
from geo.figures.numbered import figure_notes
from geo.figures.template import PER_INCH
from geo.fonts import Face, text_width, wrap_text
from geo.style import INK, MUTED

_EMU = 914_400 / PER_INCH  # to a pixel of the page
_SCALE = 2  # the picture has twice the pixels of the page each way
_TITLE_ONLY = 5  # the layout of python-pptx's own template
_NOTES = 30_000  # characters; more than this no presenter's view scrolls through
# The typeface of the figures is on few machines; this one, or one as wide, is on all.
_FONT, _WIDER = "Arial", 1.32
_LONG_AGO = (1980, 1, 1, 0, 0, 0)


def slides_bytes(layouts: Sequence[Layout]) -> bytes:
    """Pages as a presentation, one slide each, the same bytes on every run.

    Parameters
    ----------
    layouts : sequence of Layout
        Of one template: a presentation has one size of slide.
    """
    deck = Presentation()
    template = layouts[0].template
    deck.slide_width, deck.slide_height = _emu(template.width), _emu(template.height)
    for layout in layouts:
        _add_slide(deck, layout)
    about = deck.core_properties
    about.title, about.language = layouts[0].title, layouts[0].language.value
    about.author = about.last_modified_by = "Sahelscope"
    about.created = about.modified = dt.datetime(*_LONG_AGO)
    content = io.BytesIO()
    deck.save(content)
    return _undated(content.getvalue())


def _fitting(text: str, face: Face, size: float, layout: Layout) -> Pt:
    """The size at which a text fills no more lines in the font of the slide than on the page."""
    room = layout.template.width - 2 * layout.template.margin
    lines = len(wrap_text(text, face, size, room))
    wide = _WIDER * text_width(text, face, size)
    return Pt(int(size / 2 * min(1.0, 0.96 * lines * room / wide)))


def _emu(pixels: float) -> Emu:
    return Emu(round(pixels * _EMU))


def _add_slide(deck: Deck, layout: Layout) -> None:
    slide = deck.slides.add_slide(deck.slide_layouts[_TITLE_ONLY])
    template, below = layout.template, layout.below
    title = slide.shapes.title
    title.left, title.top = _emu(template.margin - 14), _emu(0.3 * template.margin)
    title.width = _emu(template.width - 2 * template.margin + 28)
    _, high = _subtitle(layout)
    title.height = _emu(below - 0.3 * template.margin - high - 0.7 * template.px(27))
    title.text = layout.title
    paragraph = title.text_frame.paragraphs[0]
    paragraph.alignment = 1
    font = paragraph.runs[0].font
    font.name, font.bold = _FONT, True
    font.size = _fitting(layout.title, Face.BOLD, layout.title_size, layout)
    font.color.rgb = RGBColor.from_string(INK[1:])  # type: ignore[no-untyped-call]
    _add_subtitle(slide, layout)
    picture = slide.shapes.add_picture(
        io.BytesIO(_below_the_head(layout)), 0, _emu(below), width=deck.slide_width
    )
    about = picture._element.nvPicPr.cNvPr
    about.set("descr", alt_text(layout))
    about.set("name", layout.title)
    slide.notes_slide.notes_text_frame.text = figure_notes(layout, _NOTES)


def _subtitle(layout: Layout) -> tuple[list[str], float]:
    """The lines under the title as on the page, and how high they are together."""
    template, size = layout.template, layout.template.px(27)
    lines = subtitle_lines(layout.subtitle, size, template.width - 2 * template.margin)
    return lines, 1.2 * size * len(lines)


def _add_subtitle(slide: object, layout: Layout) -> None:
    template, size = layout.template, layout.template.px(27)
    lines, high = _subtitle(layout)
    box = slide.shapes.add_textbox(  # type: ignore[attr-defined]
        _emu(template.margin - 14),
        _emu(layout.below - high - 0.7 * size),
        _emu(template.width - 2 * template.margin + 28),
        _emu(high + 0.6 * size),
    )
    box.text_frame.word_wrap = True
    for number, line in enumerate(lines):
        paragraphs = box.text_frame.paragraphs
        run = (paragraphs[0] if number == 0 else box.text_frame.add_paragraph()).add_run()
        run.text = line
        run.font.name = _FONT
        run.font.size = min(_fitting(one, Face.REGULAR, size, layout) for one in lines)
        run.font.color.rgb = RGBColor.from_string(MUTED[1:])  # type: ignore[no-untyped-call]


def _below_the_head(layout: Layout) -> bytes:
    """The page without title and subtitle, which the slide has as text."""
    whole = pixels_of(layout, _SCALE)
    top = round(layout.below * _SCALE)
    content = io.BytesIO()
    below = whole.crop((0, top, whole.width, whole.height))
    below.save(content, "PNG", compress_level=PACKED)
    return content.getvalue()


def _undated(content: bytes) -> bytes:
    """The same archive without the time at which it was made."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            info = zipfile.ZipInfo(entry.filename, _LONG_AGO)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, old.read(entry.filename))
    return out.getvalue()
