"""Figures as slides: a native picture under an editable title, with the evidence in the notes."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Sequence
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.presentation import Presentation as Deck
from pptx.util import Emu, Pt

from geo.figures.figure import PACKED, alt_text, pixels_of
from geo.figures.headfoot import subtitle_lines
from geo.figures.layout import Layout
from geo.figures.numbered import figure_notes
from geo.figures.template import PER_INCH
from geo.fonts import Face, text_width
from geo.language import Language
from geo.style import INK, MUTED

_EMU = 914_400 / PER_INCH  # to a pixel of the page
_SCALE = 2  # the picture has twice the pixels of the page each way
_TITLE_ONLY = 5  # the layout of python-pptx's own template
_NOTES = 30_000  # characters; more than this no presenter's view scrolls through
# The typeface of the figures is on few machines; this one, or one as wide, is on all.
_FONT, _WIDER = "Arial", 1.32
_TONGUES = {Language.EN: MSO_LANGUAGE_ID.ENGLISH_UK, Language.FR: MSO_LANGUAGE_ID.FRENCH}
_LEADING = 1.2  # from line to line, in sizes of the font
_TITLE_MOST = 255  # characters of a document's title that the format holds
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
    about.title, about.language = layouts[0].title[:_TITLE_MOST], layouts[0].language.value
    about.author = about.last_modified_by = "Sahelscope"
    about.created = about.modified = dt.datetime(*_LONG_AGO)
    content = io.BytesIO()
    deck.save(content)
    return _undated(content.getvalue())


def _title_size(layout: Layout, high: float) -> int:
    """The size, in points, at which a title fills no more lines in the slide's font than here.

    Nor more than a height, in pixels.
    """
    lines, size, room = _title_lines(layout), layout.title_size, _room(layout)
    wide = _WIDER * text_width(layout.title, Face.BOLD, size)
    fitting = size / 2 * min(1.0, 0.96 * lines * room / wide)
    return max(1, int(min(fitting, high / _high(lines, 1))))


def _title_lines(layout: Layout) -> int:
    """As many as the page has; of a title that it cuts the slide has all, in smaller letters."""
    return sum(text.get_gid() == "title" for text in layout.page.axes.texts)


def _room(layout: Layout) -> float:
    return layout.template.width - 2 * layout.template.margin


def _emu(pixels: float) -> Emu:
    return Emu(round(pixels * _EMU))


def _add_slide(deck: Deck, layout: Layout) -> None:
    slide = deck.slides.add_slide(deck.slide_layouts[_TITLE_ONLY])
    below, top = layout.below, 0.3 * layout.template.margin
    least = int(layout.template.least / 2)
    size = _title_size(layout, below - top - _high(len(_subtitle_lines(layout, least)), least))
    title = slide.shapes.title
    high = _high(_title_lines(layout), size)
    _stand(title, layout, top, high)
    title.text = layout.title
    paragraph = title.text_frame.paragraphs[0]
    paragraph.alignment = 1
    _set_font(paragraph.runs[0].font, size, INK, layout.language)
    paragraph.runs[0].font.bold = True
    _add_subtitle(slide, layout, top + high)
    picture = slide.shapes.add_picture(
        io.BytesIO(_below_the_head(layout)), 0, _emu(below), width=deck.slide_width
    )
    about = picture._element.nvPicPr.cNvPr
    about.set("descr", alt_text(layout))
    about.set("name", layout.title)
    slide.notes_slide.notes_text_frame.text = figure_notes(layout, _NOTES)


def _high(lines: int, size: int) -> float:
    """How high lines of a size in points are, in pixels of the page."""
    return 2 * _LEADING * size * lines


def _stand(shape: Any, layout: Layout, top: float, high: float) -> None:
    """Put a box of text where the page has its text, with no room above and below it."""
    shape.left, shape.top = _emu(layout.template.margin - 14), _emu(top)
    shape.width, shape.height = _emu(_room(layout) + 28), _emu(high)
    shape.text_frame.margin_top = shape.text_frame.margin_bottom = 0
    shape.text_frame.word_wrap = True


def _set_font(font: Any, size: int, colour: str, language: Language) -> None:
    font.name, font.size, font.language_id = _FONT, Pt(size), _TONGUES[language]
    font.color.rgb = RGBColor.from_string(colour[1:])  # type: ignore[no-untyped-call]


def _subtitle(layout: Layout, high: float) -> tuple[list[str], int]:
    """The lines under the title in the font of the slide, and their size in points.

    As large as on the page if they fit into a height; a wider font sooner takes a line more than
    a size that nobody reads.
    """
    template = layout.template
    for size in range(int(template.px(27) / 2), int(template.least / 2) - 1, -1):
        lines = _subtitle_lines(layout, size)
        if _high(len(lines), size) <= high:
            break
    return lines, size


def _subtitle_lines(layout: Layout, size: int) -> list[str]:
    return subtitle_lines(layout.subtitle, 2 * _WIDER * size, 0.96 * _room(layout))


def _add_subtitle(slide: Any, layout: Layout, top: float) -> None:
    """Add the text between the title and the picture."""
    high = layout.below - top
    lines, size = _subtitle(layout, high)
    box = slide.shapes.add_textbox(0, 0, 0, 0)
    _stand(box, layout, top, high)
    for number, line in enumerate(lines):
        frame = box.text_frame
        run = (frame.add_paragraph() if number else frame.paragraphs[0]).add_run()
        run.text = line
        _set_font(run.font, size, MUTED, layout.language)


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
