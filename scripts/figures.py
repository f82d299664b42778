"""Draw the contact sheet: figures over dates, focuses, sheets and languages, and their page.

    python scripts/figures.py

Called by `make figures`. Pictures have few colours, so they are kept with a palette of 200.
"""

import datetime as dt
import io
import itertools
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from PIL.ImageColor import getrgb

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from geo.boundaries import Boundaries, read_boundaries  # noqa: E402
from geo.corpus import Corpus, read_corpus  # noqa: E402
from geo.figures.check import faults_of  # noqa: E402
from geo.figures.figure import layout_bytes  # noqa: E402
from geo.figures.focus import focus_on  # noqa: E402
from geo.figures.layout import Layout, Sheet  # noqa: E402
from geo.figures.story import Story, turning_points  # noqa: E402
from geo.figures.template import TEMPLATES  # noqa: E402
from geo.history import history_of  # noqa: E402
from geo.language import Language  # noqa: E402
from geo.layers import Picture, build_layers, picture_of  # noqa: E402
from geo.resolve import resolve_claims  # noqa: E402
from geo.style import OPERATORS, OTHER_OPERATOR, THEMES, faintness, on_paper  # noqa: E402

GEO = ".venv/bin/python -m geo"
OUT = ROOT / "docs" / "figures"
COLOURS = 200
_NEAR = 8  # Pillow looks for the nearest colour in steps of four
HEAD = """# Figures

Made by `make figures` from the shipped corpus; each is checked as by `geo figure --check`. The
command under a figure draws it anew; `--out` takes .png, .svg, .pdf and .pptx.
"""


@dataclass(frozen=True)
class Figure:
    """One figure of the sheet."""

    day: str
    template: str = "slide"
    focus: str | None = None
    language: Language = Language.EN

    @property
    def name(self) -> str:
        parts = [self.day, self.focus or "sahel", self.template, self.language.value]
        return "-".join(parts).lower()

    @property
    def command(self) -> str:
        focus = f" --focus {self.focus}" if self.focus else ""
        sheet = f" --template {self.template}" if self.template != "slide" else ""
        language = " --lang fr" if self.language is Language.FR else ""
        return f"{GEO} figure --as-of {self.day}{focus}{sheet}{language} --out {self.name}.png"


FIGURES = (
    Figure("2013-02-01"),
    Figure("2014-08-01", focus="TCD"),
    Figure("2016-01-15", "a4", language=Language.FR),
    Figure("2020-06-01", focus="aes"),
    Figure("2022-03-01", "a4-landscape", "MLI"),
    Figure("2022-09-01"),
    Figure("2023-08-01", "square", "NER"),
    Figure("2023-12-31", language=Language.FR),
    Figure("2024-04-20"),
    Figure("2024-04-20", "a4"),
    Figure("2024-09-20", "column", "NER", Language.FR),
    Figure("2025-02-01", "square"),
    Figure("2025-08-01", "a4-landscape", language=Language.FR),
    Figure("2026-01-01", focus="ecowas"),
)


def small(png: bytes) -> bytes:
    """The same picture with a palette.

    The colours of the style are in it as they are: by the share of the picture that they fill the
    ring of one operator came out in the colour of another, and paper grey.
    """
    image = Image.open(io.BytesIO(png)).convert("RGB")
    firm = [*OPERATORS.values(), OTHER_OPERATOR]
    faint = [on_paper(one, faintness(one)) for one in firm]
    told = [getrgb(one) for one in (*firm, *faint, *THEMES["light"].values())]
    flat = image.quantize(COLOURS - len(told)).getpalette() or []
    others = [tuple(flat[at : at + 3]) for at in range(0, len(flat), 3)]
    palette = Image.new("P", (1, 1))
    # One beside a colour of the style would be taken for it: both count as equally near.
    apart = [one for one in others if not any(_is_beside(one, other) for other in told)]
    palette.putpalette([*itertools.chain(*told, *apart)])
    content = io.BytesIO()
    image.quantize(palette=palette, dither=Image.Dither.NONE).save(content, "PNG", optimize=True)
    return content.getvalue()


def _is_beside(one: Sequence[int], other: Sequence[int]) -> bool:
    return all(abs(part - its) < _NEAR for part, its in zip(one, other, strict=True))


def draw(figure: Figure, corpus: Corpus, land: Boundaries) -> str:
    """Write one figure; return its part of the gallery page."""
    day = dt.date.fromisoformat(figure.day)
    picture = picture_of(corpus, land, day, language=figure.language)
    focus = focus_on(figure.focus, land, corpus.claims)
    layout = Layout(picture, land, corpus.gazetteer, Sheet(TEMPLATES[figure.template], focus))
    png = layout_bytes(layout, "png")
    svg, pdf = layout_bytes(layout, "svg", outlined=False), layout_bytes(layout, "pdf")
    for fault in faults_of(png, svg, pdf, figure.template):
        print(f"{figure.name}: {fault}")
    (OUT / f"{figure.name}.png").write_bytes(small(png))
    print(figure.name)
    return f"## {layout.title}\n\n![{layout.title}]({figure.name}.png)\n\n    {figure.command}\n"


def draw_story(corpus: Corpus, land: Boundaries) -> str:
    """Write the small pictures of a story; return their part of the gallery page."""
    start, end = dt.date(2020, 1, 1), dt.date(2025, 6, 1)
    focus = focus_on("aes", land, corpus.claims)
    history = history_of(resolve_claims(corpus.claims))

    def picture_on(day: dt.date) -> Picture:
        return build_layers(history.on(day), land, corpus.gazetteer)

    days = {start, end, *(day for day in history.days if start <= day <= end)}
    pictures = turning_points(days, picture_on, corpus.gazetteer, focus)
    story = Story(pictures, land, corpus.gazetteer, Sheet(focus=focus))
    (OUT / "story-aes.png").write_bytes(small(layout_bytes(story, "png")))
    command = f"{GEO} story --from {start} --to {end} --focus aes --out story-aes.png"
    return f"## {story.title}\n\n![{story.title}](story-aes.png)\n\n    {command}\n"


def main() -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    for old in OUT.glob("*.png"):
        old.unlink()
    corpus, land = read_corpus(), read_boundaries(ROOT / "data" / "sahel_boundaries.geojson")
    parts = [draw(figure, corpus, land) for figure in FIGURES]
    parts.append(draw_story(corpus, land))
    (OUT / "README.md").write_text("\n".join([HEAD, *parts]), encoding="utf-8")


if __name__ == "__main__":
    main()
