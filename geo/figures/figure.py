"""A figure as a file: PNG, SVG with text or outlines, tagged PDF; the same bytes on every run."""

from __future__ import annotations

import base64
import io
import re
from typing import TYPE_CHECKING, Any, Protocol
from xml.sax.saxutils import escape, quoteattr

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from geo.boundaries import Boundaries
from geo.errors import Problem, SahelscopeError
from geo.figures.layout import SLIDE, Layout, Sheet
from geo.figures.paper import Page, own_settings
from geo.figures.template import PER_INCH
from geo.fonts import Face, font_path, plain_text
from geo.gazetteer import Gazetteer
from geo.language import Language
from geo.layers import Picture

if TYPE_CHECKING:
    import pikepdf

FORMATS = ("png", "svg", "pdf")
PACKED = 3  # of 9: flat colours come out as small as with 6, and in half the time


class Leaf(Protocol):
    """A page that is drawn, with what its files say of it."""

    page: Page
    title: str
    language: Language

    @property
    def subtitle(self) -> str:
        """The line under the title."""
        ...

    @property
    def told(self) -> str:
        """Everything the page says of the facts, as running text."""
        ...


def draw_figure(
    picture: Picture, boundaries: Boundaries, known: Gazetteer, sheet: Sheet = SLIDE
) -> Figure:
    """Draw a picture as a page.

    Parameters
    ----------
    picture : Picture
        What to draw; the facts are the same as on every other surface.
    boundaries : Boundaries
        Where the countries are.
    known : Gazetteer
        Names and places.
    sheet : Sheet
        A slide of the whole region under the finding of :func:`geo.figures.headline.finding`.

    Returns
    -------
    matplotlib.figure.Figure
        Its canvas is Agg's; matplotlib's global state is as it was.
    """
    return Layout(picture, boundaries, known, sheet).page.figure


def figure_bytes(
    picture: Picture,
    boundaries: Boundaries,
    known: Gazetteer,
    *,
    form: str = "png",
    sheet: Sheet = SLIDE,
) -> bytes:
    """Draw a picture as a file, the same bytes on every run.

    Parameters
    ----------
    picture, boundaries, known, sheet
        As for :func:`draw_figure`.
    form : str
        ``png``, ``svg`` (letters as outlines: no viewer needs the typeface) or ``pdf``.

    Raises
    ------
    SahelscopeError
        If *form* is none of these.
    """
    if form not in FORMATS:
        expected = ", ".join(FORMATS)
        problem = Problem("figure", "the figure", "form", form, expected, "Ask for one of these.")
        raise SahelscopeError([problem])
    return layout_bytes(Layout(picture, boundaries, known, sheet), form)


def layout_bytes(layout: Leaf, form: str, *, scale: int = 1, outlined: bool = True) -> bytes:
    """A page that is laid out as a file.

    Parameters
    ----------
    layout : Leaf
        The page; it can be written in several forms.
    form : str
        ``png``, ``svg`` or ``pdf``.
    scale : int
        Of a PNG: 2 has twice as many pixels each way.
    outlined : bool
        Of an SVG: letters as outlines, else as text with the typeface inside the file.
    """
    if form == "png":
        return _png(layout, scale)
    if form == "svg":
        return _svg(layout, outlined=outlined)
    return _pdf(layout)


def alt_text(layout: Leaf) -> str:
    """What the page shows in a sentence, for who cannot see it; the whole is its description."""
    return f"{layout.title}. {plain_text(layout.subtitle)}."


def long_text(layout: Leaf) -> str:
    """Everything the page says of the facts, as running text."""
    return plain_text(layout.told) or alt_text(layout)


def _saved(layout: Leaf, form: str, metadata: dict[str, Any], **settings: Any) -> bytes:
    content = io.BytesIO()
    with own_settings(**{key: settings.pop(key) for key in [*settings] if "." in key}):
        layout.page.figure.savefig(content, format=form, metadata=metadata, **settings)
    return content.getvalue()


def _png(layout: Leaf, scale: int) -> bytes:
    told = f"{layout.title}. {long_text(layout)}".strip()
    about = PngInfo()
    about.add_itxt("Title", layout.title)
    about.add_itxt("Description", told)
    content = io.BytesIO()
    dpi = (PER_INCH * scale, PER_INCH * scale)
    pixels_of(layout, scale).save(content, "PNG", pnginfo=about, dpi=dpi, compress_level=PACKED)
    return content.getvalue()


def pixels_of(layout: Leaf, scale: int = 1) -> Image.Image:
    """A page as a picture of pixels without transparency, so many to a pixel of the page."""
    figure = layout.page.figure
    figure.set_dpi(PER_INCH * scale)
    try:
        with own_settings():
            canvas = FigureCanvasAgg(figure)
            canvas.draw()  # type: ignore[no-untyped-call]
        pixels = np.asarray(canvas.buffer_rgba())[:, :, :3]  # type: ignore[no-untyped-call]
        return Image.fromarray(np.ascontiguousarray(pixels))
    finally:
        figure.set_dpi(PER_INCH)


# --- SVG --------------------------------------------------------------------------------------


