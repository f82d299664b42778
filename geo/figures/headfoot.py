"""What stands over a page and at its foot: title, subtitle, marking, sources, credits.

All lengths are pixels of the page, y downwards.
"""

from __future__ import annotations

from collections.abc import Sequence

from geo.boundaries import Boundaries
from geo.figures.breaking import parts_of
from geo.figures.briefing import citation
from geo.figures.paper import XY, Page, cut_text
from geo.figures.template import Template
from geo.figures.words import LICENCES, WORDS
from geo.fonts import ASCENT, Face, plain_text, text_width, wrap_text
from geo.gazetteer import credits_of
from geo.interface import FIGURE
from geo.language import COLON, SEMICOLON, Language
from geo.layers import Picture
from geo.model import Source
from geo.style import INK, MUTED
from geo.vocabulary import ARROW_NOTES, DISCLAIMERS

_TITLE_FORMS = ((56, 1), (50, 1), (44, 2), (36, 2), (30, 3), (26, 4))
_SUBTITLE_SIZE = 27


def draw_head(page: Page, title: str, subtitle: str, *, marked: bool = False) -> XY:
    """Draw title and subtitle; return where the map may begin, and the size of the title."""
    template = page.template
    left, width = template.margin, template.width - 2 * template.margin
    for form, most in _TITLE_FORMS:
        size = template.px(form)
        lines = wrap_text(parts_of(plain_text(title)), Face.BOLD, size, width)
        if len(lines) <= most:
            break
    if len(lines) > most:
        rest = " ".join(lines[most - 1 :])
        lines = [*lines[: most - 1], cut_text(rest, Face.BOLD, size, width)]
    y = max(0.5 * template.margin, template.source_px(20) + 4 if marked else 0.0)
    for line in lines:
        page.text((left, y + ASCENT * size), line, Face.BOLD, size, INK, "title")
        y += 1.14 * size
    y += 2
    title_size, size = size, template.px(_SUBTITLE_SIZE)
    for line in subtitle_lines(subtitle, size, width):
        page.text((left, y + ASCENT * size), line, Face.REGULAR, size, MUTED, "subtitle")
        y += 1.2 * size
    return y + 12, title_size


def source_line(sources: Sequence[Source], behind: int, language: Language) -> str:
    """The sources named in words, and how many more the page rests on."""
    words, semicolon = WORDS[language], SEMICOLON[language]
    told = [f"{n} {citation(source, language)}" for n, source in enumerate(sources, 1)]
    more = behind - len(sources)
    if more:
        key = ("behind" if told else "behind_all") + ("_one" if more == 1 else "")
        rest = words[key].format(n=more)
        told.append(f"{words['and']} {rest}" if told else rest)
    cited = semicolon.join(told) or FIGURE[language]["no_sources"]
    return f"{FIGURE[language]['sources']}{COLON[language]}{cited}."


def credit_line(pictures: Sequence[Picture], boundaries: Boundaries, *, arrows: bool) -> str:
    """What arrows (if any) and borders mean, the disclaimer, whose map and positions these are."""
    language = pictures[0].language
    made, words = boundaries.provenance, FIGURE[language]
    name = str(made["dataset"]).partition(",")[0]
    licence = LICENCES[language].get(made["licence"], made["licence"])
    base = f"{words['base_map']}{COLON[language]}{name}, {made['dataset_version']}"
    note = ARROW_NOTES[language]
    told = f"{note} {words['width_note']} " if arrows else ""
    disclaimer = DISCLAIMERS[language]
    givers = ", ".join(credits_of(mark.position_source for one in pictures for mark in one.marks))
    placed = f" {words['positions']}{COLON[language]}{givers}." if givers else ""
    map_ = f"{words['border_note']} {base} ({licence}), {words['projection']}."
    return f"{told}{disclaimer} {map_}{placed}"


def subtitle_lines(subtitle: str, size: float, width: float) -> list[str]:
    """A subtitle broken between its parts where it does not fit on one line.

    A part that is too long for a line is broken before its bracket, if it has one.
    """

    def fits(line: str) -> bool:
        return text_width(line, Face.REGULAR, size) <= width

    lines: list[str] = []
    for part in subtitle.split("  ·  "):
        head, opened, rest = part.partition(" (")
        told = [part] if fits(part) or not opened else [head, f"({rest}"]
        if lines and fits(f"{lines[-1]} · {told[0]}"):
            lines[-1] = f"{lines[-1]} · {told.pop(0)}"
        for piece in told:
            lines += wrap_text(parts_of(piece), Face.REGULAR, size, width, even=False)
    return lines


def draw_marking(page: Page, marking: str) -> None:
    """Write the marking of the sheet at its upper right corner."""
    template, size = page.template, page.template.source_px(20)
    words = cut_text(plain_text(marking), Face.BOLD, size, template.width / 2)
    x = template.width - template.margin - text_width(words, Face.BOLD, size)
    page.text((x, 4 + ASCENT * size), words, Face.BOLD, size, INK, "marking")


def foot_height(lines: int, template: Template) -> float:
    """How high a foot of so many lines is, with the room under it."""
    return 1.22 * template.source_px(20) * lines + 28


def foot_lines(text: str, template: Template) -> list[str]:
    """Sources or credits broken into the lines of the foot."""
    width = template.width - 2 * template.margin
    return wrap_text(parts_of(text), Face.REGULAR, template.source_px(20), width, even=False)


def draw_foot(page: Page, sources: Sequence[str], credits: Sequence[str], top: float) -> None:
    """Write the lines of the foot from a height on."""
    size = page.template.source_px(20)
    lines = [(line, "sources") for line in sources] + [(line, "credits") for line in credits]
    for number, (line, gid) in enumerate(lines):
        base = top + ASCENT * size + 1.22 * size * number
        page.text((page.template.margin, base), line, Face.REGULAR, size, MUTED, gid)
