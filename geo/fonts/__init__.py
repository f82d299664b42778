"""The one typeface of the figures, shipped: measured before drawn, the same on every machine."""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path

from matplotlib.ft2font import FT2Font, LoadFlags

from geo.language import breakable

# A last line of one word is a widow if it is shorter than this part of the width.
_WIDOW = 0.25


class Face(StrEnum):
    """The cuts of IBM Plex Sans Condensed that are used; the value is the file beside this one."""

    REGULAR = "IBMPlexSansCondensed-Regular.ttf"
    MEDIUM = "IBMPlexSansCondensed-Medium.ttf"
    BOLD = "IBMPlexSansCondensed-Bold.ttf"
    ITALIC = "IBMPlexSansCondensed-Italic.ttf"


# What a line takes above and below its base line, in parts of the size: matplotlib measures a
# text from the top of an "l" to the bottom of a "p" at least, and nothing here is taller.
ASCENT = 0.80
DESCENT = 0.24


def font_path(face: Face) -> Path:
    """Where the file of a cut lies.

    Examples
    --------
    >>> font_path(Face.BOLD).is_file()
    True
    """
    return Path(__file__).parent / face.value


@functools.cache
def _font(face: Face) -> FT2Font:
    return FT2Font(str(font_path(face)))


@functools.lru_cache(maxsize=20_000)
def text_width(text: str, face: Face, size: float) -> float:
    """How wide a text is, in pixels of the page, at a size in the same pixels.

    Examples
    --------
    >>> text_width("Niger", Face.BOLD, 40) > text_width("Niger", Face.REGULAR, 20) > 0
    True
    """
    font = _font(face)
    font.set_size(size, 72)
    font.set_text(text, 0.0, flags=LoadFlags.NO_HINTING)
    return float(font.get_width_height()[0]) / 64


@functools.lru_cache(maxsize=5_000)  # a table asks for its names at every width it tries
def plain_text(text: str) -> str:
    """Outside text as one line that can do nothing but be read.

    Control and bidirectional characters go, white space becomes one space (one that does not break
    stays), and a character the typeface lacks becomes a replacement character, which says that
    one is missing.

    Examples
    --------
    >>> plain_text("cost:  $5_m" + chr(0x202e) + chr(10) + "up")
    'cost: $5_m up'
    """
    spaced = " ".join(breakable(unicodedata.normalize("NFC", text)))
    kept = (c for c in spaced if not unicodedata.category(c).startswith("C"))
    known = _font(Face.REGULAR)
    shown = (c if known.get_char_index(ord(c)) else "\N{REPLACEMENT CHARACTER}" for c in kept)
    return " ".join(breakable("".join(shown)))


def wrap_text(
    text: str | Sequence[str], face: Face, size: float, width: float, *, even: bool = True
) -> list[str]:
    """Break a text into lines no wider than *width*; see :func:`break_lines`.

    A text may come as its parts: one of several words is broken only where it is wider than a line.

    Examples
    --------
    >>> wrap_text("Air Base 201", Face.BOLD, 20, 80)
    ['Air Base', '201']
    >>> wrap_text(["Air", "Base 201"], Face.BOLD, 20, 80)
    ['Air', 'Base 201']
    """
    parts = breakable(text) if isinstance(text, str) else text
    words = [word for part in parts for word in _parts(part, face, size, width)]
    last = breakable(parts[-1])[-1:] if parts else []
    pieces = _parts(last[0], face, size, width) if last else []
    if len(pieces) > 1:
        words[-len(pieces) :] = _even(pieces, face, size, width)
    space = text_width("x x", face, size) - text_width("xx", face, size)
    ends = break_lines([text_width(word, face, size) for word in words], space, width, even=even)
    return [" ".join(words[first:end]) for first, end in zip([0, *ends], ends, strict=False)]


def _parts(word: str, face: Face, size: float, width: float) -> list[str]:
    """What would run off its line in words; a word cut, as a web address in a title is."""
    if text_width(word, face, size) <= width:
        return [word]
    if len(words := breakable(word)) > 1:
        return [part for one in words for part in _parts(one, face, size, width)]
    parts = [""]
    for letter in word:
        if parts[-1] and text_width(parts[-1] + letter, face, size) > width:
            parts.append("")
        parts[-1] += letter
    return parts


def _even(parts: Sequence[str], face: Face, size: float, width: float) -> list[str]:
    """The pieces of one word as pieces of one length, if they are as many and fit.

    A word that ends a text would end it in a scrap of a letter or two.
    """
    word = "".join(parts)
    step = -(-len(word) // len(parts))
    even = [word[start : start + step] for start in range(0, len(word), step)]
    fits = len(even) == len(parts) and all(text_width(e, face, size) <= width for e in even)
    return even if fits else [*parts]


def break_lines(
    widths: Sequence[float], space: float, width: float, *, even: bool = True
) -> list[int]:
    """Where the lines of a paragraph end (exclusive), so that the ragged edge is least ragged.

    With *even* the last line is to be as long as the others, as in a title; without, it may be
    as short as it likes. A last line of one short word is avoided if any other break can.

    Examples
    --------
    >>> break_lines([30, 30, 30, 30], 10, 115), break_lines([30, 30, 30, 30], 10, 115, even=False)
    ([2, 4], [3, 4])
    """
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(widths) + 1):
        options = []
        taken = -space
        for first in range(end - 1, -1, -1):
            taken += widths[first] + space
            if taken > width and first < end - 1:
                break
            slack = max(width - taken, 0.0) / max(width, 1.0)
            if end == len(widths) and not even:
                slack = max(0.0, slack - 0.82)
            widow = end == len(widths) and 0 < first == end - 1 and taken < _WIDOW * width
            # A line more costs more than any raggedness: the fewest lines come first.
            options.append((best[first][0] + 4.0 + slack**2 + 3.0 * widow, first))
        best.append(min(options))
    ends = []
    end = len(widths)
    while end:
        ends.append(end)
        end = best[end][1]
    return ends[::-1]