def _svg(layout: Leaf, *, outlined: bool) -> bytes:
    kind = "path" if outlined else "none"
    metadata = {"Date": None, "Creator": None}
    drawn = _saved(layout, "svg", metadata, **{"svg.fonttype": kind}).decode("utf-8")
    head = f"<title id='figure-title'>{escape(layout.title)}</title>\n"
    head += f"<desc id='figure-desc'>{escape(long_text(layout))}</desc>\n"
    head = head.replace("'", '"')
    if not outlined:
        drawn = re.sub(r"font-family: [^;]*;", f"font-family: '{FAMILY}', sans-serif;", drawn)
        head += f"<style>{_faces(layout.page.words())}</style>\n"
    opened = re.search(r"<svg [^>]*>", drawn)
    if opened is None:
        return drawn.encode("utf-8")
    lang = quoteattr(layout.language.value)
    told = f' role="img" aria-labelledby="figure-title figure-desc" xml:lang={lang} lang={lang}>'
    start = opened.group(0)[:-1] + told
    drawn = f"{drawn[: opened.start()]}{start}\n{head}{drawn[opened.end() :]}"
    return _ids_once(_shortened(drawn)).encode("utf-8")


def _shortened(drawn: str) -> str:
    """Paths to a hundredth of a pixel, cut and not rounded: a border is cut alike from both sides.

    Matplotlib writes six decimals, which are two fifths of the file.
    """
    return _PATH.sub(lambda path: _DECIMALS.sub("", path.group()), drawn)


_PATH = re.compile(r' d="[^"]*"')
_DECIMALS = re.compile(r"(?<=\.\d\d)\d+")


def _ids_once(drawn: str) -> str:
    """An id names one thing: the second of a name gets a number; halos are hidden from readers."""
    seen: dict[str, int] = {}

    def once(found: re.Match[str]) -> str:
        name = found.group(1)
        seen[name] = seen.get(name, 0) + 1
        hidden = ' aria-hidden="true"' if name == "halo" else ""
        number = f"-{seen[name]}" if seen[name] > 1 else ""
        return f'<g id="{name}{number}"{hidden}>'

    return re.sub(r'<g id="([^"]*)">', once, drawn)


def _faces(words: str) -> str:
    """The cuts of the typeface with the letters that are used, inside the file."""
    rules = []
    for face, (weight, style) in FACES.items():
        data = base64.b64encode(_cut(face, f"{words} …0123456789")).decode("ascii")
        rules.append(
            f'@font-face{{font-family:"{FAMILY}";font-weight:{weight};font-style:{style};'
            f'src:url("data:font/ttf;base64,{data}")}}'
        )
    return "".join(rules)


def _cut(face: Face, letters: str) -> bytes:
    """A cut of the typeface with these letters alone; one that it has not is left out."""
    import uharfbuzz  # here, as pikepdf: a PNG needs neither, and both take time

    wanted = uharfbuzz.SubsetInput()
    wanted.flags |= uharfbuzz.SubsetFlags.NOTDEF_OUTLINE
    wanted.unicode_set.update(map(ord, letters))
    wanted.layout_feature_tag_set.difference_update(uharfbuzz.Set(_FRACTIONS))
    whole = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(font_path(face)))
    return bytes(uharfbuzz.subset(whole, wanted).blob.data)


# What a viewer applies only where a text asks for it, and none of ours does: a third of the file.
# A tag is four letters, which HarfBuzz reads as one number.
_FRACTIONS = [int.from_bytes(tag, "big") for tag in (b"frac", b"numr", b"dnom")]
FAMILY = "IBM Plex Sans Condensed"
FACES = {
    Face.REGULAR: (400, "normal"),
    Face.MEDIUM: (500, "normal"),
    Face.BOLD: (700, "normal"),
    Face.ITALIC: (400, "italic"),
}


# --- PDF --------------------------------------------------------------------------------------


def _pdf(layout: Leaf) -> bytes:
    import pikepdf

    told = long_text(layout)
    unsaid = dict.fromkeys(("CreationDate", "ModDate", "Creator", "Producer"))
    metadata = {"Title": layout.title, "Subject": told, **unsaid}
    drawn = _saved(layout, "pdf", metadata)
    with pikepdf.open(io.BytesIO(drawn)) as file:
        _tag(file, layout)
        with file.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as about:
            about["dc:title"] = layout.title
            about["dc:language"] = {layout.language.value}
        content = io.BytesIO()
        file.save(content, deterministic_id=True)
    return content.getvalue()


def _tag(file: pikepdf.Pdf, layout: Leaf) -> None:
    """One figure with its text: title, language and structure that a screen reader asks for."""
    import pikepdf

    page = file.pages[0]
    root = file.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot))
    box = pikepdf.Array([float(side) for side in page.mediabox.as_list()])
    figure = file.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.StructElem,
            S=pikepdf.Name.Figure,
            Alt=pikepdf.String(f"{alt_text(layout)} {long_text(layout)}"),
            Pg=page.obj,
            K=0,
            A=pikepdf.Dictionary(O=pikepdf.Name.Layout, BBox=box, Placement=pikepdf.Name.Block),
        )
    )
    whole = file.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.StructElem, S=pikepdf.Name.Document, P=root, K=pikepdf.Array([figure])
        )
    )
    figure.P = whole
    root.K = pikepdf.Array([whole])
    root.ParentTree = file.make_indirect(
        pikepdf.Dictionary(Nums=pikepdf.Array([0, pikepdf.Array([figure])]))
    )
    page.obj.StructParents = 0
    page.obj.Tabs = pikepdf.Name.S
    page.contents_add(b"/Figure <</MCID 0>> BDC", prepend=True)
    page.contents_add(b"EMC", prepend=False)
    file.Root.StructTreeRoot = root
    file.Root.MarkInfo = pikepdf.Dictionary(Marked=True)
    file.Root.Lang = pikepdf.String(layout.language.value)
    file.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
